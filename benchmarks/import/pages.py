"""How well saved pages are read, against what is known of them, and how fast.

    python benchmarks/import/pages.py [--data ../shared/data] [--half first|second] [--worst N] [--labels FILE] [--peer]

Text is measured as 4-word shingles, precision and recall averaged over the pages, as the article extraction benchmark
does. Its pages are split in two halves by file name: weights and rules were made on the first; the second is held out.
Mozilla's pages measure text, title and byline against what Readability expects of them, which counts captions as text.
`--labels` is a JSON file of pages read by hand, `{"key": {"title": …, "authors": […], "date": …, "tags": […]}}`, a
field null where a person cannot tell. `--peer` measures trafilatura beside it.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "generator"))

import lxml.html
import trafilatura

from backfile.importers.html.article import PageArticle
from backfile.importers.html.names import read_names
from backfile.importers.html.page import Refusal, read_page
from backfile.importers.prose import letters

DEFAULT_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
BAD_TEXT = 0.8
_TOKEN = re.compile(r"\w+")

Shares = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Result:
    """One page read and compared: shares of shingles in both, only in ours, only in the truth."""

    key: str
    article: PageArticle | Refusal
    shares: Shares
    seconds: float

    @property
    def f1(self) -> float:
        """The page's own F1."""
        precision, recall = rates(self.shares)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why a person should look; a refusal is one."""
        return (self.article.message,) if isinstance(self.article, Refusal) else self.article.doubts


def main() -> None:
    """Prints the tables."""
    arguments = _arguments()
    pages = arguments.data / "html"
    if not pages.is_dir():
        print(f"There is no data at {arguments.data}: give its folder with --data.")
        return
    labels = json.loads(arguments.labels.read_text(encoding="utf-8")) if arguments.labels else {}
    for half in ("first", "second"):
        if arguments.half in (half, "both"):
            report_half(pages / "scrapinghub", half, arguments.worst, labels, arguments.peer)
    report_readability(pages / "readability", arguments.worst)


def report_half(folder: Path, half: str, worst: int, labels: dict[str, dict[str, object]], with_peer: bool) -> None:
    """Measures one half of the extraction benchmark's pages."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    keys = sorted(truth)
    middle = len(keys) // 2
    results = [measure(folder, key, truth[key]) for key in (keys[:middle] if half == "first" else keys[middle:])]
    seconds = sum(result.seconds for result in results)
    print(f"{half} half: {len(results)} pages, {len(results) / seconds:.1f} a second of one core")
    print(f"  text      {describe(results)}")
    if with_peer:
        print(f"  trafilatura alone: {_peer(folder, truth, [result.key for result in results])}")
    _report_doubts(results)
    _report_worst(results, worst)
    known = [(result, labels[result.key]) for result in results if result.key in labels]
    if known:
        _report_labels(known)


def measure(folder: Path, key: str, truth: dict[str, str]) -> Result:
    """Reads one page and compares its text."""
    content = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
    began = time.process_time()
    article = read_page(content, truth["url"])
    seconds = time.process_time() - began
    return Result(key, article, compare(truth["articleBody"], _text(article)), seconds)


def _text(article: PageArticle | Refusal) -> str:
    return "" if isinstance(article, Refusal) else article.text


def _peer(folder: Path, truth: dict[str, dict[str, str]], keys: Sequence[str]) -> str:
    shares, began = [], time.process_time()
    for key in keys:
        content = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        text = trafilatura.extract(content, fast=True, include_comments=False) or ""
        shares.append(compare(truth[key]["articleBody"], text))
    return f"{_mean(shares)}, {len(keys) / (time.process_time() - began):.1f} a second with measuring"


def describe(results: Sequence[Result]) -> str:
    """F1, precision and recall over all."""
    return _mean([result.shares for result in results])


def _mean(shares: Sequence[Shares]) -> str:
    precisions = [rates(one)[0] for one in shares if one[0] + one[1]]
    recalls = [rates(one)[1] for one in shares if one[0] + one[2]]
    precision, recall = (sum(values) / max(1, len(values)) for values in (precisions, recalls))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}"


def _report_doubts(results: Sequence[Result]) -> None:
    bad = [result for result in results if result.f1 < BAD_TEXT]
    sure = [result for result in results if not result.doubts]
    doubted = sum(bool(result.doubts) for result in bad)
    print(f"  doubts    on {len(results) - len(sure)} of {len(results)}; on {doubted} of {len(bad)} with bad text")
    print(f"            without doubt: {describe(sure)}")


