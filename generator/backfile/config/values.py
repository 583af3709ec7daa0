"""Judges settings that have the right type: values that cannot be used, and those that lead to nothing good."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from backfile.config.places import ConfigText, Keys
from backfile.config.tables import (
    BUILT_IN_TAXONOMIES,
    FALLBACK_BASE_URL,
    NETWORKS,
    RULES_FILES,
    Config,
    further_taxonomies,
    taxonomy_path,
)
from backfile.problems import Location, Problem, warning

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
PERMALINK = re.compile(r"/(?:[^{}]|\{(?:year|month|day|slug|section)\})*")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LINK = re.compile(r"(?:https?://[^/\s]|mailto:\S|tel:\S|/(?!/)|#)\S*", re.IGNORECASE)


def is_timezone(name: str) -> bool:
    """Whether there is a time zone of that name."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # one of no such name, of no such form, or a folder of names
        return False
    return True


def is_web_address(text: str) -> bool:
    """Whether a site can stand there: `https://example.org/` or a folder of it."""
    try:
        host, _ = urlsplit(text).hostname, urlsplit(text).port
    except ValueError:  # brackets around what is no address, a port that is no number
        return False
    return bool(host and re.fullmatch(r"https?://[^/\s?#]+(/[^\s?#]*)?", text))


def impossible_values(config: Config, text: ConfigText, is_partial: bool) -> Iterator[Problem]:
    """Everything that is wrong with the values. `is_partial` tells that some were of the wrong type, and have been
    told of: then it is not told that they are missing."""
    yield from _archive(config, text, is_partial)
    yield from _numbers(config, text)
    yield from _places(config, text)
    yield from _links(config, text)
    yield from _taxonomies(config, text)
    yield from _pictures(config, text)
    yield from _hosting(config, text)
    for number, network in enumerate(config.share.networks):
        if network not in NETWORKS:
            place, known = text.at("share", "networks", number), ", ".join(NETWORKS)
            yield Problem(place, f'unknown share network "{network}".', f"Known are {known}.")
    for name in ("image_ground", "image_ink", "image_accent"):
        colour = getattr(config.share, name)
        if not COLOUR.fullmatch(colour):
            yield Problem(text.at("share", name), f'"{colour}" is no colour.', 'Write it like "#8c1c13".')


def _archive(config: Config, text: ConfigText, is_partial: bool) -> Iterator[Problem]:
    if not is_timezone(config.timezone):
        message = f'there is no time zone "{config.timezone}".'
        yield Problem(text.at("timezone"), message, 'Write one like "Europe/Paris".')
    if not LANGUAGE.fullmatch(config.language):
        message = f'"{config.language}" is not a language as HTML names it.'
        yield Problem(text.at("language"), message, 'Write one like "en", "pt-BR" or "zh-Hans".')
    if not config.base_url and not is_partial:
        message = f"`base_url` is not set: feeds, sitemap and canonical links will name {FALLBACK_BASE_URL}."
        hint = 'Add base_url = "https://…/", the address where the site will stand.'
        yield warning(Location(text.path), message, hint)
    elif config.base_url and not is_web_address(config.base_url):
        message = f'"{config.base_url}" is not a web address.'
        yield Problem(text.at("base_url"), message, 'Write it whole, like "https://archive.example.org/".')


def _hosting(config: Config, text: ConfigText) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for number, server in enumerate(config.hosting.redirects):
        other = taken.setdefault(RULES_FILES[server], server)
        if other != server or config.hosting.redirects.index(server) != number:
            message = f"the rules of {server} would stand in the same file as those of {other}: {RULES_FILES[server]}."
            yield Problem(text.at("hosting", "redirects", number), message, "Name the one that the site stands on.")


def _numbers(config: Config, text: ConfigText) -> Iterator[Problem]:
    for keys, value, least, usual in (
        (("per_page",), config.per_page, 1, 20),
        (("search", "shard_size"), config.search.shard_size, 1, 4000),
        (("search", "memory_mb"), config.search.memory_mb, 100, 2000),
        (("related", "limit"), config.related.limit, 0, 6),
        (("feeds", "limit"), config.feeds.limit, 1, 20),
    ):
        if value < least:
            yield Problem(text.at(*keys), f"`{'.'.join(keys)}` must be at least {least}.", f"{usual} is usual.")
    if not 0 <= config.related.threshold <= 1:
        message = f"`related.threshold` must lie between 0 and 1, and {config.related.threshold:g} does not."
        yield Problem(text.at("related", "threshold"), message, "0.05 is usual; `backfile related` shows the scores.")


