"""An article's body as its source has it. It is read again, as the ledger keeps HTML alone."""

from pathlib import Path

from backfile.archive.article import Source, decode
from backfile.archive.frontmatter import parse_front_matter
from backfile.digest import digest_bytes
from backfile.pages.page import BodyRef
from backfile.problems import Location, Problem

_CHANGED = "the article changed while the site was built."


def read_body(root: Path, ref: BodyRef) -> str | Problem:
    """The Markdown below the front matter; a problem where the source is not what it was when it was read before."""
    try:
        data = (root / ref.source).read_bytes()
    except OSError:
        data = b""
    if digest_bytes(data) != ref.digest:
        return Problem(Location(ref.source), _CHANGED, "Build again.")
    decoded = decode(Source(ref.source, ref.digest, data))
    front = decoded if isinstance(decoded, Problem) else parse_front_matter(decoded[0], ref.source)
    return front if isinstance(front, Problem) else front.body
