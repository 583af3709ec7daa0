"""Rows of staged files wait on the disk, and come back and are recorded as they were."""

import errno
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.build import row_spool
from backfile.build.ledger import Ledger, OutputRow
from backfile.build.row_spool import RowSpool
from backfile.digest import Digest
from properties import examples
from site_builder import Site, assert_same_files

texts = st.text(st.characters(codec="utf-8"), max_size=20)
digests = st.binary(max_size=16).map(Digest)
output_rows = st.builds(
    OutputRow,
    path=texts,
    kind=st.sampled_from(["page", "file", "search"]),
    key=digests,
    digest=digests,
    mtime_ns=st.integers(0, 2**62),
    size=st.integers(-1, 2**40),
    inputs=st.one_of(st.binary(max_size=30), st.integers(0, 1_500_000).map(bytes)),
    page=st.binary(max_size=300),
    sources=st.lists(texts, max_size=3).map(tuple),
)


def spooled(folder: Path, rows: list[OutputRow]) -> RowSpool:
    """A spool of these rows."""
    spool = RowSpool(folder)
    for row in rows:
        spool.add(row)
    return spool


def row(path: str, *, source: str = "", size: int = 1) -> OutputRow:
    """A row of a page; with a `source` it shows that one's body, and is kept itself."""
    shown = (source,) if source else ()
    return OutputRow(path, "page", Digest(b"k"), Digest(b"d"), 1, size, b"i", f"page of {path}".encode(), shown)


@given(rows=st.lists(output_rows, max_size=8))
@examples(60)
def test_rows_come_back_as_they_were_as_often_as_wanted(rows: list[OutputRow]) -> None:
    """Two spools in one folder do not meet."""
    with TemporaryDirectory() as folder:
        spool, other = spooled(Path(folder), rows), spooled(Path(folder), rows[::-1])
        assert len(spool) == len(rows)
        assert spool.paths == [row.path for row in rows]
        assert [list(spool), list(spool), list(other)] == [rows, rows, rows[::-1]]


def test_many_rows_are_on_the_disk_and_few_are_not(tmp_path: Path) -> None:
    """What is still to be written is a megabyte at most."""
    few = spooled(tmp_path, [row("a")])
    assert not list(tmp_path.iterdir())
    big = OutputRow("b", "page", Digest(b""), Digest(b""), 0, 0, bytes(100_000))
    many = spooled(tmp_path, [big] * 50)
    assert 4_000_000 < sum(path.stat().st_size for path in tmp_path.iterdir()) < 5_100_000
    assert list(few) == [row("a")]
    assert list(many) == [big] * 50


def test_rows_are_recorded_whatever_their_number(tmp_path: Path) -> None:
    """Each with the page that is kept; a later row of a path takes the place of the earlier one, and what is removed
    goes."""
    ledger = Ledger(tmp_path)
    first = [row(f"{number:04}", source=f"s{number}") for number in range(1_500)]
    ledger.intend("site", [row.path for row in first])
    ledger.record_outputs("site", spooled(tmp_path, first), ())
    assert ledger.intents("site") == ()
    again = [row("0007", source="new", size=2), row("more")]
    ledger.record_outputs("site", spooled(tmp_path, again), [f"{number:04}" for number in range(100, 1_500)])
    kept = ledger.outputs("site", with_inputs=True)
    assert sorted(kept) == [*(f"{number:04}" for number in range(100)), "more"]
    assert (kept["0007"].size, kept["0008"].size) == (2, 1)
    shown = {s: list(ledger.pages_showing("site", s)) for s in ("new", "s7", "s8", "s99", "s100", "s1499")}
    assert {source for source, pages in shown.items() if pages} == {"new", "s8", "s99"}
    assert shown["s8"] == [("0008", b"page of 0008")]
    ledger.close()


@pytest.mark.parametrize("at_once", [1, 1 << 20])
def test_a_build_is_the_same_whether_its_rows_fit_in_memory_or_not(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its next builds too, the one of an edit in a body among them, and nothing is left of the rows."""
    monkeypatch.setattr(row_spool, "_AT_ONCE", at_once)
    site = Site(tmp_path / "a").article("2020/10/locks", tags=["Canals"]).article("2020/11/boats", tags=["Canals"])
    site.build()
    site.edit("2020/10/locks", "Another text.\n").build(why=True)
    assert "2020/10/locks/index.html" in dict(site.result.why)
    site.edit("2020/11/boats", title="Ships").build(why=True)
    assert "2020/10/locks/index.html" in dict(site.result.why)
    assert site.build().result.written == 0
    assert_same_files(site.files(), site.clean_copy(tmp_path / "clean").build().files())
    assert not list(tmp_path.rglob("rows-*"))


def test_a_disk_without_room_for_the_rows_leaves_the_site_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path).article("2020/10/locks").build()
    before = site.files()

    def full(self: RowSpool, row: OutputRow) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(RowSpool, "add", full)
    site.edit("2020/10/locks", title="Weirs").build()
    assert site.result.failed
    assert site.files() == before
    monkeypatch.undo()
    assert "Weirs" in site.build().files()["2020/10/locks/index.html"].decode()
