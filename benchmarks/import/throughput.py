"""How fast and in how much memory `backfile import` fills an empty archive, from its start to its end.

    python benchmarks/import/throughput.py [--posts N] [--archive-mb N] [--pages N] [--large] [--runs N] [--data DIR]

Made-up sources: an export of WordPress (posts of 500 words with subheads, links, a caption, tags, comments), and a web
archive (pages once and again under another address, filled up with pictures). `--large` makes 100,000 posts and 5 GB.
`--data` names a folder with `html/scrapinghub` or `corpus` in it: its pages as a folder of `--pages` files, and its
Markdown as a folder of at most ten thousand. Median of the runs; processor seconds are of all processes together,
memory is that of the largest.
"""

import argparse
import gzip
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from measure import Cost, measure
from sites import set_aside
from web_archive import write_archive
from wordpress import write_export

GENERATOR = Path(__file__).resolve().parents[2] / "generator"
MARKDOWN_FILES = 10_000
LARGE = {"posts": 100_000, "archive_mb": 5_000}


@dataclass(frozen=True, slots=True)
class Measured:
    """An import of so many articles and what it cost."""

    name: str
    articles: int
    cost: Cost

    @property
    def a_second(self) -> float:
        """Articles a second on the clock."""
        return self.articles / self.cost.wall

    @property
    def a_processor_second(self) -> float:
        """Articles a second of one processor."""
        return self.articles / self.cost.cpu

    def line(self) -> str:
        """All figures in a line."""
        rates = f"{self.a_second:,.0f} a second, {self.a_processor_second:,.0f} a processor's second"
        times = f"{self.cost.wall:.1f} s, {self.cost.cpu:.1f} processor's seconds"
        return f"{self.name}: {rates}; {times}; {self.cost.largest_mb:.0f} MB at most (load {self.cost.load:.1f})"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of these measures."""
    parser.add_argument("--data", type=Path, help="a folder with html/scrapinghub and corpus in it")
    parser.add_argument("--posts", type=int, default=10_000, help="of the made-up export (10000); 0 for none")
    parser.add_argument("--archive-mb", type=int, default=200, help="of the made-up web archive (200); 0 for none")
    parser.add_argument("--pages", type=int, default=1_000, help="saved pages, the real ones again and again (1000)")
    parser.add_argument("--large", action="store_true", help="100,000 posts and 5 GB")
    parser.add_argument("--runs", type=int, default=3, help="of each (3)")


def measure_all(options: argparse.Namespace) -> Iterator[Measured]:
    """Each import with the median of its costs."""
    if options.large:
        vars(options).update(LARGE)
    with tempfile.TemporaryDirectory() as place:
        for name, articles, source in _sources(options, Path(place)):
            costs = [_import(source, Path(place) / "archive") for _ in range(options.runs)]
            yield Measured(name, articles, _median(costs))


def _sources(options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, int, Path]]:
    """Made one after the other."""
    if options.posts:
        write_export(folder / "export.xml", options.posts, 1, words=500)
        yield "WordPress", options.posts, folder / "export.xml"
    if options.archive_mb:
        pages = min(1_000, 2 * options.archive_mb)
        write_archive(folder / "pages.warc", pages, options.archive_mb, 1)
        yield "web archive", pages, folder / "pages.warc"
    if options.data and (options.data / "html" / "scrapinghub").is_dir() and options.pages:
        _copy_pages(options.data / "html" / "scrapinghub" / "html", folder / "pages", options.pages)
        yield "saved pages", options.pages, folder / "pages"
    if options.data and (options.data / "corpus").is_dir():
        count = _copy_markdown(options.data / "corpus", folder / "markdown", MARKDOWN_FILES)
        yield "Markdown", count, folder / "markdown"


def _copy_pages(source: Path, target: Path, count: int) -> None:
    target.mkdir()
    for number, path in enumerate(islice(cycle(sorted(source.iterdir())), count)):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        (target / f"page-{number}.html").write_bytes(data)


def _copy_markdown(source: Path, target: Path, count: int) -> int:
    """At most so many files, one by one, so that no importer takes the folder for a generator's archive; their
    number."""
    target.mkdir()
    found = sorted(path for path in source.rglob("*.md") if path.read_bytes().startswith(b"---"))[:count]
    for number, path in enumerate(found):  # each once: a second would be left out as the same story
        shutil.copyfile(path, target / f"text-{number}.md")
    return len(found)


def _import(source: Path, archive: Path) -> Cost:
    # Moved aside: files that were removed in the last minute make new ones cost ten times as much on ext4.
    set_aside((archive,), archive.parent / "cleared")
    (archive / "content").mkdir(parents=True)
    (archive / "backfile.toml").write_text('title = "T"\nbase_url = "https://example.org/"\n', encoding="utf-8")
    given = ["import", "-s", str(archive), str(source)]
    command = f"import sys; from backfile.cli.main import main; sys.argv[1:] = {given}"
    wrapped = f"{command}\ntry:\n    main()\nexcept SystemExit:\n    pass"  # doubtful pages end with status 1, too
    path = os.pathsep.join(filter(None, (str(GENERATOR), os.environ.get("PYTHONPATH"))))
    return measure([[sys.executable, "-c", wrapped]], {"PYTHONPATH": path})


def _median(costs: list[Cost]) -> Cost:
    values = ([getattr(cost, name) for cost in costs] for name in ("wall", "cpu", "largest_mb", "tree_mb", "load"))
    return Cost(*map(median, values))


def main() -> None:
    """Measures, and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments(parser)
    for measured in measure_all(parser.parse_args()):
        print(measured.line(), flush=True)


if __name__ == "__main__":
    main()
