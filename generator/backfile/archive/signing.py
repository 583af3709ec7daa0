"""The mark by which a text is known again as an import wrote it: a digest of all but what it says of its source, kept
there under `written`. So it can be told without the record of imports whether a person has edited a file."""

import re
from hashlib import sha256

_SOURCE = re.compile(r"^source:\n(?:[ ]+[^\n]*\n)+", re.MULTILINE)
_MARK = re.compile(r"^  written: (w[0-9a-f]{32})\n", re.MULTILINE)


def signed(text: str) -> str:
    """The text of a file with its mark; as it is where it says nothing of a source."""
    source = _source(text)
    if source is None:
        return text
    block = _MARK.sub("", source[0]) + f"  written: {_digest(text, source)}\n"
    return text[: source.start()] + block + text[source.end() :]


def mark_of(text: str) -> str:
    """The mark that the text has; empty for none."""
    source = _source(text)
    found = _MARK.search(source[0]) if source else None
    return found[1] if found else ""


def is_as_written(text: str) -> bool:
    """Whether the text is, but for what it says of its source, what an import wrote to the last sign."""
    source = _source(text)
    return source is not None and mark_of(text) == _digest(text, source)


def _source(text: str) -> re.Match[str] | None:
    """The header's `source`: a body may hold one that looks the same."""
    end = text.find("\n---\n", 3)
    return _SOURCE.search(text, 0, end + 1) if text.startswith("---\n") and end > 0 else None


def _digest(text: str, source: re.Match[str]) -> str:
    """A letter before it keeps it from being a number to any reader of YAML."""
    return "w" + sha256((text[: source.start()] + text[source.end() :]).encode()).hexdigest()[:32]
