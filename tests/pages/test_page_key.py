"""A page's key covers every field of its view: what a template can show, it cannot be missing from the key."""

import typing
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any

import msgspec
import pytest

from backfile.digest import Digest, digest_bytes
from backfile.pages.page import BodyRef, make_page
from backfile.pages.views import SiteView, View
from site_builder import Site

FRAME = digest_bytes(b"frame")
VIEWS = typing.get_args(View)


def example(kind: Any) -> Any:
    """A value of that type, the fullest there is: every tuple has one entry, nothing is None."""
    origin = typing.get_origin(kind)
    if origin is tuple:
        return (example(typing.get_args(kind)[0]),)
    if origin in (UnionType, typing.Union):
        return example(next(part for part in typing.get_args(kind) if part is not NoneType))
    if origin is dict:
        return {"key": example(typing.get_args(kind)[1])}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind(**{name: example(hint) for name, hint in typing.get_type_hints(kind).items()})
    return {str: "text", int: 1, bool: False, object: "thing", float: 1.5}[kind]


def variants(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Every value that differs from `value` in one leaf, or in an entry that came or went, each with its place."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            for where, other in variants(getattr(value, name), f"{place}.{name}"):
                yield where, msgspec.structs.replace(value, **{name: other})
    elif isinstance(value, tuple):
        yield f"{place}[]", ()
        yield f"{place}[+]", (*value, *value)
        for where, other in variants(value[0], f"{place}[0]"):
            yield where, (other,)
    elif isinstance(value, dict):
        yield f"{place}{{}}", {}
        yield f"{place}{{+}}", {**value, "more": value["key"]}
        for where, other in variants(value["key"], f"{place}{{key}}"):
            yield where, {"key": other}
    else:
        changed = {str: "other", int: 2, bool: True, float: 2.5}[type(value)]
        yield place, changed


@pytest.mark.parametrize("kind", VIEWS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_view_matters(kind: type[msgspec.Struct]) -> None:
    """Changing any value anywhere in the view, however deep, demands another key; no two changes share one."""
    view = example(kind)
    keys = {"unchanged": make_page("a", "t", view, FRAME).key}
    for place, other in variants(view, kind.__name__):
        keys[place] = make_page("a", "t", other, FRAME).key
    assert len(keys) > len(kind.__struct_fields__)
    shared = [place for place, key in keys.items() if list(keys.values()).count(key) > 1]
    assert shared == []


def test_optional_parts_matter() -> None:
    """A neighbour, a picture, an update that is not there is another page than one that is."""
    for kind in VIEWS:
        view = example(kind)
        for name, hint in typing.get_type_hints(kind).items():
            if NoneType in typing.get_args(hint):
                other = msgspec.structs.replace(view, **{name: None})
                assert make_page("a", "t", view, FRAME).key != make_page("a", "t", other, FRAME).key, (kind, name)


def test_the_order_of_a_mapping_matters() -> None:
    """A template may walk a mapping, so two orders are two pages."""
    view = example(VIEWS[0])
    keys = {
        make_page("a", "t", msgspec.structs.replace(view, params=params), FRAME).key
        for params in ({"a": 1, "b": 2}, {"b": 2, "a": 1})
    }
    assert len(keys) == 2


def test_views_of_two_kinds_never_share_a_key() -> None:
    """Two views with equal values in their fields are still two pages."""
    keys = {make_page("a", "t", example(kind), FRAME).key for kind in VIEWS}
    assert len(keys) == len(VIEWS)


def test_frame_path_and_bodies_matter() -> None:
    """So do the template with the site (as the frame), the path, and each part of a body that is shown."""
    view = example(VIEWS[0])
    ref = BodyRef("content/a.md", Digest(b"1" * 16), (("x", "/x/"),))
    others = [
        BodyRef("content/b.md", ref.digest, ref.links),
        BodyRef(ref.source, Digest(b"2" * 16), ref.links),
        BodyRef(ref.source, ref.digest, (("x", "/y/"),)),
        BodyRef(ref.source, ref.digest, ()),
        BodyRef(ref.source, ref.digest, ref.links, (), (("https://x/", "https://web.archive.org/web/https://x/"),)),
    ]
    keys = [make_page("a", "t", view, FRAME, (body,)).key for body in (ref, *others)]
    keys += [make_page("a", "t", view, FRAME).key, make_page("b", "t", view, FRAME, (ref,)).key]
    keys.append(make_page("a", "t", view, digest_bytes(b"other frame"), (ref,)).key)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("change", ["title", "base_url", "description", "copyright", "language", "params", "menu"])
def test_every_setting_that_all_pages_show_reaches_all_pages(tmp_path: Path, change: str) -> None:
    """What the site view holds is in every template's page."""
    values: dict[str, Any] = {
        "base_url": "https://example.net/",
        "language": "de",
        "params": {"x": 1},
        "menu": {"footer": [{"label": "L", "url": "/archive/"}]},
    }
    site = Site(tmp_path).theme("everything").article("2020/01/a", tags=["x"]).build()
    before = site.files()
    after = site.config(**{change: values.get(change, "Another")}).build().files()
    assert not site.problems
    pages = {path for path in before if path.endswith(".html")}
    assert pages and all(before[path] != after[path] for path in pages)
    assert set(SiteView.__struct_fields__) >= {change} or change == "menu"
