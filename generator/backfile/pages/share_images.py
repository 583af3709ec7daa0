"""The share images of articles: which have one, where it stands, and what is on it. Draws nothing."""

from collections.abc import Iterator

from backfile.archive.catalog import Entry
from backfile.archive.urls import UrlPath, output_path, url_path
from backfile.digest import digest_bytes
from backfile.pages.cards import Desk
from backfile.pages.frames import Frames
from backfile.pages.page import Page, make_page
from backfile.pages.selection import Selection, chosen_positions
from backfile.pages.views import Picture, ShareImageView
from backfile.pictures.letters import can_draw


def share_image_url(entry: Entry, desk: Desk) -> str:
    """The address of an article's share image; empty where it has none: it has a photograph, or letters that cannot be
    drawn, or the settings want none."""
    if not desk.config.share.images or is_photograph(desk.picture(entry)):
        return ""
    return share_image_at(entry.url) if can_draw(" ".join(_written(entry, desk))) else ""


def _written(entry: Entry, desk: Desk) -> tuple[str, str, str, str]:
    """What is written on it: the site, the section, the title, the day."""
    date = entry.article.date
    section = entry.section.label if entry.section else ""
    return desk.config.title, section, entry.article.title, desk.language.day(date.iso) if date else ""


def share_image_at(url: str) -> UrlPath:
    """Where the share image of the article at that address stands, if it has one: at an address that outlasts another
    title."""
    return url_path(f"/assets/share/{digest_bytes(url.encode()).hex()[:20]}.png")


def share_image_output(url: str) -> str:
    """The same as a path in the site."""
    return output_path(share_image_at(url))


def is_photograph(picture: Picture | None) -> bool:
    """Whether networks can show that picture beside a link: drawings they cannot."""
    return picture is not None and picture.width > 0 and not picture.src.lower().endswith(".svg")


def plan_share_images(desk: Desk, frames: Frames, selection: Selection | None = None) -> Iterator[Page]:
    """The share image of every article that has one."""
    share = desk.config.share
    if not share.images:
        return
    for position in chosen_positions(selection, len(desk.archive.entries)):
        entry = desk.archive.entries[position]
        if share_image_url(entry, desk):
            view = ShareImageView(*_written(entry, desk), share.image_ground, share.image_ink, share.image_accent)
            yield make_page(share_image_output(entry.url), "", view, frames.engine)
