"""Article pages, pages without a date, and redirects from old addresses."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from backfile.archive.article import Article
from backfile.archive.catalog import Entry, Redirect
from backfile.archive.corrections import anchors
from backfile.archive.rows import Row, Rows
from backfile.archive.taxonomy import TermKey
from backfile.archive.urls import UrlPath, output_path
from backfile.archive.writing import one_or_list
from backfile.config import further_taxonomies
from backfile.pages.cards import Desk, reading_minutes
from backfile.pages.frames import Frames
from backfile.pages.history import past_of, plan_history
from backfile.pages.labels import home_link
from backfile.pages.page import BodyRef, Page, make_page
from backfile.pages.selection import Selection, chosen_positions
from backfile.pages.share_images import share_image_url
from backfile.pages.views import (
    ArticleView,
    Correction,
    Headline,
    Link,
    MarkdownView,
    PlainView,
    RedirectView,
    Related,
)


def plan_articles(desk: Desk, related: Rows, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """The page of every dated article and, where the settings want it, its text as Markdown."""
    weights = desk.archive.tag_weights()
    home = home_link(desk.language)
    for position in chosen_positions(selection, len(desk.archive.entries)):
        entry = desk.archive.entries[position]
        view = _article_view(position, entry, home, desk, related[position], weights)
        template = frames.template("article.html", entry.article.template)
        yield make_page(output_path(entry.url), template, view, frames.of(template), (desk.body(entry),))
        if view.past:
            yield plan_history(entry, view.breadcrumb, desk, frames)
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
    home: Link,
    desk: Desk,
    row: Row,
    weights: Mapping[TermKey, float],
) -> ArticleView:
    article, headlines = entry.article, desk.headlines
    card = desk.cards[position]
    own_tags = _weightiest_first(position, desk, weights)
    earlier_in_section, later_in_section = _beside(position, _section_members(entry, desk), headlines)
    return ArticleView(
        card=card,
        standfirst=article.standfirst,
        updated=article.updated,
        expires=article.expires,
        credit=article.credit,
        picture=desk.picture(entry),
        corrections=_corrections(article),
        past=past_of(entry, desk),
        headings=article.headings,
        breadcrumb=_breadcrumb(home, card.section, Link(card.title, card.url)),
        earlier=headlines[position - 1] if position else None,
        later=headlines[position + 1] if position + 1 < len(headlines) else None,
        earlier_in_section=earlier_in_section,
        later_in_section=later_in_section,
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
        share_image=share_image_url(entry, desk),
        params=article.params,
    )


def _corrections(article: Article) -> tuple[Correction, ...]:
    own = article.corrections
    return tuple(Correction(one.date, one.text, anchor) for one, anchor in zip(own, anchors(own), strict=True))


def _section_members(entry: Entry, desk: Desk) -> Sequence[int]:
    """The positions of all articles of an entry's section, oldest first; none where it has no section."""
    section = entry.section
    return desk.archive.taxonomies["section"].members[section.key] if section else ()


def _beside(
    position: int, members: Sequence[int], headlines: Sequence[Headline]
) -> tuple[Headline | None, Headline | None]:
    """What comes just before and after a position among rising ones, of which it is one unless there are none."""
    place = bisect_left(members, position)
    earlier = headlines[members[place - 1]] if place else None
    later = headlines[members[place + 1]] if place + 1 < len(members) else None
    return earlier, later


def _is_taken_along(entry: Entry, desk: Desk) -> bool:
    """A text cannot say that it is not to be found, as a page can."""
    return desk.config.downloads.markdown and not entry.article.noindex


def _sort_names(entry: Entry) -> tuple[str, ...]:
    names = tuple([term.sort_name for term in entry.terms["author"]])
    return names if any(names) else ()


def _related(desk: Desk, row: Row, own_tags: Sequence[tuple[int, Link]]) -> tuple[Related, ...]:
    """The related articles of a row, which most often share the same few of the article's tags."""
    tags = desk.archive.labelled["tag"].numbers
    numbers = frozenset([number for number, _ in own_tags])
    known: dict[frozenset[int], tuple[Link, ...]] = {}
    found = []
    for other, _ in row:
        shared = numbers.intersection(tags[other])
        links = known.get(shared)
        if links is None:
            links = known[shared] = tuple([link for number, link in own_tags if number in shared])
        found.append(Related(desk.headlines[other], links))
    return tuple(found)


def _breadcrumb(home: Link, section: Link | None, own: Link) -> tuple[Link, ...]:
    return (home, section, own) if section else (home, own)


def _weightiest_first(position: int, desk: Desk, weights: Mapping[TermKey, float]) -> list[tuple[int, Link]]:
    """The numbers and links of an entry's tags, those that weigh most first. Weights and not numbers of articles, as
    these change with every article that has one of the tags."""
    tags, links = desk.archive.labelled["tag"], desk.links["tag"]
    numbers = sorted(tags.numbers[position], key=lambda number: (-weights[tags.keys[number]], tags.keys[number]))
    return [(number, links[tags.keys[number]]) for number in numbers]


def plan_plain_pages(desk: Desk, frames: Frames) -> Iterator[Page]:
    """The pages of `content/pages/`."""
    home = home_link(desk.language)
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
            breadcrumb=_breadcrumb(home, None, Link(article.title, entry.url)),
            params=article.params,
        )
        template = frames.template("plain.html", article.template)
        yield make_page(output_path(entry.url), template, view, frames.of(template), (desk.body(entry),))


def plan_redirects(redirects: Sequence[Redirect], frames: Frames) -> Iterator[Page]:
    """A page at every old address that leads to the new one."""
    for redirect in redirects:
        view = RedirectView(redirect.old, redirect.new, redirect.title)
        yield make_page(output_path(redirect.old), "redirect.html", view, frames.of("redirect.html"))
