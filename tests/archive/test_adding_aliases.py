"""Addresses come into a front matter, and nothing else changes."""

import pytest

from backfile.archive.adding_aliases import with_aliases
from backfile.archive.writing import format_article


def test_the_key_comes_in_its_place() -> None:
    """As the writer of articles would have written it."""
    values = {"title": "A line", "tags": ["telegraph"], "credit": "Museum", "source": {"url": "https://example.org/"}}
    expected = format_article({**values, "aliases": ["/a/", "/b: c/"]}, "Text.")
    assert with_aliases(format_article(values, "Text."), ("/a/", "/b: c/")) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A\naliases:\n  - /old/\ndraft: true\n", "title: A\naliases:\n  - /old/\n  - /new/\ndraft: true\n"),
        ("aliases:\n- /old/ # ours\ntitle: A\n", "aliases:\n- /old/ # ours\n- /new/\ntitle: A\n"),
        ("title: A # ours\nx:\n  aliases: no\n", "title: A # ours\naliases:\n- /new/\nx:\n  aliases: no\n"),
    ],
)
def test_a_header_keeps_its_form(before: str, after: str) -> None:
    """Indents, comments, order, byte-order mark and line ends are a person's."""
    text = f"---\n{before}---\n\nText with aliases:\n- none\n"
    changed = with_aliases(text, ("/new/",))
    assert changed == text.replace(before, after)
    windows = "\ufeff" + text.replace("\n", "\r\n")
    assert with_aliases(windows, ("/new/",)) == "\ufeff" + changed.replace("\n", "\r\n")
    assert with_aliases(changed, ("/new/",)) == changed


@pytest.mark.parametrize(
    "text",
    [
        "---\naliases: [/old/]\ntitle: A\n---\nText\n",
        "+++\ntitle = 'A'\n+++\nText\n",
        "---\ntitle: [\n---\nText\n",
        "No header\n",
    ],
)
def test_what_cannot_be_changed_safely_is_left(text: str) -> None:
    """Then the import says what is to be added by hand."""
    assert with_aliases(text, ("/new/",)) is None
