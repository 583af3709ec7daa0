"""Whether a built site is right: a time counts only if it is. Reads the output and never changes it."""

import html
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from edits import ADDED_PARAGRAPH, Edit
from expected import PER_PAGE, Expected, Sample, term_urls

TAG = re.compile(r"<[^>]*>")
LINK = re.compile(r'href="(?:https://gazette\.example)?(/[^"#?]*)"')
RELATED = re.compile(r'<section[^>]*class="[^"]*\brelated\b.*?</section>', re.DOTALL)
ATOM = "{http://www.w3.org/2005/Atom}"
RELATED_LIMIT = 8

KINDS = (
    ("article", r"/\d{4}/\d\d/[^/]+/index\.html"),
    ("month", r"/\d{4}/\d\d/index\.html"),
    ("year", r"/\d{4}/index\.html"),
    ("older", r"/.*/page/\d+/index\.html"),
    ("list", r"/(?:tags|authors|sections)/[^/]+/index\.html"),
    ("terms", r"/(?:tags|authors|sections)/index\.html"),
    ("front", r"/index\.html"),
    ("archive", r"/archive/index\.html"),
    ("search", r"/search/index\.html"),
    ("notfound", r"/404\.html"),
    ("robots", r"/robots\.txt"),
    ("atom", r"/(?:.*/)?feed\.xml"),
    ("json feed", r"/(?:.*/)?feed\.json"),
    ("sitemap", r"/sitemap[^/]*\.xml"),
    ("pagefind", r"/pagefind/.*"),
    ("fragment", r"/fragments/.*"),
    ("asset", r"/assets/.*"),
)
KIND = re.compile("|".join(f"(?P<{name.replace(' ', '_')}>{pattern})" for name, pattern in KINDS))


class WrongOutputError(Exception):
    """The site is not what it must be; the text names what is wrong."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of a site: how many of each kind, and the bytes of all and of all article pages."""

    kinds: dict[str, int]
    bytes: int
    article_bytes: int

    @property
    def files(self) -> int:
        return sum(self.kinds.values())


def take_inventory(output: Path) -> Inventory:
    kinds: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for folder, _, names in os.walk(output):
        place = "/" + os.path.relpath(folder, output).removeprefix(".") + "/"
        for name in names:
            kind = kind_of(re.sub("//+", "/", place + name))
            kinds[kind] += 1
            total[kind] += (Path(folder) / name).stat().st_size
    return Inventory(dict(kinds), total.total(), total["article"])


def kind_of(path: str) -> str:
    """What a file is by its place, which is the same in every generator's site."""
    match = KIND.fullmatch(path)
    return (match.lastgroup or "").replace("_", " ") if match else "other"


def check_site(output: Path, expected: Expected, inventory: Inventory, *, related: bool) -> None:
    """Raises `WrongOutputError` with everything that is wrong with the site as a whole."""
    _fail_on(list(_wrong_numbers(inventory, expected)))
    _fail_on(
        [
            *(wrong for sample in expected.samples for wrong in _wrong_article(output, sample, related)),
            *(wrong for url, articles in expected.lists.items() for wrong in _wrong_list(output, url, articles)),
            *_wrong_feeds(output, expected),
            *_wrong_sitemap(output, expected),
        ]
    )


def check_edit(output: Path, edit: Edit, newest: str) -> None:
    """Raises `WrongOutputError` if an edit does not show where it must; `newest` was the last article before it."""
    now, page = edit.now, _read(output, edit.now.url)
    shown = {url: _links_of_list(output, url) for url in {*term_urls(edit.was), *term_urls(now)}}
    wrong = [f"{url} lacks {now.url}" for url in term_urls(now) if now.url not in shown[url]]
    wrong += [f"{url} still has {now.url}" for url in shown if url not in term_urls(now) and now.url in shown[url]]
    wrong += [f"{now.url} lacks a link to {url}" for url in term_urls(now) if url not in _links(page)]
    if edit.name == "body edit" and ADDED_PARAGRAPH not in text_of(page):
        wrong.append(f"{now.url} lacks the new paragraph")
    if edit.name == "new article":
        month = f"/{now.date:%Y/%m}/"
        wrong += [f"{url} lacks {now.url}" for url in ("/", month, newest) if now.url not in _links(_read(output, url))]
        wrong += [] if newest in _links(page) else [f"{now.url} lacks its neighbour {newest}"]
    _fail_on(wrong)


