"""Addresses that readers know: those the last build wrote, against those of now."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from backfile.archive.catalog import Archive
from backfile.archive.urls import output_path, url_path
from backfile.build.ledger import OutputRow
from backfile.build.why import decode_inputs
from backfile.problems import Location, Problem, warning


def lost_addresses(archive: Archive, owned: Mapping[str, OutputRow], sources: frozenset[str]) -> Iterator[Problem]:
    """A warning for each address of an article in the site as last built (`owned`) that the next build takes away:
    its article has moved, or is gone. `sources` are all content files; what is merely unpublished was meant."""
    entries = (*archive.entries, *archive.pages)
    now = {entry.article.path: entry.url for entry in entries}
    kept = {output_path(entry.url) for entry in entries} | {output_path(r.old) for r in archive.redirects}
    for path in sorted(owned):
        source = _source_of(owned[path])
        if not source or path in kept:
            continue
        address = unquote(url_path("/" + path.removesuffix("index.html")))
        if source in now:
            message = f"this article was published at {address} and has moved to {unquote(now[source])}."
            yield warning(Location(source), message, f"Add {address} to its `aliases`, so that readers are led on.")
        elif source not in sources:
            message = f"the article at {address} is gone with its file."
            hint = "If it has moved to another file, add the address to the `aliases` there."
            yield warning(Location(source), message, hint)


def _source_of(row: OutputRow) -> str:
    """The article that a page is of; empty for a list, a feed or a redirect."""
    if row.kind != "page" or not row.inputs or row.path.endswith((".xml", ".json")):
        return ""
    shown = [name for name in decode_inputs(row.inputs) if name.startswith("content/")]
    return shown[0] if len(shown) == 1 else ""
