"""`import(build(archive))` gives back the archive."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from backfile.archive.dates import parse_moment
from importers.round_trip import article_pages, articles, imported, round_trip
from site_builder import Site

REPOSITORY = Path(__file__).parents[2]
WHOLE_FEEDS = '\n[feeds]\nlimit = 100\nfull_text = "all"\n'


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """The sample archive of this repository, and what comes back of it."""
    folder = tmp_path_factory.mktemp("sample")
    first = Site(folder / "first")
    shutil.copytree(REPOSITORY / "content", first.root / "content", dirs_exist_ok=True)
    first.write("backfile.toml", (REPOSITORY / "backfile.toml").read_text("utf-8") + WHOLE_FEEDS)
    second, report = round_trip(first, folder / "second")
    assert not report.all_problems, report.all_problems
    return first, second


def test_the_sample_archive_comes_back(sample: tuple[Site, Site]) -> None:
    """Every article once, every other page passed over; front matter and text as they were."""
    first, second = map(articles, sample)
    assert set(first) == set(second)
    for name in first:
        assert second[name][0] == first[name][0], name
    for name in first:
        assert second[name][1] == first[name][1], name


def test_built_again_it_is_the_same_site(sample: tuple[Site, Site]) -> None:
    """Each page of an article, byte for byte but for the digests in the names of media."""
    first, second = sample
    assert article_pages(second.build()) == article_pages(first)


def test_no_format_has_to_be_named(tmp_path: Path) -> None:
    """What lies beside the pages, as texts to download, comes in no second time."""
    site = Site(tmp_path / "first").config(downloads={"markdown": True})
    site.article("2020/10/locks", "A lock lifts a boat, and sets it down again on the other side of the hill.\n" * 9)
    second, report = round_trip(site, tmp_path / "second", form="")
    assert not report.all_problems, report.all_problems
    assert set(articles(second)) == {"2020/10/locks"}
    assert (site.output / "2020/10/locks/index.md").is_file()


EVERYTHING = r"""The chamber holds *one* boat, or **two** narrow ones.[^1] See [how weirs work](/2020/09/weirs/).

