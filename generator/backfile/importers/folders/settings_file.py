"""Settings and data files of a site (YAML, TOML, JSON), and Python ones of which only plain values are read. Nothing in
them is run."""

import ast
import json
import re
import tomllib
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from backfile.archive.plain_values import HeaderError
from backfile.archive.yaml_values import load_yaml_mapping
from backfile.problems import Location, Problem, warning

MAX_BYTES = 4 * 1024 * 1024


def read_settings_file(path: Path) -> tuple[Any, tuple[Problem, ...]]:
    """What the file holds: a mapping, a list, or an empty mapping where it cannot be read, which is told."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return {}, (_unread(path, "it has more than 4 MB"),)
        text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
        return _load(path.suffix.lower(), text), ()
    except OSError as error:
        return {}, (_unread(path, error.strerror or "it cannot be opened"),)
    except HeaderError as error:
        return {}, (_unread(path, error.message, max(1, error.line - 1)),)
    except SyntaxError as error:
        return {}, (_unread(path, error.msg, error.lineno or 0),)
    except (ValueError, RecursionError, MemoryError) as error:
        return {}, (_unread(path, str(error).partition("\n")[0] or type(error).__name__),)


def _load(ending: str, text: str) -> Any:
    if ending == ".toml":
        return _plain(tomllib.loads(text))
    if ending == ".json":
        return json.loads(text)
    if ending == ".py":
        return _python_values(text)
    return _load_yaml(text)


def _load_yaml(text: str) -> Any:
    """YAML by the front matter's own reader, which knows mappings: a list is read as the value of one."""
    body = re.sub(r"\A---[ \t]*\n", "", text)
    first = next((line for line in body.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    if not first.startswith("- "):
        return load_yaml_mapping(body)
    return load_yaml_mapping("list:\n" + body).get("list") or []


def _plain(value: Any) -> Any:
    """Dates as text."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | float | bool) else str(value)


def _python_values(text: str) -> dict[str, Any]:
    """The names of a Python file that are given plain values at its outermost level."""
    found: dict[str, Any] = {}
    with warnings.catch_warnings(action="ignore"):  # of escapes in the strings of the site's settings
        statements = ast.parse(text).body
    for statement in statements:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    found.update(_literal(target.id, statement.value, found))
    return found


class _Known(ast.NodeTransformer):
    """Puts values in the place of names that were given one above."""

    def __init__(self, known: dict[str, Any]) -> None:
        self._known = known

    def visit_Name(self, node: ast.Name) -> ast.AST:  # the name that ast calls
        value = self._known.get(node.id)
        return ast.Constant(value) if isinstance(value, str | int | float) else node


def _literal(name: str, value: ast.expr, known: dict[str, Any]) -> dict[str, Any]:
    try:
        return {name: ast.literal_eval(_Known(known).visit(value))}
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return {}


def _unread(path: Path, reason: str, line: int = 0) -> Problem:
    message = f"this file of settings cannot be read: {reason.rstrip('.')}."
    hint = "Mend it and import again; the articles were read without it."
    return warning(Location(str(path), line), message, hint)


def first_file(folder: Path, names: Iterable[str]) -> Path | None:
    """The first of these files that is in the folder."""
    return next((folder / name for name in names if (folder / name).is_file()), None)
