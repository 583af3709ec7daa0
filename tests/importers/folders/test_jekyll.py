"""Jekyll's sites: what posts, drafts, pages, data and Liquid become."""

from pathlib import Path

import pytest
from small_site import draft, names_of, read_site, write_site

from backfile.importers.folders.jekyll import Jekyll

CONFIG = """
title: Canal notes
url: https://canals.example.org
baseurl: /notes
timezone: Europe/Paris
permalink: /:categories/:year/:month/:day/:title.html
authors:
  desk: {name: Canal desk}
defaults:
  - scope: {path: "", type: posts}
    values: {author: desk}
"""
POST = """---
title: How a lock works
date: 2020-10-15 09:30
categories: [Water]
tags: locks, canals
redirect_from: [/old/locks, /older/]
---

A lock has two gates.
"""


def site(tmp_path: Path, **more: str) -> Path:
    """A site with one post, and files whose names have `__` for `/` and `_dot_md` for the ending."""
    files = {"_config.yml": CONFIG, "_posts/2020-10-15-how-a-lock-works.md": POST}
    return write_site(tmp_path, {**files, **more})


def post(body: str, header: str = "title: T") -> str:
    """A post of that text."""
    return f"---\n{header}\n---\n\n{body}\n"


def body_of(tmp_path: Path, text: str, **files: str) -> str:
    """What the text of a post becomes."""
    readings = read_site(Jekyll(), write_site(tmp_path, {"_posts/2020-01-02-x.md": post(text), **files}))
    return draft(readings, "_posts/2020-01-02-x.md").body.strip()


def test_a_folder_with_settings_and_posts_is_jekylls(tmp_path: Path) -> None:
    """And one of plain Markdown is not."""
    assert Jekyll().claims(names_of(site(tmp_path))) > 0.9
    assert Jekyll().claims(("posts/a.md", "readme.md")) == 0


def test_a_post_keeps_its_header_and_its_address(tmp_path: Path) -> None:
    """By the site's permalinks; the old address leads on, with the base path and without."""
    found = draft(read_site(Jekyll(), site(tmp_path)), "_posts/2020-10-15-how-a-lock-works.md")
    assert (found.title, found.date) == ("How a lock works", "2020-10-15T09:30:00+02:00")
    assert (found.section, found.tags, found.authors) == ("Water", ("locks", "canals"), ("Canal desk",))
    assert found.aliases == ("/old/locks", "/older/", "/water/2020/10/15/how-a-lock-works.html")
    assert found.origin_url == "https://canals.example.org/notes/water/2020/10/15/how-a-lock-works.html"
    assert "/notes/water/2020/10/15/how-a-lock-works.html" in found.addresses


@pytest.mark.parametrize(
    ("style", "address"),
    [
        ("pretty", "/water/2020/10/15/how-a-lock-works/"),
        ("ordinal", "/water/2020/289/how-a-lock-works.html"),
        ("none", "/water/how-a-lock-works.html"),
        ("/:year/:short_month/:i_day/:slug/", "/2020/Oct/15/how-a-lock-works/"),
    ],
)
def test_every_style_of_permalinks_is_known(tmp_path: Path, style: str, address: str) -> None:
    """Jekyll's own names for them, and patterns."""
    files = {"_config.yml": f"permalink: {style}\n", "_posts/2020-10-15-how-a-lock-works.md": POST}
    found = draft(read_site(Jekyll(), write_site(tmp_path, files)), "_posts/2020-10-15-how-a-lock-works.md")
    assert address in found.aliases


def test_what_a_header_lacks_comes_from_the_files_name(tmp_path: Path) -> None:
    """Title and date; and the report says so."""
    files = {"_posts/2019-02-01-two-gates.md": "---\nlayout: post\n---\nText.\n"}
    found = draft(read_site(Jekyll(), write_site(tmp_path, files)), "_posts/2019-02-01-two-gates.md")
    assert (found.title, found.date, found.slug) == ("Two Gates", "2019-02-01", "two-gates")
    assert found.found == {"title": "the file's name", "date": "the file's name"}
    assert found.aliases == ()


def test_an_impossible_date_gives_way_to_the_files_name_and_is_told(tmp_path: Path) -> None:
    """With its line; what was written is kept."""
    files = {"_posts/2019-02-01-x.md": post("Text.", "title: T\ndate: 2019-02-31")}
    reading = read_site(Jekyll(), write_site(tmp_path, files))["_posts/2019-02-01-x.md"]
    assert reading.draft and reading.draft.date == "2019-02-01"
    assert [str(problem.location).rsplit("/", 1)[1] for problem in reading.problems] == ["2019-02-01-x.md:3:7"]
    assert reading.draft.extra["params"] == {"date_as_written": "2019-02-31"}


