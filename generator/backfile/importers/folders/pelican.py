"""Pelican's sites: articles and pages with the addresses that Pelican gives them."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

from msgspec.structs import replace

from backfile.archive.dates import parse_moment
from backfile.archive.urls import slugify
from backfile.importers.folders.around import Around
from backfile.importers.folders.content_links import link_pattern, with_links
from backfile.importers.folders.document import Document
from backfile.importers.folders.headers import listed
from backfile.importers.folders.kramdown import from_kramdown
from backfile.importers.folders.languages import language_tag, with_language
from backfile.importers.folders.liquid import LIQUID, LIQUID_RULES
from backfile.importers.folders.patterns import strftime_filled
from backfile.importers.folders.reading import FolderImporter, Turned
from backfile.importers.folders.rewriting import rewrite
from backfile.importers.folders.roots import find_root
from backfile.importers.folders.settings_file import read_settings_file
from backfile.importers.folders.site import Header, Page, Site
from backfile.importers.folders.zones import known_zone
from backfile.importers.importer import Dropped

CONFIG = ("pelicanconf.py", "publishconf.py")
_LIQUID = replace(LIQUID, is_partial=True)
_TAGS = {name: rule for name, rule in LIQUID_RULES.items() if name not in ("{{", "*", "link", "include")}
"""Liquid needs a plugin here: what it does not know is text, and none of ours to tell."""


class Pelican(FolderImporter):
    """Sites of Pelican. Of its settings, which are a program, only plain values are read."""

    name = "pelican"

    def claims(self, names: Sequence[str]) -> float:
        """By the settings' name, which nothing else has."""
        return 0.95 if any(name.rsplit("/", 1)[-1] in CONFIG for name in names) else 0.0

    def settings(self, folder: Path, names: Sequence[str], given: Mapping[str, Any]) -> Site:
        root = find_root(folder, CONFIG, inside=("content",))
        config: dict[str, Any] = {}
        problems: tuple[Any, ...] = ()
        for name in CONFIG:
            if (root / name).is_file():
                read, more = read_settings_file(root / name)
                config, problems = (
                    {**config, **{k: v for k, v in read.items() if v != "" or k not in config}},
                    (*problems, *more),
                )
        config |= {str(key).upper(): value for key, value in given.items()}
        content = str(config.get("PATH") or "content").strip("/.")
        url = str(config.get("SITEURL") or "").rstrip("/")
        return Site(
            root=str(root),
            url=url if url.startswith("http") else "",
            timezone=known_zone(config.get("TIMEZONE")),
            language=language_tag(str(config.get("DEFAULT_LANG") or "en")),
            is_known=bool(config),
            settings={**config, "PATH": content},
            static=(content, "", *(f"{content}/{path}" for path in listed(config.get("STATIC_PATHS")))),
            problems=problems,
        )

    def place(self, header: Header, site: Site) -> Page:
        return _page(header, site)

    def meant(self, document: Document, page: Page, site: Site) -> dict[str, Any]:
        values = dict(document.values)
        for key in ("author", "authors"):
            if isinstance(values.get(key), str):
                mark = ";" if ";" in values[key] else ","
                values[key] = [part.strip() for part in values[key].split(mark) if part.strip()]
        if not any(values.get(key) for key in ("author", "authors")) and site.setting("AUTHOR"):
            values["author"] = site.setting("AUTHOR")
        return values

    def turned(self, document: Document, around: Around, site: Site) -> Turned:
        body, dropped = from_kramdown(document.front.body)
        body = re.sub(r"<!--\s*PELICAN_END_SUMMARY\s*-->", "<!--more-->", body)
        contents = re.search(r"^\[TOC\][ \t]*$", body, re.MULTILINE)
        if contents:
            line = body.count("\n", 0, contents.start()) + 1
            dropped = (*dropped, Dropped(line, "[TOC]", "it asks for a table of contents, which the theme makes"))
            body = body[: contents.start()] + body[contents.end() :]
        found = rewrite(body, _LIQUID, _TAGS, around)
        here = dirname(document.name.removeprefix(f"{site.root}/"))
        text = with_links(found.text, _LINK, lambda match: _address(match, here, around, site))
        return Turned(text, (), (*dropped, *found.dropped))


