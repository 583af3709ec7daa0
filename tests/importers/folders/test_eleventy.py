"""Eleventy's sites: data of folders, permalinks and templates' marks."""

from pathlib import Path

from small_site import draft, names_of, read_site, write_site

from backfile.importers.folders.eleventy import Eleventy

FILES = {
    "eleventy.config.js": 'export default () => ({ dir: { input: "src" } });\n',
    "src/_data/metadata.json": '{"title": "Canal notes", "url": "https://canals.example.org", "language": "en"}',
    "src/blog/blog.json": '{"tags": ["posts"], "author": "Canal desk", "layout": "post.njk"}',
    "src/blog/2020-10-15-locks.md": "---\ntitle: How a lock works\ntags: [locks, posts]\n---\n![a](/img/a.png)\n",
    "src/blog/bridge.md": "---\ntitle: Bridge\ndate: git Created\npermalink: /b/{{ page.fileSlug }}/\n---\nText.\n",
    "src/about.md": "---\ntitle: About\n---\nAbout {{ undefined }}.\n",
    "src/feed.md": "---\npermalink: false\n---\nText.\n",
    "src/index.md": "---\ntitle: Home\n---\nWelcome.\n",
    "src/img/a.png": "x",
    "README.md": "# For those who write\n",
}


def test_a_site_is_known_by_its_settings_or_by_its_data() -> None:
    """Settings are often hidden, and hidden files are not seen."""
    assert Eleventy().claims(tuple(FILES)) > 0.8
    assert Eleventy().claims(("posts/posts.11tydata.js", "posts/a.md")) > 0.5
    assert Eleventy().claims(("posts/a.md",)) == 0


def test_a_post_has_the_data_of_its_folder(tmp_path: Path) -> None:
    """The names of collections are no tags; the address is the path without the date."""
    found = draft(read_site(Eleventy(), write_site(tmp_path, FILES)), "src/blog/2020-10-15-locks.md")
    assert (found.date, found.authors, found.tags) == ("2020-10-15", ("Canal desk",), ("locks",))
    assert found.extra["params"] == {"collections": ["posts"]}
    assert found.aliases == ("/blog/locks/",)
    assert found.origin_url == "https://canals.example.org/blog/locks/"
    assert [Path(one.path).name for one in found.attachments] == ["a.png"]


def test_pages_keep_their_address_and_what_is_none_is_told(tmp_path: Path) -> None:
    """A permalink with the file's name; front page, data and readme are no articles."""
    readings = read_site(Eleventy(), write_site(tmp_path, FILES))
    assert draft(readings, "src/blog/bridge.md").url == "/b/bridge/"
    about = readings["src/about.md"]
    assert about.draft and about.draft.url == "/about/"
    assert "{{ undefined }}" in about.draft.body and len(about.problems) == 1
    assert all(readings[name].skipped for name in ("src/feed.md", "src/index.md", "README.md"))


def test_settings_that_are_programs_are_not_run(tmp_path: Path) -> None:
    """Nothing but the name of a folder is read in them."""
    write_site(tmp_path, {**FILES, "eleventy.config.js": "throw 1; // input: 'src'\n"})
    assert names_of(tmp_path)
    assert draft(read_site(Eleventy(), tmp_path), "src/about.md").url == "/about/"
