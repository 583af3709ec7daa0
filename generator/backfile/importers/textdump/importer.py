"""The importer of text dumps: files in, readings out. Holds the order of the steps and none of their rules."""

from collections.abc import Iterator, Sequence

import msgspec

from backfile.importers.importer import Draft, Dropped, ImportContext, Importer, Input, Original, Reading
from backfile.importers.textdump.article import read_article, read_tag_lines
from backfile.importers.textdump.lines import Line, read_lines
from backfile.importers.textdump.marks import remove_marks
from backfile.importers.textdump.page import Page, read_page
from backfile.importers.textdump.recognition import likelihood
from backfile.importers.textdump.repetition import NearestSite, Repeats, find_sites, line_keys
from backfile.importers.textdump.source import Source, read_source
from backfile.importers.textdump.taglearning import learn_tags
from backfile.importers.textdump.taglexicon import NO_LEXICON, Lexicon
from backfile.importers.textdump.tagplace import choose_spot
from backfile.importers.textdump.wrapping import unwrap
from backfile.problems import Location, Problem

MOST_TEACHERS = 3_000
"""What this many dumps share, and their tags, all the others' are like; each costs a hundredth of a second or two."""

_HINT = "If there is an article in it, save the page again as text, or write the article's Markdown by hand."
_MARKS = "link address or mark of the text browser"


class Lesson(msgspec.Struct, frozen=True):
    """What the dumps of one site teach about each: the lines that repeat, and the tags."""

    repeats: Repeats = Repeats()
    lexicon: Lexicon = NO_LEXICON


class TextDump(Importer):
    """Plain text saved from web pages, one page a file."""

    name = "textdump"

    def recognise(self, name: str, sample: bytes) -> float:
        """How likely the file is plain text with an article, at most 0.6: any surer format goes first."""
        return likelihood(name, sample)

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> dict[str, Lesson]:
        """By input what its site's dumps teach. At most 3,000 teach, of all parts of the import; these are read three
        times and the others once, to hold no more than one in memory."""
        if len(inputs) < 2:
            return {}
        teachers = inputs[:: -(-len(inputs) // MOST_TEACHERS)]
        sites = find_sites([_keys(item) for item in teachers])
        taught = [_teach([teachers[member] for member in site.members], site.repeats, context) for site in sites]
        lessons = {
            teachers[member].name: lesson
            for site, lesson in zip(sites, taught, strict=True)
            for member in site.members
            if len(site.members) > 1
        }
        near = NearestSite(sites)
        pupils = () if len(teachers) == len(inputs) else (item for item in inputs if item.name not in lessons)
        places = ((item.name, near.place(_keys(item))) for item in pupils)
        return lessons | {name: taught[place] for name, place in places if place >= 0}

    def read(self, item: Input, lesson: dict[str, Lesson], context: ImportContext) -> Iterator[Reading]:
        """One reading an input."""
        source = read_source(item)
        reading = read_dump(item.name, source, lesson.get(item.name, Lesson()), context)
        if reading.draft and context.wants_original:
            original = _original(reading.draft, source)
            reading = msgspec.structs.replace(reading, draft=msgspec.structs.replace(reading.draft, original=original))
        yield reading


def _keys(item: Input) -> frozenset[str]:
    return line_keys(prepare(read_source(item).text)[0])


def _teach(inputs: Sequence[Input], repeats: Repeats, context: ImportContext) -> Lesson:
    if len(inputs) < 2:
        return Lesson()
    pages = (_page(prepare(read_source(item).text)[0], repeats) for item in inputs)
    found = [read_tag_lines(page, context) for page in pages if page.span.weight > 0]
    sure = (one.spot for one in found if one.sure)
    spot = choose_spot(sure, (one.fitting for one in found), (one.possible for one in found))
    lines = [line for one in found if (line := one.possible.get(spot, one.sure))]
    return Lesson(repeats, msgspec.structs.replace(learn_tags(lines), spot=spot))


def _original(draft: Draft, source: Source) -> Original:
    """What the dump has beside what was dropped with its reason, for the audit."""
    dropped = {one.line for one in draft.dropped}
    lines = (line for number, line in enumerate(source.text.splitlines(), 1) if number not in dropped)
    return Original(draft.title, ", ".join(draft.authors), draft.date, "\n\n".join(lines), is_text=True)


def read_dump(name: str, source: Source, lesson: Lesson, context: ImportContext) -> Reading:
    """The reading of one dump, with what its site teaches."""
    if source.refusal:
        return _refused(name, source, source.line, f"{source.refusal}.", is_stray=not source.is_text)
    lines, removed = prepare(source.text)
    if not lines:
        return _refused(name, source, 1, "the file has no text.")
    page = _page(lines, lesson.repeats)
    if page.span.weight <= 0:
        return _refused(name, source, lines[0].number, "no sentences were found that could be an article.")
    draft = read_article(page, context, lesson.lexicon)
    return Reading(name, source.sha256, _with_source(draft, source, removed))


def _page(lines: tuple[Line, ...], repeats: Repeats) -> Page:
    """The page; one of which everything repeats is read as if it were alone."""
    page = read_page(lines, repeats)
    return read_page(lines) if repeats and not page.span.weight else page


def prepare(text: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The text's lines, unwrapped and without marks, and those that were nothing but marks."""
    joined = unwrap(read_lines(text))
    unmarked = remove_marks(joined)
    return unmarked.lines, unmarked.removed


def _with_source(draft: Draft, source: Source, removed: tuple[Line, ...]) -> Draft:
    dropped = (*draft.dropped, *(Dropped(line.number, line.text, _MARKS) for line in removed))
    doubts = (*draft.doubts, source.doubt) if source.doubt else draft.doubts
    ordered = tuple(sorted(dropped, key=lambda one: one.line))
    return msgspec.structs.replace(draft, doubts=doubts, dropped=ordered)


def _refused(name: str, source: Source, line: int, message: str, *, is_stray: bool = True) -> Reading:
    problems = (Problem(Location(name, line), message, _HINT),)
    return Reading(name, source.sha256, None, problems, is_stray=is_stray)
