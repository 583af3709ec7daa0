"""Rewrites a template language's marks in a text: one engine for Liquid and for every kind of shortcode. What each mark
becomes is said by rules; a mark without a rule stays in the text and is told."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

import msgspec

from backfile.importers.folders.code import Scanner
from backfile.importers.folders.marks import ANY, UNKNOWN, Block, Gone, Language, Mark, Rewritten, Rule, Turned
from backfile.importers.importer import Dropped
from backfile.importers.markdown_text import escape_inline

DEEPEST = 40
"""Marks within marks beyond which one is taken to have no end, as time would grow with the square."""

FARTHEST = 200
"""Signs of white space beside a mark beyond which its line is not looked at."""

LONGEST = 10_000
"""Signs of a mark's arguments beyond which it is no mark that anybody wrote."""


def rewrite(
    text: str, language: Language, rules: Mapping[str, Rule], context: Any, *, is_html: bool = False
) -> Rewritten:
    """The text (Markdown, or HTML) with every mark turned by the rule of its name."""
    return _Rewriting(text, language, rules, context, is_html).run()


class _Span(msgspec.Struct, frozen=True):
    """A mark in the text: where it begins and ends, and where its arguments end if all up to its end was taken."""

    mark: Mark
    start: int
    end: int


class _Open(msgspec.Struct):
    """A mark that waits for its end, and the text since it."""

    span: _Span | None
    parts: list[str]


class _Rewriting:
    """One text on its way. Marks that wait for their end lie on a stack."""

    def __init__(self, text: str, language: Language, rules: Mapping[str, Rule], context: Any, is_html: bool) -> None:
        self._text, self._language, self._rules, self._context = text, language, rules, context
        self._is_html = is_html
        self._lines = [match.start() for match in re.finditer("\n", text)]
        self._stack = [_Open(None, [])]
        self._names: Counter[str] = Counter()
        self._ends: Counter[str] = Counter()
        self._kept: dict[str, list[int]] = {}
        self._dropped: list[Dropped] = []

    def run(self) -> Rewritten:
        """The text rewritten."""
        spans = self._spans()
        self._ends.update(span.mark.name for span in spans if isinstance(span, _Span) and span.mark.is_end)
        last = 0
        for span in spans:
            start, end = (span.start, span.end) if isinstance(span, _Span) else span
            self._parts.append(self._text[last:start])
            if isinstance(span, _Span):
                self._take(span)
            else:
                self._parts.append(self._language.in_code(self._text[start:end]))
            last = end
        self._parts.append(self._text[last:])
        while len(self._stack) > 1:
            self._close_unended()
        kept = {name: tuple(lines) for name, lines in self._kept.items()}
        return Rewritten("".join(self._parts), kept, tuple(self._dropped))

    def _spans(self) -> list[_Span | tuple[int, int]]:
        """Every mark, and as two numbers every stretch of code, in order."""
        spans: list[_Span | tuple[int, int]] = []
        scanner = Scanner(self._text, self._language.pattern)
        for found in scanner:
            if found.match is None:
                spans.append((found.start, found.end))
                continue
            mark = self._language.read(found.match)
            end = scanner.skip_to(_compiled(mark.until)) if mark.until else None
            if end is not None:
                mark = msgspec.structs.replace(mark, inside=self._text[found.end : end.start()])
            elif mark.until:
                mark = msgspec.structs.replace(mark, is_single=True, is_text=False, until="")
            spans.append(_Span(mark, found.start, end.end() if end else found.end))
        return spans

    @property
    def _parts(self) -> list[str]:
        return self._stack[-1].parts

    def _take(self, span: _Span) -> None:
        mark = span.mark
        if mark.is_text:
            self._parts.append(mark.inside)
        elif mark.until or mark.is_single:
            self._emit(span, mark.inside)
        elif mark.is_end:
            self._end(span)
        elif (self._ends[mark.name] or self._ends[ANY]) and len(self._stack) <= DEEPEST:
            self._names[mark.name] += 1
            self._stack.append(_Open(span, []))
        else:
            self._emit(span, "")

    def _end(self, span: _Span) -> None:
        name = span.mark.name
        self._ends[name] -= 1
        if not (len(self._stack) > 1 if name == ANY else self._names[name]):
            self._keep(span)
            return
        while name != ANY and self._top.mark.name != name:
            self._close_unended()
        opened, parts = self._pop()
        inside = "".join(parts)
        turned = self._turn(opened.mark, inside)
        if turned is None:
            self._keep(opened)
            self._parts.append(inside)
            self._keep(span, is_counted=False)
        else:
            self._put(turned, opened.start, span.end)

    @property
    def _top(self) -> _Span:
        span = self._stack[-1].span
        assert span is not None
        return span

    def _pop(self) -> tuple[_Span, list[str]]:
        span, parts = self._top, self._stack.pop().parts
        self._names[span.mark.name] -= 1
        return span, parts

    def _close_unended(self) -> None:
        span, parts = self._pop()
        self._emit(span, "")
        self._parts.extend(parts)

    def _emit(self, span: _Span, inside: str) -> None:
        turned = self._turn(span.mark, inside)
        if turned is None:
            self._keep(span)
        else:
            self._put(turned, span.start, span.end)

    def _turn(self, mark: Mark, inside: str) -> Turned:
        rule = self._rules.get((mark.rule or mark.name).lower(), self._rules.get(UNKNOWN))
        if rule is None or len(mark.written) > LONGEST:
            return None
        turned = rule(self._language.arguments(mark.written), inside, self._context)
        return (turned.html or None) if self._is_html and isinstance(turned, Block) else turned

    def _put(self, turned: Turned, start: int, end: int) -> None:
        if isinstance(turned, Gone):
            self._dropped.append(Dropped(self._line(start), self._text[start:end], turned.reason))
        elif isinstance(turned, Block):
            indent = self._indent_alone(start, end)
            self._parts.append(turned.inline if indent is None else f"\n{_indented(turned.text, indent)}\n")
        elif turned:
            self._parts.append(turned)

    def _indent_alone(self, start: int, end: int) -> str | None:
        """The white space before a mark that has its lines for itself; None for one that has not."""
        first, last = bisect_left(self._lines, start), bisect_left(self._lines, end)
        before = (self._lines[first - 1] + 1 if first else 0, start)
        after = (end, self._lines[last] if last < len(self._lines) else len(self._text))
        if max(before[1] - before[0], after[1] - after[0]) > FARTHEST:
            return None
        is_alone = not self._text[slice(*before)].strip() and not self._text[slice(*after)].strip()
        return self._text[slice(*before)] if is_alone else None

    def _keep(self, span: _Span, *, is_counted: bool = True) -> None:
        written = self._text[span.start : span.end]
        if self._language.is_partial:
            self._parts.append(written)
            return
        if is_counted:
            self._kept.setdefault(span.mark.name, []).append(self._line(span.start))
        if _IN_ADDRESS.search(self._text[max(0, span.start - 300) : span.start]):
            self._parts.append(written)
        else:
            self._parts.append(escape(written, quote=False) if self._is_html else _as_text(written))

    def _line(self, place: int) -> int:
        return bisect_left(self._lines, place) + 1


_IN_ADDRESS = re.compile(r"""(?:\]\(|=["']?|\]:[ \t]*)[^\s"')]*$""")


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _indented(text: str, indent: str) -> str:
    return "\n".join(f"{indent}{line}" if line else "" for line in text.split("\n"))


def _as_text(mark: str) -> str:
    """A mark as a reader shall see it: no Markdown and no HTML in it works."""
    return "\n".join(escape_inline(line) for line in mark.split("\n"))
