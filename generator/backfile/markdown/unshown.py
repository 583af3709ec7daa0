"""What of an author's HTML would vanish when it is cleaned: words are brought out where that is safe, and what is left
out is remarked on. For bodies that are not trusted only."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from markdown_it.token import Token

from backfile.markdown.footnotes import Remark
from backfile.markdown.places import with_lines
from backfile.markdown.raw_html import IN_DRAWINGS, has_drawing, hides_what_follows, tags_in, unclosed
from backfile.markdown.sanitize import FRAMES, TAGS, address_of_frame

_SEE_THROUGH = frozenset(("template", "svg", "math", "annotation-xml"))
"""The cleaner drops what these hold, and what elements of drawings do. Without their tags it keeps the words."""

_LONGEST = 200
_HINT = "Write as Markdown what readers should see of it."
_SCRIPT_HINT = "Take it out, or set `markdown.trusted_html` in an archive that trusts all its authors."
_NO_TAG = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<![a-z][^>]*(?:>|\Z)", re.IGNORECASE | re.DOTALL)
_OPEN_QUOTE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*'|(["']))""")
_MEANS_SOMETHING = re.compile(
    r"""\s(?:src|srcdoc|data|href|value|content|code|alt)\s*=\s*["']?[^\s"'>]""", re.IGNORECASE
)


def bring_out(tokens: Sequence[Token]) -> tuple[Remark, ...]:
    """Makes text of what is no whole tag and of character data, takes off tags that hide what they hold, and remarks on
    what will not be shown."""
    see_through = _SEE_THROUGH | (IN_DRAWINGS - {"image"}) if has_drawing(tokens) else _SEE_THROUGH
    remarks = [
        remark
        for line, token in with_lines(tokens)
        if token.type in ("html_inline", "html_block")
        for remark in _brought_out(token, line, see_through)
    ]
    for told in unclosed(tokens):
        remarks = [remark for remark in remarks if remark.line != told.line or remark.hint != _SCRIPT_HINT]
        remarks.append(told)
    return tuple(remarks)


def _brought_out(token: Token, line: int, see_through: frozenset[str]) -> Iterator[Remark]:
    data = _NO_TAG.fullmatch(token.content)
    if data and data[1] and token.type == "html_inline":
        token.type, token.content = "text", data[1]
        return
    piece = _Piece(token.content, line, see_through)
    token.content = piece.brought_out()
    yield from piece.remarks


class _Piece:
    """One piece of raw HTML, the line where it begins, and what becomes of it."""

    def __init__(self, text: str, line: int, see_through: frozenset[str]) -> None:
        self.remarks: list[Remark] = []
        self._text, self._line, self._counted, self._see_through = text, line, 0, see_through

    def brought_out(self) -> str:
        """What is left of it: all tags are looked at, and between them what is none."""
        first = _NO_TAG.match(self._text.rstrip())
        last = first.end() if first else 0
        parts = [self._no_tag(first, 0)] if first else []
        is_hidden = False
        for tag in tags_in(self._text, last, see_through=self._see_through):
            between = self._text[last : tag.start()]
            parts += [between if is_hidden else self._between(between, last), self._tag(tag)]
            last, is_hidden = tag.end(), bool(hides_what_follows(tag)) and tag["name"] not in self._see_through
        rest = self._text[last:]
        return "".join([*parts, rest if is_hidden else self._between(rest, last)])

    def _between(self, text: str, start: int) -> str:
        return _NO_TAG.sub(lambda found: self._no_tag(found, start), text) if "<" in text else text

    def _no_tag(self, found: re.Match[str], start: int) -> str:
        if found[1] is not None:
            return escape(found[1], quote=False)
        return self._left_out(found[0], start + found.start())

    def _tag(self, tag: re.Match[str]) -> str:
        name = (tag["name"] or "").lower()
        if name and _is_broken(tag):
            return escape(tag[0], quote=False)
        if not name or tag["end"]:
            return "" if name in self._see_through else tag[0]
        if name in ("script", "style") and not tag[0].endswith("/>"):
            message = f"the <{name}> here and what it holds are not shown."
            self._remark(message, _SCRIPT_HINT, tag.start())
        elif name == "svg" or (name not in TAGS and _stands_for_something(name, tag[0])):
            self._left_out(tag[0], tag.start())
        return "" if name in self._see_through else tag[0]

    def _left_out(self, text: str, place: int) -> str:
        shown = " ".join(text.split())
        shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
        self._remark(f"{shown} is not shown.", _HINT, place)
        return ""

    def _remark(self, message: str, hint: str, place: int) -> None:
        self._line += self._text.count("\n", self._counted, place)
        self._counted = place
        self.remarks.append(Remark(self._line, message, hint))


def _is_broken(tag: re.Match[str]) -> bool:
    """Whether the tag has no end, or a value that has none, which would take what follows for more of it."""
    return not tag["last"] or any(found[1] for found in _OPEN_QUOTE.finditer(tag[0]))


def _stands_for_something(name: str, tag: str) -> bool:
    """No browser shows a `<meta>`, whatever it says."""
    is_link = name in FRAMES and address_of_frame(tag) != ""
    return not is_link and name != "meta" and _MEANS_SOMETHING.search(tag) is not None
