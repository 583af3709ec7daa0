"""The words by which pages name and introduce what is page and not article. Data and patterns; no page's structure."""

import re

# Matched inside class and id. Names that begin an article's own parts too (`post`, `content`, `story`) are left out.
_NAMES = (
    r"related|recommend|read-?(?:more|next|also)|see-?also|also-?like|more-(?:on|from|stories|news|coverage)|"
    r"most-?(?:read|popular|viewed)|popular|trending|recirc|next-?(?:up|article|post)|prev(?:ious)?-|"
    r"post-?nav|pagination|pager\b|breadcrumb|crumbs|site-?map|"
    r"\bshar(?:e|ing)|sharedaddy|addthis|addtoany|social|follow|\bfb-|"
    r"newsletter|subscri|sign-?up|signin|log-?in|register|paywall|piano|regwall|meter|"
    r"comment|disqus|respond|reply|discussion|"
    r"promo|sponsor|advert|\bad-|-ad\b|\bads?\b|adbox|ad_|_ad\b|banner|taboola|outbrain|dfp|affiliate|"
    r"side-?bar|side_|\bnav|menu|footer|\btoolbar|masthead|topbar|"
    r"author-?(?:bio|box|info|card|about|desc)|about-?author|\bbio\b|byline|by-line|dateline|timestamp|pubdate|"
    r"post-?(?:meta|info|date|author|tags|cat)|entry-?(?:meta|info|date|tags|footer|utility)|article-?(?:meta|"
    r"tags|info)|"
    r"\btags?\b|tag-?(?:list|cloud|links)|topics|keywords|categor(?:y|ies)-|filed|"
    r"cookie|consent|gdpr|modal|popup|pop-up|lightbox|overlay|tooltip|hidden|visually|screen-?reader|sr-only|"
    r"widget|teaser|carousel|slider|gallery-nav|playlist|player|print-|copyright|disclaimer|credits?\b|"
    r"rating|review-?stars|poll\b|quiz|survey|jp-|ticker|app-?download|donat|cta\b|call-?to"
)
_CAPTIONS = r"caption|figcaption|image-?(?:text|desc|credit|title)|photo-?(?:credit|text|desc)|wp-caption"

# How a block begins that points elsewhere or asks for something, in the larger European languages.
_POINTERS = (
    r"\W*(?:(?:read|see|watch|hear|find out|learn|know) (?:also|more|next|too|this|our|about)\b|also (?:read|"
    r"see|on|in|watch)\b|"
    r"also:|related(?: (?:stories|articles?|posts?|news|links?|content|coverage|video|reading))?\s*[:\-–|\]]|"
    r"related(?: (?:stories|articles?|posts?|news|links?|content|coverage))?\W*$|"
    r"more(?: on| from| about| in| stories| news| coverage)?\W*[:\-–]|more (?:on|from|about) .{2,40}$|"
    r"don.?t miss\b|(?:you )?(?:may|might) (?:also )?(?:like|be interested)|recommended\b|up next|trending\b|"
    r"popular (?:on|now|stories|in)|most (?:read|popular)|editor.?s.? picks?|in case you missed|must.?reads?\b|"
    r"(?:click|tap) (?:here|the|to|on)\b|get .{2,60} (?:inbox|app\b|newsletter|on the go)|"
    r"sign ?up\b|subscribe\b|join (?:our|the|us)\b|download (?:our|the) .{0,30}app|follow .{2,60} on\b|"
    r"(?:like|follow|find) us on\b|share (?:this|on|your)\b|tell us\b|have (?:a|you) .{2,40}\?? (?:tip|"
    r"contact|email|let us)|"
    r"(?:get|send|email|contact) (?:in touch|us|your|the (?:author|reporter|editor))\b|"
    r"(?:start|begin) your day with|there.s (?:plenty|much) more where|(?:like|enjoy(?:ing|ed)?) (?:this|what "
    r"you).{0,40}\?|listen to .{2,60}(?:live|podcast|on )|"
    r"support (?:our|us|the)\b|donate\b|advertisement\b|advertising\b|sponsored\b|story continues|article continues|"
    r"filed under|tagged(?: with)?\b|tags?\s*:|posted in\b|categor(?:y|ies)\s*:|topics?\s*:|"
    r"(?:leave|post|write|add) (?:a |your )?(?:reply|comment)|comments?\W*$|\d+ comments?\b|(?:view|show) "
    r"(?:all |more )?comments|"
    r"(?:this (?:article|story|post) (?:was )?(?:first |originally )|originally published|first published|"
    r"last updated|updated)\b.{0,80}$|"
    r"photo(?:s|graph)?\s*(?:by|:|credit)|image(?:s)?\s*(?:by|:|credit|via)|\(?(?:image|photo|picture) "
    r"(?:credit|via|courtesy)|"
    r"copyright\b|©|all rights reserved|\(c\)|"
    r"(?:lesen|lies|siehe|sehen) (?:sie )?(?:auch|mehr|hier)|mehr (?:zum thema|dazu|lesen)|zum thema|weitere artikel|"
    r"(?:lire|voir|à lire|a lire|lisez) (?:aussi|également|egalement|la suite)|sur le même sujet|"
    r"(?:leer?|lea|lee|ver|vea|mira) (?:también|tambien|más|mas|además)|te puede interesar|noticias relacionadas|"
    r"(?:leia|veja|saiba|confira|assista) (?:também|tambem|mais|aqui|ainda)|(?:leggi|guarda) (?:anche|tutto)|"
    r"lees (?:ook|meer|verder)|czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również)|"
    r"читайте (?:также|еще|ещё|далее)|смотрите (?:также|еще)|по теме|iklan\W*$|baca juga|tempo de leitura|"
    r"(?:estimated )?reading time|\d+ min(?:ute)?s? read)"
)
_CREDITS = (
    r"\W*(?:\(?(?:additional |with )?report(?:ing|ed) (?:by|from)\b|\(?(?:writing|editing|edited|compiled|"
    r"written) by\b|"
    r"source\s*:|sources\s*:|quelle\s*:|fonte\s*:|fuente\s*:|via\s*:|"
    r"(?:the )?associated press (?:writers?|reporters?|journalists?)\b.{0,200}contribut|"
    r"[^.]{3,160}\bcontributed (?:to this|reporting)|—?\s*(?:reuters|afp|associated press|dpa|bloomberg)\W*$)"
)

_FURNITURE = re.compile(_NAMES)
_CAPTION = re.compile(_CAPTIONS)
_POINTER = re.compile(_POINTERS, re.IGNORECASE)
_CREDIT = re.compile(_CREDITS, re.IGNORECASE)


def is_furniture_name(name: str) -> bool:
    """Whether a class or id says that the element is page furniture."""
    return _FURNITURE.search(name) is not None


def is_caption_name(name: str) -> bool:
    """Whether a class or id says that the element describes a picture."""
    return _CAPTION.search(name) is not None


def is_pointer(text: str) -> bool:
    """Whether a text begins as one that leads away from the article or asks something of the reader."""
    return _POINTER.match(text) is not None


def is_credit(text: str) -> bool:
    """Whether a text says who reported, wrote or supplied the article."""
    return _CREDIT.match(text) is not None