def _fail_on(wrong: list[str]) -> None:
    if wrong:
        more = f"\n… and {len(wrong) - 20} more" if len(wrong) > 20 else ""
        raise WrongOutputError("\n".join(wrong[:20]) + more)


def _wrong_numbers(inventory: Inventory, expected: Expected) -> Iterator[str]:
    for kind, (least, most) in expected.files.items():
        found = inventory.kinds.get(kind, 0)
        if not least <= found <= most:
            yield f"{found} files of kind {kind}, not {least} to {most}"


def _wrong_article(output: Path, sample: Sample, related: bool) -> Iterator[str]:
    url = sample.heading.url
    page = _read(output, url)
    text, links = text_of(page), _links(page)
    for part in (sample.heading.title, sample.heading.standfirst, sample.first, sample.last):
        if part not in text:
            yield f'{url} lacks "{part}"'
    for link in (*term_urls(sample.heading), sample.earlier, sample.later):
        if link and link not in links:
            yield f"{url} lacks a link to {link}"
    section = RELATED.search(page)
    number = section[0].count("<li") if section else 0
    if number not in (range(1, RELATED_LIMIT + 1) if related else (0,)):
        yield f"{url} has {number} related articles"


def _wrong_list(output: Path, url: str, articles: frozenset[str]) -> Iterator[str]:
    missing = articles - _links_of_list(output, url)
    if missing:
        yield f"{url} lacks {len(missing)} of its {len(articles)} articles, one of them {min(missing)}"


def _wrong_feeds(output: Path, expected: Expected) -> Iterator[str]:
    lists = {url: len(articles) for url, articles in expected.lists.items() if not url[1].isdigit()}
    for url, count in {"/": len(expected.urls), **lists}.items():
        folder = output / url.strip("/")
        try:
            atom = ElementTree.parse(folder / "feed.xml").getroot().findall(f"{ATOM}entry")
            items = json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]
        except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
            yield f"{url} has feeds that cannot be read: {error}"
            continue
        if not len(atom) == len(items) == min(count, PER_PAGE):
            yield f"{url} has feeds of {len(atom)} and {len(items)} entries"
        with_text = {entry.find(f"{ATOM}content") is not None for entry in atom} | {"content_html" in i for i in items}
        if with_text != {url == "/" or url.startswith("/sections/")}:
            yield f"{url} has feeds with the wrong amount of text"


def _wrong_sitemap(output: Path, expected: Expected) -> Iterator[str]:
    found: set[str] = set()
    for file in output.glob("sitemap*.xml"):
        found.update(re.findall(r"<loc>https://gazette\.example(/[^<]*)</loc>", file.read_text(encoding="utf-8")))
    missing = expected.urls - found
    if missing:
        yield f"the sitemap lacks {len(missing)} articles, one of them {min(missing)}"


def _read(output: Path, url: str) -> str:
    """The page; nothing where there is none, so that all it should say is missing."""
    file = output / url.strip("/") / "index.html"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _links_of_list(output: Path, url: str) -> set[str]:
    """The links on the front of a list and all its further pages; none if there is no such list."""
    files = (output / url.strip("/")).glob("index.html"), (output / url.strip("/")).glob("page/*/index.html")
    return {link for group in files for file in group for link in _links(file.read_text(encoding="utf-8"))}


def _links(page: str) -> set[str]:
    return set(LINK.findall(page))


def text_of(page: str) -> str:
    """What a reader reads of a page, in one line."""
    return " ".join(html.unescape(TAG.sub("", page)).split())
