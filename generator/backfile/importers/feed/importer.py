"""The importer of feeds: files in, readings out."""

import re
from collections.abc import Iterator
from hashlib import sha256

from backfile.importers.feed.draft import checksum_of, draft_of
from backfile.importers.feed.jsonfeed import VERSION, parse_json
from backfile.importers.feed.xml import parse_xml
from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.problems import Location, Problem, warning

MAX_BYTES = 512 * 1024 * 1024
"""Larger than any feed; feedparser holds all of it."""

_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|RDF|channel)[\s>]", re.IGNORECASE)


class Feeds(Importer):
    """RSS, RDF, Atom and JSON Feed, each entry an article."""

    name = "feed"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of a file whose first element is a feed's, or that names JSON Feed's version."""
        plain = sample.replace(b"\0", b"")  # UTF-16 and UTF-32
        if VERSION.encode() in plain[:4096] and plain.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return 0.95
        root = _ROOT.search(plain[:8192])
        if root is None or b"wordpress.org/export" in plain:
            return 0.0
        is_feed = root[1].lower() != b"rdf" or b"purl.org/rss" in plain or b"netscape.com/rdf" in plain
        return 0.9 if is_feed and _is_first(plain, root.start()) else 0.0

    def read(self, item: Input, lesson: None, context: ImportContext) -> Iterator[Reading]:
        """One reading an entry, in the feed's order. A feed that is not well-formed is read as far as it goes."""
        data = item.read()
        if len(data) > MAX_BYTES:
            yield _refused(item, data, f"it has more than {MAX_BYTES >> 20} MB")
            return
        is_json = data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((b"{", b"["))
        feed = parse_json(data) if is_json else parse_xml(data)
        if isinstance(feed, str):
            yield _refused(item, data, feed)
            return
        told = (_faulty(item, feed.fault, feed.line),) if feed.fault else ()
        if not feed.entries:
            yield Reading(item.name, sha256(data).hexdigest(), None, told, skipped="the feed has no entries")
        for number, entry in enumerate(feed.entries, 1):
            draft = draft_of(entry, feed, context)
            yield Reading(f"{item.name}#{number}", checksum_of(entry), draft, told if number == 1 else ())


def _is_first(sample: bytes, place: int) -> bool:
    """Whether nothing but declarations and comments stands before the element."""
    before = re.sub(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*(?:\[.*?\])?>", b"", sample[:place], flags=re.DOTALL)
    return not before.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def _refused(item: Input, data: bytes, reason: str) -> Reading:
    hint = "Save the feed again; a browser shows whether it is one."
    return Reading(item.name, sha256(data).hexdigest(), None, (Problem(Location(item.name), f"{reason}.", hint),))


def _faulty(item: Input, fault: str, line: int) -> Problem:
    message = f"the feed is not well-formed ({fault}); what could be read was read."
    return warning(Location(item.name, line), message, "Compare the number of entries with the feed's own.")
