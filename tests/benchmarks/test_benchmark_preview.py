"""Saves as the benchmark measures them, with a real preview of a small archive."""

from pathlib import Path

import pytest
from checks import WrongOutputError
from corpus import Corpus, make_corpus, write_corpus

import preview

PAUSE = 0.05


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Forty articles on the disk."""
    made = make_corpus(40, 1)
    write_corpus(made, tmp_path)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    """Every source of the archive."""
    return {str(path): path.read_bytes() for path in (folder / "content").rglob("*.md")}


def test_each_save_is_followed_to_its_page(corpus: Corpus, tmp_path: Path) -> None:
    """Reload before page, and the archive as it was in the end."""
    before = contents(tmp_path)
    saves = list(preview.measure_saves(corpus, tmp_path, 1, 3, PAUSE))
    assert [save.number for save in saves] == [1, 2, 3]
    assert all(0 < save.event < save.page for save in saves)
    assert all(save.largest_mb > 10 for save in saves)
    assert contents(tmp_path) == before


def test_a_page_without_the_saved_words_does_not_count(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the preview told."""
    monkeypatch.setattr(preview, "added_paragraph", lambda number: "Words that nobody saved.")
    with pytest.raises(WrongOutputError, match="lacks what was saved"):
        list(preview.measure_saves(corpus, tmp_path, 1, 1, PAUSE))


def test_a_problem_ends_the_measure(corpus: Corpus, tmp_path: Path) -> None:
    """It says which, and does not wait for a build that never comes."""
    (tmp_path / "content" / "broken.md").write_text('---\ntitle: "X\n---\n', "utf-8")
    with pytest.raises(WrongOutputError, match="front matter cannot be read"):
        list(preview.measure_saves(corpus, tmp_path, 1, 1, PAUSE))
