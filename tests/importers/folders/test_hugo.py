"""Hugo's sites: what pages, bundles, languages and shortcodes become."""

from pathlib import Path

import pytest
from small_site import draft, names_of, read_site, write_site

from backfile.importers.folders.hugo import Hugo

CONFIG = """
baseURL = "https://canals.example.org/site/"
title = "Canal notes"
defaultContentLanguage = "en"
[permalinks]
posts = "/:year/:month/:slug/"
[taxonomies]
tag = "tags"
category = "categories"
waterway = "waterways"
[languages.en]
[languages.de]
"""
POST = """+++
title = "How a lock works"
date = 2020-10-15T09:30:00+02:00
tags = ["locks"]
waterways = ["Canal du Midi"]
authors = ["desk"]
aliases = ["/old/locks/", "locks-old"]
+++

A lock has two gates.
"""


def site(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    """A site with one post, and those files."""
    own: dict[str, str | bytes] = {
        "hugo.toml": CONFIG,
        "content/posts/locks.md": POST,
        "archetypes/default.md": "---\n---\n",
    }
    return write_site(tmp_path, {**own, **files})


def page(body: str, header: str = "title: T\ndate: 2020-01-02") -> str:
    """A page of that text."""
    return f"---\n{header}\n---\n\n{body}\n"


def body_of(tmp_path: Path, text: str) -> str:
    """What the text of a page becomes."""
    return draft(
        read_site(Hugo(), site(tmp_path, {"content/posts/x.md": page(text)})), "content/posts/x.md"
    ).body.strip()


def test_folders_of_hugo_are_told_from_others(tmp_path: Path) -> None:
    """By its settings; a folder of bundles and sections is likely one."""
    assert Hugo().claims(names_of(site(tmp_path, {}))) > 0.9
    assert 0.5 < Hugo().claims(("_index.md", "a/index.md")) < 0.7
    assert Hugo().claims(("a.md", "b/index.md")) == 0


def test_a_page_keeps_its_header_and_its_address(tmp_path: Path) -> None:
    """TOML, permalinks by section, authors from data, aliases relative to the page, further taxonomies."""
    files: dict[str, str | bytes] = {"data/authors/desk.toml": 'name = "Canal desk"\n'}
    found = draft(read_site(Hugo(), site(tmp_path, files)), "content/posts/locks.md")
    assert (found.title, found.date, found.tags) == ("How a lock works", "2020-10-15T09:30:00+02:00", ("locks",))
    assert found.authors == ("Canal desk",)
    assert found.terms == {"waterways": ("Canal du Midi",)}
    assert found.aliases == ("/old/locks/", "/2020/10/locks-old", "/2020/10/how-a-lock-works/")
    assert found.origin_url == "https://canals.example.org/site/2020/10/how-a-lock-works/"


def test_without_permalinks_the_path_is_the_address(tmp_path: Path) -> None:
    """In small letters, with the slug for the last part; `url` is kept whole."""
    files: dict[str, str | bytes] = {
        "content/essays/Long Walk.md": page("A."),
        "content/essays/b.md": page("B.", "title: T\ndate: 2020-01-02\nslug: bee"),
        "content/essays/c.md": page("C.", "title: T\ndate: 2020-01-02\nurl: /see/"),
    }
    readings = read_site(Hugo(), site(tmp_path, files))
    assert draft(readings, "content/essays/Long Walk.md").aliases == ("/essays/long-walk/",)
    assert draft(readings, "content/essays/b.md").aliases == ("/essays/bee/",)
    assert draft(readings, "content/essays/b.md").section == "essays"
    assert draft(readings, "content/essays/c.md").url == "/see/"


def test_a_bundle_is_one_page_with_its_files(tmp_path: Path) -> None:
    """Media beside it, other texts in it no pages; pictures from static/ too."""
    files: dict[str, str | bytes] = {
        "content/posts/2020-05-06-bridge/index.md": page("![a](a.png) ![b](/img/b.png)", "title: Bridge"),
        "content/posts/2020-05-06-bridge/a.png": b"\x89PNG",
        "content/posts/2020-05-06-bridge/notes.md": "More.\n",
        "static/img/b.png": b"\x89PNG",
    }
    readings = read_site(Hugo(), site(tmp_path, files))
    found = draft(readings, "content/posts/2020-05-06-bridge/index.md")
    assert (found.date, found.slug) == ("2020-05-06", "bridge")
    assert [Path(one.path).name for one in found.attachments] == ["a.png", "b.png"]
    assert "part of the page" in readings["content/posts/2020-05-06-bridge/notes.md"].skipped


def test_section_pages_are_pages_where_they_have_a_text(tmp_path: Path) -> None:
    """Else they are told and skipped, as the front page is, and pages without a page of their own."""
    files: dict[str, str | bytes] = {
        "content/_index.md": page("Welcome."),
        "content/posts/_index.md": "---\ntitle: Posts\n---\n",
        "content/essays/_index.md": page("What essays are.", "title: Essays"),
        "content/hidden/index.md": page("A.", "title: T\nheadless: true"),
    }
    readings = read_site(Hugo(), site(tmp_path, files))
    assert [bool(readings[name].skipped) for name in files] == [True, True, False, True]
    assert draft(readings, "content/essays/_index.md").url == "/essays/"


def test_what_a_section_hands_down_reaches_its_pages(tmp_path: Path) -> None:
    """`cascade`, weaker than a page's own header."""
    files: dict[str, str | bytes] = {
        "content/essays/_index.md": "---\ntitle: Essays\ncascade:\n  author: Canal desk\n  color: blue\n---\n",
        "content/essays/a.md": page("A.", "title: T\ndate: 2020-01-02\ncolor: red"),
    }
    found = draft(read_site(Hugo(), site(tmp_path, files)), "content/essays/a.md")
    assert (found.authors, found.extra["params"]) == (("Canal desk",), {"color": "red"})


def test_each_language_is_an_article_of_its_own(tmp_path: Path) -> None:
    """By a mark in the name or by a folder; under the language's address."""
    files: dict[str, str | bytes] = {
        "content/posts/locks.de.md": page("Zwei Tore."),
        "content/de/posts/x.md": page("Text.", "title: U\ndate: 2020-01-02"),
    }
    readings = read_site(Hugo(), site(tmp_path, files))
    marked, inside = draft(readings, "content/posts/locks.de.md"), draft(readings, "content/de/posts/x.md")
    assert (marked.lang, marked.slug, marked.aliases) == ("de", "locks-de", ("/de/2020/01/t/",))
    assert (inside.lang, inside.slug) == ("de", "x-de")
    assert draft(readings, "content/posts/locks.md").lang == ""


def test_references_follow_the_page(tmp_path: Path) -> None:
    """`ref` and `relref` by path, by name, with anchors; links to files and to addresses too."""
    text = '[a]({{< ref "locks" >}}) [b]({{% relref "/posts/locks.md#gates" %}}) [c](locks.md)'
    found = draft(read_site(Hugo(), site(tmp_path, {"content/posts/x.md": page(text)})), "content/posts/x.md")
    old = "/2020/10/how-a-lock-works/"
    assert found.body.strip() == f"[a]({old}) [b]({old}#gates) [c](locks.md)"
    assert {old, f"{old}#gates"} <= set(found.links)
    assert [one.path for one in found.attachments] == [str(tmp_path / "content/posts/locks.md")]


def test_a_relative_address_is_written_from_the_root(tmp_path: Path) -> None:
    """For the article moves and the address does not."""
    files: dict[str, str | bytes] = {"content/essays/a.md": page("[b](../b/)"), "content/essays/b.md": page("B.")}
    assert draft(read_site(Hugo(), site(tmp_path, files)), "content/essays/a.md").body.strip() == "[b](/essays/b/)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{< figure src="a.png" alt="A gate" caption="It is \\"open\\"" >}}', '![A gate](a.png "It is \\"open\\"")'),
        ('{{< figure src = "a.png" class = "left" width = "30" >}}', '![](a.png){.left width="30"}'),
        (
            '{{< figure src="a.png" title="Gate" link="https://example.org/" >}}',
            '![Gate](a.png "[Gate](https://example.org/)")',
        ),
        ("{{< youtube abc >}}", "::: embed\nhttps://www.youtube.com/watch?v=abc\n:::"),
        ('{{< vimeo id="12" title="A film" >}}', "::: embed\n[A film](https://vimeo.com/12)\n:::"),
        ('{{< tweet user="someone" id="34" >}}', "::: embed\nhttps://twitter.com/someone/status/34\n:::"),
        ("{{< gist someone 56 >}}", "::: embed\nhttps://gist.github.com/someone/56\n:::"),
        ("{{< highlight go >}}\na < b\n{{< /highlight >}}", "```go\na < b\n```"),
        ("{{% notice tip %}}\nLook *up*.\n{{% /notice %}}", "> **Tip**\n>\n> Look *up*."),
        ('{{< details "More" >}}\nText.\n{{< /details >}}', "<details><summary>More</summary>\n\nText.\n\n</details>"),
        ("{{< raw >}}<b>x</b>{{< /raw >}}", "<b>x</b>"),
        ("A {{< param title >}} here", "A T here"),
        ("- one\n  {{< youtube abc >}}", "- one\n  \n  ::: embed\n  https://www.youtube.com/watch?v=abc\n  :::"),
        ("{{</* figure src=x */>}}", "{{< figure src=x >}}"),
        ("```\n{{</* figure */>}} {{< ref x >}}\n```", "```\n{{< figure >}} {{< ref x >}}\n```"),
    ],
)
def test_shortcodes_show_what_they_showed(tmp_path: Path, text: str, expected: str) -> None:
    """In our Markdown; code stays code."""
    assert body_of(tmp_path, text) == expected


