"""Parts of our tree as HTML within Markdown, where Markdown has no form for them: only tags and attributes that the
sanitiser lets through, and no blank lines."""

from collections.abc import Iterable

from backfile.importers.conversion.blocks import Html
from backfile.importers.conversion.footnotes import Notes
from backfile.importers.conversion.html_text import attributes_html, escape_html, note_link
from backfile.importers.conversion.tidying import collapse
from backfile.importers.conversion.tree import BOUNDARY, Element, Node

_TAGS = {
    **{
        tag: tag
        for tag in (
            "p pre blockquote ul ol li dl dt dd table caption thead tbody tfoot tr td th figure figcaption details "
            "summary hr br wbr h2 h3 h4 h5 h6 sub sup kbd abbr mark ins q u small cite dfn var samp bdi bdo ruby rt rp "
            "strong em code div span"
        ).split()
    },
    "h1": "h2",
    "strike": "del",
}
_KEPT = (
    *("id", "lang", "dir", "title", "cite", "datetime", "start", "reversed", "type", "value", "colspan", "rowspan"),
    *("scope", "headers"),
)
_NEW_LINE = frozenset("tr table thead tbody tfoot caption li dt dd p ul ol dl blockquote figure figcaption".split())
_CELLS = frozenset(("td", "th"))
_VOID = frozenset(("br", "wbr", "hr"))
_ALIGNED = frozenset(("left", "center", "right"))


def write_html(element: Element, notes: Notes) -> Html:
    """The element as HTML."""
    writer = _Writer(notes)
    writer.element(element)
    lines = (line.strip() for line in "".join(writer.out).split("\n"))
    return Html("\n".join(line for line in lines if line), tuple(writer.media), tuple(writer.links), tuple(writer.notes))


def write_inner_html(nodes: Iterable[Node], notes: Notes) -> str:
    """The text in a line, as HTML."""
    writer = _Writer(notes)
    writer.nodes(nodes)
    return " ".join("".join(writer.out).split())


class _Writer:
    def __init__(self, notes: Notes) -> None:
        self.out: list[str] = []
        self.media: dict[str, None] = {}
        self.links: dict[str, None] = {}
        self.notes: dict[str, None] = {}
        self._notes = notes
        self._in_pre = False

    def nodes(self, nodes: Iterable[Node]) -> None:
        """All of them."""
        for node in nodes:
            if isinstance(node, str):
                self._text(node)
            elif node is BOUNDARY:
                self._boundary()
            else:
                self.element(node)

    def element(self, element: Element) -> None:
        """The element with all that is in it."""
        if id(element) in self._notes.references:
            label = self._notes.references[id(element)].label
            self.notes[label] = None
            self.out.append(note_link(label))
        elif id(element) in self._notes.left_out:
            return
        elif element.tag in _OWN:
            _OWN[element.tag](self, element)
        elif element.tag in _TAGS:
            self._tagged(element, _TAGS[element.tag])
        else:
            self.nodes(element.children)

    def _text(self, text: str) -> None:
        if self._in_pre:
            self.out.append(escape_html(text.replace("\r", "")).replace("\n", "&#10;"))
            return
        text = collapse(text)
        self.out.append(escape_html(text.lstrip(" ") if not self.out or self.out[-1].endswith(("\n", " ")) else text))

    def _boundary(self) -> None:
        """A line end, unless a tag has just ended one."""
        while self.out and not self.out[-1].strip(" "):
            self.out.pop()
        if self.out and not self.out[-1].endswith(("<br>", "\n")) and not self.out[-1].startswith(_STARTS):
            self.out.append("&#10;" if self._in_pre else "<br>")

    def _tagged(self, element: Element, tag: str) -> None:
        attributes = [(name, element.get(name)) for name in _KEPT if element.get(name)]
        if element.get("align") in _ALIGNED:
            attributes.append(("class", element.get("align")))
        if tag in _NEW_LINE and not self._in_pre:
            self.out.append("\n")
        self.out.append(f"<{tag}{attributes_html(attributes)}>")
        if tag in _VOID:
            return
        was, self._in_pre = self._in_pre, self._in_pre or tag == "pre"
        self.nodes(element.children)
        self._in_pre = was
        self._end(tag)

    def _end(self, tag: str) -> None:
        while tag in _NEW_LINE | _CELLS and self.out[-1] == "<br>":  # nothing is shown after it there
            self.out.pop()
        self.out.append(f"</{tag}>")
        if tag in _NEW_LINE and not self._in_pre:
            self.out.append("\n")

    def _link(self, element: Element) -> None:
        href = element.get("href")
        names = [(name, element.get(name)) for name in ("href", "id", "title", "lang", "dir") if element.get(name)]
        if href:
            self.links[href] = None
        self.out.append(f"<a{attributes_html(names)}>" if names else "")
        self.nodes(element.children)
        self.out.append("</a>" if names else "")

    def _image(self, element: Element) -> None:
        self.media[element.get("src")] = None
        title = [("title", element.get("title"))] if element.get("title") else []
        self.out.append(f"<img{attributes_html((('src', element.get('src')), ('alt', element.get('alt')), *title))}>")

    def _embed(self, element: Element) -> None:
        href = element.get("href")
        self.links[href] = None
        shown = escape_html(element.get("label") or href)
        self.out.append(f'<div class="embed"><p><a{attributes_html((("href", href),))}>{shown}</a></p></div>')

    def _medium(self, element: Element) -> None:
        tag = "audio" if element.tag == "sound" else "video"
        self.media[element.get("href")] = None
        self.out.append(f"<{tag}{attributes_html((('src', element.get('href')),))} controls></{tag}>")

    def _checkbox(self, element: Element) -> None:
        self.out.append("[x] " if element.get("checked") else "[ ] ")


_STARTS = tuple(f"<{tag}" for tag in sorted({*_NEW_LINE, "td", "th", "div"}))
_OWN = {
    "a": _Writer._link,
    "img": _Writer._image,
    "embed": _Writer._embed,
    "sound": _Writer._medium,
    "film": _Writer._medium,
    "checkbox": _Writer._checkbox,
}
