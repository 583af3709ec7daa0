"""Citations for reference managers: BibTeX, which BibLaTeX reads as well, and RIS."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from backfile.archive.urls import slugify
from backfile.render.citing.names import Name, inverted
from backfile.render.citing.work import Work

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # `\{` would be escaped, too, but BibTeX counts braces without looking before them
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_SPECIAL = re.compile("|".join(map(re.escape, _TEX)))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "on",
        "of",
        "in",
        "and",
        "to",
        "for",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "le",
        "la",
        "les",
        "un",
        "une",
        "el",
        "los",
        "las",
        "il",
        "lo",
    ]
)


def citation_key(work: Work) -> str:
    """`lovelace_notes_1843`: plain letters only, as BibTeX's own program wants it, of the article's address."""
    slug = work.url.rstrip("/").rpartition("/")[2]
    words = [word for word in slug.split("-") if word.isascii() and word.isalnum()]
    word = next((word for word in words if word not in _SMALL_WORDS), words[0] if words else "")
    family = _family_in_key(work.authors[0].family) if work.authors else ""
    return "_".join([part for part in (family, word.lower(), str(work.date.year)) if part])


@lru_cache(maxsize=4096)
def _family_in_key(family: str) -> str:
    folded = unicodedata.normalize("NFKD", slugify(family)).encode("ascii", "ignore").decode()
    return folded.replace("-", "")


def bibtex(work: Work, key: str) -> str:
    """An `@article`, whose `journal` is the container that BibTeX knows. The title stands in two pairs of braces, or
    styles would write its proper names small."""
    date = work.date
    fields = {
        "author": _bibtex_authors(work.authors),
        "title": f"{{{{{_tex(work.title)}}}}}",
        "journal": f"{{{_tex(work.container)}}}",
        "year": f"{{{date.year}}}",
        "month": _MONTHS[date.month - 1],
        "day": f"{{{date.day}}}",
        "url": f"{{{_tex_url(work.url)}}}",
        "language": f"{{{_tex(work.language)}}}",
        "keywords": f"{{{_tex(', '.join(work.keywords))}}}" if work.keywords else "",
    }
    lines = (f"  {name} = {value}" for name, value in fields.items() if value)
    return f"@article{{{key},\n" + ",\n".join(lines) + "\n}\n"


def ris(work: Work) -> str:
    """A newspaper's article; lines end in CR and LF, as the format asks."""
    return "".join([f"{tag}  - {value}\r\n" for tag, value in _ris_lines(work)]) + "ER  - \r\n"


def _ris_lines(work: Work) -> Iterator[tuple[str, str]]:
    date = work.date
    yield ("TY", "NEWS")
    yield from (("AU", inverted(name)) for name in work.authors)
    yield ("TI", work.title)
    yield ("T2", work.container)
    yield ("PY", f"{date.year:04}")
    yield ("DA", f"{date.year:04}/{date.month:02}/{date.day:02}")
    yield ("LA", work.language)
    yield from (("KW", keyword) for keyword in work.keywords)
    yield ("UR", work.url)


@lru_cache(maxsize=4096)
def _bibtex_authors(authors: tuple[Name, ...]) -> str:
    return f"{{{' and '.join(map(_bibtex_name, authors))}}}" if authors else ""


def _bibtex_name(name: Name) -> str:
    """`King, Jr., Martin Luther`; a name that is whole stands in braces, or BibTeX would tell it apart."""
    if not name.given:
        return f"{{{_tex(inverted(name))}}}"
    return ", ".join([_tex(part) for part in (name.family, name.suffix, name.given) if part])


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _TEX[found[0]], text)


def _tex_url(url: str) -> str:
    """An address is taken as it stands, so that nothing in it may be escaped, and braces must not stand in it."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
