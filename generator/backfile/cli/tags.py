"""`backfile tags`: lists the tags, finds those that may be one, merges and renames them in the articles' files."""

import difflib
import sys
from pathlib import Path
from shlex import quote
from unicodedata import normalize

import click
import msgspec

from backfile.archive.taxonomy import term_key
from backfile.build.reading_archive import ReadArchive
from backfile.build.retagging import Retagging, plan_retagging, renaming, write_retagging
from backfile.build.troubles import TROUBLES, UNREADABLE, trouble
from backfile.check.similar_tags import Tally, similar_tags, tally_tags
from backfile.cli.console import counted, exit_status, show_problems
from backfile.cli.options import Where, archive_options, find_archive, text
from backfile.cli.reading import read_or_exit, request_now, tell_problems
from backfile.config import term_files
from backfile.problems import Location, Problem


class TagRow(msgspec.Struct, frozen=True):
    """A tag as `tags list` tells it, with the number of its published articles."""

    label: str
    slug: str
    count: int


@click.group("tags")
def command() -> None:
    """List the tags, find those that may be one and the same, merge and rename them in the articles."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON array of objects.")
@archive_options
def list_tags(as_json: bool, source: Path | None, quiet: bool, verbose: bool) -> None:
    """List every tag of the site with its slug and the number of its articles, the most used first."""
    where = find_archive(source, quiet, verbose)
    read = read_or_exit(where, request_now(where))
    pages = read.archive.taxonomies.get("tag")
    rows = [TagRow(t.label, t.slug, len(pages.members[t.key])) for t in pages.terms] if pages else []
    rows.sort(key=lambda row: -row.count)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2))
    else:
        for row in rows:
            click.echo(f"{row.count:>6}  {row.label}  ({row.slug})")
    sys.exit(tell_problems(read, where))


@command.command("lint")
@archive_options
def lint_tags(source: Path | None, quiet: bool, verbose: bool) -> None:
    """Find tags that may be one and the same, and say how to make them one. Drafts count too; nothing is changed."""
    where = find_archive(source, quiet, verbose)
    read = _read_all(where)
    tallies = tally_tags(tag for article in read.articles for tag in article.tags)
    findings = [*_spellings(tallies), *_similar(tallies), *_sections(tallies, read)]
    for finding in findings:
        click.echo(finding)
    if not where.is_quiet:
        _tell_counts(tallies, len(findings), where)
    sys.exit(tell_problems(read, where))


def _read_all(where: Where) -> ReadArchive:
    return read_or_exit(where, request_now(where, drafts=True, future=True, expired=True))


def _spellings(tallies: tuple[Tally, ...]) -> list[str]:
    found = []
    for tally in tallies:
        if len(tally.spellings) > 1:
            written = ", ".join(f"“{label}” ({count})" for label, count in tally.spellings.items())
            rest = [label for label in tally.spellings if label != tally.label]
            found.append(f"one tag, written differently: {written}\n    {_merge(rest[0], tally.label)}")
    return found


def _similar(tallies: tuple[Tally, ...]) -> list[str]:
    return [
        f"two tags, different by {pair.difference}: “{pair.rarer.label}” ({pair.rarer.count}),"
        f" “{pair.other.label}” ({pair.other.count})\n    If they are one: {_merge(pair.rarer.label, pair.other.label)}"
        for pair in similar_tags(tallies)
    ]


def _merge(old: str, into: str) -> str:
    return f"backfile tags merge {quote(old)} {quote(into)}"


def _sections(tallies: tuple[Tally, ...], read: ReadArchive) -> list[str]:
    sections = {term_key(article.section): article.section for article in read.articles if article.section}
    return [
        f"a tag that is a section, too: “{tally.label}” ({tally.count})\n"
        "    An article of a section need not have it as a tag; take it out, or find a narrower one."
        for tally in tallies
        if tally.key in sections
    ]


def _tell_counts(tallies: tuple[Tally, ...], findings: int, where: Where) -> None:
    once = [tally.label for tally in tallies if tally.count == 1]
    if where.verbosity > 0:
        for label in once:
            click.echo(f"used once: “{label}”")
    used = f"{counted(len(tallies), 'tag')}, {len(once):,} of them used once"
    more = "" if where.verbosity > 0 or not once else " (-v names them)"
    click.echo(f"{used}{more}; {findings:,} to look at." if findings else f"{used}{more}; none is like another.")


@command.command("merge")
@click.argument("old", type=text, nargs=-1, required=True, metavar="OLD…")
@click.argument("into", type=text)
@click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing.")
@archive_options
def merge_tags(old: tuple[str, ...], into: str, dry_run: bool, source: Path | None, quiet: bool, verbose: bool) -> None:
    """Give every article that has one of the tags OLD the tag INTO instead. Only the tags' lines change."""
    where = find_archive(source, quiet, verbose)
    _rename(old, _label(into), _read_all(where), where, is_dry=dry_run)


