"""Eleventy's sites: Markdown templates with their data, and the addresses that Eleventy gives them."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from backfile.archive.dates import parse_moment
from backfile.archive.urls import slugify
from backfile.importers.folders.around import Around
from backfile.importers.folders.document import Document
from backfile.importers.folders.headers import listed, names_in
from backfile.importers.folders.languages import (
    folder_languages,
    language_of_folders,
    language_tag,
    main_language,
    with_language,
)
from backfile.importers.folders.liquid import LIQUID, LIQUID_RULES, with_own_address
from backfile.importers.folders.marks import told
from backfile.importers.folders.reading import FolderImporter, Turned
from backfile.importers.folders.rewriting import rewrite
from backfile.importers.folders.roots import files_below, find_root
from backfile.importers.folders.settings_file import first_file, read_settings_file
from backfile.importers.folders.site import Header, Page, Site

CONFIG = ("eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts", ".eleventy.js")
_OWN = ("_includes", "_data", "_layouts", "_site", "node_modules", "_components")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_](.+)")
_RULE = re.compile(r"(?:git )?(?:last modified|created)$", re.IGNORECASE)
"""Dates that Eleventy takes from files or from git."""

_DATA_ENDINGS = (".11tydata.json", ".json")
_COLLECTIONS = ("post", "posts", "all", "nav", "blog", "page", "pages", "article", "articles")


class Eleventy(FolderImporter):
    """Sites of Eleventy. Settings that are programs are not run: only where the texts lie is read in them."""

    name = "eleventy"

    def claims(self, names: Sequence[str]) -> float:
        """By its settings; they may be hidden, and then by its data files and its includes."""
        if any(name.rsplit("/", 1)[-1] in CONFIG for name in names):
            return 0.9
        has_data = any(re.search(r"\.11ty(?:data)?\.(?:js|cjs|mjs|json|ts)$", name) for name in names)
        has_includes = any("_includes/" in name and name.endswith((".njk", ".liquid", ".webc")) for name in names)
        return 0.8 if has_data else 0.6 if has_includes else 0.0

    def settings(self, folder: Path, names: Sequence[str], given: Mapping[str, Any]) -> Site:
        root = find_root(folder, CONFIG, inside=("src", "content"))
        source = _input(root)
        config, problems = _metadata(root / source)
        config = {**config, **given, "input": source}
        url = str(config.get("url") or "").rstrip("/")
        languages = folder_languages(names)
        authors = first_file(root / source / "_data", ("authors.json", "authors.yml", "authors.yaml"))
        return Site(
            root=str(root),
            url=url if url.startswith("http") else "",
            language=main_language(language_tag(str(config.get("language") or config.get("lang") or "")), languages),
            languages=languages,
            is_known=bool(first_file(root, CONFIG)),
            settings=config,
            authors=names_in(read_settings_file(authors)[0]) if authors else {},
            static=tuple(dict.fromkeys((source, "public", "static", "src", ""))),
            defaults=_directory_data(root),
            problems=problems,
        )

    def place(self, header: Header, site: Site) -> Page:
        return _page(header, site)

    def meant(self, document: Document, page: Page, site: Site) -> dict[str, Any]:
        values = {**page.values, **document.values}
        if _RULE.match(str(values.get("date", ""))):
            values["date_rule"] = values.pop("date")
        shared = [one for one in listed(page.values.get("tags")) if str(one).lower() in _COLLECTIONS]
        own = [one for one in listed(values.get("tags")) if one not in shared and str(one).lower() not in _COLLECTIONS]
        names = [one for one in listed(values.get("tags")) if one not in own]
        if names:
            given = values.get("params")
            params = given if isinstance(given, dict) else {}
            values = {**values, "tags": own, "params": {**params, "collections": names}}
        return values

    def turned(self, document: Document, around: Around, site: Site) -> Turned:
        found = rewrite(document.front.body, LIQUID, LIQUID_RULES, around, is_html=document.is_html)
        text = with_own_address(found.text, site.url)
        return Turned(text, told(found, document.name, document.front.body_line), found.dropped)


def _input(root: Path) -> str:
    """The folder of the texts, as the settings write it; empty for the root."""
    path = first_file(root, CONFIG)
    text = path.read_bytes().decode("utf-8", "replace") if path else ""
    found = re.search(r"\binput\s*:\s*[\"'](?:\./)?([\w./-]*)[\"']|setInputDirectory\(\s*[\"'](?:\./)?([\w./-]*)", text)
    return ((found[1] or found[2] or "") if found else "").strip("/.")


def _metadata(source: Path) -> tuple[dict[str, Any], tuple[Any, ...]]:
    for name in ("metadata", "site", "meta"):
        for ending in ("json", "yaml", "yml", "toml"):
            path = source / "_data" / f"{name}.{ending}"
            if path.is_file():
                data, problems = read_settings_file(path)
                return (data if isinstance(data, dict) else {}), problems
    return {}, ()


def _directory_data(root: Path) -> dict[str, dict[str, Any]]:
    """What data files give to all texts of a folder, or to the one of their name, by path without ending."""
    found: dict[str, dict[str, Any]] = {}
    for path in files_below(root, ".json", _OWN):
        stem = next((path.name.removesuffix(e) for e in _DATA_ENDINGS if path.name.endswith(e)), "")
        parent = path.parent.relative_to(root).as_posix()
        folder = "" if parent == "." else parent
        if stem == path.parent.name or path.name.endswith(".11tydata.json"):
            data, _ = read_settings_file(path)
            key = folder if stem == path.parent.name else f"{folder}/{stem}".lstrip("/")
            if isinstance(data, dict):
                found[key] = {str(name).lower(): value for name, value in data.items()}
    return found


def _page(header: Header, site: Site) -> Page:
    path = PurePosixPath(header.inside)
    stem = path.with_suffix("").as_posix()
    source = str(site.settings.get("input", ""))
    shared = _shared(stem, site)
    values = {**shared, **header.values}
    header = Header(header.inside, values, header.has_text, header.has_header)
    skipped = _why_skipped(header, stem, source)
    if skipped:
        return Page(inside=header.inside, skipped=skipped)
    inner = stem.removeprefix(f"{source}/") if source else stem
    *folders, name = inner.split("/")
    if name == "index" and folders:
        name = folders.pop()
    dated = _DATED.match(name)
    stamp = header.text("date")
    date = stamp if parse_moment(stamp, site.timezone or "UTC") else dated[1] if dated else ""
    slug = dated[2] if dated else name
    lang = language_tag(header.text("lang", "language", "locale")) or language_of_folders(folders, site)
    fixed = _filled(header.text("permalink"), header, slug, date)
    is_certain = not header.text("permalink") or bool(fixed)
    address = fixed or f"/{'/'.join((*folders, slug))}/"
    return Page(
        inside=header.inside,
        address=address,
        url=address if not date and is_certain else "",
        aliases=(address,) if date and is_certain else (),
        names=(slug,),
        date=date,
        lang=lang,
        slug=with_language(slug, lang, site),
        values={key: value for key, value in shared.items() if key not in ("layout", "permalink")},
        is_certain=is_certain,
        is_page=not date,
    )


def _shared(stem: str, site: Site) -> dict[str, Any]:
    """The data of all folders above, the nearest last, and of the text's own data file."""
    parts = stem.split("/")
    paths = ["", *("/".join(parts[:count]) for count in range(1, len(parts) + 1))]
    return {key: value for path in paths for key, value in site.defaults.get(path, {}).items()}


