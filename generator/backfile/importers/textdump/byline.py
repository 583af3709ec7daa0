"""Who wrote an article and when, from the lines around its title. Never takes a name or date from the body's text."""

import re

import msgspec

from backfile.importers.dates import find_dates
from backfile.importers.prose import count_words, ends_sentence, letters
from backfile.importers.textdump.credit import is_credit_line
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.names import is_desk, is_name, is_role, read_names, read_pen_name
from backfile.importers.textdump.page import Page
from backfile.importers.textdump.stamps import choose_dates, read_stamps

BEFORE_TITLE = 4
AFTER_BODY = 6
LONGEST = 220
LONGEST_UNMARKED = 14

_BY = re.compile(
    r"(?P<by>(?:(?:written|posted|published|reported|story|words|text|article|created|review|reviewed|analysis|updated|"
    r"submitted|compiled|edited|column|opinion|exclusive|a post)\s+)?by|von|par|por|di|door|av|af|tekst|texte?|"
    r"(?:post(?:ed)? )?authors?|autor(?:a|in|en|es)?|autore|auteur|escrito por|publicado por|escrit[ao] por|"
    r"publié par|rédigé par|geschrieben von|verfasst von|veröffentlicht von|scritto da|pubblicato da|a cura di|"
    r"geschreven door|przez|napisał|автор|文|著者)(?:\s*[:：・]\s*|\s+|$)(?P<names>.*)",
    re.IGNORECASE,
)
_INNER_BY = re.compile(r"(?:^|[\s|•·,\d)\]–—-])(?:by|By|BY|von|Von|par|Par|por|Por)[: ]\s*(?P<names>[^\W\d_a-z].*)")
_HANDLE = re.compile(r"(?P<name>[^@|]{4,40}?)\s*[|(]?\s*@\w{2,}")
_TIME = re.compile(r"^.{0,25}\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b|h\b|uhr\b|$)|\b\d+ (?:minutes?|hours?|days?) ago\b", re.I)


class Byline(msgspec.Struct, frozen=True):
    """What the lines around a title say; `lines` are those it was read from, `unread` the
    one that says `By` but no name that was recognised (-1: none), `loose` the line of a date that may be
    another's (-1: it is surely the article's, or there is none). Of an `open_date`, as written, the page does not tell
    day from month, or of an `open_year` the century."""

    authors: tuple[str, ...] = ()
    date: str = ""
    updated: str = ""
    open_date: str = ""
    open_year: str = ""
    lines: tuple[int, ...] = ()
    loose: int = -1
    unread: int = -1


def find_byline(page: Page, title: int) -> Byline:
    """Authors and dates near line `title` (-1: no title known), else right behind the body."""
    head, tail = _head_lines(page, title), _tail_lines(page)
    stamps = [stamp for index in head for stamp in read_stamps(page, index)]
    stamps = stamps or [stamp for index in tail for stamp in read_stamps(page, index)]
    dated = {stamp.index for stamp in stamps}
    authors, signed = _find_authors(page, head, tail, dated, page.keys[title] if title >= 0 else "")
    bare = -1 if authors else _find_bare(page, title)
    pen_name = read_pen_name(_said_by(page, bare)) if bare >= 0 else ()
    chosen = choose_dates(page, title, stamps, signed)
    return Byline(
        authors or pen_name,
        chosen.date,
        chosen.updated,
        chosen.open_date,
        chosen.open_year,
        tuple(sorted({*chosen.lines, *signed, *((bare,) if pen_name else ())})),
        chosen.loose,
        -1 if pen_name else bare,
    )


def _find_bare(page: Page, title: int) -> int:
    """The short line between title and body that begins with `By` and something, or -1."""
    for index in range(title + 1, page.span.start if title >= 0 else 0):
        if _said_by(page, index) and count_words(page.lines[index].text) <= LONGEST_UNMARKED:
            return index
    return -1


def _said_by(page: Page, index: int) -> str:
    match = _BY.match(page.lines[index].text)
    return match["names"].strip(" :|-") if match else ""


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
        found = _name_beside_date(line.text, index in dated)
        if found:
            return found
    return (line.text,) if is_desk(line.text) else ()


def _name_beside_date(text: str, is_dated: bool) -> tuple[str, ...]:
    for found in reversed(find_dates(text)):
        text = f"{text[: found.start]} | {text[found.end :]}"
    parts = [part.strip(" ,-–—:") for part in re.split(r"\s*[|•·/]\s*|,\s+|\s+[-–—]\s+", text)]
    people = [part for part in parts if is_name(part)]
    return tuple(people[:1] or [part for part in parts if is_dated and is_desk(part)][:1])
