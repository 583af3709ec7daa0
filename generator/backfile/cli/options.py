"""The options that every command has, and the archive they lead to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from backfile.build.settings import find_root

Function = TypeVar("Function", bound=Callable[..., Any])


class Where(msgspec.Struct, frozen=True):
    """The archive's root and how much a command says: -1 quiet, 0 as usual, 1 more."""

    root: Path
    verbosity: int

    @property
    def is_quiet(self) -> bool:
        return self.verbosity < 0


def archive_options(function: Function) -> Function:
    """Adds `-s`, `-q` and `-v`; the command gets `source`, `quiet` and `verbose` for `find_archive`."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong."),
        click.option(
            "-s",
            "--source",
            type=click.Path(file_okay=False, path_type=Path),
            help="The archive's root, where backfile.toml stands. Default: the nearest at or above this folder.",
        ),
    ):
        function = option(function)
    return function


def find_archive(source: Path | None, quiet: bool, verbose: bool) -> Where:
    """The archive that the options name; a usage error where there is none."""
    root = find_root(source or Path.cwd()) if source is None else source.resolve()
    if root is None or not (root / "backfile.toml").is_file():
        place = source or "this folder or above it"
        raise click.UsageError(f"There is no backfile.toml in {place}. `backfile init DIR` begins an archive.")
    return Where(root, int(verbose) - int(quiet))
