"""A large web archive is cut into parts, and nothing of what is read shows where."""

from functools import partial
from pathlib import Path

import pytest
from test_web_archives import ARCHIVE, PNG, page, record

from backfile.build.request import no_progress
from backfile.importers.importer import ImportContext, Input
from backfile.importers.reading import read_all
from backfile.importers.spool import decode_reading
from backfile.importers.webarchive import WebArchives, parts

NAMES = ("lock", "weir", "quay", "mole", "dock", "sluice", "basin", "canal")
PAGES = b"".join(
    record(f"https://example.org/{name}", page(name, '<p><img src="/gate.png" alt="A gate"></p>'))
    + record("https://example.org/gate.png", PNG, "image/png")
    for name in NAMES
)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_PAGES", 2)


def test_parts_give_what_the_whole_gives(tmp_path: Path) -> None:
    """Every page, which is chosen, its pictures, and the count of what is no page."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(ARCHIVE + PAGES)
    importer, context, item = (
        WebArchives(),
        ImportContext(scratch=str(tmp_path)),
        Input(str(path), partial(path.open, "rb")),
    )
    lesson = importer.learn([item], context)
    found = importer.parts(item, lesson)
    assert len(found) > 4
    in_parts = [one for part in found for one in importer.read_part(item, part, lesson, context)]
    assert in_parts == list(importer.read(item, lesson, context))
    assert (
        sum(one.draft is not None for one in in_parts) == len(NAMES) + 1
    )  # the lock once, for both have the same bytes


def test_a_damaged_archive_is_read_as_a_whole(tmp_path: Path) -> None:
    """What follows the damage is not known beforehand."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(ARCHIVE + b"no record" + PAGES[:-20])
    item = Input(str(path), partial(path.open, "rb"))
    importer = WebArchives()
    assert importer.parts(item, importer.learn([item], ImportContext(scratch=str(tmp_path)))) == ()


def test_the_number_of_processes_does_not_show(tmp_path: Path) -> None:
    """But for the folder that the pictures are written to."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(ARCHIVE + PAGES)
    answers = []
    for jobs in (1, 3):
        scratch = tmp_path / str(jobs)
        scratch.mkdir()
        inputs = [Input(str(path), partial(path.open, "rb"))]
        found = read_all(WebArchives(), inputs, ImportContext(scratch=str(scratch)), jobs, no_progress)
        answers.append(
            [decode_reading(data.replace(str(scratch).encode(), str(tmp_path / "x").encode())) for data in found]
        )
    assert answers[0] == answers[1]
