"""Writes the dead links that a look found to `content/links.tsv`, beside which the site then shows archived copies."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from backfile.archive.dead_links import DEAD_LINKS, DeadLink, written_dead_links
from backfile.archive.wayback import WAYBACK_HOST
from backfile.check.external.link_record import day_of
from backfile.check.external.looking import Seen
from backfile.check.external.outside_links import OutsideLink


def dead_links(links: Iterable[OutsideLink], seen: Seen) -> Iterator[DeadLink]:
    """Each dead link of each article. Archived copies themselves have none; an address with blanks or controls in it,
    as HTML may have, cannot be written down."""
    for link in links:
        known = seen.known.get(link.url)
        is_plain = link.url.isprintable() and " " not in link.url
        if known and known.is_dead and is_plain and urlsplit(link.url).hostname != WAYBACK_HOST:
            since = day_of(known.first_failed) if known.first_failed is not None else ""
            yield DeadLink(link.entry.article.path, link.url, since, known.finding.reason)


def mark_dead_links(root: Path, links: Iterable[DeadLink]) -> bool:
    """Whether the file of dead links had to be written; where there are none it is not begun. Raises OSError."""
    path = root / DEAD_LINKS
    rows = tuple(links)
    data = written_dead_links(rows).encode()
    before = path.read_bytes() if path.exists() else None
    if before == data or (before is None and not rows):
        return False
    new = path.with_name(f".{path.name}.new")  # hidden files are no content
    new.write_bytes(data)
    new.replace(path)
    return True
