"""An archive: all published articles in order, with their addresses and terms. Knows no page and touches no file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from posixpath import normpath
from urllib.parse import unquote

import msgspec

from backfile.archive.article import Article, is_page, stem
from backfile.archive.corrections import Corrected, corrections_of
from backfile.archive.labelled import Labelled, labelled
from backfile.archive.tag_weights import weight_of
from backfile.archive.tags import Tags
from backfile.archive.taxonomy import Described, Term, TermKey, Vocabulary, assign_terms
from backfile.archive.urls import UrlPath, folded, normalized_path, output_path, permalink, slugify, url_path
from backfile.config import BUILT_IN_TAXONOMIES, Config, further_taxonomies, taxonomy_path
from backfile.problems import Location, Problem, warning


class Entry(msgspec.Struct, frozen=True):
    """An article in its archive: its address, and its terms of each taxonomy by name."""

    article: Article
    url: UrlPath
    terms: dict[str, tuple[Term, ...]]

    @property
    def section(self) -> Term | None:
        found = self.terms["section"]
        return found[0] if found else None


class TaxonomyPages(msgspec.Struct, frozen=True):
    """A taxonomy: its label (empty for a built-in one that the settings do not name: the site's language does), the
    root of its pages (`/tags/`), its terms in the order of their labels, and for each the positions of its articles in
    the archive, oldest first."""

    name: str
    label: str
    root: UrlPath
    terms: tuple[Term, ...]
    members: dict[TermKey, tuple[int, ...]]

    def url(self, term: Term) -> UrlPath:
        """The address of a term's page."""
        return url_path(f"{self.root}{term.slug}/")


class Media(msgspec.Struct, frozen=True):
    """A file of `content/` that is no article: its path from the archive's root, and its address."""

    path: str
    url: UrlPath


class Redirect(msgspec.Struct, frozen=True):
    """An old address, where it leads, the title there, and the article that asks for it."""

    old: UrlPath
    new: UrlPath
    title: str
    path: str


class Spine(msgspec.Struct, frozen=True):
    """Of each dated entry, oldest first, what is needed to place and list it: its source, address, instant (seconds
    since 1970), day in the archive's time zone, and when it was last modified, in ISO 8601; empty where search engines
    are not to list it."""

    paths: tuple[str, ...]
    urls: tuple[str, ...]
    instants: tuple[int, ...]
    days: tuple[tuple[int, int, int], ...]
    modified: tuple[str, ...]


class Archive(msgspec.Struct, frozen=True):
    """All that is published. `entries` oldest first (by instant, then address); `pages` have no date; `spine` tells of
    all entries without asking for any, and so does `labelled` of their terms, by taxonomy; `vocabularies` tell by
    taxonomy what its terms come from; `links` maps a source path to its address; `corrections` are oldest first;
    `gone` are addresses of articles that were taken out on purpose."""

    entries: Sequence[Entry]
    pages: Sequence[Entry]
    spine: Spine
    vocabularies: dict[str, Vocabulary]
    labelled: dict[str, Labelled]
    taxonomies: dict[str, TaxonomyPages]
    media: tuple[Media, ...]
    redirects: tuple[Redirect, ...]
    links: dict[str, str]
    corrections: tuple[Corrected, ...]
    gone: tuple[UrlPath, ...] = ()

    def tagged(self) -> Tags:
        """What relatedness needs of each entry, tags numbered in the order of their labels. Asks for no entry."""
        taxonomy, spine = self.taxonomies["tag"], self.spine
        numbers: list[list[int]] = [[] for _ in spine.urls]
        for number, term in enumerate(taxonomy.terms):
            for position in taxonomy.members[term.key]:
                numbers[position].append(number)
        return Tags.of(map(str, spine.urls), (str(term.key) for term in taxonomy.terms), numbers, spine.instants)

    def tag_weights(self) -> dict[TermKey, float]:
        """What each tag weighs in relatedness, by its key. Asks for no entry."""
        count = len(self.spine.urls)
        return {key: weight_of(len(found), count) for key, found in self.taxonomies["tag"].members.items()}


def assemble(
    articles: Iterable[Article],
    media_paths: Iterable[str],
    described: Mapping[str, tuple[Described, ...]],
    config: Config,
    term_files: Mapping[str, str],
) -> tuple[Archive, tuple[Problem, ...]]:
    """The archive of these articles, and what is wrong between them. `described` is what the terms' files say, by
    taxonomy; `term_files` their paths."""
    ordered = sorted(articles, key=lambda article: article.path)
    vocabularies, problems = _vocabularies(ordered, described, config, term_files)
    by_label = {name: _by_label(vocabulary) for name, vocabulary in vocabularies.items()}
    entries = [entry_of(article, by_label, config) for article in ordered]
    dated = sorted((e for e in entries if e.article.date), key=_by_date)
    pages = [entry for entry in entries if not entry.article.date]
    own = {
        name: labelled(([term.key for term in entry.terms[name]] for entry in dated), vocabulary)
        for name, vocabulary in vocabularies.items()
    }
    taxonomies = {
        name: taxonomy_pages(name, vocabulary, own[name], config) for name, vocabulary in vocabularies.items()
    }
    media = tuple(_media(sorted(media_paths), entries))
    problems = (*problems, *_lost_images(described, media, term_files))
    redirects, told = _redirects(dated, pages, taxonomies)
    links = {entry.article.path: str(entry.url) for entry in entries} | {m.path: str(m.url) for m in media}
    spine = spine_of(dated)
    corrections = corrections_of((entry.article for entry in dated), config.timezone)
    archive = Archive(
        tuple(dated), tuple(pages), spine, vocabularies, own, taxonomies, media, redirects, links, corrections
    )
    return archive, (*problems, *_unusable_urls(entries), *_doubles(entries), *told)


def _by_date(entry: Entry) -> tuple[int, str]:
    assert entry.article.date is not None
    return entry.article.date.instant, entry.url


def spine_of(dated: Sequence[Entry]) -> Spine:
    """The spine of these dated entries."""
    dates = [entry.article.date for entry in dated if entry.article.date]
    modified = [
        (entry.article.updated or date).iso if is_listed(entry.article) else ""
        for entry, date in zip(dated, dates, strict=True)
    ]
    return Spine(
        paths=tuple(entry.article.path for entry in dated),
        urls=tuple(entry.url for entry in dated),
        instants=tuple(date.instant for date in dates),
        days=tuple((date.year, date.month, date.day) for date in dates),
        modified=tuple(modified),
    )


def is_listed(article: Article) -> bool:
    """Whether search engines are to find the article here."""
    return not article.noindex and not article.canonical


def taxonomy_root(name: str, config: Config) -> UrlPath:
    """Where a taxonomy's pages stand."""
    return url_path(f"/{taxonomy_path(name, config)}/")


def labels_of(article: Article, taxonomy: str) -> tuple[str, ...]:
    """The labels that an article has of a taxonomy, as written."""
    if taxonomy == "section":
        return (article.section,) if article.section else ()
    if taxonomy == "tag":
        return article.tags
    return article.authors if taxonomy == "author" else article.terms.get(taxonomy, ())


def _vocabularies(
    articles: Sequence[Article],
    described: Mapping[str, tuple[Described, ...]],
    config: Config,
    term_files: Mapping[str, str],
) -> tuple[dict[str, Vocabulary], tuple[Problem, ...]]:
    found: dict[str, Vocabulary] = {}
    problems: list[Problem] = []
    for name in (*BUILT_IN_TAXONOMIES, *further_taxonomies(config)):
        counts = Counter(label for article in articles for label in labels_of(article, name))
        since = partial(_earliest, articles, name)
        found[name], told = assign_terms(counts, described.get(name, ()), term_files.get(name, ""), since)
        problems += told
    return found, tuple(problems)


def _earliest(articles: Sequence[Article], taxonomy: str, labels: frozenset[str]) -> dict[str, tuple[int, str]]:
    """For each of the labels the instant and the path of the earliest article that has it. Pages come last."""
    found: dict[str, tuple[int, str]] = {}
    for article in articles if labels else ():
        place = (article.date.instant if article.date else 2**61, article.path)
        for label in labels.intersection(labels_of(article, taxonomy)):
            found[label] = min(place, found.get(label, place))
    return found


def _by_label(vocabulary: Vocabulary) -> dict[str, Term]:
    """The terms by each label that an article has."""
    return {label: vocabulary.terms[key] for key, labels in vocabulary.spellings.items() for label in labels}


def entry_of(article: Article, by_label: Mapping[str, Mapping[str, Term]], config: Config) -> Entry:
    """The entry of an article, given of each taxonomy the terms by their labels."""
    own = {
        name: tuple(dict.fromkeys(map(found.__getitem__, labels_of(article, name)))) for name, found in by_label.items()
    }
    return Entry(article, _address(article, own["section"], config), own)


def _address(article: Article, section: tuple[Term, ...], config: Config) -> UrlPath:
    given = normalized_path(article.url) if article.url else None
    if given:
        return given
    slug = slugify(article.slug) or slugify(stem(article.path)) or slugify(article.title) or article.digest.hex()[:12]
    if article.date is None:
        inside = article.path.removeprefix("content/pages/").split("/")[:-1] if is_page(article.path) else []
        folders = inside[:-1] if article.path.endswith("/index.md") else inside
        return url_path("/" + "".join(f"{slugify(folder) or folder}/" for folder in folders) + f"{slug}/")
    when = article.date
    name = section[0].slug if section else "articles"
    return permalink(config.permalink, year=when.year, month=when.month, day=when.day, slug=slug, section=name)


def taxonomy_pages(name: str, vocabulary: Vocabulary, own: Labelled, config: Config) -> TaxonomyPages:
    """The pages of a taxonomy; `own` are the terms of each dated entry."""
    members = own.members()
    shown = sorted((term for term in vocabulary.terms.values() if term.key in members), key=_filed)
    table = config.taxonomies.get(name)
    usual = "" if name in BUILT_IN_TAXONOMIES else name.replace("-", " ").replace("_", " ").capitalize()
    label = (table.label if table else "") or usual
    return TaxonomyPages(name, label, taxonomy_root(name, config), tuple(shown), members)


def _filed(term: Term) -> tuple[str, str]:
    return (term.sort_name or term.label).casefold(), term.key


def _media(paths: Sequence[str], entries: Sequence[Entry]) -> Iterable[Media]:
    """Files in an article's own folder go under its address; any other keeps its path below `content/`."""
    bundles = {
        entry.article.path.rsplit("/", 1)[0]: str(entry.url)
        for entry in entries
        if entry.article.path.endswith("/index.md") and entry.url.endswith("/")
    }
    for path in paths:
        folder = path.rsplit("/", 1)[0]
        home = folder
        while home not in bundles and "/" in home:
            home = home.rsplit("/", 1)[0]
        if home in bundles:
            yield Media(path, url_path(unquote(bundles[home]) + path[len(home) + 1 :]))
        else:
            yield Media(path, url_path(path.removeprefix("content")))


def image_source(written: str) -> str:
    """The file that a terms' file means by the `image` of a term: its path from `content/`."""
    return "content" + normpath(f"/{written.lstrip('/')}")


def _lost_images(
    described: Mapping[str, tuple[Described, ...]], media: Sequence[Media], term_files: Mapping[str, str]
) -> Iterable[Problem]:
    present = {medium.path for medium in media}
    for name, terms in described.items():
        for term in terms:
            if term.image and image_source(term.image) not in present:
                message = f'the image "{term.image}" of "{term.label}" is no file of content/; the page goes without.'
                hint = "Write its path from content/, as /portraits/name.jpg, or remove it."
                yield warning(Location(term_files[name], term.line), message, hint)


def _unusable_urls(entries: Sequence[Entry]) -> Iterable[Problem]:
    for entry in entries:
        given = entry.article.url
        if given and normalized_path(given) is None:
            message = f'the url "{given}" cannot be an address of a static site; the article is at {entry.url} instead.'
            yield warning(entry.article.at("url"), message, "Write a path like /2020/10/a-name/, or remove it.")


def _doubles(entries: Sequence[Entry]) -> Iterable[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(folded(output_path(entry.url)), entry)
        if other is not entry:
            key = "url" if entry.article.url else "slug" if entry.article.slug else "title"
            message = f"this article has the address {unquote(entry.url)}, and so has {other.article.path}."
            yield Problem(entry.article.at(key), message, "Give one of them another `slug`, `date` or `url`.")


def _redirects(
    dated: Sequence[Entry], pages: Sequence[Entry], taxonomies: Mapping[str, TaxonomyPages]
) -> tuple[tuple[Redirect, ...], list[Problem]]:
    taken: dict[str, str] = {entry.url: entry.article.path for entry in (*dated, *pages)}
    redirects: list[Redirect] = []
    problems: list[Problem] = []
    for entry in (*dated, *pages):
        for alias in entry.article.aliases:
            old = normalized_path(alias)
            where = entry.article.at("aliases")
            if old is None:
                message = f'the alias "{alias}" cannot be an address of a static site; it was passed over.'
                problems.append(warning(where, message, "Keep it for your server's own redirects."))
            elif old in taken and old != entry.url:
                message = f"the alias {unquote(old)} is already the address of {taken[old]}."
                problems.append(Problem(where, message, "Remove the alias from one of them."))
            elif old != entry.url:
                taken[old] = entry.article.path
                redirects.append(Redirect(old, entry.url, entry.article.title, entry.article.path))
    redirects += _term_redirects(taxonomies, taken)
    return tuple(redirects), problems


def old_addresses(taxonomies: Mapping[str, TaxonomyPages]) -> frozenset[str]:
    """The addresses that terms had by their former names, whoever has them now."""
    terms = ((pages.root, slug) for pages in taxonomies.values() for term in pages.terms for slug in term.old_slugs)
    return frozenset(url_path(f"{root}{slug}/") for root, slug in terms)


def _term_redirects(taxonomies: Mapping[str, TaxonomyPages], taken: dict[str, str]) -> Iterable[Redirect]:
    for taxonomy in taxonomies.values():
        slugs = {term.slug for term in taxonomy.terms}
        for term in taxonomy.terms:
            for slug in term.old_slugs:
                old = url_path(f"{taxonomy.root}{slug}/")
                if slug not in slugs and old not in taken:
                    taken[old] = str(taxonomy.url(term))
                    yield Redirect(old, taxonomy.url(term), term.label, "")
