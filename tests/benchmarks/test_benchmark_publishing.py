"""The benchmark's figures where people read them: nothing there that was not measured."""

from pathlib import Path
from typing import Any

import pytest
from publishing import BEGIN, END, HERE, publish, replace_section, section_of
from record import read_record


def test_figures_take_the_place_of_those_before(record: Any, tmp_path: Path) -> None:
    """In the README between the marks and nowhere else; drawings of sizes that were not measured again go."""
    readme = tmp_path / "README.md"
    readme.write_text(f"Before.\n\n{BEGIN}\n\nOld.\n\n{END}\n\nAfter.\n", "utf-8")
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "tasks-7.svg").write_text("<svg/>", "utf-8")
    publish(record, tmp_path)
    once = readme.read_text("utf-8")
    assert once.startswith(f"Before.\n\n{BEGIN}\n\n30 November 2026; backfile 1, hugo v1; 2 of 4 processors, ")
    assert once.endswith(f".svg)\n\n{END}\n\nAfter.\n")
    assert "Old." not in once
    assert "Load average before a measure: 0.2 to 0.5." in once
    drawn = {path.name for path in (tmp_path / "figures").glob("*.svg")}
    assert {line.split("(figures/")[1].rstrip(")") for line in once.splitlines() if line.startswith("![")} == drawn
    assert "tasks-7.svg" not in drawn
    publish(read_record(tmp_path / "figures" / "figures.json"), tmp_path)
    assert readme.read_text("utf-8") == once


@pytest.mark.parametrize("text", ["", f"{BEGIN}\n", f"{END}\n{BEGIN}\n", f"{BEGIN}\n{END}\n{BEGIN}\n{END}\n"])
def test_a_readme_without_its_marks_is_left_alone(text: str) -> None:
    """Nothing is put where it might overwrite a person's words."""
    with pytest.raises(ValueError, match="marks"):
        replace_section(text, "New.")


def test_the_readme_says_what_was_measured() -> None:
    """What stands between the marks follows from the record beside it; where there is none yet, no drawing is shown."""
    text, recorded = (HERE / "README.md").read_text("utf-8"), HERE / "figures" / "figures.json"
    if recorded.exists():
        assert replace_section(text, section_of(read_record(recorded))) == text
    else:
        assert BEGIN in text
        assert "](figures/" not in text
