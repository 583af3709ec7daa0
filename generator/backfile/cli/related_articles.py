"""`backfile related`: the related articles of one, each with its score and the shared tags that gave it."""

import sys
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from urllib.parse import urlsplit

import click
import msgspec

from backfile.archive.catalog import Archive, Entry
from backfile.archive.taxonomy import Term
from backfile.archive.urls import normalized_path
from backfile.build.reading_archive import ReadArchive, read_related
from backfile.build.troubles import TROUBLES, UNREADABLE, trouble
from backfile.cli.console import show_problems
from backfile.cli.options import Where, archive_options, find_archive
from backfile.cli.reading import read_or_exit, request_now, tell_problems


class SharedTag(msgspec.Struct, frozen=True):
    """A tag that both articles have: its weight (the rarer the tag, the more), and its part of the score."""

    tag: str
    weight: float
    part: float


class RelatedArticle(msgspec.Struct, frozen=True):
    """A related article as `related` tells it, and why it is one. The parts of `shared` sum up to `score`."""

    path: str
    url: str
    title: str
    date: str
    score: float
    shared: tuple[SharedTag, ...]


@click.command("related")
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="A JSON array of objects.")
@archive_options
def command(article: str, as_json: bool, source: Path | None, quiet: bool, verbose: bool) -> None:
    """Show the articles that the page of ARTICLE (its file or its address) shows as related, and why each is one."""
    where = find_archive(source, quiet, verbose)
    request = request_now(where)
    read = read_or_exit(where, request)
    position = find_entry(article, read.archive, where.root, read.config.base_url)
    if position is None:
        tell_problems(read, where)
        raise click.BadParameter(_not_found(article, read, where.root), param_hint="ARTICLE")
    try:
        rows = read_related(request, read.archive, read.config)
    except TROUBLES as error:
        show_problems((trouble(where.root, error, UNREADABLE),))
        sys.exit(1)
    found = explain(read.archive, position, rows[position])
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        _tell(found, where)
    sys.exit(tell_problems(read, where))


def find_entry(article: str, archive: Archive, root: Path, base_url: str) -> int | None:
    """The position of the article that is meant: by its file, seen from here or from the archive's root, by the folder
    that holds its index.md, or by its address with or without the site's."""
    paths = set(_paths(article, root))
    url = _url(article, base_url)
    for position, entry in enumerate(archive.entries):
        if entry.article.path in paths or (url and entry.url == url):
            return position
    return None


def _paths(article: str, root: Path) -> Iterator[str]:
    for base in (Path.cwd(), root):
        full = (base / article).resolve()
        if full.is_relative_to(root):
            path = full.relative_to(root).as_posix()
            yield from (path, f"{path}/index.md", f"{path}.md")


def _url(article: str, base_url: str) -> str | None:
    base = urlsplit(base_url)
    try:
        parts = urlsplit(article)
    except ValueError:
        return None
    path = article
    if parts.scheme in ("http", "https"):
        path = "/" + parts.path.removeprefix(base.path) if parts.path.startswith(base.path) else parts.path
    elif not article.startswith("/"):
        return None
    return normalized_path(path.split("?")[0])


def _not_found(article: str, read: ReadArchive, root: Path) -> str:
    paths = set(_paths(article, root))
    known = next((found for found in read.articles if found.path in paths), None)
    if known is None:
        return f"{article} is no article of this archive. `backfile list articles` names them all."
    if known.date is None:
        return f"{known.path} is a page with no date: only articles have related ones."
    return f"{known.path} is not published now: it is a draft, dated in the future or expired."


def explain(archive: Archive, position: int, row: list[tuple[int, float]]) -> tuple[RelatedArticle, ...]:
    """A row of related articles with the tags that gave each its score, the weightiest first."""
    weights = archive.tag_weights()
    own = archive.entries[position].terms["tag"]

    def norm(terms: tuple[Term, ...]) -> float:
        return sqrt(sum(weights[term.key] ** 2 for term in terms))

    def shared(theirs: tuple[Term, ...]) -> tuple[SharedTag, ...]:
        keys = {term.key for term in theirs}
        scale = norm(own) * norm(theirs)
        both = ((term.label, weights[term.key]) for term in own if term.key in keys)
        found = (SharedTag(label, weight, round(weight**2 / scale, 6)) for label, weight in both)
        return tuple(sorted(found, key=lambda tag: (-tag.weight, tag.tag)))

    entries = archive.entries
    return tuple(_related(entries[other], score, shared(entries[other].terms["tag"])) for other, score in row)


def _related(entry: Entry, score: float, shared: tuple[SharedTag, ...]) -> RelatedArticle:
    article = entry.article
    date = article.date.iso if article.date else ""
    return RelatedArticle(article.path, entry.url, article.title, date, round(score, 6), shared)


def _tell(found: tuple[RelatedArticle, ...], where: Where) -> None:
    if not found and not where.is_quiet:
        click.echo("No article shares enough of its tags.")
    for article in found:
        click.echo(f"{article.score:.3f}  {article.url}  {article.title}")
        tags = ", ".join(f"{tag.tag} (weight {tag.weight:g}, {tag.part:.3f})" for tag in article.shared)
        click.echo(f"       {tags}")
