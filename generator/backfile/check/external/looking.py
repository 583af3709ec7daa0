"""A look at the outside links of an archive: asks for those that are due, keeps what was found, and gives all that is
known."""

from collections.abc import Iterable

import msgspec

from backfile.build.request import Request
from backfile.check.external.errand import Ask
from backfile.check.external.hosts import IsAllowed, is_public
from backfile.check.external.link_record import Known, LinkRecord, noted
from backfile.check.external.rounds import Pace, make_round

OLDER_THAN_DAYS = 30
"""After so many days a link that was not failing is asked again."""


class Look(msgspec.Struct, frozen=True):
    """How to look: after how many days again, how fast, and which numeric addresses may be asked."""

    older_than: int = OLDER_THAN_DAYS
    pace: Pace = Pace()
    is_allowed: IsAllowed = is_public


class Seen(msgspec.Struct, frozen=True):
    """What is known of links after a look, by address, and whether the record of earlier looks had to be begun again.
    Links whose host asked to be left alone, and that were never looked at, are not among the known."""

    known: dict[str, Known]
    is_begun_again: bool = False


def look_at(urls: Iterable[str], ask: Ask, look: Look, request: Request) -> Seen:
    """Asks for those of the addresses that are due. Raises sqlite3.Error and OSError."""
    now = request.now
    wanted = tuple(dict.fromkeys(urls))
    with LinkRecord(request.root) as record:
        known = record.all(wanted)
        due = [url for url in wanted if url not in known or known[url].is_due(now, look.older_than)]
        if due:
            request.progress("links", 0, len(due))
        for done, finding in enumerate(make_round(due, ask, look.pace), 1):
            known[finding.url] = noted(finding, known.get(finding.url), now)
            record.note(known[finding.url])
            request.progress("links", done, len(due))
    return Seen(known, record.is_begun_again)
