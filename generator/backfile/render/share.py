"""The addresses at which an article can be shared. Loads nothing and tracks nobody: they are plain links."""

from urllib.parse import quote

from backfile.languages.language import Language
from backfile.pages.views import Card, ShareLink, SiteView
from backfile.render.theme import absolute_url

_SHARE: dict[str, tuple[str, str]] = {  # label, where it is a name, and address
    "x": ("X", "https://x.com/intent/post?text={title}&url={url}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    "facebook": ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    "whatsapp": ("WhatsApp", "https://wa.me/?text={title}%20{url}"),
    "telegram": ("Telegram", "https://t.me/share/url?url={url}&text={title}"),
    "email": ("", "mailto:?subject={title}&body={url}"),
    "copy": ("", ""),
}


def share_links(card: Card, site: SiteView, language: Language) -> tuple[ShareLink, ...]:
    """The share links of an article: plain addresses of the networks, which learn nothing unless one is followed."""
    url = quote(absolute_url(card.url, site.base_url), safe="")
    title = quote(card.title, safe="")
    labels = {"email": language.say("E-mail"), "copy": language.say("Copy link")}
    return tuple(
        ShareLink(network, _SHARE[network][0] or labels[network], _SHARE[network][1].format(title=title, url=url))
        for network in site.share
    )
