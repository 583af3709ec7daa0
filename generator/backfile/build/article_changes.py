"""What became of each article since the site was last published, told from the ledger's digests of its files. It needs
no earlier article: a build that was stopped has read the new ones already, and the site still shows the old. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from backfile.archive.article import Article
from backfile.build.ledger import OutputRow
from backfile.build.sources import CONTENT
from backfile.build.why import decode_inputs, differing_inputs
from backfile.pages.page import Page
from backfile.pages.plan import file_of
from backfile.pages.views import ArticleView, PlainView

NEW = "articles are new"
DUE = "articles fell due"
GONE = "articles went, or are published no more"
MOVED = "articles have another address"
RETAGGED = "articles have other tags, sections or authors"
EDITED = "articles were edited"

CHANGES = (NEW, DUE, GONE, MOVED, RETAGGED, EDITED)
"""What comes earlier tells more of a page that shows several of them."""

_TERMS = frozenset(("tags", "section", "authors", "terms"))


def article_changes(
    pages: Iterable[Page], owned: Mapping[str, OutputRow], fallen_due: Collection[str]
) -> dict[str, str]:
    """By source what changed, of every article that did. `owned` are the rows of the site's files; `fallen_due` are the
    sources that are published only because time went by."""
    known = {source for row in owned.values() for source in sources_in(row)}
    found: dict[str, str] = {}
    shown: set[str] = set()
    for page in pages:
        if isinstance(page.view, ArticleView | PlainView):
            source = file_of(page)
            shown.add(source)
            if change := _change(page, owned.get(page.path), source in known, source in fallen_due):
                found[source] = change
    return found | dict.fromkeys(sorted(known - shown), GONE)


def sources_in(row: OutputRow) -> Iterator[str]:
    """The sources whose bodies a file of the site shows."""
    names = decode_inputs(row.inputs) if row.inputs else ()
    return (name for name in names if name.startswith(f"{CONTENT}/"))


def fallen_due(articles: Iterable[Article], changed: Collection[str], since: int) -> frozenset[str]:
    """The sources that were not `changed` and whose date came after the instant `since`."""
    return frozenset(a.path for a in articles if a.date and a.date.instant >= since and a.path not in changed)


def _change(page: Page, row: OutputRow | None, is_known: bool, is_due: bool) -> str:
    """What became of the article of that page; empty for nothing."""
    if row is None or not row.inputs:
        return MOVED if is_known else DUE if is_due else NEW
    fields = differing_inputs(row, page)
    if file_of(page) not in fields:
        return ""
    return RETAGGED if _TERMS.intersection(fields) else EDITED
