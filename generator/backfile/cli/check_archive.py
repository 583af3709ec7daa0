"""`backfile check`: what is wrong with the archive, or could be better. Changes nothing."""

import sys
from pathlib import Path

import click
import msgspec

from backfile.archive.dead_links import DEAD_LINKS
from backfile.build.troubles import TROUBLES, UNREADABLE, trouble
from backfile.check.checking import check
from backfile.check.external.looking import OLDER_THAN_DAYS, Look
from backfile.check.external.marking import mark_dead_links
from backfile.check.report import Group, Report
from backfile.cli.bar import Bar
from backfile.cli.build_site import problem_record
from backfile.cli.console import counted, exit_status, show_problems, summary_of, write_report
from backfile.cli.options import Where, archive_options, find_archive, new_file
from backfile.cli.reading import request_now

SHOWN = 20
"""Warnings of one kind that are shown without -v."""


@click.command("check")
@click.option("-D", "--drafts", is_flag=True, help="With articles marked as drafts.")
@click.option("-F", "--future", is_flag=True, help="With articles dated in the future.")
@click.option("-E", "--expired", is_flag=True, help="With articles that have expired.")
@click.option("--external", is_flag=True, help="Ask other hosts whether the links to them still work.")
@click.option(
    "--older-than",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help=f"With --external: ask again for links looked at so many days ago. Default: {OLDER_THAN_DAYS}.",
)
@click.option("--mark", is_flag=True, help="With --external: write dead links to content/links.tsv, for the site.")
@click.option("--json", "report", type=new_file, metavar="FILE", help="Write all that was found as JSON.")
@archive_options
def command(
    drafts: bool,
    future: bool,
    expired: bool,
    external: bool,
    older_than: int | None,
    mark: bool,
    report: Path | None,
    source: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check links, anchors, addresses, front matter, pictures, tags and duplicates. The site is not touched."""
    if older_than is not None and not external:
        raise click.UsageError("--older-than says when outside links are asked again: it needs --external.")
    if mark and not external:
        raise click.UsageError("--mark writes down the dead links that --external finds: it needs --external.")
    look = Look(OLDER_THAN_DAYS if older_than is None else older_than) if external else None
    where = find_archive(source, quiet, verbose)
    try:
        with Bar(is_quiet=where.is_quiet) as bar:
            request = request_now(where, drafts=drafts, future=future, expired=expired)
            found = check(msgspec.structs.replace(request, progress=bar), look)
        is_marked = mark and mark_dead_links(where.root, found.dead)
    except TROUBLES as error:
        show_problems((trouble(where.root, error, UNREADABLE),))
        sys.exit(1)
    if report:
        write_report(report, (check_report(found),))
    for group in found.groups:
        _tell_group(group, where)
    if is_marked and not where.is_quiet:
        click.echo(f"{DEAD_LINKS}: {counted(len(found.dead), 'dead link')} written; the next build shows the copies.")
    if not where.is_quiet:
        click.echo(_told(found))
    sys.exit(exit_status(found.problems))


def _tell_group(group: Group, where: Where) -> None:
    errors = [problem for problem in group.problems if problem.is_error]
    warnings = [problem for problem in group.problems if not problem.is_error] if not where.is_quiet else []
    if not errors and not warnings:
        return
    click.echo(f"{group.title}: {summary_of(group.problems)}")
    shown = warnings if where.verbosity > 0 else warnings[:SHOWN]
    for problem in (*shown, *errors):
        click.echo("  " + str(problem).replace("\n", "\n  "))
    if len(shown) < len(warnings):
        click.echo(f"  … and {len(warnings) - len(shown):,} more warnings; -v shows all.")
    click.echo()


def _told(found: Report) -> str:
    counts = f"{counted(found.articles, 'article')} and {counted(found.pages, 'page')} checked"
    return f"{counts}: {summary_of(found.problems) or 'nothing is wrong'}."


def check_report(found: Report) -> bytes:
    """The JSON of `--json`, as docs/commands.md describes it."""
    errors = sum(problem.is_error for problem in found.problems)
    data = {
        "articles": found.articles,
        "pages": found.pages,
        "errors": errors,
        "warnings": len(found.problems) - errors,
        "groups": [
            {"name": g.name, "title": g.title, "problems": [problem_record(problem) for problem in g.problems]}
            for g in found.groups
        ],
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"
