"""Parsed HTML into our tree. What no reader sees is left out here, and said."""

import re
from collections.abc import Iterable, Iterator

import turbohtml
from turbohtml import Element as Parsed

from backfile.importers.conversion.addresses import Base, anchor_of
from backfile.importers.conversion.attributes import (
    attribute,
    is_hidden,
    is_plain,
    language_of,
    own_attributes,
    style_of,
)
from backfile.importers.conversion.elements import (
    KEPT,
    LEFT_OUT,
    RENAMED,
    SEE_THROUGH_BLOCKS,
    STYLES,
)
from backfile.importers.conversion.embeds import counts_visits, embed_address
from backfile.importers.conversion.pictures import counts_readers, emoji, is_same_picture, picture_address
from backfile.importers.conversion.source import without_controls
from backfile.importers.conversion.tree import BOUNDARY, MAX_DEPTH, Element, Node, element_of
from backfile.importers.importer import Dropped

MAX_NODES = 600_000
"""Elements and texts beyond which the markup is not read: a second of work is some 200,000 of them, and the longest
real article that was measured has 20,000."""

_TOLD = 200
_MORE = re.compile(r"\s*(?:more\b|noteaser\s*$)", re.IGNORECASE)
_MORE_ID = re.compile(r"more-\d+$")
_BLOCK_COMMENT = re.compile(
    r"\s*/?wp:|\s*\[(?:if|endif)|\s*\[?CDATA|<!\[endif|\s*/?\s*(?:kg-card|StartFragment|EndFragment)"
)
_MEANING = re.compile(
    r"caption|credit|galler|pull-?_?quote|footnote|endnote|highlight|\bembed|wp-block-embed|\bcode|syntax|\bfigure\b|"
    r"picture-and|tiled|\bkg-|image2|photograph",
    re.IGNORECASE,
)
_SELF_LINK = re.compile(
    r"(?:^|[\s_-])(?:anchor|headerlink|header-link|permalink|heading-link|hash-link|headeranchor-link)(?:$|[\s_-])"
)
_ARCHIVED = "archived-copy"
_SELF_MARKS = ("", "#", "¶", "§", "🔗", "∞")
_FRAMES = {"iframe": "embed", "embed": "embed", "object": "embed", "video": "film", "audio": "sound", "frame": "embed"}


class TooLargeError(Exception):
    """More markup than can be read in time."""


class _Open:
    """An element whose end has not come: a see-through one adds to the children of the one around it."""

    __slots__ = ("attributes", "children", "ends_paragraph", "nodes", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], nodes: Iterable[turbohtml.Node]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.nodes: Iterator[turbohtml.Node] = iter(nodes)
        self.children: list[Node] = []
        self.ends_paragraph = False


