"""What an article says stays in it, though a page might say it of itself; what is left out is the page's own."""

import pytest

from backfile.importers.prose import letters
from backfile.importers.textdump import blocks as textdump_blocks
from backfile.importers.textdump.lines import Line
from dump_pages import PARAGRAPHS, TAGS, blocks, draft, page


def between(*lines: str) -> str:
    """A page with lines between its third and fourth paragraph."""
    return page(body="\n\n".join([*PARAGRAPHS[:3], *lines, *PARAGRAPHS[3:]]) + "\n")


class TestSentences:
    """Sentences between sentences."""

    @pytest.mark.parametrize(
        "sentence",
        [
            "Terms of the sale were not disclosed.",
            "Pictures of the wheels were put on Flickr.",
            "The tables will be free to download as an app.",
            "The clerk was a reporter before he came to the harbour.",
            "Contact with the pilots is kept by radio on channel twelve.",
            "Masters who gave an e-mail address were told of it first.",
            "Advertisements for the tables appeared in every port.",
            "The tables are © 1962 Hydrographic Office and were widely copied.",
            "More on the wheels is in the museum.",
            "See: the moon pulls twice as hard as the sun does at sea.",
            "Cookies are not needed to read a table, and no website asks for cookies to print it.",
            "Comments are closed until the spring, the office said.",
            "Join the conversation, the harbour master told the crews, or be left behind.",
            "“We trust the tables,” they told AFP/Reuters.",
        ],
    )
    def test_it_stays(self, sentence: str) -> None:
        """A word of the page's about itself does not make a sentence the page's."""
        found = draft(between(sentence))
        assert len(blocks(found)) == len(PARAGRAPHS) + 1
        assert found.doubts == ()

    @pytest.mark.parametrize(
        "line",
        [
            "Sign up for the Coast Letter, our weekly email about boats and harbours.",
            "Advertisement",
            "Read more: The pier reopens after repairs",
            "A brass wheel in its case (Photo: Harbour Museum).",
            "© 2021 The site",
            "Subscribe to our newsletter and get the tides in your inbox.",
        ],
    )
    def test_what_the_page_says_goes(self, line: str) -> None:
        """A control, a prompt and a picture's credit are no paragraphs."""
        assert blocks(draft(between(line))) == list(PARAGRAPHS)

    @pytest.mark.parametrize("subhead", ["Latest", "Next", "Top", "About us", "Categories", "What do you think?"])
    def test_a_subhead_that_pages_have_too(self, subhead: str) -> None:
        """It stays, and a doubt names its line."""
        found = draft(between(subhead))
        assert f"## {subhead}" in blocks(found)
        assert blocks(found)[-1] == PARAGRAPHS[-1]
        assert any(f"“{subhead}”" in doubt for doubt in found.doubts)


