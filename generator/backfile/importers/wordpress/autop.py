"""Paragraphs of the classic editor: it stores no `<p>`, and WordPress adds them when it shows a post (`wpautop`). This
does what that function is documented to do, on tokens instead of by one replacement after another.

A blank line, two `<br>`, a block's start and a block's end part paragraphs; a line break within one is a `<br>`. Text
that stands in the same paragraph as a block's tag before it (`<td>text`, `<li>text`) is not wrapped, but in a
`<blockquote>` it is. `<pre>`, `<script>`, `<style>`, `<svg>`, `<math>` and comments stay as they are, as do line breaks
within tags; those between the parts of `<select>`, `<object>`, `<audio>` and `<video>` go.
"""

import re

from backfile.importers.exports.markup import tokens

_BLOCKS_NAMES = (
    "table thead tfoot caption col colgroup tbody tr td th div dl dd dt ul ol li pre form map area blockquote "
    "address style p h1 h2 h3 h4 h5 h6 hr fieldset legend section article aside hgroup header footer nav figure "
    "figcaption details menu summary"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_OPAQUE = ("pre", "script", "style", "svg", "math", "textarea")
_NAME = re.compile(r"</?([a-zA-Z][\w:-]*)")
_PARTS_ONLY = ("select", "object", "audio", "video")
_PART_TAGS = ("param", "embed", "source", "track", "option", "optgroup")
_BLANK = re.compile(r"\n\s*\n")
_TWO_BREAKS = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"(?:<br\s*/?>)?[ \t]*\n", re.IGNORECASE)
_FIRST_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LAST_BREAK = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)


_REACHES_FURTHER = re.compile(
    r"<(?:!--|/?(?:pre|script|style|svg|math|textarea|select|object|audio|video)[\s/>])|<[^<>]*\n\s*\n", re.IGNORECASE
)
"""What blank lines do not end: comments, elements that stay as they are, tags over several lines."""

_IN_LINE = re.compile(r"[^<\n]*(?:</?(?:a|b|i|strong|em|span|code|img)(?: [^<>\n]*)?>[^<\n]*)*")


def autop(text: str) -> str:
    """The HTML of text that has none for its paragraphs."""
    if "<" not in text and ("\n" not in text or not text.strip()):
        return f"<p>{text.strip()}</p>" if text.strip() else ""
    text = _TWO_BREAKS.sub("\n\n", text) if "<" in text else text
    if _REACHES_FURTHER.search(text):
        return _by_tokens(text)
    return "".join(
        _paragraph(piece) if _IN_LINE.fullmatch(piece) else _by_tokens(piece) for piece in _BLANK.split(text)
    )


def _by_tokens(text: str) -> str:
    writer = _Writer()
    for token in tokens(text, _OPAQUE):
        writer.take(token)
    writer.part()
    return "".join(writer.out)


def _paragraph(text: str) -> str:
    """What stands between blank lines, with nothing in it that makes no paragraph or needs a break."""
    text = text.strip()
    return f"<p>{text}</p>\n" if text else ""


class _Writer:
    """Takes tokens and writes HTML: `_inline` is what stands since the last block tag or the last parting."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._inline: list[str] = []
        self._is_new = True
        self._inside = ""

    def take(self, token: str) -> None:
        """The next token."""
        name = _NAME.match(token)
        if name is None:
            self._take_text(token) if not token.startswith("<!--") else self._inline.append(token)
        elif name[1].lower() in _BLOCKS:
            self._take_block(token, name[1].lower())
        else:
            self._take_tag(token, name[1].lower())

    def part(self) -> None:
        """A paragraph ends here."""
        self._flush()
        self._is_new = True

    def _take_text(self, text: str) -> None:
        if self._inside:
            self._inline.append(text.strip() if not text.strip() else text)
            return
        for number, piece in enumerate(_BLANK.split(text)):
            if number:
                self.part()
            if piece:
                self._inline.append(piece)

    def _take_tag(self, tag: str, name: str) -> None:
        if name in _PARTS_ONLY:
            is_end = tag.startswith("</")
            self._inside = "" if is_end and self._inside == name else self._inside or ("" if is_end else name)
        if name in _PART_TAGS and self._inline and not self._inline[-1].strip():
            self._inline.pop()
        self._inline.append(tag)

    def _take_block(self, tag: str, name: str) -> None:
        if name == "figcaption":
            self._flush(closing=tag)
            self._is_new = False
            return
        is_end = tag.startswith("</")
        is_whole = name == "hr" or (name in _OPAQUE and not is_end)
        if not is_end:
            self.part()
        self._flush(closing=tag)
        self._is_new = is_end or is_whole or name == "blockquote"

    def _flush(self, closing: str = "") -> None:
        """Writes what was gathered: as a paragraph where one begins here, else as it is; then the tag that ends it."""
        text = "".join(self._inline)
        self._inline.clear()
        text = _trimmed(text)
        if text and self._is_new:
            end = "" if closing.lower().startswith("</p") else "</p>"
            self.out.append(f"<p>{_with_breaks(text)}{end}{closing}\n")
        elif text or closing:
            self.out.append(_with_breaks(text) + closing)


def _trimmed(text: str) -> str:
    """Without white space and breaks at both ends."""
    while True:
        text = text.strip()
        found = _FIRST_BREAK.match(text)
        if found:
            text = text[found.end() :]
        elif text.endswith(">") and (found := _LAST_BREAK.search(text, max(0, len(text) - 16))):
            text = text[: found.start()]
        else:
            return text


def _with_breaks(text: str) -> str:
    """Line breaks as `<br />`, but those within tags and comments."""
    if "\n" not in text:
        return text
    return "".join(
        token if token.startswith("<") and not token.lower().startswith("<br") else _LINE_BREAK.sub("<br />\n", token)
        for token in tokens(re.sub(r"<br\s*/?>[ \t]*\n", "\n", text, flags=re.IGNORECASE), _OPAQUE)
    )
