"""Makes smaller pictures of a picture with Pillow: bytes in, bytes out. The same picture, settings and versions give
the same bytes."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageFile, features
from PIL import __version__ as pillow_version

from backfile.pictures.decoding import has_holes, opened, turned, unwarned
from backfile.pictures.facts import Facts
from backfile.pictures.stripping import stripped
from backfile.pictures.variants import Encoders, Variant

AVIF_SPEED = 8
WEBP_METHOD = 4

_REWRITTEN: dict[str, dict[str, Any]] = {
    "jpeg": {"format": "JPEG", "quality": 92, "optimize": True},
    "png": {"format": "PNG", "optimize": True},
    "gif": {"format": "GIF"},
    "webp": {"format": "WEBP", "quality": 92, "method": WEBP_METHOD},
    "avif": {"format": "AVIF", "quality": 85, "speed": AVIF_SPEED, "max_threads": 1},
}


def encoders() -> Encoders:
    """What this machine's Pillow can make."""
    formats = tuple(name for name in ("avif", "webp") if features.check(name))
    parts = [pillow_version, *(str(features.version(name)) for name in (*formats, "jpg"))]
    return Encoders(formats, " ".join(parts))


def encode(data: bytes, facts: Facts, variants: Sequence[Variant]) -> Iterator[tuple[Variant, bytes]]:
    """Each variant of the picture with its bytes. Raises what Pillow raises where the picture or an encoder fails."""
    most = max(variants, key=lambda variant: variant.width)
    with unwarned():
        image = _as_shown(data, facts, most)
    sizes = sorted({(variant.width, variant.height) for variant in variants}, reverse=True)
    made = {size: image if image.size == size else image.resize(size, Image.Resampling.LANCZOS) for size in sizes}
    for variant in variants:
        yield variant, _written(made[variant.width, variant.height], variant)


def published(data: bytes, facts: Facts) -> bytes:
    """The picture's own file as the site has it: without metadata, its pixels untouched wherever its parts can be told.
    A file that cannot be decoded either stays as it is. Raises OSError where it cannot be written."""
    if facts.is_clean or not facts.kind:
        return data
    kept = stripped(data, facts.kind, facts.turn)
    if kept is not None or facts.fault:
        return data if kept is None else kept
    try:
        with unwarned():
            image = turned(opened(data))
        profile = image.info.get("icc_profile")
        image.info = {}
        return _saved(image, icc_profile=profile, **_REWRITTEN[facts.kind])
    # Pillow and its encoders raise ValueError, SyntaxError, MemoryError and more.
    except Exception as error:
        raise OSError(f"it cannot be written without its metadata ({error or type(error).__name__})") from error


def _as_shown(data: bytes, facts: Facts, most: Variant) -> Image.Image:
    """The picture turned, in the size of the largest variant, in sRGB, with nothing beside its pixels."""
    image = opened(data)
    size = (most.width, most.height) if facts.turn < 5 else (most.height, most.width)
    image.draft(image.mode, (2 * size[0], 2 * size[1]))
    image.load()
    profile = image.info.get("icc_profile")
    plain = _resized(_flat(image), size)
    if facts.kind == "jpeg" and facts.turn != 1:
        plain = plain.transpose(_TURNS[facts.turn])
    if profile:
        plain = _in_srgb(plain, profile)
    plain = plain if plain.mode in ("RGB", "RGBA", "L") else plain.convert("RGB")
    plain.info = {}
    return plain


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _flat(image: ImageFile.ImageFile) -> Image.Image:
    """The picture in a mode that can be made smaller without mixing what is no colour."""
    if has_holes(image):
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours as a browser shows them; a profile that is none of the picture's is passed over."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return image
    return image if converted is None else converted


def _written(image: Image.Image, variant: Variant) -> bytes:
    if variant.format == "webp":
        return _saved(image, format="WEBP", quality=variant.quality, method=WEBP_METHOD)
    # One thread: pictures are made side by side, and the bytes must not hang on how many processors there are.
    options = {"speed": AVIF_SPEED, "subsampling": "4:2:0", "max_threads": 1, "autotiling": False}
    return _saved(image, format="AVIF", quality=variant.quality, **options)


def _saved(image: Image.Image, **options: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, **options)
    return stream.getvalue()
