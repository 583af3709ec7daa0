"""What all citations of an article are made of."""

import msgspec

from backfile.archive.dates import Moment
from backfile.pages.views import ArticleView, SiteView
from backfile.render.citing.names import Name, name_of
from backfile.render.theme import absolute_url


class Work(msgspec.Struct, frozen=True, gc=False):
    """An article to be cited: whose it is, its title, where and when it appeared, its permanent address, and its
    language and keywords."""

    authors: tuple[Name, ...]
    title: str
    container: str
    date: Moment
    url: str
    language: str
    keywords: tuple[str, ...]


def work_of(view: ArticleView, site: SiteView) -> Work:
    """The article of that view. Its address is the one in this archive: there the cited text is."""
    card, language = view.card, view.lang or site.language
    filed = view.sort_names or ("",) * len(card.authors)
    return Work(
        authors=tuple([name_of(author.label, own, language) for author, own in zip(card.authors, filed, strict=True)]),
        title=" ".join(card.title.split()),
        container=site.title,
        date=card.date,
        url=absolute_url(card.url, site.base_url),
        language=language,
        keywords=tuple([tag.label for tag in card.tags]),
    )
