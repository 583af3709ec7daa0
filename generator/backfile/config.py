"""The archive's settings: `parse_config(text)` turns `backfile.toml` into a typed `Config`. Reads no disk."""

import difflib
import re
import tomllib
import typing
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from backfile.problems import Location, Problem, warning

CONFIG_NAME = "backfile.toml"
FALLBACK_BASE_URL = "http://localhost:8000/"

BUILT_IN_TAXONOMIES = {"section": "sections", "tag": "tags", "author": "authors"}
"""Their names, each with the folder of its pages, which is also the name of its terms' file."""


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the configuration: immutable, and strict about its keys."""


class Taxonomy(Struct, frozen=True):
    """A way to group articles. `key` is the front matter key that holds its terms (default: the table's name);
    `path` the folder of its pages (default: the name)."""

    label: str = ""
    key: str = ""
    path: str = ""


class Related(Struct, frozen=True):
    """How many related articles a page shows, and the least score (0 to 1) one must have."""

    limit: int = 6
    threshold: float = 0.05


class Search(Struct, frozen=True):
    """Whether the site has a search, and how many articles one index holds at most before another is begun."""

    enabled: bool = True
    shard_size: int = 5000


class Feeds(Struct, frozen=True):
    """Whether feeds are made, how many entries they hold, and which carry whole articles:
    those of the site and its sections (`sections`), every feed (`all`) or none (`none`)."""

    enabled: bool = True
    limit: int = 20
    full_text: typing.Literal["sections", "all", "none"] = "sections"


class MenuLink(Struct, frozen=True):
    """An entry of a menu."""

    label: str
    url: str


class Menu(Struct, frozen=True):
    """The menus. `sections` names the sections shown, in order (default: all); `boxes` those whose latest
    articles stand in boxes of their own; `main` and `footer` are further links."""

    sections: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    main: tuple[MenuLink, ...] = ()
    footer: tuple[MenuLink, ...] = ()


NETWORKS = ("x", "linkedin", "facebook", "whatsapp", "telegram", "email", "copy")


class Share(Struct, frozen=True):
    """The networks that an article can be shared on, in order."""

    networks: tuple[str, ...] = NETWORKS


class Newsletter(Struct, frozen=True):
    """A newsletter elsewhere; without a `url` none is shown."""

    url: str = ""
    title: str = "Newsletter"
    text: str = ""
    label: str = "Subscribe"


class Markdown(Struct, frozen=True):
    """How bodies are read. `trusted_html` passes raw HTML unchanged: only for an archive that trusts its authors.
    `broken_links` says what an internal link that leads nowhere is: a problem that stops the build, or a warning."""

    trusted_html: bool = False
    linkify: bool = False
    broken_links: typing.Literal["problem", "warning"] = "problem"


class Config(Struct, frozen=True):
    """All settings of an archive; see docs/configuration.md for what each does."""

    title: str = "An archive"
    base_url: str = ""
    language: str = "en"
    timezone: str = "UTC"
    description: str = ""
    theme: str = "broadsheet"
    output: str = "site"
    permalink: str = "/{year}/{month}/{slug}/"
    per_page: int = 20
    copyright: str = ""
    taxonomies: dict[str, Taxonomy] = {}
    related: Related = Related()
    search: Search = Search()
    feeds: Feeds = Feeds()
    menu: Menu = Menu()
    share: Share = Share()
    newsletter: Newsletter = Newsletter()
    markdown: Markdown = Markdown()
    importers: dict[str, dict[str, Any]] = {}
    params: dict[str, Any] = {}


def taxonomy_path(name: str, config: Config) -> str:
    """The folder of a taxonomy's pages in the site, without slashes at its ends."""
    table = config.taxonomies.get(name)
    return (table.path.strip("/") if table else "") or BUILT_IN_TAXONOMIES.get(name, name)


def term_files(config: Config) -> dict[str, str]:
    """The file that describes the terms of each taxonomy, by taxonomy, as a path from the archive's root. Those of the
    built-in ones keep their names, wherever their pages stand."""
    names = dict.fromkeys((*BUILT_IN_TAXONOMIES, *config.taxonomies))
    return {name: f"content/{BUILT_IN_TAXONOMIES.get(name) or taxonomy_path(name, config)}.yaml" for name in names}


def parse_config(text: str, path: str = CONFIG_NAME) -> tuple[Config, tuple[Problem, ...]]:
    """The settings in `text`, and everything that is wrong with it; with errors, the defaults stand in."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Config(), (_syntax_problem(error, path),)
    unknown = tuple(_unknown_keys(data, Config, text, path, ()))
    if unknown:
        return Config(), unknown
    try:
        config = msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        return Config(), (_type_problem(error, text, path),)
    problems = tuple(_impossible_values(config, text, path))
    return config, problems


def _syntax_problem(error: tomllib.TOMLDecodeError, path: str) -> Problem:
    match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    location = Location(path, int(match[1]), int(match[2])) if match else Location(path)
    message = re.sub(r"\s*\(at .*\)$", "", str(error))
    return Problem(location, f"this is not TOML: {message}.", "Mend the line; the form is described at toml.io.")


def _unknown_keys(
    data: dict[str, Any], struct: type[msgspec.Struct], text: str, path: str, inside: tuple[str, ...]
) -> typing.Iterator[Problem]:
    types = typing.get_type_hints(struct)
    for key, value in data.items():
        if key not in types:
            nearest = difflib.get_close_matches(key, types, n=1, cutoff=0.0)[0]
            name = ".".join((*inside, key))
            yield Problem(
                _key_location(text, path, (*inside, key)),
                f"unknown key `{name}`; the nearest known one is `{nearest}`.",
                "Correct or remove it; free values for themes go under [params].",
            )
        elif isinstance(value, dict):
            yield from _unknown_inside(types[key], value, text, path, (*inside, key))


def _unknown_inside(
    expected: Any, value: dict[str, Any], text: str, path: str, inside: tuple[str, ...]
) -> typing.Iterator[Problem]:
    if isinstance(expected, type) and issubclass(expected, msgspec.Struct):
        yield from _unknown_keys(value, expected, text, path, inside)
    elif typing.get_origin(expected) is dict and typing.get_args(expected)[1] is Taxonomy:
        for name, table in value.items():
            if isinstance(table, dict):
                yield from _unknown_keys(table, Taxonomy, text, path, (*inside, name))


def _key_location(text: str, path: str, keys: tuple[str, ...]) -> Location:
    """Where the key stands: TOML's own parser does not say, so its line is looked for below its table's head."""
    table, found = "", ".".join(keys[:-1])
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if head:
            table = head[1]
            if table == ".".join(keys):
                return Location(path, number)
            continue
        match = re.match(r"\s*[\"']?" + re.escape(keys[-1]) + r"[\"']?\s*[=.]", line)
        if match and table == found:
            return Location(path, number, len(line) - len(line.lstrip()) + 1)
    return Location(path)


def _type_problem(error: msgspec.ValidationError, text: str, path: str) -> Problem:
    message, _, place = str(error).partition(" - at `$.")
    keys = tuple(re.sub(r"\[.*?\]", "", place.rstrip("`")).split(".")) if place else ()
    location = _key_location(text, path, keys) if keys else Location(path)
    name = f"`{'.'.join(keys)}`: " if keys else ""
    return Problem(
        location, f"{name}{message[0].lower()}{message[1:]}.", "docs/configuration.md names each key's type."
    )


def _impossible_values(config: Config, text: str, path: str) -> typing.Iterator[Problem]:
    def at(*keys: str) -> Location:
        return _key_location(text, path, keys)

    if not _is_timezone(config.timezone):
        yield Problem(at("timezone"), f'there is no time zone "{config.timezone}".', 'Write one like "Europe/Paris".')
    if not config.base_url:
        message = f"`base_url` is not set: feeds, sitemap and canonical links will name {FALLBACK_BASE_URL}."
        yield warning(Location(path), message, 'Add base_url = "https://…/", the address where the site will stand.')
    elif not re.match(r"https?://[^/\s]+(/[^\s?#]*)?$", config.base_url):
        message = f'"{config.base_url}" is not a web address.'
        yield Problem(at("base_url"), message, 'Write it whole, like "https://archive.example.org/".')
    if config.per_page < 1:
        yield Problem(at("per_page"), "`per_page` must be at least 1.", "20 is usual.")
    if config.search.shard_size < 1:
        yield Problem(at("search", "shard_size"), "`shard_size` must be at least 1.", "5000 is usual.")
    if config.related.limit < 0 or config.feeds.limit < 1:
        yield Problem(Location(path), "`related.limit` must not be negative and `feeds.limit` at least 1.")
    if "{slug}" not in config.permalink or not re.fullmatch(
        r"/(?:[^{}]|\{(?:year|month|day|slug|section)\})*", config.permalink
    ):
        yield Problem(
            at("permalink"),
            f'the permalink "{config.permalink}" cannot be used.',
            "It begins with / and holds {slug}; {year}, {month}, {day} and {section} may stand in it too.",
        )
    for network in config.share.networks:
        if network not in NETWORKS:
            known = ", ".join(NETWORKS)
            yield Problem(at("share", "networks"), f'unknown share network "{network}".', f"Known are {known}.")
    for name in config.taxonomies:
        if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
            yield Problem(
                at("taxonomies", name), f'"{name}" cannot name a taxonomy.', "Use small letters, digits and -."
            )


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError):  # an unknown key is a subclass of KeyError in some versions, a ValueError in others
        return False
    except KeyError:
        return False
    return True
