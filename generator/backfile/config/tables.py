"""The tables of `backfile.toml`, with their keys, types and defaults. Judges no value."""

import typing
from typing import Any

import msgspec

CONFIG_NAME = "backfile.toml"
FALLBACK_BASE_URL = "http://localhost:8000/"

BUILT_IN_TAXONOMIES = {"section": "sections", "tag": "tags", "author": "authors"}
"""The taxonomies that every archive has, with the folders of their pages, by which their tables may be called too."""


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
    """Whether the site has a search, how many articles one index holds at most before another is begun, and how
    much memory (MB) indexes that are made side by side may take together."""

    enabled: bool = True
    shard_size: int = 4000
    memory_mb: int = 2000


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
    """The networks that an article can be shared on, in order; whether share images are drawn for articles that have no
    photograph, and in which colours (`#rrggbb`)."""

    networks: tuple[str, ...] = NETWORKS
    images: bool = False
    image_ground: str = "#fffdf8"
    image_ink: str = "#1a1814"
    image_accent: str = "#8c1c13"


class Newsletter(Struct, frozen=True):
    """A newsletter elsewhere; without a `url` none is shown. The language of the site has a
    `title` and a `label` where none is given."""

    url: str = ""
    title: str = ""
    text: str = ""
    label: str = ""


class Downloads(Struct, frozen=True):
    """What readers can take along. `markdown` puts each article's text as Markdown beside its page."""

    markdown: bool = False


RULES_FILES = {
    "netlify": "_redirects",
    "cloudflare": "_redirects",
    "nginx": "redirects.nginx.map",
    "apache": ".htaccess",
    "caddy": "redirects.caddy",
    "cloudfront": "redirects.cloudfront.json",
}
"""The servers that redirects can be written for as rules, and the file of the site that holds them."""


class Hosting(Struct, frozen=True):
    """What the site's host is told. `redirects` names the servers that get rules for old addresses."""

    redirects: tuple[typing.Literal["netlify", "cloudflare", "nginx", "apache", "caddy", "cloudfront"], ...] = ()


class History(Struct, frozen=True):
    """Whether articles show their past from git. `without` are sources (`content/2020/10/x.md`) that do not."""

    enabled: bool = False
    without: tuple[str, ...] = ()


class Markdown(Struct, frozen=True):
    """How bodies are read. `trusted_html` passes raw HTML unchanged: only for an archive that trusts its authors.
    `broken_links` says what an internal link that leads nowhere is: a problem that stops the build, or a warning."""

    trusted_html: bool = False
    linkify: bool = False
    broken_links: typing.Literal["problem", "warning"] = "problem"


class Pictures(Struct, frozen=True):
    """Whether smaller pictures are made of the archive's, how wide (pixels, never wider than the picture), in which
    formats, the one to be preferred first, and at which qualities (1 to 100)."""

    responsive: bool = True
    widths: tuple[int, ...] = (480, 800, 1200, 1600)
    formats: tuple[typing.Literal["avif", "webp"], ...] = ("avif", "webp")
    avif_quality: int = 55
    webp_quality: int = 78


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
    downloads: Downloads = Downloads()
    hosting: Hosting = Hosting()
    history: History = History()
    markdown: Markdown = Markdown()
    pictures: Pictures = Pictures()
    importers: dict[str, dict[str, Any]] = {}
    params: dict[str, Any] = {}


def further_taxonomies(config: Config) -> dict[str, str]:
    """The taxonomies beside the built-in ones, each with the front matter key that holds its terms."""
    tables = config.taxonomies.items()
    return {name: table.key or name for name, table in tables if name not in BUILT_IN_TAXONOMIES}


def term_files(config: Config) -> dict[str, str]:
    """The file that describes the terms of each taxonomy, by taxonomy, as a path from the archive's root. Those of the
    built-in ones keep their names, wherever their pages stand."""
    names = dict.fromkeys((*BUILT_IN_TAXONOMIES, *further_taxonomies(config)))
    return {name: f"content/{BUILT_IN_TAXONOMIES.get(name) or taxonomy_path(name, config)}.yaml" for name in names}


def taxonomy_path(name: str, config: Config) -> str:
    """The folder of a taxonomy's pages, without slashes around it."""
    table = config.taxonomies.get(name)
    return (table.path.strip("/") if table else "") or BUILT_IN_TAXONOMIES.get(name, name)
