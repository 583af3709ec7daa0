"""Which pages say themselves that they are no article: lists, searches, errors, ways on. Looks at no text."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from backfile.importers.addresses import split
from backfile.importers.html.jsonld import Object, is_article, types_of
from backfile.importers.html.metatags import is_redirect

MOST_MOVED_WORDS = 60
"""Words of a page that only leads on; with more, it is one that loads itself anew from time to time."""

_LISTS = frozenset(["CollectionPage", "SearchResultsPage", "ProfilePage"])
_PAGES = frozenset(["WebPage", "AboutPage", "ContactPage"])
_ERROR_FILE = re.compile(r"(?:^|/)(?:40[34]|410|50\d)(?:/index)?\.(?:html?|php)$", re.IGNORECASE)


def why_no_article(root: HtmlElement, objects: Sequence[Object], name: str) -> str:
    """Why the page is no article, or nothing. `name` is its file or its address."""
    if is_redirect(root) and len(root.text_content().split()) < MOST_MOVED_WORDS:
        return "the page only leads to another one"
    if _ERROR_FILE.search(split(name).path if "://" in name else name):
        return "the page is the one that its site shows for errors"
    if any(map(is_article, objects)):
        return ""
    kind = next((kind for one in objects[:1] for kind in types_of(one) if kind in _LISTS), "")
    return f"the page calls itself a list ({kind})" if kind else ""


def is_undated(objects: Sequence[Object]) -> bool:
    """Whether the page calls itself one without a date: a web page, and nothing in it an article."""
    return (
        any(kind in _PAGES for one in objects for kind in types_of(one))
        and not any(map(is_article, objects))
        and not any(one.get("datePublished") for one in objects)
    )
