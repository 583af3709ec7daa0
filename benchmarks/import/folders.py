"""Whether archives of other generators come in without one loss, and whether every link in them still leads.

    python benchmarks/import/folders.py --data DIR [--list N]

DIR holds the folder `corpus` with `opensuse-news`, `ruby-news` (Jekyll) and `ropensci-blog` (Hugo). Each is imported
and built in a temporary folder. Titles, dates, authors and tags are compared with each source's own header, which is
read here again, by other means. Links are found in the sources by a plain CommonMark parser, and what each leads to is
told by the addresses that the site had, from dates and names of the files.
"""

import argparse
import re
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote, urljoin

import yaml
from markdown_it import MarkdownIt

from backfile.archive.catalog import Archive
from backfile.build.pipeline import build
from backfile.build.reading_archive import read_archive
from backfile.build.request import Request, no_progress
from backfile.check.links import Link, inside_links
from backfile.config import Config
from backfile.importers.importing import ImportRequest, import_sources
from backfile.importers.report import ImportReport, Outcome

NOW = 4_000_000_000
SETTINGS = 'title = "Measured"\nbase_url = "https://example.org/"\n[markdown]\nbroken_links = "warning"\n'
SITES = {
    "opensuse-news": "https://news.opensuse.org",
    "ruby-news": "https://www.ruby-lang.org",
    "ropensci-blog": "https://ropensci.org",
}


@dataclass(slots=True)
class Source:
    """A file of the corpus, read here: its header and text, and the addresses at which the site had it."""

    path: str
    values: dict[str, Any]
    body: str
    addresses: set[str] = field(default_factory=set)
    is_published: bool = True


@dataclass(slots=True)
class Tally:
    """What was counted of one archive."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def compare(self, what: str, path: str, expected: object, found: object) -> None:
        """Counts a value as right or wrong."""
        self.counts[f"{what} right" if expected == found else f"{what} wrong"] += 1
        if expected != found:
            self.wrong.append(f"{what} {path}: {expected!r} ≠ {found!r}")


def main() -> int:
    """Prints the table; 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--list", type=int, default=5, help="how many of what is wrong to name")
    arguments = parser.parse_args()
    corpora = [name for name in SITES if (arguments.data / "corpus" / name).is_dir()]
    if not corpora:
        print(f"There is no corpus in {arguments.data}: give its folder with --data.")
        return 2
    return max(measure(arguments.data / "corpus" / name, arguments.list) for name in corpora)