@command.command("rename")
@click.argument("old", type=text)
@click.argument("new", type=text)
@click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing.")
@archive_options
def rename_tag(old: str, new: str, dry_run: bool, source: Path | None, quiet: bool, verbose: bool) -> None:
    """Rename the tag OLD in every article to NEW, which no article may have yet. Only the tags' lines change."""
    where = find_archive(source, quiet, verbose)
    read = _read_all(where)
    label = _label(new)
    is_other = term_key(label) != term_key(old)
    if is_other and term_key(label) in {term_key(tag) for article in read.articles for tag in article.tags}:
        raise click.UsageError(f"There is a tag “{label}” already. To make them one: {_merge(old, label)}")
    _rename((old,), label, read, where, is_dry=dry_run)


def _label(text: str) -> str:
    label = " ".join(normalize("NFC", text).split())
    if not label:
        raise click.UsageError("A tag must have a name.")
    return label


def _rename(old: tuple[str, ...], new: str, read: ReadArchive, where: Where, *, is_dry: bool) -> None:
    """Does it and ends the command."""
    missing = tuple(_unknown_tags(old, new, read))
    if missing:
        show_problems(missing)
        sys.exit(1)
    try:
        planned = plan_retagging(where.root, read.articles, renaming(old, new), read.config)
        failed = () if is_dry else write_retagging(where.root, planned)
    except TROUBLES as error:
        show_problems((trouble(where.root, error, UNREADABLE),))
        sys.exit(1)
    if not failed:
        _tell_renamed(planned, where, is_dry)
    unread = tuple(problem for problem in read.file_problems if problem.is_error)
    show_problems((*failed, *planned.left_alone, *unread))
    if not where.is_quiet and not failed:
        _tell_addresses(old, new, term_files(read.config)["tag"])
    sys.exit(exit_status((*failed, *planned.left_alone, *unread)))


def _unknown_tags(old: tuple[str, ...], new: str, read: ReadArchive) -> list[Problem]:
    """A problem for each tag that no article has, or that is written as wanted everywhere."""
    labels = {tag for article in read.articles for tag in article.tags}
    problems = []
    for label in old:
        same = {other for other in labels if term_key(other) == term_key(label)}
        if same == {new}:
            message = "every article that has this tag writes it so already."
            problems.append(Problem(Location(f"“{label}”"), message))
        elif not same:
            near = difflib.get_close_matches(label, sorted(labels), n=1, cutoff=0.6)
            hint = f"The nearest one is “{near[0]}”." if near else "`backfile tags list` names them all."
            problems.append(Problem(Location(f"“{label}”"), "no article has this tag.", hint))
    return problems


def _tell_renamed(planned: Retagging, where: Where, is_dry: bool) -> None:
    for path, retagged in planned.new.items() if is_dry or where.verbosity > 0 else ():
        click.echo(f"{path}: {', '.join(retagged.before)} → {', '.join(retagged.after)}")
    if not where.is_quiet:
        count = len(planned.new)
        verb = "would change" if is_dry else "changed"
        click.echo(f"{counted(count, 'file')} {verb}.")


def _tell_addresses(old: tuple[str, ...], new: str, file: str) -> None:
    gone = [label for label in old if term_key(label) != term_key(new)]
    if gone:
        names = ", ".join(f'"{label}"' for label in gone)
        click.echo(f'To keep the old tags\' addresses, write in {file}:  "{new}": {{aliases: [{names}]}}')
