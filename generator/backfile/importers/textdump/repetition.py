"""What repeats between dumps of one site: lines that many of them have are the page and not the article. Groups the
dumps by the lines they share; knows no site's name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from backfile.importers.prose import letters
from backfile.importers.textdump.lines import Line

SHARE = 0.3
"""A line in this share of a site's dumps is page (measured: below a quarter, tags and bylines go too)."""
FEWEST = 2
OFTEN = 3
FEWEST_SHARED = 6
SHARED_SHARE = 0.15
TELLING = 12
LATEST = 50
"""Dumps that a line is looked up in: enough to find its site, and what keeps 10,000 dumps of one site quick."""
CORE_SHARE = 0.8
"""A line in this share of a site's dumps is in its core."""
HAS_CORE = 0.9
"""A dump with this share of a site's core is of the site, however long it is."""
COPY_SHARE = 0.8
"""Two dumps that share more of their paragraphs are two copies of one page, of which everything repeats."""
PARAGRAPH = 80
"""Letters of the shortest line that is compared for that: two articles of one site share all of its menu."""

_DIGITS = re.compile(r"\d+")


class Repeats(msgspec.Struct, frozen=True):
    """The keys of the lines that a site's dumps share: those on three dumps or more, and those on two only, which two
    articles may have by chance. `core` are those on nearly all, without their
    digits."""

    often: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()
    core: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.often or self.twice)

    def __contains__(self, key: str) -> bool:
        return key in self.often or key in self.twice

    def is_core(self, key: str) -> bool:
        """Whether nearly all of the site's dumps have the line, with whatever numbers: `12 people shared this`."""
        return _DIGITS.sub("", key) in self.core


class Site(msgspec.Struct, frozen=True):
    """The dumps of one site by their place in the import, and what repeats between them."""

    members: tuple[int, ...]
    repeats: Repeats


def line_keys(lines: Iterable[Line]) -> frozenset[str]:
    """What a dump is compared by: the folded letters of its lines, without those too short to tell anything."""
    return frozenset(key for key in (letters(line.text) for line in lines) if len(key) > 2)


def find_sites(dumps: Sequence[frozenset[str]]) -> tuple[Site, ...]:
    """The dumps grouped by site; a dump that shares little with any other is a site of its own."""
    groups = _join(_group(dumps), dumps)
    return tuple(Site(tuple(members), _repeated([dumps[index] for index in members])) for members in groups)


class NearestSite:
    """Tells of a dump that taught nothing which site's it is, by the lines that the site's dumps share."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self._sites_with: dict[str, list[int]] = {}
        for place, site in enumerate(sites):
            for key in site.repeats.often | site.repeats.twice:
                if len(key) >= TELLING:
                    self._sites_with.setdefault(key, []).append(place)

    def place(self, keys: frozenset[str]) -> int:
        """The site's place among the sites, or -1 for none."""
        shared = Counter(place for key in keys for place in self._sites_with.get(key, ()))
        place, count = max(shared.items(), key=lambda pair: (pair[1], -pair[0]), default=(-1, 0))
        return place if count >= FEWEST_SHARED else -1


def _group(dumps: Sequence[frozenset[str]]) -> list[list[int]]:
    """Each dump goes to the group of the dump it shares most lines with, if it shares enough.

    It is compared with single dumps and not with groups, which would grow until they share a line with any page;
    and by lines of some length: `Facebook` and `Sign in` are on every site.
    """
    groups: list[list[int]] = []
    group_of: list[int] = []
    dumps_with: dict[str, list[int]] = {}
    for index, keys in enumerate(dumps):
        telling = [key for key in keys if len(key) >= TELLING]
        shared = Counter(other for key in telling for other in dumps_with.get(key, [])[-LATEST:])
        best, count = max(shared.items(), key=lambda pair: (pair[1], -pair[0]), default=(-1, 0))
        if count < max(FEWEST_SHARED, SHARED_SHARE * len(telling)):
            group_of.append(len(groups))
            groups.append([])
        else:
            group_of.append(group_of[best])
        groups[group_of[index]].append(index)
        for key in telling:
            dumps_with.setdefault(key, []).append(index)
    return groups


def _join(groups: list[list[int]], dumps: Sequence[frozenset[str]]) -> list[list[int]]:
    """The groups, of which each whose dumps have what nearly all dumps of a larger one have goes into that: of a long
    article the lines that the page has around it are a small share, and it begins a group of its own."""
    ordered = sorted(groups, key=len, reverse=True)
    joined: list[list[int]] = []
    groups_with: dict[str, list[int]] = {}
    sizes: list[int] = []
    for members in ordered:
        core = _core([dumps[index] for index in members])
        shared = Counter(place for key in core for place in groups_with.get(key, ()))
        place = next((place for place, count in sorted(shared.items()) if count >= HAS_CORE * sizes[place]), -1)
        if place >= 0:
            joined[place] = sorted((*joined[place], *members))
            continue
        joined.append(members)
        sizes.append(len(core))
        if len(members) >= OFTEN and len(core) >= FEWEST_SHARED:
            for key in core:
                groups_with.setdefault(key, []).append(len(joined) - 1)
    return sorted(joined)


def _core(dumps: list[frozenset[str]]) -> frozenset[str]:
    """The telling lines that nearly all of the dumps have."""
    counts = Counter(key for keys in dumps for key in keys if len(key) >= TELLING)
    return frozenset(key for key, count in counts.items() if count >= CORE_SHARE * len(dumps))


def _repeated(dumps: list[frozenset[str]]) -> Repeats:
    distinct = _without_copies(dumps)
    counts = Counter(key for keys in distinct for key in keys)
    shapes = Counter(shape for keys in distinct for shape in {_DIGITS.sub("", key) for key in keys})
    enough = max(FEWEST, SHARE * len(distinct))
    return Repeats(
        often=frozenset(key for key, count in counts.items() if count >= max(enough, OFTEN)),
        twice=frozenset(key for key, count in counts.items() if enough <= count < OFTEN),
        core=frozenset(key for key, count in shapes.items() if count >= max(CORE_SHARE * len(distinct), OFTEN)),
    )


def _without_copies(dumps: list[frozenset[str]]) -> list[frozenset[str]]:
    """Compares with the latest few only: copies of a page mostly follow each other."""
    kept: list[frozenset[str]] = []
    bodies: list[frozenset[str]] = []
    for keys in dumps:
        body = frozenset(key for key in keys if len(key) >= PARAGRAPH)
        if not any(len(body & other) > COPY_SHARE * max(len(body), len(other)) for other in bodies[-20:] if other):
            kept.append(keys)
            bodies.append(body)
    return kept
