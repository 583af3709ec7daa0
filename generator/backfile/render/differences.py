"""What differs between two versions of an article, word by word, for people to read. Bounded: what would take long to
compare is told as too long, by its size and never by the clock."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import msgspec

from backfile.archive.field_names import names_of
from backfile.archive.field_values import as_text
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.languages.language import Language
from backfile.pages.views import HistoryView
from backfile.problems import Problem

MOST_CHARACTERS = 400_000
"""Of two versions together: a book's. More is not compared."""

MOST_PAIRS = 50_000
"""Pairs of same words between two passages, or of same passages between two texts, up to which these are compared."""

MOST_PAIRS_OF_A_PAGE = 1_000_000


class Piece(msgspec.Struct, frozen=True):
    """Words that are `added`, `removed` or, with an empty `kind`, in both versions."""

    kind: str
    text: str


class FieldChange(msgspec.Struct, frozen=True):
    """What of a field of the front matter is no more, and what is new, by its name for readers."""

    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Difference(msgspec.Struct, frozen=True):
    """What differs from the version before: fields, and the passages in which words differ, as Markdown. `is_too_long`
    where it was not compared."""

    fields: tuple[FieldChange, ...] = ()
    passages: tuple[tuple[Piece, ...], ...] = ()
    is_too_long: bool = False


def differences(view: HistoryView, read: Callable[[str], str], language: Language) -> tuple[Difference, ...]:
    """The difference of each revision of the view from the one before; `read` gives a text by its id."""
    budget = _Budget(MOST_PAIRS_OF_A_PAGE)
    found = []
    for revision in view.revisions:
        if not revision.before:
            found.append(Difference())
            continue
        old, new = read(revision.before), read(revision.text)
        found.append(difference(old, new, view.keys, language, budget))
    return tuple(found)


class _Budget:
    """How many pairs may still be compared."""

    def __init__(self, pairs: int) -> None:
        self._left = pairs

    def allows(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether these may be compared; then it is less by their pairs."""
        counts = Counter(new)
        pairs = sum(number * counts[item] for item, number in Counter(old).items())
        if pairs > MOST_PAIRS or pairs + len(old) + len(new) > self._left:
            return False
        self._left -= pairs + len(old) + len(new)
        return True


def difference(
    old: str, new: str, keys: Sequence[str], language: Language, budget: _Budget | None = None
) -> Difference:
    """What differs between two versions of an article; `keys` are those of further taxonomies."""
    budget = budget or _Budget(MOST_PAIRS_OF_A_PAGE)
    before, after = parse_front_matter(old, ""), parse_front_matter(new, "")
    if isinstance(before, Problem) or isinstance(after, Problem) or len(old) + len(new) > MOST_CHARACTERS:
        return Difference(is_too_long=True)
    fields = tuple(_fields(before, after, keys, language))
    then, now = _passages(before.body), _passages(after.body)
    if not budget.allows(*_without_ends(then, now)):
        return Difference(fields, is_too_long=True)
    return Difference(fields, tuple(_changed(then, now, budget)))


def _fields(before: FrontMatter, after: FrontMatter, keys: Sequence[str], language: Language) -> Iterator[FieldChange]:
    """The fields that readers see; whatever else a header says is nobody's business."""
    labels = {
        "title": language.say("Title"),
        "standfirst": language.say("Standfirst"),
        "date": language.say("Date"),
        "updated": language.say("Updated"),
        "author": language.say("Authors"),
        "section": language.say("Section"),
        "tags": language.say("Tags"),
        "image": language.say("Picture"),
        "credit": language.say("Credit"),
        "lang": language.say("Language"),
        "corrections": language.say("Corrections"),
    }
    for key, label in {**{key: key for key in keys}, **labels}.items():
        old, new = (tuple(_texts(_value(front, key))) for front in (before, after))
        gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
        if gone or come:
            yield FieldChange(label, tuple(gone.elements()), tuple(come.elements()))


def _value(front: FrontMatter, key: str) -> Any:
    values = {name.lower(): value for name, value in front.values.items()}
    return next((values[name.lower()] for name in names_of(key) if name.lower() in values), None)


def _texts(value: Any) -> Iterator[str]:
    """The texts that a value comes to; a mapping (a picture, a correction) is one."""
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from filter(None, [" · ".join(filter(None, map(as_text, value.values())))])
    elif text := as_text(value):
        yield text


_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BETWEEN = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)]|[|#>])[ \t]?)")


def _passages(body: str) -> list[str]:
    """A text's paragraphs, headings, items and rows, white space folded. Comments are nobody's business."""
    parts = (" ".join(part.split()) for part in _BETWEEN.split(_COMMENT.sub("", body)))
    return [part for part in parts if part]


def _without_ends(old: Sequence[str], new: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Two sequences without what both begin and end with."""
    least = min(len(old), len(new))
    start = next((place for place in range(least) if old[place] != new[place]), least)
    end = next((place for place in range(least - start) if old[-1 - place] != new[-1 - place]), least - start)
    return old[start : len(old) - end], new[start : len(new) - end]


def _changed(old: Sequence[str], new: Sequence[str], budget: _Budget) -> Iterator[tuple[Piece, ...]]:
    """The passages that differ, in order: one beside the other where as many came as went, and else each for itself."""
    old, new = _without_ends(old, new)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace" and j - i == m - k:
            yield from (_words(*pair, budget) for pair in zip(old[i:j], new[k:m], strict=True))
        elif kind == "replace":
            yield from _paired(old[i:j], new[k:m], budget)
        elif kind != "equal":
            yield from ((Piece("removed", text),) for text in old[i:j])
            yield from ((Piece("added", text),) for text in new[k:m])


def _paired(old: Sequence[str], new: Sequence[str], budget: _Budget) -> Iterator[tuple[Piece, ...]]:
    """Passages of which more came or went: the first ones beside each other, the others for themselves."""
    least = min(len(old), len(new))
    yield from (_words(*pair, budget) for pair in zip(old, new, strict=False))
    yield from ((Piece("removed", text),) for text in old[least:])
    yield from ((Piece("added", text),) for text in new[least:])


_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(f"[{_SPACELESS}] ?|[^ {_SPACELESS}]+ ?")


def _words(old: str, new: str, budget: _Budget) -> tuple[Piece, ...]:
    """A passage as the words that stayed, went and came. Where hardly any stayed it is two passages."""
    then, now = _WORD.findall(old), _WORD.findall(new)
    bare_then, bare_now = [word.rstrip() for word in then], [word.rstrip() for word in now]
    whole = (Piece("removed", old), Piece("added", new))
    if not budget.allows(*_without_ends(bare_then, bare_now)):
        return whole
    matcher = SequenceMatcher(None, bare_then, bare_now, autojunk=False)
    if matcher.ratio() < 0.3:
        return whole
    pieces: list[Piece] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("", "".join(now[k:m])))
            continue
        for name, words in (("removed", then[i:j]), ("added", now[k:m])):
            if words:
                text = "".join(words)
                pieces.append(Piece(name, text.rstrip()))
                pieces += [Piece("", " ")] if text.endswith(" ") else []
    return tuple(pieces)
