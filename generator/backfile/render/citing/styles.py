"""Citations for readers, as HTML: APA (7th edition), MLA (9th), Chicago (17th, notes and bibliography).

A title stands as it was published: APA wants it in sentence case and the others in title case, which would need a
program that knows proper names. A date of access may go in all three where a text does not change."""

import re
from functools import lru_cache

from backfile.archive.dates import MONTHS
from backfile.render.citing.names import Name, initials, inverted, natural
from backfile.render.citing.work import Work
from backfile.render.compiling import escape_text

_CLOSING = "’”'\""
_CLOSED = re.compile(f"[.!?…][{_CLOSING})»]*$")
_OPENING = re.compile(r'(^|[\s(\[—–-])"')

MOST_IN_APA = 20
MOST_IN_CHICAGO = 10
SHOWN_IN_CHICAGO = 7


def apa(work: Work) -> str:
    """`Lovelace, A. (1843, October 4). Title. <i>Site</i>. https://…`."""
    when = f"({work.date.year}, {MONTHS[work.date.month - 1]} {work.date.day})"
    authors = _authors_in_apa(work.authors)
    beginning = f"{_ended(authors)} {when}. {_ended(work.title)}" if authors else f"{_ended(work.title)} {when}."
    return f"{escape_text(beginning)} {_italic_sentence(work.container)} {escape_text(work.url)}"


def mla(work: Work) -> str:
    """`Lovelace, Ada. “Title.” <i>Site</i>, 4 Oct. 1843, example.org/….`."""
    when = f"{work.date.day} {_SHORT_MONTHS[work.date.month - 1]} {work.date.year}"
    where = work.url.removeprefix("https://").removeprefix("http://")
    return f"{_opening(_authors_in_mla(work.authors), work)}, {when}, {escape_text(where)}."


def chicago(work: Work) -> str:
    """`Lovelace, Ada. “Title.” <i>Site</i>, October 4, 1843. https://….`: an entry of a bibliography."""
    when = f"{MONTHS[work.date.month - 1]} {work.date.day}, {work.date.year}"
    return f"{_opening(_authors_in_chicago(work.authors), work)}, {when}. {escape_text(work.url)}."


_SHORT_MONTHS = tuple(name if len(name) < 5 else f"{name[:4] if name == 'September' else name[:3]}." for name in MONTHS)


# Bylines are few and come again and again.
@lru_cache(maxsize=4096)
def _authors_in_apa(authors: tuple[Name, ...]) -> str:
    names = [_with_initials(name) for name in authors]
    if len(names) > MOST_IN_APA:
        return f"{', '.join(names[: MOST_IN_APA - 1])}, . . . {names[-1]}"
    return f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else "".join(names)


def _with_initials(name: Name) -> str:
    return ", ".join([part for part in (name.family, initials(name.given), name.suffix) if part])


@lru_cache(maxsize=4096)
def _authors_in_mla(names: tuple[Name, ...]) -> str:
    if len(names) > 2:
        return f"{inverted(names[0])}, et al."
    return _listed(names)


@lru_cache(maxsize=4096)
def _authors_in_chicago(names: tuple[Name, ...]) -> str:
    if len(names) > MOST_IN_CHICAGO:
        return ", ".join([inverted(names[0]), *map(natural, names[1:SHOWN_IN_CHICAGO]), "et al."])
    return _listed(names)


def _listed(names: tuple[Name, ...]) -> str:
    """The first as lists are sorted, the others as they are called."""
    if not names:
        return ""
    shown = [inverted(names[0]), *map(natural, names[1:])]
    return f"{', '.join(shown[:-1])}, and {shown[-1]}" if len(shown) > 1 else shown[0]


def _opening(authors: str, work: Work) -> str:
    """Whose it is, its title in quotation marks and what it appeared in, as HTML."""
    title = f"“{_ended(_within_quotes(work.title))}”"
    words = f"{_ended(authors)} {title}" if authors else title
    return f"{escape_text(words)} <i>{escape_text(work.container)}</i>"


def _within_quotes(title: str) -> str:
    """A title as it stands within quotation marks: double ones become single, and single ones stay."""
    if '"' in title:
        title = _OPENING.sub(r"\1‘", title).replace('"', "’")
    return title.replace("“", "‘").replace("”", "’")


def _ended(text: str) -> str:
    """With a full stop, before closing quotation marks as all three styles want it; as it is where it has an end."""
    if _CLOSED.search(text):
        return text
    bare = text.rstrip(_CLOSING)
    return f"{bare}.{text[len(bare) :]}"


def _italic_sentence(container: str) -> str:
    return f"<i>{escape_text(container)}</i>{'' if _CLOSED.search(container) else '.'}"
