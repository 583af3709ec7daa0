"""Where Jekyll served posts, drafts, documents of collections and pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from urllib.parse import unquote, urlsplit

from backfile.archive.dates import parse_moment
from backfile.archive.urls import slugify
from backfile.importers.folders.headers import listed
from backfile.importers.folders.languages import language_of_folders, language_tag, with_language
from backfile.importers.folders.patterns import date_parts, filled
from backfile.importers.folders.site import Header, Page, Site

STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
_POST = re.compile(
    r"(?P<before>(?:.*/)?)_(?:posts/(?:.*/)?(?P<date>\d{2,4}-\d{1,2}-\d{1,2})-|drafts/(?:.*/)?(?:\d{4}-\d\d?-\d\d?-)?)"
    r"(?P<slug>[^/]*)\.\w+$"
)
_COLLECTION = re.compile(r"(?:.*/)?_(?P<name>[^/]+)/(?P<path>.*)\.\w+$")


def is_post(inside: str) -> bool:
    """Whether a path is a post's or a draft's."""
    return bool(_POST.match(inside))


def post_page(header: Header, site: Site) -> Page | None:
    """The page of a post or a draft; None for another document."""
    match = _POST.match(header.inside)
    if match is None:
        return None
    named = _whole_date(match["date"] or "")
    stamp = header.text("date")
    date = stamp if parse_moment(stamp, site.timezone or "UTC") else named
    slug = unquote(header.text("slug") or match["slug"]).strip("\ufeff ")
    folders = [part for part in match["before"].split("/") if part and part != site.setting("collections_dir")]
    lang = language_tag(header.text("lang", "language", "locale")) or language_of_folders(folders, site)
    values = {"title": slug, "slug": slugify(slug), "name": match["slug"], "basename": match["slug"]}
    served = list(_served(header, site, values, dict.fromkeys((date, named)), folders))
    fixed = _fixed(header)
    original = _original(header)
    is_fact = site.is_known or bool(fixed or original)
    address = fixed or original or next(iter(served), "")
    number = header.text("wordpress_id")
    return Page(
        inside=header.inside,
        address=address,
        addresses=tuple(dict.fromkeys((*served, *([f"/?p={number}"] if number.isdigit() else [])))),
        url=fixed,
        aliases=tuple(_aliases(header, address if is_fact and not fixed else "")),
        names=tuple(dict.fromkeys((slug, match["slug"]))),
        date=date,
        lang=lang,
        slug=with_language(slug, lang, site),
        categories=tuple(part for part in folders if not _is_language(part, site)),
        is_draft=not match["date"],
        is_certain=is_fact,
    )


def _is_language(part: str, site: Site) -> bool:
    return language_tag(part) in site.languages if language_tag(part) else False


def _whole_date(named: str) -> str:
    """The date of a file's name, `7-1-9` as `2007-01-09`; empty for none."""
    if not named:
        return ""
    year, month, day = named.split("-")
    whole = f"{2000 + int(year) if len(year) < 3 else int(year):04}-{int(month):02}-{int(day):02}"
    return whole if parse_moment(whole, "UTC") else ""


def _served(
    header: Header, site: Site, values: dict[str, str], dates: dict[str, None], folders: Sequence[str]
) -> Iterator[str]:
    """Where it was served, the surest first: by the site's pattern, and where that is not known by any usual one."""
    pattern = header.text("permalink") or site.setting("collections.posts.permalink", "permalink")
    patterns = (
        [STYLES.get(pattern, pattern)] if pattern else ([STYLES["date"]] if site.is_known else list(STYLES.values()))
    )
    all_categories = dict.fromkeys([*folders, *(str(one) for one in _categories(header))])
    for stamp in dates:
        parts = {**date_parts(stamp, site.timezone), **values, "output_ext": ".html", "path": header.inside}
        for form in patterns:
            for categories in (all_categories, folders) if not site.is_known else (all_categories,):
                path = "/".join(str(one).lower() for one in categories)
                slugs = "/".join(slugify(str(one)) for one in categories)
                address = filled(
                    form, {**parts, "categories": path, "slugified_categories": slugs, "collection": "posts"}
                )
                yield from _forms(address)


def _forms(address: str) -> Iterator[str]:
    """Servers give a page without its ending too."""
    if address:
        yield address
        if address.endswith(".html"):
            yield address.removesuffix(".html")


