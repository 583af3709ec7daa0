"""Zola's sites: pages and sections in any language, with the addresses that Zola gives them."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from backfile.archive.dates import parse_moment
from backfile.archive.urls import slugify
from backfile.importers.folders.arguments import read_arguments
from backfile.importers.folders.around import Around
from backfile.importers.folders.code import outside_code
from backfile.importers.folders.content_links import link_pattern, with_links
from backfile.importers.folders.document import Document
from backfile.importers.folders.headers import listed
from backfile.importers.folders.languages import language_tag, with_language
from backfile.importers.folders.marks import ANY, Language, Mark, told
from backfile.importers.folders.reading import FolderImporter, Turned
from backfile.importers.folders.rewriting import rewrite
from backfile.importers.folders.roots import find_root
from backfile.importers.folders.settings_file import first_file, read_settings_file
from backfile.importers.folders.shortcodes import SHORTCODE_RULES
from backfile.importers.folders.site import Header, Page, Site

CONFIG = ("zola.toml", "config.toml")
_HUGO = ("archetypes/", "layouts/", "i18n/", "config/", "data/")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[^_]*)?[_-](.+)")
_GIVEN = r"(?:(?!\{\{|\{%|\)\s*+-?[%}]\})[\s\S]){0,20000}+"
_PATTERN = outside_code(
    r"(?P<quoted>\{[{%]/\*(?:(?!\*/)[\s\S]){0,20000}+\*/[}%]\})"
    rf"|\{{\{{\s*+(?P<name>[A-Za-z_]\w*+)\((?P<given>{_GIVEN})\)\s*+\}}\}}"
    rf"|\{{%-?\s*+(?P<block>[A-Za-z_]\w*+)\((?P<block_given>{_GIVEN})\)\s*+-?%\}}"
    r"|(?P<end>\{%-?\s*+end\s*+-?%\})"
)
_LINK = link_pattern(r"@/(?P<path>[^\s)#\"'>]+)")


def _read(match: re.Match[str]) -> Mark:
    if match["quoted"]:
        return Mark("", inside=re.sub(r"/\*|\*/", "", match["quoted"]), is_text=True)
    if match["end"]:
        return Mark(ANY, is_end=True)
    if match["block"]:
        return Mark(match["block"], match["block_given"])
    return Mark(match["name"], match["given"], is_single=True)


SHORTCODES = Language(_PATTERN, _read, read_arguments)
"""`{{ name(a="…") }}` and `{% name(a="…") %}…{% end %}`."""


class Zola(FolderImporter):
    """Sites of Zola."""

    name = "zola"

    def claims(self, names: Sequence[str]) -> float:
        """By its own settings, or by settings and templates where nothing of Hugo's is."""
        has_content = any(name.startswith("content/") and name.endswith(".md") for name in names)
        if not has_content or not set(names) & set(CONFIG) or any(name.startswith(_HUGO) for name in names):
            return 0.0
        has_templates = any(name.startswith(("templates/", "sass/")) or "/templates/" in name for name in names)
        return 0.95 if "zola.toml" in names else 0.85 if has_templates else 0.0

    def settings(self, folder: Path, names: Sequence[str], given: Mapping[str, Any]) -> Site:
        root = find_root(folder, CONFIG, inside=("content",))
        path = first_file(root, CONFIG)
        read, problems = read_settings_file(path) if path else ({}, ())
        config = {**read, **given}
        parts = urlsplit(str(config.get("base_url") or ""))
        languages = config.get("languages")
        names_of_terms = (str(one.get("name", "")) for one in listed(config.get("taxonomies")) if isinstance(one, dict))
        return Site(
            root=str(root),
            url=f"{parts.scheme}://{parts.netloc}" if parts.netloc else "",
            base=parts.path.rstrip("/"),
            language=language_tag(str(config.get("default_language") or "en")),
            languages=tuple(map(language_tag, languages)) if isinstance(languages, dict) else (),
            is_known=bool(path),
            settings=config,
            static=("static", "content", "themes"),
            taxonomies={name: name for name in names_of_terms if name not in ("", "tags", "categories", "authors")},
            problems=problems,
        )

    def informed(self, site: Site, headers: Sequence[Header]) -> Site:
        folders = (header.inside.rpartition("/") for header in headers)
        return replace(site, bundles=frozenset(folder for folder, _, name in folders if name.startswith("index.")))

    def place(self, header: Header, site: Site) -> Page:
        return _page(header, site)

    def meant(self, document: Document, page: Page, site: Site) -> dict[str, Any]:
        values = dict(document.values)
        nested, extra = values.pop("taxonomies", None), values.get("extra")
        if isinstance(nested, dict):
            values = {**{str(key).lower(): value for key, value in nested.items()}, **values}
        if isinstance(extra, dict) and not any(values.get(key) for key in ("author", "authors")):
            values["author"] = extra.get("author", extra.get("authors"))
        return values

    def turned(self, document: Document, around: Around, site: Site) -> Turned:
        found = rewrite(document.front.body, SHORTCODES, SHORTCODE_RULES, around, is_html=document.is_html)
        text = with_links(found.text, _LINK, lambda m: around.file_link(f"content/{m['path']}"))
        return Turned(text, told(found, document.name, document.front.body_line), found.dropped)


