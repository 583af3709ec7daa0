"""Rewrites a template language's marks in a Markdown text: one engine for Liquid and for every kind of shortcode. What
each mark becomes is said by rules; a mark without a rule stays in the text and is told."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import msgspec

from backfile.importers.folders.arguments import Arguments
from backfile.importers.importer import Dropped
from backfile.importers.markdown_text import escape_inline
from backfile.problems import Location, Problem, warning


class Block(msgspec.Struct, frozen=True):
    """What a mark becomes where it has a paragraph of its own: lines of Markdown; `inline` is what it becomes within a
    line, `html` in a text that is HTML (empty where there is no such form)."""

    text: str
    inline: str
    html: str = ""


class Gone(msgspec.Struct, frozen=True):
    """A mark that has no place in an article, and why."""

    reason: str


Turned = str | Block | Gone | None
"""What a mark becomes; None where it cannot be said."""

Rule = Callable[[Arguments, str, Any], Turned]
"""Turns a mark's arguments, and what stands between it and its end, by a context of the generator's own."""


class Mark(msgspec.Struct, frozen=True):
    """A mark as it was found: its name, its arguments as written, whether it ends the one of its name (that of any name
    where it is `ANY`) or never has an end, whether all up to its end was taken as it stands (then `inside` is that),
    and whether it is text that was only kept from being read as a mark (then `inside` is what it reads). `rule` names
    its rule where the name does not."""

    name: str
    written: str = ""
    is_end: bool = False
    is_single: bool = False
    inside: str | None = None
    is_text: bool = False
    rule: str = ""


ANY = "*"
UNKNOWN = "*"
"""The name of the rule for marks that have none."""


class Language(msgspec.Struct, frozen=True):
    """A template language: the pattern of its marks (code in the group `code`) and how a match is read, or None for
    what is no mark; `in_code` is what is done within code. Where it is partial, marks without a rule are mere text."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Mark | None]
    arguments: Callable[[str], Arguments]
    in_code: Callable[[str], str] = lambda code: code
    is_partial: bool = False


class Rewritten(msgspec.Struct, frozen=True):
    """A text without the marks that have a rule; the marks that stayed, by name with the lines of each (from 1 in the
    text as it was); and what was left out."""

    text: str
    kept: dict[str, tuple[int, ...]] = {}
    dropped: tuple[Dropped, ...] = ()


class _Open(msgspec.Struct):
    mark: Mark
    match: re.Match[str] | None
    parts: list[str]


def rewrite(
    text: str, language: Language, rules: Mapping[str, Rule], context: Any, *, is_html: bool = False
) -> Rewritten:
    """The text (Markdown, or HTML) with every mark turned by the rule of its name."""
    return _Rewriting(text, language, rules, context, is_html).run()


