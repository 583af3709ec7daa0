"""The article's own part of the page's tree: the chosen blocks in their order, with the figures, pull quotes, embeds
and footnotes that belong between them. Changes the tree that it is given; adds nothing to it."""

import re
from collections.abc import Iterable, Sequence

import msgspec
from lxml import etree
from lxml.html import HtmlElement

from backfile.importers.html.blocks import Block
from backfile.importers.html.furniture import is_caption_name, is_furniture_name
from backfile.importers.html.images import is_icon, leads_to_picture, settle_source
from backfile.importers.html.tree import classes, is_tag, seen_text

MOST_CAPTION_WORDS = 120
LEAD_REACH = 12
"""Blocks before the text among which a picture counts as the article's first."""

_MEDIA = frozenset(
    ["img", "video", "audio", "iframe", "amp-img", "amp-youtube", "amp-twitter", "amp-instagram", "object", "embed"]
)
_FOREIGN_TAGS = frozenset(["nav", "footer", "form", "aside"])
_EMBED_NAME = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|fb-post|fb-video|reddit-card|twitter-video")
_QUOTE_NAME = re.compile(r"pull-?(?:ed)?-?quote|blockquote")
_FRAME = re.compile(
    r"youtube|youtu\.be|vimeo|dailymotion|soundcloud|spotify|twitter|instagram|tiktok|facebook\.com/plugins/(?:post|video)|bandcamp|"
    r"mixcloud|ted\.com|archive\.org|codepen|jsfiddle|gist|datawrapper|infogram|flourish|tableau|google\.com/maps|maps\.google|"
    r"openstreetmap|brightcove|jwplatform|jwplayer|wistia|streamable|giphy|imgur|reddit|scribd|documentcloud|slideshare|knightlab|"
    r"kaltura|ooyala|podcast|megaphone|simplecast|libsyn|acast|npr\.org|bbc\.|cnn\.|washingtonpost|nytimes|embed|player|video",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"doubleclick|googlesyndication|adservice|/ads?[/?._]|taboola|outbrain|disqus|plugins/like|comments|newsletter|recaptcha|googletagmanager",
    re.I,
)
_FAMILY = ("figure", "picture", "a", "amp-img")
_DEAD = frozenset(
    ["script", "style", "noscript", "template", "link", "meta", "button", "input", "select", "textarea", "svg"]
)


class Projection(msgspec.Struct, frozen=True):
    """The article as HTML, the figures in it, and the places of blocks that came in with figures and quotes."""

    html: str
    figures: tuple[HtmlElement, ...] = ()
    brought: frozenset[int] = frozenset()


def project(
    root: HtmlElement, blocks: Sequence[Block], kept: Sequence[bool], holder: HtmlElement | None, title: int
) -> Projection:
    """The part of the tree that holds the kept blocks. `title` is the place of the title's block, or -1: pictures
    between it and the text are the article's too."""
    chosen = [block for block in blocks if kept[block.index]]
    if not chosen:
        return Projection("")
    wholes = {block.element for block in chosen}
    wholes |= _footnotes(root, chosen, blocks)
    figures = _figures(root, blocks, chosen, holder, title)
    wholes |= set(figures) | _pull_quotes(blocks, chosen)
    top = _common_ancestor(wholes)
    around = {ancestor for element in wholes for ancestor in element.iterancestors()}
    brought = _brought(blocks, kept, wholes)
    if top in wholes:
        _clean(top)
        return Projection(_write(top), tuple(figures), brought)
    _prune(top, wholes, around)
    return Projection(_write(top), tuple(figures), brought)


def _figures(
    root: HtmlElement, blocks: Sequence[Block], chosen: Sequence[Block], holder: HtmlElement | None, title: int
) -> list[HtmlElement]:
    """The pictures, films and embeds from the title to the text's end, each with what stands under it."""
    order = {element: place for place, element in enumerate(root.iter())}
    start, end = order[chosen[0].element], max(order[chosen[-1].element], _last_inside(order, chosen[-1].element))
    lead = (
        blocks[title].element if 0 <= title <= chosen[0].index else blocks[max(0, chosen[0].index - LEAD_REACH)].element
    )
    limit = _common_ancestor({block.element for block in chosen})
    texts = {block.element for block in chosen}
    found: dict[HtmlElement, None] = {}
    for element, place in order.items():
        if not is_tag(element) or (element.tag not in _MEDIA and not _EMBED_NAME.search(classes(element))):
            continue
        is_between = start <= place <= end or (limit in element.iterancestors() and place > end and place - end < 40)
        is_lead = order[lead] < place < start
        if (is_between or is_lead) and _is_own(element, limit if is_between else holder, texts):
            found[_with_caption(element, texts, limit)] = None
    return [element for element in found if not any(outer in found for outer in element.iterancestors())]


def _last_inside(order: dict[HtmlElement, int], element: HtmlElement) -> int:
    return max(order[inner] for inner in element.iter())


