"""Links between imported articles lead to the files that these became."""

import pytest

from backfile.importers.importer import Draft
from backfile.importers.links import Places, address_key, links_to_articles, rewritten


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a/", "http://www.example.com/a"),
        ("https://example.com/a/index.html", "https://example.com/a/"),
        ("//example.com/a", "https://example.com/a#part"),
        ("https://example.com/caf%C3%A9/", "https://example.com/café"),
        ("https://example.com", "https://example.com/"),
    ],
)
def test_ways_of_writing_an_address_are_one(one: str, other: str) -> None:
    """Scheme, www, index, slash, escapes and anchor make no difference."""
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/?p=1", "https://example.com/?p=2"),
        ("https://example.com/a", "https://example.org/a"),
        ("https://example.com/a", "https://example.com/A"),
    ],
)
def test_different_addresses_stay_apart(one: str, other: str) -> None:
    """A query, a host and a capital letter count."""
    assert address_key(one) != address_key(other)


def test_a_link_to_an_imported_address_leads_to_its_file() -> None:
    """With its anchor, relative to the article's own file."""
    places = Places()
    places.add("b", Draft(title="B", body="", addresses=("https://example.com/?p=7", "/b/")), "content/2021/02/b.md")
    draft = Draft(title="A", body="", links=("http://example.com/?p=7#x", "/b", "https://example.com/c", "#top"))
    assert links_to_articles(draft, places, "content/2020/01/a/index.md") == {
        "http://example.com/?p=7#x": "../../../2021/02/b.md#x",
        "/b": "../../../2021/02/b.md",
    }


def test_only_addresses_of_links_and_pictures_are_rewritten() -> None:
    """Text and code that look the same stay."""
    body = '[a](/x) ![p](</x>) /x `/x` <a href="/x">b</a>\n\n[r]: /x\n\n[long](/x/y)\n'
    assert rewritten(body, {"/x": "z.md"}) == (
        '[a](z.md) ![p](<z.md>) /x `/x` <a href="z.md">b</a>\n\n[r]: z.md\n\n[long](/x/y)\n'
    )


def test_a_bare_address_that_becomes_a_file_goes_into_brackets() -> None:
    """`<../a.md>` would be a tag and no link."""
    body = "See <https://example.com/a/> and [it](<https://example.com/a/>)."
    expected = "See [https://example.com/a/](../a.md) and [it](<../a.md>)."
    assert rewritten(body, {"https://example.com/a/": "../a.md"}) == expected
