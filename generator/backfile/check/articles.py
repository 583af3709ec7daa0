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


NAMED = 3
"""So many of the articles with one title are named."""


def same_titles(articles: Iterable[Article]) -> Iterator[Problem]:
    """A warning for each title that articles of one language and several days have, at the first of them by its path.
    Those of one day `same_articles` tells of."""
    by_title: dict[tuple[str, str], list[Article]] = {}
    for article in sorted(articles, key=lambda found: found.path):
        if article.date:
            by_title.setdefault((article.title.casefold(), article.lang), []).append(article)
    for first, *others in by_title.values():
        more = [other.path for other in others if _day(other) != _day(first)]
        if more:
            named = ", ".join(more[:NAMED]) + (f" and {len(more) - NAMED:,} more" if len(more) > NAMED else "")
            message = f"the title “{first.title}” is also that of {named}."
            hint = "Lists and search results show little else: tell them apart, unless it is a column's title."
            yield warning(first.at("title"), message, hint)


def _day(article: Article) -> str:
    return article.date.iso[:10] if article.date else ""


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
