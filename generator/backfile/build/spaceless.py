"""Scripts that are written without spaces between words: for the search each of their characters is a word. Pure.

Where words end is a dictionary's guess, and that of Pagefind's extended build, ten times as large as the usual one, is
not the browser's: 図書館 was one word in the index and two in the query, and not found. Characters that stand side by
side in a query stand so in an article, or it does not have them; and this holds in an archive of any language. The
theme's `words.js` parts queries so, and `record.js` puts excerpts together again, both by the same list of letters.
"""

import re

LETTERS = "々〇〻㐀-䶿一-鿿\\uf900-\\ufaff𠀀-𳎿ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿｦ-ﾟก-ะา-ำเ-ๆ"
_SIGNS = "ัิ-ฺ็-๎"
"""Han, kana and the letters of Thai, as ranges of a pattern; the signs above and below these are no letters."""

_BETWEEN = re.compile(
    rf"(?<=[{LETTERS}{_SIGNS}])(?=\w)|(?<=\w)(?=[{LETTERS}])"  # a letter and whatever letter or digit is beside it
    rf"|(?<=[、。，．！？；：）」』】》〉”’…])(?=\w)|(?<=\w)(?=[（「『【《〈“‘])"
)
_ANY = re.compile(f"[{LETTERS}]")
_TAG = re.compile(r"(<[^>]*>)")


def spaced(html: str) -> str:
    """HTML with a space between all such letters of its text; its tags stay."""
    if html.isascii() or not _ANY.search(html):
        return html
    parts = _TAG.split(html)
    return "".join(part if place % 2 else _BETWEEN.sub(" ", part) for place, part in enumerate(parts))
