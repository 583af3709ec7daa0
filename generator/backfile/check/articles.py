"""Articles by themselves and side by side: twice the same, without tags, dated in the future."""

from collections.abc import Iterable, Iterator

from backfile.archive.article import Article
from backfile.problems import Problem, warning


def same_articles(articles: Iterable[Article]) -> Iterator[Problem]:
    """A warning for each article that has the title and the date of another."""
    first: dict[tuple[str, str], Article] = {}
    for article in sorted(articles, key=lambda found: found.path):
        if article.date is None:
            continue
        other = first.setdefault((article.title.casefold(), article.date.iso[:10]), article)
        if other is not article:
            message = f"{other.path} has the same title and date."
            yield warning(article.at("title"), message, "If they are one article, keep one and give it both addresses.")


def untagged(articles: Iterable[Article]) -> Iterator[Problem]:
    """A warning for each article without tags: nothing can be related to it."""
    for article in articles:
        if article.date and not article.tags:
            hint = "Add `tags:`; without any it has no related articles."
            yield warning(article.at("title"), "the article has no tags.", hint)


def dated_in_future(articles: Iterable[Article], now: int) -> Iterator[Problem]:
    """A warning for each article, drafts apart, that is not published yet."""
    for article in articles:
        if article.date and article.date.instant > now and not article.draft:
            message = f"the date {article.date.iso} is in the future: builds before it leave the article out."
            yield warning(article.at("date"), message, "Nothing is to be done if that is meant.")
