"""A page's lines to a draft: every part is found by its own module, here they are put together. Reads no files."""

import msgspec

from backfile.importers.importer import Draft, Dropped, ImportContext
from backfile.importers.textdump.blocks import build_blocks
from backfile.importers.textdump.body import Body, find_body
from backfile.importers.textdump.byline import Byline, find_byline
from backfile.importers.textdump.credit import is_credit_line, split_credit
from backfile.importers.textdump.doubts import judge
from backfile.importers.textdump.found import tell_found
from backfile.importers.textdump.headline import Headline, find_headline
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.lines import Line
from backfile.importers.textdump.markdown import write_markdown
from backfile.importers.textdump.outside import find_outside
from backfile.importers.textdump.page import Page
from backfile.importers.textdump.taglearning import TagLine, weigh_tag_line
from backfile.importers.textdump.taglexicon import NO_LEXICON, NO_SPOT, Lexicon, Spot
from backfile.importers.textdump.tagline import gather_evidence
from backfile.importers.textdump.tagplace import find_places
from backfile.importers.textdump.tags import Tags, find_tags, fits_tags

_PROSE = frozenset({Kind.SENTENCE, Kind.ITEM_SENTENCE})


class Credited(msgspec.Struct, frozen=True):
    """The body's lines without the credit, and the credit with the line it was a whole one of (-1: it was none)."""

    lines: tuple[Line, ...]
    credit: str = ""
    index: int = -1


def read_article(page: Page, context: ImportContext, lexicon: Lexicon = NO_LEXICON) -> Draft:
    """The draft of the page's article; `lexicon` is of its site. The page must have a span."""
    headline = find_headline(page)
    byline = find_byline(page, headline.index)
    tags = find_tags(page, headline.index, gather_evidence(_plain(page), context.known_tags, lexicon))
    taken = frozenset({headline.index, *headline.copies, *byline.lines, *tags.lines})
    body = find_body(page, headline.index, taken, byline.authors)
    credited = take_credit(page, body)
    judgement = judge(page, headline, byline, body)
    outside = find_outside(page, headline.index, frozenset({*headline.copies, *byline.lines, *tags.lines}), body)
    doubts = (*judgement.doubts, *outside, *((tags.doubt,) if tags.doubt else ()))
    return Draft(
        title=headline.title,
        body=write_markdown(build_blocks(credited.lines)),
        date=byline.date or byline.updated,
        updated=byline.updated if byline.updated != byline.date else "",
        standfirst=page.lines[body.standfirst].text if body.standfirst >= 0 else "",
        authors=byline.authors,
        section=headline.section,
        tags=tags.tags,
        credit=credited.credit,
        found=tell_found(page, headline, byline, tags, body),
        confidence=judgement.confidence,
        doubts=doubts,
        dropped=list_dropped(page, headline, byline, tags, body, credited),
    )


class TagLines(msgspec.Struct, frozen=True):
    """What a page shows of its site's tag lines: the one that was surely found with its spot, each line that may be one
    by its spot, and the spots of those that fit."""

    sure: TagLine | None
    spot: Spot
    possible: dict[Spot, TagLine]
    fitting: frozenset[Spot]


def read_tag_lines(page: Page, context: ImportContext) -> TagLines:
    """The page's tag lines that spaces alone separate. The page must have a span."""
    evidence = gather_evidence(_plain(page), context.known_tags)
    tags = find_tags(page, find_headline(page).index, evidence)
    spots = dict(find_places(page))
    possible = {spot: weigh_tag_line(page.lines[index].text, evidence) for index, spot in reversed(spots.items())}
    sure = weigh_tag_line(tags.spaced, evidence) if tags.spaced else None
    fitting = frozenset(spot for index, spot in spots.items() if fits_tags(page, index, evidence))
    return TagLines(sure, spots.get(tags.lines[0], NO_SPOT) if sure else NO_SPOT, possible, fitting)


def take_credit(page: Page, body: Body) -> Credited:
    """The credit out of the body's end: a line of its own, or what a dash sets off in the last paragraph."""
    lines = tuple(page.lines[index] for index in body.lines)
    if len(lines) > 1 and is_credit_line(lines[-1].text):
        return Credited(lines[:-1], lines[-1].text, body.lines[-1])
    if not lines:
        return Credited(())
    closing = split_credit(lines[-1].text)
    if closing.credit:
        last = msgspec.structs.replace(lines[-1], text=closing.paragraph)
        return Credited((*lines[:-1], last), closing.credit)
    after = page.span.end
    if after < len(page.lines) and is_credit_line(page.lines[after].text):
        return Credited(lines, page.lines[after].text, after)
    return Credited(lines)


def list_dropped(
    page: Page, headline: Headline, byline: Byline, tags: Tags, body: Body, credited: Credited
) -> tuple[Dropped, ...]:
    """Every line of the source that is not in the body, with what it is or why it is out."""
    reasons = {index: str(kind) for index, kind in enumerate(page.kinds)}
    reasons |= body.left_out
    reasons |= dict.fromkeys(headline.copies, "repeats the title")
    reasons |= dict.fromkeys(byline.lines, "byline")
    reasons |= dict.fromkeys(tags.lines, "tags")
    reasons |= {headline.index: "title", body.standfirst: "standfirst", credited.index: "credit"}
    kept = set(body.lines) - {credited.index}
    return tuple(
        Dropped(line.number, line.text, reasons[index]) for index, line in enumerate(page.lines) if index not in kept
    )


def _plain(page: Page) -> str:
    """The body's sentences; a tag line may stand in the span too, and must not speak for itself."""
    places = range(page.span.start, page.span.end)
    return "\n".join(page.lines[index].text for index in places if page.kinds[index] in _PROSE)
