"""Pelican's sites: settings that are a program, categories of folders, links in braces."""

from pathlib import Path

from small_site import draft, names_of, read_site, write_site

from backfile.importers.folders.pelican import Pelican

FILES = {
    "pelicanconf.py": (
        "import os\nSITEURL = ''\nTIMEZONE = 'Europe/Paris'\nAUTHOR = 'Canal desk'\nPATH = 'content'\n"
        "ARTICLE_URL = '{date:%Y}/{date:%m}/{slug}/'\nos.abort()\n"
    ),
    "publishconf.py": "SITEURL = 'https://canals.example.org'\n",
    "content/water/locks.md": (
        "Title: How a lock works\nDate: 2020-10-15 09:30\nTags: locks, canals\nAuthors: One Desk, Other Desk\n\n"
        "See [b]({filename}/water/bridge.md#top), [t]({tag}Stone arch).\n\n"
        "![a]({static}/images/a.png)\n\n[TOC]\n\n{{ x }}\n"
    ),
    "content/water/bridge.md": "Title: A bridge\nDate: 2019-05-06\nLang: fr\nStatus: draft\n\nText.\n",
    "content/pages/about.md": "Title: About\n\nText.\n",
    "content/water/old.rst": "Old\n###\n",
    "content/images/a.png": "x",
}


def test_a_site_is_known_by_its_settings(tmp_path: Path) -> None:
    """Nothing else has a file of that name."""
    assert Pelican().claims(names_of(write_site(tmp_path, FILES))) > 0.9


def test_an_article_keeps_its_header_and_its_address(tmp_path: Path) -> None:
    """Several authors, the folder for a category, the site's pattern; the settings are read and not run."""
    found = draft(read_site(Pelican(), write_site(tmp_path, FILES)), "content/water/locks.md")
    assert (found.date, found.section, found.tags) == ("2020-10-15T09:30:00+02:00", "water", ("locks", "canals"))
    assert found.authors == ("One Desk", "Other Desk")
    assert found.aliases == ("/2020/10/how-a-lock-works/",)
    assert found.origin_url == "https://canals.example.org/2020/10/how-a-lock-works/"


def test_links_in_braces_lead_on(tmp_path: Path) -> None:
    """To articles, to terms, to files; a table of contents is left out and told; `{{ x }}` is text here."""
    reading = read_site(Pelican(), write_site(tmp_path, FILES))["content/water/locks.md"]
    assert reading.draft
    lines = [line for line in reading.draft.body.split("\n") if line]
    assert lines == [
        "See [b](/a-bridge-fr.html#top), [t](/tags/stone-arch/).",
        "![a](/images/a.png)",
        "{{ x }}",
    ]
    assert [one.path for one in reading.draft.attachments] == [str(tmp_path / "content/images/a.png")]
    assert [one.text for one in reading.draft.dropped] == ["[TOC]"]
    assert not reading.problems


def test_translations_drafts_pages_and_what_is_not_read(tmp_path: Path) -> None:
    """Each as what it is."""
    readings = read_site(Pelican(), write_site(tmp_path, FILES))
    bridge = draft(readings, "content/water/bridge.md")
    assert (bridge.lang, bridge.slug, bridge.extra["draft"], bridge.authors) == (
        "fr",
        "a-bridge-fr",
        True,
        ("Canal desk",),
    )
    assert draft(readings, "content/pages/about.md").url == "/pages/about.html"
    assert "`rst`" in readings["content/water/old.rst"].problems[0].message


def test_settings_that_are_no_python_are_told(tmp_path: Path) -> None:
    """With the line; the articles are read without them."""
    readings = read_site(Pelican(), write_site(tmp_path, {**FILES, "pelicanconf.py": "SITEURL = ''\nx = ]\n"}))
    told = [str(problem.location) for reading in readings.values() for problem in reading.problems]
    assert any(place.endswith("pelicanconf.py:2") for place in told)
    assert draft(readings, "content/water/locks.md").title == "How a lock works"
