"""Lines that open a text and only repeat the fields are found, and lines that say more are not."""

import pytest

from backfile.importers.html.blocks import list_blocks
from backfile.importers.html.opening import repeated_lines
from backfile.importers.html.tree import parse

TEXT = "<p>The lock gates at Marsh Lane were closed for repairs on Monday.</p>"
LABELS = ("Ada King", "Local news")


def places(opening: str) -> tuple[int, ...]:
    """Which blocks of a text that begins so only repeat."""
    parsed = parse(f"<body>{opening}{TEXT}</body>")
    assert parsed
    blocks = list_blocks(parsed.root)
    return repeated_lines(blocks, [True] * len(blocks), "Lock gates closed for repairs", LABELS)


@pytest.mark.parametrize(
    "opening",
    [
        "<p>Posted on 14/03/2005 by Ada King in <a>Local news</a></p>",
        "<p>Tuesday, March 3, 1998</p>",
        "<p><b>Lock gates closed for repairs</b><br><i>By Ada King</i><br>Tuesday, March 3, 1998</p>",
        "<p>Ada King | 3 March 1998, 10:30 am</p>",
    ],
)
def test_lines_that_repeat(opening: str) -> None:
    """Headline, names, section and date in any order, and what joins them."""
    assert places(opening) == (0,)


@pytest.mark.parametrize(
    "opening",
    [
        "<p>Lisbon, 3 March 1998</p>",
        "<p>The gates</p>",
        "<p>On 3 March 1998 the lock closed.</p>",
        "<p>By Mary Anning</p>",
        "<p>News in the</p>",
    ],
)
def test_lines_that_say_more(opening: str) -> None:
    """A place, a name that is not the author's, a sentence: they stay."""
    assert places(opening) == ()


def test_a_text_is_never_all_repetition() -> None:
    """Where nothing would be left, all stays."""
    parsed = parse("<body><p>Lock gates closed for repairs</p></body>")
    assert parsed
    blocks = list_blocks(parsed.root)
    assert repeated_lines(blocks, [True], "Lock gates closed for repairs", ()) == ()
