"""What importers of exports have in common."""

from io import BytesIO
from pathlib import Path

import pytest

from backfile.importers.exports.beside import file_in, folder_near
from backfile.importers.exports.fields import Grammar, read_fields
from backfile.importers.exports.json_stream import objects
from backfile.importers.exports.moments import later, moment
from backfile.importers.exports.own_addresses import is_archives_own
from backfile.importers.exports.sections import section_and_tags
from backfile.importers.exports.shelf import Shelf, ShelfWriter
from backfile.importers.exports.titles import title_from

GRAMMAR = Grammar(
    groups=("by",), flat="id|name|mark", ends=("by",), namespaces={"https://e.org/a": "", "https://e.org/": "x"}
)


@pytest.mark.parametrize("folder", [True, False])
def test_a_shelf_gives_values_in_their_order(folder: bool, tmp_path: Path) -> None:
    """By position, then as they came; each place by itself; whatever bytes a name is of."""
    writer = ShelfWriter(str(tmp_path) if folder else "")
    for place, position, value in (("a", 2, b"last"), ("a", 1, b"first"), ("a", 2, b"end"), ("\udcff", 1, b"other")):
        writer.add(place, "kind", "key", value, position)
    writer.add("a", "kind", "far", b"x", 1 << 80)
    shelf = Shelf(writer.finish())
    assert shelf.all("a", "kind", "key") == (b"first", b"last", b"end")
    assert (shelf.first("\udcff", "kind", "key"), shelf.first("b", "kind", "key")) == (b"other", None)
    shelf.close()


def test_no_file_outside_of_a_folder_is_found(tmp_path: Path) -> None:
    """Not by dots, not by a link, not by a name that no system takes."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.gif").write_bytes(b"GIF")
    (tmp_path / "b.gif").write_bytes(b"GIF")
    (tmp_path / "content" / "link.gif").symlink_to(tmp_path / "b.gif")
    folder = folder_near(str(tmp_path / "deep" / "export.json"), ("content",))
    assert folder == str((tmp_path / "content").resolve())
    assert file_in(Path(folder), "a.gif").endswith("a.gif")
    assert not any(
        file_in(Path(folder), name) for name in ("../b.gif", "link.gif", "", "a\0", "x" * 5000, "/etc/hosts")
    )
    assert folder_near(str(tmp_path / "x.json"), ("content",), str(tmp_path / "none")) == ""


def test_fields_are_read_the_same_from_sound_and_from_damaged_xml() -> None:
    """Attributes of an empty element, groups, and prefixes of the export's own."""
    text = "<n:e><n:id>1</n:id><n:by><n:name>A</n:name></n:by><n:mark is='x'/><n:name>B</n:name></n:e>"
    prefixes = GRAMMAR.prefixes_of("<n:e xmlns:n='https://e.org/a'>")
    assert prefixes == {"n": ""}
    sound, wrong, _ = read_fields(text, 1, GRAMMAR, prefixes)
    damaged, told, _ = read_fields(text.replace("</n:e>", ""), 1, GRAMMAR, prefixes)
    assert sound == damaged and told and not wrong
    assert [(one.name, one.text) for one in sound] == [
        ("id", "1"),
        ("by", ""),
        ("name", "A"),
        ("mark", ""),
        ("name", "B"),
    ]
    assert sound[3].attributes == {"is": "x"}


def test_json_without_end_takes_no_time() -> None:
    """Each bracket may begin an object; none is tried a thousand times."""
    assert len(list(objects(BytesIO(b"[" + b'{"id":' * 200_000)))) < 1000
    good = b',{"id": 1, "title": "A"}]'
    found = list(objects(BytesIO(b'[{"id": ' + b"[" * 50_000 + b"]" * 50_000 + b"}" + good)))
    assert [one.value for one in found if one.value] == [{"id": 1, "title": "A"}]


def test_dates_titles_sections_and_addresses() -> None:
    """Small things that several formats need."""
    assert moment("2020-10-15T09:30:00.002+02:00", "UTC") == "2020-10-15T09:30:00+02:00"
    assert moment("0001-01-01T00:00:00Z", "UTC") == moment("soon", "UTC") == ""
    assert later("2020-10-15T09:30:00+02:00", "2020-10-15T08:00:00+00:00") == ""
    assert later("2020-10-15T10:30:00+02:00", "2020-10-15T08:00:00+00:00") == "2020-10-15T10:30:00+02:00"
    assert (
        title_from("<p>One two three four five six seven eight nine</p>") == "One two three four five six seven eight …"
    )
    assert title_from("", "7") == "Untitled 7"
    assert section_and_tags(["A", "b"], {"sections": ["B"]}) == ("b", ("A",))
    assert section_and_tags(["A", "A"], {"sections": "A"}) == ("", ("A",))
    assert is_archives_own("/2020/10/") and is_archives_own("/tags/a/") and not is_archives_own("/lock-1/")
