"""`backfile build`: content/ → site/."""

import sys
from pathlib import Path

import click
import msgspec

from backfile.build.pipeline import build
from backfile.build.request import Request, Result, StageReport
from backfile.cli.bar import Bar
from backfile.cli.clock import now
from backfile.cli.console import common_hint, counted, exit_status, show_problems, summary_of, write_report
from backfile.cli.options import archive_options, cluster, find_archive, new_file, refuse_unusable, text
from backfile.problems import Problem


@click.command("build")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes. Default: site/."
)
@click.option(
    "-b", "--base-url", type=text, default="", help="The address where the site will stand, instead of the settings'."
)
@click.option("-D", "--drafts", is_flag=True, help="With articles marked as drafts.")
@click.option("-F", "--future", is_flag=True, help="With articles dated in the future.")
@click.option("-E", "--expired", is_flag=True, help="With articles that have expired.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Worker processes. Default: one a processor.")
@click.option("--executor", type=cluster, metavar="dask://HOST:PORT", help="Read and render on that Dask cluster.")
@click.option("--force", is_flag=True, help="Ignore what is cached: read, render and index everything.")
@click.option("--strict", is_flag=True, help="Warnings are problems.")
@click.option("--why", is_flag=True, help="A line a rewritten file: which input changed.")
@click.option(
    "--max-changed",
    type=click.IntRange(min=0),
    metavar="N",
    help="Change nothing where more than N files of the site would change, and tell why.",
)
@click.option("--report", type=new_file, metavar="FILE", help="Write what was done as JSON.")
@click.option("--no-search", is_flag=True, help="Leave the search index as it is.")
@archive_options
def command(
    output: Path | None,
    base_url: str,
    drafts: bool,
    future: bool,
    expired: bool,
    jobs: int | None,
    executor: str | None,
    force: bool,
    strict: bool,
    why: bool,
    max_changed: int | None,
    report: Path | None,
    no_search: bool,
    source: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the site from content/. Only what changed is written; with a problem, the site stays as it was."""
    where = find_archive(source, quiet, verbose)
    request = Request(
        root=where.root,
        output=output,
        base_url=base_url,
        drafts=drafts,
        future=future,
        expired=expired,
        jobs=jobs or 0,
        executor=executor or "",
        force=force,
        strict=strict,
        search=not no_search,
        why=why,
        max_changed=max_changed,
        now=now(),
    )
    refuse_unusable(request)
    with Bar(is_quiet=where.is_quiet) as bar:
        result = build(msgspec.structs.replace(request, progress=bar))
    show_problems(result.problems)
    if report:
        write_report(report, (build_report(result),))
    for path, reason in result.why:
        click.echo(f"{path}: {reason}")
    if not where.is_quiet:
        click.echo(told(result), err=result.failed)
        if where.verbosity > 0 or result.written or result.removed:
            click.echo(table(result), err=True)
    sys.exit(exit_status(result.problems))


def told(result: Result) -> str:
    """One line about a build, and where it failed for many reasons with one mend a second with that."""
    found = summary_of(result.problems)
    if result.failed:
        line = f"Not built: {found}. The site is as it was."
        return "\n".join(filter(None, (line, common_hint(result.problems))))
    seconds = result.seconds.get("total", 0.0)
    counts = f"{result.written:,} written, {result.unchanged:,} unchanged, {result.removed:,} removed"
    of = f"{counted(result.articles, 'article')}, {counted(result.pages, 'page')}"
    line = f"{of}: {counts} in {seconds:.2f} s."
    if result.noted:
        line = f"{line} New in content/urls.tsv: {result.noted:,}."
    return f"{line} {found}." if found else line


def table(result: Result) -> str:
    """The stages: seconds, files of the site written and let stay, and how much memory the largest process had held by
    then, where that is told. Their seconds and files add up to those of the last line; what is between stages is
    `other`."""
    total = result.seconds.get("total", 0.0)
    other = max(total - sum(stage.seconds for stage in result.stages), 0.0)
    has_memory = result.peak_rss_mb > 0
    head = f"{'stage':<9}{'seconds':>9}{'written':>11}{'unchanged':>11}"
    rows = [head + "  largest process" if has_memory else head]
    for stage in (
        *result.stages,
        StageReport("other", other),
        StageReport("total", total, result.written, result.unchanged, result.peak_rss_mb),
    ):
        is_whole = stage.stage == "total"
        written, unchanged = (f"{count:,}" if count or is_whole else "" for count in (stage.written, stage.unchanged))
        row = f"{stage.stage:<9}{stage.seconds:>9.2f}{written:>11}{unchanged:>11}"
        memory = f"{stage.peak_rss_mb:>14,.0f} MB" if has_memory and stage.peak_rss_mb else ""
        rows.append((row + memory).rstrip())
    return "\n".join(rows)


def build_report(result: Result) -> bytes:
    """The JSON of `--report`, as the contract names it."""
    data = {
        "articles": result.articles,
        "pages": result.pages,
        "written": result.written,
        "unchanged": result.unchanged,
        "removed": result.removed,
        "seconds": result.seconds,
        "stages": result.stages,
        "peak_rss_mb": result.peak_rss_mb,
        "search": result.search,
        "problems": [problem_record(problem) for problem in result.problems],
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def problem_record(problem: Problem) -> dict[str, str]:
    """A problem as reports show it."""
    return {
        "severity": str(problem.severity),
        "location": str(problem.location),
        "message": problem.message,
        "hint": problem.hint,
    }
