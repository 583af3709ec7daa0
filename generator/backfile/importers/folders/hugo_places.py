"""Where Hugo served the pages of `content/`."""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any

from backfile.archive.dates import parse_moment
from backfile.archive.urls import slugify
from backfile.importers.folders.headers import listed
from backfile.importers.folders.indexing import RESERVED
from backfile.importers.folders.languages import language_tag, with_language
from backfile.importers.folders.patterns import date_parts, filled
from backfile.importers.folders.site import Header, Page, Site

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]?(.*)")
_USUAL = ("", "post", "posts", "blog", "blogs", "article", "articles", "entries", "content", "page", "pages")


class _Place:
    """A document's path taken apart: folders within the content, the name, the language."""

    def __init__(self, inside: str, site: Site) -> None:
        self.base, path, lang = _content_folder(inside, site)
        *folders, file = path.split("/")
        stem = re.sub(r"\.[^.]+$", "", file)
        name, _, suffix = stem.rpartition(".")
        tag = language_tag(suffix) if name else ""
        if tag and (tag in site.languages or not site.languages):
            stem, lang = name, tag
        self.lang, self.stem = lang, stem
        self.is_section = stem == "_index"
        self.is_bundle = stem in ("index", "_index")
        self.folders = folders[:-1] if stem == "index" else folders
        self.name = (folders[-1] if folders else "") if self.is_bundle else stem
        self.section = folders[0] if len(folders) > (1 if stem == "index" else 0) else ""


def _content_folder(inside: str, site: Site) -> tuple[str, str, str]:
    """The content folder that a path is in, the rest of the path, and the folder's language."""
    given = site.settings.get("languages")
    for code, table in (given or {}).items() if isinstance(given, dict) else ():
        lowered = {str(key).lower(): value for key, value in table.items()} if isinstance(table, dict) else {}
        folder = str(lowered.get("contentdir") or "").strip("/")
        if folder and inside.startswith(f"{folder}/"):
            return folder, inside[len(folder) + 1 :], language_tag(str(code))
    main = site.setting("contentdir").strip("/") or "content"
    path = inside[len(main) + 1 :] if inside.startswith(f"{main}/") else inside
    first, _, rest = path.partition("/")
    if rest and language_tag(first) in site.languages and language_tag(first):
        return f"{main}/{first}", rest, language_tag(first)
    return main, path, ""


def content_page(header: Header, site: Site) -> Page:
    """The page of a document."""
    place = _Place(header.inside, site)
    cascade = _handed_down(header.inside, site)
    header = Header(header.inside, {**cascade, **header.values}, header.has_text, header.has_header)
    skipped = _why_skipped(header, place, site)
    if skipped:
        return Page(inside=header.inside, skipped=skipped)
    dated = _DATED.match(place.name)
    named = dated[1] if dated and parse_moment(dated[1], "UTC") else ""
    stamp = header.text("date", "publishdate", "pubdate", "published")
    date = stamp if parse_moment(stamp, site.timezone or "UTC") else named
    lang = place.lang or language_tag(header.text("lang", "language"))
    name = header.text("slug") or (_DATED.sub(r"\2", place.name) or place.name if named else place.name)
    served = tuple(_served(header, place, site, date, lang))
    fixed = _fixed(header, lang, site)
    address = fixed or next(iter(served), "")
    is_fact = site.is_known or bool(fixed)
    is_page = not date
    return Page(
        inside=header.inside,
        address=address,
        addresses=served,
        url=fixed or (address if is_page and is_fact else ""),
        aliases=tuple(_aliases(header, address, "" if fixed or is_page or not is_fact else address)),
        names=tuple(dict.fromkeys((name, header.text("slug") or place.name, place.name))),
        date=date,
        lang=lang,
        slug=with_language(name, lang, site),
        categories=(place.section,) if place.section.lower() not in _USUAL and not place.is_section and date else (),
        values=cascade,
        is_page=is_page,
        is_certain=is_fact,
    )


def _why_skipped(header: Header, place: _Place, site: Site) -> str:
    parts = header.inside.split("/")
    if parts[0] in (
        "archetypes",
        "layouts",
        "themes",
        "public",
        "resources",
        "static",
        "assets",
        "node_modules",
        "data",
    ):
        return f"it is a part of the site's folder {parts[0]}, and no article"
    if site.is_known and not header.inside.startswith(f"{place.base.strip('/')}/"):
        return "it stands outside of the site's content"
    bundle = _bundle_of(header.inside, place, site)
    if bundle:
        return f"it is a part of the page {bundle}, and no page of its own"
    if place.is_section and not place.name:
        return "it is the site's front page, which the archive makes itself"
    if place.is_section and not header.has_text:
        return "it describes a section, whose list the archive makes itself"
    if str(header.values.get("headless", "")).lower() == "true" or _is_not_rendered(header.values):
        return "its header says that it has no page of its own"
    if place.name.lower() in RESERVED and not header.has_text:
        return "it has no text: a template makes its page"
    return ""


