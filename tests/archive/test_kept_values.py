"""What of a front matter is not read is kept under `params` and told of with its line, never lost in silence."""

from typing import Any

import pytest

from backfile.archive.article import Article, Parsed, Source, parse_article
from backfile.archive.catalog import assemble
from backfile.archive.field_values import Image
from backfile.config import Config, term_files
from backfile.config.tables import Taxonomy
from backfile.digest import digest_bytes
from backfile.problems import Severity

PATH = "content/1866/07/a.md"


def read(text: str, config: Config | None = None) -> Parsed:
    """What comes of a file with that text."""
    return parse_article(Source(PATH, digest_bytes(text.encode()), text.encode()), config or Config())


def read_header(header: str, config: Config | None = None) -> tuple[Article, list[str]]:
    """The article of a header below a title and a date (lines 2 and 3), and the warnings."""
    parsed = read(f"---\ntitle: A\ndate: 1866-07-27\n{header}\n---\n\nText.\n", config)
    assert parsed.article is not None, parsed.problems
    assert all(problem.severity is Severity.WARNING for problem in parsed.problems)
    return parsed.article, [str(problem) for problem in parsed.problems]


KEPT: list[tuple[str, dict[str, Any], int, str]] = [
    ("source: Reuters", {"source": "Reuters"}, 4, "`source`"),
    ("params: text", {"params": "text"}, 4, "`params`"),
    ("status: archived", {"status": "archived"}, 4, "`status`"),
    ("subtitle: A\nexcerpt: B", {"excerpt": "B"}, 5, "`subtitle` in line 4"),
    ("description: A\nstandfirst: B", {"description": "A"}, 4, "`standfirst` in line 5"),
    ("author: Ann\nbyline: By Ann", {"byline": "By Ann"}, 5, "`author` in line 4"),
    ("author: Ann\nauthors: [Ann, Bob]", {"authors": ["Ann", "Bob"]}, 5, "`author` in line 4"),
    ("author: {name: Ann, mail: x}", {"author": {"mail": "x"}}, 4, "`mail` of `author`"),
    ("author: {mail: x}", {"author": {"mail": "x"}}, 4, "`mail` of `author`"),
    ("author: [{name: Ann, mail: x}, Bob]", {"author": [{"name": "Ann", "mail": "x"}]}, 4, "`author`"),
    ("image: a.jpg\nthumbnail: b.jpg", {"thumbnail": "b.jpg"}, 5, "`image` in line 4"),
    ("image: [a.jpg, b.jpg]", {"image": ["b.jpg"]}, 4, "b.jpg"),
    ("image:\n  src: a.jpg\n  width: 3", {"image": {"width": 3}}, 6, "`width` of `image`"),
    ("image:\n  src: a.jpg\n  alt: [b]", {"image": {"alt": ["b"]}}, 6, "`alt` of `image`"),
    ("cover: true", {"cover": True}, 4, "no picture"),
    ("updated: 1866-08-01\nlastmod: 1866-08-02", {"lastmod": "1866-08-02"}, 5, "`updated` in line 4"),
    ("updated: true", {"updated": True}, 4, "no date"),
    ("created: 1866-07-26", {"created": "1866-07-26"}, 4, "`date` in line 3"),
    ("publishDate: never", {"publishDate": "never"}, 4, "`date` in line 3"),
    ("url: /a/\npermalink: /b/", {"permalink": "/b/"}, 5, "`url` in line 4"),
    ("canonical: javascript:x", {"canonical": "javascript:x"}, 4, "no web address"),
    ("tags: {a: 1}", {"tags": {"a": 1}}, 4, "`a` of `tags`"),
    ("tags: [a, {b: 1}]", {"tags": [{"b": 1}]}, 4, "`tags`"),
    ("tags: [{name: a, weight: 2}]", {"tags": [{"name": "a", "weight": 2}]}, 4, "`tags`"),
    ("taxonomies:\n  tags: [a]\n  series: [b]", {"taxonomies": {"series": ["b"]}}, 6, "`taxonomies.series`"),
    ("aliases: [/a/, {from: /b/}]", {"aliases": [{"from": "/b/"}]}, 4, "`aliases`"),
    ("draft: false\nstatus: draft", {"status": "draft"}, 5, "`draft` in line 4"),
    ("draft: false\npublished: false", {"draft": False}, 4, "`published` in line 5"),
    ("slug: a\nSlug: b", {"Slug": "b"}, 5, "`slug` in line 4"),
    ("Updated: 1866-08-01\nupdated: never", {"updated": "never"}, 5, "`Updated` in line 4"),
]


@pytest.mark.parametrize(("header", "params", "line", "part"), KEPT, ids=[case[0].split("\n")[0] for case in KEPT])
def test_what_is_not_read_is_kept_and_told(header: str, params: dict[str, Any], line: int, part: str) -> None:
    """Under its key as written, with the line where it stands and the key that holds instead."""
    article, told = read_header(header)
    assert article.params == params
    (message,) = told
    assert message.startswith(f"{PATH}:{line}:"), message
    assert part in message and "kept in params" in message


def test_entries_of_a_correction_that_say_more_are_kept_whole() -> None:
    """The correction is read, and who made it is there."""
    article, told = read_header("corrections: [{date: 1866-07-28, text: So., by: desk}]")
    assert article.corrections[0].text == "So."
    assert article.params == {"corrections": [{"date": "1866-07-28", "text": "So.", "by": "desk"}]}
    assert len(told) == 1


