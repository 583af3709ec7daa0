"""Whose names a byline has, whole, however much they look like something else."""

import pytest

from backfile.importers.textdump.names import read_names
from dump_pages import draft, page


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Grace M. Hopper 4 March 2021", ("Grace M. Hopper",)),
        ("By J. C. R. Licklider | 4 March 2021", ("J. C. R. Licklider",)),
        ("By Taher El Gamal4 March 2021", ("Taher El Gamal",)),
        ("By Jean-Marie Le Goff 4 March 2021", ("Jean-Marie Le Goff",)),
        ("By Quoc Le4 March 2021", ("Quoc Le",)),
        ("By Ronald Read, 4 March 2021", ("Ronald Read",)),
        ("By Ninghui Sun 4 March 2021", ("Ninghui Sun",)),
        ("By Guy Steele Jr. 4 March 2021", ("Guy Steele Jr.",)),
        ("By Coast desk and Networks desk 4 March 2021", ("Coast desk", "Networks desk")),
        ("By Agency Staff Sun 4 March 2021", ("Agency Staff",)),
        ("Par Radia Perlman Le 4 mars 2021", ("Radia Perlman",)),
        ("By Radia Perlman. Updated 4 March 2021", ("Radia Perlman",)),
        ("By Radia Perlman Read more", ("Radia Perlman",)),
    ],
)
def test_names(byline: str, names: tuple[str, ...]) -> None:
    """Initials, particles and surnames that are also words of a page stay; dates and weekdays go."""
    assert read_names(byline.split(" ", 1)[1]) == names


@pytest.mark.parametrize("name", ["bell hooks", "admin"])
def test_small_letters(name: str) -> None:
    """Some write their names so, and some systems."""
    assert draft(page(byline=f"By {name}, 4 March 2021\n")).authors == (name,)


@pytest.mark.parametrize("byline", ["By the harbour team, 4 March 2021", "By e-mail to all ports"])
def test_a_byline_without_a_known_name_is_a_doubt(byline: str) -> None:
    """The doubt quotes it, and nobody is named."""
    found = draft(page(byline=f"{byline}\n"))
    assert found.authors == ()
    assert any(byline in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    ("byline", "names"),
    [("REUTERS\n\n4 March 2021\n", ("REUTERS",)), ("4 March 2021 / 10:07 AM / CBS News\n", ("CBS News",))],
)
def test_agencies_and_newsrooms(byline: str, names: tuple[str, ...]) -> None:
    """They sign without `By`."""
    assert draft(page(byline=byline)).authors == names
