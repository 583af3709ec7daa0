"""What a look at outside links found, told at each place where such a link stands. Pure."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from backfile.archive.wayback import archived_copy
from backfile.build.ledger import FOLDER
from backfile.check.external.errand import Kind
from backfile.check.external.link_record import DAMAGED, Known, day_of
from backfile.check.external.looking import Seen
from backfile.check.external.outside_links import OutsideLink
from backfile.problems import Location, Problem, warning


def told(links: Iterable[OutsideLink], seen: Seen) -> Iterator[Problem]:
    """A warning for each link that is dead, has moved for good, may be dead, leads into a private network, or was not
    asked because its host wanted to be left alone."""
    if seen.is_begun_again:
        message = "the record of earlier looks could not be read, and was begun again; this is the old one."
        yield warning(Location(f"{FOLDER}/{DAMAGED}"), message, "Put back a copy of yours, or delete it.")
    known = seen.known
    for link in links:
        found = known.get(link.url)
        if found is None:
            message = f'the link "{link.url}" was not looked at: its host asked to be left alone.'
            yield warning(link.location, message, "Check again later; what was found is kept.")
        elif found.is_dead:
            yield _dead(link, found)
        elif found.finding.moved_to:
            yield _moved(link, found.finding.moved_to)
        elif found.finding.kind is Kind.PRIVATE:
            message = f'the link "{link.url}" was not asked: {found.finding.reason}.'
            yield warning(link.location, message, "Readers cannot go there: correct the link or take it out.")
        elif found.finding.kind is not Kind.FINE:
            yield _unsure(link, found)


def _dead(link: OutsideLink, known: Known) -> Problem:
    since = f", since {day_of(known.first_failed)}" if known.first_failed is not None else ""
    date = link.entry.article.date
    copy = archived_copy(link.url, date.iso if date else "")
    message = f'the link "{link.url}" is dead: {known.finding.reason}{since}.'
    return warning(link.location, message, f"An archived copy, if there is one: {copy}")


def _moved(link: OutsideLink, moved_to: str) -> Problem:
    message = f'the link "{link.url}" has moved for good to {moved_to}.'
    if _is_front(moved_to) and not _is_front(link.url):
        return warning(link.location, message, "That is the front page of a site: what the link was for may be gone.")
    return warning(link.location, message, "Write the new address, if it shows the same.")


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _unsure(link: OutsideLink, known: Known) -> Problem:
    message = f'the link "{link.url}" may not work: {known.finding.reason}.'
    if known.finding.kind is Kind.FAILED:
        hint = "A check on another day asks it again; failing then, too, it counts as dead."
    else:
        hint = "Look at it in a browser: some hosts do not answer programs."
    return warning(link.location, message, hint)