def _report_worst(results: Sequence[Result], worst: int) -> None:
    for result in sorted(results, key=lambda one: one.f1)[:worst]:
        precision, recall = rates(result.shares)
        confidence = "" if isinstance(result.article, Refusal) else f"{result.article.confidence:.2f}"
        print(
            f"    {result.key[:24]:<24} {precision:.2f} {recall:.2f} {result.f1:.2f}  sure {confidence}",
            *result.doubts[:1],
        )


def _report_labels(known: Sequence[tuple[Result, dict[str, object]]]) -> None:
    for name, is_right in _FIELDS.items():
        marks = [
            is_right(one.article, label[name])
            for one, label in known
            if label[name] is not None and isinstance(one.article, PageArticle)
        ]
        print(f"  {name:<9} {sum(marks) / max(1, len(marks)):.3f} right of {len(marks)}")
    both = ours = theirs = 0
    for result, label in known:
        if isinstance(label["tags"], list) and isinstance(result.article, PageArticle):
            found, expected = (
                {letters(str(tag)) for tag in tags} for tags in (result.article.tags.value, label["tags"])
            )
            both, ours, theirs = both + len(found & expected), ours + len(found), theirs + len(expected)
    print(f"  tags      precision {both / max(1, ours):.3f}, recall {both / max(1, theirs):.3f} of {theirs}")


def _title_is_right(article: PageArticle, expected: object) -> bool:
    return letters(article.title.value) == letters(str(expected))


def _authors_are_right(article: PageArticle, expected: object) -> bool:
    return isinstance(expected, list) and sorted(map(letters, article.authors.value)) == sorted(map(letters, expected))


def _date_is_right(article: PageArticle, expected: object) -> bool:
    """The same day or, since zones differ, the one beside it."""
    try:
        found = date.fromisoformat(article.date.value[:10])
    except ValueError:
        return False
    return abs((found - date.fromisoformat(str(expected))).days) <= 1


_FIELDS: dict[str, Callable[[PageArticle, object], bool]] = {
    "title": _title_is_right,
    "authors": _authors_are_right,
    "date": _date_is_right,
}


def report_readability(folder: Path, worst: int) -> None:
    """Measures Mozilla's pages."""
    results, titles, bylines = [], [], []
    for source in sorted(folder.glob("*/source.html")):
        expected = json.loads((source.parent / "expected-metadata.json").read_text(encoding="utf-8"))
        truth = _plain((source.parent / "expected.html").read_text(encoding="utf-8"))
        began = time.process_time()
        article = read_page(source.read_bytes())
        results.append(Result(source.parent.name, article, compare(truth, _text(article)), time.process_time() - began))
        if isinstance(article, PageArticle):
            titles += [_title_is_right(article, expected["title"])] if expected.get("title") else []
            names = read_names(expected.get("byline") or "")
            bylines += [_authors_are_right(article, list(names))] if names else []
    print(f"Mozilla's: {len(results)} pages\n  text      {describe(results)}")
    print(f"  title     {sum(titles) / max(1, len(titles)):.3f} as Readability has it of {len(titles)}")
    print(f"  authors   {sum(bylines) / max(1, len(bylines)):.3f} as Readability has them of {len(bylines)}")
    _report_worst(results, worst)


def _plain(html: str) -> str:
    return "\n".join(lxml.html.fromstring(html).itertext()) if html.strip() else ""


def compare(truth: str, text: str) -> Shares:
    """The shares of shingles that are in both, only in the text, only in the truth."""
    expected, found = shingles(truth), shingles(text)
    both = sum((expected & found).values())
    only_found, only_expected = sum((found - expected).values()), sum((expected - found).values())
    total = both + only_found + only_expected
    return (both / total, only_found / total, only_expected / total) if total else (0.0, 0.0, 0.0)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The text's runs of four words."""
    words = _TOKEN.findall(text)
    return Counter(tuple(words[index : index + 4]) for index in range(max(1, len(words) - 3))) if words else Counter()


def rates(shares: Shares) -> tuple[float, float]:
    """Precision and recall; 1 where nothing was to be found."""
    both, only_found, only_expected = shares
    precision = both / (both + only_found) if both + only_found else 1.0
    return precision, both / (both + only_expected) if both + only_expected else 1.0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder with html/ in it")
    parser.add_argument("--half", choices=("first", "second", "both"), default="both", help="which half of the pages")
    parser.add_argument("--worst", type=int, default=0, help="how many of the worst pages to name")
    parser.add_argument("--labels", type=Path, help="a JSON file of pages read by hand")
    parser.add_argument("--peer", action="store_true", help="measure trafilatura too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
