"""What trafilatura takes for the article's text: the second opinion on every block. Its own structure is not used."""

import copy

from lxml.html import HtmlElement
from trafilatura import extract

MOST_ELEMENTS = 40_000
"""Beyond it trafilatura takes seconds; the largest of 246 real pages has 12,000."""


def find_text(root: HtmlElement) -> str:
    """The text with a line for each of its blocks; nothing where trafilatura finds none, fails, or the page is too
    large for it. The tree is left as it is."""
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        return ""
    try:
        # `fast` leaves out the fallbacks, which cost half of the time again and bring 0.0005 of F1 less.
        return extract(copy.deepcopy(root), fast=True, include_comments=False, deduplicate=False) or ""
    except Exception:  # a page that breaks it is read without it: it is one opinion of several
        return ""
