"""The options that every command has, and the archive they lead to."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from backfile.build.cluster_address import EXECUTORS, scheduler_of
from backfile.build.output import refuse_output
from backfile.build.request import Request
from backfile.build.settings import WHOLE_ADDRESS, find_root
from backfile.config import is_timezone, is_web_address
from backfile.problems import Location, is_text


def text(value: str) -> str:
    """An argument as text that files can hold: it may be any bytes, and what is no UTF-8 can be written nowhere."""
    if not is_text(value):
        raise click.BadParameter("it is not valid UTF-8.")
    return value


def time_zone(value: str) -> str:
    """The name of a time zone; empty for none."""
    if text(value) and not is_timezone(value):
        raise click.BadParameter(f"there is no time zone {value}; write one like Europe/Paris.")
    return value


def cluster(value: str) -> str:
    """The address of a cluster."""
    if not scheduler_of(text(value)):
        raise click.BadParameter(f"“{value}” is no address of a cluster. {EXECUTORS}")
    return value


def new_file(value: str) -> Path:
    """A file to be written when the work is done: whether it can be is looked at before the work begins."""
    path = Path(value)
    folder = path.absolute().parent
    try:
        if path.is_dir():
            raise click.BadParameter(f"{path} is a folder; name a file.")
        if not folder.is_dir():
            raise click.BadParameter(f"there is no folder {folder}.")
        can_be_written = os.access(path if path.exists() else folder, os.W_OK)
    except OSError as error:
        raise click.BadParameter(f"{path} cannot be written: {error.strerror}.") from None
    if not can_be_written:
        raise click.BadParameter(f"{path} cannot be written: check its rights.")
    return path


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


def refuse_unusable(request: Request) -> None:
    """A usage error where the request's own address or output cannot be used."""
    if request.base_url and not is_web_address(request.base_url):
        raise click.BadParameter(f"{request.base_url} is no web address. {WHOLE_ADDRESS}", param_hint="--base-url")
    if request.output is None:
        return
    try:
        refused = refuse_output(request.root, request.output.absolute(), Location("--output"))
    except OSError as error:
        raise click.BadParameter(f"{request.output}: {error.strerror}.", param_hint="--output") from None
    if refused:
        raise click.BadParameter(f"{refused.message} {refused.hint}", param_hint="--output")
