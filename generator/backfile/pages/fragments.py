"""Fragments: what changes with every new article, kept apart from the pages that only point to it."""

from collections.abc import Iterator

from backfile.pages.cards import Desk
from backfile.pages.frames import Frames
from backfile.pages.listings import chosen_sections, newest, section_blocks
from backfile.pages.page import Page, make_page
from backfile.pages.views import Block, FragmentView, Link

MENU_HEADLINES = 5
LATEST = 8
BOX_HEADLINES = 4


def plan_fragments(desk: Desk, frames: Frames) -> Iterator[Page]:
    """The menu with the latest of each section, the latest of all, and the boxes of chosen sections."""
    sections = desk.archive.taxonomies["section"]
    boxed = tuple(
        Block(desk.links["section"][term.key], newest(desk, sections.members[term.key], BOX_HEADLINES))
        for term in chosen_sections(desk, desk.config.menu.boxes)
    )
    latest = (Block(Link(desk.language.say("Latest"), "/archive/"), newest(desk, range(len(desk.cards)), LATEST)),)
    for name, blocks in (("menu", section_blocks(desk, MENU_HEADLINES)), ("latest", latest), ("boxes", boxed)):
        template = f"fragment-{name}.html"
        yield make_page(f"fragments/{name}.html", template, FragmentView(name, blocks), frames.of(template))
