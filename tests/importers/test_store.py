"""What an import writes, and what it never overwrites."""

import json
import os
import re
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.cli.main import backfile

ARTICLE = """---
title: A cable comes ashore
date: 1866-07-27
author: Telegraph desk
tags: [submarine cables, Atlantic]
---

The ship anchored off the village, and the end of the cable was brought in by boat.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty archive."""
    archive = tmp_path / "archive"
    (archive / "content").mkdir(parents=True)
    settings = 'title = "T"\nbase_url = "https://example.org/"\ntimezone = "Europe/Paris"\n'
    (archive / "backfile.toml").write_text(settings)
    return archive


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    """A folder of files to import."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    return folder


def run_import(root: Path, *arguments: object) -> Result:
    """Runs `backfile import` in the archive."""
    return CliRunner().invoke(backfile, ["import", "-s", str(root), *map(str, arguments)])


def files(root: Path) -> dict[str, bytes]:
    """Every file of content/ by its path."""
    content = root / "content"
    return {p.relative_to(content).as_posix(): p.read_bytes() for p in sorted(content.rglob("*")) if p.is_file()}


def front(text: str | bytes) -> FrontMatter:
    """The front matter of a written file."""
    found = parse_front_matter(text if isinstance(text, str) else text.decode(), "x.md")
    assert isinstance(found, FrontMatter)
    return found


def test_an_article_goes_to_its_year_and_month_with_keys_in_the_contracts_order(root: Path, incoming: Path) -> None:
    """content/<yyyy>/<mm>/<slug>.md, YAML, and the body word for word."""
    (incoming / "cable.md").write_text(ARTICLE)
    assert run_import(root, incoming / "cable.md").exit_code == 0
    written = files(root)["1866/07/cable.md"].decode()
    assert list(front(written).values) == ["title", "date", "author", "tags", "source"]
    assert front(written).body.strip() == ARTICLE.split("---\n")[2].strip()
    assert "date: 1866-07-27\n" in written


def test_a_second_import_of_the_same_input_changes_nothing(root: Path, incoming: Path) -> None:
    """Not one byte, and the report says unchanged."""
    (incoming / "cable.md").write_text(ARTICLE)
    run_import(root, incoming)
    before = files(root)
    result = run_import(root, incoming, "--report", root / "report.json")
    assert files(root) == before
    report = json.loads((root / "report.json").read_text())
    assert (report["read"], report["created"], report["unchanged"]) == (1, 0, 1), result.output


def test_a_second_import_changes_nothing_where_the_record_of_imports_is_lost(root: Path, incoming: Path) -> None:
    """A fresh clone has no .backfile: the article is known by its front matter."""
    (incoming / "cable.md").write_text(ARTICLE)
    run_import(root, incoming)
    before = files(root)
    (root / ".backfile" / "imports.sqlite").unlink()
    assert run_import(root, incoming).exit_code == 0
    assert files(root) == before


@pytest.mark.parametrize("kind", ["garbage", "of another version", "damaged"])
def test_a_record_that_cannot_be_read_is_begun_again(root: Path, incoming: Path, kind: str) -> None:
    """It says so; known sources are found by their front matter, and nothing is written twice."""
    (incoming / "cable.md").write_text(ARTICLE)
    run_import(root, incoming)
    before = files(root)
    record = root / ".backfile/imports.sqlite"
    if kind == "of another version":
        record.unlink()
        with sqlite3.connect(record) as connection:
            connection.execute("CREATE TABLE imports (identity TEXT)")
    else:
        data = record.read_bytes()
        record.write_bytes(b"garbage\n" if kind == "garbage" else data[:4096] + b"\xff" * 4096 + data[8192:])
    first, second = run_import(root, incoming), run_import(root, incoming)
    assert ".backfile/imports.sqlite: warning: the record of what was imported could not be read" in first.output
    assert "1 unchanged" in first.output and first.exit_code == 0
    assert "begun again" not in second.output
    assert files(root) == before


def test_a_file_saved_in_another_encoding_is_never_written_over(root: Path, incoming: Path) -> None:
    """The source's new version goes beside it."""
    (incoming / "cable.md").write_text(ARTICLE)
    run_import(root, incoming)
    (root / "content/1866/07/cable.md").write_bytes("Caf\xe9".encode("latin-1"))
    (incoming / "cable.md").write_text(ARTICLE + "\nMore.\n")
    assert "in conflict" in run_import(root, incoming).output
    assert (root / "content/1866/07/cable.md").read_bytes() == "Caf\xe9".encode("latin-1")