def _why_skipped(header: Header, stem: str, source: str) -> str:
    if any(part in _OWN for part in stem.split("/")[:-1]):
        return "it is a part of the site's theme or data, and no article"
    if source and not stem.startswith(f"{source}/"):
        return "it stands outside of the site's content"
    if stem.removeprefix(f"{source}/") == "index":
        return "it is the site's front page, which the archive makes itself"
    if not header.has_header and stem.rsplit("/", 1)[-1].lower() in ("readme", "license", "changelog", "contributing"):
        return "it tells of the site's folder, and is no article"
    if str(header.values.get("permalink")).lower() == "false":
        return "its header says that it has no page of its own"
    return "" if header.has_text else "it has no text: a template makes its page"


def _filled(permalink: str, header: Header, slug: str, date: str) -> str:
    """The address that a permalink makes; empty where it asks for what is not known here."""
    values = {"page.fileslug": slug, "fileslug": slug, "slug": header.text("slug"), "title": header.text("title")}

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1].lower(), "")
        return slugify(found) if match[2] else found

    text = re.sub(r"\{\{-?\s*([\w.]+)\s*(\|\s*slug(?:ify)?)?\s*-?\}\}", value, permalink)
    text = re.sub(r"/index\.html$", "/", text)
    return "" if not text or "{" in text or "//" in text else f"/{text.lstrip('/')}"