def test_shortcodes_within_shortcodes_are_read(tmp_path: Path) -> None:
    """A gallery is its pictures; what nobody knows stays around what is known."""
    text = '{{< gallery caption="Gates" >}}\n{{< figure src="a.png" >}}\n{{< /gallery >}}\n\n'
    text += "{{<box>}}{{< youtube abc >}}{{</box>}}"
    body = body_of(tmp_path, text)
    assert body.startswith("![](a.png)\n\n*Gates*")
    assert body.endswith("{{\\<box>}}<https://www.youtube.com/watch?v=abc>{{\\</box>}}")


def test_a_shortcode_without_a_rule_is_told_with_its_line(tmp_path: Path) -> None:
    """Once a name."""
    files: dict[str, str | bytes] = {"content/posts/x.md": page("A.\n\n{{< map 1 >}}\n\n{{< map 2 >}}")}
    [problem] = read_site(Hugo(), site(tmp_path, files))["content/posts/x.md"].problems
    assert problem.location.line == 8
    assert "`map`, 2 times," in problem.message


def test_without_settings_the_links_teach_where_articles_were_read(tmp_path: Path) -> None:
    """Enough links with the date and the name of an article; translations under their language."""
    names = ("a", "b", "c")
    files: dict[str, str | bytes] = {
        f"2020-01-0{n}-{name}/index.md": page("Text.", "title: T") for n, name in enumerate(names, 1)
    }
    files["2020-01-01-a/index.de.md"] = page("Text.", "title: T")
    links = " ".join(f"[x](/blog/2020/01/0{n}/{name}/)" for n, name in enumerate(names, 1))
    files["2020-02-01-d/index.md"] = page(f"{links} [y](/de/blog/2020/01/01/a/)", "title: T")
    readings = read_site(Hugo(), write_site(tmp_path, files))
    assert "/blog/2020/01/01/a/" in draft(readings, "2020-01-01-a/index.md").addresses
    assert "/de/blog/2020/01/01/a/" in draft(readings, "2020-01-01-a/index.de.md").addresses
    assert "/blog/2020/01/01/a/" not in draft(readings, "2020-01-01-a/index.de.md").addresses
    assert draft(readings, "2020-01-01-a/index.md").aliases == ()


