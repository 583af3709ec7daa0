"""Which line holds the tags, how it is cut, and what is never a tag."""

from dump_pages import PARAGRAPHS, TAGS, blocks, draft, page

QUOTE = "there is water enough under the keel"


class TestPullQuotes:
    """A pull quote near the end is not the tags."""

    def test_within_the_last_paragraphs(self) -> None:
        """It stays a pull quote, and the tag line is found behind the body."""
        found = draft(page(body="\n\n".join([*PARAGRAPHS[:5], QUOTE, PARAGRAPHS[5]]) + "\n"))
        assert found.tags == TAGS
        assert f"{{.pullquote}}\n> {QUOTE}" in blocks(found)

    def test_behind_the_last_paragraph(self) -> None:
        """The tag line below it is the tag line."""
        assert draft(page(body="\n\n".join([*PARAGRAPHS, QUOTE]) + "\n")).tags == TAGS

    def test_without_a_tag_line(self) -> None:
        """There are no tags then."""
        assert draft(page(body="\n\n".join([*PARAGRAPHS, QUOTE]) + "\n", tags="")).tags == ()