def test_drafts_stay_drafts_and_pages_keep_their_address(tmp_path: Path) -> None:
    """A page without text, and the front page, are told and no articles."""
    more = {
        "_drafts/someday.md": post("Not yet.", "title: Someday"),
        "about.md": post("About us.", "title: About\npermalink: /who/"),
        "tags.md": "---\nlayout: tags\n---\n",
        "index.md": post("Welcome."),
        "README.md": "# For those who write\n",
    }
    readings = read_site(Jekyll(), site(tmp_path, **more))
    assert draft(readings, "_drafts/someday.md").extra["draft"] is True
    assert draft(readings, "about.md").url == "/who/"
    assert all(readings[name].skipped for name in ("tags.md", "index.md", "README.md"))


def test_folders_of_languages_make_translations_articles_of_their_own(tmp_path: Path) -> None:
    """With their language, a slug of their own, and categories from the other folders."""
    files = {f"{lang}/news/_posts/2020-01-02-x.md": post("Text.") for lang in ("de", "en", "zh_cn")}
    readings = read_site(Jekyll(), write_site(tmp_path, files))
    found = [draft(readings, name) for name in files]
    assert [(one.lang, one.slug, one.section) for one in found] == [
        ("de", "x-de", "news"),
        ("en", "x", "news"),
        ("zh-CN", "x-zh-cn", "news"),
    ]


def test_links_by_tag_follow_the_post(tmp_path: Path) -> None:
    """`link` and `post_url`; one that leads to a missing file gets the address it would have, and is told."""
    text = "[a]({% post_url 2020-10-15-how-a-lock-works %}) [b]({% link _posts/2020-10-15-how-a-lock-works.md %}#gates)"
    text += " [c]({% post_url 2018-01-01-gone %}) [d]({{ site.baseurl }}/about/) [e]({{ '/f' | relative_url }})"
    readings = read_site(Jekyll(), site(tmp_path, **{"_posts/2020-01-02-x.md": post(text)}))
    reading = readings["_posts/2020-01-02-x.md"]
    assert reading.draft
    old = "/water/2020/10/15/how-a-lock-works.html"
    gone = "https://canals.example.org/notes/2018/01/01/gone.html"
    assert reading.draft.body.strip() == f"[a]({old}) [b]({old}#gates) [c]({gone}) [d](/about/) [e](/f)"
    assert {old, f"{old}#gates"} <= set(reading.draft.links)
    assert "2018-01-01-gone" in reading.problems[0].message


def test_highlighted_code_becomes_a_fence_and_code_stays_as_it_is(tmp_path: Path) -> None:
    """Whatever looks like a tag in it."""
    text = "{% highlight ruby %}\nputs '{{ x }}' # ```\n{% endhighlight %}\n\n"
    text += "```liquid\n{% assign x = 1 %}\n```\n\n`{% if %}`"
    expected = "````ruby\nputs '{{ x }}' # ```\n````\n\n\n```liquid\n{% assign x = 1 %}\n```\n\n`{% if %}`"
    assert body_of(tmp_path, text) == expected


def test_raw_text_is_shown_and_comments_are_left_out_and_told(tmp_path: Path) -> None:
    """A comment is named among what was dropped, with its line."""
    files = {"_posts/2020-01-02-x.md": post("{% raw %}{{ x }}{% endraw %}\n\n{% comment %}Later.{% endcomment %}")}
    found = draft(read_site(Jekyll(), write_site(tmp_path, files)), "_posts/2020-01-02-x.md")
    assert found.body.strip() == "{{ x }}"
    assert [(one.line, one.text) for one in found.dropped] == [(7, "{% comment %}Later.{% endcomment %}")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{% include figure.html src="/a.png" alt="A gate" caption="Open" %}', '![A gate](/a.png "Open")'),
        ('{% include image.html url="{{ site.baseurl }}/a.png" %}', "![](/a.png)"),
        ("{% youtube abc_-123 %}", "::: embed\nhttps://www.youtube.com/watch?v=abc_-123\n:::"),
        ('{% include youtube.html id="abc" %}', "::: embed\nhttps://www.youtube.com/watch?v=abc\n:::"),
        ("See {% gist someone/12345 %}.", "See <https://gist.github.com/someone/12345>."),
        ("Made by {{ site.title }}: {{ page.title }}", "Made by {{ site.title }}: T"),
    ],
)
def test_tags_that_show_something_show_it_still(tmp_path: Path, text: str, expected: str) -> None:
    """Figures, films and gists by the usual names."""
    assert body_of(tmp_path, text) == expected


def test_what_nobody_knows_stays_in_the_text_and_is_told_once_a_name(tmp_path: Path) -> None:
    """With the line of the first and their number; nothing in it works as Markdown."""
    text = "{% assign x = site.data.y %}\n\n{% lock *wide* %} and {% lock <narrow> %}"
    files = {"_posts/2020-01-02-x.md": post(text)}
    reading = read_site(Jekyll(), write_site(tmp_path, files))["_posts/2020-01-02-x.md"]
    assert reading.draft
    assert "{% assign x = site.data.y %}" in reading.draft.body
    assert "{% lock \\*wide\\* %} and {% lock \\<narrow> %}" in reading.draft.body
    told = {problem.location.line: problem.message for problem in reading.problems}
    assert list(told) == [5, 7]
    assert "`lock`, 2 times," in told[7]


