"""What every page knows of its site, made once."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from backfile import __version__
from backfile.config import Config, MenuLink
from backfile.languages.language import Language
from backfile.pages.cards import Desk
from backfile.pages.labels import hub_label
from backfile.pages.listings import chosen_sections, menu_sections
from backfile.pages.views import Hub, Link, Newsletter, SiteView


def site_view(desk: Desk, theme_params: Mapping[str, object], assets: Mapping[str, str]) -> SiteView:
    """The site as templates see it. `assets` maps each file of the theme to its address."""
    config = desk.config
    sections = tuple(desk.links["section"][term.key] for term in menu_sections(desk))
    menu = tuple(map(_link, config.menu.main))
    taxonomies = desk.archive.taxonomies.values()
    roots = tuple(str(taxonomy.root) for taxonomy in taxonomies)
    return SiteView(
        title=config.title,
        description=config.description,
        base_url=config.base_url,
        language=config.language,
        sections=sections,
        hubs=tuple(Hub(t.name, hub_label(t, desk.language), t.root) for t in taxonomies if t.terms),
        boxes=tuple(desk.links["section"][term.key] for term in chosen_sections(desk, config.menu.boxes)),
        menu=menu,
        places=("/archive/", "/search/", *roots, *(link.url for link in (*sections, *menu))),
        footer=tuple(map(_link, config.menu.footer)),
        newsletter=_newsletter(config, desk.language),
        feeds=config.feeds.enabled,
        search=config.search.enabled,
        corrections=bool(desk.archive.corrections),
        share=config.share.networks,
        copyright=config.copyright,
        generator=f"Backfile {__version__}",
        params=dict(config.params),
        theme=dict(theme_params),
        assets=dict(assets),
        trusted_html=config.markdown.trusted_html,
    )


def base_path(base_url: str) -> str:
    """The path below which the site stands, with no slash at its end: empty at the root of a host."""
    return urlsplit(base_url).path.rstrip("/")


def _link(link: MenuLink) -> Link:
    return Link(link.label, link.url)


def _newsletter(config: Config, language: Language) -> Newsletter | None:
    told = config.newsletter
    if not told.url:
        return None
    title, label = told.title or language.say("Newsletter"), told.label or language.say("Subscribe")
    return Newsletter(title, told.text, told.url, label)