def _page(header: Header, site: Site) -> Page:
    if not header.inside.startswith("content/"):
        return Page(inside=header.inside, skipped="it stands outside of the site's content")
    *folders, file = header.inside.split("/")[1:]
    stem, _, mark = file.rsplit(".", 1)[0].partition(".")
    lang = language_tag(mark) if language_tag(mark) in site.languages else ""
    is_bundle, is_section = stem == "index", stem == "_index"
    name = (folders[-1] if folders else "") if is_bundle or is_section else stem
    skipped = _why_skipped(header, is_section, name, "/".join(("content", *folders)) in site.bundles and not is_bundle)
    if skipped:
        return Page(inside=header.inside, skipped=skipped)
    dated = _DATED.match(name)
    named = dated[1] if dated and parse_moment(dated[1], "UTC") else ""
    stamp = header.text("date")
    date = stamp if parse_moment(stamp, site.timezone or "UTC") else named
    slug = header.text("slug") or (dated[2] if dated and named else name)
    above = folders[:-1] if is_bundle or is_section else folders
    path = header.text("path") or "/".join((*(_slugged(one, site) for one in above), _slugged(slug, site)))
    address = f"{f'/{lang.lower()}' if lang else ''}/{path.strip('/')}/"
    fixed = bool(header.text("path"))
    return Page(
        inside=header.inside,
        address=address,
        url=address if fixed or not date else "",
        aliases=(*_aliases(header), *((address,) if date and not fixed else ())),
        names=(slug,),
        date=date,
        lang=lang,
        slug=with_language(slug, lang, site),
        categories=tuple(one for one in above[:1] if date and one.lower() not in _USUAL),
        is_page=not date,
    )


_USUAL = ("post", "posts", "blog", "articles", "content", "pages")


def _why_skipped(header: Header, is_section: bool, name: str, is_inside_bundle: bool) -> str:
    if is_inside_bundle:
        return "it is a part of the page in its folder, and no page of its own"
    if is_section and not name:
        return "it is the site's front page, which the archive makes itself"
    if is_section and not header.has_text:
        return "it describes a section, whose list the archive makes itself"
    return "its header says that it has no page of its own" if str(header.values.get("render")) == "False" else ""


def _slugged(part: str, site: Site) -> str:
    given = site.settings.get("slugify")
    return part if isinstance(given, dict) and given.get("paths") in ("off", "safe") else slugify(part) or part


def _aliases(header: Header) -> tuple[str, ...]:
    return tuple(f"/{str(alias).lstrip('/')}" for alias in listed(header.values.get("aliases")))
