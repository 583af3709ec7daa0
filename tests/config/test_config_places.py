"""Where the keys of a TOML text stand."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.config.places import ConfigText, Keys, key_places
from properties import examples

TEXT = """\
# title = "no key"
title = "An [odd] title # with = signs"
[menu]
sections = ["Water", # the first
  "Land"]
  main = [{label = "Shop", url = "/shop/"}, {label = "About", url = "/about/"}]
[[menu.footer]]
label = "Imprint"
[[menu.footer]]
'label' = "Help"
[params]
text = \"\"\"
label = "none"
\"\"\"
a.b = { c = [1, {d = 2024-05-01 10:00:00}] }
"""


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("title",), (2, 1)),
        (("menu",), (3, 2)),
        (("menu", "sections", 1), (5, 3)),
        (("menu", "main"), (6, 3)),
        (("menu", "main", 1, "label"), (6, 46)),
        (("menu", "footer", 0, "label"), (8, 1)),
        (("menu", "footer", 1, "label"), (10, 1)),
        (("params", "a", "b", "c", 1, "d"), (15, 18)),
    ],
)
def test_every_key_has_its_line_and_column(keys: Keys, place: tuple[int, int]) -> None:
    """In tables, lists of tables, dotted keys and lists; never in comments and texts."""
    assert key_places(TEXT)[keys] == place


def test_what_is_not_there_is_told_at_what_is_around_it() -> None:
    """A missing key at its table, a missing table at the file."""
    told = ConfigText(TEXT, "backfile.toml")
    assert str(told.at("menu", "footer", 1, "url")) == "backfile.toml:9:8"
    assert str(told.at("feeds", "limit")) == "backfile.toml"
    assert told.has("menu", "main") and not told.has("menu", "boxes")


def test_a_text_that_is_no_toml_has_no_places() -> None:
    """Nothing is raised, whatever is cut off where."""
    for end in range(len(TEXT)):
        key_places(TEXT[:end])
    assert key_places("title = [") == {}


def written(value: Any) -> str:
    """The value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {written(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return {str: "'{}'", bool: "true", int: "{}"}[type(value)].format(value)


def ways(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    """The way to every value in a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield (*keys, key)
        yield from ways(part, (*keys, key))


NAMES = st.from_regex(r"[a-z0-9_-]{1,4}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text('a]}[{,=#. "', max_size=6)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)


@given(data=st.dictionaries(NAMES, VALUES, max_size=4), is_table=st.booleans())
@examples(300)
def test_every_value_of_any_text_has_a_place(data: dict[str, Any], is_table: bool) -> None:
    """As many places as there are keys and items, whatever stands in texts."""
    head = "[table]\n" if is_table else ""
    text = head + "".join(f"{key} = {written(value)}\n" for key, value in data.items())
    assert set(key_places(text)) == set(ways(tomllib.loads(text)))
