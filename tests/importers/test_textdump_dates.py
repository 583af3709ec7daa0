"""Which date is the article's: one by the author, with a label, or alone between title and body; else a doubt."""

import pytest

from dump_pages import PARAGRAPHS, TITLE, draft, page

AUTHOR = "By Agency Staff\n"
ALONE = "Share. Facebook Twitter Email\n"


class TestSureDates:
    """Dates that need no doubt."""

    @pytest.mark.parametrize(
        "byline",
        [
            "By Agency Staff, 4 March 2021\n",
            "By Agency Staff\n4 March 2021\n",
            "By Agency Staff\nThursday, 4 March 2021 at 10:15 am GMT\n",
            "4 March 2021 | Coasts | 5 min read\n",
            "Published: 4 March 2021 in Coasts\n",
            "Date\n4 March 2021\n",
            "Agency Staff\nMarch 4, 2021 5:52 a.m.\n",
        ],
    )
    def test_in_the_byline_or_alone_or_labelled(self, byline: str) -> None:
        """It is taken without a doubt."""
        found = draft(page(byline=byline, menu="", footer=ALONE))
        assert (found.date, found.doubts) == ("2021-03-04", ())

    def test_the_time_of_day_above_the_title(self) -> None:
        """A masthead gives the day, an article above its title the time too."""
        found = draft(page(crumbs="", title=f"4 March 2021, 10:15\n{TITLE}\n", byline=AUTHOR, menu="", footer=ALONE))
        assert (found.date, found.doubts) == ("2021-03-04", ())


class TestOpenDates:
    """Dates that may be another's."""

    @pytest.mark.parametrize(
        "parts",
        [
            {"menu": "Thursday, 4 March 2021\n"},
            {"menu": "Thursday, 4 March 2021\n", "crumbs": ""},
            {"footer": "The pier reopens after repairs\n\n4 March 2021\n"},
            {"footer": "The coast paper, 4 March 2021\n"},
            {"byline": f"{AUTHOR}Event: 4 March 2021, harbour office\n"},
        ],
        ids=["masthead", "masthead at the title", "related post", "foot of the page", "event"],
    )
    def test_a_date_from_elsewhere_is_a_doubt(self, parts: dict[str, str]) -> None:
        """The doubt quotes the line."""
        found = draft(page(**({"menu": "", "byline": AUTHOR, "footer": ALONE, "tags": ""} | parts)))
        assert any("4 March 2021" in doubt for doubt in found.doubts)

    def test_a_date_in_the_first_sentence_is_the_sentences(self) -> None:
        """It is not the article's date, and the sentence stays."""
        first = "On 3 May 2011 the office printed its last table."
        found = draft(page(menu="", footer=ALONE, byline="", body="\n\n".join([first, *PARAGRAPHS]) + "\n"))
        assert (found.date, found.standfirst) == ("", "")
        assert found.body.startswith(first)

    @pytest.mark.parametrize("date", ["05/17/62", "05/17/35"])
    def test_two_digits_of_a_year(self, date: str) -> None:
        """They do not tell the century."""
        found = draft(page(menu="", footer=ALONE, byline=f"By Agency Staff\n{date}\n"))
        assert found.date == ""
        assert any(date in doubt and "century" in doubt for doubt in found.doubts)

    def test_the_page_may_tell_the_century(self) -> None:
        """The year stands in full somewhere else on it."""
        found = draft(page(menu="", byline="By Agency Staff\n05/17/21\n"))
        assert (found.date, found.doubts) == ("2021-05-17", ())


def test_a_date_of_the_last_change_alone_is_the_date() -> None:
    """It is no doubt, but costs confidence."""
    found = draft(page(byline="By Agency Staff\nUpdated: 5 March 2021\n"))
    assert (found.date, found.doubts) == ("2021-03-05", ())
    assert found.confidence < draft(page()).confidence
