"""`backfile serve`: builds, serves to this machine, and reloads the browser after each save."""

import asyncio
import sys
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import click

from backfile.build.output import PREVIEW_SITE
from backfile.build.request import Result
from backfile.build.troubles import trouble
from backfile.cli.bar import Bar
from backfile.cli.build_site import told
from backfile.cli.console import counted, show_problems, summary_of
from backfile.cli.options import Where, archive_options, find_archive, text
from backfile.preview.address import AddressError, listen
from backfile.preview.serving import Preview, TakenError, only_preview, serve
from backfile.problems import Problem, is_text


@click.command("serve")
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to serve at; the next free one if it is taken.",
)
@click.option(
    "--bind",
    type=text,
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. Any but the default lets other machines read the archive.",
)
@click.option("-O", "--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option("-D", "--drafts", is_flag=True, help="With articles marked as drafts.")
@click.option("-F", "--future", is_flag=True, help="With articles dated in the future.")
@click.option("-E", "--expired", is_flag=True, help="With articles that have expired.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Worker processes. Default: one a processor.")
@archive_options
def command(
    port: int,
    bind: str,
    open_browser: bool,
    drafts: bool,
    future: bool,
    expired: bool,
    jobs: int | None,
    source: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the site, serve it to this machine, and reload the browser after every save. Ctrl-C ends it."""
    where = find_archive(source, quiet, verbose)
    if not is_text(str(where.root)):
        raise click.UsageError("The name of the archive's folder is not valid UTF-8: rename it to preview it.")
    try:
        listening = listen(bind, port)
        preview = Preview(where.root, listening.url, drafts, future, expired, jobs or 0, open_browser)
        with only_preview(where.root, listening.url), Teller(where) as teller:
            teller.listens(listening.url)
            asyncio.run(serve(preview, listening, teller))
    except (AddressError, TakenError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        show_problems((trouble(where.root, error, "the preview cannot be served"),))
        sys.exit(1)


class Teller:
    """Tells the terminal of each build in a line, and of problems as `backfile build` does, each list once."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._shown: tuple[Problem, ...] = ()
        self._bar: Bar | None = None
        self._bars = ExitStack()

    def listens(self, url: str) -> None:
        """The address is told even to those who want quiet."""
        click.echo(f"Preview at {url} (Ctrl-C ends it)")

    def progress(self, stage: str, done: int, total: int) -> None:
        """A bar for a build that takes long, until something else is told."""
        if self._bar is None:
            self._bar = self._bars.enter_context(Bar(is_quiet=self._where.is_quiet))
        self._bar(stage, done, total)

    def built(self, changed: Collection[str], result: Result) -> None:
        """A build of pages ended."""
        self._problems(result)
        if result.failed:
            has_site = (self._where.root / PREVIEW_SITE / "index.html").is_file()
            served = "the last good site is served" if has_site else "there is no site to serve"
            self._line(f"Not built: {summary_of(result.problems)}. Until that is mended, {served}.")
        else:
            self._line(told(result) if not changed else rebuilt(changed, result))

    def indexed(self, result: Result) -> None:
        """A build of the search index ended."""
        if result.failed:
            self._problems(result)
        elif result.search.shards_built:
            self._line(
                f"Search index: {counted(result.search.indexed, 'article')} in {result.seconds['total']:.2f} s", 1
            )

    def note(self, text: str) -> None:
        """Something worth knowing."""
        self._line(text)

    def _problems(self, result: Result) -> None:
        """Errors each time, warnings only when they are not those that were shown last."""
        self._clear()
        if result.failed or result.problems != self._shown:
            show_problems(result.problems)
        self._shown = result.problems

    def _line(self, text: str, verbosity: int = 0) -> None:
        if self._where.verbosity >= verbosity:
            self._clear()
            click.echo(text)

    def _clear(self) -> None:
        self._bars.close()
        self._bar = None

    def __enter__(self) -> "Teller":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clear()


def rebuilt(changed: Collection[str], result: Result) -> str:
    """One line about a rebuild: what changed, how many pages that came to, and how long it took."""
    first, *others = changed
    what = f"{first} and {len(others):,} more" if others else first
    count = result.written + result.removed
    return f"{what} changed: {counted(count, 'page')} in {result.seconds.get('total', 0.0):.2f} s"
