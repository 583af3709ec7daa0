"""Which line holds the tags, how it is cut, and what is never a tag."""

import pytest

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


class TestLabels:
    """What pages write before their tags."""

    @pytest.mark.parametrize(
        "line",
        [
            "Filed Under: Coasts, Rivers  Tagged With: Hamburg, North Sea, tides",
            "Posted in Coasts Tagged Hamburg, North Sea, tides",
            "More on: Hamburg, North Sea, tides",
            "In this article: Hamburg, North Sea, tides",
            "Tags Hamburg North Sea tides",
            "Tags: Hamburg | North Sea | tides | |",
            "Tags: Hamburg, a, North Sea, https://coast.example/tides, tides, Permanent address",
        ],
    )
    def test_a_label(self, line: str) -> None:
        """The tags behind it, without sections, addresses, letters, bars and labels."""
        assert draft(page(tags=f"{line}\n")).tags == ("Hamburg", "North Sea", "tides")

    def test_more_on_may_head_an_article(self) -> None:
        """Then it has no tags."""
        line = "More on: How the pier was mended in a single stormy night"
        assert draft(page(tags=f"{line}\n")).tags == ()

    def test_signs_are_part_of_a_tag(self) -> None:
        """A sharp sign begins a tag or closes a name."""
        assert draft(page(tags="Tags: C#, C++, tides\n")).tags == ("C#", "C++", "tides")

    def test_a_letter_is_a_tag_where_the_article_has_it_as_a_word(self) -> None:
        """Not where it only is a word of sentences."""
        body = "\n\n".join([*PARAGRAPHS, "A gauge of class R writes its own table, and I have read it."]) + "\n"
        assert draft(page(body=body, tags="Tags: A, I, R, S, tides\n")).tags == ("R", "tides")

    @pytest.mark.parametrize("line", ["Rotterdam harbours Hamburg tides", "dredging", "locks\n\nweirs\n\nsluices"])
    def test_a_line_that_may_be_the_tags_is_a_doubt(self, line: str) -> None:
        """Out of order, or of what the body does not say, it is not cut; the doubt quotes it."""
        found = draft(page(tags=f"{line}\n"))
        assert found.tags == ()
        assert any(line.split("\n")[0] in doubt for doubt in found.doubts)
