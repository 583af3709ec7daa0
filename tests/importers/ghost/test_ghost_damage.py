"""Damaged exports of Ghost: what can be read is read, what cannot is named with its place."""

import json
import random
from typing import Any

import pytest
from ghost_exports import block, drafts, export, lexical, linked, mobiledoc, post, read, run
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.importers.ghost.lexical import lexical_html
from backfile.importers.ghost.mobiledoc import mobiledoc_html
from damage import damaged

POSTS = (
    post(1, html="<p>Two gates.</p>"),
    post(2, html=None, lexical=lexical(block("paragraph", run("Une écluse.")))),
    post(3, html=None, mobiledoc=mobiledoc([1, "p", [[0, [], 0, "Three."]]])),
)
WHOLE = export(*POSTS, posts_tags=linked("posts_tags", "tag_id", ("p1", "t1"), ("p3", "t2")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"slug": "lock-2"', b'"slug": "lock-2'),
        (b'"slug": "lock-2"', b'"slug" "lock-2"'),
        (b'"title": "Lock 2"', b'"title": "Lock \\x 2"'),
        (b'"title": "Lock 2"', b'"title": "Lock "2"'),
        (b'"title": "Lock 2", ', b'"title": "Lock 2" '),
        (b'"featured": 0, "type": "post", "status": "published", "visibility": "public", "created_at"', b'"x'),
    ],
)
def test_damage_in_one_row_loses_no_other(before: bytes, after: bytes) -> None:
    """A strict parser would refuse the whole export; here one problem says where."""
    lines = WHOLE.replace(b'{"id": "p', b'\n{"id": "p')
    start = lines.index(b'{"id": "p2"')
    data = lines[:start] + lines[start:].replace(before, after, 1)
    assert data != lines
    readings = read(data)
    assert [found.title for found in drafts(readings)] == ["Lock 1", "Lock 3"]
    assert [found.tags for found in drafts(readings)] == [("Water",), ("Locks",)]
    problems = [problem for reading in readings for problem in reading.problems]
    assert len(problems) == 1 and problems[0].is_error and "in the table `posts`" in problems[0].message
    assert problems[0].location.line == 3


def test_bytes_that_are_no_utf_8_are_told() -> None:
    """The post is there."""
    reading = read(WHOLE.replace(b"Two gates", b"Two g\xe4tes"))[0]
    assert reading.draft is not None and "Two g\ufffdtes" in reading.draft.body
    assert "not UTF-8" in reading.problems[0].message


@pytest.mark.parametrize("step", range(5))
def test_a_cut_anywhere_leaves_all_before_it(step: int) -> None:
    """Every post that was whole before is there; and the cut is told."""
    ends = [WHOLE.index(b"}, {", WHOLE.index(f'"p{n}"'.encode())) for n in (1, 2)]
    for at in range(step * 19, len(WHOLE) - 1, 19 * 5):
        readings = read(WHOLE[:at])
        count = sum(end + 1 <= at for end in ends)
        titles = [found.title for found in drafts(readings)]
        assert titles[:count] == ["Lock 1", "Lock 2"][:count]
        assert any(problem.is_error for reading in readings for problem in reading.problems)


def test_any_damage_is_survived() -> None:
    """Bytes changed, taken out, put in, doubled: no traceback, and nothing goes without a word."""
    chance = random.Random(1)
    for _ in range(400):
        data = damaged(WHOLE, chance)
        readings = read(data)
        assert readings and all(one.draft or one.skipped or one.problems for one in readings)


def test_one_changed_byte_costs_one_post_at_most() -> None:
    """The others are there."""
    chance = random.Random(2)
    for _ in range(300):
        at = chance.randrange(WHOLE.index(b'{"id": "p1"'), WHOLE.index(b'"tags"'))
        data = WHOLE[:at] + bytes([chance.choice(b'\x00"{}[]:,\\x\xff\n')]) + WHOLE[at + 1 :]
        assert len(drafts(read(data))) >= 2, WHOLE[at - 30 : at + 30]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(WHOLE)))
def test_any_bytes_anywhere_are_survived(data: bytes, at: int) -> None:
    """Also such as never were an export."""
    assert read(data)[0].problems
    assert all(one.draft or one.skipped or one.problems for one in read(WHOLE[:at] + data + WHOLE[at:]))


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["list", "text", "html", "image"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["root", "children", "type", "text", "format", "sections", "cards", "markups", "atoms", "src"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=120, deadline=None)
@given(_VALUES, st.lists(st.lists(_VALUES, max_size=5), max_size=4))
def test_documents_of_any_form_are_survived(value: Any, sections: list[Any]) -> None:
    """Wherever another type stands than should."""
    for one in (value, {"root": {"children": [value]}}, {"root": value}):
        lexical_html(one)
    mobiledoc_html({"sections": sections, "cards": [["html", value], value], "markups": value, "atoms": [value]})
    mobiledoc_html({"sections": [[kind, 0, value] for kind in (1, 2, 3, 10)], "cards": value})


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(POSTS[0])), _VALUES, max_size=6))
def test_rows_of_any_form_are_survived(fields: dict[str, Any]) -> None:
    """No field is trusted to be what it should."""
    assert read(export(post(1, **fields), posts_meta=[fields], settings=[fields]))


def _nested(depth: int) -> str:
    node = '{"type":"quote","children":[' * depth + '{"type":"text","text":"deep"}' + "]}" * depth
    return f'{{"root":{{"children":[{node}]}}}}'


def test_what_is_nested_too_deeply_keeps_its_text() -> None:
    """As far as JSON is read at all."""
    assert "deep" in drafts(read(export(post(html=None, lexical=_nested(200)))))[0].body
    assert drafts(read(export(post(html=None, lexical=_nested(100_000)))))[0].body.startswith("A lock")


@pytest.mark.parametrize(
    "data",
    [
        b'{"db":[{"data":{"posts":[' + b'{"id":' * 200_000,
        b'{"db":[{"data":{"posts":[' + b'{"id":"x",' * 200_000,
        b'{"posts":[' * 200_000,
        b'{"posts":[{"id":"' * 100_000,
        b'"posts":[{},' * 100_000,
        b'{"posts":[' + b"[" * 500_000,
        b'"' * 500_000,
        b'"posts"' + b" " * 500_000 + b":",
        export(post(html='<div class="kg-callout-card">' * 30_000)),
        export(post(html=None, mobiledoc=mobiledoc([1, "p", [[0, [0], 0, "x"]] * 20_000], markups=[["a"]]))),
        export(post(html="", markdown="[" * 50_000)),
        export(post(feature_image="/a.jpg", feature_image_caption="photo " * 20_000)),
        export(post(published_at="9" * 5000, feature_image="http://[x", canonical_url="http://[", slug="x" * 5000)),
    ],
)
def test_malice_takes_no_time(data: bytes) -> None:
    """Nothing is read again for each mark that promises a row."""
    assert read(data)


def test_a_file_that_holds_no_posts_is_a_problem() -> None:
    """And not a silent success."""
    for data in (b"", b"{}", b'{"db":[{"meta":{"exported_on":1},"data":{"posts":[]}}]}', json.dumps([1]).encode()):
        readings = read(data)
        assert [reading.problems[0].is_error for reading in readings] == [True]