def test_a_persons_edit_survives_an_import_of_the_same_source(root: Path, incoming: Path) -> None:
    """The source has not changed: the edit stays and there is no conflict."""
    (incoming / "cable.md").write_text(ARTICLE)
    run_import(root, incoming)
    target = root / "content/1866/07/cable.md"
    target.write_text(target.read_text().replace("by boat", "by a small boat"))
    before = files(root)
    assert run_import(root, incoming).exit_code == 0
    assert files(root) == before


ADDRESSED = ARTICLE.replace("tags:", "source:\n  url: https://example.com/cable\ntags:")


def test_a_change_at_the_source_updates_a_file_that_nobody_edited(root: Path, incoming: Path) -> None:
    """The article is known by its address, whatever its text and title are now."""
    (incoming / "cable.md").write_text(ADDRESSED)
    run_import(root, incoming)
    (incoming / "cable.md").write_text(ADDRESSED.replace("by boat", "in a boat").replace("comes ashore", "is landed"))
    result = run_import(root, incoming)
    assert "1 updated" in result.output
    assert list(files(root)) == ["1866/07/cable.md"]
    assert b"in a boat" in files(root)["1866/07/cable.md"]


def test_a_change_on_both_sides_keeps_the_persons_file_and_sets_the_other_beside(root: Path, incoming: Path) -> None:
    """A conflict: nothing of either side is lost."""
    (incoming / "cable.md").write_text(ADDRESSED)
    run_import(root, incoming)
    target = root / "content/1866/07/cable.md"
    target.write_text(target.read_text().replace("the village", "Heart’s Content"))
    mine = target.read_bytes()
    (incoming / "cable.md").write_text(ADDRESSED.replace("by boat", "in a boat"))
    result = run_import(root, incoming)
    assert "1 in conflict" in result.output
    assert target.read_bytes() == mine
    assert b"in a boat" in files(root)["quarantine/conflict-1866-07-cable.md"]


def test_two_articles_of_one_name_and_month_both_stand(root: Path, incoming: Path) -> None:
    """The second gets a number; none is written over."""
    for folder in ("a", "b"):
        (incoming / folder).mkdir()
        (incoming / folder / "cable.md").write_text(ARTICLE.replace("the village", f"the village {folder}"))
    run_import(root, incoming)
    assert sorted(files(root)) == ["1866/07/cable-2.md", "1866/07/cable.md"]


def test_of_two_articles_that_say_they_come_from_one_address_none_takes_the_others_place(
    root: Path, incoming: Path
) -> None:
    """Both stand, also after another import, and it is told."""
    (incoming / "cable.md").write_text(ADDRESSED)
    (incoming / "village.md").write_text(ADDRESSED.replace("comes ashore", "is landed").replace("by boat", "in a boat"))
    result = run_import(root, incoming)
    assert f"{incoming}/village.md: warning: another article of this import comes from" in result.output
    before = files(root)
    assert sorted(before) == ["1866/07/cable.md", "1866/07/village.md"]
    assert "2 unchanged" in run_import(root, incoming).output
    assert files(root) == before


def test_a_slug_that_another_article_has_is_told(root: Path, incoming: Path) -> None:
    """The file has a number, and so has the address: whoever linked to the other should know."""
    (incoming / "a.md").write_text(ARTICLE.replace("tags:", "slug: cable\ntags:"))
    (incoming / "b.md").write_text(ARTICLE.replace("tags:", "slug: cable\ntags:").replace("by boat", "in a boat"))
    result = run_import(root, incoming)
    assert result.exit_code == 0
    assert f"{incoming}/b.md: warning: another article has the slug `cable` already" in result.output
    assert "content/1866/07/cable-2.md" in result.output


