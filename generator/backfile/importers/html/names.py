"""The names in a byline or an author field: without “By”, roles, addresses and handles, several told apart."""

import re

from backfile.importers.dates import find_dates
from backfile.importers.prose import fold, letters

MOST_NAMES = 8
LONGEST = 60

_BY = re.compile(
    r"^\W*(?:(?:(?:written|posted|published|reported|reporting|story|words|text|article|created|reviewed|"
    r"analysis|updated|"
    r"submitted|compiled|edited|column|opinion|photos?|a post|guest post|review)\s+(?:and\s+\w+\s+)?)?by|"
    r"von|par|por|di|door|av|af|tekst|texte?|(?:post(?:ed)? )?authors?|about the authors?|autor(?:a|in|en|"
    r"es)?|autore|auteure?s?|"
    r"escrito por|publicado por|escrit[ao] por|"
    r"publié par|rédigé par|geschrieben von|verfasst von|veröffentlicht von|scritto da|pubblicato da|a cura di|da|"
    r"geschreven door|przez|автор|текст|作者|文|写真・文|著者|글|기자)(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:;|\||/|•|·|\n|\s&\s|\s\+\s|\band\b|\bund\b|\bet\b|\bwith\b|、|，)\s*|\s+(?:y|e|en|og|och|"
    r"i)\s+(?=[^\W\d_a-zß-ÿ])|\s*,\s*(?=\S)",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|\(?@\w{2,}\)?", re.IGNORECASE)
_NO_AUTHOR = re.compile(r"\((?:photo|picture|image|illustration|video|graphic)", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s+(?:[-–—|•·]+\s+.*|\((?![^)]*\)\s+(?-i:[^\W\d_a-zß-ÿ])).*|(?:for|on|at|in|of|from|via|is an?|"
    r"covers|follow|updated|published|posted|last|view|more|read|für|pour|para|per)\b.*|\d.*)$|[|•·\[].*$|(?<=\S)\(.*$|\s[-–—|•·].*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:writers?|editors?|reporters?|correspondents?|journalists?|columnists?|contributors?|contributing|"
    r"producers?|critic|"
    r"staff|bureau|chief|desk|senior|deputy|managing|executive|director|manager|intern|photographer|professor|"
    r"lecturer|fellow|"
    r"president|founder|ceo|co-?founder|analyst|author|guest|special to|press|network|newsroom|redaktion|"
    r"redakteur(?:in)?|"
    r"redaccion|redazione|redaction|journaliste|giornalista|periodista|jornalista|reda(?:c|k)tor|"
    r"корреспондент|редактор)\b"
)
_DESK = re.compile(
    r"\b(?:staff|reporters?|newsroom|editorial|editors|agency|agencies|press|news|reuters|afp|ap|dpa|efe|ansa|"
    r"upi|pti|ians|xinhua|"
    r"bloomberg|redaktion|redaccion|redazione|redaction|team|desk|bureau|wire|services?|media|magazine|times|"
    r"post|network|journal|business|news|today|tv|radio|online|digital|group|inc)\b"
)
_EMPTY_WORDS = """
admin administrator root user webmaster unknown anonymous author authors guest none null undefined editor
staff default test superuser wordpress site share email print follow by contributor contributors redaktion
redaction redacao redaccion redazione
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_WEEKDAY = re.compile(
    r"[\s|,]+(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[\s.,|]*$", re.IGNORECASE
)
_WHEN = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|just now|(?:an?|\d+)\s*(?:min(?:ute)?|hour|hr|day|"
    r"week|month|year)s?(?:\s+(?:ago|read))?|\d+\s*[hmd]\s*(?:ago)?)$",
    re.IGNORECASE,
)
_PARTICLES_WORDS = """
de da do dos das del della der den di du van von zu la le el al bin ibn ten ter y e af av st dit
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_DEGREES = re.compile(
    r",?\s+(?:M\.?D|Ph\.?\s?D|M\.?S|M\.?A|B\.?A|R\.?D\.?N?|R\.?N|J\.?D|Esq|MBA|MPH|DO|DVM|CPA|CPT|LCSW|"
    r"CSCS)\b\.?(?:,?\s+[A-Z.]{2,6}\b)*"
)
_GENERATION = re.compile(r"^(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)


def read_names(text: str, site: str = "") -> tuple[str, ...]:
    """The names in an author field or byline, each once, in their order. Nothing but the site's own name, a role or a
    technical account is no name."""
    text = _CONTACT.sub(" | ", _without_date(" ".join(text.split())))
    while (by := _BY.match(text)) and by.end() < len(text):
        text = text[by.end() :]
    names: list[str] = []
    for part in _AND.split(_DEGREES.sub(" | ", text)):
        name = "" if _NO_AUTHOR.search(part) else _clean(part)
        if names and _GENERATION.match(part.strip()):
            names[-1] = f"{names[-1]}, {part.strip()}"
        elif name and letters(name) != letters(site) and _may_be_name(name):
            names.append(name)
    people = [name for name in names if not is_role(name)] or [name for name in names[:1] if is_desk(name)]
    if any(is_person(name) for name in people):
        people = [name for name in people if not is_desk(name)]
    elif desks := [name for name in people if is_desk(name)]:
        people = desks  # `Reuters, Washington`: an agency and a place
    return distinct(people)[:MOST_NAMES]


def distinct(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The names without those that are written twice, be it in other capitals or accents."""
    return tuple({letters(name): name for name in reversed(names) if letters(name)}.values())[::-1]


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two to five words, none of them an office's."""
    parts = name.split()
    return 2 <= len(parts) <= 5 and not is_desk(name) and not any(char.isdigit() for char in name)


def is_desk(name: str) -> bool:
    """Whether it is an agency or editorial office that signs: `Reuters`, `The Associated Press`."""
    return _DESK.search(fold(name)) is not None


def is_role(text: str) -> bool:
    """Whether it says what somebody is: `Staff Writer`, `AP Auto Writer`."""
    folded = fold(text)
    return _ROLE.search(folded) is not None and not folded.startswith(("the associated press", "associated press"))


def _without_date(text: str) -> str:
    found = find_dates(text)
    return f"{_WEEKDAY.sub('', text[: found[0].start])} | " if found and found[0].start > 2 else text


def _clean(part: str) -> str:
    part = _BY.sub("", part.strip(" ,.:-–—|\"“”'’*•·>»"))
    cut = _BEHIND.search(part)
    part = part[: cut.start()] if cut and cut.start() > 2 else part
    part = _capitalised(re.split(r"(?<=[a-zß-ÿ]{3})\.\s", part.strip(' ,:-–—|"“”*•·>»'))[0])
    if part.endswith(".") and not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", part):
        part = part.rstrip(".")
    return _as_written(part)


def _capitalised(part: str) -> str:
    """The part up to the first word in small letters that no name has inside: `Ada King wrote this`."""
    words = part.split()
    if len(words) < 3 or not words[0][:1].isupper():
        return part
    end = next(
        (place for place, word in enumerate(words) if place > 1 and word[0].islower() and fold(word) not in _PARTICLES),
        len(words),
    )
    return " ".join(words[:end])


def _may_be_name(name: str) -> bool:
    return (
        1 < len(name) <= LONGEST
        and len(name.split()) <= 6
        and fold(name) not in _EMPTY
        and _WHEN.match(name) is None
        and any(char.isalpha() for char in name)
        and "/" not in name
    )


def _as_written(name: str) -> str:
    """A name all in capitals in ordinary case; any other as it is."""
    if not name.isupper() or len(name.split()) < 2:
        return name
    return " ".join(_capitalise(word) for word in name.split())


def _capitalise(word: str) -> str:
    capitalised = "-".join(part.capitalize() for part in word.split("-"))
    return re.sub(r"\b(Mc|O['’])(\w)", lambda match: match[1] + match[2].upper(), capitalised)