class Builder:
    """Makes the tree of one article; afterwards `dropped` tells what was left out, and `anchors` the names within it
    that something links to."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._stack: list[_Open] = []
        self._depth = 0
        self.anchors: frozenset[str] = frozenset()
        self._spare = ""
        self._length = 0
        self.dropped: list[Dropped] = []

    def build(self, body: Parsed) -> Element:
        """The tree of that body. Raises TooLargeError."""
        self._length = len(body.text)
        hrefs = (href for link in body.find_all("a") if "#" in (href := attribute(link, "href")))
        self.anchors = frozenset(filter(None, map(anchor_of, map(self._base.whole, hrefs))))
        root = _Open("div", {}, body)
        self._stack.append(root)
        count = 0
        while self._stack:
            top = self._stack[-1]
            for node in top.nodes:
                count += 1
                self._take(node)
                if self._stack[-1] is not top:
                    break
            else:
                self._close()
            if count > MAX_NODES:
                raise TooLargeError
        return element_of("div", {}, root.children)

    def _take(self, node: turbohtml.Node) -> None:
        if isinstance(node, Parsed):
            self._element(node)
        elif isinstance(node, turbohtml.Text):
            self._put(without_controls(node.data))
        elif isinstance(node, turbohtml.Comment):
            self._comment(node)

    def _put(self, node: Node) -> None:
        self._stack[-1].children.append(node)

    def _end_paragraph(self) -> None:
        children = self._stack[-1].children
        if children and children[-1] is not BOUNDARY:
            children.append(BOUNDARY)

    def _comment(self, node: turbohtml.Comment) -> None:
        if _MORE.match(node.data):
            self._put(Element("more", {}))
        elif node.data.strip() and not _BLOCK_COMMENT.match(node.data):
            self._drop(node, node.data, "a comment in the page's markup")

    def _drop(self, node: turbohtml.Node, text: str, reason: str) -> None:
        text = " ".join(without_controls(text).split())
        if text:
            told = text if len(text) <= _TOLD else f"{text[:_TOLD]}…"
            self.dropped.append(Dropped(node.source_line or 0, told, reason))

    def _element(self, node: Parsed) -> None:
        tag = RENAMED.get(node.tag, node.tag)
        if is_hidden(node):
            self._drop(node, node.text, "hidden in the page")
        elif tag in _SPECIAL:
            _SPECIAL[tag](self, node)
        elif tag in LEFT_OUT or (len(node.attrs) and attribute(node, "role") == "navigation"):
            self._drop(node, node.text, LEFT_OUT.get(tag, "navigation"))
        elif tag in STYLES:
            self._style(node, STYLES[tag])
        elif tag in KEPT:
            self._open(node, tag)
        else:
            self._see_through(node, tag)

    def _style(self, node: Parsed, style: str) -> None:
        if style in ("strong", "em") and is_plain(node, style):
            self._see_through(node, "span")
        else:
            self._open(node, style)

    def _see_through(self, node: Parsed, tag: str) -> None:
        is_block = tag in SEE_THROUGH_BLOCKS
        if self._matters(node):
            self._open(node, "div" if is_block else "span")
            return
        styles = () if is_block else style_of(node)
        if styles:
            self._open(node, styles[0])
            for style in styles[1:]:
                self._push(_Open(style, {}, self._stack[-1].nodes))
                self._stack[-2].nodes = iter(())
            return
        entry = _Open("", {}, node)
        entry.children = self._stack[-1].children
        self._start(entry, is_block)

    def _start(self, entry: _Open, is_block: bool) -> None:
        entry.ends_paragraph = is_block
        if is_block:
            self._end_paragraph()
        self._stack.append(entry)

    def _matters(self, node: Parsed) -> bool:
        """Whether a see-through element says something about what is in it, or is linked to."""
        if node.tag in ("html", "body") or not len(node.attrs):
            return False
        if self.anchors and attribute(node, "id") in self.anchors:
            return True
        return bool(_MEANING.search(attribute(node, "class"))) or bool(language_of(node))

    def _open(self, node: Parsed, tag: str) -> None:
        if self._depth >= MAX_DEPTH and tag not in ("br", "hr", "wbr"):
            entry = _Open("", {}, node)
            entry.children = self._stack[-1].children
            self._start(entry, tag not in STYLES and tag not in ("a", "span"))
            return
        attributes = own_attributes(node, tag, self._base, self.anchors)
        self._push(_Open(tag, attributes, node))

    def _push(self, entry: _Open) -> None:
        self._stack.append(entry)
        self._depth += 1

    def _close(self) -> None:
        entry = self._stack.pop()
        if not self._stack:
            return
        if entry.tag:
            self._depth -= 1
            self._put(element_of(entry.tag, entry.attributes, entry.children))
        elif entry.ends_paragraph:
            self._end_paragraph()

    # Elements that need more than a table

    def _image(self, node: Parsed) -> None:
        if counts_readers(node):
            self._drop(node, attribute(node, "src") or "a picture", "a picture of one dot, which counts readers")
            return
        character = emoji(node)
        if character:
            self._put(without_controls(character))
            return
        address = picture_address(node, self._base)
        if not address:
            self._no_picture(node)
        elif not self._is_spare(address):
            self._put(self._picture(node, address))

    def _picture(self, node: Parsed, address: str) -> Element:
        alt = " ".join(without_controls(attribute(node, "alt")).split())
        title = " ".join(without_controls(attribute(node, "title")).split())
        return element_of("img", {"src": address, "alt": alt, "title": title}, ())

    def _no_picture(self, node: Parsed) -> None:
        written = attribute(node, "src")
        if written.startswith("data:") and len(written) > 2000:
            self._drop(node, written[:60], "a picture written into the page itself")
        elif attribute(node, "alt"):
            self._drop(node, attribute(node, "alt"), "a picture whose address the page does not tell")

    def _is_spare(self, address: str) -> bool:
        """Whether it is the picture just before once more, which was there for readers without scripts."""
        spare, self._spare = self._spare, ""
        return bool(spare) and (address == spare or is_same_picture(address, spare))

    def _no_script(self, node: Parsed) -> None:
        before = self._picture_before()
        shown = False
        for image in node.find_all("img")[:50]:
            address = "" if counts_readers(image) else picture_address(image, self._base)
            if address and not (before and (address == before or is_same_picture(address, before))):
                self._put(self._picture(image, address))
                self._spare = address
                shown = True
        if not shown:
            self._drop(node, node.text, "for browsers without scripts")

    def _picture_before(self) -> str:
        for child in reversed(self._stack[-1].children[-8:]):
            if isinstance(child, Element) and child.tag == "img":
                return child.get("src")
        return ""

    def _frame(self, node: Parsed) -> None:
        address = embed_address(node, self._base)
        kind = _FRAMES[node.tag]
        if not address:
            entry = _Open("", {}, node if node.tag == "object" else ())
            entry.children = self._stack[-1].children
            self._start(entry, True)
        elif counts_visits(node, address):
            self._drop(node, address, "a frame that counts readers")
        else:
            label = " ".join(without_controls(attribute(node, "title") or attribute(node, "aria-label")).split())
            self._put(Element(kind, {"href": address, "label": label}))

    def _input(self, node: Parsed) -> None:
        if attribute(node, "type").lower() == "checkbox":
            self._put(Element("checkbox", {"checked": "x"} if "checked" in node.attrs else {}))

    def _form(self, node: Parsed) -> None:
        if len(node.text) * 2 < self._length:
            self._drop(node, node.text, "a form")
        else:
            self._see_through(node, "form")

    def _link(self, node: Parsed) -> None:
        is_named = _SELF_LINK.search(attribute(node, "class").lower()) is not None
        if not (is_named and node.text.strip() in _SELF_MARKS and node.find("img") is None):
            self._open(node, "a")

    def _span(self, node: Parsed) -> None:
        if not len(node) and _MORE_ID.match(attribute(node, "id")):
            self._put(Element("more", {}))
        else:
            self._see_through(node, "span")

    def _raised(self, node: Parsed) -> None:
        """Beside a dead link our pages show a way to its archived copy, which is no word of the author's."""
        if _ARCHIVED not in attribute(node, "class").split():
            self._style(node, STYLES["sup"])


_SPECIAL = {
    "img": Builder._image,
    "image": Builder._image,
    "noscript": Builder._no_script,
    "input": Builder._input,
    "form": Builder._form,
    "a": Builder._link,
    "span": Builder._span,
    "sup": Builder._raised,
    **dict.fromkeys(_FRAMES, Builder._frame),
}
