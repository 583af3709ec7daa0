"""Renames tags in an article's file and changes nothing else in it, byte for byte. Text in, text out; what it made is
read again before it is handed on."""

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import yaml

from backfile.archive.article import Source, decode
from backfile.archive.fields import Fields
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.archive.tag_places import Place, TagPlaces, TagText, UnplacedError, find_tags
from backfile.config import Config
from backfile.problems import Location, Problem

Rename = Callable[[str], str]
"""Gives for each label the one that it shall have: itself where it stays."""

Edit = tuple[int, int, str]
"""The text between two offsets, and what takes its place."""


class Retagged(msgspec.Struct, frozen=True):
    """A file with its tags renamed: the labels that were there, those that are, and all its bytes."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    data: bytes


def retag(source: Source, rename: Rename, config: Config) -> Retagged | Problem:
    """The file with its tags renamed; where two come out equal, the first stays. A Problem says why the file is to be
    left alone, and what to do."""
    try:
        return _retag(source, rename, config)
    except UnplacedError as error:
        location = Location(source.path, 1)
        return Problem(location, f"it was left alone: {error}", "Change the tag in this file by hand.")


def _retag(source: Source, rename: Rename, config: Config) -> Retagged:
    text, front = _read(source)
    before = _labels(front, source.path, config)
    after = tuple(dict.fromkeys(map(rename, before)))
    if after == before or any(rename(label) != label for label in _further_categories(front, source.path, config)):
        raise UnplacedError("the tag is one of its `categories`.")
    edits = _edits(find_tags(text, front), rename)
    written = Source(source.path, source.digest, _applied(source.data, text, edits))
    _check(front, _read(written)[1], after, source.path, config)
    return Retagged(before, after, written.data)


def _read(source: Source) -> tuple[str, FrontMatter]:
    decoded = decode(source)
    if isinstance(decoded, Problem):
        raise UnplacedError(decoded.message)
    front = parse_front_matter(decoded[0], source.path)
    if isinstance(front, Problem):
        raise UnplacedError(front.message)
    return decoded[0], front


def _labels(front: FrontMatter, path: str, config: Config) -> tuple[str, ...]:
    return Fields(front, path, config).labels("tags")


def _further_categories(front: FrontMatter, path: str, config: Config) -> tuple[str, ...]:
    """All categories but the first, which is the section: they count as tags."""
    return Fields(front, path, config).labels("section")[1:]


def _edits(places: TagPlaces, rename: Rename) -> list[Edit]:
    if isinstance(places, TagText):
        value = _renamed_text(places.value, rename)
        return [(places.start, places.end, _written(value, places.quote, places.form, is_text=True))]
    edits: list[Edit] = []
    changed_to: dict[str, bool] = {}
    for place in places:
        label = " ".join(place.label.split())
        new = rename(label)
        if new in changed_to and (new != label or changed_to[new]):
            edits.append(_removal(place))
        elif new != label:
            edits.append((place.start, place.end, _written(new, place.quote, place.form, is_text=False)))
        changed_to[new] = changed_to.get(new, False) or new != label
    return edits


def _removal(place: Place) -> Edit:
    if place.cut is None:
        raise UnplacedError("it has both tags, in a list from which none can be taken out safely.")
    return (*place.cut, "")


def _renamed_text(text: str, rename: Rename) -> str:
    """A text of tags with each renamed; a tag that is there twice then goes with the separator before it."""
    kept, seen = "", set()
    for part in re.finditer(r"([,;]?\s*)([^,;]*?)(\s*)(?=[,;]|$)", text):
        label = " ".join(part[2].split())
        new = rename(label) if label else ""
        if not label or new not in seen:
            kept += part[1] + (new if new != label else part[2]) + part[3]
        seen.add(new)
    return kept


def _written(label: str, quote: str, form: str, *, is_text: bool) -> str:
    """A label as the form writes it, in the quotes that stood there if they can hold it."""
    if form == "pelican":
        return label
    if quote == "'" and (form == "yaml" or "'" not in label):
        return "'" + label.replace("'", "''") + "'"
    if quote or form != "yaml":
        return json.dumps(label, ensure_ascii=False)
    if is_text:
        return str(yaml.safe_dump({"x": label}, allow_unicode=True, width=1 << 30)).strip().removeprefix("x: ")
    return str(yaml.safe_dump([label], default_flow_style=True, allow_unicode=True, width=1 << 30)).strip()[1:-1]


def _applied(data: bytes, text: str, edits: Iterable[Edit]) -> bytes:
    """The edits of the text, done to the bytes that it was read from: a byte-order mark and CRLF stay."""
    raw = data.decode("utf-8")
    mark = len(raw) - len(raw.removeprefix("\ufeff"))
    pairs = [match.start() - mark - number for number, match in enumerate(re.finditer("\r\n", raw))]

    def place(offset: int) -> int:
        return mark + offset + bisect_left(pairs, offset)

    for start, end, new in sorted(edits, reverse=True):
        raw = raw[: place(start)] + new + raw[place(end) :]
    return raw.encode("utf-8")


def _check(old: FrontMatter, new: FrontMatter, after: tuple[str, ...], path: str, config: Config) -> None:
    """That the tags are what they should be, and that nothing else has changed."""
    same = old.body == new.body and old.form == new.form and _without_tags(old.values) == _without_tags(new.values)
    if not same or _labels(new, path, config) != after:
        raise UnplacedError("its tags are written in a way that cannot be changed safely.")


def _without_tags(values: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in values.items() if key.lower() != "tags"}
    for key, value in values.items():
        if key.lower() == "taxonomies" and isinstance(value, dict):
            kept[key] = {name: part for name, part in value.items() if name != "tags"}
    return kept
