"""Where code stands in Markdown, so that nothing within it is taken for a template's mark."""

import re

_FENCE = (
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*\n"
    r"(?:.*\n)*?[ \t>]*(?P=fence)[`~]*[ \t]*$"
)
_SPAN = r"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])+?(?<!`)(?P=ticks)(?!`)"
_PRE = r"<(?P<pre>pre|code)\b[^>]*>[\s\S]*?</(?P=pre)>"

CODE = rf"(?P<code>{_FENCE}|{_SPAN}|{_PRE})"
"""A fenced block, a code span or an HTML `pre`: for a pattern with `re.MULTILINE`, in group `code`."""

_ONLY_CODE = re.compile(CODE, re.MULTILINE)


def outside_code(pattern: str) -> re.Pattern[str]:
    """A pattern that finds code (in its group `code`) or what `pattern` finds outside of code."""
    return re.compile(f"{CODE}|{pattern}", re.MULTILINE)


def fenced(code: str, language: str = "", indent: str = "") -> str:
    """A fenced block of that code, each line behind `indent`, its fence longer than any within."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = [f"{fence}{language}", *code.strip("\n").split("\n"), fence]
    return "\n".join(f"{indent}{line}" if line else line for line in lines)