@pytest.mark.parametrize(
    "header",
    [
        "subtitle: A  b\nexcerpt: A b",
        "author: Ann\nauthors: [Ann]",
        "author: [Ann, Bob]\nbyline: Bob",
        "image: {src: a.jpg, alt: A}\ncover: a.jpg",
        "updated: 1866-08-01T10:00:00Z\nlastmod: 1866-08-01 12:00 +0200",
        "draft: true\nstatus: draft\npublished: false",
        "status: published\ndraft: false",
        "published: true",
        "standfirst: ''\nsubtitle: A",
        "updated:\nlastmod: 1866-08-01",
        "tags: []\nTags: [a]",
    ],
)
def test_what_says_the_same_or_nothing_is_not_kept(header: str) -> None:
    """Two names with one value, and keys without any."""
    article, told = read_header(header)
    assert (article.params, told) == ({}, [])


@pytest.mark.parametrize(
    ("header", "section", "tags"),
    [
        ("category: Main\ncategories: [Land, Sea]", "Main", ("Land", "Sea")),
        ("section: Main\ncategory: Land", "Main", ("Land",)),
        ("categories: [Main, Land]\ncategory: Main", "Main", ("Land",)),
        ("tags: [a]\nTags: [b]", "", ("a", "b")),
        ("Tags: [b]\ntags: [a]", "", ("b", "a")),
        ("tags: [a]\ntaxonomies: {tags: [b, a], categories: [Main, c]}", "Main", ("a", "b", "c")),
        ("tags: [a, [b, [c]]]", "", ("a", "b", "c")),
        ("tags: a, b\ncategories: [Main, b, c]", "Main", ("a", "b", "c")),
    ],
)
def test_terms_of_several_places_are_united_in_order(header: str, section: str, tags: tuple[str, ...]) -> None:
    """Tags under each of their names, then every category but the one that is the section."""
    article, told = read_header(header)
    assert (article.section, article.tags, article.params, told) == (section, tags, {}, [])


@pytest.mark.parametrize(
    ("header", "aliases"),
    [
        ("aliases: /old1/, /old2/", ("/old1/", "/old2/")),
        ("aliases: /old,older/", ("/old,older/",)),
        ("aliases: [/a/]\nredirect_from: [/b/, /a/]\nalias: /c/", ("/a/", "/b/", "/c/")),
        ("aliases: [/a/, [/b/]]", ("/a/", "/b/")),
    ],
)
def test_old_addresses_of_several_places_are_united(header: str, aliases: tuple[str, ...]) -> None:
    """A text of several is parted where every part begins with a slash."""
    article, told = read_header(header)
    assert (article.aliases, article.params, told) == (aliases, {}, [])


def test_a_further_taxonomy_may_stand_within_taxonomies_too() -> None:
    """As Zola writes it; no part of it is left."""
    config = Config(taxonomies={"series": Taxonomy()})
    article, told = read_header("series: [a]\ntaxonomies: {series: [b]}", config)
    assert (article.terms, article.params, told) == ({"series": ("a", "b")}, {}, [])


def test_the_draft_that_is_private_says_so() -> None:
    """It is a draft, and why it is none of the archive is not lost."""
    article, told = read_header("status: private")
    assert (article.draft, article.params, told) == (True, {"status": "private"}, [])


@pytest.mark.parametrize("word", ["true", "false", "yes", "no", '"false"'])
def test_a_yes_or_no_is_no_date(word: str) -> None:
    """`published: no` beside `created` makes a draft of that day."""
    parsed = read(f"---\ntitle: A\npublished: {word}\ncreated: 1866-07-27\n---\n\nText.\n")
    assert parsed.article is not None and parsed.article.date is not None, parsed.problems
    assert parsed.article.date.iso == "1866-07-27"
    assert parsed.article.draft == (word not in ("true", "yes"))
    assert (parsed.article.params, parsed.problems) == ({}, ())


def test_what_is_left_takes_no_place_that_is_taken() -> None:
    """`params` holds something else under that key: the later gets a number."""
    article, _ = read_header("params: {image: {width: 1}, mood: calm}\nimage: {src: a.jpg, width: 2}\nmood: calm")
    assert article.params == {"image": {"width": 1}, "mood": "calm", "image-2": {"width": 2}}
    assert article.image == Image("a.jpg")


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Authors: Alexis Metaireau, Conan Doyle", ("Alexis Metaireau", "Conan Doyle")),
        ("Authors: Doyle, Conan; Metaireau, Alexis", ("Doyle, Conan", "Metaireau, Alexis")),
        ("Authors: Doe, Jr.;", ("Doe, Jr.",)),
        ("Author: Doyle, Conan", ("Doyle, Conan",)),
    ],
)
def test_authors_are_parted_as_pelican_documents_it(authors: str, names: tuple[str, ...]) -> None:
    """At semicolons, else at commas; `Author` is one. In other forms a comma is a part of the name."""
    parsed = read(f"Title: A\nDate: 1866-07-27\n{authors}\n\nText.\n")
    assert parsed.article is not None and parsed.article.authors == names
    assert read_header("authors: Doyle, Conan")[0].authors == ("Doyle, Conan",)


def test_a_problem_between_articles_has_the_line_of_the_name_that_was_used() -> None:
    """`redirect_from` in line 5 holds the alias that is another's."""
    texts = {
        "a": "---\ntitle: A\ndate: 1866-07-27\nalias: /x/\n---\n",
        "b": "---\ntitle: B\ndate: 1866-07-27\nmood: calm\nredirect_from: [/x/]\n---\n",
    }
    parsed = [
        parse_article(Source(f"content/1866/07/{name}.md", digest_bytes(text.encode()), text.encode()), Config())
        for name, text in texts.items()
    ]
    articles = [found.article for found in parsed if found.article]
    _, problems = assemble(articles, (), {}, Config(), term_files(Config()))
    assert [str(problem.location) for problem in problems] == ["content/1866/07/b.md:5"]
