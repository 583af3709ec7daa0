"""Damaged exports: what can be read is read, what cannot is named with its place."""

import random

import pytest
from wxr import BODY, HEAD, TAIL, TERMS, cdata, comment, draft, drafts, export, item, picture, read

from backfile.problems import Severity
from damage import damaged

WHOLE = export(
    item(1, terms=(("post_tag", "rd", "R&amp;D"),), meta=(("depth", "2.5 m"),)),
    item(2, content="Une écluse: deux portes.\n\n[gallery ids='5']", more=comment(1, "Oui.")),
    item(3, title="Third <em>lock</em>"),
    picture(5),
    item(4),
)


def titles(data: bytes) -> list[str]:
    """The titles of what could be read."""
    return [found.title for found in drafts(read(data))]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b"One &nbsp; two", b"One &nbsp; two", ""),
        (b"]]></title>", b" & more]]></title>", ""),
        (b"<link>https", b"<link>&nbsp;https", "well-formed"),
        (b"<description></description>", b"<description>Q & A &nbsp; </description>", "well-formed"),
        (b"A lock is", b"A \x0b\x01lock is", "control"),
        (b"A lock is", b"A \x00lock is", "control"),
        (b"A lock is", b"A l\xf6ck is", "Windows-1252"),
        (b"A lock is a chamber", b"A lock ]]> is a chamber", "well-formed"),
        (b"</wp:post_name>", b"</wp:post_nam>", "well-formed"),
        (b"<wp:post_name>", b"<wp:post_name", "well-formed"),
    ],
)
def test_damage_in_one_item_loses_neither_it_nor_another(before: bytes, after: bytes, told: str) -> None:
    """A strict parser would refuse the whole export for any of these."""
    first, second, third = item(1), item(2), item(3)
    data = export(first, second.replace(before.decode(), "@@", 1), third).replace(b"@@", after)
    readings = read(data)
    assert titles(data)[0] == "Lock 1" and titles(data)[2] == "Lock 3"
    assert titles(data)[1].startswith("Lock 2")
    messages = [problem.message for reading in readings for problem in reading.problems]
    assert [told in message for message in messages] == ([True] if told else [])
    found = drafts(readings)[1]
    assert "chamber" in found.body and found.authors == ("Canal desk",) and found.date[:10] == "2020-10-15"


def test_an_end_of_cdata_in_a_text_is_text() -> None:
    """Some exporters forget to part it."""
    data = export(item(1, content="if (a[b[0]]@@ 1) { x }"), item(2)).replace(b"@@", b"]]>")
    assert "a\\[b\\[0]]> 1" in drafts(read(data))[0].body or "a[b[0]]" in drafts(read(data))[0].body
    assert titles(data) == ["Lock 1", "Lock 2"]


def test_a_problem_names_file_and_line() -> None:
    """Line and what is wrong, as everywhere."""
    data = export(item(1), item(2).replace("<description></description>", "<description>&nope;</description>"))
    problem = read(data)[1].problems[0]
    line = data[: data.index(b"&nope;")].count(b"\n") + 1
    assert (problem.location.path, problem.location.line, problem.severity) == ("canal.xml", line, Severity.WARNING)


def test_a_text_that_lost_the_end_of_its_cdata_does_not_swallow_the_next_item() -> None:
    """Only its own field is in doubt."""
    last = item(1, meta=(("depth", "2.5 m"),))
    data = export(last[::-1].replace(">]]", ">x]", 1)[::-1], item(2), item(3))
    assert titles(data) == ["Lock 1", "Lock 2", "Lock 3"]


def test_an_item_without_end_ends_where_the_next_begins() -> None:
    """What it says is read, in doubt."""
    data = export(item(1), item(2).replace("  </item>\n", ""), item(3))
    assert titles(data) == ["Lock 1", "Lock 2", "Lock 3"]
    cut = read(data)[1]
    assert cut.draft is not None and cut.draft.doubts and cut.problems[0].is_error


@pytest.mark.parametrize(
    ("declared", "real", "text"),
    [
        ("UTF-8", "cp1252", "Une écluse – deux portes"),
        ("ISO-8859-1", "utf-8", "Une écluse – deux portes"),
        ("ISO-8859-1", "iso-8859-1", "Une écluse"),
        ("windows-1251", "cp1251", "Один шлюз"),
        ("UTF-16", "utf-16", "Une écluse – deux portes"),
        ("no-such-thing", "utf-8", "Une écluse – deux portes"),
        ("Shift_JIS", "shift_jis", "運河の水門"),
    ],
)
def test_a_wrong_encoding_is_seen_through(declared: str, real: str, text: str) -> None:
    """Every letter, whatever the first line says."""
    data = export(item(content=text)).decode().replace('encoding="UTF-8"', f'encoding="{declared}"').encode(real)
    assert text in drafts(read(data))[0].body