@pytest.mark.parametrize("slug", ["cable", "1866-07-27-cable", "a-long-name-" * 10])
def test_two_articles_of_one_slug_and_month_build_into_two_addresses(root: Path, incoming: Path, slug: str) -> None:
    """Whether the slug is in the file's name or in the header; and another import changes nothing."""
    for name in ("a", "b"):
        text = ARTICLE.replace("tags:", f"slug: {slug}\ntags:").replace("the village", f"the village {name}")
        (incoming / f"{name}.md").write_text(text)
    run_import(root, incoming)
    built = CliRunner().invoke(backfile, ["build", "-s", str(root), "--no-search"])
    assert built.exit_code == 0, built.output
    names = sorted(path.parent.name for path in (root / "site/1866/07").glob("*/index.html"))
    assert len(names) == 2
    assert all(name.startswith(slug[:70]) for name in names)
    assert [name.endswith("-2") for name in names].count(True) == 1
    before = files(root)
    assert "2 unchanged" in run_import(root, incoming).output
    assert files(root) == before


def test_a_file_of_somebody_elses_is_never_written_over(root: Path, incoming: Path) -> None:
    """An article that stood there before has nothing to do with the import."""
    target = root / "content/1866/07/cable.md"
    target.parent.mkdir(parents=True)
    target.write_text("---\ntitle: Mine\ndate: 1866-07-01\n---\nMine.\n")
    (incoming / "cable.md").write_text(ARTICLE)
    run_import(root, incoming)
    assert b"Mine." in files(root)["1866/07/cable.md"]
    assert b"anchored" in files(root)["1866/07/cable-2.md"]


