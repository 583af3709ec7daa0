"""The tags and the section that a page shows beside its article. Tag clouds and menus do not count."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from lxml.html import HtmlElement

from backfile.importers.addresses import split
from backfile.importers.html.blocks import Block
from backfile.importers.html.statements import Statement
from backfile.importers.html.tree import classes, is_tag, seen_text, short_text
from backfile.importers.prose import letters

MOST_TAGS = 30
LONGEST = 60
FAR_BEFORE = 12

_TAG_ADDRESS = re.compile(
    r"/(?:tags?|topics?|tagged|keywords?|schlagwort(?:e|er)?|thema|themen|etiquetas?|etiketa|tema|temas|"
    r"mot-cle|mots-cles|sujet|"
    r"argomenti|trefwoord|labels?|hashtag|tag_cloud|subjects?|issues?)[/=][^/]+/?$|[?&](?:tag|tags|topic|"
    r"label|keyword)=[^&]+",
    re.IGNORECASE,
)
_TAGS_NAME = re.compile(
    r"(?:^|[\s_-])(?:tags?|taglist|topics?|keywords?|hashtags?|labels?|post-?tags|entry-?tags|article-?tags|"
    r"tagcloud|schlagwort\w*)(?:$|[\s_-])|"
    r"(?:tags|topics|keywords)(?:list|links|wrap\w*|container|box|cloud|section)|tag-?box|(?:related|article|"
    r"post|entry|story|content)[-_]{0,2}(?:tags|topics|keywords)"
)
_NOT_TAGS = re.compile(
    r"cloud|popular|trending|(?<!with-)sidebar|\bnav\b|navbar|menu|sitemap|related-(?:posts|articles)|comment|"
    r"\bhot-|browse|widget|share|social(?!-tag)"
)
_TAGS_WORD = re.compile(
    r"^\W*(?:tags?|tagged(?: (?:as|with))?|filed under|topics?|related (?:tags|topics)|more (?:on|about)|"
    r"keywords|schlagworte?|schlagwörter|"
    r"themen|mots[- ]clés|étiquettes|etiquetas|palabras clave|temas|tópicos|argomenti|etichette|trefwoorden|"
    r"tagi|метки|теги|태그|タグ|标签)\W*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?:tags?|tagged(?: with)?|topics?|keywords)\s*[:：]?\s*", re.IGNORECASE)
_CRUMBS = re.compile(r"breadcrumb|\bcrumbs?\b|bread-crumb")
_HOME_WORDS = """
home homepage startseite accueil inicio portada start главная hem hjem etusivu strona glowna domů ホーム トップ 홈
الرئيسية 首页 首頁
"""
HOME = frozenset(_HOME_WORDS.split())
"""What the first step of a breadcrumb is called."""
_ENTRY = re.compile(r"entry|article|post|story|content")
_NETWORKS_WORDS = """
facebook twitter x pinterest email e-mail whatsapp linkedin reddit tumblr print instagram telegram
youtube vimeo flickr google+ rss
"""
NETWORKS = frozenset(_NETWORKS_WORDS.split())
"""What a row of buttons names. One of them may be a tag; where nothing else stands, none is."""
_SEPARATOR = re.compile(r"\s*[»>›/|→]\s*")


def state_tags(blocks: Sequence[Block], kept: Sequence[bool], title: str) -> Iterator[Statement]:
    """The tags in links marked as tags, that lead to tags, or that stand under the word “Tags”. What stands far before
    the text is a menu, and what stands in its sentences is none."""
    first = next((place for place, is_kept in enumerate(kept) if is_kept), 0)
    marked = [
        link
        for block in blocks
        if not (kept[block.index] and block.link_share < 0.8)
        for link in _links(block)
        if _is_marked(link)
    ]
    near = [
        block for block in blocks[max(0, first - FAR_BEFORE) :] if not (kept[block.index] and block.link_share < 0.8)
    ]
    links = list(dict.fromkeys(link for block in near if block.linked for link in _links(block)))
    groups = (
        (0.92, "rel=tag", [link for link in dict.fromkeys(marked) if not _is_apart(link)]),
        (0.88, "links in a list of tags", [link for link in links if _is_in_list(link)]),
        (0.83, "links to tags", [link for link in links if _leads_to_tag(link) and not _is_apart(link)]),
    )
    for trust, where, found in groups:
        labels = _labels(found, title)
        if 0 < len(labels) <= MOST_TAGS:
            yield from (Statement("tag", label, where, trust) for label in labels)


def state_crumbs(root: HtmlElement, title: str) -> Iterator[Statement]:
    """The steps of the way that the page shows from its front to the article."""
    candidates = root.xpath("//*[contains(concat(@class, @id, @itemtype, @aria-label), 'rumb')]")
    holders = [element for element in candidates if _is_crumbs(element)]
    if not holders:
        return
    steps = [seen_text(link) for link in holders[0].iter("a")] or _SEPARATOR.split(seen_text(holders[0]))
    for step in dict.fromkeys(steps):
        name = step.strip(" »>›/|")
        if name and len(name) <= LONGEST and name.casefold() not in HOME and letters(name) != letters(title):
            yield Statement("crumb", name, "breadcrumb", 0.7)


def _is_crumbs(element: HtmlElement) -> bool:
    name = f"{classes(element)} {element.get('itemtype') or ''} {element.get('aria-label') or ''}".lower()
    return element.tag in ("nav", "div", "ul", "ol", "p", "section", "span") and _CRUMBS.search(name) is not None


def _links(block: Block) -> list[HtmlElement]:
    outer = [element for element in block.path[-4:] if element.tag == "a"]
    return outer or list(block.element.iter("a")) if block.linked else []


def _is_marked(link: HtmlElement) -> bool:
    rel = (link.get("rel") or "").lower().split()
    return (
        "tag" in rel
        and "category" not in rel
        and not re.search(r"/(?:category|categories|section)/", link.get("href") or "")
    )


def _leads_to_tag(link: HtmlElement) -> bool:
    return _TAG_ADDRESS.search(link.get("href") or "") is not None


def _is_in_list(link: HtmlElement) -> bool:
    """Whether an element close around calls itself tags, or the word stands before it, and none of them a menu."""
    around = [link, *list(link.iterancestors())[:5]]
    for place, element in enumerate(around):
        name = classes(element)
        if _NOT_TAGS.search(name) or element.tag in ("nav", "header", "body"):
            return False
        if _TAGS_NAME.search(name) or (place and _has_word_before(element)):
            return not any(
                _NOT_TAGS.search(classes(outer)) or outer.tag in ("nav", "header")
                for outer in around[place : place + 3]
            )
    return False


def _has_word_before(element: HtmlElement) -> bool:
    if _TAGS_WORD.match((element.text or "").strip() or "-"):
        return True
    before = element.getprevious()
    return before is not None and is_tag(before) and _TAGS_WORD.match(short_text(before) or "-") is not None


def _is_apart(link: HtmlElement) -> bool:
    """Whether the link stands in a menu, a cloud or another article's teaser, or within a sentence."""
    for element in (link, *list(link.iterancestors())[:6]):
        if element.tag in ("article", "main"):
            return False
        if (element.tag in ("nav", "header", "footer") and not _ENTRY.search(classes(element))) or _NOT_TAGS.search(
            classes(element)
        ):
            return True
    return False


def _labels(links: list[HtmlElement], title: str) -> list[str]:
    texts = [_LABEL.sub("", seen_text(link)).strip(" ,#;|•·") or _from_address(link) for link in links]
    kept = [text for text in texts if text and len(text) <= LONGEST and letters(text) != letters(title)]
    if sum(text.casefold() in NETWORKS for text in kept) > 1:
        return []
    return list({letters(text): text for text in reversed(kept)}.values())[::-1]


def _from_address(link: HtmlElement) -> str:
    """A tag whose link shows no words, from its address."""
    if not _leads_to_tag(link):
        return ""
    return (
        unquote(split(link.get("href") or "").path.rstrip("/").rsplit("/", 1)[-1]).replace("-", " ").replace("+", " ")
    )
