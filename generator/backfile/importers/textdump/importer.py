"""The importer of text dumps: files in, readings out. Holds the order of the steps and none of their rules."""

from collections.abc import Iterator, Sequence

import msgspec

from backfile.importers.importer import Draft, Dropped, ImportContext, Importer, Input, Original, Reading
from backfile.importers.textdump.article import read_article
from backfile.importers.textdump.lines import Line, read_lines
from backfile.importers.textdump.marks import remove_marks
from backfile.importers.textdump.page import read_page
from backfile.importers.textdump.recognition import likelihood
from backfile.importers.textdump.repetition import Repeats, Site, find_sites, line_keys
from backfile.importers.textdump.source import Source, read_source
from backfile.importers.textdump.wrapping import unwrap
from backfile.problems import Location, Problem

_HINT = "If there is an article in it, save the page again as text, or write the article's Markdown by hand."
_MARKS = "link address or mark of the text browser"


class TextDump(Importer):
    """Plain text saved from web pages, one page a file."""

    name = "textdump"

    def recognise(self, name: str, sample: bytes) -> float:
        """How likely the file is plain text with an article, at most 0.6: any surer format goes first."""
        return likelihood(name, sample)

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> dict[str, Repeats]:
        """By input the keys of the lines that repeat on its site. Every file is read twice, to hold no more than one in
        memory."""
        if len(inputs) < 2:
            return {}
        repeats = _repeats_by_input([line_keys(prepare(read_source(item).text)[0]) for item in inputs])
        return {item.name: keys for item, keys in zip(inputs, repeats, strict=True) if keys}

    def read(self, item: Input, lesson: dict[str, Repeats], context: ImportContext) -> Iterator[Reading]:
        """One reading an input."""
        source = read_source(item)
        reading = read_dump(item.name, source, lesson.get(item.name, Repeats()), context)
        if reading.draft and context.wants_original:
            original = _original(reading.draft, source)
            reading = msgspec.structs.replace(reading, draft=msgspec.structs.replace(reading.draft, original=original))
        yield reading


def _original(draft: Draft, source: Source) -> Original:
    """What the dump has beside what was dropped with its reason, for the audit."""
    dropped = {one.line for one in draft.dropped}
    lines = (line for number, line in enumerate(source.text.splitlines(), 1) if number not in dropped)
    return Original(draft.title, ", ".join(draft.authors), draft.date, "\n\n".join(lines), is_text=True)


def read_dump(name: str, source: Source, repeats: Repeats, context: ImportContext) -> Reading:
    """The reading of one dump; `repeats` are the lines that its site has on other pages too."""
    if source.refusal:
        return _refused(name, source, source.line, f"{source.refusal}.", is_stray=not source.is_text)
    lines, removed = prepare(source.text)
    if not lines:
        return _refused(name, source, 1, "the file has no text.")
    page = read_page(lines, repeats)
    if repeats and not page.span.weight:
        page = read_page(lines)
    if page.span.weight <= 0:
        return _refused(name, source, lines[0].number, "no sentences were found that could be an article.")
    draft = read_article(page, context)
    return Reading(name, source.sha256, _with_source(draft, source, removed))


def prepare(text: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The text's lines, unwrapped and without marks, and those that were nothing but marks."""
    joined = unwrap(read_lines(text))
    unmarked = remove_marks(joined)
    return unmarked.lines, unmarked.removed


def _repeats_by_input(dumps: list[frozenset[str]]) -> list[Repeats]:
    sites: tuple[Site, ...] = find_sites(dumps) if len(dumps) > 1 else ()
    found = [Repeats()] * len(dumps)
    for site in sites:
        for member in site.members:
            found[member] = site.repeats
    return found


def _with_source(draft: Draft, source: Source, removed: tuple[Line, ...]) -> Draft:
    dropped = (*draft.dropped, *(Dropped(line.number, line.text, _MARKS) for line in removed))
    doubts = (*draft.doubts, source.doubt) if source.doubt else draft.doubts
    ordered = tuple(sorted(dropped, key=lambda one: one.line))
    return msgspec.structs.replace(draft, doubts=doubts, dropped=ordered)


def _refused(name: str, source: Source, line: int, message: str, *, is_stray: bool = True) -> Reading:
    problems = (Problem(Location(name, line), message, _HINT),)
    return Reading(name, source.sha256, None, problems, is_stray=is_stray)
