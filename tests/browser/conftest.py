"""The sites that the browser tests look at, each built once in a session, and a server as strict as a careful host."""

import shutil
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from backfile.build.pipeline import build
from backfile.build.request import Request
from folder_server import serving
from site_builder import NOW, Site

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'"
)
WORDS = ("anchor", "beacon", "copper", "dynamo", "ether", "filament", "gutta", "harbour", "insulator", "junction")
SMALL_ARTICLES = 60

expect.set_options(timeout=20_000)  # milliseconds: how long a busy machine may take, not how long a reader waits


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive with one article more, `every-part`, built with search."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in the theme `plain`."""
    return build_sample(tmp_path_factory.mktemp("plain"), theme="plain")


@pytest.fixture(scope="session")
def paper_host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A host's folder in which the same site stands under `paper/`, built for https://example.org/paper/."""
    host = tmp_path_factory.mktemp("host")
    build_sample(tmp_path_factory.mktemp("paper"), output=host / "paper", base_url="https://example.org/paper/")
    return host


@pytest.fixture(scope="session")
def one_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty small articles in one search index."""
    return build_small_articles(tmp_path_factory.mktemp("one"), shard_size=5000)


@pytest.fixture(scope="session")
def many_shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same sixty in three indexes of twenty."""
    site = build_small_articles(tmp_path_factory.mktemp("many"), shard_size=20)
    assert (site / "pagefind" / "shard-3").is_dir()
    return site


@pytest.fixture
def sample(static_server: Callable[[Path], str], sample_site: Path) -> str:
    """The URL of the sample site, without the last slash."""
    return static_server(sample_site)


@pytest.fixture
def strict_server() -> Iterator[Callable[[Path], str]]:
    """Serves a folder with a Content-Security-Policy that allows nothing inline and no other host."""
    with serving(StrictHandler) as serve:
        yield serve


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves files, each under the policy."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


def build_sample(root: Path, theme: str = "broadsheet", **asked: Any) -> Path:
    """Copies the sample archive to `root`, adds the article that has every part, builds; the folder of the site."""
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "backfile.toml").read_text(encoding="utf-8")
    (root / "backfile.toml").write_text(f'theme = "{theme}"\n{settings}', encoding="utf-8")
    (root / "content/1999/09").mkdir(parents=True)
    shutil.copyfile(Path(__file__).with_name("every-part.md"), root / "content/1999/09/every-part.md")
    dead = "content/1999/09/every-part.md\thttps://gone.example.org/\n"
    (root / "content/links.tsv").write_text(dead, encoding="utf-8")
    result = build(Request(root=root, now=NOW, **asked))
    assert not result.problems
    return Path(asked.get("output", root / "site"))


def build_small_articles(root: Path, shard_size: int) -> Path:
    """Sixty articles over five years, two words of ten in each, in indexes of that size; the folder of the site."""
    site = Site(root).config(search={"shard_size": shard_size})
    for number in range(SMALL_ARTICLES):
        site.article(
            f"{2000 + number // 12}/{number % 12 + 1:02}/a-{number:02}",
            f"Of {WORDS[number % 10]} and {WORDS[(number * 7 + 3) % 10]}, only{number:02}here.\n\n{_aside(number)}",
            title=f"{WORDS[number % 10].capitalize()} number {number}",
            tags=[f"Tag {number % 5}", "Everything"],
            section=["Radio", "Space", "Chips"][number % 3],
            author=["Jane Doe", "John Roe"][number % 2],
        )
    site.build(search=True)
    assert not site.problems
    return site.output


def _aside(number: int) -> str:
    """Words for single tests: one that begins like a word of every article, one in the last place of a sentence, and
    markup as text."""
    asides = {
        7: "They had a wireless set.",
        8: "It was telegraphy.",
        9: "Escaped `<img src=x onerror=alert(1)>` markupcase.",
    }
    return f"The wire was long. {asides.get(number, '')}\n"
