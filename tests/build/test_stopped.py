"""What a build that fails says of the archive."""

from pathlib import Path

from site_builder import Site


def test_it_counts_the_articles_that_it_would_have_published(tmp_path: Path) -> None:
    """No draft, nothing of the future, nothing that has expired, and no page."""
    site = Site(tmp_path).page("about").article("2020/10/locks").article("2020/11/boats")
    site.article("2020/12/draft", draft=True).article("2020/12/gone", expires="2021-01-01")
    site.article("2090/12/later").article("2021/01/broken", "[Nowhere](/nope/)\n").build()
    assert site.result.failed
    assert site.result.articles == 3
    assert site.build(drafts=True, future=True, expired=True).result.articles == 6


def test_a_failed_edit_of_a_body_counts_them_too(tmp_path: Path) -> None:
    """The short way of a build, which looks at one article only."""
    site = Site(tmp_path).article("2020/10/locks").article("2020/11/boats", params={"n": 1})
    site.write("templates/article.html", "{{ body_html }}{% if view.words > 5 %}{{ 1 // 0 }}{% endif %}").build()
    assert site.problems == ()
    site.edit("2020/10/locks", "One, two, three, four, five, six, seven.\n").build()
    assert site.result.failed
    assert site.result.articles == 2
