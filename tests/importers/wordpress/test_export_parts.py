"""A large export is cut into parts, and nothing of what is read shows where."""

from functools import partial
from itertools import chain
from pathlib import Path

import pytest
from wxr import HEAD, TAIL, TERMS, export, item, picture

from backfile.build.request import no_progress
from backfile.importers.importer import ImportContext, Input
from backfile.importers.reading import read_all
from backfile.importers.wordpress import WordPress, parts

ITEMS = "".join(
    item(number, content=f"Lock {number} rises {number} feet.\n\nIts gates are of oak.") for number in range(1, 60)
)
CUT = "<item><title>Cut</title><content:encoded><![CDATA[A gate that" + item(70) + item(71)
EXPORTS = {
    "whole": export(*(item(number) for number in range(1, 40)), picture(90, "2020/10/gate.gif")),
    "terms between": f"{HEAD}{ITEMS}{TERMS}{item(80)}{TAIL}".encode(),
    "damaged": f"{HEAD}{ITEMS}{CUT}{TAIL}".encode(),
    "ends early": f"{HEAD}{ITEMS}{item(81)}".encode()[:-60],
    "UTF-16": f"{HEAD}{ITEMS}{TAIL}".replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
}


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 6000)


@pytest.mark.parametrize("name", EXPORTS)
def test_parts_give_what_the_whole_gives(name: str, tmp_path: Path) -> None:
    """Every reading, in its order; what is recoded is not cut."""
    source = tmp_path / "export.xml"
    source.write_bytes(EXPORTS[name])
    importer, context = WordPress(), ImportContext(scratch=str(tmp_path))
    one = Input(str(source), lambda: source.open("rb"))
    lesson = importer.learn([one], context)
    found = importer.parts(one, lesson)
    assert len(found) > 2 if name != "UTF-16" else not found
    whole = list(importer.read(one, lesson, context))
    assert len(whole) > 30
    in_parts = list(chain.from_iterable(importer.read_part(one, part, lesson, context) for part in found))
    assert in_parts == whole or not found


@pytest.mark.parametrize("name", EXPORTS)
def test_the_number_of_processes_does_not_show(name: str, tmp_path: Path) -> None:
    """The same readings for one and for three, two exports in one import."""
    paths = (tmp_path / "a.xml", tmp_path / "b.xml")
    for path in paths:
        path.write_bytes(EXPORTS[name])
    inputs = [Input(str(path), partial(path.open, "rb")) for path in paths]
    answers = []
    for jobs in (1, 3):
        scratch = tmp_path / str(jobs)
        scratch.mkdir()
        answers.append(list(read_all(WordPress(), inputs, ImportContext(scratch=str(scratch)), jobs, no_progress)))
    assert answers[0] == answers[1]
    assert len(answers[0]) > 60


def test_an_export_that_goes_away_is_told_once(tmp_path: Path) -> None:
    """However many parts of it cannot be read."""
    source = tmp_path / "export.xml"
    source.write_bytes(EXPORTS["whole"])
    opened: list[int] = []

    def open_once() -> object:
        opened.append(1)
        if len(opened) > 2:
            raise FileNotFoundError(2, "No such file or directory", str(source))
        return source.open("rb")

    one = Input(str(source), open_once)  # type: ignore[arg-type] # a stream or an error
    found = list(read_all(WordPress(), [one], ImportContext(scratch=str(tmp_path)), 1, no_progress))
    assert len(found) == 1
    assert b"cannot be read" in found[0]


def test_what_is_learnt_is_told_in_megabytes(tmp_path: Path) -> None:
    """An export of gigabytes is read once before its first article."""
    source = tmp_path / "export.xml"
    source.write_bytes(HEAD.encode() + b" " * (3 << 20) + (ITEMS + TAIL).encode())
    told: list[tuple[str, int, int]] = []
    one = Input(str(source), lambda: source.open("rb"))
    list(read_all(WordPress(), [one], ImportContext(), 1, lambda *what: told.append(what)))
    assert ("learn, MB", 2, 3) in told
    assert told[-1] == ("import", 59, 59)
