"""Whether a text of a feed is the article or the beginning of one. Feeds do not say; the text does."""

import html
import re

FEW_WORDS = 120
"""A description of fewer words, with no markup of paragraphs, is a teaser: the shortest articles of the corpora that we
know have about that."""

_CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;|&#8230;)\]?|\[[^\]]{0,20}\])\s*(?:</?\w[^>]*>\s*)*$"
    r"|(?:read more|continue reading|read the rest|more\s*(?:»|→|&raquo;|&rarr;)|weiterlesen|lire la suite|leer más)"
    r"[^<]{0,80}(?:</?\w[^>]*>\s*)*$",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")


def is_cut_off(text: str) -> bool:
    """Whether an HTML text ends as a beginning does: an ellipsis, “read more”."""
    return bool(_CUT.search(text[-400:].rstrip()))


def is_whole(description: str) -> bool:
    """Whether what a feed calls a description or summary is the whole text all the same, as in many an RSS feed."""
    words = len(html.unescape(_TAG.sub(" ", description)).split())
    paragraphs = len(re.findall(r"<p[\s>]|<br\s*/?>\s*<br|<h[2-6][\s>]|<li[\s>]", description, re.IGNORECASE))
    return not is_cut_off(description) and (words >= FEW_WORDS and paragraphs >= 2)
