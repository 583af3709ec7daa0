"""Related articles are exact: the same as comparing every article with every other by hand."""

import re
from math import log2, sqrt
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tagged import EITHER_WAY, WAYS, Tagged, comparable, steps_for_few, tags_of, weights_of

from backfile.archive.related import related, score
from backfile.archive.relations import EPSILON, Relations, lowest, rows_of
from backfile.archive.rows import Row
from backfile.archive.tag_vectors import TagVectors
from properties import examples
from site_builder import Site


def by_hand(articles: list[Tagged], limit: int, threshold: float) -> list[Row]:
    """The definition, written out: cosine of rarities; ties by nearness in date, then the earlier position."""
    having = {term: sum(term in a.terms for a in articles) for a in articles for term in a.terms}
    count = len(articles)
    weight = {term: max(round(2 * log2((count + 1) / found)) / 2, 1 / 64) for term, found in having.items()}

    def norm(article: Tagged) -> float:
        return sqrt(sum(weight[term] ** 2 for term in set(article.terms)))

    rows = []
    for here, article in enumerate(articles):
        found = []
        for there, other in enumerate(articles):
            shared = set(article.terms) & set(other.terms)
            if there != here and shared:
                value = sum(weight[term] ** 2 for term in shared) / (norm(article) * norm(other))
                if value >= threshold - EPSILON:
                    found.append((-round(value, 6), abs(other.instant - article.instant), there))
        rows.append([(there, -value) for value, _, there in sorted(found)[:limit]])
    return rows


ARTICLES = st.lists(
    st.builds(
        lambda terms, instant: Tagged(tuple(sorted(terms)), instant),
        st.sets(st.integers(0, 7), max_size=4),
        st.integers(-3, 3).map(lambda day: day * 86_400),
    ),
    max_size=40,
)


@EITHER_WAY
@given(articles=ARTICLES, limit=st.integers(0, 8), threshold=st.sampled_from([0.0, 0.05, 0.3, 0.7, 1.0]))
@examples(300)
def test_related_equals_the_definition(steps: int, articles: list[Tagged], limit: int, threshold: float) -> None:
    """Both ways agree with the definition in every article, score and place."""
    with steps_for_few(steps):
        rows = related(tags_of(articles), limit, threshold)
    assert comparable(rows) == comparable(by_hand(articles, limit, threshold))


@EITHER_WAY
@given(count=st.integers(30, 120), limit=st.integers(1, 6), kinds=st.integers(1, 3))
@examples(25)
def test_crowds_of_equal_scores_are_told_apart_by_date(steps: int, count: int, limit: int, kinds: int) -> None:
    """Far more ties than are kept: still the nearest in date, then the earliest."""
    articles = [Tagged((number % kinds, 9), (number * 7919 % 31) * 3600) for number in range(count)]
    with steps_for_few(steps):
        rows = related(tags_of(articles), limit, 0.0)
    assert comparable(rows) == comparable(by_hand(articles, limit, 0.0))


@given(articles=ARTICLES.filter(bool), limit=st.integers(1, 8), threshold=st.sampled_from([0.0, 0.05, 0.3, 0.7]))
@examples(200)
def test_both_ways_are_one(articles: list[Tagged], limit: int, threshold: float) -> None:
    """The same rows, and the same scores in the rows of others."""
    found = []
    for steps in WAYS:
        with steps_for_few(steps):
            relations = Relations(TagVectors(tags_of(articles)))
            rows = rows_of(relations.rows(range(len(articles)), limit, threshold))
            least = numpy.linspace(lowest(threshold), 1, len(articles))
            reached = relations.reached(range(0, len(articles), 2), least)
        scores = zip(reached.own.tolist(), reached.others.tolist(), reached.values.round(9).tolist(), strict=True)
        found.append((rows, sorted(scores)))
    assert found[0] == found[1]


def test_articles_without_tags_have_no_relatives() -> None:
    """No tag, no relation, whoever else has some."""
    articles = [Tagged((), 0), Tagged((1,), 1), Tagged((1,), 2), Tagged((), 3)]
    rows = related(tags_of(articles), 3, 0.0)
    assert [[other for other, _ in row] for row in rows] == [[], [2], [1], []]


