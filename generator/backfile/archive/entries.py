"""The entries of a front matter: which of them were read, under which name a field was found, and what is left over, to
be kept and told of. Knows no field's type."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from backfile.archive.field_names import NESTED, names_of
from backfile.archive.field_values import Rest, Texts, is_empty, short
from backfile.archive.frontmatter import FrontMatter
from backfile.archive.key_places import Place
from backfile.problems import Location, Problem, warning


class Entry(msgspec.Struct, frozen=True):
    """A value with its key as written, and with the key within it where it is a part of `taxonomies`. `place` is where
    it stands, if that is not the one place of its key."""

    key: str
    value: Any
    part: str = ""
    place: Place | None = None

    @property
    def written(self) -> str:
        """The way to the value as a message names it."""
        return f"{self.key}.{self.part}" if self.part else self.key

    @property
    def name(self) -> str:
        """The same in small letters: the name by which entries are found."""
        return self.written.lower()


class Entries:
    """All entries of one front matter. An entry that is asked for by its name counts as read, and whoever reads it
    leaves here what it could not use: so nothing can go but by being read.

    `holders` has for each field that was found the entry that holds, `problems` what was told.
    """

    def __init__(self, front: FrontMatter, path: str) -> None:
        self._front = front
        self._path = path
        self._read: set[str] = set()
        self._left: list[tuple[Entry, Rest]] = []
        self._by_name: dict[str, list[Entry]] = {}
        self.holders: dict[str, Entry] = {}
        self.problems: list[Problem] = []
        for entry in _entries(front):
            self._by_name.setdefault(entry.name, []).append(entry)
            if entry.place:
                message = f"the key `{entry.key}` is there twice, see line {front.place(entry.key)[0]}."
                self.problems.append(warning(self.place(entry), message, "Put both values into one place."))

    def named(self, names: Sequence[str]) -> tuple[Entry, ...]:
        """The entries of these names that say anything, in the order of the names, and then of the file."""
        self._read.update(names)
        if self._by_name.keys().isdisjoint(names):  # so it is for most fields of most articles
            return ()
        return tuple(entry for name in names for entry in self._by_name.get(name, ()) if not is_empty(entry.value))

    def unread(self) -> tuple[Entry, ...]:
        """Those that nobody asked for, in the order of the file."""
        return tuple(entry for name, found in self._by_name.items() if name not in self._read for entry in found)

    def choose(self, key: str, entries: Iterable[Entry], read: Callable[[Any], Any], kind: str = "") -> Any:
        """What `read` makes of the first of these entries of which it makes anything (not None): that one holds for
        the key. What says something else, or is none of that `kind` of thing, is left."""
        chosen = None
        for entry in entries:
            found = read(entry.value)
            if found is None and kind:
                self.leave(entry, entry.value, f"`{entry.written}` is {short(entry.value)}, which is no {kind}")
            elif found is not None and chosen is None:
                chosen, self.holders[key] = found, entry
            elif found is not None and found != chosen:
                self.leave_other(entry, self.holders[key])
        return chosen

    def unite(self, key: str, read: Callable[[Any], Texts]) -> tuple[str, ...]:
        """What `read` makes of all entries under the key's names, in order and without doubles."""
        found: list[str] = []
        for entry in self.named(names_of(key)):
            texts, rest = read(entry.value)
            if texts:
                self.holders.setdefault(key, entry)
            found += texts
            self.leave_parts(entry, rest)
        return tuple(dict.fromkeys(found))

    def leave_other(self, entry: Entry, holder: Entry) -> None:
        """Leaves an entry that says something else than the one that holds."""
        line = self.place(holder).line
        reason = f"`{entry.written}` says something else than `{holder.written}` in line {line}, which holds"
        self.leave(entry, entry.value, reason, "Keep one of the two.")

    def leave_parts(self, entry: Entry, rest: Rest) -> None:
        """Leaves what could not be read of an entry; None is nothing."""
        if isinstance(rest, dict):
            names = ", ".join(f"`{name}`" for name in rest)
            self.leave(entry, rest, f"{names} of `{entry.written}` is not read", part=next(iter(rest)))
        elif rest is not None:
            self.leave(entry, rest, f"`{entry.written}` holds more than is read: {short(rest)}")

    def leave(self, entry: Entry, rest: Rest, reason: str = "", hint: str = "", part: str = "") -> None:
        """Keeps what of an entry is not read, and tells the reason if there is one."""
        self._left.append((entry, rest))
        if reason:
            hint = hint or "Write it where it belongs, or under `params`."
            self.problems.append(warning(self.place(entry, part), f"{reason}; it is kept in params.", hint))

    def tell(self, entry: Entry, message: str, hint: str) -> None:
        """Something is wrong with an entry, so that its article cannot be published."""
        self.problems.append(Problem(self.place(entry), message, hint))

    def left(self, given: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """All that is left, under the keys as written, beside what is `given` already. Where two values have one key,
        the later gets a number."""
        kept: dict[str, Any] = {}
        parts: dict[str, dict[str, Any]] = {}
        for entry, rest in self._left:
            if entry.part:
                _put(parts.setdefault(entry.key, {}), entry.part, rest)
        whole = ((entry.key, rest) for entry, rest in self._left if not entry.part)
        for key, value in (*(pair for values in given for pair in values.items()), *whole, *parts.items()):
            _put(kept, key, value)
        return kept

    def place(self, entry: Entry, part: str = "") -> Location:
        """Where the file says it, or says a part of it."""
        return Location(self._path, *(entry.place or self._front.place(entry.key, part or entry.part)))


def free_key(kept: Mapping[str, Any], key: str, value: Any) -> str:
    """The key, or where another value has it the first with a number that is free."""
    name, number = key, 1
    # By their text, as `1`, `1.0` and `true` are equal in Python.
    while name in kept and repr(kept[name]) != repr(value):
        number += 1
        name = f"{key}-{number}"
    return name


def _put(kept: dict[str, Any], key: str, value: Any) -> None:
    kept[free_key(kept, key, value)] = value


def _entries(front: FrontMatter) -> Iterator[Entry]:
    """Those that hold first."""
    for key, value in front.values.items():
        yield from _parted(Entry(key, value))
    for twice in front.twice:
        yield from _parted(Entry(twice.key, twice.value, place=(twice.line, twice.column)))


def _parted(entry: Entry) -> Iterator[Entry]:
    if entry.key.lower() == NESTED and isinstance(entry.value, dict):
        yield from (Entry(entry.key, part, name, entry.place) for name, part in entry.value.items())
    else:
        yield entry
