"""The same story at two addresses: one article with an alias where that is certain, else two and a warning."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.cli.main import backfile
from backfile.importers.importing import ImportRequest, import_sources

PARAGRAPHS = (
    "The first exchange of the town stood in a room above a shop, and one person at a board joined the lines by hand.",
    "Whoever wanted to speak turned a crank; a small flap fell, and the operator asked for the name of the other side.",
    "Numbers came later, when there were more people than anybody could know by name, and with them printed lists.",
    "At night the board was often left alone, so that a call for the doctor had to wait until the room was open again.",
    "Automatic switches ended that. A dial sends a row of pulses, and each row moves a selector by as many steps.",
    "The old boards went to schools and museums, where visitors still like to push a plug into the wrong hole.",
    "What stayed is the word: we still say that a line is engaged, although nothing at all is plugged in any more.",
)


def story(address: str, title: str = "The exchange above the shop", date: str = "1881-04-12", **more: Any) -> str:
    """A Markdown file with an address of its own."""
    text = more.pop("text", "\n\n".join(PARAGRAPHS))
    header = {"title": f'"{title}"', "date": date, "url": address, **more}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in header.items() if value) + f"---\n\n{text}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty archive."""
    archive = tmp_path / "archive"
    (archive / "content").mkdir(parents=True)
    (archive / "backfile.toml").write_text(
        'title = "T"\nbase_url = "https://example.org/"\ntimezone = "Europe/Paris"\n'
    )
    return archive


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    """A folder of files to import."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    return folder


def run_import(root: Path, *arguments: object) -> Result:
    """Runs `backfile import` in the archive, with a report."""
    report = ("--report", root / "report.json")
    return CliRunner().invoke(backfile, ["import", "-s", str(root), *map(str, (*arguments, *report))])


def statuses(root: Path) -> dict[str, str]:
    """What the last import's report says of each source, by the file's name."""
    report = json.loads((root / "report.json").read_text())
    return {Path(article["source"]).name: article["status"] for article in report["articles"]}


def files(root: Path) -> dict[str, str]:
    """The articles by the names of their files."""
    return {path.name: path.read_text() for path in sorted((root / "content").rglob("*.md"))}


def aliases(text: str) -> list[str]:
    """The aliases in a file."""
    front = parse_front_matter(text, "x.md")
    assert isinstance(front, FrontMatter)
    return list(front.values.get("aliases", []))


def test_of_two_addresses_of_one_story_one_becomes_an_alias(root: Path, incoming: Path) -> None:
    """The report says which file has it, and what that file lacks of it."""
    (incoming / "a.md").write_text(story("/exchange/"))
    (incoming / "b.md").write_text(story("/shop/print-exchange/", tags="[telephone]"))
    result = run_import(root, incoming)
    assert result.exit_code == 0, result.output
    assert "1 created, 1 the same story as another" in result.output
    (text,) = files(root).values()
    assert "url: /exchange/\n" in text
    assert aliases(text) == ["/shop/print-exchange/"]
    report = json.loads((root / "report.json").read_text())
    other = next(article for article in report["articles"] if article["source"].endswith("b.md"))
    assert other["status"] == "skipped"
    assert other["duplicate_of"] == other["path"]
    assert [part["text"] for part in other["dropped"]] == ["tags: telephone"]
    assert report["skipped"] == 1


def test_the_more_complete_of_two_stays_whatever_the_order(root: Path, incoming: Path) -> None:
    """Here the second, which has a picture more."""
    (incoming / "a.md").write_text(story("/exchange/"))
    picture = "\n\n![A board with plugs](https://example.org/board.jpg)"
    (incoming / "b.md").write_text(story("/later/exchange/", text="\n\n".join(PARAGRAPHS) + picture))
    run_import(root, incoming)
    (text,) = files(root).values()
    assert "url: /later/exchange/\n" in text and aliases(text) == ["/exchange/"]


def test_importing_again_changes_nothing_in_any_order(root: Path, incoming: Path) -> None:
    """Both, the one that stayed, or the other alone: not a byte changes and nothing flips."""
    (incoming / "a.md").write_text(story("/exchange/"))
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    run_import(root, incoming)
    before = files(root)
    for sources in ((incoming,), (incoming / "a.md",), (incoming / "b.md",), (incoming / "b.md", incoming / "a.md")):
        assert run_import(root, *sources).exit_code == 0
        assert files(root) == before
        assert set(statuses(root).values()) <= {"unchanged", "skipped"}


def test_a_story_that_comes_later_is_found_in_the_archive(root: Path, incoming: Path) -> None:
    """Its address is written into the file that stands, also where the later one has more; importing both again
    changes nothing."""
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    run_import(root, incoming)
    (incoming / "a.md").write_text(story("/exchange/"))
    run_import(root, incoming / "a.md")
    (text,) = files(root).values()
    assert "url: /shop/exchange/\n" in text and aliases(text) == ["/exchange/"]
    run_import(root, incoming)
    assert list(files(root).values()) == [text]
    assert statuses(root) == {"a.md": "skipped", "b.md": "unchanged"}


def test_it_is_found_where_the_record_of_imports_is_lost(root: Path, incoming: Path) -> None:
    """A fresh clone: the archive's own text tells it."""
    (incoming / "a.md").write_text(story("/exchange/"))
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    run_import(root, incoming)
    before = files(root)
    (root / ".backfile" / "imports.sqlite").unlink()
    run_import(root, incoming)
    assert files(root) == before
    assert statuses(root) == {"a.md": "unchanged", "b.md": "skipped"}


