"""An archive after a small change: a few articles that are new, changed or gone. All others are taken from its outline,
and read only where they are asked for."""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from backfile.archive.article import Article
from backfile.archive.catalog import (
    Archive,
    Entry,
    Redirect,
    Spine,
    entry_of,
    labels_of,
    spine_of,
    taxonomy_pages,
)
from backfile.archive.corrections import corrections_after
from backfile.archive.labelled import Labelled
from backfile.archive.outline import Outline
from backfile.archive.taxonomy import Term, Vocabulary, recounted
from backfile.archive.urls import UrlPath, normalized_path
from backfile.config import Config
from backfile.lazy import Lazy


class Amended(msgspec.Struct, frozen=True):
    """An archive after a small change, with its outline and the one before. `old` are the positions before of the
    articles that changed or went, `new` the positions now of those that changed or came; `moved` are the sources that
    came or went or whose article has another address."""

    archive: Archive
    outline: Outline
    before: Outline
    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: frozenset[str]


def amend(
    before: Outline,
    gone: Sequence[Article],
    came: Sequence[Article],
    load: Callable[[str], Article],
    config: Config,
) -> Amended | None:
    """The archive of that outline without the articles `gone` and with those that `came`; one that changed is in both.
    `load` gives an article by its path. None where more changes than pages of articles and the lists that they stand
    in: redirects, files that lie beside an article, the way that a term is shown."""
    if not all(article.date for article in (*gone, *came)):
        return None
    if any(article.url and normalized_path(article.url) is None for article in came):
        return None
    if config.downloads.markdown and any(article.noindex for article in (*gone, *came)):
        return None  # it has no text beside its page, of which an outline does not know
    vocabularies: dict[str, Vocabulary] = {}
    for name, known in before.vocabularies.items():
        found = recounted(known, _labels(gone, name), _labels(came, name))
        if found is None:
            return None
        vocabularies[name] = found
    by_label = {name: _terms_of(came, name, vocabulary) for name, vocabulary in vocabularies.items()}
    entries = tuple(entry_of(article, by_label, config) for article in came)
    moved = _moved(before, gone, entries)
    if not _stays_beside(before, gone, came, moved):
        return None
    return _amended(before, gone, entries, vocabularies, moved, load, config)


def _moved(before: Outline, gone: Iterable[Article], came: Iterable[Entry]) -> frozenset[str]:
    """The sources whose articles had another address before, or have none now."""
    then = {(article.path, before.spine.urls[place]) for article, place in _places(before.spine, gone)}
    now = {(entry.article.path, str(entry.url)) for entry in came}
    return frozenset(path for path, _ in then ^ now)


def _stays_beside(before: Outline, gone: Iterable[Article], came: Iterable[Article], moved: Collection[str]) -> bool:
    """Whether what hangs on the addresses of articles stays: redirects to them, and the files in their folders."""
    aliases = [{article.path: article.aliases for article in articles} for articles in (gone, came)]
    if any(then.get(path) for then in aliases for path in moved):
        return False
    if any(aliases[0].get(path, ()) != own for path, own in aliases[1].items()):
        return False
    folders = tuple(path.removesuffix("index.md") for path in moved if path.endswith("/index.md"))
    return not any(medium.path.startswith(folders) for medium in before.media)


def _labels(articles: Iterable[Article], taxonomy: str) -> list[str]:
    return [label for article in articles for label in labels_of(article, taxonomy)]


def _terms_of(articles: Iterable[Article], taxonomy: str, vocabulary: Vocabulary) -> dict[str, Term]:
    return {label: vocabulary.terms[vocabulary.key(label)] for label in _labels(articles, taxonomy)}


def _places(spine: Spine, articles: Iterable[Article]) -> Iterator[tuple[Article, int]]:
    """Where the articles stand, by the order of the spine: instant, then address."""
    for article in articles:
        if article.date is not None:
            place = bisect_left(spine.instants, article.date.instant)
            yield article, spine.paths.index(article.path, place)


