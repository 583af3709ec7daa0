"""Nikola's sites: posts and pages with their comments of metadata, and the addresses that Nikola gives them."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from backfile.archive.dates import parse_moment
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.archive.urls import slugify
from backfile.importers.folders.around import Around
from backfile.importers.folders.content_links import link_pattern, with_links
from backfile.importers.folders.document import Document
from backfile.importers.folders.languages import language_tag, with_language
from backfile.importers.folders.marks import told
from backfile.importers.folders.reading import FolderImporter, Turned
from backfile.importers.folders.rewriting import rewrite
from backfile.importers.folders.roots import find_root
from backfile.importers.folders.settings_file import read_settings_file
from backfile.importers.folders.shortcodes import SHORTCODE_RULES, SHORTCODES
from backfile.importers.folders.site import Header, Page, Site
from backfile.importers.folders.zones import known_zone
from backfile.problems import Problem

CONFIG = ("conf.py",)
_COMMENT = re.compile(r"\s*<!--[ \t]*\n(?P<lines>(?:[ \t]*\.\. [\w-]+:.*\n|[ \t]*\n)+)[ \t]*-->[ \t]*\n?")
_LINES = re.compile(r"\s*(?P<lines>(?:\.\. [\w-]+:.*\n)+)")
_LINE = re.compile(r"[ \t]*\.\. ([\w-]+):[ \t]*(.*?)[ \t]*$")


class Nikola(FolderImporter):
    """Sites of Nikola. Of its settings, which are a program, only plain values are read."""

    name = "nikola"

    def claims(self, names: Sequence[str]) -> float:
        """By its settings with posts beside them; sidecars of metadata make it surer."""
        has_posts = any(re.match(r"posts/.*\.(?:md|rst|html|ipynb|txt)$", name) for name in names)
        if "conf.py" not in names or not has_posts:
            return 0.0
        return 0.95 if any(name.endswith(".meta") for name in names) else 0.75

    def settings(self, folder: Path, names: Sequence[str], given: Mapping[str, Any]) -> Site:
        root = find_root(folder, CONFIG, inside=("posts", "pages"))
        path = root / "conf.py"
        read, problems = read_settings_file(path) if path.is_file() else ({}, ())
        config = {**read, **{str(key).upper(): value for key, value in given.items()}}
        url = str(config.get("SITE_URL") or "").rstrip("/")
        translations = config.get("TRANSLATIONS")
        return Site(
            root=str(root),
            url=url if url.startswith("http") else "",
            timezone=known_zone(config.get("TIMEZONE")),
            language=language_tag(str(config.get("DEFAULT_LANG") or "en")),
            languages=tuple(map(language_tag, translations)) if isinstance(translations, dict) else (),
            is_known=bool(config),
            settings=config,
            static=("files", "images", "galleries", "listings", ""),
            defaults=_sidecars(root, names),
            problems=problems,
        )

    def header(self, text: str, name: str) -> FrontMatter | Problem:
        """Nikola's comment of `.. key: value` lines, or a header as others have it."""
        match = _COMMENT.match(text) or _LINES.match(text)
        if match is None:
            return parse_front_matter(text, name)
        first = text.count("\n", 0, match.start("lines"))
        values, places = _values(match["lines"], first)
        body = text[match.end() :].lstrip("\n")
        body_line = text.count("\n", 0, len(text) - len(body)) + 1
        return FrontMatter(dict(values), body, body_line, places, "pelican", match["lines"])

    def place(self, header: Header, site: Site) -> Page:
        return _page(header, site)

    def meant(self, document: Document, page: Page, site: Site) -> dict[str, Any]:
        values = {**page.values, **document.values}
        if isinstance(values.get("tags"), str):
            values["tags"] = [part.strip() for part in values["tags"].split(",") if part.strip()]
        if isinstance(values.get("tags"), list):
            values["tags"] = [tag for tag in values["tags"] if tag not in _TAGS_OF_DRAFTS]
        if values.get("previewimage") and not values.get("image"):
            values["image"] = values.pop("previewimage")
        if not values.get("author") and site.setting("BLOG_AUTHOR"):
            values["author"] = site.setting("BLOG_AUTHOR")
        return {key: value for key, value in values.items() if value != ""}

    def turned(self, document: Document, around: Around, site: Site) -> Turned:
        found = rewrite(document.front.body, SHORTCODES, SHORTCODE_RULES, around, is_html=document.is_html)
        text = re.sub(r"<!--\s*TEASER_END(?::[^>]*)?\s*-->|^\.\. TEASER_END.*$", "<!--more-->", found.text, flags=re.M)
        text = with_links(text, _LINK, lambda match: _address(match, around))
        return Turned(text, told(found, document.name, document.front.body_line), found.dropped)


