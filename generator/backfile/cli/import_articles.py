"""`backfile import`: anything → content/."""

import sys
from pathlib import Path
from typing import BinaryIO

import click

from backfile.build.ledger import FOLDER
from backfile.build.lock import locked
from backfile.build.troubles import TROUBLES, trouble
from backfile.cli.bar import Bar
from backfile.cli.console import exit_status, show_problems, write_report
from backfile.cli.options import Where, archive_options, find_archive, new_file, text, time_zone
from backfile.cli.settings import settings_or_exit
from backfile.config import further_taxonomies
from backfile.importers.importing import ImportRequest, import_sources
from backfile.importers.receiving import STANDARD_INPUT
from backfile.importers.registry import importers
from backfile.importers.report import ImportReport, report_json


@click.command("import")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE…")
@click.option(
    "--format",
    "chosen",
    type=text,
    default="",
    metavar="NAME",
    help="The sources' format. Default: told from each file.",
)
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to. Default: content/."
)
@click.option("--section", type=text, default="", help="The section of every article, instead of what the sources say.")
@click.option(
    "--timezone",
    type=time_zone,
    default="",
    metavar="TZ",
    help="The time zone of dates that have none. Default: the archive's.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing.")
@click.option(
    "--media",
    type=click.Choice(["copy", "link", "skip", "fetch"]),
    default="copy",
    show_default=True,
    help="Pictures and other files: copy them beside the article, hard-link them, leave them, or copy them and fetch "
    "those that are not here from the network.",
)
@click.option("--excerpts", is_flag=True, help="Take excerpts of articles (feeds often have no more) as articles.")
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), help="Processes that read and compose. Default: one a processor."
)
@click.option("--report", type=new_file, metavar="FILE", help="Write what was done as JSON.")
@click.option(
    "--audit",
    type=new_file,
    metavar="FILE.html",
    help="Write a page that shows each article beside its source, the least faithful first.",
)
@archive_options
def command(
    sources: tuple[Path, ...],
    chosen: str,
    into: Path | None,
    section: str,
    timezone: str,
    dry_run: bool,
    media: str,
    excerpts: bool,
    jobs: int | None,
    report: Path | None,
    audit: Path | None,
    source: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Import articles as Markdown. Run again, it changes only what changed at the source, and never a person's edit."""
    where = find_archive(source, quiet, verbose)
    if chosen and chosen not in importers():
        raise click.BadParameter(
            f"there is no format {chosen}; known are {', '.join(importers())}.", param_hint="--format"
        )
    config = settings_or_exit(where)
    request = ImportRequest(
        root=where.root,
        sources=sources,
        format=chosen,
        into=_folder(into, where),
        section=section,
        timezone=timezone or config.timezone,
        language=config.language,
        media=media,
        excerpts=excerpts,
        jobs=jobs or 0,
        settings=config.importers,
        taxonomies=further_taxonomies(config),
        is_dry=dry_run,
        audit=audit is not None,
        stream=_standard_input() if STANDARD_INPUT in sources else None,
    )
    result = _imported(request, where)
    if report:
        write_report(report, report_json(result))
    if audit:
        from backfile.importers.audit.page import audit_page  # loads the renderer, which only audits need

        compared = (outcome.comparison for outcome in result.outcomes if outcome.comparison)
        write_report(audit, (audit_page(compared).encode(),))
    problems = result.all_problems
    show_problems(problems)
    _tell(result, where, dry_run)
    sys.exit(exit_status(problems))


def _imported(request: ImportRequest, where: Where) -> ImportReport:
    """What the import did; where the disk does not let it, the command says so and ends."""
    try:
        with (
            Bar(is_quiet=where.is_quiet) as bar,
            locked(where.root / FOLDER, lambda: bar("waiting for another build", 0, 0)),
        ):
            return import_sources(request, bar)
    except TROUBLES as error:
        show_problems((trouble(where.root, error, "the import cannot be done"),))
        sys.exit(1)


def _standard_input() -> BinaryIO:
    """Standard input, where something can come from it without a person's typing."""
    stream = sys.stdin.buffer
    if stream.isatty():
        raise click.UsageError("`-` reads what is piped in, and nothing is: `cat page.html | backfile import -`.")
    return stream


def _folder(into: Path | None, where: Where) -> str:
    """The folder below the archive's root that articles go to."""
    if into is None:
        return "content"
    folder = into if into.is_absolute() else Path.cwd() / into
    for candidate in (folder.resolve(), (where.root / into).resolve()):
        if candidate.is_relative_to(where.root / "content"):
            return candidate.relative_to(where.root).as_posix()
    raise click.BadParameter(f"{into} is not within {where.root / 'content'}.", param_hint="--into")


def _tell(report: ImportReport, where: Where, is_dry: bool) -> None:
    for outcome in report.outcomes:
        if outcome.status == "quarantined":
            click.echo(f"{outcome.source}: put into {outcome.path}", err=True)
            for doubt in outcome.doubts:
                click.echo(f"    {doubt}", err=True)
        elif outcome.status == "conflict":
            click.echo(
                f"{outcome.source}: changed at the source and here; the source's version is {outcome.path}", err=True
            )
        elif where.verbosity > 0 and outcome.status in ("skipped", "duplicate"):
            click.echo(f"skipped: {outcome.source}: {'; '.join(outcome.doubts)}")
        elif where.verbosity > 0 and outcome.path:
            click.echo(f"{outcome.status}: {outcome.path} ({outcome.confidence:.2f})")
    if not where.is_quiet:
        click.echo(summary(report, is_dry))


def summary(report: ImportReport, is_dry: bool) -> str:
    """One line about an import."""
    names = (
        ("created", "created"),
        ("updated", "updated"),
        ("merged", "merged with edits here"),
        ("unchanged", "unchanged"),
        ("conflict", "in conflict"),
        ("quarantined", "to look at in content/quarantine/"),
        ("duplicate", "the same story as another"),
        ("skipped", "no article"),
        ("problem", "not read"),
    )
    statuses = report.statuses()
    parts = [f"{statuses[status]:,} {words}" for status, words in names if statuses[status]]
    told = ", ".join(parts) or "nothing to import"
    files = f"{len(report.outcomes):,} read"
    line = f"{'Would be: ' if is_dry else ''}{files}: {told}."
    missing = report.missing
    return (
        f"{line} {missing:,} media are not here; --report names them, --media fetch looks for them."
        if missing
        else line
    )
