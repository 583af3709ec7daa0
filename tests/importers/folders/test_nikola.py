"""Nikola's sites: comments of metadata, sidecars, translations, links of its own."""

from pathlib import Path

from small_site import draft, names_of, read_site, write_site

from backfile.importers.folders.nikola import Nikola

FILES = {
    "conf.py": (
        "SITE_URL = 'https://canals.example.org/'\nBLOG_AUTHOR = 'Canal desk'\nTIMEZONE = 'Europe/Paris'\n"
        "DEFAULT_LANG = 'en'\nTRANSLATIONS = {DEFAULT_LANG: '', 'fr': './fr'}\n"
        "POSTS = (('posts/*.md', 'news', 'post.tmpl'),)\nPAGES = (('pages/*.md', '', 'page.tmpl'),)\n"
    ),
    "posts/locks.md": (
        "<!--\n.. title: How a lock works\n.. slug: a-lock\n.. date: 2020-10-15 09:30\n.. tags: locks, canals\n"
        ".. category: Water\n.. description:\n-->\n\nTwo gates.\n\n<!-- TEASER_END -->\n\n"
        "[b](link://slug/bridge) [c](link://tag/stone) {{% youtube abc %}}\n\n![a](/images/a.png)\n"
    ),
    "posts/locks.fr.md": ".. title: Une écluse\n.. slug: a-lock\n.. date: 2020-10-15 09:30\n\nDeux portes.\n",
    "posts/bridge.md": "Text of the bridge.\n",
    "posts/bridge.meta": ".. title: Bridge\n.. slug: bridge\n.. date: 2019-05-06\n.. tags: draft\n",
    "pages/about.md": "---\ntitle: About\nslug: about\n---\n\nText.\n",
    "images/a.png": "x",
}


def test_a_site_is_known_by_its_settings_and_posts(tmp_path: Path) -> None:
    """`conf.py` alone is many things."""
    assert Nikola().claims(names_of(write_site(tmp_path, FILES))) > 0.9
    assert Nikola().claims(("conf.py", "index.md")) == 0


def test_a_post_keeps_its_metadata_and_its_address(tmp_path: Path) -> None:
    """From the comment at its head; the folder by the settings."""
    found = draft(read_site(Nikola(), write_site(tmp_path, FILES)), "posts/locks.md")
    assert (found.title, found.date, found.section) == ("How a lock works", "2020-10-15T09:30:00+02:00", "Water")
    assert (found.tags, found.authors, found.aliases) == (("locks", "canals"), ("Canal desk",), ("/news/a-lock/",))
    assert found.body.strip() == (
        "Two gates.\n\n<!--more-->\n\n[b](/news/bridge/) [c](/tags/stone/) <https://www.youtube.com/watch?v=abc>\n\n"
        "![a](/images/a.png)"
    )
    assert [one.path for one in found.attachments] == [str(tmp_path / "images/a.png")]


def test_translations_sidecars_and_pages(tmp_path: Path) -> None:
    """Each as what it is."""
    readings = read_site(Nikola(), write_site(tmp_path, FILES))
    french, bridge = draft(readings, "posts/locks.fr.md"), draft(readings, "posts/bridge.md")
    assert (french.lang, french.slug, french.aliases) == ("fr", "a-lock-fr", ("/fr/news/a-lock/",))
    assert (bridge.title, bridge.date, bridge.extra["draft"]) == ("Bridge", "2019-05-06", True)
    assert draft(readings, "pages/about.md").url == "/about/"
