"""A page's many statements on its article merged into one value a field, the most trusted first. Invents none."""

import re
from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

from backfile.importers.addresses import join, split
from backfile.importers.dates import Order
from backfile.importers.html.agreed import agreed, agreed_section
from backfile.importers.html.labels import HOME
from backfile.importers.html.moments import NOTHING, Moment, read_moment
from backfile.importers.html.names import distinct, is_desk, is_person, read_names
from backfile.importers.html.statements import Statement, of_field
from backfile.importers.html.tags import choose_tags
from backfile.importers.prose import fold, letters

Value = TypeVar("Value")

LONGEST_SECTION = 40

_ADDRESS_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_.-]|\D|$)|/((?:19|20)\d\d)/([01]?\d)/([0-3]?\d)/"
)
_NO_SECTION_WORDS = """
home homepage news article articles all front page frontpage main index story stories blog uncategorized
uncategorised allgemein post posts latest featured default none top
"""
_NO_SECTION = frozenset(_NO_SECTION_WORDS.split())
# Library catalogues write `King, Ada`.
_CATALOGUES = frozenset(["meta dc.creator", "meta dcterms.creator", "meta citation_author"])
_LAST_FIRST = re.compile(r"^(\w[\w'’-]+), ([^,;]+)$")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_SPURIOUS = frozenset({"1970-01-01", "1969-12-31", "1899-12-30", "1900-01-01", "2000-01-01"})


class Found(msgspec.Struct, Generic[Value], frozen=True):
    """A value, where on the page it was read, and how sure it is, from 0 to 1."""

    value: Value
    where: str = ""
    confidence: float = 0.0


class Dates(msgspec.Struct, frozen=True):
    """When an article was published and last changed, in ISO 8601; `open_date` is a date as written that leaves open
    which number is the day."""

    date: Found[str]
    updated: Found[str]
    open_date: str = ""


def merge_dates(statements: Sequence[Statement], url: str, order: Order) -> Dates:
    """The dates of an article; the page's own address counts last."""
    date = _agreed_date(statements) or _best_moment(of_field(statements, "date"), order)
    updated = _best_moment(of_field(statements, "updated"), order)
    if not date.value:
        date = _best_moment(of_field(statements, "created"), order)
    if not date.value:
        date = _from_address(url)
    # Some pages call the first publication a change, and show nothing else.
    if updated.value and updated.value[:10] < date.value[:10]:
        updated = Found("")
    if updated.value == date.value:
        updated = Found("")
    open_dates = [one.value for one in of_field(statements, "open date")]
    return Dates(date, updated, open_dates[0] if open_dates and not date.value else "")


def merge_authors(statements: Sequence[Statement], site_names: Sequence[str]) -> Found[tuple[str, ...]]:
    """Who signed. A source with people's names goes before one with an office's; one that names more goes before one
    that names a part of them; the site's own name counts only where there is none other."""
    if same := agreed(statements, "author"):
        return Found(tuple(one.value for one in same), same[0].where, same[0].trust)
    sites = {letters(name) for name in site_names}
    lists = list(_author_lists(statements, sites))
    people = [one for one in lists if any(is_person(name) for name in one.value)]
    best = (people or [one for one in lists if one.value])[:1]
    if best:
        return _with_more(best[0], people)
    offices = [Found(distinct([one.value]), one.where, 0.4) for one in of_field(statements, "organisation", "author")]
    return next(
        (one for one in offices if one.value and "/" not in one.value[0] and fold(one.value[0]) not in _NOBODY),
        Found(()),
    )


def merge_section(statements: Sequence[Statement], title: str, site_names: Sequence[str]) -> Found[str]:
    """The section's name, as one word or phrase."""
    if same := agreed_section(statements):
        return Found(same.value, same.where, same.trust)
    sites = {letters(name) for name in site_names}
    crumbs = [
        one
        for one in of_field(statements, "crumb")
        if letters(one.value) not in sites and one.value.casefold() not in HOME
    ]
    declared = [one for one in of_field(statements, "section") if one.trust >= 0.6]
    for statement in (*declared, *crumbs[:1]):
        name = statement.value.split(",")[0].split("|")[0].split(" > ")[-1].strip()
        is_word = 1 < len(name) <= LONGEST_SECTION and letters(name) not in _NO_SECTION and "://" not in name
        if is_word and letters(name) not in sites and letters(name) != letters(title):
            return Found(name, statement.where, statement.trust)
    return Found("")


def merge_tags(
    statements: Sequence[Statement], title: str, section: str, site_names: Sequence[str]
) -> Found[tuple[str, ...]]:
    """The tags as the page labels them, without the section and what is no label."""
    if same := agreed(statements, "tag"):
        return Found(tuple(one.value for one in same), same[0].where, same[0].trust)
    chosen = choose_tags(statements, (title, *site_names), section)
    return Found(chosen.labels, chosen.where, chosen.trust) if chosen.labels else Found(())


