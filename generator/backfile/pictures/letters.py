"""What a share image can hold: how large it is, and which letters the font that comes with Backfile can draw."""

import re
import unicodedata

SHARE_IMAGE_SIZE = (1200, 630)
"""Width and height in pixels, as the networks want them."""

LETTERS = (
    r"\t\n\r -~\u00a0-\u012b\u012e-\u0131\u0134-\u0149\u014c-\u0165\u0168-\u017f\u01a0\u01a1\u01af\u01b0\u0218-\u021b"
    r"\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u0493\u0496-\u049b\u04a2\u04a3\u04ae-\u04b3"
    r"\u04ba\u04bb\u04d8\u04d9\u04e8\u04e9\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u2010\u2012-\u2015\u2018-\u201a\u201c-\u201e"
    r"\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2116\u2122\u2212"
)
"""Ranges as in a regular expression; a test compares them with the font."""

_DRAWABLE = re.compile(f"[{LETTERS}]*")


def can_draw(text: str) -> bool:
    """Whether there is a letter for each of the text's."""
    return _DRAWABLE.fullmatch(unicodedata.normalize("NFC", text)) is not None
