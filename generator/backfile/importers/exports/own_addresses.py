"""The addresses that an archive has of its own, which no old address of an article may take."""

import re

_OWN = re.compile(
    r"/(?:(?:search|tags|sections|authors|archive|fragments|assets|pagefind)(?:/.*)?|\d{4}(?:/\d\d)?|(?:404|index)\.html|"
    r"robots\.txt|sitemap\.xml|feed\.(?:xml|json))?/?"
)


def is_archives_own(path: str) -> bool:
    """Whether a path from the root is one of the archive's own pages or files."""
    return _OWN.fullmatch(path) is not None