def _bundle_of(inside: str, place: _Place, site: Site) -> str:
    """The `index.md` in a folder above or beside, whose resource a document then is."""
    if place.is_bundle:
        return ""
    folder = dirname(inside)
    while folder and folder != place.base.strip("/"):
        if folder in site.bundles:
            return f"{folder}/"
        folder = dirname(folder)
    return ""


def _is_not_rendered(values: Mapping[str, Any]) -> bool:
    given: Any = values.get("build", values.get("_build"))
    return isinstance(given, dict) and str(given.get("render", "")).lower() in ("never", "false")


def _handed_down(inside: str, site: Site) -> dict[str, Any]:
    """What the sections above it hand down, the nearest last."""
    above = [folder for folder in site.defaults if inside.startswith(f"{folder}/")]
    return {key: value for folder in sorted(above, key=len) for key, value in site.defaults[folder].items()}


def _fixed(header: Header, lang: str, site: Site) -> str:
    """The address that a header gives whole; `/x` is from the root, `x` below the language's."""
    url = header.text("url")
    if not url or "://" in url or ":" in url:
        return ""
    return url if url.startswith("/") else f"{_prefix(lang, site)}/{url}"


def _prefix(lang: str, site: Site) -> str:
    """The folder of a language's pages: none for the site's own, unless the settings say so."""
    is_main = lang in ("", site.language)
    if is_main and str(site.settings.get("defaultcontentlanguageinsubdir", "")).lower() != "true":
        return ""
    code = lang or site.language
    return f"/{code.lower()}" if code else ""


def _served(header: Header, place: _Place, site: Site, date: str, lang: str) -> Iterator[str]:
    """Where it was served: by `permalinks` of its section, or at its path."""
    prefix = _prefix(lang, site)
    slug = header.text("slug")
    last = slug or place.name
    section = place.section or (place.name if place.is_section else "")
    pattern = _pattern(site, section, place)
    if pattern:
        address = prefix + _filled(pattern, header, place, site, date)
        yield _ended(address.lower() if _lowers(site) else address, site)
        return
    path = "/".join((*place.folders[: -1 if place.is_section else None], last))
    yield _ended(f"{prefix}/{path.replace(' ', '-')}/".lower() if _lowers(site) else f"{prefix}/{path}/", site)
    if not site.is_known:
        yield f"{prefix}/{'/'.join((*place.folders, place.name))}/"


def _lowers(site: Site) -> bool:
    return str(site.settings.get("disablepathtolower", "")).lower() != "true"


def _ended(address: str, site: Site) -> str:
    """`/a/` or, where the settings want it, `/a.html`."""
    if str(site.settings.get("uglyurls", "")).lower() == "true":
        return f"{address.rstrip('/')}.html" if not address.endswith(".html") else address
    return address if address.endswith(("/", ".html")) else f"{address}/"


def _pattern(site: Site, section: str, place: _Place) -> str:
    given = site.settings.get("permalinks")
    if isinstance(given, str):
        return given
    if not isinstance(given, dict) or place.is_section:
        return ""
    page = given.get("page")
    pages = page if isinstance(page, dict) else given
    found = pages.get(section) or pages.get(section.lower()) or (pages.get("/") if not section else "")
    return found if isinstance(found, str) else ""


def _filled(pattern: str, header: Header, place: _Place, site: Site, date: str) -> str:
    slug, title = header.text("slug"), slugify(header.text("title")) or place.name
    name = place.name
    values = {
        **date_parts(date, site.timezone),
        "section": place.section,
        "sections": "/".join(place.folders),
        "title": title,
        "slug": slug or title,
        "slugorfilename": slug or name,
        "filename": name,
        "contentbasename": name,
        "slugorcontentbasename": slug or name,
    }
    return filled(pattern, values)


def _aliases(header: Header, address: str, own: str) -> Iterator[str]:
    for alias in listed(header.values.get("aliases")) + listed(header.values.get("alias")):
        if isinstance(alias, str) and alias.strip():
            yield (
                alias if alias.startswith(("/", "http")) else normpath(join(dirname(address.rstrip("/")) or "/", alias))
            )
    if own:
        yield own
