"""Hugo's sites: pages, bundles and sections in any language, with the addresses that Hugo gives them."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from backfile.importers.folders.around import Around
from backfile.importers.folders.document import Document
from backfile.importers.folders.hugo_places import content_page
from backfile.importers.folders.hugo_settings import hugo_settings
from backfile.importers.folders.marks import told
from backfile.importers.folders.reading import FolderImporter, Turned
from backfile.importers.folders.rewriting import rewrite
from backfile.importers.folders.shortcodes import SHORTCODE_RULES, SHORTCODES
from backfile.importers.folders.site import Header, Page, Site

CONFIG = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json")
_FOLDERS = ("archetypes/", "layouts/", "config/_default/", "i18n/")


class Hugo(FolderImporter):
    """Sites of Hugo, and content folders of them."""

    name = "hugo"

    def claims(self, names: Sequence[str]) -> float:
        """Sure of Hugo's own settings or folders with content; likely of bundles and section pages alone."""
        tops = {name for name in names if "/" not in name}
        has_content = any(name.startswith("content/") for name in names)
        has_folders = any(name.startswith(_FOLDERS) or "/layouts/" in name for name in names)
        if has_content and any(name.startswith("hugo.") for name in tops):
            return 0.95
        if has_content and (has_folders or tops & set(CONFIG)):
            return 0.9 if has_folders else 0.7
        last = {name.rsplit("/", 1)[-1] for name in names}
        has_sections = any(re.match(r"_index(?:\.[\w-]+)?\.md$", name) for name in last)
        has_translations = any(re.match(r"index\.[a-z]{2}(?:-\w+)?\.md$", name) for name in last)
        return 0.6 if has_sections or has_translations else 0.0

    def settings(self, folder: Path, names: Sequence[str], given: Mapping[str, Any]) -> Site:
        return hugo_settings(folder, names, given, CONFIG)

    def informed(self, site: Site, headers: Sequence[Header]) -> Site:
        folders = (header.inside.rpartition("/") for header in headers)
        return replace(site, bundles=frozenset(folder for folder, _, name in folders if name.startswith("index.")))

    def place(self, header: Header, site: Site) -> Page:
        return content_page(header, site)

    def meant(self, document: Document, page: Page, site: Site) -> dict[str, Any]:
        values = {**page.values, **document.values}
        nested = values.pop("taxonomies", None)
        if isinstance(nested, dict):
            values = {**{str(key).lower(): value for key, value in nested.items()}, **values}
        return values

    def turned(self, document: Document, around: Around, site: Site) -> Turned:
        found = rewrite(document.front.body, SHORTCODES, SHORTCODE_RULES, around, is_html=document.is_html)
        return Turned(found.text, told(found, document.name, document.front.body_line), found.dropped)
