"""`backfile init`: begins an archive."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from backfile.build.starting import StartError, start_archive
from backfile.cli.options import archive_options


@click.command("init")
@click.argument("directory", metavar="DIR", required=False, type=click.Path(path_type=Path))
@archive_options
def command(directory: Path | None, source: Path | None, quiet: bool, verbose: bool) -> None:
    """Begin an archive in DIR, which must be new or empty: settings, a first article, a workflow that publishes."""
    folder = directory or source
    if folder is None:
        raise click.UsageError("Name the folder of the new archive: `backfile init DIR`.")
    try:
        written = start_archive(folder, datetime.now(UTC).date())
    except StartError as error:
        click.echo(f"{folder}: {error}", err=True)
        sys.exit(2)
    if verbose:
        for path in written:
            click.echo(path)
    if not quiet:
        click.echo(f"An archive begins in {folder}. Next: `backfile build -s {folder}`, then write and build again.")
