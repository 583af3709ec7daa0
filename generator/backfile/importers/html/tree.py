"""A page's text as a tree in which every piece of running text is an element of its own. Never drops visible text."""

import re
from collections.abc import Iterator

import msgspec
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MOST_ELEMENTS = 60_000
"""More are no one page: the largest of 246 real ones has 9,888."""

MOST_TAGS = 500_000
"""Opening brackets in a page, its scripts' too; a million of them are parsed in five seconds."""

LONGEST_NAME = 300
"""Characters of a class or id that are looked at: patterns over megabytes of them take seconds."""

DEEPEST = 200
"""How deep elements stay nested: beyond it Python's and libxml2's recursion ends. The deepest of 246 pages has 59."""

PARSER_DEPTH = 2040
"""A little less than where libxml2 gives up, since what it adds itself counts there."""

_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section
summary table tbody td tfoot th thead tr ul amp-img iframe video audio
"""
BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSEEN_TAGS = """
script style noscript template svg iframe object embed applet head title meta link select option optgroup
datalist button textarea input canvas video audio map math-source area source track param base frame noframes
noembed progress meter
"""
UNSEEN = frozenset(_UNSEEN_TAGS.split())
_DEAD = ("script", "style", "template", "svg")
# Text straight inside these is no text of theirs.
_STRICT = frozenset(["html", "ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr"])
_KEEP_INLINE = frozenset(["li", "td", "th", "dd", "dt", "figcaption", "caption", "summary", "a"])
_SPACES = re.compile(r"\s+")


class Parsed(msgspec.Struct, frozen=True, eq=False):
    """A page's tree, and whether the parser left out what is nested deeper than it goes (2,047 elements)."""

    root: HtmlElement
    is_cut: bool = False


def parse(text: str) -> Parsed | None:
    """The page as a tree, comments left out, or nothing where there is no element in it."""
    # Bytes, since lxml refuses a str that says what it is encoded in. Huge: else it cuts off at a depth of 255.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    is_cut = _flatten(root) >= PARSER_DEPTH
    return Parsed(root, is_cut)


def count_elements(root: HtmlElement) -> int:
    """How many elements the page has."""
    return int(root.xpath("count(//*)"))


def count_characters(root: HtmlElement) -> int:
    """How much text the page has, scripts left out."""
    return sum(map(len, root.xpath("//text()[not(parent::script or parent::style)]")))


def settle(root: HtmlElement) -> tuple[HtmlElement, ...]:
    """Takes scripts and their like out, puts every run of text that stands beside block elements, or between two line
    breaks, into an element, and gives back all elements.

    Whoever keeps these spares lxml making their Python objects anew at every walk, which was a tenth of a page's time.
    """
    etree.strip_elements(root, *_DEAD, with_tail=False)
    for element in root.xpath(f"//*[string-length(@class) > {LONGEST_NAME}]"):
        element.set("class", element.get("class")[:LONGEST_NAME])
    holders = holders_of_blocks(root)
    for element in [element for element in root.iter() if is_tag(element)]:
        if element.tag in UNSEEN or element.tag in _STRICT:
            continue
        if element in holders:
            _wrap_runs(element, holders)
        elif element.tag != "pre" and _has_double_break(element):
            if element.tag == "p":
                element.tag = "div"
            _wrap_runs(element, holders)
    return tuple(root.iter())


def squeeze(text: str) -> str:
    """The text with single spaces."""
    return _SPACES.sub(" ", text).strip()


def seen_text(element: HtmlElement) -> str:
    """What a reader sees of the element as text, line breaks and spaces single."""
    if not len(element):
        return squeeze(element.text or "") if element.tag not in UNSEEN else ""
    return squeeze("".join(_seen(element)))


def parted_text(element: HtmlElement) -> str:
    """What a reader sees of the element, with a bar at each line break and where words of two elements touch, which
    only the page's styles set apart: `Ada King|Editor`."""
    parts: list[str] = []
    for part in filter(None, _seen(element, line_break=" | ")):
        if parts and parts[-1][-1].isalpha() and part[0].isupper():
            parts.append(" | ")
        parts.append(part)
    return squeeze("".join(parts))


def short_text(element: HtmlElement) -> str:
    """The text of an element that holds little; nothing of one that holds much, without reading it all."""
    if len(element) > 4 or sum(len(child) for child in element) > 6:
        return ""
    return seen_text(element)


def classes(element: HtmlElement) -> str:
    """What the page calls the element: its class and id, in lower case."""
    return f"{(element.get('class') or '')[:LONGEST_NAME]} {(element.get('id') or '')[:LONGEST_NAME]}".lower()


def holders_of_blocks(root: HtmlElement) -> set[HtmlElement]:
    """The elements that have a block element inside."""
    found: set[HtmlElement] = set()
    for element in reversed([element for element in root.iter() if is_tag(element)]):
        parent = element.getparent()
        if parent is not None and (element.tag in BLOCKS or element in found):
            found.add(parent)
    return found


def is_tag(element: HtmlElement) -> bool:
    """Whether it is an element and no comment, instruction or entity."""
    return isinstance(element.tag, str)


def _seen(element: HtmlElement, line_break: str = " ") -> Iterator[str]:
    if element.tag in UNSEEN or not is_tag(element):
        return
    if element.tag == "br":
        yield line_break
    yield element.text or ""
    for child in element:
        # Words of neighbouring blocks must not run together.
        separate = child.tag in BLOCKS
        if separate:
            yield " "
        yield from _seen(child, line_break)
        if separate:
            yield " "
        yield child.tail or ""


def _flatten(root: HtmlElement) -> int:
    """Unwraps what is nested too deep, from its inside; how deep it was."""
    level, depth, deep = [root], 0, []
    while level:
        level, depth = [child for element in level for child in element], depth + 1
        if depth > DEEPEST:
            deep += level
    for element in deep:
        if is_tag(element) and element.getparent() is not None and len(element):
            element.drop_tag()
    return depth


def _has_double_break(element: HtmlElement) -> bool:
    return any(
        child.tag == "br" and not (child.tail or "").strip() and _follows(child, "br")
        for child in element.iterchildren("br")
    )


def _follows(element: HtmlElement, tag: str) -> bool:
    after = element.getnext()
    return after is not None and after.tag == tag


def _wrap_runs(parent: HtmlElement, holders: set[HtmlElement]) -> None:
    run = _new_run(parent, parent.text)
    parent.text = None
    children = list(parent)
    for place, child in enumerate(children):
        is_break = child.tag == "br" and not (child.tail or "").strip() and place + 1 < len(children)
        is_break = is_break and children[place + 1].tag == "br"
        if child.tag in BLOCKS or child in holders or is_break:
            _place(run, child)
            run = _new_run(parent, child.tail)
            child.tail = None
        else:
            run.append(child)
    _place(run, None, parent)


def _new_run(parent: HtmlElement, text: str | None) -> HtmlElement:
    run = parent.makeelement("span" if parent.tag in _KEEP_INLINE else "p")
    run.text = text
    return run


def _place(run: HtmlElement, before: HtmlElement | None, parent: HtmlElement | None = None) -> None:
    """Puts the run before an element or at the end; a run without anything to see becomes nothing."""
    if not len(run) and not (run.text or "").strip():
        return
    if before is not None:
        before.addprevious(run)
    elif parent is not None:
        parent.append(run)