class _Rewriting:
    """One text on its way. Marks that wait for their end lie on a stack, each with the text since it."""

    def __init__(self, text: str, language: Language, rules: Mapping[str, Rule], context: Any, is_html: bool) -> None:
        self._text, self._language, self._rules, self._context = text, language, rules, context
        self._is_html = is_html
        self._stack = [_Open(Mark(""), None, [])]
        self._kept: dict[str, list[int]] = {}
        self._dropped: list[Dropped] = []
        self._ends: dict[str, int] = {}

    def run(self) -> Rewritten:
        found = [(match, self._read(match)) for match in self._language.pattern.finditer(self._text)]
        for _, mark in found:
            if mark is not None and mark.is_end:
                self._ends[mark.name] = self._ends.get(mark.name, 0) + 1
        last = 0
        for match, mark in found:
            self._stack[-1].parts.append(self._text[last : match.start()])
            self._take(match, mark)
            last = match.end()
        self._stack[-1].parts.append(self._text[last:])
        while len(self._stack) > 1:
            self._close_unended()
        kept = {name: tuple(lines) for name, lines in self._kept.items()}
        return Rewritten("".join(self._stack[0].parts), kept, tuple(self._dropped))

    def _read(self, match: re.Match[str]) -> Mark | None:
        return None if match.groupdict().get("code") is not None else self._language.read(match)

    def _take(self, match: re.Match[str], mark: Mark | None) -> None:
        if mark is None:
            self._stack[-1].parts.append(self._language.in_code(match[0]))
        elif mark.is_text:
            self._stack[-1].parts.append(mark.inside or "")
        elif mark.inside is not None or mark.is_single:
            self._emit(match, mark, mark.inside or "")
        elif mark.is_end:
            self._end(match, mark)
        elif self._ends.get(mark.name, 0) > 0 or self._ends.get(ANY, 0) > 0:
            self._stack.append(_Open(mark, match, []))
        else:
            self._emit(match, mark, "")

    def _end(self, match: re.Match[str], mark: Mark) -> None:
        self._ends[mark.name] -= 1
        if all(mark.name not in (ANY, opened.mark.name) for opened in self._stack[1:]) or len(self._stack) == 1:
            self._keep(match, mark)
            return
        while mark.name not in (ANY, self._stack[-1].mark.name):
            self._close_unended()
        opened = self._stack.pop()
        assert opened.match is not None
        inside = "".join(opened.parts)
        turned = self._turn(opened.mark, inside)
        if turned is None:
            self._keep(opened.match, opened.mark)
            self._stack[-1].parts.append(inside)
            self._keep(match, mark, is_counted=False)
        else:
            self._put(turned, opened.match.start(), match.end())

    def _close_unended(self) -> None:
        opened = self._stack.pop()
        assert opened.match is not None
        self._emit(opened.match, opened.mark, "")
        self._stack[-1].parts += opened.parts

    def _emit(self, match: re.Match[str], mark: Mark, inside: str) -> None:
        turned = self._turn(mark, inside)
        if turned is None:
            self._keep(match, mark)
        else:
            self._put(turned, match.start(), match.end())

    def _turn(self, mark: Mark, inside: str) -> Turned:
        rule = self._rules.get((mark.rule or mark.name).lower(), self._rules.get(UNKNOWN))
        turned = rule(self._language.arguments(mark.written), inside, self._context) if rule else None
        if self._is_html and isinstance(turned, Block):
            return turned.html or None
        return turned

    def _put(self, turned: Turned, start: int, end: int) -> None:
        parts = self._stack[-1].parts
        if isinstance(turned, Gone):
            self._dropped.append(Dropped(self._line(start), self._text[start:end], turned.reason))
        elif isinstance(turned, Block):
            indent = self._indent_alone(start, end)
            if indent is None:
                parts.append(turned.inline)
            else:
                lines = "\n".join(f"{indent}{line}" if line else "" for line in turned.text.split("\n"))
                parts.append(f"\n{lines}\n")
        elif turned:
            parts.append(turned)

    def _indent_alone(self, start: int, end: int) -> str | None:
        """The white space before a mark that has its lines for itself; None for one that has not."""
        before = self._text[self._text.rfind("\n", 0, start) + 1 : start]
        after = self._text[end:].split("\n", 1)[0]
        return before if not before.strip() and not after.strip() else None

    def _keep(self, match: re.Match[str], mark: Mark, *, is_counted: bool = True) -> None:
        if self._language.is_partial:
            self._stack[-1].parts.append(match[0])
            return
        if is_counted:
            self._kept.setdefault(mark.name, []).append(self._line(match.start()))
        before = self._text[: match.start()]
        is_address = bool(re.search(r"""(?:\]\(|=["']?|\]:[ \t]*)[^\s"')]*$""", before[-300:]))
        shown = escape(match[0], quote=False) if self._is_html else _as_text(match[0])
        self._stack[-1].parts.append(match[0] if is_address else shown)

    def _line(self, place: int) -> int:
        return self._text.count("\n", 0, place) + 1


def _as_text(mark: str) -> str:
    """A mark as a reader shall see it: no Markdown and no HTML in it works."""
    return "\n".join(escape_inline(line) for line in mark.split("\n"))


def told(rewritten: Rewritten, name: str, body_line: int) -> tuple[Problem, ...]:
    """One warning for each name of marks that stayed in the body, which begins at that line of the file."""
    return tuple(_told(mark, lines, name, body_line) for mark, lines in rewritten.kept.items())


def _told(mark: str, lines: tuple[int, ...], name: str, body_line: int) -> Problem:
    often = f", {len(lines)} times," if len(lines) > 1 else ""
    message = f"nothing is known of `{mark}`{often} which stays in the text as it was written."
    hint = "Replace it in the imported article by what it showed."
    return warning(Location(name, lines[0] + body_line - 1), message, hint)