@pytest.mark.parametrize("articles", [[], [Tagged((1,), 0)], [Tagged((), 0)] * 3])
def test_nothing_to_compare_is_no_error(articles: list[Tagged]) -> None:
    """No article, one article, articles without any tag."""
    assert list(related(tags_of(articles), 3, 0.0)) == [[] for _ in articles]


def test_all_articles_with_the_same_tag_are_related_by_nearness() -> None:
    """The score is 1 for all; the neighbours in time are shown."""
    articles = [Tagged((5,), number * 86_400) for number in range(50)]
    rows = related(tags_of(articles), 2, 0.05)
    assert [other for other, _ in rows[0]] == [1, 2]
    assert [other for other, _ in rows[25]] == [24, 26]
    assert [other for other, _ in rows[49]] == [48, 47]


def test_a_rare_tag_outweighs_a_common_one() -> None:
    """Sharing what two articles have counts for more than sharing what all have."""
    articles = [Tagged((0, 1), 0), Tagged((0, 1), 10**9), Tagged((0, 2), 1), *[Tagged((0, 3), n) for n in range(20)]]
    assert related(tags_of(articles), 1, 0.0)[0][0][0] == 1


@given(articles=ARTICLES.filter(lambda articles: len(articles) > 1))
@examples(60)
def test_a_score_is_between_nought_and_one_and_the_same_both_ways(articles: list[Tagged]) -> None:
    """The score that `backfile related` tells is the one that the page goes by."""
    weights = weights_of(articles)
    rows = related(tags_of(articles), len(articles), 0.0)
    for here, row in enumerate(rows):
        for there, value in row:
            told = score(articles[here].terms, articles[there].terms, weights)
            assert 0 < told <= 1 + EPSILON
            assert told == pytest.approx(value, abs=1e-6)
            assert told == pytest.approx(score(articles[there].terms, articles[here].terms, weights))


def test_one_more_article_among_many_leaves_the_other_scores_as_they_were() -> None:
    """Rarity goes by steps, so that a new article does not rewrite the pages of all that share its tag."""
    articles = [Tagged((number % 40, 40 + number % 7), number) for number in range(2000)]
    before = related(tags_of(articles), 6, 0.05)
    after = related(tags_of([*articles, Tagged((39, 99), 2000)]), 6, 0.05)
    changed = [n for n in range(2000) if [other for other, _ in before[n]] != [other for other, _ in after[n]]]
    assert len(changed) < 60


def test_the_page_shows_the_related_with_their_shared_tags_weightiest_first(tmp_path: Path) -> None:
    """Best first, at most the limit, none below the threshold, each with the tags it shares."""
    site = Site(tmp_path).config(related={"limit": 2, "threshold": 0.2})
    site.article("2020/01/a", tags=["Common", "Rare", "Odd"]).article("2020/02/b", tags=["Common", "Rare", "Odd"])
    site.article("2020/03/c", tags=["Common", "Odd"])
    for number in range(8):
        site.article(f"2020/04/d-{number}", tags=["Common", f"Own {number}"])
    html = site.build().html("2020/01/a/")
    related_part = html[html.index('class="related"') :]
    assert related_part.index("/2020/02/b/") < related_part.index("/2020/03/c/")
    assert "/2020/04/d-" not in related_part.split("</section>")[0]
    shared = related_part.split("</li>")[0]
    assert shared.index("Rare") < shared.index("Odd") < shared.index("Common")


def test_shared_tags_change_places_only_when_a_weight_changes(tmp_path: Path) -> None:
    """Not with every article that has one of them: of those that weigh the same the first by name comes first."""
    site = Site(tmp_path).config(related={"limit": 1})
    site.article("2020/01/a", tags=["Locks", "Boats"]).article("2020/02/b", tags=["Locks", "Boats"])
    for number in range(20):
        site.article(f"2020/04/c-{number}", tags=["Locks" if number % 2 else "Boats"])
    for tags in (["Own"], ["Boats"], ["Locks"], ["Locks"]):
        site.article(f"2020/05/{len(site.files())}", tags=tags).build()
        shared = re.search(r'<p class="shared">(.*?)</p>', site.html("2020/01/a/"), re.DOTALL)
        assert shared is not None
        assert shared[1].index("Boats") < shared[1].index("Locks")