_LINK = link_pattern(r"(?:\{(?P<kind>\w+)\}|\|(?P<old>\w+)\|)(?P<path>(?:[^\s)\"'>]+(?:[ ]+[^\s)\"'>]+)*)?)")


def _address(match: re.Match[str], here: str, around: Around, site: Site) -> str:
    """Where `{filename}`, `{static}`, `{tag}` and their like lead; terms have pages of ours."""
    kind, path = (match["kind"] or match["old"]).lower(), match["path"]
    if kind in ("tag", "category", "author"):
        folder = {"tag": "tags", "category": "sections", "author": "authors"}[kind]
        return f"/{folder}/{slugify(path)}/"
    if kind in ("index", "archives"):
        return "/"
    place, mark, anchor = path.partition("#")
    inside = f"{site.settings['PATH']}{place}" if place.startswith("/") else normpath(f"{here}/{place}")
    if kind == "filename" and place.endswith((".md", ".markdown", ".rst", ".html")):
        found = around.file_link(inside)
        return f"{found}{mark}{anchor}" if found else ""
    content = f"{site.settings['PATH']}/"
    return f"/{inside.removeprefix(content)}" if kind in ("static", "attach", "filename") else ""


def _page(header: Header, site: Site) -> Page:
    content = str(site.settings.get("PATH", "content"))
    inner = header.inside.removeprefix(f"{content}/")
    if site.is_known and inner == header.inside and content:
        return Page(inside=header.inside, skipped="it stands outside of the site's content")
    *folders, file = inner.split("/")
    stem = file.rsplit(".", 1)[0]
    pages = [str(path).strip("/") for path in listed(site.settings.get("PAGE_PATHS"))] or ["pages"]
    named = re.match(r"(\d{4}-\d{2}-\d{2})", stem)
    stamp = header.text("date")
    date = stamp if parse_moment(stamp, site.timezone or "UTC") else named[1] if named else ""
    is_page = bool(folders) and folders[0] in pages
    source = stem if site.setting("SLUGIFY_SOURCE") == "basename" else header.text("title") or stem
    slug = header.text("slug") or slugify(source)
    lang = language_tag(header.text("lang"))
    category = header.text("category") or (folders[-1] if folders and not is_page else "")
    served = _served(
        header, site, is_page, {"slug": slug, "lang": lang or site.language, "category": slugify(category)}, date
    )
    given = header.text("url") or header.text("save_as")
    fixed = f"/{given.lstrip('/')}" if given else ""
    address = fixed or served
    status = header.text("status").lower()
    return Page(
        inside=header.inside,
        address=address,
        addresses=(served,) if served else (),
        url=fixed or (address if is_page or not date else ""),
        aliases=() if fixed or is_page or not date or not served else (served,),
        names=(slug, stem),
        date="" if is_page and not stamp else date,
        lang=lang,
        slug=with_language(slug, lang, site),
        categories=(category,) if category and not header.text("category") else (),
        is_draft=status in ("draft", "hidden", "skip"),
        is_certain=site.is_known,
        is_page=is_page or not date,
    )


def _served(header: Header, site: Site, is_page: bool, values: dict[str, str], date: str) -> str:
    is_translation = bool(values["lang"]) and values["lang"] != site.language
    kind = ("PAGE" if is_page else "ARTICLE") + ("_LANG" if is_translation else "")
    usual = {
        "ARTICLE": "{slug}.html",
        "ARTICLE_LANG": "{slug}-{lang}.html",
        "PAGE": "pages/{slug}.html",
        "PAGE_LANG": "pages/{slug}-{lang}.html",
    }
    pattern = site.setting(f"{kind}_URL") or usual[kind]
    author = slugify(header.text("author") or site.setting("AUTHOR"))
    return strftime_filled(pattern, {**values, "author": author}, date, site.timezone)
