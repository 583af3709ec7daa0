"""The words by which pages say what their parts are, in the larger European languages, folded (no case, no accents).
Data only: patterns, of which a part of a page matches one as a whole. Names no site.
"""

CLOSING = r"""
related( (posts|articles|stories|news|content|topics|links|coverage|items|reading|videos?|searches))?
more (from|in|on|about|like) .{1,30}|more (news|stories|articles|to read|posts|top stories|headlines|videos?|coverage)
(you )?(may|might) (also )?(like|be interested)|you('ll| will)? (may|might) (also )?(like|enjoy)
recommended( (for you|stories|articles|reading|posts|videos?))?|what to read next|read next|up next
also (on|in|from|see|read)|around the web|from (around )?the web|from our partners
sponsored( (content|links|stories))?|promoted( (content|stories))?|paid content
most (read|popular|viewed|shared|commented|recent)|popular( (now|posts|stories|articles))?
trending( (now|stories|today))?|latest( (news|stories|posts|articles|headlines|videos?))?
recent( (posts|comments|articles|stories|news))?|top (stories|news|headlines|videos?)
editor'?s'? (picks?|choice)|don'?t miss|in case you missed it|about( the)? authors?|about us|about the .{3,25}
(share|follow|contact|connect with|follow|support) (us|this( (article|story|post))?)|contact( us)?
post navigation|(previous|next)( (article|post|story|page))?|newer posts?|older posts?|sign up( (for|to) .*)?
subscribe( (to|for|now|today) .*)?|(our )?newsletters?|get (our|the) (newsletter|app).*
join (our|the) .*newsletter.*|site (map|index|information)|terms (of|and) .*|privacy (policy|notice|statement).*
cookie (policy|settings|preferences).*|legal( notice)?|imprint|impressum|advertis(e|ing)( with us)?|categories
archives?|quick links|useful links|our (sites|network|company)|footer|filed under|(follow|find) us on .*
verwandte (artikel|themen|beitrage)|mehr (zum thema|von|aus|zu).*|das konnte sie auch interessieren.*
auch interessant|lesen sie auch.*|meistgelesen.*|neueste .*|weitere (artikel|themen|meldungen|nachrichten).*
zum thema|themen|ahnliche (artikel|beitrage)|datenschutz.*
articles? (lies|similaires|connexes|recents?|precedent|suivant)|a lire (aussi|egalement).*|(lire|voir) aussi.*
sur le meme (sujet|theme).*|les plus (lus|populaires|recents).*|dans la meme rubrique|plus d'articles.*
mentions legales.*|a propos( de .*)?|vous (aimerez|pourriez) .*|noticias? relacionad[ao]s?
articulos? relacionad[ao]s?|mas (noticias|leid[ao]s?|sobre|en|de|informacion).*|te puede interesar.*
lo mas (leido|visto).*|tambien te puede .*|relacionad[ao]s?|temas relacionados|entradas (recientes|relacionadas)
lee tambien.*|ultimas noticias.*|artigos? relacionados?|noticias? relacionadas?
mais (noticias|lid[ao]s?|sobre|de|em|informacoes).*|veja (tambem|mais).*|leia (tambem|mais).*
posts? relacionados?|voce (tambem )?pode (gostar|se interessar).*|ultimas noticias
articoli (correlati|recenti|simili|precedente|successivo)|articolo (precedente|successivo)|leggi anche.*
potrebbe(ro)? interessarti.*|(ti )?potrebbe(ro)? (anche )?(interessare|piacere).*|i piu (letti|visti).*
ultime notizie.*|notizie correlate|lees (ook|meer|verder).*|meer (over|van|uit|nieuws|artikelen).*|gerelateerd.*
meest gelezen.*|powiazane( artykuly)?|zobacz (takze|rowniez|tez).*|czytaj (takze|rowniez|wiecej|tez).*|polecane
najnowsze.*|najczesciej czytane.*|las mer.*|relaterade? .*|les ogsa.*|mest last.*|ilgili haberler
читайте также.*|похожие .*|по теме|ранее
"""
"""A heading after which the page goes on, but not the article."""

