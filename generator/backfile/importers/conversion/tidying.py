"""Puts the text of a paragraph in order: white space as a browser shows it, none at the edges of emphasis, runs of the
same style made one, empty ones gone."""

import re
from itertools import takewhile

from backfile.importers.conversion.blocks import Anchor, Break, Close, Code, Inline, Inlines, Open, Style

_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
"""A single blank stays what it is: putting a blank in its place for each word was a twentieth of all the time."""

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff"
_WIDE_JOIN = re.compile(rf"(?<=[{_WIDE}])[ \t\r]*\n[ \t\n\r]*(?=[{_WIDE}])")
_MERGED = frozenset(("strong", "em", "strike", "sub", "sup", "mark", "u", "small", "ins", "link"))
_ONCE = frozenset(("strong", "strike", "mark", "u", "small"))


def tidy(inlines: list[Inline]) -> Inlines:
    """The same text, styles and pictures in the fewest pieces. Empty where nothing is to be seen or linked to."""
    if len(inlines) == 1 and isinstance(inlines[0], str):
        text = collapse(inlines[0]).strip(" ")
        return (text,) if text else ()
    line = _Line()
    for inline in inlines:
        line.add(inline)
    return tuple(line.out) if any(not isinstance(one, (Open, Close)) for one in line.out) else ()


def collapse(text: str) -> str:
    """White space as a browser shows it; line ends between characters of scripts without spaces are nothing."""
    if "\n" in text:
        text = _WIDE_JOIN.sub("", text)
    elif "  " not in text and "\t" not in text and "\r" not in text and "\f" not in text:
        return text  # found in a tenth of the pattern's time
    return _SPACES.sub(" ", text)


class _Line:
    """The paragraph so far. White space waits until something follows it, and then stands outside of styles."""

    def __init__(self) -> None:
        self.out: list[Inline] = []
        self._waiting = ""
        self._has_text = False
        self._open: list[tuple[Style, bool]] = []

    def add(self, inline: Inline) -> None:
        """The next piece."""
        if isinstance(inline, str):
            self._text(collapse(inline))
        elif isinstance(inline, Open):
            self._begin(inline.style)
        elif isinstance(inline, Close):
            self._end()
        elif isinstance(inline, Break):
            self._waiting = "\n"
        elif isinstance(inline, Anchor):
            self._release()
            self.out.append(inline)
        else:
            self._release()
            self._has_text = True
            self._append(inline)

    def _text(self, text: str) -> None:
        bare = text.strip(" ")
        if text and not self._waiting and (not bare or text[0] == " "):
            self._waiting = " "
        if bare:
            self._release()
            self._has_text = True
            self._append(bare)
            self._waiting = " " if text[-1] == " " else ""

    def _append(self, inline: Inline) -> None:
        last = self.out[-1] if self.out else None
        if isinstance(inline, str) and isinstance(last, str):
            self.out[-1] = last + inline
        elif isinstance(inline, Code) and isinstance(last, Code):
            self.out[-1] = Code(last.text + inline.text)
        else:
            self.out.append(inline)

    def _release(self) -> None:
        """Writes the white space that waits, before the styles that have just begun."""
        if self._waiting and self._has_text:
            place = len(self.out)
            while place and isinstance(self.out[place - 1], Open):
                place -= 1
            if self._waiting == "\n":
                self.out.insert(place, Break())
            elif place and isinstance(before := self.out[place - 1], str):
                self.out[place - 1] = f"{before} "
            else:
                self.out.insert(place, " ")
        self._waiting = ""

    def _begin(self, style: Style) -> None:
        is_twice = self._holds(style)
        self._open.append((style, not is_twice))
        if is_twice:
            return
        if not self._waiting and style.kind in _MERGED and self.out and self.out[-1] == Close(style):
            self.out.pop()
        else:
            self.out.append(Open(style))

    def _holds(self, style: Style) -> bool:
        """Whether the text here has this style already."""
        if style.kind == "span":
            return next((one for one, _ in reversed(self._open) if one.kind == "span"), None) == style
        if (
            style.kind == "em"
        ):  # within other words of an emphasis it sets a word apart; around the same words it is spare
            return Open(style) in takewhile(lambda one: isinstance(one, Open), reversed(self.out))
        return style.kind in _ONCE and any(one.kind == style.kind and is_shown for one, is_shown in self._open)

    def _end(self) -> None:
        if not self._open:
            return
        style, is_shown = self._open.pop()
        if not is_shown:
            return
        if self.out and self.out[-1] == Open(style):
            self.out.pop()
        else:
            self.out.append(Close(style))
