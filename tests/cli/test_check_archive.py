"""`backfile check` finds what is wrong and what could be better, and changes nothing."""

import json
import re
from typing import Any

import pytest

from cli.conftest import Run
from site_builder import Site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n'


def found(run: Run, site: Site, *options: str) -> dict[str, list[str]]:
    """What a check finds: by group the problems as `location: message`."""
    report = reported(run, site, *options)
    return {
        group["name"]: [f"{problem['location']}: {problem['message']}" for problem in group["problems"]]
        for group in report["groups"]
        if group["problems"]
    }


def reported(run: Run, site: Site, *options: str) -> dict[str, Any]:
    """The check's JSON."""
    path = site.root.parent / "report.json"
    run("check", "--json", path, *options, "-s", site.root)
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return report


def test_a_good_archive_passes(run: Run, site: Site) -> None:
    """One line and exit status 0."""
    result = run("check", "-s", site.root)
    assert result.exit_code == 0
    assert result.output == "3 articles and 1 page checked: nothing is wrong.\n"


def test_links_that_lead_nowhere(run: Run, site: Site) -> None:
    """With their lines; links that a build resolves are good."""
    site.edit("2020/10/locks", "See [one](/2020/11/tow-paths/), [two](../11/tow-paths.md), [three](/tags/canals/).\n")
    assert found(run, site) == {}
    site.edit("2020/10/locks", "See\n\n[nothing](/2020/11/tow-path/).\n")
    assert found(run, site) == {
        "links": [
            'content/2020/10/locks.md:11: the link "/2020/11/tow-path/" leads to no page of the archive.',
        ]
    }


@pytest.mark.parametrize(
    "link",
    [
        "/2020/10/locks/#two-gates",
        "../10/locks.md#fn1",
        "/old/#two-gates",
        "/2020/10/locks/#caf%C3%A9",
        "#top",
        "#here",
    ],
)
def test_anchors_that_are_there(run: Run, site: Site, link: str) -> None:
    """Headings, footnotes, ids of HTML, through a redirect too, encoded or not."""
    site.edit("2020/10/locks", "## Two gates\n\nText[^1].\n\n## Café\n\n[^1]: A note.\n", aliases=["/old/"])
    site.edit("2020/11/tow-paths", f'<b id="here">Here</b> [there]({link}) again.\n')
    assert found(run, site) == {}


@pytest.mark.parametrize("link", ["/2020/10/locks/#three-gates", "#here", "/2020/10/locks/#fn2"])
def test_anchors_that_are_not(run: Run, site: Site, link: str) -> None:
    """A warning at the link's own line."""
    site.edit("2020/10/locks", "## Two gates\n\nText[^1].\n\n[^1]: A note.\n")
    site.edit("2020/11/tow-paths", f"First.\n\n[There]({link}).\n")
    assert found(run, site) == {
        "anchors": [
            f'content/2020/11/tow-paths.md:10: the link "{link}" leads to no heading or note of that name.',
        ]
    }
    assert run("check", "-s", site.root).exit_code == 0


def test_media_missing_and_unused(run: Run, site: Site) -> None:
    """Also a lead picture's; a file that only a draft shows is in use, one for the host needs no use."""
    site.write("content/2021/02/mud/mud.svg", SVG).write("content/2021/02/spare.svg", SVG)
    site.write("content/favicon.svg", SVG)
    site.write(
        "content/2021/02/mud/index.md",
        "---\ntitle: Mud\ndate: 2021-02-01\ntags: [canals]\ndraft: true\n---\n\n![A spade](mud.svg)\n",
    )
    site.edit("2020/10/locks", "![A gate](gate.svg)\n", image={"src": "lead.svg", "alt": "A lock"})
    assert found(run, site)["media"] == [
        'content/2020/10/locks.md:7: the file "lead.svg" is missing.',
        'content/2020/10/locks.md:10: the file "gate.svg" is missing.',
        "content/2021/02/spare.svg: no article shows this file or links to it.",
    ]


