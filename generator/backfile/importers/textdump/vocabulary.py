"""The words by which pages say what their parts are, in the larger European languages. Data only: names no site."""

import re

from backfile.importers.textdump.prose import fold

NETWORKS = frozenset(
    "facebook twitter x linkedin whatsapp telegram pinterest reddit tumblr instagram youtube email e-mail mail print "
    "flipboard messenger pocket viber line weibo wechat vk vkontakte odnoklassniki bluesky mastodon threads tiktok "
    "snapchat skype xing digg stumbleupon delicious google+ google plus gmail evernote buffer hacker news sms rss "
    "feed fb in tw wa copy link url permalink clipboard icon logo circle".split()
)
ACTIONS = frozenset(
    "share shares sharing this on via tweet tweets pin it save send like post copy print email e-mail follow us to "
    "article story page by with a the and or new window opens in click here link more options count close view "
    "compartir compartilhar compartilhe partager condividi teilen delen comparte enviar envoyer imprimir imprimer "
    "drucken stampa tweeter twittern tweetear kommentieren comment comments facebook twitter en no na sur auf su op "
    "por par per met del deel podziel sie udostepnij dela paylas".split()
)

# A heading after which the page goes on, but not the article; each must be the whole line or its first words.
_CLOSING = (
    "related( (posts|articles|stories|news|content|topics|links|coverage|items|reading|videos?|searches))?|"
    "more (from|in|on|about|news|stories|articles|like|to read|posts|top stories|headlines|videos?|coverage)|"
    "(you )?(may|might) (also )?(like|be interested)|you('ll| will)? (may|might) (also )?(like|enjoy)|"
    "recommended( (for you|stories|articles|reading|posts|videos?))?|what to read next|read next|up next|"
    "also (on|in|from|see|read)|around the web|from (around )?the web|from our partners|sponsored( (content|links|stories))?|"
    "promoted( (content|stories))?|paid content|most (read|popular|viewed|shared|commented|recent)|popular( (now|posts|stories|articles))?|"
    "trending( (now|stories|today))?|latest( (news|stories|posts|articles|headlines|videos?))?|recent( (posts|comments|articles|stories|news))?|"
    "top (stories|news|headlines|videos?)|editor'?s'? (picks?|choice)|don'?t miss|in case you missed it|"
    "about( the)? authors?|about us|(share|follow|contact|connect with|follow|support) (us|this( (article|story|post))?)|contact( us)?|"
    "post navigation|(previous|next)( (article|post|story|page))?|newer posts?|older posts?|"
    "sign up( (for|to) .*)?|subscribe( (to|for|now|today) .*)?|(our )?newsletters?|get (our|the) (newsletter|app).*|join (our|the) .*newsletter.*|"
    "site (map|index|information)|terms (of|and) .*|privacy (policy|notice|statement).*|cookie (policy|settings|preferences).*|"
    "legal( notice)?|imprint|impressum|advertis(e|ing)( with us)?|categories|archives?|quick links|useful links|our (sites|network|company)|"
    "footer|filed under|(follow|find) us on .*|"
    "verwandte (artikel|themen|beitrage)|mehr (zum thema|von|aus|zu).*|das konnte sie auch interessieren.*|auch interessant|lesen sie auch.*|"
    "meistgelesen.*|neueste .*|weitere (artikel|themen|meldungen|nachrichten).*|zum thema|themen|ahnliche (artikel|beitrage)|datenschutz.*|"
    "articles? (lies|similaires|connexes|recents?|precedent|suivant)|a lire (aussi|egalement).*|(lire|voir) aussi.*|sur le meme (sujet|theme).*|"
    "les plus (lus|populaires|recents).*|dans la meme rubrique|plus d'articles.*|mentions legales.*|a propos( de .*)?|vous (aimerez|pourriez) .*|"
    "noticias? relacionad[ao]s?|articulos? relacionad[ao]s?|mas (noticias|leid[ao]s?|sobre|en|de|informacion).*|te puede interesar.*|lo mas (leido|visto).*|"
    "tambien te puede .*|relacionad[ao]s?|temas relacionados|entradas (recientes|relacionadas)|lee tambien.*|ultimas noticias.*|"
    "artigos? relacionados?|noticias? relacionadas?|mais (noticias|lid[ao]s?|sobre|de|em|informacoes).*|veja (tambem|mais).*|leia (tambem|mais).*|"
    "posts? relacionados?|voce (tambem )?pode (gostar|se interessar).*|ultimas noticias|"
    "articoli (correlati|recenti|simili|precedente|successivo)|articolo (precedente|successivo)|leggi anche.*|potrebbe(ro)? interessarti.*|"
    "(ti )?potrebbe(ro)? (anche )?(interessare|piacere).*|i piu (letti|visti).*|ultime notizie.*|notizie correlate|"
    "lees (ook|meer|verder).*|meer (over|van|uit|nieuws|artikelen).*|gerelateerd.*|meest gelezen.*|"
    "powiazane( artykuly)?|zobacz (takze|rowniez|tez).*|czytaj (takze|rowniez|wiecej|tez).*|polecane|najnowsze.*|najczesciej czytane.*|"
    "las mer.*|relaterade? .*|les ogsa.*|mest last.*|ilgili haberler|читайте также.*|похожие .*|по теме|ранее"
)
_COMMENTS = (
    r"(top rated |most recent |best rated )?(\d+ |no |add |show |view |load |all |join the |post |read |hide |your |top |sort )*(comments?|replies|responses|conversation)( \(?\d+\)?| closed| policy| section)?|"
    r"(leave|post|write|add|submit) (a |your )?(reply|comment|response|review)( .*)?|cancel reply|"
    r"\d+ (thoughts?|responses?|replies|comments?) (on|to) .*|join the (discussion|conversation).*|have your say.*|"
    r"(please )?(log ?in|sign in|login)( or register)? to (leave|post|write|add|join) .*|your email address will not be published.*|"
    r"(view|see|show|read|load|add|write)( all| more| the| a)? comments?.*|comments? (are|is) (now )?(closed|off|moderated).*|what do you think\??|"
    r"kommentare?( \(?\d+\)?)?|(\d+ )?kommentare?|schreiben? sie einen kommentar.*|kommentar (schreiben|verfassen).*|hinterlasse? .*(kommentar|antwort).*|"
    r"(\d+ )?commentaires?( \(?\d+\)?)?|laisser un commentaire.*|laissez un commentaire.*|votre adresse .* ne sera pas publiee.*|"
    r"(\d+ )?comentarios?( \(?\d+\)?)?|(deja|deje|dejar|escribe|anadir) (un|una|tu|su) (comentario|respuesta).*|tu direccion de correo electronico no sera .*|"
    r"(deixe|deixar) (um|uma|seu|sua)( uma)? (comentario|resposta).*|o seu endereco de e-?mail nao sera .*|"
    r"(\d+ )?commenti( \(?\d+\)?)?|lascia un (commento|risposta).*|(\d+ )?reacties?( \(?\d+\)?)?|geef een reactie.*|plaats een reactie.*|"
    r"(\d+ )?komentarze?( \(?\d+\)?)?|dodaj komentarz.*|(\d+ )?yorum(lar)?|комментарии.*|оставить комментарий.*"
)
_ASIDE = (
    r"advertisement.*|advertising|ad|ads|anuncio|publicidade?|publicidad|werbung|anzeige|publicite|pubblicita|reklama?|advertentie|"
    r"(story|article) continues (below|after).*|continue reading.*|(read|see|show|load|learn|view|find out)( the)? (more|less|full (story|article)|all|gallery)( .{0,12})?|"
    r"skip (to|this|ad|advert).*|loading.*|(video|photo|image|photos|images|videos|gallery|slideshow)s?|play( video)?|watch( (now|live|video|the video|more))?|"
    r"close|menu|search|home|back( to top)?|top|share|tweet|print|email|save|follow|listen|subscribe|sign (in|up)|log ?in|register|more|next|previous|"
    r"(enlarge|full ?screen|toggle|open|close|hide|show) (this |image|caption|gallery|menu|navigation|search|sidebar).*|media playback is unsupported.*|media caption.*|"
    r"image (copyright|caption|credit|source).*|\d+ (shares?|min(ute)?s? read|views?|likes?|comments?)|(\d+:)?\d\d?:\d\d( / (\d+:)?\d\d?:\d\d)?|"
    r"(reading time|read time|time to read|tempo de leitura|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|leestijd):? .*|"
    r"(tags|topics|keywords|schlagworte|schlagworter|themen|mots[- ]cles|etiquetas|palabras clave|etichette|trefwoorden|tagi)|"
    r"(enter|type) (your|above) .*|e-?mail( address)?|text size.*|font size.*|[ai]?[-+]? ?a[-+]?|share (this|on|via|the) .*|"
    r"click (here|to) .{0,50}|tap (here|to) .{0,50}|download (the )?(app|pdf).*|this (video|content) .{0,40}(unavailable|available|loading|supported).*|"
    r"(get|sign up|subscribe|register).{0,40}(newsletter|inbox|e-?mail|updates|alerts|notifications|free|app)\b.*"
)
_LEGAL = r"((©|\(c\)|copyright).*\d{4}|(©|\(c\)|copyright) ?(by|to|the|all|inc)\b|all rights reserved|alle rechte vorbehalten|tous droits reserves|todos (los )?(derechos|os direitos) reservados|tutti i diritti riservati|alle rechten voorbehouden)"