COMMENTS = r"""
(top rated |most recent |best rated )?(\d+ |no |add |show |view |load |all |post |read )*comments?( \(?\d+\)?| closed)?
(\d+ |no |add |show |view |load |all |read )*(replies|responses)( \(?\d+\)?)?|comments? (policy|section)
(join the |hide |your |sort )+(comments?|conversation)|conversation( \(?\d+\)?)?
(leave|post|write|add|submit) (a |your )?(reply|comment|response|review)( .*)?|cancel reply
\d+ (thoughts?|responses?|replies|comments?) (on|to) .*|join the (discussion|conversation)(?!,).*|have your say.*
(please )?(log ?in|sign in|login)( or register)? to (leave|post|write|add|join) .*
your email address will not be published.*|(view|see|show|read|load|add|write)( all| more| the| a)? comments?.*
comments? (are|is) (now )?(closed|off|moderated)( (for|on|here|at|as|because|by) .*)?
what do you think\??|kommentare?( \(?\d+\)?)?
(\d+ )?kommentare?|schreiben? sie einen kommentar.*|kommentar (schreiben|verfassen).*
hinterlasse? .*(kommentar|antwort).*|(\d+ )?commentaires?( \(?\d+\)?)?|laisser un commentaire.*
laissez un commentaire.*|votre adresse .* ne sera pas publiee.*|(\d+ )?comentarios?( \(?\d+\)?)?
(deja|deje|dejar|escribe|anadir) (un|una|tu|su) (comentario|respuesta).*
tu direccion de correo electronico no sera .*|(deixe|deixar) (um|uma|seu|sua)( uma)? (comentario|resposta).*
o seu endereco de e-?mail nao sera .*|(\d+ )?commenti( \(?\d+\)?)?|lascia un (commento|risposta).*
(\d+ )?reacties?( \(?\d+\)?)?|geef een reactie.*|plaats een reactie.*|(\d+ )?komentarze?( \(?\d+\)?)?
dodaj komentarz.*|(\d+ )?yorum(lar)?|комментарии.*|оставить комментарий.*
"""
"""What heads or invites readers' comments."""

ASIDE = r"""
advertisements?( ?[-–—:|(].*| \d+| continue.*)?
advertising|ad|ads|anuncio|publicidade?|publicidad|werbung|anzeige|publicite|pubblicita|reklama?
advertentie|(story|article) continues (below|after).*|continue reading.*
(read|see|show|load|learn|view|find out)( the)? (more|less|full (story|article)|all|gallery)( .{0,12})?
skip (to|this|ad|advert).*|loading.*|(video|photo|image|photos|images|videos|gallery|slideshow)s?|play( video)?
watch( (now|live|video|the video|more))?|close|menu|search|home|back( to top)?|top|share|tweet|print|email|save
follow|listen|subscribe|sign (in|up)|log ?in|register|more|next|previous
(enlarge|full ?screen|toggle|open|close|hide|show) (this |image|caption|gallery|menu|navigation|search|sidebar).*
media playback is unsupported.*|media caption.*|image (copyright|caption|credit|source).*
\d+ (shares?|min(ute)?s? read|views?|likes?|comments?)|(\d+:)?\d\d?:\d\d( / (\d+:)?\d\d?:\d\d)?
(reading time|read time|time to read|tempo de leitura|lesezeit|temps de lecture):? .*
(tiempo de lectura|tempo di lettura|leestijd):? .*
(tags|topics|keywords|schlagworte|schlagworter|themen|mots[- ]cles|etiquetas|palabras clave|etichette|trefwoorden|tagi)
(enter|type) (your|above) .*|e-?mail( address)?|text size.*|font size.*|[ai]?[-+]? ?a[-+]?
share (this|on|via|the) .*|click (here|to) .{0,50}|tap (here|to) .{0,50}|download (the )?(app|pdf).*
this (video|content) .{0,40}(unavailable|available|loading|supported).*
(get|sign up|subscribe|register).{0,40}(newsletter|inbox|e-?mail|updates|alerts|notifications|free|app)\b.*
"""
"""A label or control within a page."""

PROMPT = r"""
cookies?|newsletters?|subscri\w+|sign(ing)? up|sign in|log ?in|inbox|privacy policy
terms (of use|and conditions|of service)
your (browser|e-?mail|account|inbox|comment|settings|device|subscription|privacy)|javascript
this (site|website|page|form)
our (site|website|app|newsletter|journalism|community|forums?|readers|terms|guidelines)
click(ing)? (here|the|on|below)|e-?mail( address)?|unsubscribe|opt[- ]?(in|out)|follow (us|him|her|them|me)
on (twitter|facebook|instagram)|@\w+|comment(s|ers|ing)?|moderat\w+|guidelines|password|delivered|free|download
app|registered|trademarks?|reproduced|permission|affiliate|commission|advertis\w+|donat\w+|support us
contribut(e|or|ing)|website|all rights|datenschutz\w*|nutzungsbedingungen|abonnieren|anmelden|einwilligung
webseite|inscri\w+|abonn\w+|vos donnees|confidentialite|suscri\w+|registr\w+|tu correo|su correo|privacidade?
privacidad|cadastr\w+|assin\w+|seu e-?mail|iscri\w+|abbonat\w+|informativa|nieuwsbrief|voorwaarden|toestemming
"""
"""Words of which two or more in one sentence mean that the page speaks to its reader about itself."""