def test_pictures_without_words(run: Run, site: Site) -> None:
    """In the text and at the top."""
    site.write("content/2020/10/gate.svg", SVG)
    site.edit("2020/10/locks", "Text.\n\n![](gate.svg)\n\n![A gate](gate.svg)\n", image="gate.svg")
    assert (
        found(run, site)
        == {
            "alternatives": [
                'content/2020/10/locks.md:7: the picture "gate.svg" has no alternative text.',
                'content/2020/10/locks.md:12: the picture "gate.svg" has no alternative text.',
            ]
        }
        or len(found(run, site)["alternatives"]) == 2
    )


def test_articles_that_are_one(run: Run, site: Site) -> None:
    """The same address is an error; the same title and date in two places a warning."""
    site.article("2020/10/lock-works", title="How a lock works", tags=["canals"])
    assert found(run, site) == {
        "duplicates": ["content/2020/10/locks.md:2: content/2020/10/lock-works.md has the same title and date."]
    }
    site.edit("2020/10/lock-works", slug="locks", title="Locks")
    assert list(found(run, site)) == ["addresses"]
    assert run("check", "-s", site.root).exit_code == 1


def test_articles_with_the_same_title(run: Run, site: Site) -> None:
    """On other days, told once for all of them; translations may share a title."""
    for month in range(1, 6):
        site.article(f"2022/{month:02}/notices", title="Notices" if month % 2 else "notices", tags=["canals"])
    site.article("2022/07/notices", title="Notices", tags=["canals"], lang="fr")
    paths = ", ".join(f"content/2022/{month:02}/notices.md" for month in (2, 3, 4))
    assert found(run, site) == {
        "duplicates": [f"content/2022/01/notices.md:2: the title “Notices” is also that of {paths} and 1 more."]
    }


def test_older_than_is_for_outside_links(run: Run, site: Site) -> None:
    """Alone it would do nothing, which is told."""
    result = run("check", "--older-than", "3", "-s", site.root)
    assert result.exit_code == 2
    assert "--external" in result.output
    assert run("check", "--external", "--older-than", "3", "-s", site.root).exit_code == 0


def test_marks_are_for_outside_links(run: Run, site: Site) -> None:
    """Where nothing is dead no file is begun."""
    assert run("check", "--mark", "-s", site.root).exit_code == 2
    result = run("check", "--external", "--mark", "-s", site.root)
    assert result.exit_code == 0 and "links.tsv" not in result.output
    assert not (site.root / "content/links.tsv").exists()


def test_the_file_of_dead_links_is_checked(run: Run, site: Site) -> None:
    """Lines that cannot be read, and articles that are not there."""
    good = "content/2020/10/locks.md\thttps://canals.example/\n"
    site.write("content/links.tsv", good)
    assert found(run, site) == {}
    site.write("content/links.tsv", f"{good}content/2020/10/keys.md\thttps://canals.example/\nkeys\n")
    assert found(run, site) == {
        "files": [
            'content/links.tsv:2: there is no article "content/2020/10/keys.md".',
            "content/links.tsv:3: no article and address stand here.",
        ]
    }


def test_outside_links_are_a_group_of_the_report(run: Run, site: Site) -> None:
    """Only where they were looked at. A person's own machine is never asked."""
    site.edit("2020/10/locks", "[here](http://127.0.0.1:9/)\n")
    assert found(run, site) == {}
    assert found(run, site, "--external") == {
        "outside": [
            'content/2020/10/locks.md:9: the link "http://127.0.0.1:9/" was not asked: '
            "its host is in a private network."
        ]
    }


