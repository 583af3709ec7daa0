"""Who signed an article and when, as it stands on the page itself: near its title, or right behind its text."""

import re
from collections.abc import Iterator, Sequence

import msgspec
from lxml.html import HtmlElement

from backfile.importers.dates import Order, find_dates, learn_order
from backfile.importers.html.blocks import Block
from backfile.importers.html.moments import read_moment, read_written
from backfile.importers.html.names import is_person, read_names
from backfile.importers.html.statements import Statement
from backfile.importers.html.tree import classes, is_tag, parted_text, seen_text, short_text, squeeze
from backfile.importers.prose import fold

BEFORE = 8
AFTER = 25
INSIDE = 4
LONGEST = 200
LONGEST_NAME = 80
MOST_MARKED = 6

_SIGNED = re.compile(
    r"^\W*(?:(?:written|posted|published|reported|story|words|text|article|created|review|submitted|"
    r"guest post)\s+)?by\b[:\s]+(?=\S)|^\W*(?:von|par|por|di|door|av|af|autor(?:in|a)?|autore|auteur|author|"
    r"автор|作者)\b\s*[:：]?\s+(?=[^\W\d_a-zß-ÿ])",
    re.IGNORECASE,
)
_INNER_BY = re.compile(
    r"(?<!viewed)(?<!hecked)(?<!dited)(?<!sored)(?<!wered)(?<!upported)(?<!esented)(?:^|[\s|•·,\d)\]–—-])"
    r"(?:by|By|BY|Von|von|Par|Por)[: ]\s*(?P<names>[^\W\d_a-zß-ÿ].*)"
)
_NO_AUTHOR = re.compile(
    r"^\W*(?:\w+[ -])?(?:reviewed|checked|sponsored|powered|presented|supported|illustrated|photo\w*)\s+by\b",
    re.IGNORECASE,
)
_BYLINE_NAME = re.compile(
    r"byline|by-line|author|writer|contributor-name|autor\b|auteur|autore|signature|vcard|\bfn\b|reporter"
)
_AUTHOR_NAME = re.compile(
    r"(?:^|[\s_-])(?:author|byline|writer|autor|auteur|autore)s?(?:[_-]{0,2}name)?(?:$|\s)|authorname|"
    r"author_name|author-name"
)
_PLAIN_NAME = re.compile(r"(?:^|[\s_-])(?:person-?)?name(?:$|[\s_-])|blogg?er")
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:es|en|in)?|autore|auteurs?|people|person|profiles?|staff|by|bios?|reporters?|journalists?|"
    r"contributors?|columnists?|writers?|correspondents?|redakteur(?:e|in)?|periodistas?)/[^/?#]+|[?&]author=",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(r"\d[./-]\d\d?[./-]\d")
_WHERE = "byline in the page"
_NOT_BYLINE_NAME = re.compile(
    r"comment|bio\b|related|recommend|share|social|follow|date|time|avatar|photo|image|thumb|icon|role|desc|"
    r"twitter|widget|popup|tooltip|hidden|next|prev|card"
)
_UPDATED = re.compile(
    r"\b(?:updated?|modified|revised|aktualisiert|mis a jour|modifie|actuali[sz]ad[oa]|atualizad[oa]|"
    r"aggiornat[oa]|bijgewerkt|"
    r"edited|aktualizacja|uppdaterad|обновлено|更新|수정)"
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|created|first|veroffentlicht|erstellt|publie|publicad[oa]|pubblicat[oa]|"
    r"gepubliceerd|опубликовано|公開|입력)"
)


class Head(msgspec.Struct, frozen=True):
    """The blocks that stand around an article's title and text, and the order of day and month on its page."""

    around: tuple[Block, ...]
    behind: tuple[Block, ...]
    order: Order


def find_head(blocks: Sequence[Block], kept: Sequence[bool], title: int) -> Head:
    """The blocks between the title (its place, or -1) and the text, some before and the first within it, and those
    right behind the text."""
    places = [place for place, is_kept in enumerate(kept) if is_kept]
    start, end = (places[0], places[-1]) if places else (0, -1)
    top = max(0, min(title if 0 <= title <= start else start - BEFORE, start) - 4)
    around = blocks[max(top, start - 40) : start + INSIDE]
    behind = [block for block in blocks[end + 1 : end + 1 + AFTER] if not kept[block.index]]
    order = learn_order(block.text for block in blocks if len(block.words) < 25 and _NUMERIC_DATE.search(block.text))
    return Head(tuple(around), tuple(behind), order)


def state_byline(root: HtmlElement, head: Head, kept: Sequence[bool]) -> Iterator[Statement]:
    """Names that the page marks as the author's or that stand behind “By”, and dates near the title."""
    yield from _marked_authors(root, head)
    short = [block for block in head.around if len(block.text) <= LONGEST]
    yield from _linked_authors(short, kept)
    signed = [(block, found) for block in short if (found := _authors(block, 0.75))]
    # Those of one byline stand side by side; what else looks like one is another article's.
    best = max((max(one.trust for one in found) for _, found in signed), default=0.0)
    leading = next((block for block, found in signed if max(one.trust for one in found) == best), None)
    for block, found in signed:
        if leading is not None and (block is leading or _is_beside(block, leading)):
            yield from found
    for block in short:
        yield from _dates(block, head.order, kept[block.index])
    for block in head.behind:
        is_foreign = any(re.search(r"comment|related|sidebar", classes(element)) for element in block.path[-6:])
        if (
            len(block.text) <= LONGEST
            and not is_foreign
            and (_SIGNED.match(block.text) or _is_name_element(block.element))
        ):
            for one in _authors(block, 0.5):
                yield msgspec.structs.replace(one, where="byline behind the text")