def test_attribute_lists_of_kramdown_are_written_as_ours(tmp_path: Path) -> None:
    """Before the block, behind the heading; styles and targets go, and are told."""
    text = '## Gates\n{: #gates}\n\nText.\n{: .wide}\n\n[a](b.html){:target="_blank"} ![c](d.png){: .e width="3"}'
    files = {"_posts/2020-01-02-x.md": post(text)}
    found = draft(read_site(Jekyll(), write_site(tmp_path, files)), "_posts/2020-01-02-x.md")
    assert found.body.strip() == '## Gates {#gates}\n\n{.wide}\nText.\n\n[a](b.html) ![c](d.png){.e width="3"}'
    assert [one.text for one in found.dropped] == ['target="_blank"']


def test_media_are_found_where_jekyll_serves_them(tmp_path: Path) -> None:
    """From the root, with the base path or the whole address before them; a missing one is named."""
    text = (
        "![a](/assets/a.png) ![b](/notes/assets/a.png) ![c](https://canals.example.org/notes/assets/a.png) ![d](/d.png)"
    )
    files = {"_posts/2020-01-02-x.md": post(text), "assets/a.png": b"\x89PNG"}
    found = draft(read_site(Jekyll(), site(tmp_path, **files)), "_posts/2020-01-02-x.md")
    there = [one.written for one in found.attachments if one.path == str(tmp_path / "assets/a.png")]
    assert len(there) == 3
    assert [(one.written, one.url) for one in found.attachments if not one.path] == [
        ("/d.png", "https://canals.example.org/notes/d.png")
    ]


def test_two_posts_for_one_address_keep_it_apart(tmp_path: Path) -> None:
    """The first has it; the second is told."""
    files = {
        "_config.yml": "permalink: /:title/\n",
        "_posts/2020-01-01-x.md": post("A."),
        "_posts/2021-01-01-x.md": post("B."),
    }
    readings = read_site(Jekyll(), write_site(tmp_path, files))
    assert draft(readings, "_posts/2020-01-01-x.md").aliases == ("/x/",)
    assert draft(readings, "_posts/2021-01-01-x.md").aliases == ()
    assert "/x/" in readings["_posts/2021-01-01-x.md"].problems[0].message


def test_a_post_in_a_language_that_is_not_read_is_a_problem(tmp_path: Path) -> None:
    """With what to do about it."""
    files = {"_posts/2020-01-02-x.textile": post("h1. X")}
    [problem] = read_site(Jekyll(), write_site(tmp_path, files))["_posts/2020-01-02-x.textile"].problems
    assert problem.is_error and "textile" in problem.message and problem.hint


def test_broken_settings_are_told_and_the_posts_read(tmp_path: Path) -> None:
    """With the line of the settings."""
    files = {"_config.yml": "title: x\nurl: [\n", "_posts/2020-01-02-x.md": post("Text.")}
    reading = read_site(Jekyll(), write_site(tmp_path, files))["_posts/2020-01-02-x.md"]
    assert reading.draft
    assert "_config.yml" in str(reading.problems[0].location)


def test_posts_that_came_from_wordpress_have_its_addresses(tmp_path: Path) -> None:
    """`link` beside `wordpress_id`, and the number itself."""
    header = "title: T\nlink: https://canals.example.org/2009/01/02/x/\nwordpress_id: 12"
    files = {"_posts/2009-01-02-x.md": post("Text.", header)}
    found = draft(read_site(Jekyll(), write_site(tmp_path, files)), "_posts/2009-01-02-x.md")
    assert found.aliases == ("/2009/01/02/x/",)
    assert found.origin_url == "https://canals.example.org/2009/01/02/x/"
    assert "/?p=12" in found.addresses


def test_posts_in_html_become_markdown_and_templates_are_told(tmp_path: Path) -> None:
    """With what their tags show; a page that lists posts is none."""
    text = (
        '<p>A <b>lock</b> &amp; <a href="{{ site.url }}/b/">more</a>.</p>\n{% youtube abc %}\n'
        "{% highlight c %}\na < b\n{% endhighlight %}\n<p>{% lock <wide> %}</p>"
    )
    files = {
        "_posts/2020-01-02-x.html": post(text),
        "all.html": post("<ul>{% for post in site.posts %}<li>{{ post.title }}</li>{% endfor %}</ul>"),
    }
    readings = read_site(Jekyll(), write_site(tmp_path, files))
    found = draft(readings, "_posts/2020-01-02-x.html")
    assert "A **lock** & [more](/b/)." in found.body
    assert "::: embed\nhttps://www.youtube.com/watch?v=abc\n:::" in found.body
    assert "```c\na < b\n```" in found.body
    assert "{% lock \\<wide> %}" in found.body
    assert "template" in readings["all.html"].skipped
