"""Zola's sites: pages, languages, internal links and shortcodes."""

from pathlib import Path

import pytest
from small_site import draft, names_of, read_site, write_site

from backfile.importers.folders.zola import Zola

CONFIG = """
base_url = "https://canals.example.org"
default_language = "en"
taxonomies = [{name = "tags"}, {name = "waterways"}]
[languages.fr]
"""
POST = """+++
title = "How a lock works"
date = 2020-10-15
aliases = ["old/locks"]
[taxonomies]
tags = ["locks"]
waterways = ["Canal du Midi"]
[extra]
author = "Canal desk"
+++

A lock has two gates.
"""


def site(tmp_path: Path, **files: str) -> Path:
    """A site with one post."""
    own = {"config.toml": CONFIG, "templates/page.html": "", "content/blog/2020-10-15-locks.md": POST}
    return write_site(tmp_path, {**own, **files})


def test_zola_is_told_from_hugo(tmp_path: Path) -> None:
    """Both have `config.toml` and `content/`."""
    names = names_of(site(tmp_path))
    assert Zola().claims(names) > 0.8
    assert Zola().claims((*names, "archetypes/default.md")) == 0


def test_a_page_keeps_its_header_and_its_address(tmp_path: Path) -> None:
    """Taxonomies, the author among the extras, the date in the name left out of the address."""
    found = draft(read_site(Zola(), site(tmp_path)), "content/blog/2020-10-15-locks.md")
    assert (found.title, found.date, found.tags, found.authors) == (
        "How a lock works",
        "2020-10-15",
        ("locks",),
        ("Canal desk",),
    )
    assert found.terms == {"waterways": ("Canal du Midi",)}
    assert found.aliases == ("/old/locks", "/blog/locks/")


def test_translations_and_bundles_are_known(tmp_path: Path) -> None:
    """A mark in the name; a picture beside `index.md`; `path` is kept whole; sections without a text are no pages."""
    files = {
        "content/blog/2020-10-15-locks.fr.md": POST,
        "content/walks/long/index.md": "+++\ntitle = 'T'\ndate = 2020-01-02\npath = 'far'\n+++\n![a](a.png)\n",
        "content/walks/long/a.png": "x",
        "content/walks/_index.md": "+++\ntitle = 'Walks'\n+++\n",
    }
    readings = read_site(Zola(), site(tmp_path, **files))
    french, bundle = (draft(readings, name) for name in list(files)[:2])
    assert (french.lang, french.slug, french.aliases[-1]) == ("fr", "locks-fr", "/fr/blog/locks/")
    assert (bundle.url, [Path(one.path).name for one in bundle.attachments]) == ("/far/", ["a.png"])
    assert readings["content/walks/_index.md"].skipped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](@/blog/2020-10-15-locks.md#gates)", "[a](/blog/locks/#gates)"),
        ('{{ youtube(id="abc") }}', "::: embed\nhttps://www.youtube.com/watch?v=abc\n:::"),
        ('{% quote(author="Someone") %}\nA gate.\n{% end %}', "> A gate.\n>\n> — Someone"),
        ("{% box() %}\nText.\n{% end %}", "{% box() %}\nText.\n{% end %}"),
        ("`[a](@/x.md)`", "`[a](@/x.md)`"),
    ],
)
def test_bodies_become_our_markdown(tmp_path: Path, text: str, expected: str) -> None:
    """What has no rule stays."""
    page = f"+++\ntitle = 'T'\ndate = 2020-01-02\n+++\n{text}\n"
    readings = read_site(Zola(), site(tmp_path, **{"content/blog/x.md": page}))
    assert draft(readings, "content/blog/x.md").body.strip() == expected
