"""Who wrote an article and when, from the lines around its title. Never takes a name or date from the body's text."""

import re

import msgspec

from backfile.importers.textdump.dates import Found, find_dates, settle
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.names import is_name, read_names
from backfile.importers.textdump.page import Page
from backfile.importers.textdump.prose import count_words, ends_sentence, fold, letters

BEFORE_TITLE = 4
AFTER_BODY = 6
LONGEST = 220

_BY = re.compile(
    r"(?P<by>(?:(?:written|posted|published|reported|story|words|text|article|created|review|reviewed|analysis|updated|"
    r"submitted|compiled|edited|column|opinion|exclusive|a post)\s+)?by|von|par|por|di|door|av|af|tekst|texte?|"
    r"(?:post(?:ed)? )?authors?|autor(?:a|in|en|es)?|autore|auteur|escrito por|publicado por|escrit[ao] por|"
    r"publié par|rédigé par|geschrieben von|verfasst von|veröffentlicht von|scritto da|pubblicato da|a cura di|"
    r"geschreven door|przez|napisał)(?:\s*:\s*|\s+|$)(?P<names>.*)",
    re.IGNORECASE,
)
_INNER_BY = re.compile(r"(?:^|[\s|•·,\d)\]–—-])(?:by|By|BY|von|Von|par|Par|por|Por)[: ]\s*(?P<names>[^\W\d_a-z].*)")
_UPDATED = re.compile(
    r"\b(updated?|modified|revised|aktualisiert|mis a jour|actuali[sz]ad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt|"
    r"laatste update|edited|aktualizacja|uppdaterad)\b"
)
_PUBLISHED = re.compile(
    r"\b(published|posted|created|first|veroffentlicht|publie|publicad[oa]|pubblicat[oa]|gepubliceerd|opublikowano|on)\b"
)


class Byline(msgspec.Struct, frozen=True):
    """What the lines around a title say; `lines` are those it was read from, `open_date` a date as written whose day
    and month the page does not tell apart."""

    authors: tuple[str, ...] = ()
    date: str = ""
    updated: str = ""
    open_date: str = ""
    lines: tuple[int, ...] = ()


class _Stamp(msgspec.Struct, frozen=True):
    index: int
    found: Found
    text: str
    is_update: bool


def find_byline(page: Page, title: int) -> Byline:
    """Authors and dates near line `title` (-1: no title known), else right behind the body."""
    head, tail = _head_lines(page, title), _tail_lines(page)
    stamps = [stamp for index in head for stamp in _stamps(page, index)]
    stamps = stamps or [stamp for index in tail for stamp in _stamps(page, index)]
    dated = {stamp.index for stamp in stamps}
    authors, signed = _find_authors(page, head, tail, dated, page.keys[title] if title >= 0 else "")
    return _merge(stamps, authors, tuple(sorted({*dated, *signed})))


def _head_lines(page: Page, title: int) -> list[int]:
    """The lines to read, the likeliest first: after the title to the body, then those before the title."""
    anchor = title if title >= 0 else max(0, page.span.start - 8)
    end = min(len(page.lines), max(page.span.start, anchor + 1) + 3, anchor + 40)
    after = [index for index in range(anchor + 1, end) if _is_head_line(page, index)]
    before = [index for index in range(max(0, anchor - BEFORE_TITLE), anchor) if _is_head_line(page, index)]
    return after + before[::-1]


def _tail_lines(page: Page) -> list[int]:
    found = []
    for index in range(max(0, page.span.end - 2), min(page.span.end + AFTER_BODY, len(page.lines))):
        if page.kinds[index] in (Kind.CLOSING, Kind.COMMENTS):
            break
        if _is_head_line(page, index):
            found.append(index)
    return found


def _is_head_line(page: Page, index: int) -> bool:
    text = page.lines[index].text
    if page.kinds[index] in (Kind.COMMENTS, Kind.LEGAL, Kind.POINTER, Kind.PROMPT, Kind.CAPTION):
        return False
    return len(text) <= LONGEST and not (ends_sentence(text) and count_words(text) > 14)


def _stamps(page: Page, index: int) -> list[_Stamp]:
    text = page.lines[index].text
    if not any(char.isdigit() for char in text) or count_words(text) > 30:
        return []
    label = page.lines[index - 1].text if index and count_words(page.lines[index - 1].text) <= 3 else ""
    stamps, last = [], 0
    for found in find_dates(text):
        before = fold(text[last : found.start]) or fold(label)
        is_update = _UPDATED.search(before) is not None and _PUBLISHED.search(before) is None
        stamps.append(_Stamp(index, settle(found, page.order), text[found.start : found.end], is_update))
        last = found.end
    return stamps


def _merge(stamps: list[_Stamp], authors: tuple[str, ...], lines: tuple[int, ...]) -> Byline:
    first = next((stamp for stamp in stamps if not stamp.is_update), None)
    update = next((stamp for stamp in stamps if stamp.is_update and not stamp.found.is_ambiguous), None)
    if first is None and update is None and stamps:
        first = stamps[0]
    open_date = first.text if first and first.found.is_ambiguous else ""
    date = first.found.iso if first and not open_date else ""
    return Byline(authors, date, update.found.iso if update else "", open_date, lines)


def _find_authors(
    page: Page, head: list[int], tail: list[int], dated: set[int], title: str
) -> tuple[tuple[str, ...], set[int]]:
    for index in [*head, *tail]:
        names, used = _signed(page, index)
        if names:
            return names, used
    for index in head:
        names = _beside_date(page, index, dated)
        # Who the title names is whom the article is about.
        if names and not any(letters(name) in title for name in names):
            return names, {index}
    return (), set()


def _signed(page: Page, index: int) -> tuple[tuple[str, ...], set[int]]:
    """The names of a line that says `By`, whether they stand on it or on the next one."""
    text = page.lines[index].text
    match = _BY.match(text)
    if match and not match["names"].strip(" :|-") and index + 1 < len(page.lines):
        return read_names(page.lines[index + 1].text), {index, index + 1}
    match = match or _INNER_BY.search(text)
    return (read_names(match["names"]), {index}) if match else ((), set())


def _beside_date(page: Page, index: int, dated: set[int]) -> tuple[str, ...]:
    """A line that is only a person's name is a byline if a date stands on it or next to it."""
    if not dated & {index - 2, index - 1, index, index + 1, index + 2}:
        return ()
    text = page.lines[index].text
    for found in reversed(find_dates(text)):
        text = f"{text[: found.start]} | {text[found.end :]}"
    for part in re.split(r"\s*[|•·/]\s*", text):
        if is_name(part.strip(" ,-–—:")) and not page.lines[index].bullet:
            return read_names(part.strip(" ,-–—:"))
    return ()
