"""Damaged exports of Blogger: what can be read is read, what cannot is named with its place."""

import random

import pytest
from blogger_exports import HEAD, TAKEOUT_HEAD, comment, drafts, entry, export, read, takeout
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.problems import Severity
from damage import damaged

OWN = export(entry(1, labels=("Water",)), comment(7, 1, "Two gates."), entry(2, content="Une écluse."), entry(3))
TAKEN = export(takeout(1), takeout(2), takeout(7, "COMMENT", parent="tag:blogger.com,1999:blog-11.post-1"),
               head=TAKEOUT_HEAD)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b"A lock is", b"A & lock is", "well-formed"),
        (b"A lock is", b"A &nbsp; lock is", "well-formed"),
        (b"A lock is", b"A \x01lock is", "control"),
        (b"A lock is", b"A l\xf6ck is", "Windows-1252"),
        (b"</title>", b"</titl>", "well-formed"),
        (b"</uri>", b"", "well-formed"),
    ],
)
def test_damage_in_one_entry_loses_neither_it_nor_another(before: bytes, after: bytes, told: str) -> None:
    """A strict parser would refuse the whole export for any of these."""
    data = export(entry(1), entry(2).replace(before.decode(), "@@", 1), entry(3)).replace(b"@@", after)
    readings = read(data)
    titles = [found.title for found in drafts(readings)]
    assert titles[0] == "Lock 1" and titles[1].startswith("Lock 2") and titles[2] == "Lock 3"
    problems = [problem for reading in readings for problem in reading.problems]
    assert [problem.severity for problem in problems] == [Severity.WARNING] and told in problems[0].message
    assert problems[0].location.line > 5 and "chamber" in drafts(readings)[1].body


@pytest.mark.parametrize("tag", ["title", "published", "name", "content"])
def test_a_field_without_end_ends_where_the_next_begins(tag: str) -> None:
    """Also where a whole export is one line, as Blogger writes it."""
    line = entry(1, labels=("Water",)).replace("\n", "")
    found = drafts(read(export(line.replace(f"</{tag}>", ""), entry(2))))[0]
    assert (found.title, found.date[:10], found.authors) == ("Lock 1", "2020-10-15", ("Canal desk",))
    assert found.body == "A lock is a chamber with a gate at either end." and found.tags == ("Water",)


def test_an_entry_without_end_ends_where_the_next_begins() -> None:
    """What it says is read, in doubt."""
    readings = read(export(entry(1), entry(2).replace("</entry>", ""), entry(3)))
    assert [found.title for found in drafts(readings)] == ["Lock 1", "Lock 2", "Lock 3"]
    assert drafts(readings)[1].doubts and readings[1].problems[0].is_error


@pytest.mark.parametrize("data", [OWN, TAKEN])
def test_a_cut_anywhere_leaves_all_before_it(data: bytes) -> None:
    """No traceback; every post that was whole before is there."""
    ends = [place + 8 for place in range(len(data)) if data.startswith(b"</entry>", place)]
    whole = [found.title for found in drafts(read(data))]
    for at in range(0, len(data), 61):
        readings = read(data[:at])
        count = sum(end <= at for end in ends if b"omment" not in data[:end].rpartition(b"<entry>")[2].lower())
        assert [found.title for found in drafts(readings)][:count] == whole[:count]


def test_any_damage_is_survived() -> None:
    """Bytes changed, taken out, put in, doubled: no traceback, and nothing goes without a word."""
    chance = random.Random(1)
    for number in range(300):
        data = damaged(OWN if number % 2 else TAKEN, chance)
        for reading in read(data):
            assert reading.draft or reading.skipped or reading.problems


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(OWN)))
def test_any_bytes_anywhere_are_survived(data: bytes, at: int) -> None:
    """Also such as never were an export."""
    read(data)
    assert all(one.draft or one.skipped or one.problems for one in read(OWN[:at] + data + OWN[at:]))


@pytest.mark.parametrize(
    "data",
    [
        b"<entry>" * 100_000,
        b"<entry>" + b"<a><![CDATA[" * 50_000,
        b"<entry><title>" * 30_000,
        b"<entry " * 100_000,
        b"<" * 500_000,
        export(entry(content="<a name=" * 20_000)),
        export(entry(content="<a href='x'><img " * 20_000)),
        export(entry(content="<div trbidi=" * 20_000)),
        export(entry(content="<a " * 50_000)),
        export(entry(content="<div " + "dir= trbidi= " * 20_000)),
    ],
)
def test_malice_takes_no_time(data: bytes) -> None:
    """Nothing is read again for each mark that promises something."""
    assert len(read(HEAD.encode() + data)) <= 100_001
