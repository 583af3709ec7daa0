"""`backfile list` tells what is there, for people and for programs."""

import csv
import io
import json

import pytest

from cli.conftest import Run
from site_builder import Site


@pytest.fixture
def site(site: Site) -> Site:
    """With a draft, an article of the far future and one that has expired."""
    return (
        site.article("2021/02/dredging", tags=["canals"], draft=True)
        .article("2021/03/tunnels", date="2999-03-01")
        .article("2021/04/regatta", expires="2021-05-01")
    )


@pytest.mark.parametrize(
    ("which", "names"),
    [
        ("articles", ["locks", "tow-paths", "aqueducts"]),
        ("drafts", ["dredging"]),
        ("future", ["tunnels"]),
        ("expired", ["regatta"]),
    ],
)
def test_each_list_holds_its_own(run: Run, site: Site, which: str, names: list[str]) -> None:
    """What is published now, oldest first; what is a draft; what is to come; what is over."""
    rows = json.loads(run("list", which, "--json", "-s", site.root).stdout)
    assert [row["path"].rsplit("/", 1)[1].removesuffix(".md") for row in rows] == names


def test_the_published_list_is_what_a_build_publishes(run: Run, site: Site) -> None:
    """Both choose alike."""
    assert len(run("list", "articles", "-s", site.root).stdout.splitlines()) == site.build().result.articles


def test_json_tells_all_of_an_article(run: Run, site: Site) -> None:
    """Also the address, which follows from more than the file."""
    rows = json.loads(run("list", "articles", "--json", "-s", site.root).stdout)
    assert rows[0] == {
        "path": "content/2020/10/locks.md",
        "date": "2020-10-15",
        "title": "How a lock works",
        "section": "Water",
        "authors": ["Canal desk"],
        "tags": ["canals", "locks"],
        "url": "/2020/10/locks/",
    }


def test_csv_is_rfc_4180(run: Run, site: Site) -> None:
    """CRLF, a header, quotes around what holds a comma, a quote or a line break."""
    site.article("2020/12/ice", title='Ice, "thick" ice', tags=["ice", "winter"])
    output = run("list", "articles", "--csv", "-s", site.root).stdout_bytes
    assert output.count(b"\r\n") == output.count(b"\n") == 5
    assert b'"Ice, ""thick"" ice"' in output
    rows = list(csv.DictReader(io.StringIO(output.decode(), newline="")))
    assert rows[2]["title"] == 'Ice, "thick" ice'
    assert rows[2]["tags"] == "ice; winter"


def test_plain_lines_are_for_people(run: Run, site: Site) -> None:
    """Date, file and title."""
    lines = run("list", "articles", "-s", site.root).stdout.splitlines()
    assert lines[0] == "2020-10-15  content/2020/10/locks.md  How a lock works"


def test_two_forms_at_once_are_wrong_usage(run: Run, site: Site) -> None:
    """A list has one form."""
    assert run("list", "articles", "--json", "--csv", "-s", site.root).exit_code == 2


def test_what_can_be_read_is_listed_and_the_rest_told(run: Run, site: Site) -> None:
    """A broken file does not hide the others; the list stays clean of it, and the status says so."""
    site.write("content/2020/12/broken.md", "---\ntitle: [\n---\n")
    result = run("list", "articles", "--json", "-s", site.root)
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 3
    assert "content/2020/12/broken.md:" in result.stderr


def test_without_an_archive_it_says_how_to_begin(run: Run) -> None:
    """Wrong usage, with the command that helps."""
    result = run("list", "articles")
    assert result.exit_code == 2
    assert "backfile init" in result.output
