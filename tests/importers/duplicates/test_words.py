"""Which words a text has, and which titles are one."""

import pytest

from backfile.importers.duplicates.judging import is_one_title
from backfile.importers.duplicates.words import pictures_in, words_of


def test_marks_addresses_and_case_play_no_part() -> None:
    """Markdown's marks, HTML's tags, where links lead, and how a letter is encoded."""
    plain = words_of("The Café line opened see the map")
    assert (
        words_of('**The** *Cafe\u0301* line <b>opened</b>: see\n[the map](https://example.org/a_(b)/map.html "Map").')
        == plain
    )
    assert words_of("ＴＨＥ café LINE opened — see the map") == plain


def test_signs_of_scripts_without_spaces_are_words() -> None:
    """Else a text of Japanese would be a few words of a hundred signs each."""
    assert words_of("電話局 1890") == ["電", "話", "局", "1890"]


def test_pictures_are_counted() -> None:
    """In both ways of writing them."""
    assert pictures_in('![A board](a.jpg) and <img src="b.jpg">, [no picture](c.jpg)') == 2


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("The exchange opens", "THE EXCHANGE OPENS!", True),
        ("The exchange opens", "The exchange opens | Town Museum", True),
        ("Switches of the town", "Reminder: switches of the town", True),
        ("The exchange opens", "The exchange closes", False),
        ("Meeting of the board", "Meeting of the board 12", False),
        ("News", "News from the harbour", False),
        ("", "", False),
    ],
)
def test_titles(one: str, other: str, is_one: bool) -> None:
    """A site's name before or behind is no part of a title; a number is, and so is what a word alone would hide."""
    assert is_one_title(one, other) == is_one
    assert is_one_title(other, one) == is_one