def test_an_article_that_was_not_imported_is_found_too(root: Path, incoming: Path) -> None:
    """Its file keeps its form, to the last quote."""
    own = root / "content" / "own.md"
    own.write_text(
        "---\ntitle: 'The exchange above the shop'\naliases:\n  - /old/\ndate:   1881-04-12\n---\n"
        + "\n\n".join(PARAGRAPHS)
    )
    before = own.read_text()
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    run_import(root, incoming)
    assert files(root) == {"own.md": before.replace("  - /old/\n", "  - /old/\n  - /shop/exchange/\n")}


def test_an_alias_that_a_person_took_out_stays_out(root: Path, incoming: Path) -> None:
    """So does what else a person wrote; a change at the source comes in beside it."""
    (incoming / "a.md").write_text(story("/exchange/"))
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    run_import(root, incoming)
    (path,) = (root / "content").rglob("*.md")
    path.write_text(path.read_text().replace("aliases:\n- /shop/exchange/\n", "") + "\nA note of ours.\n")
    run_import(root, incoming)
    assert aliases(path.read_text()) == []
    (incoming / "a.md").write_text(story("/exchange/").replace("had to wait", "waited"))
    run_import(root, incoming)
    assert statuses(root)["a.md"] == "merged"
    text = path.read_text()
    assert aliases(text) == [] and "A note of ours." in text and "doctor waited until" in text


def test_an_alias_outlives_a_change_at_the_source(root: Path, incoming: Path) -> None:
    """The source knows nothing of it, even where its own line beside it changes."""
    (incoming / "a.md").write_text(story("/exchange/", tags="[telephone]"))
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    run_import(root, incoming)
    (incoming / "a.md").write_text(story("/exchange/", tags="[telephone, switches]"))
    run_import(root, incoming / "a.md")
    (text,) = files(root).values()
    assert statuses(root) == {"a.md": "updated"}
    assert aliases(text) == ["/shop/exchange/"] and "- switches\n" in text


def test_one_that_a_person_restored_by_hand_stays(root: Path, incoming: Path) -> None:
    """It is a file of the archive, and known by its address."""
    (incoming / "a.md").write_text(story("/exchange/"))
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    run_import(root, incoming)
    (kept,) = (root / "content").rglob("*.md")
    other = kept.with_name("restored.md")
    kept.write_text(kept.read_text().replace("aliases:\n- /shop/exchange/\n", ""))
    other.write_text(kept.read_text().replace("/exchange/", "/shop/exchange/"))
    before = files(root)
    run_import(root, incoming)
    assert files(root) == before


def test_one_whose_source_becomes_another_story_is_imported(root: Path, incoming: Path) -> None:
    """What was left out once is compared anew when it has changed."""
    (incoming / "a.md").write_text(story("/exchange/"))
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    run_import(root, incoming)
    (incoming / "b.md").write_text(story("/shop/exchange/", text="\n\n".join(reversed(PARAGRAPHS[:3]))))
    run_import(root, incoming)
    assert statuses(root) == {"a.md": "unchanged", "b.md": "created"}