def state_times(root: HtmlElement, head: Head) -> Iterator[Statement]:
    """The `<time>` elements around the title: of a page's others one does not know what they are of."""
    near = [inner for block in head.around for inner in (*block.path[-2:], block.element)]
    seen: set[HtmlElement] = set()
    for element in near:
        for time in element.iter("time") if is_tag(element) and element.tag not in ("body", "html", "main") else ():
            if time not in seen and len(seen) < 6:
                seen.add(time)
                yield from _time(time, head.order)


def _marked_authors(root: HtmlElement, head: Head) -> Iterator[Statement]:
    """Those near the title, or where there are none the first few of the page."""
    near = {
        inner for block in head.around for inner in (block.element, *block.element.iterdescendants(), *block.path[-1:])
    }
    marked = [
        element
        for element in root.xpath("//body//*[contains(@rel, 'author')]")
        if "author" in (element.get("rel") or "").lower().split() and not _is_aside(element)
    ]
    for element in ([one for one in marked if one in near] or marked)[:MOST_MARKED]:
        text = seen_text(element)
        if text and len(text) < LONGEST_NAME:
            yield Statement("author", text, "rel=author", 0.78)


def _linked_authors(blocks: Sequence[Block], kept: Sequence[bool]) -> Iterator[Statement]:
    """People whose name leads to a page of their own, in what stands between title and text."""
    for block in blocks:
        if kept[block.index] or _is_aside(block.element):
            continue
        for link in block.element.iter("a"):
            text = seen_text(link)
            if _AUTHOR_ADDRESS.search(link.get("href") or "") and any(map(is_person, read_names(text))):
                yield Statement("author", text, "link to the author", 0.77)


def _is_aside(element: HtmlElement) -> bool:
    for around in (element, *list(element.iterancestors())[:8]):
        if around.tag in ("aside", "nav", "footer") or re.search(
            r"comment|related|recommend|sidebar|widget|latest|popular|more-|next|teaser|card", classes(around)
        ):
            return True
    return False


def _authors(block: Block, trust: float) -> list[Statement]:
    if _NO_AUTHOR.match(block.text):
        return []
    names = classes(block.element) + " " + " ".join(classes(element) for element in block.path[-3:])
    is_marked = _BYLINE_NAME.search(names) is not None and not _NOT_BYLINE_NAME.search(classes(block.element))
    inner = [parted_text(element) for element in block.element.iterdescendants() if _is_name_element(element)]
    if inner:
        return [Statement("author", text, _WHERE, trust + 0.03) for text in inner if text]
    named = [text for one in (block.element, *block.element.iter("span", "a")) if (text := _plain_name(one))]
    if named and len(block.words) <= 8:
        return [Statement("author", named[0], _WHERE, trust - 0.08)]
    signed = _SIGNED.match(block.text)
    # “By clicking Submit you agree” is no byline.
    if signed and (is_marked or (len(block.words) <= 14 and not block.text[signed.end()].islower())):
        parted = parted_text(block.element)
        text = parted if _SIGNED.match(parted) else block.text
        return [Statement("author", text, _WHERE, trust + 0.04 * is_marked)]
    is_short = len(block.words) <= 8 and not block.text.endswith(".")
    if is_short and is_marked and (_is_name_element(block.element) or any(map(is_person, read_names(block.text)))):
        return [Statement("author", block.text, _WHERE, trust - 0.02)]
    is_line = len(block.words) <= 20 and not block.text.endswith(".")
    within = _INNER_BY.search(parted_text(block.element)) if is_line else None
    return [Statement("author", within["names"], _WHERE, trust - 0.05)] if within else []


def _is_beside(block: Block, leading: Block) -> bool:
    return block.path[-1] is leading.path[-1] and abs(block.index - leading.index) <= 2


def _is_name_element(element: HtmlElement) -> bool:
    """Whether the page calls an element the author's name."""
    name = classes(element) if is_tag(element) else ""
    return bool(name) and _AUTHOR_NAME.search(name) is not None and not _NOT_BYLINE_NAME.search(name)


def _plain_name(element: HtmlElement) -> str:
    """A person's name in an element that the page calls a name, and no more than that."""
    text = parted_text(element) if is_tag(element) and _PLAIN_NAME.search(classes(element)) else ""
    return text if any(map(is_person, read_names(text))) else ""


def _dates(block: Block, order: Order, is_kept: bool) -> Iterator[Statement]:
    if len(block.words) > 30 or (is_kept and len(block.words) > 12):
        return
    last = 0
    for found in find_dates(block.text):
        before = fold(block.text[last : found.start])
        is_update = _UPDATED.search(before) is not None and _PUBLISHED.search(before) is None
        text = block.text[found.start : found.end]
        last = found.end
        if read_written(text, order).iso:
            trust = 0.65 if _PUBLISHED.search(before) else 0.55
            yield Statement("updated" if is_update else "date", text, "text near the title", trust)
        elif read_written(text, order).is_open:
            yield Statement("open date", text, "text near the title", trust=0.3)


def _time(time: HtmlElement, order: Order) -> Iterator[Statement]:
    machine, text = squeeze(time.get("datetime") or ""), seen_text(time)
    parent = time.getparent()
    around = fold(f"{classes(time)} {squeeze(parent.text or '') if parent is not None else ''} {text} {_label(time)}")
    is_update = _UPDATED.search(around) is not None and _PUBLISHED.search(around) is None
    value = machine if read_moment(machine, order).iso else text
    if read_moment(value, order).iso:
        yield Statement("updated" if is_update else "date", value, "<time>", 0.7 if machine else 0.6)


def _label(time: HtmlElement) -> str:
    """The words right before a time: `Updated`."""
    before = time.getprevious()
    if before is not None:
        return f"{short_text(before)[-30:]} {squeeze(before.tail or '')}"
    return ""
