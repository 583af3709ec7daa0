"""`backfile new`: an empty article in its place."""

from datetime import datetime
from pathlib import Path

import click

from backfile.archive.dates import Moment, parse_moment, zone_named
from backfile.archive.urls import slugify
from backfile.archive.writing import format_article, one_or_list
from backfile.build.troubles import trouble
from backfile.cli.console import show_problems
from backfile.cli.options import archive_options, find_archive, text
from backfile.cli.settings import settings_or_exit
from backfile.problems import Location, Problem

MOST_CHARACTERS = 80
"""Of a file's name: 80 characters of three bytes each, and its ending, fit into the 255 bytes that disks allow."""


@click.command("new")
@click.argument("title", type=text)
@click.option("--section", type=text, default="", help="Its section.")
@click.option("--tag", "tags", type=text, multiple=True, help="A tag; give it once for each.")
@click.option("--author", "authors", type=text, multiple=True, help="An author; give it once for each.")
@click.option("--date", type=text, default="", metavar="DATE", help="Its date, like 2020-10-15. Default: now.")
@click.option("--bundle", is_flag=True, help="A folder with index.md in it, for an article with pictures of its own.")
@archive_options
def command(
    title: str,
    section: str,
    tags: tuple[str, ...],
    authors: tuple[str, ...],
    date: str,
    bundle: bool,
    source: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Begin an article: a draft with its front matter, in content/YYYY/MM/. Prints its path."""
    where = find_archive(source, quiet, verbose)
    moment = _moment(date, settings_or_exit(where).timezone)
    stem = _stem(where.root, moment, title)
    path = stem / "index.md" if bundle else stem.with_name(f"{stem.name}.md")
    values = {
        "title": " ".join(title.split()),
        "date": moment.iso,
        "author": one_or_list(authors) if authors else None,
        "section": section,
        "tags": list(tags),
        "draft": True,
    }
    _write_new(path, format_article(values, ""), where.root)
    here = Path.cwd().resolve()
    click.echo(path.relative_to(here) if path.is_relative_to(here) else path)


def _moment(date: str, timezone: str) -> Moment:
    text = date or datetime.now(zone_named(timezone)).isoformat(timespec="seconds")
    moment = parse_moment(text, timezone)
    if moment is None:
        message = f'"{date}" is not a calendar date; write it like 2020-10-15 or 2020-10-15T09:30:00+02:00.'
        raise click.BadParameter(message, param_hint="--date")
    return moment


def _stem(root: Path, moment: Moment, title: str) -> Path:
    """The article's place without its ending."""
    slug = slugify(title)
    if not slug:
        raise click.BadParameter("it has no letter and no digit to make an address from.", param_hint="TITLE")
    if len(slug) > MOST_CHARACTERS:
        slug = slug[:MOST_CHARACTERS].rsplit("-", 1)[0]
    return root / "content" / f"{moment.year:04}" / f"{moment.month:02}" / slug


def _write_new(path: Path, text: str, root: Path) -> None:
    """Writes a file where none is; ends the command where that cannot be."""
    try:
        problem = _taken(path, root)
        if problem is None:
            _write(path, text)
    except OSError as error:
        problem = trouble(root, error, "the article cannot be written")
    if problem:
        show_problems((problem,))
        raise SystemExit(1)


def _taken(path: Path, root: Path) -> Problem | None:
    stem = path.parent if path.name == "index.md" else path.with_suffix("")
    taken = [other for other in (stem.with_name(f"{stem.name}.md"), stem / "index.md") if other.exists()]
    if not taken:
        return None
    place = Location(taken[0].relative_to(root).as_posix())
    return Problem(place, "there is an article already.", "Choose another title or date.")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