POINTER = r"""
related|also read|read also|read more|read next|read|see also|see more|see|more|watch|watch also|listen|must read
don'?t miss|also on .{0,20}|also see|further reading|recommended|opinion|explainer|photos|video|in pictures
lesen sie( auch)?|siehe auch|mehr|lire( aussi)?|voir( aussi)?|a lire( aussi)?|lee( tambien)?|ver tambien|vea tambien
te puede interesar|leia( tambem| mais)?|veja( tambem| mais)?|leggi( anche)?|vedi anche|lees( ook)?
czytaj( tez| takze)?
"""
"""How a line begins that, behind a colon or arrow, names another article."""

PICTURE = r"""
photo|photos|photograph|picture|image|images|video|credit|caption|foto|fotos|bild|imagen|imagem|immagine|zdjecie|beeld
crop
"""
"""How a line begins that, behind a colon or slash, names the maker of a picture."""

PICTURE_AGENCY = r"""
getty images?|ap photo|shutterstock|istock|afp/|/afp|/reuters|reuters/|via ap\b|alamy|unsplash|pixabay
associated press/|/associated press|flickr|file photo|wikimedia
"""
"""Whose name close to a line's end makes it a picture's credit."""

PICTURE_SOURCE = r"""
photo|image|picture|pic|foto|credit|courtesy|getty|reuters|afp|ap|ap photo|source
"""
"""What a bracket at a line's end begins with that credits a picture."""

LEGAL = r"""
(©|\(c\)|copyright).*\d{4}|(©|\(c\)|copyright) ?(by|to|the|all|inc)\b|all rights reserved|alle rechte vorbehalten
tous droits reserves|todos (los )?(derechos|os direitos) reservados|tutti i diritti riservati
alle rechten voorbehouden
"""
"""A claim of copyright, anywhere in a line."""

PROFESSION = r"""
reporter|writer|correspondent|editor|journalist|columnist|contributor|author|blogger|freelancer?|producer
redakteur(in)?|journaliste|periodista|jornalista|giornalista
"""
"""What an author is said to be in the note about them."""

NETWORKS = """
facebook twitter x linkedin whatsapp telegram pinterest reddit tumblr instagram youtube email e-mail mail print
flipboard messenger pocket viber line weibo wechat vk vkontakte odnoklassniki bluesky mastodon threads tiktok
snapchat skype xing digg stumbleupon delicious google+ google plus gmail evernote buffer hacker news sms rss feed fb
in tw wa copy link url permalink clipboard icon logo circle
"""
"""Where pages are shared."""

ACTIONS = """
share shares sharing this on via tweet tweets pin it save send like post copy print email e-mail follow us to
article story page by with a the and or new window opens in click here link more options count close view compartir
compartilhar compartilhe partager condividi teilen delen comparte enviar envoyer imprimir imprimer drucken stampa
tweeter twittern tweetear kommentieren comment comments facebook twitter en no na sur auf su op por par per met del
deel podziel sie udostepnij dela paylas
"""
"""What is done with a page, and the small words between."""

HOME = """
home homepage start startseite accueil inicio inicial portada principal hjem hem etusivu strona glowna index main
news blog frontpage welcome
"""
"""What the first part of a breadcrumb is called."""

PARTICLES = """
de da do dos das del della der den di du van von zu la le el al bin ibn ten ter y e af av st
"""
"""Small words within names."""

NOT_NAMES = """
the a an and of to in on for news home menu share more read comments comment min time live video photos photo sports
world business politics opinion tech health science culture local national international published updated posted
print email subscribe advertisement editor picks top stories latest breaking us u.s. follow all by new york city
facebook twitter linkedin whatsapp january february march april may june july august september october november
december monday tuesday wednesday thursday friday saturday sunday reviews review deals guide guides features
entertainment image images enlarge actor actress exclusive caption gallery view related posts post article articles
page website lifestyle travel food money markets finance education research technology search contact about games
sign log
"""
"""Capitalised words that stand alone on pages and are no names."""

LOOSE = """
of the and or for to in on at by with from a an as & de des du la le les et von und der die das für zu mit y del el
los las e do da dos em di il per van het en voor met
"""
"""Words that neither begin nor end a tag."""
