"""The file of all addresses that were published: what is read of it, and what it becomes."""

from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.published import Address, Published, broken_promises, kept_redirects, parse_published, renewed
from backfile.archive.urls import UrlPath, url_path
from properties import examples

BASE = "https://example.org/"
KEYS = Address("content/2020/10/keys.md", UrlPath("/2020/10/keys/"), "Keys")


def moved(url: str, source: str = KEYS.source, title: str = KEYS.title) -> Address:
    return Address(source, UrlPath(url), title)


def parsed(*lines: str) -> Published:
    return parse_published("".join(f"{line}\n" for line in lines), BASE)


def redirects(published: Published, *now: Address, sources: tuple[str, ...] = ()) -> dict[str, str]:
    files = sources or tuple(address.source for address in now)
    taken = [f"{address.url.strip('/')}/index.html" for address in now]
    return {str(found.old): str(found.new) for found in kept_redirects(published, now, files, taken)}


def test_an_article_that_moved_leaves_redirects_without_chains() -> None:
    """Three addresses, one after the other and back again: each old one leads straight to where the article is."""
    published = Published()
    for url in ("/a/", "/b/", "/c/"):
        published = renewed(published, [moved(url)], [KEYS.source])
    assert redirects(published, moved("/c/")) == {"/a/": "/c/", "/b/": "/c/"}
    assert redirects(published, moved("/a/")) == {"/b/": "/a/", "/c/": "/a/"}


def test_two_articles_that_changed_places_have_no_redirects() -> None:
    """There is no loop: an address at which something stands leads nowhere else, also in other letters."""
    published = parsed("/a/\tcontent/a.md\tA", "/B/\tcontent/b.md\tB")
    now = (moved("/b/", "content/a.md", "A"), moved("/a/", "content/b.md", "B"))
    assert redirects(published, *now) == {}


def test_a_file_that_was_renamed_is_found_by_its_title() -> None:
    published = parsed("/keys/\tcontent/keys.md\tKeys")
    now = moved("/2021/keys/", "content/2021/new.md", "  Keys ")
    assert redirects(published, now) == {"/keys/": "/2021/keys/"}
    after = renewed(published, [now], [now.source])
    assert after.text == "/2021/keys/\tcontent/2021/new.md\tKeys\n/keys/\tcontent/2021/new.md\tKeys\n"
    assert redirects(after, now) == {"/keys/": "/2021/keys/"}


def test_a_doubtful_title_finds_nothing() -> None:
    """Two new files have it, or two that are gone had, or the file is a draft now."""
    published = parsed("/keys/\tcontent/keys.md\tKeys")
    one, two = moved("/1/", "content/1.md"), moved("/2/", "content/2.md")
    assert redirects(published, one, two) == {}
    assert redirects(published, one, sources=("content/1.md", "content/keys.md")) == {}
    both = parsed("/keys/\tcontent/keys.md\tKeys", "/old/\tcontent/old.md\tKeys")
    assert redirects(both, one) == {}


def test_what_people_write_stays() -> None:
    """Remarks, notes behind an address, and addresses as they were spelt; lines come in the order of addresses."""
    text = "# ours\n\n# by hand\n/z\tfrom the print edition\nhttps://example.org/b/\tgone\tby law\n"
    published = parse_published(text, BASE)
    after = renewed(published, [KEYS], [KEYS.source])
    assert after.text == (
        "# ours\n# by hand\n"
        "/2020/10/keys/\tcontent/2020/10/keys.md\tKeys\n"
        "/z\tfrom the print edition\n"
        "https://example.org/b/\tgone\tby law\n"
    )


def test_what_leads_nowhere_is_told_with_its_line() -> None:
    """What is gone by word, unpublished, or at hand without its last slash is not."""
    published = parsed("# head", "/a/", "/b", "/c/\tgone", "/d/\tcontent/d.md\tD", "/e/?x", "/f/\tcontent/f.md\tF")
    told = broken_promises(published, {"b/index.html"}, {"content/d.md"})
    assert [(problem.location.line, problem.message.split('"')[1]) for problem in told] == [
        (2, "/a/"),
        (6, "/e/?x"),
        (7, "/f/"),
    ]


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
SEGMENTS = st.text("abcé漢~-", min_size=1, max_size=4)
ARTICLES = st.lists(
    st.builds(
        lambda name, url, title: Address(f"content/{name}.md", url_path(f"/{url}/"), title), SEGMENTS, SEGMENTS, TEXTS
    ),
    max_size=6,
    unique_by=(lambda address: address.source, lambda address: address.url),
)


@examples(200)
@given(st.lists(ARTICLES, max_size=4))
def test_nothing_that_was_published_is_forgotten(builds: list[list[Address]]) -> None:
    """After any builds: the file reads back as it was written, once renewed it stays, and every address that ever
    was is in it."""
    published, ever = Published(), set()
    for now in builds:
        sources = [address.source for address in now]
        published = renewed(published, now, sources)
        ever |= {address.url for address in now}
        again = parse_published(published.text, BASE)
        assert again.text == published.text
        assert renewed(again, now, sources).text == published.text
        assert redirects(again, *now) == redirects(published, *now)
        assert {line.written for line in again.lines} == ever
        published = again
