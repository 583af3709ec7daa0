"""Jekyll's sites: posts, drafts, pages and collections, with the addresses that Jekyll gives them."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from backfile.importers.folders.around import Around
from backfile.importers.folders.document import Document
from backfile.importers.folders.headers import listed, names_in
from backfile.importers.folders.jekyll_places import is_post, other_page, own_host, post_page
from backfile.importers.folders.kramdown import from_kramdown
from backfile.importers.folders.languages import folder_languages, language_tag, main_language
from backfile.importers.folders.liquid import LIQUID, LIQUID_RULES, with_own_address
from backfile.importers.folders.marks import told
from backfile.importers.folders.reading import FolderImporter, Turned
from backfile.importers.folders.rewriting import rewrite
from backfile.importers.folders.roots import find_root
from backfile.importers.folders.settings_file import read_settings_file
from backfile.importers.folders.site import Header, Page, Site
from backfile.importers.folders.zones import known_zone

CONFIG = ("_config.yml", "_config.yaml", "_config.toml")
_OWN_FOLDERS = ("_includes", "_layouts", "_sass", "_site", "_data", "_plugins", "vendor", "node_modules")


class Jekyll(FolderImporter):
    """Sites of Jekyll, GitHub Pages and Octopress."""

    name = "jekyll"

    def claims(self, names: Sequence[str]) -> float:
        """Sure of `_config.yml` with posts beside it; likely of posts alone."""
        has_config = any(name.rsplit("/", 1)[-1] in CONFIG for name in names)
        has_posts = any(is_post(name) for name in names)
        has_parts = any(name.startswith(("_layouts/", "_includes/")) for name in names)
        return 0.95 if has_config and has_posts else 0.85 if has_posts else 0.8 if has_config and has_parts else 0.0

    def settings(self, folder: Path, names: Sequence[str], given: Mapping[str, Any]) -> Site:
        root = find_root(folder, CONFIG, inside=("_posts", "_drafts"))
        path = next((root / name for name in CONFIG if (root / name).is_file()), None)
        config, problems = read_settings_file(path) if path else ({}, ())
        config = {**(config if isinstance(config, dict) else {}), **given}
        authors, more = _authors(root)
        url = str(config.get("url") or "").rstrip("/")
        languages = folder_languages(names)
        return Site(
            root=str(root),
            url=url if url.startswith("http") else "",
            base=_base(config.get("baseurl")),
            timezone=known_zone(config.get("timezone")),
            language=main_language(language_tag(str(config.get("lang") or config.get("locale") or "")), languages),
            languages=languages,
            is_known=bool(path or given.get("permalink")),
            settings=config,
            authors={**names_in(config.get("authors")), **authors},
            static=("",),
            problems=(*problems, *more),
        )

    def place(self, header: Header, site: Site) -> Page:
        parts = header.inside.split("/")
        if any(part in _OWN_FOLDERS for part in parts[:-1]):
            return Page(inside=header.inside, skipped="it is a part of the site's theme or data, and no article")
        values = {**_defaults(header.inside, site), **header.values}
        header = Header(header.inside, values, header.has_text, header.has_header)
        return post_page(header, site) or other_page(header, site)

    def informed(self, site: Site, headers: Sequence[Header]) -> Site:
        return site if site.url else replace(site, url=own_host(headers))

    def meant(self, document: Document, page: Page, site: Site) -> dict[str, Any]:
        values = {**_defaults(page.inside, site), **document.values}
        for key in ("tags", "categories"):
            if isinstance(values.get(key), str):
                values[key] = _parted(values[key])
        return values

    def turned(self, document: Document, around: Around, site: Site) -> Turned:
        body, dropped = (document.front.body, ()) if document.is_html else from_kramdown(document.front.body)
        found = rewrite(body, LIQUID, LIQUID_RULES, around, is_html=document.is_html)
        text = with_own_address(found.text, site.url)
        return Turned(text, told(found, document.name, document.front.body_line), (*dropped, *found.dropped))


def _parted(text: str) -> list[str]:
    """Jekyll parts texts at spaces; people part them by commas as well."""
    return [part.strip() for part in (text.split(",") if "," in text else text.split()) if part.strip()]


def _base(value: Any) -> str:
    base = str(value or "").strip("/")
    return f"/{base}" if base and not base.startswith("http") else ""


def _authors(root: Path) -> tuple[dict[str, str], tuple[Any, ...]]:
    found: dict[str, str] = {}
    problems: tuple[Any, ...] = ()
    for name in ("authors", "author", "people", "members", "team"):
        for ending in (".yml", ".yaml", ".json", ".toml"):
            path = root / "_data" / f"{name}{ending}"
            if path.is_file():
                data, more = read_settings_file(path)
                found, problems = {**names_in(data), **found}, (*problems, *more)
    return found, problems


def _defaults(inside: str, site: Site) -> dict[str, Any]:
    """The values that `defaults:` of the settings gives a path, the narrowest last."""
    found: dict[str, Any] = {}
    for entry in listed(site.settings.get("defaults")):
        if not isinstance(entry, dict) or not isinstance(entry.get("values"), dict):
            continue
        given = entry.get("scope")
        scope = given if isinstance(given, dict) else {}
        path, kind = str(scope.get("path") or "").strip("/"), str(scope.get("type") or "")
        is_under = not path or inside == path or inside.startswith(f"{path}/") or fnmatch(inside, f"{path}*")
        if is_under and kind in ("", _kind(inside)):
            found.update({str(key).lower(): value for key, value in entry["values"].items()})
    return found


def _kind(inside: str) -> str:
    """The type that Jekyll's defaults know a document by: `posts`, `drafts`, `pages` or a collection's name."""
    first = next((part for part in inside.split("/")[:-1] if part.startswith("_")), "")
    return first.removeprefix("_") if first else "pages"