def merge_language(statements: Sequence[Statement]) -> Found[str]:
    """The language's code, `pt-BR` for `pt_br`."""
    for one in of_field(statements, "language"):
        if _LANGUAGE.match(one.value) and len(one.value) <= 11:
            first, *rest = one.value.replace("_", "-").split("-")
            parts = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest]
            return Found("-".join([first.lower(), *parts]), one.where, one.trust)
    return Found("")


def merge_address(statements: Sequence[Statement], url: str) -> Found[str]:
    """The canonical address, whole; one that leads to the site's front page, while this page is not it, is none."""
    for one in of_field(statements, "url"):
        address = join(url, one.value)
        parts = split(address)
        is_front = parts.path in ("", "/") and not parts.query
        if (
            parts
            and parts.scheme in ("http", "https")
            and parts.netloc
            and not (is_front and split(url).path not in ("", "/"))
        ):
            return Found(address, one.where, one.trust)
    return Found("")


def canonical_elsewhere(statements: Sequence[Statement], own: str) -> str:
    """The address that the page names as its text's own, where it has another host or path than the page itself."""
    declared = next((one.value for one in statements if one.where == "link rel=canonical"), "")
    one, other = split(declared), split(own)
    is_same = (one.netloc, one.path.rstrip("/")) == (other.netloc, other.path.rstrip("/"))
    return declared if one.netloc and other.netloc and not is_same else ""


def first_value(statements: Sequence[Statement], *fields: str) -> Found[str]:
    """The most trusted value of the fields."""
    return next((Found(one.value, one.where, one.trust) for one in of_field(statements, *fields)), Found(""))


def name_sites(statements: Sequence[Statement], url: str) -> tuple[str, ...]:
    """The names that the site goes by, the best first: declared ones, then its host without its ends."""
    names = [one.value for one in of_field(statements, "site") if len(one.value) < 80 and "://" not in one.value]
    titles = {letters(one.value) for one in of_field(statements, "title")}
    # Some pages say their own title where the site's name belongs.
    names = [name for name in names if letters(name) not in titles] or names
    addresses = [url, *(one.value for one in of_field(statements, "url"))]
    hosts = [parts.netloc.lower().split(":")[0] for parts in map(split, addresses) if parts.netloc]
    for host in hosts:
        labels = [label for label in host.removeprefix("www.").split(".") if label]
        names += [host.removeprefix("www."), *(labels[:-1] if len(labels) > 1 else labels)]
    return distinct(names)


_NOBODY_WORDS = """
admin administrator root user webmaster unknown anonymous guest none null undefined editor
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())


def _best_moment(statements: Sequence[Statement], order: Order) -> Found[str]:
    """The most trusted moment; one of the same day with a time goes before one without."""
    read = [(one, read_moment(one.value, order)) for one in statements]
    known = [(one, moment) for one, moment in read if moment.iso and moment.day not in _SPURIOUS]
    if not known:
        return Found("")
    first, moment = known[0]
    finer = [(one, other) for one, other in known if _is_finer(other, moment) and one.trust >= 0.7]
    first, moment = finer[0] if finer else (first, moment)
    return Found(moment.iso, first.where, first.trust)


def _agreed_date(statements: Sequence[Statement]) -> Found[str] | None:
    """The date that head and entry have alike, whatever day it is: elsewhere the first days of calendars mean none."""
    same = agreed(statements, "date")
    moment = read_moment(same[0].value) if len(same) == 1 else NOTHING
    return Found(moment.iso, same[0].where, same[0].trust) if moment.iso else None


def _is_finer(other: Moment, moment: Moment) -> bool:
    return other.detail > moment.detail and other.day == moment.day


def _from_address(url: str) -> Found[str]:
    match = _ADDRESS_DATE.search(split(url).path + "/")
    if match is None:
        return Found("")
    year, month, day = match[1] or match[4], match[2] or match[5], match[3] or match[6]
    moment = read_moment(f"{year}-{int(month):02}-{int(day):02}") if int(month) and int(day) else NOTHING
    return Found(moment.iso, "address", 0.6) if moment.iso else Found("")


def _author_lists(statements: Sequence[Statement], sites: set[str]) -> list[Found[tuple[str, ...]]]:
    """The names of each source, those of one source together."""
    by_source: dict[str, list[Statement]] = {}
    for one in of_field(statements, "author"):
        by_source.setdefault(one.where, []).append(one)
    lists = []
    for where, group in by_source.items():
        values = [_LAST_FIRST.sub(r"\2 \1", one.value) if where in _CATALOGUES else one.value for one in group]
        names = distinct([name for value in values for name in read_names(value) if letters(name) not in sites])
        lists.append(Found(names, where, group[0].trust))
    return lists


def _with_more(best: Found[tuple[str, ...]], people: Sequence[Found[tuple[str, ...]]]) -> Found[tuple[str, ...]]:
    known = {letters(name) for name in best.value}
    for other in people:
        names = {letters(name) for name in other.value}
        if (
            known < names
            and len(names) <= 5
            and other.confidence >= 0.7
            and all(is_person(name) for name in other.value)
        ):
            return other
    only = tuple(name for name in best.value if is_person(name) or not is_desk(name))
    return Found(only or best.value, best.where, best.confidence)