def test_pictures_come_along_and_links_between_articles_keep_leading_there(root: Path, incoming: Path) -> None:
    """Media go beside the article; a link to another imported file follows it to its new place."""
    (incoming / "img").mkdir()
    (incoming / "img" / "map.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (incoming / "cable.md").write_text(ARTICLE + "\n![A map](img/map.svg)\n\nSee [the exchange](exchange.md#open).\n")
    other = ARTICLE.replace("A cable comes ashore", "An exchange").replace("1866-07-27", "1878-01-28")
    (incoming / "exchange.md").write_text(other)
    assert run_import(root, incoming).exit_code == 0
    written = files(root)
    picture = next(path for path in written if path.endswith(".svg"))
    assert re.fullmatch(r"1866/07/cable/map-[0-9a-f]{8}\.svg", picture)
    body = front(written["1866/07/cable/index.md"]).body
    assert f"![A map]({picture.rsplit('/', 1)[1]})" in body
    assert "[the exchange](../../../1878/01/exchange.md#open)" in body


def test_a_dry_run_says_what_would_be_and_writes_nothing(root: Path, incoming: Path) -> None:
    """Not even a folder."""
    (incoming / "cable.md").write_text(ARTICLE)
    result = run_import(root, incoming, "--dry-run")
    assert "Would be: 1 read: 1 created" in result.output
    assert files(root) == {}


def test_what_is_in_doubt_goes_to_quarantine_with_the_reason(root: Path, incoming: Path) -> None:
    """An article without a date is not silently let in."""
    (incoming / "cable.md").write_text(ARTICLE.replace("date: 1866-07-27\n", ""))
    result = run_import(root, incoming)
    (path,) = files(root)
    assert path.startswith("quarantine/")
    assert "no date" in front(files(root)[path]).values["params"]["quarantine"][0]
    assert "no date" in result.output


def test_a_bad_file_keeps_no_other_from_being_imported(root: Path, incoming: Path) -> None:
    """It is named with its line, the exit status is 1, and everything else is there."""
    (incoming / "bad.md").write_bytes(b"---\ntitle: A\ndate: 1901-02-30\n---\nText.\n")
    (incoming / "latin.md").write_bytes("---\ntitle: Caf\xe9\n---\n".encode("latin-1"))
    (incoming / "cable.md").write_text(ARTICLE)
    result = run_import(root, incoming)
    assert result.exit_code == 1
    assert list(files(root)) == ["1866/07/cable.md"]
    assert f"{incoming}/bad.md:3" in result.output
    assert "1901-02-30" in result.output
    assert f"{incoming}/latin.md:2:11: byte 0xe9 is not UTF-8." in result.output


STRAY = {
    "notes.txt": b"Ring the printer.\n",
    "doc.pdf": b"%PDF-1.4\n%\xe2\xe3\n",
    "odd.png": b"not a picture at all",
    "empty.md": b"\n",
    "empty.html": b"<!doctype html><html><head><title>Empty</title></head><body>Soon.</body></html>",
    "todo.md": b"- ring the printer\n- count the letters\n",
}


def test_files_that_are_no_articles_are_passed_over_in_a_folder(root: Path, incoming: Path) -> None:
    """They count as skipped, the report says why, and the exit status is 0."""
    (incoming / "cable.md").write_text(ARTICLE)
    for name, data in STRAY.items():
        (incoming / name).write_bytes(data)
    result = run_import(root, incoming, "-v", "--report", root / "report.json")
    assert result.exit_code == 0
    report = json.loads((root / "report.json").read_text())
    assert (report["created"], report["problems"], report["skipped"]) == (1, [], len(STRAY))
    assert {Path(one["source"]).name for one in report["passed_over"]} == set(STRAY)
    assert all(one["reason"] for one in report["passed_over"])
    assert f"skipped: {incoming / 'doc.pdf'}: the file is not text." in result.output


@pytest.mark.parametrize("name", sorted(STRAY))
def test_a_file_that_is_no_article_is_a_problem_where_it_was_named(root: Path, incoming: Path, name: str) -> None:
    """A person who names it means it."""
    (incoming / name).write_bytes(STRAY[name])
    result = run_import(root, incoming / name)
    assert result.exit_code == 1
    assert f"{incoming / name}" in result.output


@pytest.mark.parametrize(
    "text", ["---\ntitle: A\n", "---\ndate: 2020-10-15\n---\nText.\n", "---\ntitle: A\ndate: 2020-13-01\n---\nText.\n"]
)
def test_an_article_with_a_fault_is_a_problem_in_a_folder_too(root: Path, incoming: Path, text: str) -> None:
    """A header that has no end, no title or no date was meant to be an article's."""
    (incoming / "bad.md").write_text(text)
    result = run_import(root, incoming)
    assert result.exit_code == 1
    assert f"{incoming / 'bad.md'}:" in result.output


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_file_whose_name_is_no_text_is_told(root: Path, incoming: Path) -> None:
    """It keeps no other from being imported, and the report can be written."""
    (incoming / os.fsdecode(b"odd\xff.md")).write_text(ARTICLE)
    (incoming / "cable.md").write_text(ARTICLE)
    result = run_import(root, incoming, "--report", root / "report.json")
    assert result.exit_code == 1
    assert "odd\\udcff.md: the name is not valid UTF-8." in result.output
    assert json.loads((root / "report.json").read_text())["created"] == 1


def test_a_file_that_is_not_there_and_one_that_nobody_knows_are_named(root: Path, incoming: Path) -> None:
    """Each with what to do."""
    (incoming / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    result = run_import(root, incoming / "picture.png", incoming / "gone.md")
    assert result.exit_code == 1
    assert "no importer recognises this file" in result.output
    assert "there is no such file" in result.output


def test_an_unknown_format_is_a_usage_error_that_names_the_known_ones(root: Path, incoming: Path) -> None:
    """Exit status 2."""
    result = run_import(root, incoming, "--format", "papyrus")
    assert result.exit_code != 0
    assert "markdown" in result.output and "textdump" in result.output


def test_section_and_time_zone_can_be_given(root: Path, incoming: Path) -> None:
    """`--section` overrides, `--timezone` reads times that have no offset; they are told in the archive's zone."""
    (incoming / "cable.md").write_text(ARTICLE.replace("1866-07-27", "2020-07-27 23:30:00"))
    run_import(root, incoming, "--section", "Cables", "--timezone", "America/New_York")
    written = front(files(root)["2020/07/cable.md"])
    assert written.values["section"] == "Cables"
    assert written.values["date"] == "2020-07-27T23:30:00-04:00"


@pytest.mark.parametrize(
    "header",
    [
        "---\ntitle: A cable\ndate: 1866-07-27\nauthor: Telegraph desk\ntags:\n- Atlantic\n- cables\n---\n",
        '+++\ntitle = "A cable"\ndate = 1866-07-27\nauthor = "Telegraph desk"\ntags = ["Atlantic", "cables"]\n+++\n',
        '{"title": "A cable", "date": "1866-07-27", "author": "Telegraph desk", "tags": ["Atlantic", "cables"]}\n',
        "Title: A cable\nDate: 1866-07-27\nAuthor: Telegraph desk\nTags: Atlantic, cables\n",
    ],
    ids=["yaml", "toml", "json", "pelican"],
)
def test_all_four_kinds_of_header_give_the_same_file(root: Path, incoming: Path, header: str) -> None:
    """But for the checksum of the source."""
    (incoming / "cable.md").write_text(f"{header}\nThe text.\n")
    assert run_import(root, incoming).exit_code == 0
    written = front(files(root)["1866/07/cable.md"])
    values = {key: value for key, value in written.values.items() if key != "source"}
    assert values == {
        "title": "A cable",
        "date": "1866-07-27",
        "author": "Telegraph desk",
        "tags": ["Atlantic", "cables"],
    }
    assert written.body == "\nThe text.\n"


def test_a_change_at_the_source_and_an_edit_elsewhere_are_merged(root: Path, incoming: Path) -> None:
    """Both are there, and the next import has nothing to do."""
    text = ADDRESSED + "\nA second paragraph.\n\nA third paragraph.\n"
    (incoming / "cable.md").write_text(text)
    run_import(root, incoming)
    target = root / "content/1866/07/cable.md"
    target.write_text(target.read_text().replace("by boat", "by a small boat"))
    (incoming / "cable.md").write_text(text.replace("third", "last"))
    result = run_import(root, incoming, "-v")
    assert "1 merged with edits here" in result.output
    assert "by a small boat" in target.read_text() and "A last paragraph" in target.read_text()
    before = files(root)
    assert run_import(root, incoming).exit_code == 0
    assert files(root) == before


def test_a_source_without_an_address_is_known_by_its_file(root: Path, incoming: Path) -> None:
    """Its text changed: the article changes with it, and no second one is made."""
    (incoming / "cable.md").write_text(ARTICLE)
    run_import(root, incoming)
    (incoming / "cable.md").write_text(ARTICLE.replace("by boat", "in a boat"))
    assert "1 updated" in run_import(root, incoming).output
    assert list(files(root)) == ["1866/07/cable.md"]


def test_another_article_under_a_sources_name_is_another_article(root: Path, incoming: Path) -> None:
    """The file was replaced: the first article stays."""
    (incoming / "cable.md").write_text(ARTICLE)
    run_import(root, incoming)
    header = ARTICLE.split("---\n\n")[0].replace("A cable comes ashore", "An exchange")
    (incoming / "cable.md").write_text(f"{header}---\n\nQuite different words about telephones.\n")
    run_import(root, incoming)
    assert sorted(files(root)) == ["1866/07/cable-2.md", "1866/07/cable.md"]


@pytest.mark.parametrize("media", ["copy", "skip"])
def test_links_follow_articles_to_where_they_really_went(root: Path, incoming: Path, media: str) -> None:
    """Also to one that got a number, and to one with pictures beside it."""
    (incoming / "map.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (incoming / "a.md").write_text(ARTICLE.replace("tags:", "slug: same\ntags:") + "\n![A map](map.svg) [b](b.md)\n")
    (incoming / "b.md").write_text(ARTICLE.replace("tags:", "slug: same\ntags:") + "\nAnother text. [a](a.md)\n")
    run_import(root, incoming, "--media", media)
    first = "1866/07/same/index.md" if media == "copy" else "1866/07/same.md"
    written = files(root)
    second = "1866/07/same-2.md"
    assert {first, second} <= written.keys()
    way = "../same-2.md" if media == "copy" else "same-2.md"
    assert f"[b]({way})" in front(written[first]).body
    assert f"[a]({first.removeprefix('1866/07/')})" in front(written[second]).body


def test_media_that_are_no_media_are_named_in_the_report(root: Path, incoming: Path) -> None:
    """And counted in the line at the end; the address stays in the text."""
    (incoming / "map.png").write_text("<!doctype html><p>Not found")
    (incoming / "cable.md").write_text(ARTICLE + "\n![A map](map.png)\n")
    result = run_import(root, incoming, "--report", root / "report.json")
    assert "1 media are not here" in result.output
    (article,) = json.loads((root / "report.json").read_text())["articles"]
    assert article["missing"][0]["address"] == "map.png"
    assert "![A map](map.png)" in (root / article["path"]).read_text()


def conflicting(root: Path, incoming: Path) -> Path:
    """An archive in which an article was edited here and at its source; the file with the source's version."""
    (incoming / "cable.md").write_text(ADDRESSED)
    run_import(root, incoming)
    target = root / "content/1866/07/cable.md"
    target.write_text(target.read_text().replace("by boat", "by a small boat"))
    (incoming / "cable.md").write_text(ADDRESSED.replace("by boat", "in a boat"))
    assert "1 in conflict" in run_import(root, incoming).output
    return root / "content/quarantine/conflict-1866-07-cable.md"


def test_what_a_person_writes_into_the_other_version_stays(root: Path, incoming: Path) -> None:
    """The next import of the same source leaves it, one of another text goes beside it."""
    other = conflicting(root, incoming)
    other.write_text("Notes of mine.\n")
    run_import(root, incoming)
    assert other.read_text() == "Notes of mine.\n"
    (incoming / "cable.md").write_text(ADDRESSED.replace("by boat", "in two boats"))
    run_import(root, incoming)
    assert other.read_text() == "Notes of mine.\n"
    assert "two boats" in (other.parent / "conflict-1866-07-cable-2.md").read_text()


def test_a_conflict_ends_when_the_other_version_is_taken_away(root: Path, incoming: Path) -> None:
    """The person has chosen; later changes at the source are merged from there."""
    conflicting(root, incoming).unlink()
    assert "1 unchanged" in run_import(root, incoming).output
    (incoming / "cable.md").write_text(ADDRESSED.replace("by boat", "in a boat").replace("comes ashore", "is landed"))
    assert "1 merged" in run_import(root, incoming).output
    text = (root / "content/1866/07/cable.md").read_text()
    assert "by a small boat" in text and "A cable is landed" in text


def test_a_moved_article_follows_its_source(root: Path, incoming: Path) -> None:
    """Also where the source has no address: the article is known by what it says of its source."""
    (incoming / "cable.md").write_text(ARTICLE)
    run_import(root, incoming)
    (root / "content/cables").mkdir()
    (root / "content/1866/07/cable.md").rename(root / "content/cables/first.md")
    (incoming / "cable.md").write_text(ARTICLE.replace("by boat", "in a boat"))
    assert "1 updated" in run_import(root, incoming).output
    assert list(files(root)) == ["cables/first.md"]


def test_an_audit_shows_each_article_beside_its_source(root: Path, incoming: Path) -> None:
    """A page that loads nothing; an article that was imported whole is counted as whole."""
    (incoming / "cable.md").write_text(ARTICLE + "\n## Later\n\n- one\n- two\n")
    assert run_import(root, incoming, "--audit", root / "audit.html").exit_code == 0
    page = (root / "audit.html").read_text()
    assert "1 articles, 1 of them whole" in page
    assert page.count("brought in by boat") == 2


def test_the_number_of_processes_does_not_show(tmp_path: Path, root: Path, incoming: Path) -> None:
    """Neither in what is written nor in the report, with links between all, some of which have one title."""
    for number in range(120):
        text = ARTICLE.replace("A cable comes", f"Cable {number % 110} comes")
        more = f"\nSee [the next](text-{number + 1}.md).\n"
        (incoming / f"text-{number}.md").write_text(text.replace("The ship", f"The ship {number}") + more)
    archives = (root, tmp_path / "other")
    shutil.copytree(root, archives[1])
    reports = []
    for archive, jobs in zip(archives, (1, 3), strict=True):
        assert run_import(archive, incoming, "-j", jobs, "--report", archive / "report.json").exit_code == 0
        reports.append(json.loads((archive / "report.json").read_text()))
    assert reports[0] == reports[1]
    assert reports[0]["created"] == 120
    assert files(archives[0]) == files(archives[1])
    assert b"](text-1.md)" in files(root)["1866/07/text-0.md"]
