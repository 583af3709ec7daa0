"""`--max-changed`: a build that would change more of the site changes nothing, and says what made it."""

from pathlib import Path
from typing import Any

import pytest

from backfile.build import full, making
from site_builder import NOW, Site, assert_same_files, changed_between

DUE = NOW + 100 * 24 * 3600
"""An instant after the date of the article that is still to come."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A built archive of six articles, a picture, a page, and an article of the future."""
    site = Site(tmp_path / "archive")
    for number in range(1, 7):
        tags = ["cables", f"odd{number % 2}"]
        site.article(f"2020/{number:02}/article-{number}", "Some words. " * 90, tags=tags, section="News", author="Ann")
    site.article("2027/02/later", tags=["cables"], section="News").page("about")
    return site.write("content/2020/01/gate.svg", "<svg/>").build()


def causes(site: Site) -> list[str]:
    """The causes that the last build was stopped for."""
    lines = str(next(problem for problem in site.problems if problem.location.path == "--max-changed")).splitlines()
    return [line.strip() for line in lines[1:-1]]


CHANGES: dict[str, tuple[Any, str]] = {
    "title": (lambda site: site.config(title="Another"), "the site's settings changed (title)"),
    "two settings": (
        lambda site: site.config(title="Another", per_page=7),
        "the site's settings changed (per_page, title)",
    ),
    "page size": (lambda site: site.config(per_page=2), "the site's settings changed (per_page)"),
    "addresses": (lambda site: site.config(permalink="/{slug}/"), "the site's settings changed (permalink)"),
    "markdown": (lambda site: site.config(timezone="Europe/Paris"), "the site's settings changed (timezone)"),
    "template": (
        lambda site: site.write("templates/article.html", "{{ body_html }}"),
        "the theme's templates changed (article.html)",
    ),
    "new": (
        lambda site: site.article("2020/08/new", tags=["cables"], section="News"),
        "articles are new (content/2020/08/new.md)",
    ),
    "gone": (
        lambda site: site.remove("2020/02/article-2"),
        "articles went, or are published no more (content/2020/02/article-2.md)",
    ),
    "draft": (
        lambda site: site.edit("2020/02/article-2", draft=True),
        "articles went, or are published no more (content/2020/02/article-2.md)",
    ),
    "moved": (
        lambda site: site.edit("2020/02/article-2", slug="elsewhere"),
        "articles have another address (content/2020/02/article-2.md)",
    ),
    "retagged": (
        lambda site: site.edit("2020/02/article-2", tags=["cables", "ships"]),
        "articles have other tags, sections or authors (content/2020/02/article-2.md)",
    ),
    "title of an article": (
        lambda site: site.edit("2020/02/article-2", title="A better one"),
        "articles were edited (content/2020/02/article-2.md)",
    ),
    "body": (
        lambda site: site.edit("2020/02/article-2", "Some words. " * 99),
        "articles were edited (content/2020/02/article-2.md)",
    ),
    "section": (
        lambda site: site.article("2020/08/new", section="Views"),
        "sections or tags came to the menus, or went",
    ),
    "picture": (
        lambda site: site.write("content/2020/01/gate.svg", "<svg></svg>"),
        "pictures and other files are new or changed (content/2020/01/gate.svg)",
    ),
    "altered": (
        lambda site: site.write("site/index.html", "mine"),
        "files of the site are not as they were written (index.html)",
    ),
}
"""By name a change of the archive, and how the cause of most files is told."""


@pytest.mark.parametrize("name", CHANGES)
def test_a_stopped_build_says_why_and_changes_nothing(site: Site, tmp_path: Path, name: str) -> None:
    """It says the same when it is stopped again; the next without a budget comes to the bytes of a clean build, and
    changes as many files as were told."""
    change, cause = CHANGES[name]
    change(site)
    before = site.files()
    told = []
    for _ in range(2):
        site.build(max_changed=0)
        assert site.result.failed and (site.result.written, site.result.removed) == (0, 0)
        assert_same_files(site.files(), before)
        told.append(causes(site))
    assert told[0] == told[1]
    assert told[0][0].split(": ", 1)[1] == cause
    counts = [int(line.split(":")[0]) for line in told[0]]
    assert counts == sorted(counts, reverse=True)
    site.build()
    assert sum(counts) == site.result.written + site.result.removed == len(changed_between(before, site.files()))
    assert_same_files(site.files(), site.clean_copy(tmp_path / "clean").build().files())


