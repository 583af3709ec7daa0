"""The text of a block as Markdown in one line. Chooses marks of emphasis that a parser will read, and HTML where none
would be."""

import re
from collections.abc import Sequence

from backfile.importers.conversion.blocks import (
    Anchor,
    Break,
    Close,
    Code,
    Image,
    Inline,
    Inlines,
    Open,
    Reference,
    Style,
    WordBreak,
)
from backfile.importers.conversion.emphasis import choose_marks, first_character
from backfile.importers.conversion.escaping import (
    edge_spaces,
    escape,
    escape_line_start,
    is_link_like,
)
from backfile.importers.conversion.html_text import attributes_html, note_link

_TAGS = {"strike": "del", "link": "a"}
_BARE_NAME = re.compile(r"[^\s!\"#$%&'()*+,./;<=>?@\[\]^`{|}~\\]+$")
_BARE_VALUE = re.compile(r"[A-Za-z0-9_:-]+$")
_CLOSING_HASHES = re.compile(r"(^|\s)(#+)$")
_MARKS = re.compile(r"[!-/:-@\[-`{-~]")
_TICKS = re.compile(r"`+")


class Addresses:
    """What the Markdown so far points to: media, links, and the footnotes that it has marks for."""

    def __init__(self) -> None:
        self.media: dict[str, None] = {}
        self.links: dict[str, None] = {}
        self.notes: dict[str, None] = {}
        self.raw_notes: dict[str, None] = {}


class Place:
    """Where the text stands, and so what it may hold: in a paragraph, a heading, the term of a definition, a cell or a
    caption."""

    LINE = "line"
    HEADING = "heading"
    TERM = "term"
    CELL = "cell"
    CAPTION = "caption"


def write_inlines(inlines: Inlines, addresses: Addresses, place: str = Place.LINE) -> str:
    """The Markdown of one block's text. Only in a paragraph does it have line ends."""
    is_text = len(inlines) == 1 and isinstance(inlines[0], str)
    markdown = only_text(str(inlines[0]), place) if is_text else _Writer(inlines, addresses, place).write()
    if place == Place.HEADING:
        markdown = _CLOSING_HASHES.sub(r"\1\\\2", markdown)
        return f"{markdown[:-1]}&#125;" if markdown.endswith("}") else markdown
    return markdown.replace("|", "\\|") if place == Place.CELL else markdown


def only_text(text: str, place: str) -> str:
    """What the writer makes of text alone, as most paragraphs are."""
    escaped = escape(text, "", "", is_link_like(text))
    if place in (Place.LINE, Place.TERM):
        escaped = escape_line_start(escaped)
    return edge_spaces(escaped).rstrip()


