"""Reads the archive for a command that does not build, and tells what is wrong with it."""

import sys

import msgspec

from backfile.build.reading_archive import ReadArchive, read_archive
from backfile.build.request import Request
from backfile.build.troubles import TROUBLES, UNREADABLE, trouble
from backfile.cli.bar import Bar
from backfile.cli.clock import now
from backfile.cli.console import exit_status, show_problems
from backfile.cli.options import Where


def request_now(where: Where, *, drafts: bool = False, future: bool = False, expired: bool = False) -> Request:
    """The request for the archive as it stands now."""
    return Request(root=where.root, drafts=drafts, future=future, expired=expired, now=now())


def read_or_exit(where: Where, request: Request) -> ReadArchive:
    """The archive; where its settings or its folder cannot be read, the command says so and ends."""
    with Bar(is_quiet=where.is_quiet) as bar:
        try:
            read = read_archive(msgspec.structs.replace(request, progress=bar))
            problems = () if read.is_settled else read.problems
        except TROUBLES as error:
            problems = (trouble(where.root, error, UNREADABLE),)
    if problems:
        show_problems(problems)
        sys.exit(1)
    return read


def tell_problems(read: ReadArchive, where: Where) -> int:
    """Shows the archive's errors, and its warnings too if asked to say more. The exit status that they make."""
    shown = read.problems if where.verbosity > 0 else tuple(problem for problem in read.problems if problem.is_error)
    show_problems(shown)
    return exit_status(shown)
