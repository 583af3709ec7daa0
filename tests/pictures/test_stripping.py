"""What is published of a picture's file: its pixels, and nothing of what a camera or a program wrote beside them."""

import warnings
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from backfile.pictures.decoding import look
from backfile.pictures.encoding import published
from backfile.pictures.stripping import stripped
from pictures import photographs
from properties import examples

FILES = {
    "jpeg": photographs.jpeg(),
    "progressive": photographs.jpeg(progressive=True),
    "grey": photographs.png(mode="L"),
    "png": photographs.png(),
    "palette": photographs.png(mode="P"),
    "webp": photographs.webp(),
    "gif": photographs.gif(),
    "moving": photographs.gif(frames=3),
}


@pytest.mark.parametrize("name", FILES)
def test_metadata_is_gone_and_no_pixel_has_changed(name: str) -> None:
    """EXIF with its place on earth, XMP, IPTC, comments, and what stands behind the end."""
    data = FILES[name]
    assert photographs.secrets_in(data)
    facts = look(data, is_drawing=False)
    assert not facts.is_clean and not facts.fault
    clean = published(data, facts)
    assert photographs.secrets_in(clean) == []
    before, after = photographs.opened(data), photographs.opened(clean)
    assert not after.getexif()
    assert "xmp" not in after.info and "comment" not in after.info
    assert getattr(before, "n_frames", 1) == getattr(after, "n_frames", 1)
    for frame in range(getattr(before, "n_frames", 1)):
        before.seek(frame)
        after.seek(frame)
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
    assert before.info.get("loop") == after.info.get("loop")


@pytest.mark.parametrize("name", FILES)
def test_a_clean_file_stays_as_it_is(name: str) -> None:
    """Byte for byte, so that it is known as clean."""
    clean = published(FILES[name], look(FILES[name], is_drawing=False))
    facts = look(clean, is_drawing=False)
    assert facts.is_clean
    assert published(clean, facts) == clean


@pytest.mark.parametrize("turn", range(2, 9))
def test_a_turned_photograph_is_shown_the_same_way(turn: int) -> None:
    """Of its EXIF only the entry stays that says so, and the facts give the size as it is shown."""
    data = photographs.jpeg(turn=turn)
    facts = look(data, is_drawing=False)
    clean = published(data, facts)
    assert photographs.secrets_in(clean) == []
    after = photographs.opened(clean)
    assert dict(after.getexif()) == {0x0112: turn}
    shown = ImageOps.exif_transpose(after)
    assert (facts.width, facts.height) == shown.size
    assert shown.tobytes() == ImageOps.exif_transpose(photographs.opened(data)).tobytes()


def test_an_avif_is_written_anew_without_metadata() -> None:
    """Its parts name each other by their places, so that none can be left out."""
    data = photographs.avif()
    facts = look(data, is_drawing=False)
    assert facts.kind == "avif" and not facts.is_clean
    clean = published(data, facts)
    assert photographs.secrets_in(clean) == []
    assert photographs.opened(clean).size == (640, 400)
    assert look(clean, is_drawing=False).is_clean


def test_a_colour_profile_stays() -> None:
    """It tells what the colours are, and not who took them."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    stream = BytesIO()
    photographs.photograph().save(stream, "JPEG", icc_profile=profile, comment=b"Comment-Secret")
    clean = published(stream.getvalue(), look(stream.getvalue(), is_drawing=False))
    assert photographs.opened(clean).info["icc_profile"] == profile
    assert photographs.secrets_in(clean) == []


@given(
    name=st.sampled_from(sorted(FILES)),
    cut=st.integers(0, 5000),
    noise=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=8),
)
@examples(400)
def test_damage_is_no_error(name: str, cut: int, noise: list[tuple[int, int]]) -> None:
    """Whatever a file holds, it is looked at and stripped, or is not a picture; what is stripped once is clean."""
    data = bytearray(FILES[name])
    for place, value in noise:
        data[place % len(data)] = value
    damaged = bytes(data[: len(data) - cut % len(data)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a person would see it, without knowing of which file it speaks
        look(damaged, is_drawing=False)
    kind = "jpeg" if name == "progressive" else "png" if name in ("grey", "palette") else name
    kind = "gif" if kind == "moving" else kind
    once = stripped(damaged, kind)
    assert once is None or stripped(once, kind) in (once, None)


def test_a_picture_that_is_too_large_to_decode_is_clean_too() -> None:
    """It is stripped by its parts alone."""
    data = photographs.plain_png(12_000, 12_000)
    facts = look(data, is_drawing=False)
    assert facts.fault == "large" and (facts.width, facts.height) == (12_000, 12_000)
    assert not facts.can_vary
    assert Image.open(BytesIO(published(data, facts))).size == (12_000, 12_000)