_LINK = link_pattern(r"link://(?P<kind>\w+)/(?P<path>[^\s)#\"'>]+)")
_TAGS_OF_DRAFTS = ("draft", "private", "mathjax")


def _address(match: re.Match[str], around: Around) -> str:
    """Where `link://slug/…`, `link://filename/…` and links to terms lead; terms have pages of ours."""
    if match["kind"] == "filename":
        return around.file_link(match["path"])
    if match["kind"] == "slug":
        return around.page_link(match["path"])
    folder = {"tag": "tags", "category": "sections", "author": "authors"}.get(match["kind"], "")
    return f"/{folder}/{slugify(match['path'])}/" if folder else ""


def _values(lines: str, first: int) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    values: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines.split("\n"), first + 1):
        match = _LINE.match(line)
        if match:
            key = match[1].lower()
            values[key], places[key] = match[2], (number, match.start(2) + 1)
    return values, places


def _sidecars(root: Path, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The metadata in a `.meta` file beside a text, by the text's path."""
    found: dict[str, dict[str, Any]] = {}
    for name in names:
        stem = name.rsplit(".", 1)[0]
        path = root / f"{stem}.meta"
        if path.is_file() and path.stat().st_size < 1 << 20:
            text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
            values, _ = _values(text, 0)
            front = parse_front_matter(text, "") if not values else None
            found[name] = dict(front.values) if isinstance(front, FrontMatter) else dict(values)
    return found


_OTHER_FOLDERS = ("themes", "plugins", "output", "cache", "files", "templates", "listings")


class _Path(msgspec.Struct, frozen=True):
    """A document's path taken apart."""

    stem: str
    lang: str
    folders: tuple[str, ...]


def _taken_apart(inside: str, site: Site) -> _Path:
    *folders, file = inside.split("/")
    stem, *marks = file.split(".")
    lang = next((tag for mark in marks if (tag := language_tag(mark)) and tag in site.languages), "")
    return _Path(stem, "" if lang == site.language else lang, tuple(folders))


def _page(header: Header, site: Site) -> Page:
    shared = site.defaults.get(header.inside, {})
    header = Header(header.inside, {**shared, **header.values}, header.has_text, header.has_header or bool(shared))
    path = _taken_apart(header.inside, site)
    if not path.folders or path.folders[0] in _OTHER_FOLDERS:
        return Page(inside=header.inside, skipped="it stands outside of the site's posts and pages")
    stamp = header.text("date")
    date = stamp if parse_moment(stamp, site.timezone or "UTC") else ""
    slug = header.text("slug") or slugify(path.stem)
    is_post = path.folders[0] == "posts"
    above = "/".join((_output(path.folders[0], site), *path.folders[1:]))
    mark = f"/{path.lang.lower()}" if path.lang else ""
    is_pretty = str(site.settings.get("PRETTY_URLS", True)) == "True"
    address = re.sub("/{2,}", "/", f"{mark}/{above}/{slug}{'/' if is_pretty else '.html'}")
    tags = header.values.get("tags")
    words = [one.strip() for one in tags.split(",")] if isinstance(tags, str) else []
    return Page(
        inside=header.inside,
        address=address,
        url="" if date and is_post else address,
        aliases=(address,) if date and is_post else (),
        names=(slug, path.stem),
        title=header.text("title"),
        date=date if is_post else "",
        lang=path.lang,
        slug=with_language(slug, path.lang, site),
        values=shared,
        is_draft=header.text("status").lower() in ("draft", "private") or bool({"draft", "private"} & set(words)),
        is_page=not (date and is_post),
    )


def _output(folder: str, site: Site) -> str:
    """The folder of the output that the settings give to one of the source's."""
    given = [*_rows(site.settings.get("POSTS")), *_rows(site.settings.get("PAGES"))]
    for source, output in given:
        if source.split("/", 1)[0] == folder:
            return output
    return "posts" if folder == "posts" else "" if folder in ("pages", "stories") and given else folder


def _rows(value: Any) -> list[tuple[str, str]]:
    rows = value if isinstance(value, tuple | list) else ()
    return [(str(row[0]), str(row[1])) for row in rows if isinstance(row, tuple | list) and len(row) > 1]
