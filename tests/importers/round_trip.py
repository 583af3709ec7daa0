"""There and back: an archive is built, its site imported into another, and the two compared file by file."""

import re
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.importers.importing import ImportRequest, import_sources
from backfile.importers.report import ImportReport
from site_builder import Site

BASE = "https://example.org"
_ADDRESS = re.compile(r"(\]\()([^)\s]+)")
_HASH = re.compile(r"-[0-9a-f]{8}(?=\.\w+$)")
_TABLE_LINE = re.compile(r"^\|[-:| ]+\|$", re.MULTILINE)
_ARTICLE = re.compile(r"\d{4}/\d\d/[^/]+/index\.html")
_SHOWN_MEDIUM = re.compile(r"[\w:/.-]*/([\w-]+?)(?:-[0-9a-f]{8})?\.(?:svg|png|jpg)\b")


def imported(site: Path, root: Path, form: str = "html", **wishes: Any) -> ImportReport:
    """What an import of a site's folder, or of one file of it, brings into the archive at `root`."""
    request = ImportRequest(root=root, sources=(site,), format=form, jobs=1, **wishes)
    return import_sources(request, lambda *_: None)


def round_trip(first: Site, root: Path, **wishes: Any) -> tuple[Site, ImportReport]:
    """The archive that the built site of `first` gives when it is imported, with the same settings, and the report."""
    second = Site(root).write("backfile.toml", (first.root / "backfile.toml").read_bytes())
    site = first.build()
    assert not site.result.failed, site.problems
    return second, imported(site.output, root, **wishes)


def articles(site: Site) -> dict[str, tuple[dict[str, Any], str]]:
    """By name (`2020/10/locks`) the front matter and the body of each article, in the shape that two archives of the
    same content have in common: `source` is left out, a medium is its bytes, a link to an article its name."""
    content = site.root / "content"
    files = sorted(content.rglob("*.md"))
    names = {name_of(file, content) for file in files}
    return {name_of(file, content): _comparable(file, content, names) for file in files}


def name_of(file: Path, content: Path) -> str:
    """`2020/10/locks` for the article's file, whether it has a folder of its own or not."""
    return file.relative_to(content).as_posix().removesuffix(".md").removesuffix("/index")


def _comparable(file: Path, content: Path, names: set[str]) -> tuple[dict[str, Any], str]:
    front = parse_front_matter(file.read_text("utf-8"), file.name)
    assert isinstance(front, FrontMatter), front
    values = {key: value for key, value in front.values.items() if key != "source"}
    image = values.get("image")
    if isinstance(image, dict):
        values["image"] = {**image, "src": _medium(file, content, image["src"])}
    elif image:
        values["image"] = {"src": _medium(file, content, image)}
    body = _ADDRESS.sub(lambda match: match[1] + _address(match[2], file, content, names), front.body)
    return values, _plain_table_lines(re.sub(r"\n\n(?=\[\^)", "\n", body))


def _plain_table_lines(body: str) -> str:
    """Tables with as many spaces and hyphens as they need: `|--:|`."""
    return _TABLE_LINE.sub(lambda match: re.sub(r" *(-)-* *| +", r"\1", match[0]), body).replace("|  |", "| |")


def _medium(file: Path, content: Path, written: str) -> str:
    path = content / written.lstrip("/") if written.startswith("/") else file.parent / written
    return _HASH.sub("", path.name) + f" {path.read_bytes()!r}" if path.is_file() else written


def _address(written: str, file: Path, content: Path, names: set[str]) -> str:
    """What a link leads to: an article by its name, a medium by its own, else the address within the site."""
    path, mark, anchor = written.removeprefix(BASE).partition("#")
    if not path or ":" in path:
        return written
    here = file.relative_to(content).as_posix()
    seen = path if path.startswith("/") else f"/{normpath(f'{dirname(here)}/{path}')}"
    name = re.sub(r"(?:/index)?\.md$", "", seen).strip("/")
    if name in names:
        return f"article:{name}{mark}{anchor}"
    if name.removeprefix("pages/") in names or f"pages/{name}" in names:
        return f"article:pages/{name.removeprefix('pages/')}{mark}{anchor}"
    return _HASH.sub("", path.rsplit("/", 1)[-1]) if (file.parent / path).is_file() else seen + mark + anchor


def article_pages(site: Site) -> dict[str, str]:
    """The pages of dated articles of the built site, by path: media by their bare names, wherever they stand, and
    addresses within the site from its root."""
    found = {path: data.decode() for path, data in site.files().items() if _ARTICLE.fullmatch(path)}
    return {path: _SHOWN_MEDIUM.sub(r"\1", text).replace(f'href="{BASE}/', 'href="/') for path, text in found.items()}
