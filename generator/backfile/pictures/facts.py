"""What is known of a picture's file, and which files are looked at for it. Reads no file and decodes nothing."""

import msgspec

from backfile.digest import Digest

ENDINGS = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".avif", ".svg")
"""The names of files that a browser shows in a page, in small letters."""

MOST_BYTES = 128 * 1024 * 1024
"""The largest file that is read as a picture."""

MOST_PIXELS = 128_000_000
"""The largest picture that is decoded: the largest sensors about have 108 million pixels, and these take 400 MB."""

TOO_LARGE = "large"
BROKEN = "broken"


class Facts(msgspec.Struct, frozen=True, gc=False):
    """A picture as its file has it. `kind` is `jpeg`, `png`, `gif`, `webp`, `avif` or `svg`, told by its bytes, and
    empty where these are no picture. Width and height are in pixels as it is shown, 0 where unknown; `turn` is how it
    must be turned for that (1 to 8, as EXIF counts). `is_clean` tells that it holds nothing but the picture, `can_vary`
    that smaller ones can be made of it. `tone` is the tone nearest to its commonest colour; empty where it has
    transparent parts. `fault` is BROKEN, TOO_LARGE or empty."""

    digest: Digest
    kind: str = ""
    width: int = 0
    height: int = 0
    turn: int = 1
    is_clean: bool = True
    can_vary: bool = False
    tone: str = ""
    fault: str = ""


def is_picture(path: str) -> bool:
    """Whether a file is one that pages may show as a picture, by its name."""
    return path.lower().endswith(ENDINGS)