class TestLists:
    """Lists and endings."""

    ITEMS = "• Tyne: four boats\n• Tees: three boats\n• Humber: two boats\n• Wear: one launch"

    def test_a_long_list_before_the_last_paragraph(self) -> None:
        """However long it is, the paragraphs behind it are the article's."""
        items = "\n".join(f"• Wheel {number}, cut in brass" for number in range(1, 13))
        found = draft(page(body="\n\n".join([*PARAGRAPHS[:5], "The wheels are these:", items, PARAGRAPHS[5]]) + "\n"))
        assert found.body.count("- Wheel") == 12
        assert blocks(found)[-1] == PARAGRAPHS[-1]
        assert found.doubts == ()

    def test_a_list_of_dates(self) -> None:
        """A dated item of a list is not a teaser's date."""
        items = "\n".join(f"• {year}: a machine is built" for year in (1872, 1906, 1910, 1949, 1965))
        found = draft(between("How it came about:", items))
        assert "- 1872: a machine is built" in found.body
        assert blocks(found)[-1] == PARAGRAPHS[-1]

    def test_a_closing_list_with_its_lead(self) -> None:
        """A line with a colon leads to it."""
        found = draft(page(body="\n\n".join([*PARAGRAPHS, "The ports have:", self.ITEMS]) + "\n"))
        assert found.body.endswith("- Wear: one launch")
        assert found.tags == TAGS
        assert found.doubts == ()

    def test_a_closing_list_without_a_lead_is_a_doubt(self) -> None:
        """It may be a list of the page."""
        found = draft(page(body="\n\n".join([*PARAGRAPHS, self.ITEMS]) + "\n"))
        assert found.body.endswith("- Wear: one launch")
        assert any("list" in doubt for doubt in found.doubts)

    def test_a_short_last_sentence(self) -> None:
        """Three words may close an article."""
        assert blocks(draft(page(body="\n\n".join([*PARAGRAPHS, "So be it."]) + "\n")))[-1] == "So be it."

    def test_a_long_sentence_between_head_and_foot_is_never_lost_in_silence(self) -> None:
        """What is left out between the title and the tags is a doubt if it could be the article's."""
        away = "\n\n".join(["3 March 2021", "News", "Coasts", "2 March 2021", "Rivers", "1 March 2021"])
        found = draft(page(tags="", body="\n\n".join([*PARAGRAPHS[:5], away, PARAGRAPHS[5]]) + "\n"))
        assert PARAGRAPHS[5] not in found.body
        assert any("reads like" in doubt for doubt in found.doubts)


class TestBehindTheArticle:
    """Boxes and footers behind the last paragraph."""

    BYLINE = "By Grace M. Hopper4 March 2021\n"
    NOTE = (
        "Grace M. Hopper covers harbours and the machines in them for the coast paper, and sails on Sundays if she can."
    )

    @pytest.mark.parametrize("box", [f"Grace M. Hopper\n\n{NOTE}\n", f"{NOTE}\n"], ids=["name and note", "note"])
    def test_the_note_about_the_author(self, box: str) -> None:
        """A paragraph that begins with the author's name and what they do is not the article's."""
        found = draft(page(byline=self.BYLINE, footer=f"{box}\nRelated Posts\n\nThe pier reopens after repairs\n"))
        assert blocks(found)[-1] == PARAGRAPHS[-1]
        assert (found.tags, found.doubts) == (TAGS, ())

    def test_the_footer_about_the_site(self) -> None:
        """Its heading ends the article."""
        about = (
            "The coast paper is an independent newspaper, founded by a group of shipowners, and owned by its readers.",
            "We hold ourselves to the standards of the press council, whose code can be read at our office.",
        )
        found = draft(page(footer="About the Coast Paper\n\n" + "\n\n".join(about) + "\n"))
        assert blocks(found)[-1] == PARAGRAPHS[-1]
        assert found.tags == TAGS


def test_a_long_run_of_short_lines_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is judged once, and not again for every line before it."""
    judged: list[str] = []
    monkeypatch.setattr(textdump_blocks, "letters", lambda text: judged.append(text) or letters(text))
    lines = tuple(Line(number=number, text="— a (@a) — a") for number in range(1, 301))
    assert {block.role for block in textdump_blocks.build_blocks(lines)} == {textdump_blocks.Role.PARAGRAPH}
    assert len(judged) == len(lines)


class TestLastParagraph:
    """A closing paragraph that has a page's words and speaks to the reader."""

    def test_it_stays(self) -> None:
        """Nothing in it calls for anything."""
        last = "Whoever trusts our website alone when you plan a crossing forgets that the wind has its own table."
        found = draft(page(body="\n\n".join([*PARAGRAPHS, last]) + "\n"))
        assert found.body.endswith(last)

    def test_a_call_goes(self) -> None:
        """It asks for an address."""
        last = "The tables of our website come to your inbox each week if you leave your e-mail address with us."
        assert last not in draft(page(body="\n\n".join([*PARAGRAPHS, last]) + "\n")).body
