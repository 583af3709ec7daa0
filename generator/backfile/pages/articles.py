"""Article pages, pages without a date, and redirects from old addresses."""

from collections.abc import Iterator, Mapping, Sequence

from backfile.archive.catalog import Entry, Redirect
from backfile.archive.rows import Row, Rows
from backfile.archive.taxonomy import TermKey
from backfile.archive.urls import output_path
from backfile.pages.cards import Desk, reading_minutes
from backfile.pages.frames import Frames
from backfile.pages.page import Page, make_page
from backfile.pages.selection import Selection, chosen_positions
from backfile.pages.share_images import share_image_url
from backfile.pages.views import (
    ArticleView,
    Correction,
    Link,
    PlainView,
    RedirectView,
    Related,
)


def plan_articles(desk: Desk, related: Rows, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """The page of every dated article."""
    weights = desk.archive.tag_weights()
    for position in chosen_positions(selection, len(desk.archive.entries)):
        entry = desk.archive.entries[position]
        view = _article_view(position, entry, desk, related[position], weights)
        template = frames.template("article.html", entry.article.template)
        yield make_page(output_path(entry.url), template, view, frames.of(template), (desk.body(entry),))


def _article_view(
    position: int,
    entry: Entry,
    desk: Desk,
    row: Row,
    weights: Mapping[TermKey, float],
) -> ArticleView:
    article, headlines = entry.article, desk.headlines
    card = desk.cards[position]
    own_tags = _weightiest_first(entry, desk, weights)
    return ArticleView(
        card=card,
        standfirst=article.standfirst,
        updated=article.updated,
        expires=article.expires,
        credit=article.credit,
        picture=desk.picture(entry),
        corrections=tuple(Correction(c.date, c.text) for c in article.corrections),
        headings=article.headings,
        breadcrumb=_breadcrumb(card.section, Link(card.title, card.url)),
        earlier=headlines[position - 1] if position else None,
        later=headlines[position + 1] if position + 1 < len(headlines) else None,
        related=_related(desk, row, own_tags),
        terms={name: desk.terms(entry, name) for name in desk.config.taxonomies},
        words=article.words,
        minutes=reading_minutes(article.words),
        lang=article.lang,
        canonical=article.canonical,
        noindex=article.noindex,
        searchable=article.searchable,
        share_image=share_image_url(entry, desk),
        params=article.params,
    )


def _related(desk: Desk, row: Row, own_tags: Sequence[tuple[str, Link]]) -> tuple[Related, ...]:
    """The related articles of a row, which most often share the same few of the article's tags."""
    keys = frozenset([key for key, _ in own_tags])
    known: dict[frozenset[str], tuple[Link, ...]] = {}
    found = []
    for other, _ in row:
        shared = keys.intersection(desk.tag_keys[other])
        links = known.get(shared)
        if links is None:
            links = known[shared] = tuple([link for key, link in own_tags if key in shared])
        found.append(Related(desk.headlines[other], links))
    return tuple(found)


_HOME = Link("Home", "/")


def _breadcrumb(section: Link | None, own: Link) -> tuple[Link, ...]:
    return (_HOME, section, own) if section else (_HOME, own)


def _weightiest_first(entry: Entry, desk: Desk, weights: Mapping[TermKey, float]) -> list[tuple[str, Link]]:
    """The keys and links of an entry's tags, those that weigh most first. Weights and not numbers of articles, as these
    change with every article that has one of the tags."""
    links = desk.links["tag"]
    keys = sorted((-weights[term.key], str(term.key)) for term in entry.terms["tag"])
    return [(key, links[key]) for _, key in keys]


def plan_plain_pages(desk: Desk, frames: Frames) -> Iterator[Page]:
    """The pages of `content/pages/`."""
    for entry in desk.archive.pages:
        article = entry.article
        view = PlainView(
            source=article.path,
            url=entry.url,
            title=article.title,
            standfirst=article.standfirst,
            lang=article.lang,
            canonical=article.canonical,
            noindex=article.noindex,
            breadcrumb=_breadcrumb(None, Link(article.title, entry.url)),
            params=article.params,
        )
        template = frames.template("plain.html", article.template)
        yield make_page(output_path(entry.url), template, view, frames.of(template), (desk.body(entry),))


def plan_redirects(redirects: Sequence[Redirect], frames: Frames) -> Iterator[Page]:
    """A page at every old address that leads to the new one."""
    for redirect in redirects:
        view = RedirectView(redirect.old, redirect.new, redirect.title)
        yield make_page(output_path(redirect.old), "redirect.html", view, frames.of("redirect.html"))
