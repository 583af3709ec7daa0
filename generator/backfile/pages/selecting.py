"""What a small change can have touched: which pages are to be planned again, and which files came and went."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from backfile.archive.amending import Amended
from backfile.archive.catalog import Spine, taxonomy_root
from backfile.archive.corrections import Corrected, years_of
from backfile.archive.outline import Outline
from backfile.archive.taxonomy import TermKey
from backfile.archive.urls import output_path, url_path
from backfile.config import Config
from backfile.pages.articles import markdown_url
from backfile.pages.corrections import corrections_year_url
from backfile.pages.dates import month_url, year_url
from backfile.pages.days_of_year import day_path, days_of_year
from backfile.pages.feeds import FEED_TAXONOMIES, FILES
from backfile.pages.history import history_url
from backfile.pages.numbering import last_number, numbered
from backfile.pages.selection import Selection
from backfile.pages.togetherness import is_telling, size_step


class Touched(msgspec.Struct, frozen=True):
    """The pages to plan, and the files of the site that are new and gone, in order."""

    selection: Selection
    new: tuple[str, ...]
    gone: tuple[str, ...]


class _Lists(msgspec.Struct, frozen=True):
    """The sources in the list of a term, oldest first, before the change and after it; none where there is no list."""

    before: list[str]
    now: list[str]

    def first(self, changed: Collection[str], per_page: int) -> int:
        """The first number that a page of the list must have to be able to show a change of these sources."""
        least = min(len(self.before), len(self.now))
        together = enumerate(zip(self.before, self.now, strict=False))
        same = next((place for place, (a, b) in together if a != b or b in changed), least)
        return min(same // per_page, max(last_number(len(self.before), per_page), 0)) + 1

    def beside(self, changed: Collection[str]) -> Iterator[str]:
        """The sources next to one of these, before the change or after it."""
        for ordered in (self.before, self.now):
            for one, other in pairwise(ordered):
                if one in changed:
                    yield other
                if other in changed:
                    yield one

    def has_other_step(self) -> bool:
        """Whether the list counts for more or less than before where it is one of a tag that appears with others."""
        return bool(self.before and self.now) and size_step(len(self.before)) != size_step(len(self.now))

    def has_other_pages(self, per_page: int) -> bool:
        """Whether there are more or fewer pages than before."""
        numbers = {last_number(len(sources), per_page) if sources else -1 for sources in (self.before, self.now)}
        return len(numbers) > 1


def touched(amended: Amended, others: Iterable[int], config: Config, history: Container[str]) -> Touched:
    """What the change of that archive touched. `others` are the positions of the articles whose relatives may differ,
    or show one that changed; `history` are the sources whose articles have one."""
    before, now, per_page = amended.before, amended.outline, config.per_page
    lists = {name: _lists(amended, name) for name in now.vocabularies}
    years, months = _periods(amended)
    sources = frozenset(now.spine.paths[position] for position in amended.new)
    selection = Selection(
        positions=tuple(sorted({*amended.new, *_neighbours(amended, lists["section"].values()), *others})),
        terms={
            name: {key: own.first(sources, per_page) for key, own in found.items()} for name, found in lists.items()
        },
        fronts=_fronts(amended, lists),
        years=years,
        months=months,
        days=frozenset(days_of_year(_days(amended))),
        corrections=_corrected_years(amended),
        sources=sources,
        has_other_lists=years_of(before.corrections) != years_of(now.corrections)
        or any(own.has_other_pages(per_page) for found in lists.values() for own in found.values()),
    )
    then = {name: {key: len(own.before) for key, own in found.items()} for name, found in lists.items()}
    after = {name: {key: len(own.now) for key, own in found.items()} for name, found in lists.items()}
    past = _past_paths(before, amended.old, history), _past_paths(now, amended.new, history)
    old_paths = (*_paths(before, amended.old, then, selection, config), *past[0])
    new_paths = (*_paths(now, amended.new, after, selection, config), *past[1])
    were, are = frozenset(old_paths), frozenset(new_paths)
    new, gone = (path for path in new_paths if path not in were), (path for path in old_paths if path not in are)
    return Touched(selection, tuple(new), tuple(gone))


def _lists(amended: Amended, taxonomy: str) -> dict[TermKey, _Lists]:
    """The lists of the terms that a changed article had or has."""
    before, now = amended.before.labelled[taxonomy], amended.outline.labelled[taxonomy]
    keys = {key for place in amended.old for key in before.of(place)}
    keys |= {key for place in amended.new for key in now.of(place)}
    then, after = (_members(outline, taxonomy, keys) for outline in (amended.before, amended.outline))
    return {key: _Lists(then[key], after[key]) for key in sorted(keys)}


def _members(outline: Outline, taxonomy: str, keys: Collection[TermKey]) -> dict[TermKey, list[str]]:
    labelled, paths = outline.labelled[taxonomy], outline.spine.paths
    members: dict[TermKey, list[str]] = {key: [] for key in keys}
    wanted = {number: members[key] for number, key in enumerate(labelled.keys) if key in members}
    for place, own in enumerate(labelled.numbers):
        for number in own:
            if number in wanted:
                wanted[number].append(paths[place])
    return members


def _fronts(amended: Amended, lists: Mapping[str, Mapping[TermKey, _Lists]]) -> dict[str, frozenset[TermKey]]:
    """The terms of unchanged lists that may show other tags beside them, as one of these counts for more or less."""
    members = amended.archive.taxonomies["tag"].members
    changed = [key for key, own in lists["tag"].items() if own.has_other_step()]
    found: dict[str, frozenset[TermKey]] = {}
    for name, labelled in amended.outline.labelled.items():
        together = (labelled.counted(members[key]) for key in changed)
        telling = {key for counts in together for key, count in counts.items() if is_telling(count)}
        found[name] = frozenset(telling - lists[name].keys())
    return found


def _periods(amended: Amended) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """The years and months of the articles that changed, with those beside one that is new or gone."""
    before, now = amended.before.spine, amended.outline.spine
    days = _days(amended)
    years = _with_neighbours({day[0] for day in days}, {day[0] for day in before.days}, {day[0] for day in now.days})
    months = _with_neighbours(
        {day[:2] for day in days}, {day[:2] for day in before.days}, {day[:2] for day in now.days}
    )
    return frozenset(years), frozenset(months)


def _corrected_years(amended: Amended) -> frozenset[int]:
    """The years whose corrections show an article that changed, with those beside one that comes or goes."""
    before, now = amended.before, amended.outline
    paths = {before.spine.paths[place] for place in amended.old} | {now.spine.paths[place] for place in amended.new}
    years = {*years_of(before.corrections, paths), *years_of(now.corrections, paths)}
    return frozenset(_with_neighbours(years, set(years_of(before.corrections)), set(years_of(now.corrections))))


def _days(amended: Amended) -> list[tuple[int, int, int]]:
    """The dates of the articles that changed, as they were and as they are."""
    before, now = amended.before.spine.days, amended.outline.spine.days
    return [before[place] for place in amended.old] + [now[place] for place in amended.new]


def _with_neighbours(touched: set[Any], before: set[Any], now: set[Any]) -> set[Any]:
    """Years or months, with those before and after one that only one of the archives has."""
    found = set(touched)
    for period in before ^ now:
        for known in (before, now):
            ordered = sorted(known | {period})
            place = ordered.index(period)
            found |= {*ordered[max(place - 1, 0) : place + 2]}
    return found


def _neighbours(amended: Amended, sections: Iterable[_Lists]) -> Iterator[int]:
    """The positions now of the articles next to one that changed, came or went, in the archive or in a section."""
    before, now = amended.before.spine.paths, amended.outline.spine.paths
    beside = {before[other] for place in amended.old for other in (place - 1, place + 1) if 0 <= other < len(before)}
    changed = frozenset([before[place] for place in amended.old] + [now[place] for place in amended.new])
    beside |= {path for section in sections for path in section.beside(changed)}
    for place in amended.new:
        yield from (other for other in (place - 1, place + 1) if 0 <= other < len(now))
    if beside:
        yield from (place for place, path in enumerate(now) if path in beside)


def _paths(
    outline: Outline,
    articles: Sequence[int],
    counts: Mapping[str, Mapping[TermKey, int]],
    selection: Selection,
    config: Config,
) -> Iterator[str]:
    """The files that a site of that outline has of these articles, of these lists by the counts of their articles, and
    of the years, months and days of the year of a selection."""
    yield from (output_path(outline.spine.urls[place]) for place in articles)
    if config.downloads.markdown:
        yield from (output_path(markdown_url(outline.spine.urls[place])) for place in articles)
    yield from _paths_of_periods(outline.spine, selection)
    yield from _paths_of_corrections(outline.corrections, selection)
    for name, found in counts.items():
        for key, count in found.items():
            if count:
                url = url_path(f"{taxonomy_root(name, config)}{outline.vocabularies[name].terms[key].slug}/")
                yield from _paths_of_list(url, last_number(count, config.per_page))
                if config.feeds.enabled and name in FEED_TAXONOMIES:
                    yield from (output_path(f"{url}{file}") for file in FILES.values())


def _past_paths(outline: Outline, articles: Sequence[int], history: Container[str]) -> Iterator[str]:
    """The files of the site with the histories of these articles."""
    spine = outline.spine
    yield from (output_path(history_url(spine.urls[place])) for place in articles if spine.paths[place] in history)


def _paths_of_periods(spine: Spine, selection: Selection) -> Iterator[str]:
    years, months = {day[0] for day in spine.days}, {day[:2] for day in spine.days}
    days = selection.days.intersection(days_of_year(spine.days))
    yield from (output_path(year_url(year)) for year in sorted(years & selection.years))
    yield from (output_path(month_url(*month)) for month in sorted(months & selection.months))
    yield from map(day_path, sorted(days))


def _paths_of_corrections(corrections: Iterable[Corrected], selection: Selection) -> Iterator[str]:
    """Only those of years: where all come or go the whole site changes."""
    for year in years_of(corrections):
        if year in selection.corrections:
            yield output_path(corrections_year_url(year))


def _paths_of_list(url: str, last: int) -> Iterator[str]:
    yield output_path(url)
    for number in range(1, last + 2 if last else 1):  # the one after the last leads to the front
        yield output_path(numbered(url, number))