def _pictures(config: Config, text: ConfigText) -> Iterator[Problem]:
    pictures = config.pictures
    for number, width in enumerate(pictures.widths):
        if not 16 <= width <= 8192:
            message = f"a picture cannot be made {width} pixels wide."
            hint = "Write a width from 16 to 8192; 480 to 1600 are usual."
            yield Problem(text.at("pictures", "widths", number), message, hint)
    qualities = (("avif_quality", pictures.avif_quality, 55), ("webp_quality", pictures.webp_quality, 78))
    for name, value, usual in qualities:
        if not 1 <= value <= 100:
            message = f"`pictures.{name}` must lie between 1 and 100, and {value} does not."
            yield Problem(text.at("pictures", name), message, f"{usual} is usual.")


def _places(config: Config, text: ConfigText) -> Iterator[Problem]:
    """Names of folders and addresses: nothing may lead out of the site, or out of `themes/`."""
    if "{slug}" not in config.permalink or not PERMALINK.fullmatch(config.permalink) or _climbs(config.permalink):
        hint = "It begins with / and holds {slug}; {year}, {month}, {day} and {section} may stand in it too."
        yield Problem(text.at("permalink"), f'the permalink "{config.permalink}" cannot be used.', hint)
    if not config.theme.strip(".") or re.search(r"[/\\\x00-\x1f]", config.theme):
        hint = 'Write the name of a folder of themes/, or "broadsheet".'
        yield Problem(text.at("theme"), f'"{config.theme}" cannot be the name of a theme.', hint)
    if "\0" in config.output:
        yield Problem(text.at("output"), "the output cannot be a folder's name.", 'Write one like "site".')


def _climbs(path: str) -> bool:
    """Whether an address has a part that no file of a site can have."""
    return bool(re.search(r"[\\?#\x00-\x1f]", path)) or {".", ".."} & set(path.split("/")) != set()


def _links(config: Config, text: ConfigText) -> Iterator[Problem]:
    for keys, url in menu_links(config):
        if not LINK.fullmatch(url):
            message = f'"{url}" cannot be a link.'
            yield Problem(text.at(*keys), message, "Write a whole address (https://…, mailto:…) or one like /about/.")


def menu_links(config: Config) -> Iterator[tuple[Keys, str]]:
    """Every link of the settings, with the way to it."""
    for name, links in (("main", config.menu.main), ("footer", config.menu.footer)):
        yield from ((("menu", name, number, "url"), link.url) for number, link in enumerate(links))
    if config.newsletter.url:
        yield ("newsletter", "url"), config.newsletter.url


def _taxonomies(config: Config, text: ConfigText) -> Iterator[Problem]:
    owners: dict[str, list[str]] = {}
    for name in (*BUILT_IN_TAXONOMIES, *further_taxonomies(config)):
        path = taxonomy_path(name, config)
        owners.setdefault(path.casefold(), []).append(name)
        place = _place(name, text)
        if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
            yield Problem(text.at(*place), f'"{name}" cannot name a taxonomy.', "Use small letters, digits and -.")
        if name in BUILT_IN_TAXONOMIES and name in config.taxonomies and config.taxonomies[name].key:
            message = "the front matter keys of the built-in taxonomies are fixed; `key` was passed over."
            yield warning(text.at(*place, "key"), message, "Remove it.")
        if _climbs(path) or "//" in path:
            message = f'"{path}" cannot be the folder of a taxonomy\'s pages.'
            yield Problem(text.at(*place, "path"), message, f'Write one like "{place[1]}".')
    for path, names in owners.items():
        if len(names) > 1:
            last = max(names, key=lambda name: text.at(*_place(name, text), "path"))
            shown = " and ".join(f"`{_place(name, text)[1]}`" for name in names)
            message = f"the pages of the taxonomies {shown} would all stand in /{path}/."
            yield Problem(text.at(*_place(last, text), "path"), message, "Give each another `path`.")


def _place(name: str, text: ConfigText) -> tuple[str, str]:
    """The way to a taxonomy's table, whichever of its names it has there."""
    plural = BUILT_IN_TAXONOMIES.get(name, name)
    return "taxonomies", name if text.has("taxonomies", name) else plural