def test_no_value_of_a_header_is_lost_or_means_something_else(tmp_path: Path) -> None:
    """Doubles, other themes' pictures, templates of the other generator."""
    header = (
        "title: T\ndate: 2020-01-02\nsubtitle: One\ndescription: Two\ntemplate: wide.html\nsource: a book\n"
        "cover:\n  image: a.png\n  alt: A gate\nlastmod: yesterday\nmood: calm"
    )
    found = draft(
        read_site(Hugo(), site(tmp_path, {"content/posts/x.md": page("Text.", header)})), "content/posts/x.md"
    )
    assert found.standfirst == "One"
    assert found.extra["image"] == {"src": "a.png", "alt": "A gate"}
    assert found.extra["params"] == {
        "description": "Two",
        "template": "wide.html",
        "source": "a book",
        "lastmod": "yesterday",
        "mood": "calm",
    }


def test_values_of_any_shape_cost_no_article(tmp_path: Path) -> None:
    """Lists and mappings where texts belong are kept; a date that is none sends the article to quarantine."""
    header = "title: T\ndate: soon\ncategories: [[a], {b: c}]\nslug: [x]\nimage: [1, {a: 2}]\nauthors: {name: [y]}\n"
    readings = read_site(Hugo(), site(tmp_path, {"content/posts/x.md": page("Text.", header + "tags: {a: b}")}))
    found = draft(readings, "content/posts/x.md")
    assert found.doubts and found.extra["params"]["date_as_written"] == "soon"
