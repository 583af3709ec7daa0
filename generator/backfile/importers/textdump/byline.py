"""Who wrote an article and when, from the lines around its title. Never takes a name or date from the body's text."""

import re

import msgspec

from backfile.importers.dates import Found, find_dates, settle
from backfile.importers.prose import count_words, ends_sentence, fold, letters
from backfile.importers.textdump.credit import is_credit_line
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.names import is_desk, is_name, is_role, read_names
from backfile.importers.textdump.page import Page

BEFORE_TITLE = 4
AFTER_BODY = 6
LONGEST = 220
LONGEST_UNMARKED = 14

_BY = re.compile(
    r"(?P<by>(?:(?:written|posted|published|reported|story|words|text|article|created|review|reviewed|analysis|updated|"
    r"submitted|compiled|edited|column|opinion|exclusive|a post)\s+)?by|von|par|por|di|door|av|af|tekst|texte?|"
    r"(?:post(?:ed)? )?authors?|autor(?:a|in|en|es)?|autore|auteur|escrito por|publicado por|escrit[ao] por|"
    r"publié par|rédigé par|geschrieben von|verfasst von|veröffentlicht von|scritto da|pubblicato da|a cura di|"
    r"geschreven door|przez|napisał)(?:\s*:\s*|\s+|$)(?P<names>.*)",
    re.IGNORECASE,
)
_INNER_BY = re.compile(r"(?:^|[\s|•·,\d)\]–—-])(?:by|By|BY|von|Von|par|Par|por|Por)[: ]\s*(?P<names>[^\W\d_a-z].*)")
_HANDLE = re.compile(r"(?P<name>[^@|]{4,40}?)\s*[|(]?\s*@\w{2,}")
_TIME = re.compile(r"^.{0,25}\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|h\b|uhr\b|$)|\b\d+ (?:minutes?|hours?|days?) ago\b", re.I)
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
    for index in head:
        names, used = _signed(page, index) or ((), set())
        if names:
            return names, used
    for index in head:
        names = _unmarked(page, index, dated)
        # Who the title names is whom the article is about.
        if names and not any(letters(name) in title for name in names):
            return names, {index}
    for index in tail:
        names, used = _signed(page, index, is_tail=True) or ((), set())
        if names:
            return names, used
    return (), set()


def _signed(page: Page, index: int, is_tail: bool = False) -> tuple[tuple[str, ...], set[int]] | None:
    """The names of a line that says `By`, whether they stand on it or on the next one."""
    text = page.lines[index].text
    if is_tail and is_credit_line(text):
        return None
    match = _BY.match(text)
    if match and not match["names"].strip(" :|-") and index + 1 < len(page.lines):
        return read_names(page.lines[index + 1].text), {index, index + 1}
    match = match or (None if is_tail else _INNER_BY.search(text))
    return (read_names(match["names"]), {index}) if match else None


def _unmarked(page: Page, index: int, dated: set[int]) -> tuple[str, ...]:
    """The name on a line that does not say `By`: with a role or handle behind it, or beside a date."""
    line = page.lines[index]
    if line.bullet or page.kinds[index] is Kind.ASIDE or count_words(line.text) > LONGEST_UNMARKED or "©" in line.text:
        return ()
    name, mark, rest = line.text.partition(",")
    if mark and is_name(name.strip()) and is_role(rest):
        return (name.strip(),)
    handle = _HANDLE.match(line.text)
    if handle and is_name(handle["name"].strip()):
        return (handle["name"].strip(),)
    near = range(max(0, index - 2), min(index + 3, len(page.lines)))
    if dated & set(near) or any(_TIME.search(page.lines[place].text) for place in near if place != index):
        return _name_beside_date(line.text, index in dated)
    return ()


def _name_beside_date(text: str, is_dated: bool) -> tuple[str, ...]:
    for found in reversed(find_dates(text)):
        text = f"{text[: found.start]} | {text[found.end :]}"
    parts = [part.strip(" ,-–—:") for part in re.split(r"\s*[|•·/]\s*|,\s+|\s+[-–—]\s+", text)]
    people = [part for part in parts if is_name(part)]
    return tuple(people[:1] or [part for part in parts if is_dated and is_desk(part)][:1])
