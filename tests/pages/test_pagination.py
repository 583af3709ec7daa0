"""Lists count their pages from the oldest: a full page never changes, and no article is lost between pages."""

import re
from html import unescape
from pathlib import Path

import pytest

from backfile.archive.urls import output_path
from site_builder import Site

PER_PAGE = 4


def grown(root: Path, count: int) -> Site:
    """`count` articles of one tag, a day each, oldest first by their numbers."""
    site = Site(root).theme("everything").config(per_page=PER_PAGE, related={"limit": 0})
    for number in range(count):
        add(site, number)
    return site


def add(site: Site, number: int) -> Site:
    """The next article."""
    when = f"{2000 + number // 300}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02}"
    return site.article(f"n/a-{number:03}", tags=["Radio"], date=when)


def shown(site: Site, page: str) -> list[int]:
    """The numbers of the articles that a page of the list shows, in the order in which it shows them."""
    view = unescape(site.html(f"tags/radio/{page}")).split("<pre>")[1]
    return [int(found) for found in re.findall(r"source='content/n/a-(\d+)\.md'", view)]


@pytest.mark.parametrize("count", [1, 3, 4, 5, 8, 9, 12, 13])
def test_pages_together_hold_every_article_once_and_the_front_the_newest(tmp_path: Path, count: int) -> None:
    """Numbered pages hold the oldest, newest first within a page; the front shows the newest, a full page of them."""
    site = grown(tmp_path, count).build()
    full = (count - 1) // PER_PAGE
    for number in range(1, full + 1):
        expected = list(range((number - 1) * PER_PAGE, number * PER_PAGE))[::-1]
        assert shown(site, f"page/{number}/") == expected
    assert shown(site, "") == list(range(count))[::-1][:PER_PAGE]
    seen = {n for number in range(1, full + 1) for n in shown(site, f"page/{number}/")} | set(shown(site, ""))
    assert seen == set(range(count))


def test_a_full_page_never_changes_when_articles_are_added(tmp_path: Path) -> None:
    """Fourteen articles come one by one: once a numbered page shows articles, its bytes stay as they are."""
    site, known = grown(tmp_path, 1).build(), {}
    for number in range(1, 15):
        files = add(site, number).build().files()
        for path, data in known.items():
            assert files[path] == data, f"{path} changed with article {number}"
        known |= {path: files[path] for path in files if "/page/" in path and b"ListView" in files[path]}
    assert sorted(known) == [f"tags/radio/page/{number}/index.html" for number in (1, 2, 3)]


def test_older_and_newer_lead_through_the_whole_list_and_back(tmp_path: Path) -> None:
    """From the front by `older` to the first page, from there by `newer` to the front: every link leads somewhere."""
    site = grown(tmp_path, 14).build()

    def neighbour(url: str, name: str) -> str:
        found = re.search(rf"ListView\(.*\b{name}='([^']*)'", unescape(site.html(output_path(url))))
        return found[1] if found else ""

    older, url = [], "/tags/radio/"
    while url:
        older.append(url)
        url = neighbour(url, "older")
    assert older == ["/tags/radio/", "/tags/radio/page/3/", "/tags/radio/page/2/", "/tags/radio/page/1/"]
    newer, url = [], "/tags/radio/page/1/"
    while url:
        newer.append(url)
        url = neighbour(url, "newer")
    assert newer == [f"/tags/radio/page/{number}/" for number in (1, 2, 3, 4)]
    assert "target='/tags/radio/'" in unescape(site.html("tags/radio/page/4/"))


def test_a_list_that_shrinks_leaves_no_page_behind(tmp_path: Path) -> None:
    """With articles gone, the pages that nothing fills any more are gone too."""
    site = grown(tmp_path, 13).build()
    for number in range(6):
        site.remove(f"n/a-{number:03}")
    pages = sorted(path for path in site.build().files() if "/page/" in path)
    assert pages == ["tags/radio/page/1/index.html", "tags/radio/page/2/index.html"]
