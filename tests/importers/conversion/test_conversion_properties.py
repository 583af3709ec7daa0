"""The law of the conversion: HTML, made Markdown and rendered by us, shows what the HTML showed."""

from hypothesis import given

from importers.conversion.trees import blocks, images, inline, kinds, links, shown, words
from properties import examples


@given(html=blocks)
@examples(600)
def test_what_was_shown_is_shown(html: str) -> None:
    """The same text in the same order, the same pictures and links, the same kinds of blocks."""
    found = shown(html)
    assert words(found) == words(html)
    assert images(found) == images(html)
    assert set(links(found)) == set(links(html))
    assert kinds(found) == kinds(html)


@given(html=inline)
@examples(600)
def test_a_line_of_text_stays_that_line(html: str) -> None:
    """Marks of Markdown in the text, emphasis within words, code and links beside each other."""
    found = shown(f"<p>{html}</p>")
    assert words(found) == words(html)
    assert images(found) == images(html)
    assert set(links(found)) == set(links(html))


@given(html=blocks)
@examples(300)
def test_our_own_pages_convert_to_themselves(html: str) -> None:
    """What we have rendered converts to Markdown that renders the same, as the round trip of an archive needs."""
    once = shown(html)
    assert shown(once) == once
