"""A theme's style sheet as it is sent: without comments and indentation, the files that it names with their
fingerprints. Changes nothing of what it says."""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath


def slim_sheet(sheet: str) -> str:
    """The sheet without comments, and with no more white space than it needs. Strings stay as they are, and so do
    comments that begin with `/*!`, as licences do."""
    return _AROUND.sub(_without_space, _SPARE.sub(lambda match: match[1] or " ", sheet)).strip() + "\n"


_STRING = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|url\([^"')]*\)|/\*!.*?\*/"""
_SPARE = re.compile(rf"({_STRING})|(?:/\*(?!!).*?\*/|\s)+", re.DOTALL)
_AROUND = re.compile(rf"({_STRING})|;? ?(}}) ?| ?([{{;,]) ?", re.DOTALL)


def _without_space(match: re.Match[str]) -> str:
    return str(match[1] or match[2] or match[3])


def with_fingerprints(sheet: str, name: str, address: Callable[[str], str | None]) -> str:
    """The sheet that is the static file `name`, with what it names of the theme's files under the address that
    `address` gives for a file's name: the very one under which a page names it, so that a browser gets it once."""

    def replaced(match: re.Match[str]) -> str:
        written = match[2]
        file = normpath(join(dirname(name), written))
        found = None if written.startswith("/") else address(file)
        return f'url("{written}{found[found.rindex("?") :]}")' if found and "?" in found else match[0]

    return _URL.sub(replaced, sheet)


_URL = re.compile(r"""url\((["']?)([^"'():?#\s]+)\1\)""")