def test_articles_with_nearly_the_same_text(run: Run, site: Site) -> None:
    """Under another title; marks and links play no part. What waits for its translation is no double."""
    text = " ".join(f"Gate {number} was hung in the {number}th week." for number in range(40))
    site.article("2020/10/gates", text, title="Gates", tags=["canals"])
    site.article("2020/12/gates-again", f"**Again**: {text}", title="Gates again", tags=["canals"])
    site.article("2020/12/portes", text, title="Les portes", tags=["canals"], lang="fr")
    (told,) = found(run, site)["duplicates"]
    assert "content/2020/10/gates.md" in told and "content/2020/12/gates-again.md" in told
    assert "has nearly the same text (99 % alike)." in told


def test_aliases_that_collide(run: Run, site: Site) -> None:
    """With another alias, an article, or a page of the site's own."""
    site.edit("2020/10/locks", aliases=["/old/"]).edit("2020/11/tow-paths", aliases=["/old/", "/tags/"])
    messages = found(run, site)["addresses"]
    assert len(messages) == 2
    assert any("/old/" in message for message in messages)
    assert any("/tags/" in message for message in messages)


def test_an_address_that_readers_know(run: Run, site: Site) -> None:
    """Against the site as last built: an article that moved, and one that is gone, unless an alias leads on."""
    site.build()
    site.edit("2020/10/locks", slug="gates").remove("2020/11/tow-paths")
    assert found(run, site) == {
        "addresses": [
            "content/2020/10/locks.md: this article was published at /2020/10/locks/ and has moved to /2020/10/gates/.",
            "content/2020/11/tow-paths.md: the article at /2020/11/tow-paths/ is gone with its file.",
        ]
    }
    site.edit("2020/10/locks", aliases=["/2020/10/locks/"]).edit("2021/01/aqueducts", aliases=["/2020/11/tow-paths/"])
    assert found(run, site) == {}


def test_an_address_that_was_promised(run: Run, site: Site) -> None:
    """Whole or from the root, with a note behind a tab; one that leads nowhere is an error with its line."""
    site.edit("2020/10/locks", aliases=["/old.html"])
    promised = "# since 1999\n\n/2020/10/locks/\tby mail\nhttps://example.org/2020/11/tow-paths/\n/old.html\n/tags\n"
    site.write("content/urls.tsv", promised)
    assert found(run, site) == {}
    site.write("content/urls.tsv", f"{promised}/2020/10/keys/\n")
    assert found(run, site) == {
        "addresses": ['content/urls.tsv:7: the address "/2020/10/keys/" was promised and leads nowhere.']
    }
    assert run("check", "-s", site.root).exit_code == 1


def test_what_is_unpublished_on_purpose_is_not_lost(run: Run, site: Site) -> None:
    """A draft is taken back by its author."""
    site.build()
    site.edit("2020/11/tow-paths", draft=True)
    assert found(run, site) == {}


def test_tags_and_dates(run: Run, site: Site) -> None:
    """Tags that may be one, articles without any, articles to come."""
    site.article("2021/02/mud", tags=["Canals", "bridgse"]).article("2021/03/rain")
    site.article("2021/04/regatta", date="2999-04-01", tags=["canals"])
    assert found(run, site) == {
        "tags": [
            "content/2021/01/aqueducts.md:5: the tags “bridges” and “bridgse” differ only by one letter.",
            "content/2021/02/mud.md:4: the tag “Canals” is the tag “canals”, written differently.",
            "content/2021/03/rain.md:2: the article has no tags.",
        ],
        "dates": [
            "content/2021/04/regatta.md:3: the date 2999-04-01 is in the future:"
            " builds before it leave the article out."
        ],
    }


def test_everything_that_stops_a_build_is_found(run: Run, site: Site) -> None:
    """A check that passes is followed by a build that does; this archive has one error of each kind."""
    site.write("content/2020/12/broken.md", "---\ntitle: [\n---\n")
    site.write("content/2020/12/latin.md", b"---\ntitle: Caf\xe9\n---\n")
    site.article("2020/12/undated", date=None).edit("2020/10/locks", "[x](/nowhere/)\n", aliases=["/about/"])
    site.write("content/tags.yaml", "canals: {slug: x}\nlocks: {slug: x}\n").write("templates/list.html", "{% if %}")
    stopped = {str(problem.location) for problem in site.build().problems if problem.is_error}
    places = {message.split(": ")[0] for messages in found(run, site).values() for message in messages}
    assert len(stopped) >= 7
    assert stopped <= places


