"""How well text dumps of saved pages are read, against what is known of those pages.

    python benchmarks/import/textdump.py [--data ../shared/data] [--half first|second] [--worst N]

Text is measured as 4-word shingles, as the article extraction benchmark does; titles, dates and authors against what
the pages declare in JSON-LD and meta tags. Tag lines are measured in `tag_lines.py`.
The pages are split in two halves by file name: the first is for development, the second to look at last.
"""

import argparse
import gzip
import html.parser
import io
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "generator"))

from backfile.importers.importer import Draft, ImportContext, Input
from backfile.importers.prose import letters
from backfile.importers.textdump import TextDump
from backfile.importers.textdump.names import read_names

DEFAULT_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
BAD_TEXT = 0.8
_TOKEN = re.compile(r"\w+")
_MARKS = re.compile(r"^(?:#+ |- |\d+\. |> |\{\.pullquote\}$)|\\(?=[!-/:-@\[-`{-~])", re.MULTILINE)


@dataclass(slots=True)
class Declared:
    """What a page says of its article: every title, date and author, in any of its forms."""

    titles: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Result:
    """One page measured; None where the page declares nothing to measure by."""

    key: str
    shares: tuple[float, float, float]
    title: bool | None
    date: bool | None
    author: bool | None
    doubtful: bool
    draft: Draft | None


def main() -> None:
    """Prints the table."""
    arguments = _arguments()
    if not arguments.data.is_dir():
        print(f"There is no data at {arguments.data}: give its folder with --data.")
        return
    for half in ("first", "second"):
        if arguments.half in (half, "both"):
            report_pages(arguments.data, half, arguments.worst, arguments.fields)


def report_pages(data: Path, half: str, worst: int, fields: str) -> None:
    """Measures one half of the pages and prints a line for each figure."""
    began = time.perf_counter()
    results = [measure(data, key) for key in _keys(data, half)]
    seconds = time.perf_counter() - began
    precision, recall, f1 = _rates(tuple(map(sum, zip(*(result.shares for result in results), strict=True))))
    print(f"{half} half: {len(results)} pages, {seconds:.1f} s with reading the truth")
    print(f"  text      F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}")
    for name in ("title", "date", "author"):
        known = [getattr(result, name) for result in results if getattr(result, name) is not None]
        print(f"  {name:<9} {sum(known) / max(1, len(known)):.3f} right of {len(known)} that declare it")
    _report_doubts(results)
    for result in sorted(results, key=lambda one: _rates(one.shares)[2])[:worst]:
        print("   ", result.key[:10], *(f"{rate:.2f}" for rate in _rates(result.shares)), *_doubts(result)[:2])
    for name in filter(None, fields.split(",")):
        for result in results:
            if getattr(result, name) is False:
                print(
                    "   ",
                    name,
                    result.key[:10],
                    repr(_value(result, name))[:100],
                    "≠",
                    _expected(data, result.key, name),
                )


def _report_doubts(results: list[Result]) -> None:
    bad = [result for result in results if _rates(result.shares)[2] < BAD_TEXT]
    wrong = [result for result in results if result.title is False or result.date is False]
    sure = [result for result in results if not result.doubtful]
    print(
        f"  doubts    on {len(results) - len(sure)} of {len(results)}; on {_doubtful(bad)} of {len(bad)} with bad text,"
    )
    print(f"            on {_doubtful(wrong)} of {len(wrong)} with a wrong or missing title or date")
    if sure:
        _, _, f1 = _rates(tuple(map(sum, zip(*(result.shares for result in sure), strict=True))))
        print(f"            without doubt: {len(sure)} pages, F1 {f1:.3f}, title and date right {_right(sure):.3f}")


def _right(results: list[Result]) -> float:
    return sum(result.title is not False and result.date is not False for result in results) / len(results)


def _doubtful(results: list[Result]) -> int:
    return sum(result.doubtful for result in results)


def _doubts(result: Result) -> tuple[str, ...]:
    return result.draft.doubts if result.draft else ("refused",)


def _value(result: Result, name: str) -> object:
    if result.draft is None:
        return None
    return {"title": result.draft.title, "date": result.draft.date, "author": result.draft.authors}[name]


def _expected(data: Path, key: str, name: str) -> str:
    declared = read_declared(data, key)
    return repr(
        list(dict.fromkeys({"title": declared.titles, "date": declared.dates, "author": declared.authors}[name]))
    )


def measure(data: Path, key: str) -> Result:
    """Reads one dump, alone, and compares."""
    content = (data / "dumps" / f"{key}.txt").read_bytes()
    reading = next(iter(TextDump().read(Input(key, lambda: io.BytesIO(content)), {}, ImportContext())))
    draft, declared = reading.draft, read_declared(data, key)
    text = plain(draft.body) if draft else ""
    return Result(
        key,
        compare(_truth(data)[key]["articleBody"], text),
        title_is_right(draft.title if draft else "", declared.titles),
        date_is_right(draft.date if draft else "", declared.dates),
        authors_are_right(draft.authors if draft else (), declared.authors),
        draft is None or bool(draft.doubts),
        draft,
    )


