"""Tags that are likely one and the same, told at an article that has the rarer spelling."""

from collections.abc import Iterator, Sequence

from backfile.archive.article import Article
from backfile.archive.taxonomy import term_key
from backfile.check.similar_tags import similar_tags, tally_tags
from backfile.problems import Problem, warning


def doubtful_tags(articles: Sequence[Article]) -> Iterator[Problem]:
    """A warning for each spelling of a tag but its usual one, and for each pair of tags that are nearly equal."""
    tallies = tally_tags(tag for article in articles for tag in article.tags)
    for tally in tallies:
        for label in tally.spellings:
            if label != tally.label:
                message = f"the tag “{label}” is the tag “{tally.label}”, written differently."
                yield _warning(articles, label, message)
    for pair in similar_tags(tallies):
        message = f"the tags “{pair.rarer.label}” and “{pair.other.label}” differ only by {pair.difference}."
        yield _warning(articles, pair.rarer.label, message)


def _warning(articles: Sequence[Article], label: str, message: str) -> Problem:
    holder = next((article for article in articles if label in article.tags), None) or next(
        article for article in articles if term_key(label) in map(term_key, article.tags)
    )
    return warning(holder.at("tags"), message, "`backfile tags lint` shows how to make them one.")
