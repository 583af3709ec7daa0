"""The fields of a front matter by the contract's table of names, each read to its type or reported with its line."""

import difflib
import re
import unicodedata
from functools import lru_cache
from typing import Any

import msgspec

from backfile.archive.dates import Moment, parse_moment
from backfile.archive.frontmatter import FrontMatter
from backfile.config import Config
from backfile.problems import Location, Problem, warning


class Image(msgspec.Struct, frozen=True):
    """An article's lead picture as front matter names it; `caption` is Markdown."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Correction(msgspec.Struct, frozen=True):
    """A correction: an ISO date and what was put right."""

    date: str
    text: str


READ_AS: dict[str, tuple[str, ...]] = {
    "title": (),
    "standfirst": ("subtitle", "description", "summary", "excerpt"),
    "date": ("publishdate", "pubdate", "published", "created"),
    "updated": ("lastmod", "modified", "last_modified_at"),
    "expires": ("expirydate", "unpublishdate"),
    "author": ("authors", "byline"),
    "section": ("category", "categories"),
    "tags": (),
    "slug": (),
    "url": ("permalink", "path"),
    "aliases": ("redirect_from", "alias"),
    "image": ("cover", "featured_image", "thumbnail"),
    "credit": (),
    "draft": ("status",),
    "noindex": (),
    "search": (),
    "lang": (),
    "template": (),
    "canonical": (),
    "corrections": (),
    "source": (),
    "params": (),
}
"""The keys of the contract in the order in which they are written, each with the names it is also read under."""

MAX_LABELS = 1000
"""The most tags, authors or other labels of one article. Each has pages and feeds of its own, and each of those names
all of them: work and space grow with the square, and 4,000 took 18 s and 600 MB."""

_KNOWN = {name for key, others in READ_AS.items() for name in (key, *others)} | {"taxonomies"}


class Fields:
    """The typed values of one front matter. What is wrong with them gathers in `problems` as they are read."""

    def __init__(self, front: FrontMatter, path: str, config: Config) -> None:
        self._values = {key.lower(): value for key, value in front.values.items()}
        self._written = {key.lower(): key for key in front.values}
        self._front = front
        self._path = path
        self._config = config
        self._taxonomy_keys = {(table.key or name).lower() for name, table in config.taxonomies.items()}
        self.problems: list[Problem] = []

    def line(self, key: str) -> int:
        """The line of a key (under whichever of its names it stands), 1 where it has none."""
        name = self._name(key)
        return self._front.place(self._written[name])[0] if name else 1

    def text(self, key: str) -> str:
        """A field of one line of text; white space is folded, empty where it is missing."""
        value = self._value(key)
        if isinstance(value, dict | list):
            self._tell(key, f"`{key}` must be a line of text.", "Write it as one value.")
            return ""
        return _as_text(value)

    def address(self, key: str) -> str:
        """A web address or a path of this site; anything else (`javascript:…`) is told and passed over."""
        found = self.text(key)
        if not found or re.match(r"(https?://|/(?!/))\S+$", found, re.IGNORECASE):
            return found
        location = Location(self._path, self.line(key))
        message = f'the {key} "{_short(found)}" is no web address; it was passed over.'
        self.problems.append(warning(location, message, "Write it whole, like https://example.org/a-page/."))
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text as a list of one."""
        value = self._value(key)
        items = value if isinstance(value, list) else [value]
        return tuple(text for text in map(_as_text, items) if text)

    def labels(self, key: str) -> tuple[str, ...]:
        """Names of terms: a list, text parted by commas or semicolons (authors only by semicolons: `Doe, Jane`),
        or mappings with a `name`; and what Zola keeps under `taxonomies`. Doubles are left out."""
        value = self._value(key)
        nested = self._values.get("taxonomies")
        if value is None and isinstance(nested, dict):
            value = nested.get(key, nested.get({"section": "categories", "author": "authors"}.get(key, key)))
        if isinstance(value, str):
            value = _parted(value, key)
        items = value if isinstance(value, list) else [value]
        found = tuple(dict.fromkeys(label for label in map(_as_label, items) if label))
        if len(found) > MAX_LABELS:
            message = f"`{key}` has {len(found):,} names; an article may have {MAX_LABELS:,}."
            self._tell(key, message, "Keep those that lead to other articles; keep the rest in the text.")
        return found[:MAX_LABELS]

    def moment(self, key: str) -> Moment | None:
        """A date; None where there is none or it is not one, which is a problem."""
        value = self._value(key)
        if value is None or isinstance(value, bool) or value == "":
            return None
        found = parse_moment(str(value), self._config.timezone)
        if found is None:
            example = "Write it like 2020-10-15 or 2020-10-15T09:30:00+02:00."
            self._tell(key, f'{self._name(key)} "{_short(value)}" is not a calendar date.', example)
        return found

    def required_title(self) -> str:
        """The title; its absence is a problem."""
        told = len(self.problems)
        title = self.text("title")
        if not title and len(self.problems) == told:
            hint = "Add `title: …` between the --- lines at the top of the file."
            self.problems.append(Problem(Location(self._path, 1), "the article has no title.", hint))
        return title

    def required_date(self, is_page: bool) -> Moment | None:
        """The date; an article without one is a problem, a page is not."""
        found = self.moment("date")
        if found is None and not is_page and self._value("date") in (None, "", False, True):
            hint = "Add `date: 2020-10-15`, or move it to content/pages/ if it is a page with no date."
            self.problems.append(Problem(Location(self._path, 1), "the article has no date.", hint))
        return found

    def flag(self, key: str, *, default: bool) -> bool:
        """A yes or no: `true`, `false`, or the words of it."""
        value = self._value(key)
        if value is None:
            return default
        word = str(value).strip().lower()
        if word in ("true", "yes", "on", "1", "false", "no", "off", "0"):
            return word in ("true", "yes", "on", "1")
        self._tell(key, f'`{key}` is "{_short(value)}", neither true nor false.', "Write true or false.")
        return default

    def is_draft(self) -> bool:
        """Whether it says so: `draft: true`, `status: draft`, `published: false`."""
        if str(self._values.get("published", "")).lower() == "false":
            return True
        if "draft" in self._values:
            return self.flag("draft", default=False)
        status = str(self._values.get("status", "")).strip().lower()
        return status in ("draft", "hidden", "private", "pending")

    def template(self) -> str:
        """The name of another template for this page: a name of letters, digits and hyphens."""
        name = self.text("template")
        if name and not re.fullmatch(r"[a-z0-9][a-z0-9-]*(\.html)?", name):
            self._tell("template", f'"{_short(name)}" cannot name a template.', "Write a name like `long-read`.")
            return ""
        return name

    def image(self) -> Image | None:
        """The lead picture: a path, or a mapping with `src`."""
        value = self._value("image")
        if isinstance(value, dict):
            parts = {str(key).lower(): _as_text(part) for key, part in value.items()}
            src = parts.get("src") or parts.get("image") or parts.get("url", "")
            if not src:
                self._tell("image", "the `image` names no `src`.", "Add `src: picture.jpg` under it.")
                return None
            return Image(src, parts.get("alt", ""), parts.get("caption", ""), parts.get("credit", ""))
        src = _as_text(value) if isinstance(value, str) else ""
        return Image(src) if src else None

    def corrections(self) -> tuple[Correction, ...]:
        """The list of `{date, text}`; an entry that is neither is a problem."""
        value = self._value("corrections")
        found = []
        for entry in value if isinstance(value, list) else [] if value is None else [value]:
            if not isinstance(entry, dict) or not _as_text(entry.get("text")):
                self._tell("corrections", "a correction needs `date` and `text`.", "Write a list of {date, text}.")
                continue
            moment = parse_moment(_as_text(entry.get("date")), self._config.timezone)
            if moment is None:
                message = f'the correction\'s date "{_short(entry.get("date"))}" is not a calendar date.'
                self._tell("corrections", message, "Write it like 2020-10-15.")
                continue
            found.append(Correction(moment.iso, _as_text(entry["text"])))
        return tuple(found)

    def mapping(self, key: str) -> dict[str, Any]:
        """A mapping as it stands; empty where there is none."""
        value = self._value(key)
        return _plain(value) if isinstance(value, dict) else {}

    def params(self) -> dict[str, Any]:
        """`params` and every key that has no meaning here; one that is nearly a known key is told."""
        given = self._values.get("params")
        extra = _plain(given) if isinstance(given, dict) else {}
        for key, value in self._values.items():
            if key in _KNOWN or key in self._taxonomy_keys:
                continue
            extra[self._written[key]] = _plain(value)
            near = _near_miss(key)
            if near:
                location = Location(self._path, *self._front.place(self._written[key]))
                message = f"unknown key `{self._written[key]}`, very like `{near}`; it is kept in params."
                self.problems.append(warning(location, message, f"Write `{near}` if that is what it should be."))
        return extra

    def _name(self, key: str) -> str:
        for name in (key, *READ_AS.get(key, ())):
            value = self._values.get(name)
            if value is None or (name == "published" and isinstance(value, bool)):
                continue
            return name
        return ""

    def _value(self, key: str) -> Any:
        name = self._name(key)
        return self._values[name] if name else None

    def _tell(self, key: str, message: str, hint: str) -> None:
        line, column = self._front.place(self._written.get(self._name(key), ""))
        self.problems.append(Problem(Location(self._path, line, column), message, hint))


def _as_text(value: Any) -> str:
    """A value as the text that was written, white space folded and control characters out, in Unicode's NFC."""
    if value is None or isinstance(value, dict | list):
        return ""
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    return " ".join(unicodedata.normalize("NFC", _CONTROL.sub(" ", text)).split())


_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]")


def _as_label(value: Any) -> str:
    if isinstance(value, dict):
        return _as_text(value.get("name") or value.get("label") or value.get("title") or "")
    return _as_text(value)


def _parted(text: str, key: str) -> list[str]:
    if key == "tags":
        return re.split(r"[,;]", text)
    return re.split(r";", text) if key == "author" else [text]


def _short(value: Any) -> str:
    text = _as_text(value) or str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _plain(value: Any) -> Any:
    """A free value as text, numbers, lists and mappings with text keys (dates as ISO text), so that it has a digest."""
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


@lru_cache(maxsize=1024)
def _near_miss(key: str) -> str:
    found = difflib.get_close_matches(key, sorted(_KNOWN), n=1, cutoff=0.8)
    return found[0] if found and len(key) > 3 else ""