def plain(body: str) -> str:
    """The Markdown of a body without its marks; a pull quote repeats the text and is left out."""
    blocks = [block for block in body.split("\n\n") if not block.startswith("{.pullquote}")]
    return _MARKS.sub("", "\n".join(blocks))


def compare(truth: str, text: str) -> tuple[float, float, float]:
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


def _rates(shares: tuple[float, ...]) -> tuple[float, float, float]:
    both, only_found, only_expected = shares
    precision = both / (both + only_found) if both + only_found else 1.0
    recall = both / (both + only_expected) if both + only_expected else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def title_is_right(title: str, declared: list[str]) -> bool | None:
    """Whether it equals a declared title, or one without the site's name behind a bar or dash."""
    forms = {letters(part) for text in declared for part in (text, *_without_site(text))} - {""}
    return letters(title) in forms if forms else None


def _without_site(title: str) -> Iterator[str]:
    for mark in (" | ", " - ", " – ", " — ", " : ", " » ", " · "):
        if mark in title:
            yield title.rsplit(mark, 1)[0]
            yield title.split(mark, 1)[0]
            yield title.split(mark, 1)[1]


def date_is_right(date: str, declared: list[str]) -> bool | None:
    """Whether it is a declared day, or the day beside it where the page gives a time: zones differ."""
    days = {day for text in declared for day in _days(text)}
    return date[:10] in days if days else None


def _days(text: str) -> set[str]:
    """The days a declared time may be where the page was written: with no offset it may be UTC, 14 hours away."""
    match = re.match(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d).*?(Z|[+-]\d\d:?\d\d)?$)?", text)
    if not match or match[1] < "1900":
        return set()
    if not match[2] or (match[3] or "Z").replace(":", "") not in ("Z", "+0000"):
        return {match[1]}
    moment = datetime.fromisoformat(f"{match[1]}T{match[2]}")
    return {(moment + timedelta(hours=hours)).date().isoformat() for hours in (-11, 0, 12)}


def authors_are_right(authors: tuple[str, ...], declared: list[str]) -> bool | None:
    """Whether they are the declared ones: the same names, or for a single one the name within it."""
    expected = {letters(name) for text in declared for name in (text, *read_names(text))} - {""}
    if not expected:
        return None
    found = {letters(name) for name in authors}
    return bool(found) and all(any(name in other or other in name for other in expected) for name in found)


class _Metadata(html.parser.HTMLParser):
    """Collects meta tags, JSON-LD and first headings of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self.headings: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.meta.setdefault(name.lower(), []).append(values.get("content", "").strip())
        elif tag == "script" and "ld+json" in values.get("type", ""):
            self._inside = "script"
            self.scripts.append("")
        elif tag == "h1":
            self._inside = "h1"
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        elif self._inside == "h1":
            self.headings[-1] += data


def read_declared(data: Path, key: str) -> Declared:
    """What the saved page declares."""
    page = _Metadata()
    with gzip.open(data / "html" / "scrapinghub" / "html" / f"{key}.html.gz") as stream:
        page.feed(stream.read().decode("utf-8", errors="replace"))
    objects = [one for script in page.scripts for one in _articles(script)]
    declared = Declared(
        titles=[str(one["headline"]) for one in objects if isinstance(one.get("headline"), str)],
        dates=[str(one["datePublished"]) for one in objects if isinstance(one.get("datePublished"), str)],
        authors=[name for one in objects for name in _names(one.get("author"))],
    )
    declared.titles += [text for name in ("og:title", "twitter:title") for text in page.meta.get(name, [])]
    declared.titles += [" ".join(text.split()) for text in page.headings if len(page.headings) == 1]
    for name in ("article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued"):
        declared.dates += page.meta.get(name, [])
    for name in ("author", "article:author", "parsely-author", "sailthru.author"):
        declared.authors += [] if declared.authors else page.meta.get(name, [])
    declared.authors = [name for name in declared.authors if name and not name.startswith("http")]
    return declared


def _articles(script: str) -> Iterator[dict[str, object]]:
    try:
        yield from (
            one for one in _objects(json.loads(script, strict=False)) if re.search("Article|Posting", _type(one))
        )
    except ValueError:
        return


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(inner)


def _type(one: dict[str, object]) -> str:
    return str(one.get("@type"))


def _names(author: object) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") if isinstance(one, dict) else one
        yield from (text for text in (name if isinstance(name, list) else [name]) if isinstance(text, str))


def _keys(data: Path, half: str) -> list[str]:
    keys = sorted(_truth(data))
    return keys[: len(keys) // 2] if half == "first" else keys[len(keys) // 2 :]


_CACHE: dict[Path, dict[str, dict[str, str]]] = {}


def _truth(data: Path) -> dict[str, dict[str, str]]:
    if data not in _CACHE:
        _CACHE[data] = json.loads((data / "html" / "scrapinghub" / "ground-truth.json").read_text(encoding="utf-8"))
    return _CACHE[data]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="the data folder")
    parser.add_argument("--half", choices=("first", "second", "both"), default="both", help="which pages to measure")
    parser.add_argument("--worst", type=int, default=0, help="also list the pages read worst")
    parser.add_argument("--fields", default="", help="also list where these are wrong: title,date,author")
    return parser.parse_args()


if __name__ == "__main__":
    main()
