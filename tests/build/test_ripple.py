"""One new article rewrites the pages that show it, and no other."""

from pathlib import Path

from site_builder import Site, changed_between


def archive(root: Path) -> Site:
    """Sixty articles over five years: ten sections' worth of tags, three sections, two authors."""
    site = Site(root).config(menu={"boxes": ["Radio"]}, per_page=5)
    for number in range(60):
        site.article(
            f"{2015 + number // 12}/{number % 12 + 1:02}/a-{number:02}",
            f"Text {number}.\n",
            tags=[f"T{number % 7}", f"U{number % 11}"],
            section=["Radio", "Space", "Chips"][number % 3],
            author=["Jane Doe", "John Doe"][number % 2],
        )
    return site


def test_one_new_article_changes_exactly_the_pages_that_show_it(tmp_path: Path) -> None:
    """The newest of sixty-one: its own page, its neighbours', its lists, feeds and dates, the fragments."""
    site = archive(tmp_path).build()
    before = site.files()
    site.article("2020/06/the-news", tags=["Fresh"], section="Radio", author="Jane Doe").build()
    terms = ["sections/radio", "authors/jane-doe", "tags/fresh"]
    expected = {
        "2020/06/the-news/index.html",
        "2019/12/a-59/index.html",  # names its later neighbour
        "2019/10/a-57/index.html",  # names its later neighbour in the section
        "index.html",
        "fragments/menu.html",
        "fragments/latest.html",
        "fragments/boxes.html",
        "fragments/days/06-15.html",
        "sitemap.xml",
        "feed.xml",
        "feed.json",
        *(f"{term}/{file}" for term in terms for file in ("index.html", "feed.xml", "feed.json")),
        "authors/jane-doe/page/6/index.html",  # was a way to the list's front, and is now a page that is full
        "authors/jane-doe/page/7/index.html",
        "sections/radio/page/4/index.html",
        "sections/radio/page/5/index.html",
        "sections/index.html",
        "authors/index.html",
        "tags/index.html",
        "archive/index.html",
        "2020/index.html",
        "2020/06/index.html",
        "2019/index.html",  # names the year after it
        "2019/12/index.html",  # names the month after it
    }
    assert changed_between(before, site.files()) == expected
