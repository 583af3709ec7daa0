"""Reads the text of `backfile.toml`, value by value, so that everything that is wrong with it is told at once."""

import re
import tomllib
import typing
from datetime import date, datetime, time
from typing import Any

import msgspec

from backfile.config.depth import is_too_deep, line_of_depth, line_of_long_key, line_of_long_number
from backfile.config.places import ConfigText, Keys
from backfile.config.tables import BUILT_IN_TAXONOMIES, CONFIG_NAME, Config
from backfile.config.values import impossible_values
from backfile.problems import Location, Problem, has_errors

LARGEST = 2**63 - 1
"""TOML's own bound of whole numbers, which Python's parser does not keep."""


def parse_config(text: str, path: str = CONFIG_NAME) -> tuple[Config, tuple[Problem, ...]]:
    """The settings in `text`, and everything that is wrong with it; for what cannot be read its default stands in."""
    data = _load(text, path)
    if isinstance(data, Problem):
        return Config(), (data,)
    told = ConfigText(text, path)
    reader = _Reader(told)
    config = msgspec.convert(reader.config(data), Config)
    return config, (*reader.problems, *impossible_values(config, told, has_errors(reader.problems)))


def parse_params(text: str, path: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The table `params` of a theme's TOML file, and what is wrong with it."""
    data = _load(text, path)
    if isinstance(data, Problem):
        return {}, (data,)
    reader = _Reader(ConfigText(text, path))
    return reader.params(data), tuple(reader.problems)


def _load(text: str, path: str) -> dict[str, Any] | Problem:
    if line := line_of_long_key(text):
        return _too_deep(Location(path, line))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _syntax_problem(error, path)
    except RecursionError:
        return _too_deep(Location(path, line_of_depth(text)))
    except ValueError as error:  # Python refuses numbers of thousands of digits
        place = Location(path, line_of_long_number(text))
        return Problem(place, f"it cannot be read: {error}.", "Put the number in quotes, or remove it.")
    return _too_deep(Location(path, line_of_depth(text))) if is_too_deep(data) else data


def _too_deep(location: Location) -> Problem:
    return Problem(location, "lists or tables are nested too deeply.", "Write them flatter.")


def _syntax_problem(error: tomllib.TOMLDecodeError, path: str) -> Problem:
    match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    location = Location(path, int(match[1]), int(match[2])) if match else Location(path)
    message = re.sub(r"\s*\(at .*\)$", "", str(error))
    return Problem(location, f"this is not TOML: {message}.", "Mend the line; the form is described at toml.io.")


class _NothingError(Exception):
    """There is no value that could be used; the problem has been told."""


class _Reader:
    """Takes out of TOML's data what has the type that its key wants, and tells of all else."""

    def __init__(self, text: ConfigText) -> None:
        self._text = text
        self.problems: list[Problem] = []

    def config(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data of a `Config`, with the built-in taxonomies under their own names."""
        values = self._table(data, Config, ())
        tables = values.get("taxonomies", {})
        for name, plural in BUILT_IN_TAXONOMIES.items():
            if plural in tables and name in tables:
                message = f"`taxonomies.{plural}` and `taxonomies.{name}` are the same taxonomy."
                self._tell(("taxonomies", plural), message, "Put them into one table.")
            if plural in tables:
                tables[name] = tables.pop(plural)
        return values

    def params(self, data: dict[str, Any]) -> dict[str, Any]:
        """The table `params` of the data."""
        found = self._each({"params": (data.get("params", {}), dict[str, Any], ("params",))})
        return dict(found.get("params", {}))

    def _table(self, data: dict[str, Any], struct: type[msgspec.Struct], inside: Keys) -> dict[str, Any]:
        types = typing.get_type_hints(struct)
        for key in data:
            if key not in types:
                import difflib  # here, as hardly any file of settings needs it, and its import takes 2 ms

                nearest = difflib.get_close_matches(key, types, n=1, cutoff=0.0)[0]
                message = f"unknown key `{_name((*inside, key))}`; the nearest known one is `{nearest}`."
                self._tell((*inside, key), message, "Correct or remove it; free values for themes go under [params].")
        wanted = {key: (value, types[key]) for key, value in data.items() if key in types}
        return self._each({key: (value, kind, (*inside, key)) for key, (value, kind) in wanted.items()})

    def _each(self, items: dict[str, tuple[Any, Any, Keys]]) -> dict[str, Any]:
        """Of values with their types and places those that are as they should be."""
        found = {}
        for key, (value, kind, keys) in items.items():
            try:
                found[key] = self._value(value, kind, keys)
            except _NothingError:
                continue
        return found

    def _value(self, value: Any, kind: Any, keys: Keys) -> Any:
        of = typing.get_args(kind)
        if _is_struct(kind) and isinstance(value, dict):
            return self._complete(self._table(value, kind, keys), kind, value, keys)
        if typing.get_origin(kind) is dict and isinstance(value, dict) and _is_struct(of[1]):
            return self._each({name: (table, of[1], (*keys, name)) for name, table in value.items()})
        if typing.get_origin(kind) is tuple and isinstance(value, list):
            return list(self._each({str(n): (item, of[0], (*keys, n)) for n, item in enumerate(value)}).values())
        try:
            return msgspec.convert(self._plain(value, keys), kind)
        except msgspec.ValidationError as error:
            message = re.sub(r" - at `\$.*$", "", str(error))
            told = f"`{_name(keys)}`: {message[0].lower()}{message[1:]}."
            raise self._nothing(keys, told, "docs/configuration.md names each key's type.") from None

    def _complete(self, found: dict[str, Any], kind: type[msgspec.Struct], data: dict[str, Any], keys: Keys) -> Any:
        """A table with all that it must have."""
        needed = [field.name for field in msgspec.structs.fields(kind) if field.required]
        is_misspelt = any(key not in typing.get_type_hints(kind) for key in data)  # and that has been told
        for name in needed if not is_misspelt else ():
            if name not in data:
                self._tell(keys, f"`{_name(keys)}` has no `{name}`.", f"Add `{name} = …` to it.")
        if not set(needed) <= set(found):
            raise _NothingError
        return found

    def _plain(self, value: Any, keys: Keys) -> Any:
        """The value as templates and digests can have it: dates as ISO 8601 text, numbers of at most 64 bits."""
        if isinstance(value, dict):
            return {name: self._plain(part, (*keys, name)) for name, part in value.items()}
        if isinstance(value, list):
            return [self._plain(part, (*keys, number)) for number, part in enumerate(value)]
        if isinstance(value, int) and abs(value) > LARGEST:
            raise self._nothing(keys, f"`{_name(keys)}`: the number is too large.", "Write a smaller one.")
        return value.isoformat() if isinstance(value, date | datetime | time) else value

    def _nothing(self, keys: Keys, message: str, hint: str) -> _NothingError:
        self._tell(keys, message, hint)
        return _NothingError()

    def _tell(self, keys: Keys, message: str, hint: str) -> None:
        self.problems.append(Problem(self._text.at(*keys), message, hint))


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _name(keys: Keys) -> str:
    return ".".join(key for key in keys if isinstance(key, str))
