"""Article pages, pages without a date, and redirects from old addresses."""

from collections.abc import Iterator, Mapping, Sequence

from backfile.archive.catalog import Entry, Redirect
from backfile.archive.rows import Row, Rows
from backfile.archive.taxonomy import TermKey
from backfile.archive.urls import UrlPath, output_path
from backfile.archive.writing import one_or_list
from backfile.config import further_taxonomies
from backfile.pages.cards import Desk, reading_minutes
from backfile.pages.frames import Frames
from backfile.pages.page import BodyRef, Page, make_page
from backfile.pages.selection import Selection, chosen_positions
from backfile.pages.views import (
    ArticleView,
    Correction,
    Link,
    MarkdownView,
    PlainView,
    RedirectView,
    Related,
)


def plan_articles(desk: Desk, related: Rows, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """The page of every dated article and, where the settings want it, its text as Markdown."""
    weights = desk.archive.tag_weights()
    for position in chosen_positions(selection, len(desk.archive.entries)):
        entry = desk.archive.entries[position]
        view = _article_view(position, entry, desk, related[position], weights)
        template = frames.template("article.html", entry.article.template)
        yield make_page(output_path(entry.url), template, view, frames.of(template), (desk.body(entry),))
        if view.markdown:
            body = BodyRef(entry.article.path, entry.article.digest, ())
            yield make_page(output_path(view.markdown), "", _markdown_view(entry, view, desk), frames.of(""), (body,))


def markdown_url(url: str) -> UrlPath:
    """Where the text as Markdown of the article at that address is."""
    return UrlPath(f"{url}index.md" if url.endswith("/") else f"{url}.md")


def _markdown_view(entry: Entry, view: ArticleView, desk: Desk) -> MarkdownView:
    """Only what the page shows: whatever else a source says of itself is nobody's business."""
    article, card = entry.article, view.card
    header: dict[str, object] = {
        "title": card.title,
        "standfirst": view.standfirst,
        "date": card.date.iso,
        "updated": view.updated.iso if view.updated else "",
        "author": one_or_list([author.label for author in card.authors]),
        "section": card.section.label if card.section else "",
        "tags": [tag.label for tag in card.tags],
        "credit": view.credit,
        "lang": view.lang,
        "canonical": view.canonical,
        "corrections": [{"date": one.date, "text": one.text} for one in view.corrections],
    }
    for name, key in further_taxonomies(desk.config).items():
        header[key] = [link.label for link in view.terms[name]]
    return MarkdownView(article.path, str(entry.url), header)


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
        sort_names=_sort_names(entry),
        markdown=markdown_url(entry.url) if _is_taken_along(entry, desk) else "",
        words=article.words,
        minutes=reading_minutes(article.words),
        lang=article.lang,
        canonical=article.canonical,
        noindex=article.noindex,
        searchable=article.searchable,
        params=article.params,
    )


def _is_taken_along(entry: Entry, desk: Desk) -> bool:
    """A text cannot say that it is not to be found, as a page can."""
    return desk.config.downloads.markdown and not entry.article.noindex


def _sort_names(entry: Entry) -> tuple[str, ...]:
    names = tuple([term.sort_name for term in entry.terms["author"]])
    return names if any(names) else ()


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