def _is_own(element: HtmlElement, limit: HtmlElement | None, texts: set[HtmlElement]) -> bool:
    """Whether a picture or embed is no furniture: small, an advertisement, or another article's teaser."""
    if element.tag in ("img", "amp-img"):
        settle_source(element)
        if not element.get("src") or is_icon(element):
            return False
    if element.tag in ("iframe", "embed", "object") and not _is_embed(element):
        return False
    for outer in element.iterancestors():
        if outer is limit or outer.tag in ("body", "article", "main"):
            return True
        if outer in texts:
            return True
        name = classes(outer)
        if outer.tag in _FOREIGN_TAGS and "figure" not in name:
            return False
        is_figure = (
            outer.tag == "figure"
            or "embed" in name
            or is_caption_name(name)
            or "gallery" in name
            or "image" in name
            or "photo" in name
        )
        if not is_figure and is_furniture_name(name):
            return False
        if outer.tag == "a" and not leads_to_picture(outer) and len(seen_text(outer).split()) > 2:
            return False
        if outer.tag in _DEAD:
            return False
    return True


def _is_embed(element: HtmlElement) -> bool:
    source = element.get("src") or element.get("data-src") or element.get("data") or ""
    if not source or _ADVERT.search(source) or not _FRAME.search(source):
        return False
    if not element.get("src") and element.get("data-src"):
        element.set("src", source)
    return not any((element.get(name) or "").strip() in ("0", "1") for name in ("width", "height"))


def _with_caption(element: HtmlElement, texts: set[HtmlElement], limit: HtmlElement) -> HtmlElement:
    """The element around a picture that holds its caption and nothing of the text."""
    best = element
    for outer in element.iterancestors():
        if (
            outer is limit
            or outer.tag in ("body", "article", "main", "section")
            or any(inner in texts for inner in outer.iter())
        ):
            return best
        words = len(seen_text(outer).split())
        if words > MOST_CAPTION_WORDS:
            return best
        if outer.tag in _FAMILY or is_caption_name(classes(outer)):
            best = outer
        if outer.tag == "figure":
            return outer
        has_caption = any(
            is_tag(inner) and (inner.tag == "figcaption" or is_caption_name(classes(inner))) and seen_text(inner)
            for inner in outer.iter()
        )
        if has_caption and sum(1 for _ in outer.iter("img")) == 1:
            best = outer
    return best


def _pull_quotes(blocks: Sequence[Block], chosen: Sequence[Block]) -> set[HtmlElement]:
    """Pull quotes between the text's blocks: they repeat it, so that they were not chosen as text."""
    first, last = chosen[0].index, chosen[-1].index
    found = set()
    for block in blocks[first : last + 1]:
        for element in (block.element, *block.path[-3:]):
            if _QUOTE_NAME.search(classes(element)) and len(seen_text(element).split()) < MOST_CAPTION_WORDS:
                found.add(element)
                break
    return found


def _footnotes(root: HtmlElement, chosen: Sequence[Block], blocks: Sequence[Block]) -> set[HtmlElement]:
    """What links in the text lead to on the same page, if it stands behind it: notes, sources, legends."""
    targets = {
        (link.get("href") or "")[1:]
        for block in chosen
        for link in block.element.iter("a")
        if (link.get("href") or "").startswith("#") and len(link.get("href") or "") > 1 and len(seen_text(link)) <= 8
    }
    if not targets:
        return set()
    kept = {block.element for block in chosen}
    behind = [block for block in blocks[chosen[0].index :] if block.element not in kept]
    return {block.element for block in behind if targets & _names_around(block)}


def _names_around(block: Block) -> set[str]:
    elements = [block.element, *block.element.iterdescendants(), *block.path[-2:]]
    return {name for element in elements for name in (element.get("id"), element.get("name")) if name}


def _brought(blocks: Sequence[Block], kept: Sequence[bool], wholes: set[HtmlElement]) -> frozenset[int]:
    return frozenset(
        block.index
        for block in blocks
        if not kept[block.index] and (block.element in wholes or any(element in wholes for element in block.path))
    )


def _common_ancestor(elements: Iterable[HtmlElement]) -> HtmlElement:
    """The innermost element around all, or the element itself where there is one."""
    common: list[HtmlElement] | None = None
    for element in elements:
        path = [*reversed(list(element.iterancestors())), element]
        common = path if common is None else [one for one, other in zip(common, path, strict=False) if one is other]
    assert common, "there is at least the root"
    return common[-1]


def _prune(top: HtmlElement, wholes: set[HtmlElement], around: set[HtmlElement]) -> None:
    """Takes everything out but the wholes and what is around them."""
    stack = [top]
    while stack:
        element = stack.pop()
        element.text = None
        for child in list(element):
            if child in wholes:
                _clean(child)
                child.tail = "\n"
            elif child in around:
                child.tail = "\n"
                stack.append(child)
            else:
                element.remove(child)


def _clean(element: HtmlElement) -> None:
    """Takes scripts, forms and their like out of what is kept whole."""
    for inner in [inner for inner in element.iterdescendants() if not is_tag(inner) or inner.tag in _DEAD]:
        if inner.getparent() is not None:
            inner.drop_tree()
    for image in element.iter("img"):
        settle_source(image)


def _write(element: HtmlElement) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
