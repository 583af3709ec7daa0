"""Markdown as a source: what its header says is taken over, and what is not is told."""

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from backfile.archive.article import stem
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.archive.urls import slugify
from backfile.cli.main import backfile
from backfile.importers.importer import ImportContext, Input, Reading
from backfile.importers.markdown import MarkdownFiles
from backfile.importers.placing import Wishes, place_of, text_of

WISHES = Wishes(timezone="Europe/Paris", taxonomies={"company": "companies"})


def read(text: str, name: str = "blog/a-cable.md") -> Reading:
    """The reading of a file with that text."""
    item = Input(name, partial(BytesIO, text.encode()))
    context = ImportContext(timezone=WISHES.timezone, taxonomies=WISHES.taxonomies)
    (reading,) = MarkdownFiles().read(item, None, context)
    return reading


def written(header: str, name: str = "blog/a-cable.md") -> dict[str, Any]:
    """The front matter of the file that a YAML header becomes, but for the two that say where it came from."""
    reading = read(f"---\ntitle: A cable\n{header}\n---\n\nText.\n", name)
    assert reading.draft is not None, reading.problems
    front = parse_front_matter(text_of(reading, "markdown", WISHES, {}), "")
    assert isinstance(front, FrontMatter)
    return front.values


def told(text: str) -> list[str]:
    """What is told of a file with that text."""
    return [str(problem).split("\n")[0] for problem in read(text).problems]


def test_a_near_miss_of_a_key_is_told_by_an_import(tmp_path: Path) -> None:
    """With the line of the source; the article is there, and the exit status is 0."""
    (tmp_path / "backfile.toml").write_text('title = "T"\nbase_url = "https://example.org/"\n')
    (tmp_path / "a.md").write_text("---\ntitle: A cable\ndate: 1866-07-27\nTages: [a]\n---\n\nText.\n")
    result = CliRunner().invoke(backfile, ["import", "-s", str(tmp_path), str(tmp_path / "a.md")])
    assert result.exit_code == 0, result.output
    assert f"{tmp_path}/a.md:4:8: warning: unknown key `Tages`, very like `tags`" in result.output
    assert (tmp_path / "content/1866/07/a.md").is_file()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("+++\nmood = 'x'\ntitle = 'A'\ndate = 1866-07-27\nsubtitle = 'A'\nexcerpt = 'B'\n+++\n\nText.\n", "6:12"),
        ('{"title": "A",\n"date": "1866-07-27",\n"subtitle": "A",\n"excerpt": "B"}\n\nText.\n', "4:13"),
        ("Title: A\nDate: 1866-07-27\nSubtitle: A\nExcerpt: B\n\nText.\n", "4:10"),
        ("---\nmood: x\ndate: 1866-07-27\ntitle: A\n---\n\nText.\n\n[^1]: A note.\n", "9"),
        ("---\ndate: 1866-07-27\n---\n\n# A\n\nText.\n\n[^1]: A note.\n", "9"),
    ],
)
def test_what_is_told_has_the_line_of_the_source(text: str, place: str) -> None:
    """In each form, also below a heading that became the title."""
    (message,) = told(text)
    assert message.startswith(f"blog/a-cable.md:{place}: warning: ")


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("1866-07-27 09:30 +0200", "1866-07-27T09:30:00+02:00"),
        ("Fri, 27 Jul 1866 09:30:00 -0500", "1866-07-27T09:30:00-05:00"),
        ("2020-07-27 09:30", "2020-07-27T09:30:00+02:00"),
        ("1866-07-27T09:30:00.125Z", "1866-07-27T09:30:00.125+00:00"),
    ],
)
@pytest.mark.parametrize("key", ["date", "updated", "expires"])
def test_a_date_keeps_the_offset_that_it_was_given(key: str, date: str, kept: str) -> None:
    """Written in ISO 8601; without an offset it has that of the archive's zone."""
    assert written(f"date: 1866-07-27\n{key}: {date}".removeprefix("date: 1866-07-27\n" * (key == "date")))[key] == kept


def test_terms_of_a_further_taxonomy_come_under_its_key() -> None:
    """And not under `params`, where no build would look for them."""
    values = written("date: 1866-07-27\nCompanies: [Anglo-American]\ntaxonomies: {companies: [Atlantic]}")
    assert values["companies"] == ["Anglo-American", "Atlantic"]
    assert "params" not in values


def test_what_a_source_says_of_its_own_source_is_kept() -> None:
    """What an import writes there itself goes to `params`, and so does, with a word, what no import writes; its id and
    address stay what it is known by."""
    header = "source:\n  id: a-1\n  url: https://example.org/a\n  importer: textdump\n  sha256: abc\n  desk: cables"
    values = written(f"date: 1866-07-27\n{header}")
    assert (values["source"]["id"], values["source"]["url"]) == ("a-1", "https://example.org/a")
    assert values["source"]["importer"] == "markdown"
    assert values["params"] == {"source": {"importer": "textdump", "sha256": "abc", "desk": "cables"}}
    (message,) = told(f"---\ntitle: A\ndate: 1866-07-27\n{header}\n---\n\nText.\n")
    assert "of `desk` is kept" in message
    assert told(f"---\ntitle: A\ndate: 1866-07-27\n{header.removesuffix('  desk: cables')}---\n\nText.\n") == []


def test_the_reason_for_quarantine_takes_no_value_away() -> None:
    """A parameter of that name is there already."""
    values = written("params: {quarantine: until spring}")
    assert values["params"]["quarantine"] == "until spring"
    assert "no date" in values["params"]["quarantine-2"][0]


@pytest.mark.parametrize("slug", ["1866-07-27-a-cable", "index", "A Cable", "c++", "!!!", "x" * 90])
def test_a_slug_is_in_the_files_name_or_in_its_header(slug: str) -> None:
    """A date at the beginning of a file's name is no part of a slug, and `index` is none."""
    reading = read(f"---\ntitle: A cable\ndate: 1866-07-27\nslug: '{slug}'\n---\n\nText.\n")
    assert reading.draft is not None
    values = written(f"date: 1866-07-27\nslug: '{slug}'")
    path = place_of(reading.draft, WISHES)
    assert slugify(values.get("slug", "")) == slugify(slug) or slugify(stem(path)) == slugify(slug)
    assert values.get("slug", slug) == slug


def test_a_date_in_the_files_name_stands_in_where_the_header_has_none() -> None:
    """Not where it has one, nor where that would take a value away."""
    dated = "blog/1866-07-27-a-cable.md"
    assert written("date:", dated)["date"] == "1866-07-27"
    assert written("published: false", dated)["date"] == "1866-07-27"
    assert written("created: 1866-07-26", dated)["date"] == "1866-07-26"
    assert written("date: true", dated)["params"]["date"] is True


def test_an_author_with_a_semicolon_stays_one() -> None:
    """As a list of one, for a text would be parted."""
    assert written("date: 1866-07-27\nauthor: ['Canal desk; Bridge desk']")["author"] == ["Canal desk; Bridge desk"]


def test_a_translation_has_its_language_from_the_files_name() -> None:
    """Hugo's `index.es.md`: its slug is the folder's, and a language in the header goes before."""
    reading = read("---\ntitle: Un cable\ndate: 1866-07-27\n---\n\nTexto.\n", "blog/a-cable/index.es.md")
    assert reading.draft is not None
    assert (reading.draft.lang, reading.draft.slug) == ("es", "a-cable")
    assert written("date: 1866-07-27\nlang: pt", "blog/a-cable/index.es.md")["lang"] == "pt"
    assert "lang" not in written("date: 1866-07-27", "blog/a-cable/index.md")
