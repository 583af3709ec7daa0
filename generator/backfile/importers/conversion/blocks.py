"""The article as blocks and the text in them, between HTML and Markdown. Knows neither."""

import msgspec


class Style(msgspec.Struct, frozen=True, gc=False):
    """How a run of text is set: `strong`, `em`, `strike`, `link`, `span`, or an element that stays HTML; with its
    attributes in order."""

    kind: str
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The attribute's value; empty without it."""
        return next((value for key, value in self.attributes if key == name), "")


class Open(msgspec.Struct, frozen=True, gc=False):
    """Here a style begins."""

    style: Style


class Close(msgspec.Struct, frozen=True, gc=False):
    """Here a style ends."""

    style: Style


class Code(msgspec.Struct, frozen=True, gc=False):
    """Code within a line."""

    text: str


class Image(msgspec.Struct, frozen=True, gc=False):
    """A picture within a line."""

    address: str
    alt: str
    title: str = ""


class Reference(msgspec.Struct, frozen=True, gc=False):
    """The mark of a footnote."""

    label: str


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """A place that something links to."""

    name: str


class Break(msgspec.Struct, frozen=True, gc=False):
    """The end of a line within a paragraph."""


class WordBreak(msgspec.Struct, frozen=True, gc=False):
    """Where a word may be broken."""


Inline = str | Open | Close | Code | Image | Reference | Anchor | Break | WordBreak
Inlines = tuple[Inline, ...]
Attributes = tuple[tuple[str, str], ...]


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """Text. `is_bare` says that no element of its own held it."""

    inlines: Inlines
    attributes: Attributes = ()
    is_bare: bool = False


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A heading of level 2 to 6."""

    level: int
    inlines: Inlines
    attributes: Attributes = ()


class Quote(msgspec.Struct, frozen=True, gc=False):
    """A block quote, or with the class `pullquote` a pull quote."""

    blocks: tuple["Block", ...]
    attributes: Attributes = ()


class List(msgspec.Struct, frozen=True, gc=False):
    """A list: numbered from `start`, or with None not numbered. `is_tight` says that its items are no paragraphs."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None
    is_tight: bool = True
    attributes: Attributes = ()


class Definitions(msgspec.Struct, frozen=True, gc=False):
    """Terms, each with what it means."""

    entries: tuple[tuple[Inlines, tuple[tuple["Block", ...], ...]], ...]
    attributes: Attributes = ()


class CodeBlock(msgspec.Struct, frozen=True, gc=False):
    """Code in lines of its own, in a language or none."""

    text: str
    language: str = ""
    attributes: Attributes = ()


class Table(msgspec.Struct, frozen=True, gc=False):
    """A table with a header; `alignments` holds `left`, `center`, `right` or nothing for each column."""

    alignments: tuple[str, ...]
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    attributes: Attributes = ()


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A picture of its own with caption and credit."""

    image: Image
    caption: Inlines = ()
    credit: str = ""
    attributes: Attributes = ()


class Embed(msgspec.Struct, frozen=True, gc=False):
    """Something from elsewhere: its address, or the blocks that stand for it. With `is_medium` it is sound or film."""

    address: str
    label: str = ""
    is_medium: bool = False
    blocks: tuple["Block", ...] = ()
    attributes: Attributes = ()


class Rule(msgspec.Struct, frozen=True, gc=False):
    """A line between two parts."""

    attributes: Attributes = ()


class More(msgspec.Struct, frozen=True, gc=False):
    """Where the excerpt ends."""

    attributes: Attributes = ()


class Html(msgspec.Struct, frozen=True, gc=False):
    """What Markdown has no form for, as safe HTML without blank lines, and the addresses and footnotes in it."""

    html: str
    media: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attributes: Attributes = ()


class Around(msgspec.Struct, frozen=True, gc=False):
    """Blocks within an element that Markdown has no form for."""

    opening: str
    blocks: tuple["Block", ...]
    closing: str
    attributes: Attributes = ()


Block = Paragraph | Heading | Quote | List | Definitions | CodeBlock | Table | Figure | Embed | Rule | More | Html | Around
