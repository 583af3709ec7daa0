"""Links between imported articles lead to the files that these became."""

import re
from posixpath import dirname, relpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.importer import Draft
from backfile.importers.links import (
    _BEFORE,
    _INDEX,
    _SCHEME,
    Places,
    address_key,
    links_to_articles,
    rewritten,
    way_to,
)
from properties import examples


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


NAMES = st.lists(st.sampled_from(["a", "b", "content", "2020", "index.md", "..", ".", ""]), min_size=1, max_size=5).map(
    "/".join
)


@given(target=NAMES, here=NAMES)
@examples(500)
def test_the_way_between_files_is_that_of_the_library(target: str, here: str) -> None:
    """Without the working folder being asked for."""
    if target:
        assert way_to(target, here) == relpath(target, dirname(here))


@given(
    before=st.lists(st.sampled_from(["](", "]: ", "](<", "<", 'src="', "href='", "x", " ", "(", ":", "=", "]", "](  "]))
)
@examples(500)
def test_what_stands_before_an_address_is_found_by_its_rare_signs(before: list[str]) -> None:
    """It ends where the plain pattern has it end."""
    plain = re.compile(r"\]\(\s*<?|\]:\s*<?|(?:src|href|poster)=[\"']|<")
    text = "".join(before)
    ends = [(match.end(), match[0] == "<") for match in plain.finditer(text)]
    assert [(match.end(), match[0] == "<") for match in _BEFORE.finditer(text)] == ends


@given(
    path=st.lists(
        st.sampled_from(["/", "a", "index.html", "/INDEX.php", "%2f", "?", "#", "\n", "http://", "www.b"])
    ).map("".join)
)
@examples(500)
def test_the_key_of_an_address_is_that_of_the_pattern(path: str) -> None:
    """Slashes and the index at its end are taken off without it where there is no index."""
    before, mark, query = path.partition("#")[0].partition("?")
    host = _SCHEME.sub("", before, count=1) if _SCHEME.match(before) else before
    assert address_key(path) == _INDEX.sub("", unquote(host)) + mark + query
