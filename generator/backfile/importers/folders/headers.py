"""A document's header as an article of ours has it: what every generator's sites need, so that no value is lost, none
means something else than it did, and what the site says elsewhere is there."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from backfile.archive.dates import parse_moment
from backfile.archive.field_names import READ_AS
from backfile.archive.frontmatter import FrontMatter
from backfile.importers.folders.document import Document
from backfile.importers.folders.patterns import titled
from backfile.importers.folders.site import Page, Site
from backfile.problems import Location, Problem, warning


class Completed(msgspec.Struct, frozen=True):
    """A header and its body as they are to be written, where in the source fields were found that its header does not
    name, what was told, and why a person should look first."""

    front: FrontMatter
    found: dict[str, str]
    told: tuple[Problem, ...]
    doubts: tuple[str, ...] = ()


_FIRST_HEADING = re.compile(r"\s*+# ++([^\n]++)(?:\n|$)")
_HEADING_END = re.compile(r"[ \t]*(?:#+[ \t]*)?(?:\{[^{}\n]*\}[ \t]*)?$")
_OURS_ALONE = ("template", "search", "credit", "canonical", "corrections", "source", "noindex")
_PICTURES = ("src", "path", "file", "feature", "url", "image", "relative_url", "teaser", "thumbnail")


def completed(document: Document, values: Mapping[str, Any], body: str, page: Page, site: Site) -> Completed:
    """The header of a document from `values` (its own, with the generator's meaning of them)."""
    kept: dict[str, Any] = {key: value for key, value in values.items() if value not in (None, "")}
    params = dict(kept["params"]) if isinstance(kept.get("params"), dict) else {}
    if "params" in kept and not isinstance(kept["params"], dict):
        params["params"] = kept["params"]
    found: dict[str, str] = {}
    told: list[Problem] = []
    body = _with_title(kept, body, page, found)
    _with_date(kept, page, site, document, found, told)
    _with_authors(kept, site)
    _with_terms(kept, page, found)
    _with_picture(kept, params)
    _set_aside(kept, params)
    kept["params"] = params
    if page.lang:
        kept["lang"] = page.lang
    kept |= {"aliases": list(page.aliases), "url": page.url}
    if page.is_draft:
        kept["draft"] = True
    front = msgspec.structs.replace(
        document.front,
        values={document.written(key): value for key, value in kept.items()},
        body=body,
    )
    doubts = ("Its date is none that a calendar has. Give it one.",) if told and not page.date else ()
    return Completed(front, found, tuple(told), doubts)


def _with_title(values: dict[str, Any], body: str, page: Page, found: dict[str, str]) -> str:
    if values.get("title"):
        return body
    heading = _FIRST_HEADING.match(body)
    if heading:
        values["title"], found["title"] = _HEADING_END.sub("", heading[1][-2000:]), "the first heading"
        return body[heading.end() :]
    values["title"], found["title"] = page.title or titled(page.slug) or "Untitled", "the file's name"
    return body


def _with_date(
    values: dict[str, Any], page: Page, site: Site, document: Document, found: dict[str, str], told: list[Problem]
) -> None:
    key = next((name for name in ("date", *READ_AS["date"]) if _is_stamp(values.get(name))), "")
    if key and parse_moment(str(values[key]), site.timezone or "UTC"):
        return
    if key:
        location = Location(document.name, *document.front.place(document.written(key)))
        instead = "that of the file's name was taken" if page.date else "the article has none now"
        message = f'{key} "{values[key]}" is not a calendar date; {instead}.'
        told.append(warning(location, message, "Correct it in the imported article."))
        values[f"{key}_as_written"] = values.pop(key)
    if page.date:
        values["date"], found["date"] = page.date, "the file's name"


def _is_stamp(value: Any) -> bool:
    return bool(value) and not isinstance(value, bool)


def _with_authors(values: dict[str, Any], site: Site) -> None:
    """Keys of authors become the names that the site's data give them."""
    for key in ("author", "authors", "byline"):
        if key in values:
            given = values[key] if isinstance(values[key], list) else [values[key]]
            names = [_name(one, site) for one in given]
            values[key] = names if isinstance(values[key], list) else names[0]


def _name(author: Any, site: Site) -> Any:
    if isinstance(author, dict):
        named = next((author[key] for key in ("name", "display_name", "title", "label") if author.get(key)), None)
        return named or next((str(value) for value in author.values() if value), "")
    return site.authors.get(str(author).strip().casefold(), author)


def _with_terms(values: dict[str, Any], page: Page, found: dict[str, str]) -> None:
    """The section is the first category; those that the folder names come where the header names none."""
    categories = [*listed(values.pop("section", None)), *listed(values.pop("category", None))]
    categories += listed(values.pop("categories", None))
    if page.categories and not categories:
        found["section"] = "the folder"
    merged = list({repr(one): one for one in (*categories, *page.categories)}.values())
    if merged:
        values["categories"] = merged
    if isinstance(values.get("tag"), str | list) and "tags" not in values:
        values["tags"] = values.pop("tag")


def listed(value: Any) -> list[Any]:
    """A value as a list: nothing, one thing, or several."""
    return [one for one in value if one] if isinstance(value, list) else [value] if value else []


def _with_picture(values: dict[str, Any], params: dict[str, Any]) -> None:
    """The lead picture, by whatever key within `image` themes have it; what names none is kept as it is."""
    for key in ("image", *READ_AS["image"]):
        value = values.get(key)
        if isinstance(value, dict):
            given = {str(name).lower(): part for name, part in value.items()}
            source = next((given[name] for name in _PICTURES if isinstance(given.get(name), str) and given[name]), "")
            if source:
                texts = {name: given[name] for name in ("alt", "caption", "credit") if given.get(name)}
                values[key] = {"src": source, **texts}
            else:
                params[key] = values.pop(key)
        elif isinstance(value, list):
            values[key] = value[0] if value and isinstance(value[0], str) else ""
        elif key in values and not isinstance(value, str):
            params[key] = values.pop(key)
    if isinstance(values.get("images"), list) and values["images"] and not _has_image(values):
        first = values["images"][0]
        values["image"] = first if isinstance(first, str) else ""


def _has_image(values: Mapping[str, Any]) -> bool:
    return any(values.get(key) for key in ("image", *READ_AS["image"]))


def _set_aside(values: dict[str, Any], params: dict[str, Any]) -> None:
    """What would mean something else here is kept for templates."""
    for key in _OURS_ALONE:
        if key in values and not (key in ("canonical", "noindex") and isinstance(values[key], str | bool)):
            params.setdefault(key, values.pop(key))
    for key in ("url", "permalink", "path", "redirect_from", "alias", "aliases"):
        values.pop(key, None)
    _set_free_values_aside(values, params)


def _set_free_values_aside(values: dict[str, Any], params: dict[str, Any]) -> None:
    """A list or a mapping where a line of text belongs is not ours."""
    for key in ("title", "standfirst", *READ_AS["standfirst"], "slug", "lang", "date", *READ_AS["date"]):
        if isinstance(values.get(key), list | dict):
            params.setdefault(key, values.pop(key))
    for key in ("expires", "updated", *READ_AS["expires"], *READ_AS["updated"]):
        if key in values and parse_moment(str(values[key]), "UTC") is None:
            params.setdefault(key, values.pop(key))
    for key in ("draft", "noindex"):
        if key in values and str(values[key]).lower() not in _YES_OR_NO:
            params.setdefault(key, values.pop(key))


_YES_OR_NO = ("true", "false", "yes", "no", "on", "off", "0", "1")


def names_in(data: Any) -> dict[str, str]:
    """Authors by key, from what data files hold: mappings of mappings, or lists of them."""
    found: dict[str, str] = {}
    for key, value in _entries(data):
        name = value if isinstance(value, str) else _full_name(value)
        if name:
            found[str(key).strip().casefold()] = name
    return found


def _entries(data: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(data, dict):
        yield from data.items()
    for one in data if isinstance(data, list) else ():
        if isinstance(one, dict):
            for key in ("id", "key", "slug", "username", "short_name", "nick", "author"):
                if isinstance(one.get(key), str):
                    yield one[key], one


def _full_name(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    for key in ("name", "display_name", "displayname", "full_name", "fullname", "title", "label"):
        if isinstance(value.get(key), str) and value[key]:
            return str(value[key])
    first, last = value.get("first_name", value.get("first", "")), value.get("last_name", value.get("last", ""))
    return f"{first} {last}".strip()
