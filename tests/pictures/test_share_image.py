"""The picture that is drawn for links to an article."""

import re
from importlib.resources import files

import pytest
from PIL import ImageFont

from backfile.pictures.letters import LETTERS, SHARE_IMAGE_SIZE, can_draw
from backfile.pictures.share_image import ShareColours, ShareText, draw_share_image
from pictures.photographs import opened

COLOURS = ShareColours("#ffffff", "#000000", "#cc0000")
TEXT = ShareText("The archive", "Radio", "A satellite hangs over the Atlantic", "6 April 1965")


def bands(data: bytes) -> dict[str, tuple[int, int, int, int] | None]:
    """Where something stands of the nameplate, the section, the title and the date, each as a box."""
    image = opened(data).convert("L").point([255 if value < 200 else 0 for value in range(256)])
    rows = {"site": (0, 110), "section": (140, 210), "title": (216, 555), "date": (566, 630)}
    return {name: image.crop((0, top, image.width, bottom)).getbbox() for name, (top, bottom) in rows.items()}


def test_a_share_image_has_the_size_that_networks_want() -> None:
    """And everything on it has its place; the same bytes each time."""
    data = draw_share_image(TEXT, COLOURS)
    image = opened(data)
    assert image.size == SHARE_IMAGE_SIZE and image.format == "PNG"
    assert all(bands(data).values())
    colours = {colour for _, colour in image.convert("RGB").getcolors() or ()}
    assert {(255, 255, 255), (0, 0, 0), (204, 0, 0)} <= colours
    assert draw_share_image(TEXT, COLOURS) == data
    assert len(data) < 40_000


@pytest.mark.parametrize("field", ["site", "section", "title", "date"])
def test_each_part_is_drawn(field: str) -> None:
    """Another text is another picture; none leaves its place empty."""
    values = {name: getattr(TEXT, name) for name in ("site", "section", "title", "date")}
    assert bands(draw_share_image(ShareText(**values | {field: ""}), COLOURS))[field] is None
    assert draw_share_image(ShareText(**values | {field: "Other"}), COLOURS) != draw_share_image(TEXT, COLOURS)


@pytest.mark.parametrize("title", ["Donaudampfschiff" * 30, "word " * 300, "W" * 2000, "i" * 2000, "A", "…"])
def test_every_title_stays_within_the_margins(title: str) -> None:
    """As large as it fits, and cut where it does not in the smallest size."""
    data = draw_share_image(ShareText(title, title, title, "6 April 1965"), COLOURS)
    for name, box in bands(data).items():
        assert box is not None, name
        assert box[0] >= 55 and box[2] <= 1145, name


def test_the_letters_that_it_says_it_has_are_in_the_font() -> None:
    """Each draws something of its own, and not the box for what is missing."""
    data = files("backfile.pictures") / "fonts" / "SourceSerifPro-Bold.otf"
    font = ImageFont.truetype(str(data), 40, layout_engine=ImageFont.Layout.BASIC)
    missing = bytes(font.getmask("\ufffe"))
    wanted = [letter for letter in map(chr, range(0x21, 0x3000)) if re.match(f"[{LETTERS}]", letter)]
    assert [f"{ord(letter):04x}" for letter in wanted if bytes(font.getmask(letter)) == missing] == []
    assert len(wanted) > 600


@pytest.mark.parametrize(
    ("text", "is_drawn"),
    [
        ("Plain words, “quotes” – and €5", True),
        ("Cafe\u0301 naïve Łódź", True),
        ("Ελλάδα Україна Việt Nam", True),
        ("", True),
        ("東京", False),
        ("العربية", False),
        ("emoji 🙂", False),
        ("e\u0489", False),
    ],
)
def test_what_can_be_drawn(text: str, is_drawn: bool) -> None:
    """European letters, composed or not; nothing whose letters hang on each other."""
    assert can_draw(text) == is_drawn