# Words of which two or more in one sentence mean that the page speaks to its reader about itself.
_PROMPT = (
    r"cookies?|newsletters?|subscri\w+|sign(ing)? up|sign in|log ?in|inbox|privacy policy|terms (of use|and conditions|of service)|"
    r"your (browser|e-?mail|account|inbox|comment|settings|device|subscription|privacy)|javascript|this (site|website|page|form)|our (site|website|app|newsletter|"
    r"journalism|community|forums?|readers|terms|guidelines)|click(ing)? (here|the|on|below)|e-?mail( address)?|unsubscribe|opt[- ]?(in|out)|"
    r"follow (us|him|her|them|me)|on (twitter|facebook|instagram)|@\w+|comment(s|ers|ing)?|moderat\w+|guidelines|password|delivered|free|download|app|registered|"
    r"trademarks?|reproduced|permission|affiliate|commission|advertis\w+|donat\w+|support us|contribut(e|or|ing)|website|all rights|"
    r"datenschutz\w*|nutzungsbedingungen|abonnieren|anmelden|einwilligung|webseite|inscri\w+|abonn\w+|vos donnees|confidentialite|suscri\w+|registr\w+|tu correo|su correo|"
    r"privacidade?|privacidad|cadastr\w+|assin\w+|seu e-?mail|iscri\w+|abbonat\w+|informativa|nieuwsbrief|voorwaarden|toestemming"
)
_POINTER = (
    r"(related|also read|read also|read more|read next|read|see also|see more|see|more|watch|watch also|listen|must read|don'?t miss|also on .{0,20}|also see|"
    r"further reading|recommended|opinion|explainer|photos|video|in pictures|lesen sie( auch)?|siehe auch|mehr|lire( aussi)?|voir( aussi)?|a lire( aussi)?|"
    r"lee( tambien)?|ver tambien|vea tambien|te puede interesar|leia( tambem| mais)?|veja( tambem| mais)?|leggi( anche)?|vedi anche|lees( ook)?|czytaj( tez| takze)?)"
    r"( ?[:>|»→]| -) ?\S.*"
)
_CAPTION = (
    r"(photo|photos|photograph|picture|image|images|video|credit|caption|foto|fotos|bild|imagen|imagem|immagine|zdjecie|beeld|crop)( credit| courtesy| source)?( by)? ?(:|/|©).*|"
    r"(photo|image|picture|photograph|video) (by|courtesy|credit|via) .*|"
    r".*[(\[] ?(photo|image|picture|pic|foto|credit|courtesy|getty|reuters|afp|ap|ap photo|source)\b[^)\]]{0,80}[)\]]|"
    r".*(getty images?|ap photo|shutterstock|istock|afp/|/afp|/reuters|reuters/|via ap\b|alamy|unsplash|pixabay|associated press/|/associated press|flickr|file photo|wikimedia).{0,40}"
)