See [their gates](/2020/09/weirs/#two-gates), [canals](/tags/canals/) and [a place](https://canal.example.com/a?b=1&c=2).

## Two gates

![A lock gate, half open](gate.svg "*Half open*, [above a weir](/2020/09/weirs/)."){credit="Drawn for these tests"}

![No caption](gate.svg)

A picture ![in a line](gate.svg) and a line\
that is broken. It costs 5 * 3 \_florins\_, `a * b` and ~~nothing~~.

{.pullquote}
> No engine, and two gates.

> An ordinary quote.
>
> > With one in it.

### Words

Pound
:   The water between two locks.

Sluice
:   A small gate in the large one.
:   Also the way that it lets the water.

| lock | rise | keeper |
| --- | --: | :-: |
| upper | 2.5 m | *nobody* |
| lower | 3.0 m |  |

```python
def rise(height: float) -> float:
    return height * 2  # <b>not bold</b>
```

```
no language
```

1. Close the upper gates.
2. Open the sluices:
   - one side first,
   - then the other.
3. Wait.

***

::: embed
https://video.example.com/watch?v=1
:::

{lang=fr}
## Les éclusiers

The French say [écluse]{lang=fr}, H<sub>2</sub>O and x<sup>2</sup>.

Read more: [about tunnels](/2020/11/tunnels/).

#### Sources

Reporting by the canal desk.

[^1]: With a second paragraph.

    It stands here, with `code`.
"""
GATE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


@pytest.fixture
def everything(tmp_path: Path) -> Site:
    """Articles with every kind of block and every key of the front matter that a page shows."""
    site = Site(tmp_path / "first").write("content/2020/10/locks/gate.svg", GATE)
    site.config(timezone="Europe/Paris", feeds={"limit": 100, "full_text": "all"})
    return (
        site.article(
            "2020/10/locks/index",
            EVERYTHING,
            title="How a “lock” works: <gates> & *water*",
            standfirst="Two gates, a chamber between them & no engine.",
            date="2020-10-15T09:30:00+02:00",
            updated="2020-11-01T09:00:00+01:00",
            expires="2090-01-01",
            author=["Canal desk", "The Weir & Lock Society, Leeds"],
            section="Water",
            tags=["canals", "Water", "C++", "C#", "news", "A <b> tag", "locks, upper", "1840"],
            image={"src": "gate.svg", "alt": "A gate", "caption": "Drawn *at* the lock.", "credit": "Canal desk"},
            credit="From <Reuters> & the desk",
            lang="en-GB",
            canonical="https://first.example.com/how-locks-work",
            corrections=[
                {"date": "2020-10-20", "text": "The upper gate is <3 m> high & not 2 m."},
                {"date": "2020-10-21", "text": "Nor is it 4 m."},
            ],
        )
        .article("2020/09/weirs", "A weir lets water over.\n\n## Two gates\n\nOr three.\n", author="Canal desk")
        .article("2020/11/tunnels", "Dark.\n", date="2020-11-03T23:15:00+01:00", section="News")
        .article("2020/12/bridges", "A bridge stands.\n", tags=["canals"], image="/img/bridge.svg", lang="de")
        .write("content/img/bridge.svg", GATE)
        .page("about", "What this is, in a line.\n", standfirst="All about the tests.")
    )


def test_every_block_and_key_comes_back(everything: Site, tmp_path: Path) -> None:
    """Whatever a page shows."""
    second, report = round_trip(everything, tmp_path / "second")
    assert not report.all_problems, report.all_problems
    found, wanted = articles(second), articles(everything)
    assert set(found) == set(wanted)
    for name in wanted:
        assert found[name] == wanted[name], name
    assert article_pages(second.build()) == article_pages(everything)


FEEDS = ("feed.xml", "feed.json")
NOT_IN_FEEDS = ("expires", "corrections", "canonical", "image")
"""What neither Atom nor JSON Feed has a place for; of a picture they have the address and nothing more."""


def as_in_feed(site: Site, feed: str, zone: str) -> dict[str, tuple[dict[str, Any], str]]:
    """The articles of an archive as far as a feed shows them. It holds no pages without a date; a day is its first
    second there, as RFC 3339 knows no days; JSON Feed has no sections; media stay where they are."""
    hidden = (*NOT_IN_FEEDS, *(("section", "credit") if feed.endswith("json") else ()))
    found = {}
    for name, (values, body) in articles(site).items():
        if "date" in values:
            shown = {key: value for key, value in values.items() if key not in hidden}
            dates = {key: instant(str(shown[key]), zone) for key in ("date", "updated") if key in shown}
            found[name] = ({**shown, **dates}, re.sub(r"\]\(\S*?([\w-]+\.svg)", r"](\1", body))
    return found


def instant(date: str, zone: str) -> float:
    """The second that a date means, a day being its first in the archive's time zone."""
    moment = parse_moment(date, zone)
    assert moment
    return moment.instant


@pytest.mark.parametrize("feed", FEEDS)
def test_the_sample_archive_comes_back_from_its_feed(sample: tuple[Site, Site], feed: str, tmp_path: Path) -> None:
    """All that a feed shows of it."""
    first, _ = sample
    second = Site(tmp_path)
    assert not imported(first.output / feed, tmp_path, "feed").all_problems
    assert as_in_feed(second, feed, "UTC") == as_in_feed(first, feed, "UTC")


@pytest.mark.parametrize("feed", FEEDS)
def test_every_block_and_key_comes_back_from_a_feed(everything: Site, feed: str, tmp_path: Path) -> None:
    """All that a feed shows of them."""
    second = Site(tmp_path / "second")
    report = imported(everything.build().output / feed, second.root, "feed", timezone="Europe/Paris")
    assert not report.all_problems
    found, wanted = (as_in_feed(site, feed, "Europe/Paris") for site in (second, everything))
    assert set(found) == set(wanted)
    for name in wanted:
        assert found[name] == wanted[name], name


SHORT = "A lock has two gates. See [weirs](weirs.md).\n\n## Gates\n\nThey are of wood.\n"


def small(root: Path, **settings: Any) -> Site:
    """Three articles: by two, by one, by nobody and with nothing else."""
    site = Site(root).config(**settings)
    site.article("2020/10/locks", SHORT, tags=["canals", "gates"], section="Water", author=["Ada King", "Canal desk"])
    site.article("2020/10/weirs", "A weir.\n", tags=["canals"], author="Ada King")
    return site.article("2020/11/none", "Nothing is told.\n")


def assert_same(first: Site, root: Path, **wishes: Any) -> None:
    """Fails with the name of the first article that does not come back."""
    second, report = round_trip(first, root, **wishes)
    assert not report.all_problems, report.all_problems
    found, wanted = articles(second), articles(first)
    assert set(found) == set(wanted)
    for name in wanted:
        assert found[name] == wanted[name], name


PERMALINKS = ("/{year}/{month}/{day}/{slug}/", "/{section}/{slug}/", "/{slug}/", "/a/{year}/{slug}.html")


@pytest.mark.parametrize(
    "settings",
    [
        *({"permalink": permalink} for permalink in PERMALINKS),
        *({"language": language} for language in ("de", "fr", "ar", "zh", "en-GB")),
        {"base_url": "https://example.org/blog/"},
    ],
)
def test_whatever_the_addresses_and_the_language_of_the_site(settings: dict[str, str], tmp_path: Path) -> None:
    """Months with other names, text from the right, a site below a folder."""
    assert_same(small(tmp_path / "a", **settings), tmp_path / "b", language=settings.get("language", "en"))


ODD = {
    "title": (
        "<b>Bold</b> & co", "A", "404 Not found", "Page not found", "Home", "News – Test archive", "Test archive",
        "C++ | C# : D", "&amp; literally", "*stars* _under_ `code`", "日本の運河", "By Ada King", "Updated: the rest",
        "Gates " * 30 + "end",
    ),
    "tags": (
        [f"tag number {number}" for number in range(60)], ["A, B"], ["a"], ["1984", "2001"], ["x" * 70],
        ["one", "two", "four five six seven eight nine ten"], ["@home", "#hash", "a_b=c", "https://example.com/"],
        ["Locks", "locks and weirs"], ["All about", "more than", "see you", "news"],
    ),
    "author": (
        ["Ada King", "Mary & Co", "Jones, Bob"], "Test archive", "admin", "King and Jones", "By the sea",
        "x@example.com", [f"Writer Number {number}" for number in range(20)], "Reuters/AP", "日本",
    ),
    "section": ("News", "Home", "A, B", "x" * 60, "World | Asia", "Test archive", "C", "Arts > Music", "2020"),
    "standfirst": ("A", "Some text of it", "x " * 99 + "x", "By Ada King", "Read more", "*a* <b> &amp; c", "So."),
    "date": (
        "1837-07-25", "1866-07-27T09:30:00+00:00", "1900-01-01", "1970-01-01", "2000-01-01", "2020-10-15T00:00:00+00:00"
    ),
    "lang": ("de", "fr", "ar", "zh-Hant", "en-GB"),
}  # fmt: skip


@pytest.mark.parametrize("key", ODD)
def test_values_that_importers_take_for_something_else(key: str, tmp_path: Path) -> None:
    """Each in an article of its own; of another page a menu, an error or a byline would look like this."""
    site = Site(tmp_path / "a")
    for place, value in enumerate(ODD[key]):
        months = {"date": str(value)[:7].replace("-", "/")}.get(key, "2020/10")
        site.article(f"{months}/n{place}", "Some text of a lock, and more.\n", **{"section": "Locks", key: value})
    assert_same(site, tmp_path / "b")


BODIES = (
    "Short.\n", "![A gate](gate.svg)\n", "```\ncode\n```\n", "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    "- [One](/2020/10/n0/)\n- [Two](/2020/10/n1/)\n", "> Quote\n", "## Only a heading\n",
    "Share this: [x](https://example.com/)\n\nFollow us there.\n", "By Ada King\n\n15 October 2020\n\nText.\n",
    "<kbd>Ctrl</kbd> <mark>m</mark>\n", "1. one\n\n   two\n\n2. three\n", "::: embed\nhttps://example.com/x\n:::\n",
)  # fmt: skip


def test_bodies_that_importers_take_for_something_else(tmp_path: Path) -> None:
    """A picture or a table and no words, links alone, lines that look like a byline or like share links."""
    site = Site(tmp_path / "a").write("content/2020/10/n1/gate.svg", GATE)
    for place, body in enumerate(BODIES):
        site.article(f"2020/10/n{place}/index", body)
    assert_same(site, tmp_path / "b")


def test_ways_to_archived_copies_do_not_come_back(tmp_path: Path) -> None:
    """The mark beside a dead link is the site's, and no word of the article."""
    body = "A [plan](https://canals.example/plan), H<sup>2</sup>O, and [the end](https://canals.example/plan).\n"
    site = small(tmp_path / "a").article("2020/12/plans", body)
    site.write("content/links.tsv", "content/2020/12/plans.md\thttps://canals.example/plan\n")
    second, report = round_trip(site, tmp_path / "b")
    assert site.html("2020/12/plans/").count("archived-copy") == 2
    assert articles(second)["2020/12/plans"][1] == f"\n{body}"
    assert not report.all_problems


NOT_SHOWN = {
    "aliases": ["/old/"],
    "noindex": True,
    "search": False,
    "params": {"mood": "calm"},
}
"""No page says why its robots are to stay away, what else leads to it, or what only templates know."""


def test_what_no_page_shows_does_not_come_back(tmp_path: Path) -> None:
    """Drafts have no page; the end of an excerpt, classes and fractions of a second are not shown; moments are shown in
    the archive's time zone, labels that differ in case as the one that the site has for all."""
    site = small(tmp_path / "a").article("2020/12/draft", draft=True)
    body = "One.\n\n<!--more-->\n\n{.box}\nTwo.\n"
    site.article("2020/12/all", body, tags=["CANALS"], date="2020-12-15T09:30:00.5+05:30", **NOT_SHOWN)
    second, _ = round_trip(site, tmp_path / "b")
    found = articles(second)
    assert "2020/12/draft" not in found
    values, text = found["2020/12/all"]
    assert values == {"title": "All", "date": "2020-12-15T04:00:00+00:00", "tags": ["canals"]}
    assert text == "\nOne.\n\nTwo.\n"
