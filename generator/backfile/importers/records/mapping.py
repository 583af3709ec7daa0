"""Which field of a record is which of an article's: as `[importers.records]` says, else by the contract's names."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from backfile.archive.field_names import READ_AS

FIELDS = (
    "title",
    "standfirst",
    "date",
    "updated",
    "author",
    "section",
    "tags",
    "slug",
    "url",
    "aliases",
    "image",
    "credit",
    "lang",
    "draft",
)
"""The fields of an article that a record can give, by the contract's names."""

OWN = ("id", "source", "body")
"""What else a record can give: its own id, the address where the article was, and its text."""

BODIES = ("body", "content", "text", "html", "markdown")
FORMATS = ("markdown", "html", "text")
_SETTINGS = ("body_format", "separator")


class FieldMap(msgspec.Struct, frozen=True):
    """By an article's field the record's, `.` leading into what lies within (`published.at`). `separator` parts lists
    that are written as one text."""

    names: dict[str, str]
    body_format: str = ""
    separator: str = ""

    def value(self, field: str, record: Mapping[str, Any]) -> Any:
        """What the record says of a field; None where it says nothing."""
        names = (self.names[field],) if field in self.names else _usual(field)
        return next((found for name in names if (found := _inside(record, name)) not in (None, "")), None)

    def rest(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """What of the record is no field of an article, by its own names; objects whole, for they say more than their
        name."""
        used = {name for field in (*FIELDS, *OWN) for name in self._used(field, record)}
        return {name: value for name, value in record.items() if name not in used and value not in (None, "", [], {})}

    def _used(self, field: str, record: Mapping[str, Any]) -> Iterator[str]:
        names = (self.names[field],) if field in self.names else _usual(field)
        for name in names:
            if _inside(record, name) not in (None, ""):
                if not _is_more(_inside(record, name)):
                    yield name if name in record else name.partition(".")[0]
                return


def _is_more(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(part, dict) for part in value))


def _usual(field: str) -> tuple[str, ...]:
    if field == "body":
        return BODIES
    if field == "source":
        return ("source_url", "link")
    return (field, *READ_AS.get(field, ()))


def _inside(record: Mapping[str, Any], name: str) -> Any:
    """The value at that name, capital letters making no difference, or at the way that its dots tell."""
    if name in record:
        return record[name]
    folded = {key.lower(): value for key, value in record.items()}
    if name.lower() in folded:
        return folded[name.lower()]
    first, dot, rest = name.partition(".")
    inner = folded.get(first.lower())
    return _inside(inner, rest) if dot and isinstance(inner, dict) else None


def field_map(settings: Mapping[str, Any]) -> tuple[FieldMap, tuple[str, ...]]:
    """The mapping of `[importers.records]`, and what is wrong with it, in sentences."""
    known = (*FIELDS, *OWN, *_SETTINGS)
    faults = [
        f"`importers.records.{key}` is no field; known are {', '.join(known)}" for key in settings if key not in known
    ]
    faults += [f"`importers.records.{key}` must be a text" for key, v in settings.items() if not isinstance(v, str)]
    form = settings.get("body_format", "")
    if form and form not in FORMATS:
        faults.append(f'`importers.records.body_format` is "{form}"; it can be {", ".join(FORMATS)}')
    names = {key: str(name) for key, name in settings.items() if key in (*FIELDS, *OWN)}
    return FieldMap(names, str(form), str(settings.get("separator", ""))), tuple(faults)