def test_settings_that_cannot_be_read(run: Run, site: Site) -> None:
    """Nothing else can be told then."""
    site.write("backfile.toml", "titel = 1\n")
    result = run("check", "-s", site.root)
    assert result.exit_code == 1
    assert "unknown key `titel`" in result.output


def test_the_site_is_not_written(run: Run, site: Site) -> None:
    """Nor made, nor content changed."""
    before = site.files(site.root / "content")
    run("check", "-s", site.root)
    assert not site.output.exists()
    assert site.files(site.root / "content") == before
    site.build()
    built = site.files()
    site.edit("2020/10/locks", "Other text.\n")
    run("check", "-s", site.root)
    assert site.files() == built


def test_a_check_does_not_hide_a_change_from_the_build(run: Run, site: Site) -> None:
    """The check reads through the ledger; the build after it still sees what changed."""
    site.build().edit("2020/10/locks", "Other text.\n")
    run("check", "-s", site.root)
    assert "Other text." in site.build().html("2020/10/locks/")


def test_an_edit_before_a_check_and_one_after_it_both_reach_the_site(run: Run, site: Site) -> None:
    """The build goes by what it wrote last, not by what was read last."""
    site.build().edit("2020/10/locks", "Other text.\n")
    run("check", "-s", site.root)
    site.edit("2020/11/tow-paths", "New text.\n").build()
    assert "Other text." in site.html("2020/10/locks/")
    assert "New text." in site.html("2020/11/tow-paths/")


def test_drafts_are_checked_on_demand(run: Run, site: Site) -> None:
    """A draft may be unfinished."""
    site.article("2021/02/mud", "[x](/nowhere/)\n", draft=True, tags=["canals"])
    assert found(run, site) == {}
    assert list(found(run, site, "--drafts")) == ["links"]


def test_the_report_for_programs(run: Run, site: Site) -> None:
    """Every group is there, also when it is empty; counts and records agree."""
    site.edit("2020/10/locks", "[x](/nowhere/) [y](#z)\n")
    report = reported(run, site)
    assert list(report) == ["articles", "pages", "errors", "warnings", "groups"]
    assert (report["articles"], report["pages"], report["errors"], report["warnings"]) == (3, 1, 1, 1)
    assert [group["name"] for group in report["groups"]] == [
        "files", "addresses", "links", "anchors", "media", "alternatives", "duplicates", "tags", "dates",
    ]  # fmt: skip
    assert set(report["groups"][2]["problems"][0]) == {"severity", "location", "message", "hint"}


def test_long_lists_of_warnings_are_cut(run: Run, site: Site) -> None:
    """Errors never are; -v shows all, -q only errors."""
    for number in range(25):
        site.article(f"2021/05/rain-{number:02}", "[x](/nowhere/)\n", tags=[])
    normal, verbose, quiet = (run("check", *option, "-s", site.root).output for option in ((), ("-v",), ("-q",)))
    assert normal.count("has no tags") == 20
    assert "… and 5 more warnings; -v shows all." in normal
    assert verbose.count("has no tags") == 25
    assert "has no tags" not in quiet
    assert normal.count("/nowhere/") == verbose.count("/nowhere/") == quiet.count("/nowhere/") == 25


def test_a_folder_that_cannot_be_used_is_told(run: Run, site: Site) -> None:
    """A file where the ledger's folder should be: one problem, no traceback."""
    (site.root / ".backfile").write_text("in the way")
    result = run("check", "-s", site.root)
    assert result.exit_code == 1
    assert re.search(r"\.backfile.*: the archive cannot be read", result.output)