_CLOSING_LINE = re.compile(rf"({_CLOSING})\W*")
_COMMENTS_LINE = re.compile(rf"({_COMMENTS})\W*")
_ASIDE_LINE = re.compile(rf"({_ASIDE})\W*")
_PROMPT_WORD = re.compile(rf"(?<!\w)(?:{_PROMPT})(?!\w)")
_POINTER_LINE = re.compile(_POINTER)
_CAPTION_LINE = re.compile(_CAPTION)
_BIO = re.compile(
    r".{3,60}? (is|was|ist|est|es|e) (an?|the|our|ein|eine|une?|una?|um|uma|il|la)( [\w-]+){0,8}? "
    r"(reporter|writer|correspondent|editor|journalist|columnist|contributor|author|blogger|freelancer?|producer|"
    r"redakteur(in)?|journaliste|periodista|jornalista|giornalista)\b.*|(follow|contact|reach|e-?mail) .{3,60} (on|at|via) .*"
)
_AGO = re.compile(
    r"(.{0,30} )?(\d+|an?|one) ?(s|m|h|d|w|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?) ago( at .*| [·•|-].*)?|"
    r"vor \d+ \w+|il y a \d+ \w+|hace \d+ \w+|ha \d+ \w+|\d+ \w+ fa|\d+ \w+ geleden|\d+ \w+ atras"
)
_SIGNATURE = re.compile(r"[—–-]\s?.{1,60} \(@\w+\)")
_COOKIES = re.compile(r"\bcookies?\b")
_LEGAL_PART = re.compile(_LEGAL)
_LONGEST_LABEL = 90
DENSITY = 12


