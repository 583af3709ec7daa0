"""The corrections of all articles together, in order of time: what a change of one article changes of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from backfile.archive.article import Article
from backfile.archive.dates import Moment, parse_moment
from backfile.archive.field_values import Correction


class Corrected(msgspec.Struct, frozen=True, gc=False):
    """A correction of the dated article in the source `path`: when, the id that it has on the article's page, what was
    put right, and the article's own language, empty for the site's."""

    path: str
    moment: Moment
    anchor: str
    text: str
    lang: str


def anchors(corrections: Sequence[Correction]) -> tuple[str, ...]:
    """The ids of an article's corrections on its page: their days, and for the second of a day its number. So they stay
    when another day's is added before them."""
    seen: Counter[str] = Counter()
    found = []
    for correction in corrections:
        day = correction.date[:10]
        seen[day] += 1
        found.append(f"corrected-{day}" if seen[day] == 1 else f"corrected-{day}-{seen[day]}")
    return tuple(found)


def corrections_of(articles: Iterable[Article], zone_name: str) -> tuple[Corrected, ...]:
    """The corrections of these articles, oldest first. Those of a page without a date are nobody's: it shows none."""
    return tuple(sorted((one for article in articles for one in _of(article, zone_name)), key=_by_time))


def corrections_after(
    before: Iterable[Corrected], gone: Collection[str], came: Iterable[Article], zone_name: str
) -> tuple[Corrected, ...]:
    """The corrections without those of the sources `gone` and with those of the articles that `came`, oldest first."""
    stayed = (one for one in before if one.path not in gone)
    return tuple(sorted((*stayed, *corrections_of(came, zone_name)), key=_by_time))


def years_of(corrections: Iterable[Corrected], paths: Collection[str] | None = None) -> tuple[int, ...]:
    """The years in which something was corrected, in these sources or in any, in order."""
    return tuple(sorted({one.moment.year for one in corrections if paths is None or one.path in paths}))


def _of(article: Article, zone_name: str) -> Iterator[Corrected]:
    if article.date is None:
        return
    for correction, anchor in zip(article.corrections, anchors(article.corrections), strict=True):
        moment = parse_moment(correction.date, zone_name)
        if moment is not None:  # as it was when the front matter was read
            yield Corrected(article.path, moment, anchor, correction.text, article.lang)


def _by_time(one: Corrected) -> tuple[int, str, str]:
    return one.moment.instant, one.path, one.anchor
