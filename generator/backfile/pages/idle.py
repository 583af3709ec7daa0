"""What the settings name and the archive does not have: sections without articles, links that lead nowhere."""

import difflib
from collections.abc import Callable, Iterator

from backfile.archive.taxonomy import term_key
from backfile.config import RULES_FILES, menu_links
from backfile.pages.cards import Desk, address_of
from backfile.problems import Location, Problem, warning

UNPLANNED = ("assets/", "robots.txt", "404.html", "_headers", *RULES_FILES.values())
"""What every site has beside the pages that articles may link to."""


def idle_settings(desk: Desk, at: Callable[..., Location]) -> Iterator[Problem]:
    """A warning for each; `at` tells where the file of settings has a key."""
    menu = desk.config.menu
    for key, labels in (("sections", menu.sections), ("boxes", menu.boxes)):
        for number, label in enumerate(labels):
            yield from _idle_section(label, desk, at("menu", key, number))
    for keys, url in menu_links(desk.config):
        path = url.partition("#")[0].partition("?")[0]
        is_inside = path.startswith("/") and not path[1:].startswith(UNPLANNED)
        if is_inside and address_of(path, desk.addresses) is None:
            message = f'the link "{url}" leads to no page of the archive.'
            yield warning(at(*keys), message, "Correct it, or write it with its https:// if it leads elsewhere.")


def _idle_section(label: str, desk: Desk, place: Location) -> Iterator[Problem]:
    labels = [term.label for term in desk.archive.taxonomies["section"].terms]
    if term_key(label) not in map(term_key, labels):
        near = difflib.get_close_matches(label, labels, n=1, cutoff=0.5)
        hint = f'The nearest section is "{near[0]}".' if near else "Correct it, or remove it until there is one."
        yield warning(place, f'no article is of the section "{label}".', hint)