def is_closing(text: str) -> bool:
    """Whether the line heads a part of the page that follows articles: related items, the newest, the footer."""
    return _matches(_CLOSING_LINE, text, 60)


def is_comments(text: str) -> bool:
    """Whether the line heads or invites readers' comments."""
    return _matches(_COMMENTS_LINE, text, _LONGEST_LABEL)


def is_aside(text: str) -> bool:
    """Whether the line is a label or control within a page: `Advertisement`, `Read more`, `2 min read`."""
    return _matches(_ASIDE_LINE, text, _LONGEST_LABEL)


def is_legal(text: str) -> bool:
    """Whether the line claims copyright."""
    return len(text) < 300 and _LEGAL_PART.search(fold(text)) is not None


def is_relative_time(text: str) -> bool:
    """Whether the line tells a time by its distance from the visit: `2 days ago at 07:52 am`."""
    return _matches(_AGO, text, 60)


def is_post_signature(text: str) -> bool:
    """Whether the line signs a quoted post: `— Name (@name) 9 October 2018`."""
    return len(text) < 120 and _SIGNATURE.match(text) is not None


def is_prompt(text: str) -> bool:
    """Whether the page speaks to its reader about itself: cookies, newsletters, terms, how to comment.

    One such word in ten words, and two in all: articles mention websites and e-mail too, but less densely.
    """
    if len(text) > 1500:
        return False
    folded = fold(text)
    hits = {match[0] for match in _PROMPT_WORD.finditer(folded)}
    if len(_COOKIES.findall(folded)) > 1:
        return True
    return len(hits) >= 2 and len(hits) * DENSITY >= len(folded.split())


def is_pointer(text: str) -> bool:
    """Whether the line sends the reader to another article: `Related: …`, `Read more: …`."""
    return _matches(_POINTER_LINE, text, 200)


def is_caption(text: str) -> bool:
    """Whether the line names the maker of a picture."""
    return _matches(_CAPTION_LINE, text, 400)


def is_about_author(text: str) -> bool:
    """Whether the sentence introduces who wrote the article, or how to reach them."""
    return _matches(_BIO, text, 500)


def is_share_row(text: str) -> bool:
    """Whether every word of the line is a network or something one does with a page, and at least one a network."""
    if len(text) > 160:
        return False
    tokens = [token for token in re.split(r"[\s.,:|/·•()\d–—-]+", fold(text)) if token]
    named = any(token in NETWORKS for token in tokens)
    return named and all(token in NETWORKS or token in ACTIONS for token in tokens)


def _matches(pattern: re.Pattern[str], text: str, longest: int) -> bool:
    return len(text) <= longest and pattern.fullmatch(fold(text).strip(" []()|:»›-–—")) is not None
