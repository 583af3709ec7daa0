"""Lists: the pages of a term, the A to Z of a taxonomy, the front page. Page numbers count from the oldest, so that a
full page never changes again."""

from collections.abc import Iterator, Sequence

from backfile.archive.catalog import TaxonomyPages
from backfile.archive.taxonomy import Term, term_key
from backfile.archive.urls import output_path
from backfile.pages.cards import Desk
from backfile.pages.days_of_year import day_name, days_of_year
from backfile.pages.frames import Frames
from backfile.pages.labels import home_link, hub_label
from backfile.pages.letters import letters_of
from backfile.pages.numbering import last_number, numbered
from backfile.pages.page import Page, make_page
from backfile.pages.profiles import term_profile
from backfile.pages.selection import Selection, first_number, has_front
from backfile.pages.views import (
    Block,
    Card,
    Counted,
    FrontView,
    Link,
    ListView,
    RedirectView,
    TermsView,
)

FRONT_LATEST = 12
FRONT_BLOCK = 6


def plan_front(desk: Desk, frames: Frames) -> Page:
    """The front page."""
    cards = newest(desk, range(len(desk.cards)), 1 + FRONT_LATEST)
    years = {year for year, _, _ in desk.archive.spine.days}
    view = FrontView(
        lead=cards[0] if cards else None,
        latest=cards[1:],
        blocks=section_blocks(desk, FRONT_BLOCK),
        article_count=len(desk.cards),
        first_year=min(years, default=0),
        last_year=max(years, default=0),
        days=tuple(map(day_name, days_of_year(desk.archive.spine.days))),
    )
    return make_page("index.html", "front.html", view, frames.of("front.html"))


def section_blocks(desk: Desk, count: int) -> tuple[Block, ...]:
    """The newest `count` articles of each section of the menu."""
    sections = desk.archive.taxonomies["section"]
    return tuple(
        Block(desk.links["section"][term.key], newest(desk, sections.members[term.key], count))
        for term in menu_sections(desk)
    )


def menu_sections(desk: Desk) -> tuple[Term, ...]:
    """The sections of the menu: those that the settings name, in their order, or all by name."""
    return chosen_sections(desk, desk.config.menu.sections) or desk.archive.taxonomies["section"].terms


def chosen_sections(desk: Desk, labels: Sequence[str]) -> tuple[Term, ...]:
    """The sections of those names that have articles."""
    terms = {term.key: term for term in desk.archive.taxonomies["section"].terms}
    return tuple(terms[term_key(label)] for label in labels if term_key(label) in terms)


def newest(desk: Desk, members: Sequence[int], count: int) -> tuple[Card, ...]:
    """The cards of the last `count` of those positions, newest first."""
    return tuple(desk.cards[position] for position in members[-count:][::-1])


def plan_taxonomy(
    taxonomy: TaxonomyPages, desk: Desk, frames: Frames, selection: Selection | None = None
) -> Iterator[Page]:
    """The A to Z of a taxonomy and the pages of each of its terms."""
    label = hub_label(taxonomy, desk.language)
    crumbs = (home_link(desk.language), Link(label, taxonomy.root))
    terms = tuple(Counted(term.label, taxonomy.url(term), len(taxonomy.members[term.key])) for term in taxonomy.terms)
    filed = [term.sort_name or term.label for term in taxonomy.terms]
    letters = letters_of(terms, filed, desk.language.tag)
    view = TermsView(taxonomy.name, label, taxonomy.root, letters, len(terms), crumbs)
    yield make_page(output_path(taxonomy.root), "terms.html", view, frames.of("terms.html"))
    for term in taxonomy.terms:
        if has_front(selection, taxonomy.name, term.key):
            first = first_number(selection, taxonomy.name, term.key)
            yield from _plan_term(taxonomy, term, crumbs, first, desk, frames)


def _plan_term(
    taxonomy: TaxonomyPages, term: Term, crumbs: tuple[Link, ...], first: int | None, desk: Desk, frames: Frames
) -> Iterator[Page]:
    """The front of a term's list, and its pages from the number `first` on; without it the front alone."""
    members = taxonomy.members[term.key]
    per_page = desk.config.per_page
    url = taxonomy.url(term)
    last = last_number(len(members), per_page)
    first = last + 1 if first is None else first
    feed = f"{url}feed.xml" if desk.config.feeds.enabled and taxonomy.name in ("section", "tag", "author") else ""
    # The neighbours' addresses are the very texts of their own pages'.
    urls = {number: numbered(url, number) for number in range(max(min(first - 1, last), 1), last + 2)}
    trail = (*crumbs, Link(term.label, url))

    def page(number: int, positions: Sequence[int], older: str, newer: str) -> Page:
        own = urls[number] if number else url
        count = len(members) if not number else 0
        cards = tuple(desk.cards[position] for position in positions[::-1])
        description = term.description if not number else ""
        profile = term_profile(taxonomy, term, desk) if not number else None
        view = ListView(
            taxonomy=taxonomy.name,
            label=term.label,
            url=own,
            description=description,
            number=number,
            cards=cards,
            older=older,
            newer=newer,
            count=count,
            feed=feed,
            breadcrumb=trail,
            profile=profile,
        )
        return make_page(output_path(own), "list.html", view, frames.of("list.html"))

    yield page(0, members[-per_page:], urls[last] if last else "", "")
    for number in range(max(first, 1), last + 1):
        older = urls[number - 1] if number > 1 else ""
        chunk = members[(number - 1) * per_page : number * per_page]
        yield page(number, chunk, older, urls[number + 1])
    if last:
        yield _newest_page_redirect(urls[last + 1], url, term.label, frames)


def _newest_page_redirect(old: str, url: str, label: str, frames: Frames) -> Page:
    """The page after the last full one leads to the front of the list until it is full itself: so the last full
    page can point on to it, and need not change when it comes."""
    view = RedirectView(old, url, label)
    return make_page(output_path(old), "redirect.html", view, frames.of("redirect.html"))
