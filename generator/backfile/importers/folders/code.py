"""Where code stands in Markdown, so that nothing within it is taken for a template's mark. Looks at each sign a few
times at most, whatever the text."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

_FENCE = r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<code_fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$"
_TICKS = r"(?<![`\\])(?P<code_ticks>`++)"
_ELEMENT = r"<(?P<code_element>pre|code)\b[^<>]*+>"
_RUN = re.compile("`+")
_BLANK = re.compile(r"\n[ \t]*\n")


def outside_code(pattern: str) -> re.Pattern[str]:
    """A pattern for a Scanner: where code begins, or what `pattern` finds."""
    return re.compile(f"{_FENCE}|{_TICKS}|{_ELEMENT}|{pattern}", re.MULTILINE)


class Found(msgspec.Struct, frozen=True):
    """What stands at a stretch of the text: what the pattern has matched, or (None) code."""

    start: int
    end: int
    match: re.Match[str] | None


class Scanner:
    """Walks over a text once and gives what a pattern of `outside_code` finds, and code, in order."""

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self._text, self._pattern = text, pattern
        self._place = 0
        self._endless: set[re.Pattern[str]] = set()
        self._paragraph_end = -1
        self._runs: dict[int, list[int]] = {}

    def __iter__(self) -> Iterator[Found]:
        while match := self._pattern.search(self._text, self._place):
            self._place = match.end()
            if not any(match[name] for name in ("code_fence", "code_ticks", "code_element")):
                yield Found(match.start(), match.end(), match)
            elif (end := self._end_of_code(match)) >= 0:
                self._place = end
                yield Found(match.start(), end, None)

    def skip_to(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The next match of another pattern, behind which the walk then goes on; None where there is none."""
        if pattern in self._endless:
            return None
        match = pattern.search(self._text, self._place)
        if match is None:
            self._endless.add(pattern)
        else:
            self._place = match.end()
        return match

    def _end_of_code(self, match: re.Match[str]) -> int:
        """Where the code that begins there ends; -1 where it is none."""
        if match["code_fence"]:
            end = self.skip_to(_closing_fence(match["code_fence"][0], len(match["code_fence"])))
            return end.end() if end else len(self._text)
        if match["code_element"]:
            end = self.skip_to(_closing_tag(match["code_element"]))
            return end.end() if end else -1
        return self._end_of_span(match.end(), len(match["code_ticks"]))

    def _end_of_span(self, start: int, length: int) -> int:
        """Behind the next run of so many backticks in the paragraph."""
        if start > self._paragraph_end:
            blank = _BLANK.search(self._text, start)
            self._paragraph_end = blank.start() if blank else len(self._text)
            self._runs = {}
            for run in _RUN.finditer(self._text, start, self._paragraph_end):
                self._runs.setdefault(run.end() - run.start(), []).append(run.end())
            for ends in self._runs.values():
                ends.reverse()
        ends = self._runs.get(length, [])
        while ends and ends[-1] <= start:
            ends.pop()
        return ends[-1] if ends else -1


@lru_cache(maxsize=256)
def _closing_fence(sign: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^[ \t>]*+{re.escape(sign)}{{{length},}}+[ \t]*$", re.MULTILINE)


@lru_cache(maxsize=8)
def _closing_tag(name: str) -> re.Pattern[str]:
    return re.compile(f"</{name}>", re.IGNORECASE)


def sub_outside_code(text: str, pattern: re.Pattern[str], turned: Callable[[re.Match[str]], str]) -> str:
    """The text with what a pattern of `outside_code` finds replaced, code left as it is."""
    parts: list[str] = []
    last = 0
    for found in Scanner(text, pattern):
        if found.match is not None:
            parts += (text[last : found.start], turned(found.match))
            last = found.end
    return "".join((*parts, text[last:]))


def fenced(code: str, language: str = "", indent: str = "") -> str:
    """A fenced block of that code, each line behind `indent`, its fence longer than any within."""
    longest = max((len(run[0]) for run in _RUN.finditer(code)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = [f"{fence}{language}", *code.strip("\n").split("\n"), fence]
    return "\n".join(f"{indent}{line}" if line else line for line in lines)
