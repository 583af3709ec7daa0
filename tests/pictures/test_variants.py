"""Which smaller pictures are made of a picture, and what they are like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.config import Pictures
from backfile.digest import digest_bytes
from backfile.pictures.decoding import look
from backfile.pictures.drawings import size_of_drawing
from backfile.pictures.encoding import encode, encoders
from backfile.pictures.facts import Facts
from backfile.pictures.tones import TONES, nearest_tone
from backfile.pictures.variants import Encoders, variants_of
from pictures import photographs
from properties import examples

BOTH = Encoders(("avif", "webp"), "1")


def facts(width: int, height: int = 1000) -> Facts:
    """Those of a JPEG of that size."""
    return Facts(digest_bytes(b"a"), "jpeg", width, height, can_vary=True)


def widths(width: int, **settings: object) -> list[int]:
    """The widths that are made of a picture of that one."""
    wanted = Pictures(formats=("webp",), **settings)  # type: ignore[arg-type] # whatever the test sets
    return [variant.width for variant in variants_of(facts(width), wanted, BOTH)]


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (4000, [480, 800, 1200, 1600]),
        (1600, [480, 800, 1200, 1600]),
        (1300, [480, 800, 1300]),
        (820, [480, 820]),
        (500, [500]),
        (200, [200]),
        (120, []),
    ],
)
def test_none_is_wider_than_the_picture(width: int, made: list[int]) -> None:
    """Its own width is among them where it is no wider than the widest, and none that is nearly the same."""
    assert widths(width) == made


def test_settings_decide() -> None:
    """Widths in any order, formats in theirs, or none at all."""
    assert widths(4000, widths=(900, 300, 900)) == [300, 900]
    assert widths(4000, widths=()) == []
    assert widths(4000, responsive=False) == []
    both = variants_of(facts(500), Pictures(formats=("webp", "avif", "webp")), BOTH)
    assert [variant.format for variant in both] == ["webp", "avif"]
    assert {v.format for v in variants_of(facts(500), Pictures(), Encoders(("webp",), "1"))} == {"webp"}


def test_a_name_tells_all_that_made_the_picture() -> None:
    """Another picture, quality, turn or version is another file, which a browser may keep for ever."""
    one, quality = facts(500), Pictures(formats=("webp",), webp_quality=40)
    others = [
        variants_of(one, Pictures(formats=("webp",)), BOTH),
        variants_of(one, quality, BOTH),
        variants_of(one, quality, Encoders(("webp",), "2")),
        variants_of(Facts(digest_bytes(b"b"), "jpeg", 500, 1000, can_vary=True), quality, BOTH),
        variants_of(Facts(digest_bytes(b"a"), "jpeg", 500, 1000, turn=3, can_vary=True), quality, BOTH),
    ]
    assert len({made[0].name for made in others}) == len(others)


@given(width=st.integers(1, 50_000), height=st.integers(1, 50_000))
@examples(200)
def test_every_size_can_be_made(width: int, height: int) -> None:
    """In the picture's proportions, within what the formats hold, at least a pixel high."""
    for variant in variants_of(facts(width, height), Pictures(), BOTH):
        assert variant.width <= width and 1 <= variant.height <= 16_383
        assert abs(variant.height - variant.width * height / width) <= 1


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
@pytest.mark.parametrize("format", ["avif", "webp"])
def test_smaller_pictures_show_the_same(format: str, turn: int) -> None:
    """Turned as the photograph is shown, without metadata, the same bytes each time."""
    data = photographs.jpeg(turn=turn)
    known = look(data, is_drawing=False)
    settings = Pictures(formats=(format,), widths=(100, 300))  # type: ignore[arg-type] # one of two
    variants = variants_of(known, settings, encoders())
    made = list(encode(data, known, variants))
    assert [variant.width for variant, _ in made] == [100, 300]
    for variant, encoded in made:
        image = photographs.opened(encoded)
        assert image.size == (variant.width, variant.height)
        assert image.format == format.upper()
        assert not image.getexif() and photographs.secrets_in(encoded) == []
        assert "icc_profile" not in image.info
    assert list(encode(data, known, variants)) == made
    left, right = _middles(photographs.opened(made[0][1]).convert("RGB"))
    if turn == 1:
        assert left[0] > left[2] and right[2] > right[0]
    if turn == 3:
        assert right[0] > right[2] and left[2] > left[0]


def _middles(image: object) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    width, height = image.size  # type: ignore[attr-defined] # a picture
    return image.getpixel((width // 4, height // 2)), image.getpixel((width * 3 // 4, height // 2))  # type: ignore[attr-defined] # as above


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "RGB"])
def test_every_kind_of_png_becomes_smaller(mode: str) -> None:
    """Transparent parts stay transparent, and have no tone behind them."""
    image = photographs.photograph().convert(mode) if mode != "LA" else photographs.photograph().convert("LA")
    if mode in ("RGBA", "LA"):
        image.putalpha(90)
    data = photographs._saved(image, "PNG")
    known = look(data, is_drawing=False)
    assert known.can_vary
    assert bool(known.tone) == (mode not in ("RGBA", "LA"))
    (_, encoded), *_ = encode(data, known, variants_of(known, Pictures(widths=(200,)), encoders()))
    assert photographs.opened(encoded).size == (200, 125)
    assert ("A" in photographs.opened(encoded).mode) == (mode in ("RGBA", "LA"))


def test_what_moves_is_left_alone() -> None:
    """A still one of it would not be the picture."""
    known = look(photographs.gif(frames=3), is_drawing=False)
    assert not known.can_vary and not known.fault and (known.width, known.height) == (320, 200)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff", photographs.jpeg()[:3000], b"GIF89a"])
def test_what_is_no_picture_is_broken(data: bytes) -> None:
    """And nothing is made of it."""
    known = look(data, is_drawing=False)
    assert known.fault == "broken" and not known.can_vary


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">', (40, 30)),
        ("<?xml version='1.0'?><!-- a > b --><svg width='40.4px' height='30px' viewBox='0 0 9 9'>", (40, 30)),
        ('<svg viewBox="0 0 1200 630"/>', (1200, 630)),
        ('<svg width="100%" viewBox="0,0,1200,630">', (1200, 630)),
        ('<svg width="10em" height="5em">', (0, 0)),
        ('<svg width="0" height="0">', (0, 0)),
        ('<svg viewBox="a b c d">', (0, 0)),
        ('<svg viewBox="0 0 nan inf">', (0, 0)),
        ("<html>", (0, 0)),
    ],
)
def test_the_size_of_a_drawing(svg: str, size: tuple[int, int]) -> None:
    """In pixels, or in the proportions of its view box."""
    assert size_of_drawing(svg.encode()) == size


def test_a_tone_is_the_nearest() -> None:
    """Each tone is its own; a photograph's is that of most of it."""
    for name, tone in TONES.items():
        assert nearest_tone(tone >> 16, tone >> 8 & 255, tone & 255) == name
    assert look(photographs.plain_png(300, 200), is_drawing=False).tone == "k3"