def measure(folder: Path, listed: int) -> int:
    """Imports and builds one archive and prints its lines."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "content").mkdir()
        (root / "backfile.toml").write_text(SETTINGS, encoding="utf-8")
        began = time.perf_counter()
        report = import_sources(ImportRequest(root=root, sources=(folder,)), no_progress)
        imported = time.perf_counter()
        result = build(Request(root=root, now=NOW, search=False))
        built = time.perf_counter()
        read = read_archive(Request(root=root, now=NOW, search=False))
        sources = {source.path: source for source in read_sources(folder)}
        tally = Tally()
        _account(folder, report, tally)
        _fields(folder, root, report, sources, tally)
        _links(folder, report, sources, read.archive, read.config, tally)
        if result.failed:
            tally.wrong += [str(problem) for problem in result.problems if problem.is_error]
        _print(folder.name, tally, result.articles, (imported - began, built - imported), listed)
    return 1 if tally.wrong else 0


def _account(folder: Path, report: ImportReport, tally: Tally) -> None:
    """Every file is an article, skipped with a reason, or a problem with a place."""
    outcomes = {outcome.source: outcome for outcome in report.outcomes}
    for path in sorted(folder.rglob("*.md")):
        outcome = outcomes.get(str(path))
        tally.counts["files"] += 1
        if outcome is None:
            tally.wrong.append(f"not accounted for: {path.relative_to(folder)}")
        else:
            tally.counts[f"files {outcome.status}"] += 1
        if outcome and outcome.status == "quarantined":
            tally.wrong.append(f"in doubt: {path.relative_to(folder)}: {outcome.doubts}")
        if outcome and outcome.status == "problem" and path.read_bytes().strip():
            tally.wrong.append(f"a problem: {[str(problem) for problem in outcome.problems]}")


def read_sources(folder: Path) -> Iterator[Source]:
    """Every file of a corpus, with its addresses."""
    for path in sorted(folder.rglob("*.md")):
        inside = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
        values, body = _split(text)
        source = Source(inside, values, body)
        source.addresses = set(_addresses(folder.name, source))
        source.is_published = str(values.get("published", "true")).lower() != "false"
        yield source


def _split(text: str) -> tuple[dict[str, Any], str]:
    yaml_header = re.match(r"---\s*\n(.*?)\n---[ \t]*\n(.*)", text, re.DOTALL)
    toml_header = re.match(r"\+\+\+\s*\n(.*?)\n\+\+\+[ \t]*\n?(.*)", text, re.DOTALL)
    if yaml_header:
        values = yaml.load(
            yaml_header[1], getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        )  # every value as it is written
        return {str(key).lower(): value for key, value in values.items()}, yaml_header[2]
    return (tomllib.loads(toml_header[1]), toml_header[2]) if toml_header else ({}, text)


def _addresses(corpus: str, source: Source) -> Iterator[str]:
    """Where the site had it, without the last slash or ending."""
    values = source.values
    named = re.search(r"(?:^|/)(\d{4})-(\d\d)-(\d\d)-([^/]*?)(?:/index)?(?:\.\w\w)?\.md$", source.path)
    if not named:
        return
    written = re.match(r"(\d{4})-(\d\d)-(\d\d)", str(values.get("date", "")))
    for date in {named.groups()[:3], written.groups() if written else named.groups()[:3]}:
        day = "/".join(date)
        for slug in {named[4], unquote(str(values.get("slug") or named[4]))}:
            if corpus == "opensuse-news":
                yield f"/{day}/{slug}"
            elif corpus == "ruby-news":
                yield f"/{source.path.split('/', 1)[0]}/news/{day}/{slug}"
            else:
                mark = re.search(r"index\.(\w\w)\.md$", source.path)
                yield (
                    f"/{mark[1]}/blog/{day}/{slug}".lower()
                    if mark and mark[1] != "en"
                    else f"/blog/{day}/{slug}".lower()
                )
    link = str(values.get("link", ""))
    if link.startswith("http"):
        yield re.sub(r"^https?://[^/]+", "", link).rstrip("/")


def _fields(folder: Path, root: Path, report: ImportReport, sources: dict[str, Source], tally: Tally) -> None:
    for outcome in report.outcomes:
        if not outcome.path or outcome.status == "duplicate":  # its path is that of the same story
            continue
        source = sources[_inside(folder, outcome)]
        ours, _ = _split((root / outcome.path).read_text(encoding="utf-8"))
        if source.values.get("title"):
            tally.compare("title", source.path, _text(source.values["title"]), _text(ours.get("title")))
        tally.compare("date", source.path, _date(source), _day_or_time(str(ours.get("date", ""))))
        tally.compare("author", source.path, _labels(source.values.get("author")), _labels(ours.get("author")))
        tags = _labels(source.values.get("tags"))
        rest = _labels(source.values.get("categories"))[1:]
        found = _labels(ours.get("tags"))
        tally.counts["tags"] += len(tags)
        tally.compare("tags of an article", source.path, list(dict.fromkeys((*tags, *rest))), found)


def _inside(folder: Path, outcome: Outcome) -> str:
    return Path(outcome.source).relative_to(folder).as_posix()


def _text(value: object) -> str:
    return " ".join(str(value or "").split())


def _labels(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    texts = (_text(one.get("name") if isinstance(one, dict) else one) for one in items)
    return list(dict.fromkeys(text for text in texts if text))


def _date(source: Source) -> object:
    named = re.search(r"(?:^|/)(\d{4}-\d\d-\d\d)-", source.path)
    written = _day_or_time(str(source.values.get("date", "")))
    return written if written is not None else named and named[1]


def _day_or_time(text: str) -> object:
    """A day as text, a time as seconds since 1970 (in UTC where it names no zone); None for neither."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d?:\d\d(?::\d\d)?) *(Z|UTC|[+-]\d\d:?\d\d)?)?", text.strip())
    if not match or not match[2]:
        return match[1] if match else None
    zone = (match[3] or "+00:00").replace("UTC", "+00:00").replace("Z", "+00:00")
    return datetime.fromisoformat(
        f"{match[1]}T{match[2].zfill(5 if match[2].count(':') == 1 else 8)}{zone}"
    ).timestamp()