def test_an_article_that_falls_due_is_told_from_a_new_one(site: Site) -> None:
    """Its file stood there before; only time went by."""
    site.build(max_changed=0, now=DUE)
    assert [line.split(": ")[1] for line in causes(site)] == ["articles fell due (content/2027/02/later.md)"]


def test_a_themes_own_files_are_told(site: Site) -> None:
    """Every page names them, with a mark of what is in them."""
    site.theme("everything").write("themes/everything/static/site.css", "p { margin: 0 }").build()
    site.write("themes/everything/static/site.css", "p { margin: 1em }").build(max_changed=0)
    assert [line.split(": ")[1] for line in causes(site)] == [
        "the theme's own settings or files changed (assets/site.css)"
    ]


def test_a_first_build_is_one_cause(tmp_path: Path) -> None:
    """And so is one whose ledger is lost. Nothing is left of it but the ledger."""
    site = Site(tmp_path).article("2020/10/locks").build(max_changed=3)
    (cause,) = causes(site)
    assert "nothing of this site is known" in cause and not site.output.exists()
    assert site.build().result.written == int(cause.split(":")[0])


def test_another_version_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only pages whose bytes it changes count: none, where a version writes the same."""
    monkeypatch.setattr("backfile.build.current.engine_digest", lambda: b"another version ")
    site.build(max_changed=0)
    assert not site.result.failed and site.result.written == 0
    monkeypatch.setattr("backfile.build.current.engine_digest", lambda: b"a third version ")
    site.config(title="Another").build(max_changed=0)
    (cause,) = causes(site)
    assert cause.endswith("Backfile or a library has another version; the site's settings changed (title)")


@pytest.mark.parametrize("change", ["title", "new", "gone", "body", "picture"])
def test_a_budget_that_is_just_enough_stops_nothing(site: Site, change: str) -> None:
    """One file less does."""
    CHANGES[change][0](site)
    count = sum(int(line.split(":")[0]) for line in causes(site.build(max_changed=0)))
    assert site.build(max_changed=count - 1).result.failed
    assert f"--max-changed {count} " in site.problems[0].hint
    site.build(max_changed=count)
    assert not site.result.failed
    assert site.result.written + site.result.removed == count


def test_nothing_to_do_fits_into_any_budget(site: Site) -> None:
    """Also where everything is made anew and comes to the same bytes."""
    for asked in ({}, {"force": True}):
        site.build(max_changed=0, **asked)
        assert site.problems == ()


def test_the_short_way_is_stopped_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit of a body alone, for which nothing is planned."""
    monkeypatch.setattr(full, "build_changes", None)
    before = site.files()
    site.edit("2020/05/article-5", "Some words. " * 99).build(max_changed=4, why=True)
    assert causes(site) == ["5: articles were edited (content/2020/05/article-5.md)"]
    assert len(site.result.why) == 5
    assert_same_files(site.files(), before)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_large_build_ends_before_all_is_rendered(site: Site, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """Then the count is what may have to change at most, and asking for that much is enough."""
    monkeypatch.setattr(making, "LOOKED_AT", 8)
    for number in range(7, 40):
        site.article(f"2021/{number % 12 + 1:02}/article-{number}", section="News")
    site.build().config(title="Another")
    steps: list[tuple[str, int, int]] = []
    site.build(max_changed=3, jobs=jobs, progress=lambda *step: steps.append(step))
    rendered = [(done, total) for stage, done, total in steps if stage == "render"]
    assert rendered[-1][0] == 8 < rendered[-1][1]
    message = site.problems[0].message
    most = int(message.split()[2])
    assert message.startswith(f"up to {most} files of the site would change, and no more than 3 may:")
    site.build(max_changed=most)
    assert not site.result.failed and 0 < site.result.written <= most


def test_why_names_each_file_that_would_change(site: Site) -> None:
    """Those that would go, too."""
    before = site.files()
    site.remove("2020/02/article-2").build(max_changed=0, why=True)
    told = dict(site.result.why)
    site.build()
    assert set(told) == changed_between(before, site.files())
    assert told["2020/02/article-2/index.html"] == "nothing asks for it any more"


def test_the_search_index_does_not_count(site: Site) -> None:
    """Its files are many and come and go with each article."""
    site.build(search=True)
    site.edit("2020/05/article-5", "Some words. " * 99).build(search=True, max_changed=5)
    assert not site.result.failed
    assert site.result.written > 5