class _Writer:
    def __init__(self, inlines: Inlines, addresses: Addresses, place: str) -> None:
        self._inlines = inlines
        self._addresses = addresses
        self._place = place
        self._out: list[str] = []
        has_styles = any(isinstance(one, Open) for one in inlines)
        self._marks = choose_marks(inlines, place != Place.HEADING) if has_styles else {}
        self._links = 0
        self._line_start = 0
        self._brackets = any(isinstance(one, str) and is_link_like(one) for one in inlines)

    def write(self) -> str:
        """All of it."""
        for index, inline in enumerate(self._inlines):
            self._out.append(self._piece(index, inline))
        return edge_spaces("".join(self._out)).rstrip()

    def _piece(self, index: int, inline: Inline) -> str:
        if isinstance(inline, str):
            return self._text(index, inline)
        if isinstance(inline, (Open, Close)):
            return self._mark(index, inline)
        if isinstance(inline, Break):
            self._line_start = index + 1
            return "\\\n" if self._place == Place.LINE else "<br>"
        if isinstance(inline, Code):
            return self._code(inline.text)
        if isinstance(inline, Image):
            self._addresses.media[inline.address] = None
            return write_image(inline)
        if isinstance(inline, Reference):
            return self._reference(inline)
        return "<wbr>" if isinstance(inline, WordBreak) else self._anchor(inline)

    def _text(self, index: int, text: str) -> str:
        is_first = index == 0 or isinstance(self._inlines[index - 1], Break)
        after = first_character(self._inlines, index + 1)
        escaped = escape(text, self._last(), after, self._brackets or self._links > 0)
        if self._place in (Place.LINE, Place.TERM) and is_first:
            return edge_spaces(escape_line_start(escaped))
        if self._place == Place.LINE and escaped[0] == ":" and self._opens_line(index):
            return f"\\{escaped}"
        return escaped

    def _opens_line(self, index: int) -> bool:
        """Whether only the mark of a footnote stands before it in its line, so that `:` would make it the footnote."""
        before = self._inlines[index - 1]
        return isinstance(before, Reference) and (index == 1 or isinstance(self._inlines[index - 2], Break))

    def _last(self) -> str:
        for piece in reversed(self._out):
            if piece:
                return piece[-1]
        return ""

    def _mark(self, index: int, inline: Open | Close) -> str:
        style, is_open = inline.style, isinstance(inline, Open)
        if style.kind == "link":
            self._links += 1 if is_open else -1
            return "[" if is_open else self._link_end(style)
        if style.kind == "span":
            if index not in self._marks:
                return f"<span{attributes_html(style.attributes)}>" if is_open else "</span>"
            self._links += 1 if is_open else -1
            return "[" if is_open else f"]{write_attributes(style.attributes)}"
        mark = self._marks.get(index)
        if mark:
            return mark
        tag = _TAGS.get(style.kind, style.kind)
        return f"<{tag}{attributes_html(style.attributes)}>" if is_open else f"</{tag}>"

    def _link_end(self, style: Style) -> str:
        address, title = style.get("href"), style.get("title")
        self._addresses.links[address] = None
        return f"]({write_address(address)}{write_title(title)})"

    def _code(self, text: str) -> str:
        """Code; as HTML where the line would be taken for the definition of a link, which is looked for before code."""
        if "]:" in text and self._out[self._line_start : self._line_start + 1] == ["["]:
            return f"<code>{_MARKS.sub(lambda mark: f'&#{ord(mark[0])};', text)}</code>"
        return _code(text)

    def _reference(self, inline: Reference) -> str:
        if self._place == Place.CAPTION:  # a caption is read apart from the text, where its footnote would not be found
            self._addresses.raw_notes[inline.label] = None
            return note_link(inline.label)
        self._addresses.notes[inline.label] = None
        return f"[^{inline.label}]"

    def _anchor(self, inline: Anchor) -> str:
        if self._place == Place.HEADING or not _BARE_NAME.match(inline.name):
            return f"<span{attributes_html((('id', inline.name),))}></span>"
        return f"[]{{#{inline.name}}}"


def write_address(address: str) -> str:
    """An address as it stands in a link."""
    return f"<{address}>" if re.search(r"[()]", address) or not address else address


def write_title(title: str) -> str:
    """A title with its quotes and the blank before it; nothing for none."""
    if not title:
        return ""
    escaped = re.sub(r'["\\]', r"\\\g<0>", title)
    return f' "{re.sub(r"&(?=#?[A-Za-z0-9]+;)", "&amp;", escaped)}"'


def write_image(image: Image, title: str = "", attributes: str = "") -> str:
    """A picture with its alternative text; `title` stands for its own where it is a caption."""
    alt = escape(" ".join(image.alt.split()), "[", "]", True)
    return f"![{alt}]({write_address(image.address)}{write_title(title or image.title)}){attributes}"


def write_attributes(attributes: Sequence[tuple[str, str]]) -> str:
    """Attributes in braces; those that braces cannot hold are left out."""
    parts = []
    for name, value in attributes:
        if name == "id" and _BARE_NAME.match(value):
            parts.append(f"#{value}")
        elif name == "class" and _BARE_NAME.match(value):
            parts.append(f".{value}")
        elif _BARE_VALUE.match(value):
            parts.append(f"{name}={value}")
        elif can_be_quoted(value):
            parts.append(f'{name}="{value}"')
    return f"{{{' '.join(parts)}}}" if parts else ""


def can_be_quoted(value: str) -> bool:
    """Whether an attribute in braces can hold it: the parser has no way to write quotes, braces and backslashes."""
    return not re.search(r'["\\{}\n%]', value)


def _code(text: str) -> str:
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    ticks = "`" * (1 if longest != 1 and not longest else longest + 1)
    text = text.replace("\n", " ")
    needs_room = text.startswith("`") or text.endswith("`") or (text[0] == text[-1] == " " and text.strip(" ") != "")
    return f"{ticks} {text} {ticks}" if needs_room else f"{ticks}{text}{ticks}"