_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
_TAG = re.compile(r"\{% link ([^ %]+) %\}")
_REFERENCE = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")


def links_of(source: Source, site: str) -> Iterator[str]:
    """The inside links of a source, `file:` before those that name a file; those to the site's own host are inside."""
    body = _TAG.sub(r"file:\1", source.body).replace("{{ site.url }}", "")
    for match in _REFERENCE.finditer(_PARSER.render(body)):
        url = (match[1] or match[2] or match[3] or "").replace("&amp;", "&")
        own = re.match(rf"(?:https?:)?//(?:www\.)?{re.escape(site.split('//')[1].removeprefix('www.'))}(?=/|$)", url)
        url = url[own.end() :] or "/" if own else url
        if url.startswith("file:") or not re.match(r"[a-zA-Z][\w+.-]*:|//|#|$", url):
            yield url


def target_of(url: str, source: Source, sources: dict[str, Source], by_address: dict[str, str]) -> str:
    """The source that a link leads to; empty where there is none in the corpus."""
    path = unquote(re.split(r"[#?]", url, maxsplit=1)[0])
    if path.startswith("file:"):
        return path[5:] if path[5:] in sources else ""
    if not path:
        return ""
    beside = normpath(f"{dirname(source.path)}/{path}")
    if not path.startswith("/") and beside in sources:
        return beside
    own = next(iter(sorted(source.addresses)), "/")
    whole = path if path.startswith("/") else urljoin(f"{own}/", path)
    return by_address.get(re.sub(r"(?:\.html)?/*$", "", whole), "") or by_address.get(whole.lower().rstrip("/"), "")


def _links(
    folder: Path,
    report: ImportReport,
    sources: dict[str, Source],
    archive: Archive,
    config: Config,
    tally: Tally,
) -> None:
    """Counts what the sources' links lead to, and looks for each in what was built."""
    by_address = {address: path for path, source in sources.items() for address in source.addresses}
    files = {_inside(folder, outcome): outcome.path for outcome in report.outcomes if outcome.path}
    left_out = {_inside(folder, outcome) for outcome in report.outcomes if outcome.status == "duplicate"}
    urls = {entry.article.path: str(entry.url) for entry in (*archive.entries, *archive.pages)}
    redirects = {str(redirect.old): str(redirect.new) for redirect in archive.redirects}
    ours: dict[str, list[Link]] = {}
    for link in inside_links(archive, config):
        ours.setdefault(link.entry.article.path, []).append(link)
    for path, source in sources.items():
        if path in left_out or files.get(path, "") not in urls:
            continue
        reached = {_end(link.url, redirects) for link in ours.get(files[path], []) if link.url}
        for url in links_of(source, SITES[folder.name]):
            target = target_of(url, source, sources, by_address)
            kind = _kind(target, files, urls, reached)
            tally.counts[f"links {kind}"] += 1
            if kind == "broken by us":
                tally.wrong.append(f"link {path}: {url} → {target} ({files.get(target)})")
    tally.counts["links unresolved here"] = sum(link.url is None for links in ours.values() for link in links)


def _end(url: str, redirects: dict[str, str]) -> str:
    path = url.split("#", 1)[0]
    return redirects.get(path, path)


def _kind(target: str, files: dict[str, str], urls: dict[str, str], reached: set[str]) -> str:
    if not target:
        return "broken at the source: nothing in the corpus"
    if files.get(target, "") not in urls:
        return "broken at the source: to what is not published"
    return "that lead" if urls[files[target]] in reached else "broken by us"


def _print(name: str, tally: Tally, articles: int, seconds: tuple[float, float], listed: int) -> None:
    print(f"{name}: imported in {seconds[0]:.1f} s, built in {seconds[1]:.1f} s, {articles} articles published")
    for key in sorted(tally.counts):
        print(f"  {tally.counts[key]:>7,}  {key}")
    print(f"  {len(tally.wrong):>7,}  LOST OR WRONG" if tally.wrong else "  nothing lost")
    for line in tally.wrong[:listed]:
        print(f"           {line[:220]}")


if __name__ == "__main__":
    sys.exit(main())
