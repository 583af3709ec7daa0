"""`backfile clean`: takes away what builds wrote."""

import sys
from pathlib import Path

import click
import msgspec

from backfile.build.cleaning import Cleaned, clean
from backfile.build.troubles import TROUBLES, UNREADABLE, trouble
from backfile.cli.console import counted, exit_status, show_problems
from backfile.cli.options import Where, archive_options, find_archive, refuse_unusable
from backfile.cli.reading import request_now


@click.command("clean")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The site to remove. Default: the settings', as a build has it.",
)
@archive_options
def command(output: Path | None, source: Path | None, quiet: bool, verbose: bool) -> None:
    """Remove the site: only files that the ledger says a build wrote. Whatever else stands there stays."""
    where = find_archive(source, quiet, verbose)
    request = msgspec.structs.replace(request_now(where), output=output)
    refuse_unusable(request)
    try:
        cleaned = clean(request)
    except TROUBLES as error:
        cleaned = Cleaned(where.root, problems=(trouble(where.root, error, UNREADABLE),))
    show_problems(cleaned.problems)
    if not cleaned.problems:
        _tell(cleaned, where)
    sys.exit(exit_status(cleaned.problems))


def _tell(cleaned: Cleaned, where: Where) -> None:
    if where.verbosity > 0:
        for path in cleaned.removed:
            click.echo(path)
    if where.is_quiet:
        return
    if not cleaned.is_known:
        click.echo(f"Nothing to remove: no build of this archive wrote to {cleaned.output}.")
        return
    rest = " What else stood there stands still." if cleaned.is_left else ""
    click.echo(f"{counted(len(cleaned.removed), 'file')} removed from {cleaned.output}.{rest}")
