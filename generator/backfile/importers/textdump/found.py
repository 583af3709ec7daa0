"""Where in a dump each field of its article was read, and how sure that is, by what was measured. Decides nothing.

The shares are of 181 dumps of real pages (`benchmarks/import/textdump.py`), and of tag lines those of
`benchmarks/import/tag_lines.py`, each dump read alone; of a standfirst, section or credit none is known.
"""

from backfile.importers.textdump.body import Body
from backfile.importers.textdump.byline import Byline
from backfile.importers.textdump.headline import Headline
from backfile.importers.textdump.page import Page
from backfile.importers.textdump.tags import Tags

_TITLES = ((3.0, 1.0), (2.0, 0.97), (1.0, 0.77), (0.0, 0.53))
"""From which lead over the next candidate what share of titles is right."""

_DATE, _LOOSE_DATE = 0.95, 0.85
_AUTHOR, _AUTHORS = 0.94, 0.4
_TAGS, _DOUBTED_TAGS = 0.93, 0.41


def tell_found(page: Page, headline: Headline, byline: Byline, tags: Tags, body: Body) -> dict[str, str]:
    """By field its line and, where it is known, the share of such readings that are right: `line 12 (0.97)`."""
    byline_lines = ", ".join(str(page.lines[index].number) for index in sorted(byline.lines))
    told = {
        "title": _line(
            page, headline.index, next(share for lead, share in _TITLES if headline.margin >= lead or not lead)
        ),
        "standfirst": _line(page, body.standfirst),
        "authors": _sure(byline_lines, _AUTHOR if len(byline.authors) == 1 else _AUTHORS) if byline.authors else "",
        "date": _sure(byline_lines, _DATE if byline.loose < 0 else _LOOSE_DATE)
        if byline.date or byline.updated
        else "",
        "tags": _line(page, min(tags.lines), _DOUBTED_TAGS if tags.doubt else _TAGS)
        if tags.tags and tags.lines
        else "",
    }
    return {name: where for name, where in told.items() if where}


def _line(page: Page, index: int, share: float | None = None) -> str:
    return _sure(str(page.lines[index].number), share) if index >= 0 else ""


def _sure(lines: str, share: float | None = None) -> str:
    where = f"line{'s' if ',' in lines else ''} {lines}" if lines else "text"
    return where if share is None else f"{where} ({share:.2f})"
