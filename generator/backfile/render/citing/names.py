"""Personal names as catalogues file them: which word of a byline is the family's. In doubt a name stays whole: "News
desk" must not become "desk, N."."""

import re
from functools import lru_cache

import msgspec


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name with its parts. Where it is an office's, a single word or in any doubt, `family` is the whole of it and
    the other parts are empty."""

    family: str
    given: str = ""
    suffix: str = ""


_GROUP_WORDS = """
desk staff agency editors reporters newsroom team board agencies correspondents office press redaktion rédaction
redacción
"""
_OFFICES = frozenset(_GROUP_WORDS.split())
_BODIES = """
news service bureau institute university college association society committee council department ministry union
federation group company corporation inc ltd llc gmbh ag times post gazette herald journal magazine media network
museum library archive archives foundation project reuters agence presse agentur agencia agenzia
"""
_ORGANISATIONS = _OFFICES | frozenset(_BODIES.split())

_SMALL = """
van von der den de du des di da das do dos del della dello degli la le les lo ter ten te tot zu zum zur vom af av bin
ibn bint abu el al 't op 's
"""
_PARTICLES = frozenset(_SMALL.split())
"""Written small before a family's name: `Ludwig van Beethoven` is filed under "van Beethoven, Ludwig"."""

_LARGE_PARTICLES = frozenset(["Van", "Von", "De", "Du", "Des", "Di", "Da", "Del", "Della", "La", "Le", "St.", "Ter"])
"""Written large only what is hardly ever a given name in the middle of one."""

_TITLES = frozenset(["dr", "prof", "professor", "sir", "dame", "lord", "lady", "mr", "mrs", "ms", "rev"])
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_DEGREES = frozenset(["phd", "md", "mp", "mba", "ma", "ba", "bsc", "msc", "obe", "mbe", "cbe"])

_FAMILY_COMES_FIRST = frozenset(["hu", "ja", "ko", "vi", "zh"])
_TWO_FAMILY_NAMES = frozenset(["ca", "es", "gl"])
_MOST_WORDS = 6

_NO_PERSON = re.compile(r"[\d&/@()\[\]:;|_+]")
_ELIDED = re.compile(r"(?:d|l|dell|al|el)['’-](?=\w)")


def is_office(label: str) -> bool:
    """Whether a byline names a desk or an agency."""
    return label.casefold().split()[-1] in _OFFICES


@lru_cache(maxsize=8192)
def name_of(label: str, sort_name: str = "", language: str = "en") -> Name:
    """The parts of a name as a byline has it. `sort_name` is what the authors' file says it is filed under, and
    decides; `language` is the article's, for where family names stand elsewhere or are two."""
    if sort_name:
        parts = [part.strip() for part in sort_name.split(",")]
        return Name(*parts) if len(parts) <= 3 else Name(sort_name)
    return _told_apart(" ".join(label.split()), language.split("-")[0].lower()) or Name(label)


def inverted(name: Name) -> str:
    """As a list is sorted by: `King, Martin Luther, Jr.`."""
    return ", ".join([part for part in (name.family, name.given, name.suffix) if part])


def natural(name: Name) -> str:
    """As one is called: `Martin Luther King Jr.`."""
    return " ".join([part for part in (name.given, name.family, name.suffix) if part])


def written_for_catalogues(name: Name) -> str:
    """A name for programs that take its last word for the family's unless it has a comma: inverted where they would
    be wrong. But some of them take a comma between names of several words for one between two persons."""
    is_told_by_last_word = not name.suffix and " " not in name.family
    is_taken_for_two = " " in name.family and " " in name.given
    return natural(name) if not name.given or is_told_by_last_word or is_taken_for_two else inverted(name)


def initials(given: str) -> str:
    """`Jean-Paul` → `J.-P.`, `J.R.R.` → `J. R. R.`."""
    words = given.replace(".", ". ").split()
    return " ".join(["-".join([f"{part[0]}." for part in word.split("-") if part]) for word in words])


def _told_apart(label: str, language: str) -> Name | None:
    """The parts of a person's name; None where it may be none, or may be told apart in two ways."""
    if _NO_PERSON.search(label) or label.upper() == label or language in _FAMILY_COMES_FIRST:
        return None
    head, *after = [part.strip() for part in label.split(",")]
    after = [part for part in after if _plain(part) not in _DEGREES]
    suffix = after.pop() if after and _plain(after[-1]) in _SUFFIXES else ""
    if after:
        return _written_inverted(head, after, suffix)
    words = head.split()
    while len(words) > 2 and _plain(words[0]) in _TITLES:
        del words[0]
    if not suffix and len(words) > 2 and _plain(words[-1]) in _SUFFIXES:
        suffix = words.pop()
    place = _family_begins(words, language)
    return Name(" ".join(words[place:]), " ".join(words[:place]), suffix) if place else None


def _written_inverted(family: str, after: list[str], suffix: str) -> Name | None:
    """`Lovelace, Ada`; but not `Ada Lovelace, London`, nor what follows two commas."""
    *before, last = family.split() or [""]
    is_family = _is_capital(last) and all(word in _PARTICLES for word in before)
    is_given = len(after) == 1 and 0 < len(after[0].split()) <= 3 and all(map(_is_capital, after[0].split()))
    return Name(family, after[0], suffix) if is_family and is_given and not _names_a_body([*before, last]) else None


def _family_begins(words: list[str], language: str) -> int:
    """Where the family's name begins; 0 where that is open."""
    if not 2 <= len(words) <= _MOST_WORDS or _names_a_body(words):
        return 0
    small = [place for place, word in enumerate(words) if word in _PARTICLES or _ELIDED.match(word)]
    if not all(_is_capital(word) for place, word in enumerate(words) if place not in small):
        return 0
    if len(words[-1].rstrip(".")) < 2 or words[-1] in _PARTICLES:
        return 0
    if small:
        return small[0]
    if len(words) > 2 and language in _TWO_FAMILY_NAMES:
        return 0
    return next((place for place in range(1, len(words) - 1) if words[place] in _LARGE_PARTICLES), len(words) - 1)


def _names_a_body(words: list[str]) -> bool:
    return words[0].casefold() in ("the", "a", "our") or any(_plain(word) in _ORGANISATIONS for word in words)


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _plain(word: str) -> str:
    return word.replace(".", "").casefold()
