"""Articles as Markdown beside their pages: what goes along and what does not, after small changes, too."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.article import Source, parse_article
from backfile.config import Config
from backfile.digest import digest_bytes
from backfile.render.markdown_file import without_comments
from site_builder import Site, assert_same_files

PRIVATE = {"params": {"note": "SECRET"}, "source": {"url": "https://old.example/SECRET"}}


def start(root: Path, **config: object) -> Site:
    """An archive in which each article has its text beside its page."""
    return Site(root).config(downloads={"markdown": True}, **config)


def test_an_article_is_beside_its_page(tmp_path: Path) -> None:
    """What the page shows, in the order in which sources are written, and the body to the letter."""
    body = "One *two*.\n\n\n- three\n- [four](../../2020/09/b.md)\n"
    values = {"standfirst": "Under it", "updated": "2020-10-16", "author": ["Ada Lovelace", "X"], "section": "S"}
    site = start(tmp_path, taxonomies={"company": {"label": "Companies", "key": "firm"}})
    site.article("2020/10/a", body, tags=["x"], credit="© Y", lang="fr", firm="Bell", **values).article("2020/09/b")
    text = site.build().html("2020/10/a/index.md")
    assert not site.problems
    assert text == (
        "---\ntitle: A\nstandfirst: Under it\ndate: 2020-10-15\nupdated: 2020-10-16\nauthor:\n- Ada Lovelace\n- X\n"
        "section: S\ntags:\n- x\ncredit: © Y\nlang: fr\ncanonical: https://example.org/2020/10/a/\nfirm:\n- Bell\n"
        f"---\n\n{body}"
    )
    page = site.html("2020/10/a/")
    assert '<link rel="alternate" type="text/markdown" href="https://example.org/2020/10/a/index.md">' in page
    assert '<a class="fact-download" href="/2020/10/a/index.md" type="text/markdown" download>' in page


def test_it_reads_back(tmp_path: Path) -> None:
    """The file is an article, of which nothing is wrong."""
    site = start(tmp_path).article(
        "2020/10/a", "Text: yes.\n", title="No: “x” #1", corrections=[{"date": "2020-10-16", "text": "It was 2."}]
    )
    data = site.build().files()["2020/10/a/index.md"]
    parsed = parse_article(Source("content/a.md", digest_bytes(data), data), Config(base_url="https://example.org/"))
    assert parsed.article and parsed.problems == ()
    assert (parsed.article.title, parsed.article.corrections[0].text) == ("No: “x” #1", "It was 2.")


def test_what_is_private_stays_at_home(tmp_path: Path) -> None:
    """Keys that no page shows, comments, drafts, what is not to be found or not yet due, and pages without a date."""
    body = "Text.<!-- SECRET -->\n\n<!-- SECRET\n\nSECRET -->\n\n[//]: # (SECRET)\n\n`<!-- code -->`\n"
    site = start(tmp_path).article("2020/10/a", body, **PRIVATE, unknown_key="SECRET", aliases=["/SECRET/"])
    site.article("2020/10/draft", draft=True).article("2090/10/later").article("2020/10/hidden", noindex=True)
    files = site.page("about").build().files()
    assert [path for path in files if path.endswith(".md")] == ["2020/10/a/index.md"]
    text = files["2020/10/a/index.md"].decode()
    assert "SECRET" not in text and "`<!-- code -->`" in text
    assert "text/markdown" not in site.html("2020/10/hidden/")


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("a<!--more-->b", "a<!--more-->b"),
        ("a <!-- b --> c", "a  c"),
        ("a\n\n<!-- b\nc", "a\n\n"),
        ("```html\n<!-- b -->\n```\n<!-- c -->\n", "```html\n<!-- b -->\n```\n\n"),
        ("~~~\n<!-- b -->\n", "~~~\n<!-- b -->\n"),
        ("``a ` <!-- b -->`` <!-- c -->", "``a ` <!-- b -->`` "),
        ("a `b\n\n<!-- c -->`\n", "a `b\n\n`\n"),
        ("> <!-- b\n> c -->\nd\n", "> \nd\n"),
        ("[a]: https://example.org/#b\n[b]: #there\n", "[a]: https://example.org/#b\n[b]: #there\n"),
        ("[//]: # (b)\nc\n", "c\n"),
    ],
)
def test_comments_go_and_code_stays(body: str, kept: str) -> None:
    """Unless they stand as code; the mark of an excerpt's end is none; one that never ends goes to the end."""
    assert without_comments(body) == kept


@given(st.text("ab`~<!-> \n[]/:#()", max_size=80))
def test_no_more_than_comments_go(body: str) -> None:
    """Words stay unless something that may be a comment stands before them."""
    assert without_comments(body) == body or "<!--" in body or "]:" in body


def test_small_changes_leave_what_a_clean_build_makes(tmp_path: Path) -> None:
    """An edit of a body, of a header, a new article, one gone, one hidden, one with another address."""
    site = start(tmp_path / "a")
    for number in range(6):
        site.article(f"2020/0{number + 1}/n{number}", tags=["x"], section="S")
    site.build()

    def check(number: int, *paths: str) -> None:
        site.build()
        assert not site.problems
        assert_same_files(site.files(), site.clean_copy(tmp_path / f"clean-{number}").build().files())
        assert all((path in site.files()) == path.endswith("index.md") for path in paths)

    site.edit("2020/02/n1", "Other text.\n")
    check(1, "2020/02/n1/index.md")
    assert "Other text." in site.html("2020/02/n1/index.md")
    site.edit("2020/03/n2", title="Another")
    check(2)
    site.article("2020/03/new", tags=["x"], section="S")
    check(3, "2020/03/new/index.md")
    site.remove("2020/05/n4")
    check(4)
    assert "2020/05/n4/index.md" not in site.files()
    site.edit("2020/04/n3", noindex=True)
    check(5)
    assert "2020/04/n3/index.md" not in site.files()
    site.edit("2020/04/n3", noindex=None, slug="elsewhere")
    check(6, "2020/04/elsewhere/index.md")
    site.config(downloads={"markdown": False})
    check(7)
    assert not [path for path in site.files() if path.endswith(".md")]


def test_an_article_that_changes_while_it_is_built_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never a page of one state beside a text of another."""
    site = start(tmp_path).article("2020/10/a")
    import backfile.build.full as full

    real = full.clear_stage

    def edited(stage: Path) -> None:
        site.write("content/2020/10/a.md", "---\ntitle: B\ndate: 2020-10-15\n---\n\nOther.\n")
        real(stage)

    monkeypatch.setattr(full, "clear_stage", edited)
    assert "the article changed while the site was built" in str(site.build().problems[0])
    assert not site.files()
    monkeypatch.setattr(full, "clear_stage", real)
    assert "Other." in site.build().html("2020/10/a/index.md")


def test_a_text_in_the_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    """An article at the very address is told of, by name."""
    site = start(tmp_path).article("2020/10/a").article("2020/10/b", url="/2020/10/a/index.md")
    (problem,) = site.build().problems
    assert "the text beside content/2020/10/a.md" in problem.message