@pytest.mark.parametrize("step", range(7))
def test_a_cut_anywhere_leaves_all_before_it(step: int) -> None:
    """Cut at every 97th byte (in seven runs): no traceback, every item that was whole before is there, whole."""
    whole = read(WHOLE)
    ends = [place + 7 for place in range(len(WHOLE)) if WHOLE.startswith(b"</item>", place)]
    for at in range(step * 97, len(WHOLE), 97 * 7):
        readings = read(WHOLE[:at])
        count = sum(end <= at for end in ends)
        assert [one.source for one in readings[:count]] == [one.source for one in whole[:count]]
        assert [one.draft.title for one in readings[:count] if one.draft] == titles(WHOLE)[
            : len(drafts(readings[:count]))
        ]
        for reading in readings[count:]:
            assert reading.problems and (reading.draft is None or reading.draft.doubts)


def test_any_damage_is_survived() -> None:
    """Bytes changed, taken out, put in, doubled: no traceback, and the items that were not hit are there."""
    chance = random.Random(1)
    for _ in range(400):
        data = damaged(WHOLE, chance)
        readings = read(data)
        assert len(drafts(readings)) >= 1
        for reading in readings:
            assert reading.draft or reading.skipped or reading.problems


def test_one_changed_byte_hits_one_item() -> None:
    """The others are as they were."""
    chance = random.Random(2)
    whole = {reading.source: reading.sha256 for reading in read(WHOLE)}
    for _ in range(300):
        at = chance.randrange(WHOLE.index(b"<item>"), len(WHOLE))
        data = WHOLE[:at] + bytes([chance.choice(b"\x00<>&]['x\xff\n")]) + WHOLE[at + 1 :]
        same = sum(whole.get(reading.source) == reading.sha256 for reading in read(data))
        assert same >= len(whole) - 2, (at, WHOLE[at - 20 : at + 20])


@pytest.mark.parametrize(
    "content",
    [
        "[" * 50_000,
        "[gallery " * 20_000,
        "[caption]" * 20_000,
        "[[" * 30_000,
        "[caption]" * 3_000 + "[/caption]" * 3_000,
        "[caption]" * 10_000 + "x[/caption]",
        "[box]" * 10_000 + "[/box]" * 10_000,
        "[code]" * 10_000 + "x[/code]",
        "<" * 50_000,
        "<a " * 30_000,
        '<a "' * 30_000,
        "<pre>" * 20_000,
        "<!--" * 20_000,
        "<!-- wp:group -->" * 10_000,
        "<!-- wp:group {" * 10_000,
        "<!-- /wp:group -->" * 10_000 + "<!-- wp:x /-->" * 10_000,
        "<br>" * 20_000,
        " " * 200_000 + "x",
        "\n \n" * 50_000,
        "https://" * 20_000,
        "<img " * 20_000,
        "<a href='x'>" * 20_000,
        "<div>" * 3_000 + "x",
    ],
)
def test_malice_takes_no_time(content: str) -> None:
    """Each in much less than the ten seconds that a document may take; here, none hangs."""
    assert len(read(export(item(content=content)))) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"<item>" * 100_000,
        b"<item>" * 100_000 + b"</item>",
        b"<item>" + b"<a><![CDATA[" * 50_000,
        b"<item>" + b"<a><![CDATA[" * 50_000 + b"</item><item>]]></item>",
        b"<item>" + b"<a><![CDATA[" * 50_000 + b"]]>",
        b"<item><title>" * 30_000,
        b"<wp:tag>" * 50_000,
        b"<" * 500_000,
        b"<item " * 100_000,
    ],
)
def test_malice_between_elements_takes_no_time(data: bytes) -> None:
    """Nothing is read again for each mark that promises an element."""
    assert drafts(read(HEAD.encode() + data)) == []


def test_a_file_that_is_none_at_all_gives_nothing() -> None:
    """No traceback, no article."""
    chance = random.Random(3)
    for data in (bytes(chance.randrange(256) for _ in range(5000)), b"<item>", b"<item></item>", b"\xff\xfe<\0i\0"):
        assert drafts(read(data)) == []


def test_elements_of_the_head_may_be_damaged_too() -> None:
    """Names that cannot be read fall back to what posts say."""
    broken = TERMS.replace("</wp:author_display_name></wp:author>", "</wp:author>", 1)
    data = (HEAD + broken + item(1) + TAIL).encode()
    assert drafts(read(data))[0].authors in (("Canal desk",), ("desk",))


def test_an_item_that_is_not_flat_keeps_its_markup() -> None:
    """HTML that was put into a field without any wrapping."""
    data = export(item(1).replace(cdata(BODY), "<p>A <b>lock</b>.</p>"), item(2))
    assert "lock" in drafts(read(data))[0].body and titles(data) == ["Lock 1", "Lock 2"]


def test_numbers_and_names_of_any_size() -> None:
    """No field is trusted to be small."""
    huge = "9" * 5000
    data = export(item(1, date=huge, gmt="2020-13-45 99:99:99", slug="x" * 5000, link="http://[broken/" + huge))
    data += export(picture(5)).replace(b"<wp:menu_order>0<", f"<wp:menu_order>{huge}<".encode())
    assert len(drafts(read(data))) == 1


def test_the_same_damage_gives_the_same_problems() -> None:
    """Nothing hangs on chance."""
    data = WHOLE.replace(b"&amp;", b"&")
    assert read(data) == read(data) and draft(item(1)).title == "Lock 1"