def _amended(
    before: Outline,
    gone: Sequence[Article],
    came: Sequence[Entry],
    vocabularies: dict[str, Vocabulary],
    moved: frozenset[str],
    load: Callable[[str], Article],
    config: Config,
) -> Amended:
    old = tuple(sorted(place for _, place in _places(before.spine, gone)))
    own = spine_of(came)
    order = _order(before.spine, old, own)
    titles = {entry.article.path: entry.article.title for entry in came}
    outline = Outline(
        spine=_joined(order, before.spine, own),
        vocabularies=vocabularies,
        labelled={name: _relabelled(before.labelled[name], name, order, came) for name in vocabularies},
        pages=before.pages,
        media=before.media,
        redirects=tuple(_retitled(redirect, titles) for redirect in before.redirects),
        gone=before.gone,
        corrections=corrections_after(
            before.corrections, {a.path for a in gone}, (entry.article for entry in came), config.timezone
        ),
    )
    archive = archive_of(outline, {entry.article.path: entry for entry in came}, load, config)
    new = tuple(position for position, place in enumerate(order) if place < 0)
    return Amended(archive, outline, before, old, new, moved)


def _order(before: Spine, old: Sequence[int], own: Spine) -> list[int]:
    """The places in `before` of what stays and, as numbers below 0, those in `own` from its end, in the order of
    all."""
    order = list(range(len(before.paths)))
    for place in reversed(old):
        del order[place]
    count = len(own.paths)

    def key(place: int) -> tuple[int, str]:
        spine = before if place >= 0 else own
        return spine.instants[place], spine.urls[place]

    for place in range(-count, 0):
        insort(order, place, key=key)
    return order


def _joined(order: Sequence[int], before: Spine, own: Spine) -> Spine:
    columns = zip(msgspec.structs.astuple(before), msgspec.structs.astuple(own), strict=True)
    return Spine(*(_picked(order, *both) for both in columns))


def _picked(order: Sequence[int], before: Sequence[Any], own: Sequence[Any]) -> tuple[Any, ...]:
    return tuple([before[place] if place >= 0 else own[place] for place in order])


def _relabelled(before: Labelled, taxonomy: str, order: Sequence[int], came: Sequence[Entry]) -> Labelled:
    numbers = {key: number for number, key in enumerate(before.keys)}
    for entry in came:
        for term in entry.terms[taxonomy]:
            numbers.setdefault(term.key, len(numbers))
    own = [tuple([numbers[term.key] for term in entry.terms[taxonomy]]) for entry in came]
    return Labelled(tuple(numbers), _picked(order, before.numbers, own))


def _retitled(redirect: Redirect, titles: Mapping[str, str]) -> Redirect:
    title = titles.get(redirect.path, redirect.title)
    return redirect if title == redirect.title else msgspec.structs.replace(redirect, title=title)


def archive_of(outline: Outline, known: Mapping[str, Entry], load: Callable[[str], Article], config: Config) -> Archive:
    """The archive of that outline, its entries made when they are asked for, of articles that `load` gives by their
    paths, but for those `known`. Those of pages without a date have no terms."""
    spine = outline.spine

    def entry(position: int) -> Entry:
        path = spine.paths[position]
        if path in known:
            return known[path]
        terms = {name: _terms_at(outline, name, position) for name in outline.vocabularies}
        return Entry(load(path), UrlPath(spine.urls[position]), terms)

    def page(place: int) -> Entry:
        path, url = outline.pages[place]
        return Entry(load(path), UrlPath(url), {})

    own = dict(zip(spine.paths, spine.urls, strict=True)) | dict(outline.pages)
    return Archive(
        entries=Lazy(len(spine.paths), entry),
        pages=Lazy(len(outline.pages), page),
        spine=spine,
        vocabularies=outline.vocabularies,
        labelled=outline.labelled,
        taxonomies={
            name: taxonomy_pages(name, vocabulary, outline.labelled[name], config)
            for name, vocabulary in outline.vocabularies.items()
        },
        media=outline.media,
        redirects=outline.redirects,
        gone=outline.gone,
        links=own | {medium.path: str(medium.url) for medium in outline.media},
        corrections=outline.corrections,
    )


def _terms_at(outline: Outline, taxonomy: str, position: int) -> tuple[Term, ...]:
    terms = outline.vocabularies[taxonomy].terms
    return tuple(terms[key] for key in outline.labelled[taxonomy].of(position))
