"""`backfile list`: the archive's articles, for a person or for a program."""

import csv
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import msgspec

from backfile.archive.article import Article
from backfile.archive.catalog import Archive, Entry
from backfile.build.request import Request
from backfile.cli.options import archive_options, find_archive
from backfile.cli.reading import read_or_exit, request_now, tell_problems


class Row(msgspec.Struct, frozen=True):
    """An article as `list` tells it: `date` is ISO 8601 and empty for a page without one, `url` root-relative."""

    path: str
    date: str
    title: str
    section: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    url: str


Chosen = Callable[[Article, Request], bool]


@click.group("list")
def command() -> None:
    """List articles: those published now, drafts, those dated in the future, those that have expired."""


def _list_command(name: str, summary: str, is_chosen: Chosen, *, is_published: bool) -> None:
    """Adds `backfile list NAME`. What is not published now is listed with the address that it would get."""

    @command.command(name, help=summary)
    @click.option("--json", "as_json", is_flag=True, help="A JSON array of objects.")
    @click.option("--csv", "as_csv", is_flag=True, help="CSV (RFC 4180) with a header line; lists parted by “; ”.")
    @archive_options
    def list_articles(as_json: bool, as_csv: bool, source: Path | None, quiet: bool, verbose: bool) -> None:
        if as_json and as_csv:
            raise click.UsageError("--json and --csv are two forms of one list: choose one.")
        where = find_archive(source, quiet, verbose)
        hidden = not is_published
        request = request_now(where, drafts=hidden, future=hidden, expired=hidden)
        read = read_or_exit(where, request)
        rows = _rows(read.archive, lambda article: is_chosen(article, request))
        if as_json:
            click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2))
        elif as_csv:
            click.echo(to_csv(rows).encode(), nl=False)
        else:
            for row in rows:
                click.echo(f"{row.date[:10]:<10}  {row.path}  {row.title}")
        sys.exit(tell_problems(read, where))


_list_command(
    "articles",
    "List what a build publishes now, oldest first.",
    lambda article, request: article.date is not None,
    is_published=True,
)
_list_command(
    "drafts", "List articles and pages marked as drafts.", lambda article, request: article.draft, is_published=False
)
_list_command(
    "future",
    "List articles dated in the future (drafts apart).",
    lambda article, request: bool(article.date and article.date.instant > request.now and not article.draft),
    is_published=False,
)
_list_command(
    "expired",
    "List articles and pages that have expired.",
    lambda article, request: bool(article.expires and article.expires.instant <= request.now),
    is_published=False,
)


def _rows(archive: Archive, is_chosen: Callable[[Article], bool]) -> list[Row]:
    return [_row(entry) for entry in (*archive.pages, *archive.entries) if is_chosen(entry.article)]


def _row(entry: Entry) -> Row:
    article = entry.article
    return Row(
        path=article.path,
        date=article.date.iso if article.date else "",
        title=article.title,
        section=entry.section.label if entry.section else "",
        authors=tuple(term.label for term in entry.terms["author"]),
        tags=tuple(term.label for term in entry.terms["tag"]),
        url=entry.url,
    )


def to_csv(rows: Sequence[Row]) -> str:
    """The rows as RFC 4180 has it: a header line, CRLF, quotes where needed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(Row.__struct_fields__)
    for row in rows:
        values = msgspec.structs.astuple(row)
        writer.writerow("; ".join(value) if isinstance(value, tuple) else value for value in values)
    return text.getvalue()