def _categories(header: Header) -> list[str]:
    found = [*listed(header.values.get("category")), *listed(header.values.get("categories"))]
    return [
        part
        for one in found
        for part in (str(one).split() if isinstance(header.values.get("categories"), str) else [one])
    ]


def _fixed(header: Header) -> str:
    """The address that a header gives whole."""
    permalink = header.text("permalink")
    return "" if not permalink or ":" in permalink or permalink in STYLES else f"/{permalink.lstrip('/')}"


def _original(header: Header) -> str:
    """The address that a post brought along when WordPress was left: `link` beside `wordpress_id`."""
    link = header.text("link")
    parts = urlsplit(link) if header.text("wordpress_id") and link.startswith("http") else None
    return parts.path if parts and len(parts.path) > 1 and not parts.query else ""


def own_host(headers: Sequence[Header]) -> str:
    """The site's address as posts that came from WordPress have it, where they agree."""
    hosts = Counter(
        re.match(r"https?://[^/]+", header.text("link"))[0]  # type: ignore[index] # `_original` saw the scheme
        for header in headers
        if _original(header)
    )
    [(host, count)] = hosts.most_common(1) or [("", 0)]
    return host if count > 0.8 * hosts.total() else ""


def _aliases(header: Header, address: str) -> Iterator[str]:
    for key in ("redirect_from", "aliases", "alias"):
        for alias in listed(header.values.get(key)):
            if isinstance(alias, str):
                yield alias if alias.startswith("/") or "://" in alias else f"/{alias}"
    if address and "?" not in address:
        yield address


def other_page(header: Header, site: Site) -> Page:
    """The page of a document of a collection, or of a file anywhere else."""
    path = re.sub(r"\.\w+$", "", header.inside)
    stem = path.rsplit("/", 1)[-1]
    skipped = _why_skipped(header, site, path)
    if skipped:
        return Page(inside=header.inside, skipped=skipped)
    name = slugify(stem) if stem != "index" else slugify(path.rsplit("/", 2)[-2])
    stamp = header.text("date")
    date = stamp if parse_moment(stamp, site.timezone or "UTC") else ""
    fixed = _fixed(header)
    served = list(_served_elsewhere(header, site, path, stem))
    address = fixed or next(iter(served), "")
    is_fact = site.is_known or bool(fixed)
    folders = [part for part in path.split("/")[:-1] if not part.startswith("_")]
    lang = language_tag(header.text("lang", "language", "locale")) or language_of_folders(folders, site)
    return Page(
        inside=header.inside,
        address=address,
        addresses=tuple(served),
        url="" if date and not fixed else address if is_fact else "",
        aliases=tuple(_aliases(header, address if date and is_fact and not fixed else "")),
        names=(stem,),
        date=date,
        lang=lang,
        slug=with_language(header.text("slug") or name, lang, site),
        is_page=not date,
        is_certain=is_fact,
    )


def _why_skipped(header: Header, site: Site, path: str) -> str:
    if not header.has_header:
        return "it has no header, so that Jekyll copies it as it is"
    if path == "index":
        return "it is the site's front page, which the archive makes itself"
    if path in ("404", "search"):
        return "it is a page that every archive has of its own"
    if not header.has_text:
        return "it has no text: a template makes its page"
    for pattern in listed(site.settings.get("exclude")):
        name = str(pattern).strip("/")
        if header.inside == name or header.inside.startswith(f"{name}/") or fnmatch(header.inside, name):
            return "the site's settings exclude it"
    return ""


def _served_elsewhere(header: Header, site: Site, path: str, stem: str) -> Iterator[str]:
    collection = _COLLECTION.match(header.inside)
    style = site.setting("permalink")
    is_pretty = style == "pretty" or style.endswith("/")
    if collection:
        name = collection["name"]
        pattern = header.text("permalink") or site.setting(f"collections.{name}.permalink")
        pattern = pattern or ("/:collection/:path/" if is_pretty else "/:collection/:path.html")
        values = {"collection": name, "path": collection["path"], "name": stem, "title": header.text("slug") or stem}
        values |= date_parts(header.text("date"), site.timezone) | {"output_ext": ".html", "categories": ""}
        yield from _forms(filled(pattern, values))
        return
    if stem == "index":
        yield f"/{path.removesuffix('index')}"
        return
    forms = (f"/{path}/", f"/{path}.html") if is_pretty or not site.is_known else (f"/{path}.html", f"/{path}")
    yield from forms
