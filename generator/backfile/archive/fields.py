"""The fields of a front matter by the contract's table of names, each read to its type or reported with its line. What
is not read is kept and told of."""

import re
from typing import Any

from backfile.archive.dates import Moment, as_given, parse_moment
from backfile.archive.drafts import is_draft
from backfile.archive.entries import Entries, Entry
from backfile.archive.field_names import NESTED, names_of, near_miss
from backfile.archive.field_values import (
    Correction,
    Image,
    as_flag,
    as_text,
    corrections_in,
    image_in,
    labels_in,
    paths_in,
    short,
)
from backfile.archive.frontmatter import FrontMatter
from backfile.config import Config
from backfile.problems import Location, Problem, warning

MAX_LABELS = 1000
"""The most tags, authors or other labels of one article. Each has pages and feeds of its own, and each of those names
all of them: work and space grow with the square, and 4,000 took 18 s and 600 MB."""


class Fields:
    """The typed values of one front matter, each to be asked for once. What is wrong with them gathers in `problems`
    as they are read; `params` comes last, as it holds what is left."""

    def __init__(self, front: FrontMatter, path: str, config: Config) -> None:
        self._entries = Entries(front, path)
        self._form = front.form
        self._path = path
        self._zone = config.timezone

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was told so far."""
        return tuple(self._entries.problems)

    @property
    def lines(self) -> dict[str, int]:
        """The line of each field that was found, by the contract's name for it."""
        return {key: self._entries.place(entry).line for key, entry in self._entries.holders.items()}

    def text(self, key: str) -> str:
        """A field of one line of text; white space is folded, empty where it is missing."""
        value = self._entries.choose(key, self._named(key), _line_in)
        if isinstance(value, dict | list):
            self._tell(key, f"`{key}` must be a line of text.", "Write it as one value.")
            return ""
        return value or ""

    def address(self, key: str) -> str:
        """A web address or a path of this site; anything else (`javascript:…`) is told and passed over."""
        found = self.text(key)
        if not found or re.match(r"(https?://|/(?!/))\S+$", found, re.IGNORECASE):
            return found
        holder = self._entries.holders[key]
        reason = f'the {key} "{short(found)}" is no web address'
        self._entries.leave(holder, holder.value, reason, "Write it whole, like https://example.org/a-page/.")
        return ""

    def paths(self, key: str) -> tuple[str, ...]:
        """A list of addresses, all those under any of the key's names."""
        return self._entries.unite(key, paths_in)

    def labels(self, key: str) -> tuple[str, ...]:
        """Names of terms, all those under any of the key's names: a list, tags also as text parted by commas or
        semicolons, or mappings with a `name`."""
        found = self._entries.unite(key.lower(), lambda value: labels_in(value, ",;" if key == "tags" else ""))
        return self._bounded(key.lower(), found)

    def _bounded(self, key: str, labels: tuple[str, ...]) -> tuple[str, ...]:
        if len(labels) > MAX_LABELS:
            message = f"`{key}` has {len(labels):,} names; an article may have {MAX_LABELS:,}."
            self._tell(key, message, "Keep those that lead to other articles; keep the rest in the text.")
        return labels[:MAX_LABELS]

    def authors(self) -> tuple[str, ...]:
        """Names, of the first of the key's names that is there; a text is parted by semicolons (`Doe, Jane; Roe,
        John`), that of Pelican's `Authors` by commas if there are none."""
        chosen: tuple[str, ...] = ()
        for entry in self._named("author"):
            labels, rest = labels_in(entry.value, self._separators(entry))
            holder = self._entries.holders.setdefault("author", entry) if labels else entry
            if holder.name == entry.name:
                chosen = (*chosen, *labels)
                self._entries.leave_parts(entry, rest)
            elif rest is not None or set(labels) - set(chosen):
                self._entries.leave_other(entry, holder)
        return self._bounded("author", tuple(dict.fromkeys(chosen)))

    def moment(self, key: str) -> Moment | None:
        """A date; None where there is none or it is not one, which is a problem."""
        entries = [e for e in self._named(key) if e.name != "published" or as_flag(e.value) is None]
        found: Moment | str | None = self._entries.choose(key, entries, self._date_in, "date")
        if isinstance(found, str):
            name = self._entries.holders[key].written
            example = "Write it like 2020-10-15 or 2020-10-15T09:30:00+02:00."
            self._tell(key, f'{name} "{short(found)}" is not a calendar date.', example)
            return None
        return found

    def given(self, key: str) -> str:
        """The date that `moment` has found, in ISO 8601 as it was given; empty for none."""
        holder = self._entries.holders.get(key)
        return as_given(str(holder.value), self._zone) if holder else ""

    def required_title(self) -> str:
        """The title; its absence is a problem."""
        title = self.text("title")
        if "title" not in self._entries.holders:
            hint = "Add `title: …` between the --- lines at the top of the file."
            self._entries.problems.append(Problem(Location(self._path, 1), "the article has no title.", hint))
        return title

    def required_date(self, *, may_lack: bool) -> Moment | None:
        """The date; an article without one is a problem, a page is not."""
        found = self.moment("date")
        if "date" not in self._entries.holders and not may_lack:
            hint = "Add `date: 2020-10-15`, or move it to content/pages/ if it is a page with no date."
            self._entries.problems.append(Problem(Location(self._path, 1), "the article has no date.", hint))
        return found

    def flag(self, key: str, *, default: bool) -> bool:
        """A yes or no: `true`, `false`, or the words of it."""
        value: bool | str | None = self._entries.choose(key, self._named(key), _flag_in)
        if isinstance(value, str):
            self._tell(key, f'`{key}` is "{short(value)}", neither true nor false.', "Write true or false.")
            return default
        return default if value is None else value

    def is_draft(self) -> bool:
        """Whether it says that it is one; see drafts.py."""
        return is_draft(self._entries)

    def template(self) -> str:
        """The name of another template for this page: a name of letters, digits and hyphens."""
        name = self.text("template")
        if name and not re.fullmatch(r"[a-z0-9][a-z0-9-]*(\.html)?", name):
            self._tell("template", f'"{short(name)}" cannot name a template.', "Write a name like `long-read`.")
            return ""
        return name

    def image(self) -> Image | None:
        """The lead picture: a path, or a mapping with `src`."""
        chosen: Image | None = None
        for entry in self._named("image"):
            image, rest = image_in(entry.value)
            if image is None:
                reason = f"`{entry.written}` is {short(entry.value)}, which is no picture"
                self._entries.leave(entry, entry.value, reason)
            elif chosen is None:
                chosen, self._entries.holders["image"] = image, entry
                self._entries.leave_parts(entry, rest)
            elif rest is not None or image not in (chosen, Image(chosen.src)):
                self._entries.leave_other(entry, self._entries.holders["image"])
        if chosen and not chosen.src:
            self._tell("image", "the `image` names no `src`.", "Add `src: picture.jpg` under it.")
            return None
        return chosen

    def corrections(self) -> tuple[Correction, ...]:
        """The list of `{date, text}`; an entry that is neither is a problem."""
        found: list[Correction | None] = []
        for entry in self._entries.named(("corrections",)):
            self._entries.holders.setdefault("corrections", entry)
            parts = tuple(corrections_in(entry.value))
            found += [self._correction(part, entry) for part, _ in parts]
            self._entries.leave_parts(entry, [rest for _, rest in parts if rest is not None] or None)
        return tuple(filter(None, found))

    def mapping(self, key: str) -> dict[str, Any]:
        """A mapping as it stands; empty where there is none."""
        return self._entries.choose(key, self._named(key), _mapping_in, "mapping") or {}

    def params(self) -> dict[str, Any]:
        """`params`, every key that has no meaning here, and what was not read of the others; a key that is nearly a
        known one is told."""
        entries = self._entries.named(("params",))
        for entry in entries:
            if not isinstance(entry.value, dict):
                self._entries.leave(entry, entry.value, f"`{entry.written}` is no mapping")
        for entry in self._entries.unread():
            self._leave_unknown(entry)
        return self._entries.left(entry.value for entry in entries if isinstance(entry.value, dict))

    def _named(self, key: str) -> tuple[Entry, ...]:
        return self._entries.named(names_of(key))

    def _date_in(self, value: Any) -> Moment | str | None:
        """A moment, or the text that is none. A yes or no is no date, and does not try to be one."""
        return None if as_flag(value) is not None else parse_moment(str(value), self._zone) or str(value)

    def _separators(self, entry: Entry) -> str:
        """As Pelican documents it: commas part `Authors` unless there are semicolons, and never `Author`."""
        is_pelican = self._form == "pelican" and entry.name == "authors"
        return "," if is_pelican and ";" not in str(entry.value) else ";"

    def _correction(self, part: dict[str, Any] | None, entry: Entry) -> Correction | None:
        text = as_text(part.get("text")) if part else ""
        if part is None or not text:
            hint = "Write a list of {date, text}."
            self._entries.tell(entry, "a correction needs `date` and `text`.", hint)
            return None
        date = as_given(as_text(part.get("date")), self._zone)
        if not date:
            message = f'the correction\'s date "{short(part.get("date"))}" is not a calendar date.'
            self._entries.tell(entry, message, "Write it like 2020-10-15.")
            return None
        return Correction(date, text)

    def _leave_unknown(self, entry: Entry) -> None:
        is_nested = entry.name.partition(".")[0] == NESTED
        self._entries.leave(entry, entry.value, f"`{entry.written}` is not read" if is_nested else "")
        near = near_miss(entry.name)
        if near and not is_nested:
            message = f"unknown key `{entry.key}`, very like `{near}`; it is kept in params."
            hint = f"Write `{near}` if that is what it should be."
            self._entries.problems.append(warning(self._entries.place(entry), message, hint))

    def _tell(self, key: str, message: str, hint: str) -> None:
        self._entries.tell(self._entries.holders[key], message, hint)


def _line_in(value: Any) -> Any:
    return value if isinstance(value, dict | list) else as_text(value) or None


def _mapping_in(value: Any) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None


def _flag_in(value: Any) -> bool | str:
    flag = as_flag(value)
    return str(value) if flag is None else flag
