"""The names in a byline: cuts off dates, roles and agencies, and splits several. Invents none."""

import re

from backfile.importers.dates import find_dates
from backfile.importers.prose import fold
from backfile.importers.textdump import wording

MOST_NAMES = 8
MOST_SMALL = 2

_AND = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bwith\b|\bi\b|\boch\b)\s+|\s*[;&]\s*", re.I)
_END = re.compile(
    r"\s+(?:[|•·–—]|-|/|in|on|at|for|from|of|@\w|via|updated|published|posted|last|first|our|reporting|view|follow|about|email|"
    r"\d|\(|am|op|share|add|comments?|senior|staff writer|"
    r"(?P<name>read|le|il|el|em|"
    r"(?:sun|mon|tues?|wed|wednes|thurs?|fri|satur|sat)(?:day)?))\b|[|•(@\[]|·|\s[-–—|•]\s|\.\s|\d",
    re.I,
)
_INITIAL = re.compile(r"(?:^|[\s.-])(?:[^\W\d_]|jr|sr|dr|st|mr|mrs|ms|prof|mt|ph)$", re.I)
_GENERATION = re.compile(r" (?:Jr|Sr)$")
_ROLE = re.compile(
    r"\b(writer|editor|reporter|correspondent|journalist|columnist|contributor|contributing|producer|staff|press|news|"
    r"reuters|afp|agency|agencies|bureau|desk|times|post|media|magazine|business|ap|upi|dpa|efe|ansa|"
    r"chief|director|team|network|wire|services?|redaktion|redaccion|redazione|redaction|redactie|journal|herald|"
    r"tribune|network|technology|politics|sports?|analyst|author|guest|special|opinion)\b"
)
_DESK = re.compile(
    r"\b(bureau|staff|desk|agency|agencies|newsroom|editorial (team|board)|wire services|correspondent|reporters?|"
    r"reuters|afp|associated press|agence france-presse|dpa|efe|ansa|upi|pti|ians|xinhua|bloomberg|redaktion|"
    r"redaccion|redazione|la redaction|redactie|redacao)\b"
)
_NEWSROOM = re.compile(r"[A-Z]{2,5} News")
_PERSON_ROLE = re.compile(
    r"\b(writer|editor|reporter|correspondent|journalist|columnist|contributor|producer|critic|associated press|ap|"
    r"redakteur(in)?|journaliste|periodista|giornalista|jornalista)\b"
)
# Two words run together, as in `HomeLatest`; but McDonald, MacLeod, DeVries, LaCroix, O’Neill are names.
_GLUED = re.compile(r"[a-zß-öø-ÿ]{4,}[A-ZÀ-Þ]|^(?!Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O)[A-Z][a-z]{1,2}[A-Z]")
_ARTICLES = frozenset({"le", "il", "el"})
_PARTICLES = frozenset(wording.PARTICLES.split())
_NOT_NAMES = frozenset(wording.NOT_NAMES.split())


def read_names(text: str) -> tuple[str, ...]:
    """The names in what follows `By`, without dates, roles and the name of a paper behind a person's."""
    text = _cut(text)
    parts = [_GENERATION.sub(r"\g<0>.", part.strip(" ,.:-–—|")) for part in _AND.split(text)]
    names = [_as_written(part) for part in parts if _may_be_byline(part)]
    people = [name for name in names if not _is_role(name)]
    people = people or [name for name in names if _DESK.search(fold(name))] or names[:1]
    return tuple(dict.fromkeys(people))[:MOST_NAMES]


def read_pen_name(text: str) -> tuple[str, ...]:
    """The name in what follows `By` if it is one or two small words and nothing else: `bell hooks`, `admin`."""
    tokens = _cut(text).strip(" ,.:-–—|").split()
    fits = 1 <= len(tokens) <= MOST_SMALL and all(token.isalpha() and token.islower() for token in tokens)
    return (" ".join(tokens),) if fits and not _NOT_NAMES & {*map(fold, tokens)} else ()


def is_name(text: str) -> bool:
    """Whether the text, standing alone, reads like a person's name: two to four capitalised words and nothing else."""
    parts = text.split()
    if not 2 <= len(parts) <= 4 or len(text) > 40:
        return False
    telling = [part for part in parts if fold(part) not in _PARTICLES]
    return (
        len(telling) >= 2
        and all(re.fullmatch(r"[^\W\d_](?:[^\W\d_]|['’.-])*", part) and part[0].isupper() for part in telling)
        and not any(_GLUED.search(part) for part in telling)
        and not any(fold(part) in _NOT_NAMES for part in parts)
        and _ROLE.search(fold(text)) is None
    )


def is_desk(text: str) -> bool:
    """Whether the text, standing alone, is an agency or a desk that signs articles: `Reuters`, `Agency Staff`."""
    tokens = text.split()
    capitals = all(token[0].isupper() or fold(token) in _PARTICLES for token in tokens if token[0].isalpha())
    named = _DESK.search(fold(text)) is not None or _NEWSROOM.fullmatch(text) is not None
    return 1 <= len(tokens) <= 5 and len(text) <= 40 and capitals and named


def is_role(text: str) -> bool:
    """Whether the text says what somebody is at a paper: `Staff Writer`."""
    return len(text.split()) <= 6 and _PERSON_ROLE.search(fold(text)) is not None


def _cut(text: str) -> str:
    for found in find_dates(text)[:1]:
        text = text[: found.start]
    text = re.sub(r"^(?:by|von|par|por|di)\b:?\s+", "", text.strip(" :|-–—"), flags=re.I)
    ends = (match.start() for match in _END.finditer(text) if match.start() and not _is_of_name(text, match))
    return text[: next(ends, len(text))]


def _is_of_name(text: str, end: re.Match[str]) -> bool:
    """Whether what could end the names is part of one: the stop of `J. K.`, the `El` of `Ahmed El Amin`, the `Sun` of
    `Wei Sun`; but not that of `Anna Blanc Le 15 octobre`, as two words before it are a name already."""
    if end[0].startswith("."):
        return _INITIAL.search(text[: end.start()]) is not None
    word = end["name"]
    if not word or not word[0].isupper():
        return False
    behind = text[end.end() :].lstrip()
    before = _AND.split(text[: end.start()])[-1].split()
    return len(before) == 1 and not behind[:1].isdigit() if not behind[:1].isupper() else word.casefold() in _ARTICLES


def _may_be_byline(part: str) -> bool:
    tokens = part.split()
    return (
        1 <= len(tokens) <= 6
        and len(part) <= 50
        and part[0].isalpha()
        and not part[0].islower()
        and not any(char.isdigit() for char in part)
        and sum(token[0].islower() and fold(token) not in _PARTICLES for token in tokens) <= 1
    )


def _is_role(name: str) -> bool:
    return _ROLE.search(fold(name)) is not None or (name.isupper() and len(name.split()) == 1)


def _as_written(name: str) -> str:
    """A name all in capitals in ordinary case; any other as it is."""
    if not name.isupper() or len(name.split()) < 2:
        return name
    return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in name.split())
