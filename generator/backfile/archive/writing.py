"""Writes an article's file in its one canonical form: YAML, keys in the contract's order, so that a diff shows only
what changed. Text in, text out."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import yaml

from backfile.archive.dates import parse_moment
from backfile.archive.field_names import READ_AS
from backfile.archive.plain_yaml import plain_entry


def format_article(values: Mapping[str, Any], body: str) -> str:
    """The whole file. Keys that the contract does not know follow it, by name; empty values are left out."""
    ordered = {key: values[key] for key in (*READ_AS, *sorted(set(values) - set(READ_AS))) if _is_there(values, key)}
    header = "".join(_entry(key, value) for key, value in _with_plain_dates(ordered).items())
    text = body.strip("\n")
    return f"---\n{header}---\n\n{text}\n" if text.strip() else f"---\n{header}---\n"


def _is_there(values: Mapping[str, Any], key: str) -> bool:
    value = values.get(key)
    return value is not None and value != "" and value != [] and value != () and value != {}


class _Date(str):
    """A date that is written without quotes."""


def _entry(key: str, value: Any) -> str:
    return plain_entry(key, value, isinstance(value, _Date)) or _dump({key: value})


def _dump(values: Any) -> str:
    """libyaml's emitter is fast, but writes characters beyond U+FFFF as escapes: then PyYAML's own writes it."""
    text = _dumped(values, _FastDumper)
    return _dumped(values, _Dumper) if "\\U000" in text else text


def _dumped(values: Any, dumper: Any) -> str:
    return str(yaml.dump(values, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1 << 30))


class _Dumper(yaml.SafeDumper):
    """YAML's safe dumper: quotes whatever any reader of YAML 1.1 or 1.2 might take for something else than text."""


_FastDumper: Any = type("_FastDumper", (getattr(yaml, "CSafeDumper", yaml.SafeDumper),), {})
"""The same in C, where libyaml is there."""


for _class in (_Dumper, _FastDumper):
    _class.add_representer(
        _Date, lambda dumper, date: dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(date))
    )
    _class.add_representer(tuple, lambda dumper, items: dumper.represent_list(list(items)))

_DATE_KEYS = ("date", "updated", "expires", "retrieved")


def _with_plain_dates(value: Any, key: str = "") -> Any:
    if isinstance(value, str):
        return _Date(value) if key in _DATE_KEYS and _is_plain_date(value) else value
    if isinstance(value, Mapping):
        return {str(name): _with_plain_dates(part, str(name)) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_with_plain_dates(part, key) for part in value]
    return value


_YAML_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[ \t]*(?:Z|[-+]\d\d:\d\d))?)?$")


def _is_plain_date(value: str) -> bool:
    """Whether every reader of YAML takes the text for a date as it stands."""
    return bool(_YAML_DATE.match(value)) and (_is_in_our_times(value) or parse_moment(value, "UTC") is not None)


def _is_in_our_times(value: str) -> bool:
    """Whether it is a date for Python, and of a year that no time zone takes out of the calendar. A sixth of the time
    of reading it as a moment."""
    if value[11:13] == "24":  # from version 3.14 on Python takes it for the next day's first hour
        return False
    try:
        return 1000 < datetime.fromisoformat(value).year < 3000
    except ValueError:
        return False


def one_or_list(names: Iterable[str]) -> str | list[str]:
    """A single name as itself, several as a list, as `author` is written. A semicolon would part a name in two."""
    found = list(names)
    return found[0] if len(found) == 1 and ";" not in found[0] else found
