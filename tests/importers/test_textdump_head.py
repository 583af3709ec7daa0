"""The lines around a title: section, standfirst, kicker, copies of the title."""

import pytest

from dump_pages import PARAGRAPHS, TITLE, blocks, draft, page


class TestSection:
    """What a breadcrumb tells."""

    def test_the_last_part_may_be_the_page_by_another_name(self) -> None:
        """A breadcrumb may have an earlier headline; the section is the part before it."""
        crumbs = "Home » Coasts » How the harbours of the world came to read the tides\n"
        assert draft(page(crumbs=crumbs)).section == "Coasts"
        assert draft(page(crumbs="Home » Coasts » Harbours read tides\n")).section == "Coasts"

    def test_without_the_page(self) -> None:
        """The last part is the section then."""
        assert draft(page(crumbs="Home » News » Coasts\n")).section == "Coasts"


class TestStandfirst:
    """The sentence below the title."""

    LINE = "Tables of high water began as handwork and are now a matter of a moment."

    @pytest.mark.parametrize(
        "picture",
        [
            "Brass wheels\n\nThe brass wheels of a tide machine in the museum. Photo: Harbour Museum\n",
            "The wheels of a tide machine\n\nThe wheels of a tide machine in the harbour museum.\n",
            "The brass wheels of a tide machine, one above the other, with cords that run over all of them\n",
        ],
    )
    def test_a_picture_may_stand_below_it(self, picture: str) -> None:
        """The picture's text and its caption do not hide the standfirst."""
        found = draft(page(title=f"{TITLE}\n\n{self.LINE}\n\n{picture}"))
        assert found.standfirst == self.LINE
        assert blocks(found)[0] == PARAGRAPHS[0]
        assert found.doubts == ()


class TestRivals:
    """What could be another title, and what could not."""

    @pytest.mark.parametrize(
        "title",
        [
            f"Exclusive\n\n{TITLE}\n",
            f"{TITLE}\n\n{TITLE} – The coast paper\n",
            f"{TITLE[:30]}…\n\n{TITLE}\n",
            f"{TITLE}\n\nTables of high water began as handwork, and are now a matter of a moment for any harbour.\n",
        ],
        ids=["kicker", "with the site", "cut off", "standfirst"],
    )
    def test_no_rivals(self, title: str) -> None:
        """A kicker, the title again and its standfirst raise no doubt."""
        found = draft(page(crumbs="", title=title))
        assert found.title.startswith(TITLE)
        assert found.doubts == ()
