"""A zip's files are unpacked into one folder and nowhere else; what cannot be had is told, and the rest is there."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfile.importers import unpacking
from backfile.importers.unpacking import Unpacked, is_plain_zip, is_zip, unpack


def packed(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def unpacked(tmp_path: Path, data: bytes) -> tuple[Unpacked, dict[str, bytes]]:
    """What became of a zip with these bytes, and the files by their names."""
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    found = unpack(path, tmp_path / "out")
    folder = tmp_path / "out"
    files = {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip", "out"], "something was written elsewhere"
    return found, files


def test_files_keep_their_names_and_folders(tmp_path: Path) -> None:
    """With either separator; empty folders are none."""
    found, files = unpacked(tmp_path, packed(("a.md", b"A"), ("posts/b.md", b"B"), ("x\\c.md", b"C"), ("empty/", b"")))
    assert files == {"a.md": b"A", "posts/b.md": b"B", "x/c.md": b"C"}
    assert found.problems == () and found.archive == str(tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["../a.md", "/a.md", "x/../../a.md", "C:/a.md", "..\\a.md", "\\a.md", "a\nb.md", "."])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    """With a problem that names the file; the others are there."""
    found, files = unpacked(tmp_path, packed((name, b"x"), ("good.md", b"G")))
    assert files == {"good.md": b"G"}
    (problem,) = found.problems
    assert problem.is_error and "cannot be unpacked" in problem.message and problem.location.path.endswith("a.zip")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    """A link could lead a later file out of the folder."""
    member = zipfile.ZipInfo("link")
    member.create_system, member.external_attr = 3, (kind | 0o777) << 16
    found, files = unpacked(tmp_path, packed((member, b"/etc"), ("link/passwd", b"x"), ("good.md", b"G")))
    assert files == {"link/passwd": b"x", "good.md": b"G"}
    assert [problem.message for problem in found.problems] == [
        "link cannot be unpacked: it is a link or a device, and no file."
    ]


def test_an_encrypted_zip_is_one_problem(tmp_path: Path) -> None:
    """However many files are in it."""
    data = bytearray(packed(*((f"{n}.md", b"x") for n in range(5))))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(mark, place + 1)
    found, files = unpacked(tmp_path, bytes(data))
    assert files == {}
    assert [problem.message for problem in found.problems] == [
        "0.md, 1.md, 2.md and 2 more cannot be unpacked: it is encrypted."
    ]


def test_a_damaged_file_keeps_no_other_from_it(tmp_path: Path) -> None:
    """Its checksum tells; nothing of it is left."""
    data = bytearray(packed(("good.md", b"G"), ("bad.md", b"water" * 1000)))
    place = data.find(b"bad.md") + len(b"bad.md") + 4
    data[place] ^= 0xFF
    found, files = unpacked(tmp_path, bytes(data))
    assert files == {"good.md": b"G"}
    assert len(found.problems) == 1 and "bad.md cannot be unpacked" in found.problems[0].message


def test_a_zip_that_breaks_off_is_one_problem(tmp_path: Path) -> None:
    """Its list of files stands at its end."""
    found, files = unpacked(tmp_path, packed(("a.md", b"water" * 100))[:60])
    assert files == {} and len(found.problems) == 1
    assert "the zip cannot be read" in found.problems[0].message


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what it grows to, whatever its header says; what came before stays."""
    monkeypatch.setattr(unpacking, "FREE_BYTES", 1000)
    monkeypatch.setattr(unpacking, "MAX_GROWTH", 2)
    found, files = unpacked(tmp_path, packed(("good.md", b"G"), ("bomb.md", bytes(1 << 20))))
    assert files == {"good.md": b"G"}
    assert "bomb.md cannot be unpacked: the zip grows beyond all measure" in found.problems[0].message


def test_too_many_files_are_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first are taken."""
    monkeypatch.setattr(unpacking, "MAX_FILES", 2)
    found, files = unpacked(tmp_path, packed(("a", b"1"), ("b", b"2"), ("c", b"3"), ("d", b"4")))
    assert sorted(files) == ["a", "b"]
    assert [problem.message for problem in found.problems] == ["c, d cannot be unpacked: a zip may hold 2 files."]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_of_one_name_the_last_counts(tmp_path: Path) -> None:
    """As with every program that unpacks, but it is told."""
    found, files = unpacked(tmp_path, packed(("a.md", b"1"), ("a.md", b"2")))
    assert files == {"a.md": b"2"}
    assert [problem.is_error for problem in found.problems] == [False]


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    """One of the two can be there; and a name may be longer than any file's."""
    found, files = unpacked(tmp_path, packed(("a", b"1"), ("a/b", b"2"), ("x" * 300, b"3"), ("c", b"4")))
    assert files == {"a": b"1", "c": b"4"}
    assert len(found.problems) == 2


@pytest.mark.parametrize("mark", ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "datapackage.json"])
def test_documents_are_no_plain_zips(tmp_path: Path, mark: str) -> None:
    """Nor are they when they are cut."""
    path = tmp_path / "a"
    data = packed((mark, b"x"), ("word/document.xml", b"<x/>"))
    for part in (data, data[:-30]):
        path.write_bytes(part)
        assert is_zip(part) and not is_plain_zip(path)
    path.write_bytes(packed(("a.md", b"A")))
    assert is_plain_zip(path)


SAMPLE = packed(("posts/a.md", b"A lock has two gates. " * 20), ("b/c.html", b"<p>Water</p>"), ("d", bytes(range(256))))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_bytes_are_unpacked_or_told(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """No bytes of a zip, changed or cut, raise anything."""
    changed = bytearray(SAMPLE)
    for place in data.draw(st.lists(st.integers(0, len(SAMPLE) - 1), max_size=6)):
        changed[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(SAMPLE)))
    result = bytes(changed[: cut or None])
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    path.write_bytes(result)
    is_plain_zip(path)
    found = unpack(path, path.parent / "out")
    assert all(problem.hint or not problem.is_error for problem in found.problems)
    assert sorted(one.name for one in path.parent.iterdir()) == ["a.zip", "out"]
