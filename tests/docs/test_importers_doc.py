"""The example in docs/importers.md is a whole importer: it runs as it stands there."""

import io
import re
from pathlib import Path
from typing import Any

from backfile.importers.importer import Draft, ImportContext, Importer, Input, Reading

TEXT = (Path(__file__).parents[2] / "docs" / "importers.md").read_text(encoding="utf-8")
LETTER = "Subject: Lock & weir\nDate: 2020-10-15\nFrom: Canal desk\n\nThe *lock* has two gates.\n\nSo has the weir.\n"


def example() -> Importer:
    """The importer of the first block of Python."""
    found = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert found
    names: dict[str, Any] = {}
    exec(found[1], names)
    importer = names["Newsletters"]()
    assert isinstance(importer, Importer)
    return importer


def read(text: str) -> Reading:
    """What the example makes of a file."""
    (reading,) = example().read(Input("a.txt", lambda: io.BytesIO(text.encode())), None, ImportContext())
    return reading


def test_the_example_reads_a_newsletter() -> None:
    """Its text stays text: an asterisk is no emphasis."""
    draft = read(LETTER).draft
    assert draft is not None
    assert (draft.title, draft.date, draft.authors) == ("Lock & weir", "2020-10-15", ("Canal desk",))
    assert draft.body == "The \\*lock\\* has two gates.\n\nSo has the weir."
    assert draft.doubts == ()


def test_the_example_recognises_its_files_only() -> None:
    """Surer than anybody else of its own."""
    assert example().recognise("a.txt", LETTER.encode()) > 0.5
    assert example().recognise("a.txt", b"---\ntitle: A\n---\n") == 0.0


def test_the_example_tells_what_is_wrong() -> None:
    """A letter without a text is a problem with its line, one without a date is in doubt."""
    assert [str(problem.location) for problem in read("Subject: A\nDate: 2020-10-15\n\n").problems] == ["a.txt:4"]
    undated = read("Subject: A\n\nText.\n").draft
    assert undated is not None and undated.doubts


def test_every_name_of_a_draft_is_one() -> None:
    """The table names fields that there are."""
    table = TEXT.split("| in a `Draft` | is |", 1)[1].split("\n\n", 1)[0]
    named = {name for row in re.findall(r"^\| (.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert len(named) > 8
    assert named <= set(Draft.__struct_fields__)