@pytest.mark.parametrize(
    "other",
    [
        story("/b/", date="1881-04-19"),
        story("/b/", title="The exchange above the mill"),
        story("/b/", text="\n\n".join((*PARAGRAPHS[:6], "At seven in the evening the board was closed."))),
        story("/b/", text="\n\n".join(PARAGRAPHS).replace("a row of", "10")),
        story("/b/", draft="true"),
    ],
    ids=["day", "title", "text", "number", "draft"],
)
def test_what_is_near_but_not_certain_is_imported_and_told(root: Path, incoming: Path, other: str) -> None:
    """A notice that comes again, or a text that was rewritten: the warning names both files."""
    (incoming / "a.md").write_text(story("/a/"))
    (incoming / "b.md").write_text(other)
    result = run_import(root, incoming)
    assert len(files(root)) == 2
    report = json.loads((root / "report.json").read_text())
    paths = [article["path"] for article in report["articles"]]
    (told,) = [problem for problem in report["problems"] if "nearly the text" in problem["message"]]
    assert all(path in told["message"] for path in paths), result.output
    assert told["severity"] == "warning"
    run_import(root, incoming)
    assert not json.loads((root / "report.json").read_text())["problems"]


def test_a_story_that_waits_for_its_translation_is_another(root: Path, incoming: Path) -> None:
    """The same text under two languages: neither merged nor told."""
    (incoming / "a.md").write_text(story("/a/", lang="en"))
    (incoming / "b.md").write_text(story("/fr/a/", lang="fr"))
    result = run_import(root, incoming)
    assert len(files(root)) == 2 and "nearly" not in result.output


def test_links_to_the_one_that_is_left_out_lead_to_the_other(root: Path, incoming: Path) -> None:
    """By its file, as by its address."""
    (incoming / "a.md").write_text(story("/exchange/"))
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    (incoming / "c.md").write_text("---\ntitle: Boards\ndate: 1881-05-01\n---\n\nSee [the exchange](b.md).\n")
    run_import(root, incoming)
    assert "[the exchange](../04/" in files(root)["c.md"]


def test_an_address_of_another_article_is_not_given_away(root: Path, incoming: Path) -> None:
    """Two articles of one address would stop the build."""
    taken = root / "content" / "1881" / "04" / "mill.md"
    taken.parent.mkdir(parents=True)
    taken.write_text("---\ntitle: A mill\ndate: 1881-04-02\n---\n\nWheels.\n")
    (incoming / "a.md").write_text(story("/exchange/"))
    (incoming / "b.md").write_text(story("/1881/04/mill/"))
    run_import(root, incoming)
    assert not any("/1881/04/mill/" in text for text in files(root).values())
    assert CliRunner().invoke(backfile, ["build", "-s", str(root), "--no-search"]).exit_code == 0


def test_a_dry_run_tells_and_writes_nothing(root: Path, incoming: Path) -> None:
    """Neither files nor memory."""
    (incoming / "a.md").write_text(story("/exchange/"))
    (incoming / "b.md").write_text(story("/shop/exchange/"))
    for _ in range(2):
        assert "1 created, 1 the same story" in run_import(root, incoming, "--dry-run").output
    assert files(root) == {}


def test_the_number_of_processes_does_not_show(tmp_path: Path, root: Path, incoming: Path) -> None:
    """Neither in what is written nor in the report: twins, what is near, and links to both, in one import and in the
    next."""
    for number in range(0, 120, 2):
        text = "\n\n".join(f"{paragraph} This is said of exchange number {number}." for paragraph in PARAGRAPHS)
        link = f"\n\nSee [another](/exchange-{(number + 2) % 120}-again/).\n"
        title = f"The exchange above shop {number}"
        first, again = (f"/exchange-{number}/", f"/exchange-{number}-again/")
        (incoming / f"{number:03}.md").write_text(story(first, title, text=text + link))
        later = "1881-04-12" if number % 4 else "1882-05-13"
        (incoming / f"{number + 1:03}.md").write_text(story(again, title, later, text=text + link))
    archives = (root, tmp_path / "other")
    shutil.copytree(root, archives[1])
    for _ in range(2):
        reports = []
        for archive, jobs in zip(archives, (1, 3), strict=True):
            run_import(archive, incoming, "-j", jobs)
            reports.append(json.loads((archive / "report.json").read_text()))
        assert reports[0] == reports[1]
        assert files(archives[0]) == files(archives[1])
    assert len(files(root)) == 90


def test_every_stage_of_an_import_tells_how_far_it_is(root: Path, incoming: Path) -> None:
    """Also the comparison with what the archive has."""
    (root / "content" / "there.md").write_text(story("/there/"))
    (incoming / "new.md").write_text(story("/new/"))
    told: list[str] = []
    import_sources(ImportRequest(root=root, sources=(incoming,)), lambda stage, done, total: told.append(stage))
    assert list(dict.fromkeys(told)) == ["learn", "import", "compare", "compare, archive", "place", "write"]
