"""`content/links.tsv`: dead links by article."""

import pytest

from backfile.archive.dead_links import DeadLink, parse_dead_links, written_dead_links

LOCKS, WEIRS = "content/2020/10/locks.md", "content/2020/09/weirs.md"


def test_what_is_written_is_read() -> None:
    """In the order of articles and addresses, whatever order it is written in."""
    links = (
        DeadLink(LOCKS, "https://b.example/", "2026-05-04", "its server answers 404"),
        DeadLink(LOCKS, "http://a.example/x?y=1&z"),
        DeadLink(WEIRS, "https://b.example/"),
    )
    text = written_dead_links(links)
    assert written_dead_links(reversed(links)) == text
    found, problems = parse_dead_links(text.encode())
    assert problems == ()
    assert found.by_source == {
        WEIRS: ("https://b.example/",),
        LOCKS: ("http://a.example/x?y=1&z", "https://b.example/"),
    }
    assert found.lines == {WEIRS: 3, LOCKS: 4}


def test_a_person_may_write_it() -> None:
    """Without reasons, with remarks and empty lines."""
    found, problems = parse_dead_links(f"# ours\n\n{LOCKS}\thttps://b.example/ \r\n".encode())
    assert (found.by_source, problems) == ({LOCKS: ("https://b.example/",)}, ())


@pytest.mark.parametrize(
    "line",
    [LOCKS, f"{LOCKS} https://b.example/", f"{LOCKS}\tmailto:x@b.example", f"{LOCKS}\thttp://[x/", f"{LOCKS}\t/x/"],
)
def test_lines_that_say_nothing_are_told(line: str) -> None:
    """With their number; the others count."""
    found, (problem,) = parse_dead_links(f"# head\n{line}\n{WEIRS}\thttps://b.example/\n".encode())
    assert str(problem).startswith("content/links.tsv:2: no article and address stand here.")
    assert found.by_source == {WEIRS: ("https://b.example/",)}


def test_other_encodings_are_told() -> None:
    """A byte-order mark is passed over; what is no UTF-8 is read not at all."""
    found, (problem,) = parse_dead_links(b"\xef\xbb\xbf" + f"{LOCKS}\thttps://b.example/\n".encode())
    assert not problem.is_error and found.by_source == {LOCKS: ("https://b.example/",)}
    found, (problem,) = parse_dead_links(b"# one\n\xff\xfe\n")
    assert problem.is_error and str(problem.location) == "content/links.tsv:2" and not found.by_source
