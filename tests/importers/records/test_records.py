"""Records of any shape become drafts by a mapping; a line that cannot be read keeps no other from it."""

import io
import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.importer import Draft, ImportContext, Importer, Input, Reading
from backfile.importers.records import Records

LOCK = {
    "title": "How a lock works",
    "published": "2020-10-15T09:30:00+02:00",
    "byline": "Canal desk",
    "section": "Water",
    "tags": ["locks", "C++"],
    "content": "<p>A chamber with a <em>gate</em> at either end.</p>",
    "url": "https://example.com/locks",
    "reads": 12,
}


def read(text: str | bytes, name: str = "a.jsonl", **settings: Any) -> list[Reading]:
    """The readings of a file with the settings of `[importers.records]`."""
    data = text if isinstance(text, bytes) else text.encode()
    return list(Records().read(Input(name, partial(io.BytesIO, data)), None, ImportContext(settings=settings)))


def draft(record: dict[str, Any], **settings: Any) -> Draft:
    """The draft of one record."""
    (reading,) = read(json.dumps(record), **settings)
    assert reading.draft
    return reading.draft


def test_it_is_an_importer() -> None:
    """As the protocol has it."""
    assert isinstance(Records(), Importer)


def test_a_record_with_usual_names_needs_no_mapping() -> None:
    """The contract's names and those it reads as well; what is left is kept as params."""
    found = draft(LOCK)
    assert (found.title, found.date, found.authors) == (
        "How a lock works",
        "2020-10-15T09:30:00+02:00",
        ("Canal desk",),
    )
    assert (found.section, found.tags) == ("Water", ("locks", "C++"))
    assert "*gate*" in found.body
    assert found.origin_url == "https://example.com/locks"
    assert found.extra["params"] == {"reads": 12}
    assert found.doubts == ()


def test_a_mapping_leads_into_objects_and_parts_texts() -> None:
    """`published.at`, a separator of one's own; an object that says more than its name is kept whole."""
    record = {
        "head": "Weirs",
        "published": {"at": "2020-10-15"},
        "keys": "water/weirs",
        "writer": {"name": "River desk", "room": 3},
        "md": "A weir *holds* the water.",
        "no": 7,
    }
    found = draft(
        record, title="head", date="published.at", tags="keys", separator="/", author="writer", body="md", id="no"
    )
    assert (found.title, found.date, found.tags) == ("Weirs", "2020-10-15", ("water", "weirs"))
    assert (found.authors, found.identity) == (("River desk",), "7")
    assert found.body == "A weir *holds* the water."
    assert found.extra["params"]["writer"] == {"name": "River desk", "room": 3}


def test_plain_text_stays_text() -> None:
    """With `body_format = "text"` signs of Markdown are escaped."""
    found = draft({"title": "T", "date": "2020-10-15", "text": "# 1\n\n*2*"}, body_format="text")
    assert found.body == "\\# 1\n\n\\*2\\*"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(delimiter: str) -> None:
    """Quoted fields with line breaks, whatever parts the fields; the line of each record is known."""
    head = delimiter.join(["title", "date", "tags", "body"])
    row = delimiter.join(["Locks", "2020-10-15", '"water;locks"', '"One ""gate"".\n\nAnother."'])
    first, second = read(f"\ufeff{head}\n{row}\n{row.replace('Locks', 'Weirs')}\n", "a.csv")
    assert first.draft and second.draft
    assert first.draft.body == 'One "gate".\n\nAnother.'
    assert first.draft.tags == ("water", "locks")
    assert (first.source, second.source) == ("a.csv#2", "a.csv#5")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "not JSON"),
        (b"[1]", "no object"),
        (b'{"title": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_others_are_in(line: bytes, message: str) -> None:
    """With its number."""
    good = json.dumps(LOCK).encode()
    before, bad, after = read(b"\n".join([good, line, good]))
    assert before.draft and after.draft
    assert message in bad.problems[0].message
    assert bad.problems[0].location.line == 2


def test_a_record_with_too_many_fields_is_told() -> None:
    """Nothing is cut off."""
    good, bad = read("title,body,date\nT,B,2020-10-15\nT,B,2020-10-15,more\n", "a.csv")
    assert good.draft
    assert "4 fields" in bad.problems[0].message


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"titel": "x"}, "titel"), ({"title": 3}, "must be a text"), ({"body_format": "word"}, "word")],
)
def test_a_wrong_mapping_is_a_problem_of_the_settings(settings: dict[str, Any], message: str) -> None:
    """Told once a file."""
    (reading,) = read(json.dumps(LOCK), **settings)
    assert message in reading.problems[0].message
    assert reading.problems[0].location.path == "backfile.toml"


def test_what_is_missing_is_in_doubt_and_not_made_up() -> None:
    """Title, date and text."""
    assert len(draft({"x": 1}).doubts) == 3
    assert '"soon"' in draft({**LOCK, "published": "soon"}).doubts[0]


def test_only_records_are_recognised() -> None:
    """Tables with a title and a text surely, others hardly, and what only has the name not at all."""
    records = Records()
    assert records.recognise("a.jsonl", json.dumps(LOCK).encode()) == 0.9
    assert records.recognise("a.csv", b"title;body\n") == 0.9
    assert 0 < records.recognise("prices.csv", b"day,price\n") < 0.5
    assert records.recognise("a.jsonl", b"no json") == 0.0
    assert records.recognise("a.json", json.dumps(LOCK).encode()) == 0.0


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(["title", "date", "tags", "body", "author", "url", "image", "draft", "other"]) | st.text(
    max_size=5
)


@given(record=st.dictionaries(keys, values, max_size=8))
def test_any_record_gives_one_reading(record: dict[str, Any]) -> None:
    """Whatever its values are."""
    (reading,) = read(json.dumps(record))
    assert reading.draft or reading.problems


def test_a_first_line_that_is_no_csv_is_no_table() -> None:
    """A carriage return within a line stops csv's reader; the file is only not recognised."""
    assert Records().recognise("a.csv", b"title\rtext,body\n1,2\n") == 0.0


def test_names_of_fields_that_are_no_text_are_told() -> None:
    """The records below them are read."""
    first, second = read(b"title,body,\xff\nA lock,Two gates.,x\n", "a.csv")
    assert [problem.message for problem in first.problems] == ["the names of the fields are not UTF-8."]
    assert second.draft and second.draft.title == "A lock"


@pytest.mark.parametrize("text", ['{"title": "\\ud800"}', '{"t\\udfff": "A"}'])
def test_halves_of_characters_are_told(text: str) -> None:
    """JSON can write what no text can hold; whole pairs are characters."""
    (reading,) = read(text)
    assert reading.draft is None and len(reading.problems) == 1
    assert draft({"title": "\U0001f6a4"}).title == "\U0001f6a4"
