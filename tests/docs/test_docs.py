"""The documentation says what is there: every command, option, setting and front matter key, and nothing else."""

import json
import re
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest
import yaml
from jinja2 import Environment

from backfile.archive.article import Source, parse_article
from backfile.archive.field_names import READ_AS
from backfile.archive.taxonomy import term_key
from backfile.archive.term_files import parse_terms
from backfile.archive.urls import slugify
from backfile.build.request import Result, StageReport
from backfile.check.report import Group, Report
from backfile.cli.build_site import build_report
from backfile.cli.check_archive import check_report
from backfile.cli.list_articles import Row
from backfile.cli.main import COMMANDS, backfile
from backfile.cli.related_articles import RelatedArticle
from backfile.cli.tags import TagRow
from backfile.config import Config, parse_config
from backfile.digest import digest_bytes
from backfile.importers.attaching import Missing
from backfile.importers.importer import Dropped
from backfile.importers.registry import importers
from backfile.importers.report import ImportReport, Outcome, report_json
from backfile.markdown.body import parse_body
from backfile.markdown.parser import ATTRIBUTES
from backfile.pages.views import (
    Citation,
    CorrectionsFeedView,
    FeedEntry,
    FeedView,
    HeadersView,
    MarkdownView,
    RobotsView,
    ServerRulesView,
    ShareImageView,
    ShareLink,
    SitemapEntry,
    SitemapView,
    SiteView,
    View,
)
from backfile.problems import Location, Problem
from backfile.render.differences import Difference
from backfile.render.head import Head
from backfile.render.theme import REQUIRED, Theme, make_environment

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS_TEXT = (DOCS / "commands.md").read_text(encoding="utf-8")
CONFIGURATION_TEXT = (DOCS / "configuration.md").read_text(encoding="utf-8")
CONTENT_TEXT = (DOCS / "content.md").read_text(encoding="utf-8")
EVERYWHERE = {"-s", "--source", "-q", "--quiet", "-v", "--verbose", "-h", "--help"}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its full name, groups with their own commands."""
    context = click.Context(backfile)
    for name in COMMANDS:
        command = backfile.get_command(context, name)
        assert command is not None
        yield name, command
        for inner, subcommand in getattr(command, "commands", {}).items():
            yield f"{name} {inner}", subcommand


def section_of(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of any level."""
    match = re.search(rf"^#+ `backfile {re.escape(heading)}(?: [A-Z][^`]*)?`\n(.*?)(?=^#|\Z)", text, re.M | re.S)
    assert match, f"docs/commands.md has no heading for `backfile {heading}`"
    return match[1]


def first_cells(text: str) -> list[str]:
    """The first cell of every row of every table."""
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")]
    return [cell for cell in rows if not set(cell) <= set("-: ")]


def codes(text: str) -> list[str]:
    """What stands between backquotes."""
    return re.findall(r"`([^`]+)`", text)


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_option_of_every_command_is_documented_and_no_other(name: str, command: click.Command) -> None:
    """And each has help of its own at the command line."""
    options = [option for option in command.params if isinstance(option, click.Option)]
    existing = {spelling for option in options for spelling in option.opts} - EVERYWHERE
    listed = section_of(COMMANDS_TEXT, name)
    if name.startswith("list "):
        listed = section_of(COMMANDS_TEXT, "list")
    documented = {code.split()[0] for cell in first_cells(listed) for code in codes(cell) if code.startswith("-")}
    assert documented == existing or (name == "list" and not existing)
    assert command.help
    assert [option.name for option in options if not option.help] == []


def test_every_documented_command_exists() -> None:
    """No heading is left over from a command that is gone."""
    headings = re.findall(r"^#+ `backfile ([^`]+)`$", COMMANDS_TEXT, re.M)
    assert {re.sub(r" [A-Z].*", "", heading) for heading in headings} == {name for name, _ in commands()}


def test_every_command_takes_the_common_options() -> None:
    """-s, -q and -v mean the same everywhere, and are documented once."""
    common = section = COMMANDS_TEXT.split("## Every command")[1].split("\n## ")[0]
    assert {
        code.split()[0] for cell in first_cells(section) for code in codes(cell) if code.startswith("-")
    } == EVERYWHERE
    assert common
    for name, command in commands():
        if not isinstance(command, click.Group):
            spellings = {spelling for option in command.params for spelling in option.opts}
            assert EVERYWHERE - {"-h", "--help"} <= spellings, name


def settings(struct: type[msgspec.Struct] = Config, inside: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with its default (`None` for one that must be given)."""
    for field in msgspec.structs.fields(struct):
        kind = field.type
        of = next((part for part in typing.get_args(kind) if isinstance(part, type)), None)
        name = f"{inside}{field.name}"
        default = None if field.default is msgspec.NODEFAULT else field.default
        if field.default_factory is not msgspec.NODEFAULT:
            default = typing.cast(Any, field.default_factory)()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield from settings(kind, f"{name}.")
        elif typing.get_origin(kind) is dict and isinstance(inner := typing.get_args(kind)[1], msgspec.StructMeta):
            yield from settings(inner, f"{name}.NAME.")
        else:
            yield name, default
            if of and issubclass(of, msgspec.Struct):
                yield from settings(of, f"{name}.")


def test_every_setting_is_documented_with_its_default_and_no_other() -> None:
    """Key, type, default, meaning: four cells, none of them empty."""
    rows = {}
    for line in CONFIGURATION_TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            assert len(cells) == 4 and all(cells), line
            rows[cells[0].strip("`")] = cells[2]
    expected = dict(settings())
    assert set(rows) == set(expected)
    for name, default in expected.items():
        written = None if rows[name] == "none" else tomllib.loads(f"x = {rows[name].strip('`')}")["x"]
        assert written == (list(default) if isinstance(default, tuple) else default), name


@pytest.mark.parametrize("example", blocks(CONFIGURATION_TEXT, "toml"))
def test_every_example_of_settings_is_right(example: str) -> None:
    """No problem; a warning only for the base URL that an excerpt does not set."""
    config, problems = parse_config(example)
    assert [problem for problem in problems if "base_url" not in problem.message] == []
    assert config != Config()


def test_every_front_matter_key_is_documented_with_its_other_names_and_no_other() -> None:
    """In the order in which they are written."""
    table = CONTENT_TEXT.split("\n## Front matter")[1].split("\n\n", 2)[2].split("\n\n")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines()[2:]]
    documented = {codes(row[0])[0]: tuple(name.lower() for name in codes(row[2])) for row in rows}
    assert list(documented) == list(READ_AS)
    assert documented == READ_AS


def test_every_example_of_front_matter_is_right() -> None:
    """Each reads without a word, those that are only a part as well."""
    first, *parts = blocks(CONTENT_TEXT, "yaml")
    texts = [f"---\n{first}---\n", blocks(CONTENT_TEXT, "markdown")[0]]
    for text in texts:
        source = Source("content/2020/10/locks.md", digest_bytes(text.encode()), text.encode())
        assert parse_article(source, Config()).problems == ()
    assert all(yaml.safe_load(part) for part in parts)
    terms, problems = parse_terms(parts[-1], "content/tags.yaml")
    assert (len(terms), problems) == (1, ())


def test_what_is_said_of_terms_and_slugs_is_so() -> None:
    """The examples of the text, tried."""
    assert term_key("AWS") == term_key("aws")
    assert term_key("open source") == term_key("Open-Source")
    assert len({term_key(label) for label in ("C", "C++", "C#")}) == 3
    assert term_key("naive") != term_key("naïve")
    for title, slug in (("C++ at sea", "c-plus-plus-at-sea"), ("Telefónica", "telefonica"), ("東京", "東京")):
        assert slugify(title) == slug
        assert f"`{title}`" in CONTENT_TEXT and f"`{slug}`" in CONTENT_TEXT


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Figures", '<figcaption>The lower gates, <em>half open</em>. <span class="credit">Drawn for this archive'),
        ("Pull quotes", '<blockquote class="pullquote">'),
        ("Embeds", '<div class="embed"'),
        ("Footnotes", '<li id="fn1"'),
        ("Definition lists", "<dt>Pound</dt>"),
        ("Tables", "<td>upper</td>"),
        ("Attributes", '<h2 id="gates">'),
        ("Attributes", '<span lang="fr">'),
    ],
)
def test_every_example_of_a_body_gives_what_it_shows(heading: str, expected: str) -> None:
    """The Markdown below each heading, rendered."""
    (example,) = blocks(CONTENT_TEXT.split(f"\n### {heading}\n")[1].split("\n#")[0] + "\n", "markdown") or [
        blocks(CONTENT_TEXT.split(f"\n### {heading}\n")[1], "markdown")[0]
    ]
    assert expected in parse_body(example).html(lambda url: url)


def test_every_attribute_is_documented() -> None:
    """Those that pass, and no other."""
    sentence = re.search(r"Allowed are (.*?)\.\n", CONTENT_TEXT, re.S)
    assert sentence
    named = {code.replace(".class", "class").replace("#id", "id") for code in codes(sentence[1])}
    assert named == set(ATTRIBUTES)


PROBLEM = Problem(Location("content/x.md", 1), "message", "hint")
IMPORT = ImportReport(
    ("markdown",),
    (
        Outcome(
            "content/x.md",
            "x.md",
            "created",
            1.0,
            (Dropped(1, "text", "reason"),),
            (PROBLEM,),
            found={"title": "header"},
            missing=(Missing("x.png", "it is not here"),),
        ),
        Outcome("", "notes.txt", "skipped", 0.0, doubts=("no article was found in it.",)),
    ),
)


@pytest.mark.parametrize(
    ("name", "real"),
    [
        ("import report", b"".join(report_json(IMPORT))),
        (
            "build report",
            build_report(Result(problems=(PROBLEM,), seconds={"total": 0.1}, stages=(StageReport("scan", 0.1),))),
        ),
        ("check report", check_report(Report(1, 1, (Group("links", "Links", (PROBLEM,)),)))),
        ("related", [field.name for field in msgspec.structs.fields(RelatedArticle)]),
        ("tags list", [field.name for field in msgspec.structs.fields(TagRow)]),
        ("list", [field.name for field in msgspec.structs.fields(Row)]),
    ],
)
def test_every_documented_json_has_the_keys_of_the_real_one(name: str, real: bytes | list[str]) -> None:
    """All the way down, in the same order; `seconds` has a key a stage."""
    match = re.search(rf"<!-- {name} -->\n```json\n(.*?)^```$", COMMANDS_TEXT, re.M | re.S)
    assert match
    documented = json.loads(match[1])
    if isinstance(real, bytes):
        assert shape(documented) == shape(json.loads(real))
    else:
        assert list(documented[0]) == real


def shape(value: Any) -> Any:
    """The keys of a value, of each list by its first item."""
    if isinstance(value, dict):
        return [(key, None if key == "seconds" else shape(part)) for key, part in value.items()]
    return [shape(value[0])] if isinstance(value, list) and value else None


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """To a file of docs/ or the repository, and to a heading that is there."""
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", re.sub(r"```.*?```", "", path.read_text(), flags=re.S)):
        name, _, anchor = target.partition("#")
        file = (path.parent / name) if name else path
        assert file.exists(), target
        headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.M) if anchor else []
        assert not anchor or anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}, target


def described(text: str, name: str) -> list[str]:
    """The fields that docs/themes.md lists of a type."""
    found = re.search(rf"^### {name}\n(.*?)(?=^#|\Z)", text, re.M | re.S)
    assert found, f"docs/themes.md has no heading {name}"
    return [codes(cell)[0] for cell in first_cells(found[1]) if cell.startswith("`")]


def shown_types() -> set[type[msgspec.Struct]]:
    """Every type that a template can come across, from what it is handed."""
    found: set[type[msgspec.Struct]] = set()
    waiting: list[Any] = [SiteView, Head, ShareLink, Citation, Difference, *typing.get_args(View)]
    while waiting:
        part = waiting.pop()
        waiting += typing.get_args(part)
        if isinstance(part, type) and issubclass(part, msgspec.Struct) and part not in found:
            found.add(part)
            waiting += typing.get_type_hints(part).values()
    # Those are written by the generator, not by a template.
    return found - {
        MarkdownView,
        FeedView,
        FeedEntry,
        CorrectionsFeedView,
        SitemapView,
        SitemapEntry,
        RobotsView,
        ShareImageView,
        HeadersView,
        ServerRulesView,
    }


def test_every_value_that_a_template_sees_is_documented_and_no_other() -> None:
    """docs/themes.md lists the fields of each view and of every part of one, in their order."""
    text = (DOCS / "themes.md").read_text(encoding="utf-8")
    for shown in shown_types():
        assert described(text, shown.__name__) == list(shown.__struct_fields__)
    assert set(re.findall(r"^### (\w+)$", text, re.M)) == {shown.__name__ for shown in shown_types()}


def test_every_filter_and_template_of_a_theme_is_documented() -> None:
    """docs/themes.md lists the filters that templates have beside Jinja's, and the templates that a theme must have."""
    text = (DOCS / "themes.md").read_text(encoding="utf-8")
    environment = make_environment(Theme("none", {}, {}, {}, {}), "https://example.org/")
    table = re.search(r"^## Filters\n(.*?)^## ", text, re.M | re.S)
    assert table
    documented = {codes(cell)[0] for cell in first_cells(table[1]) if cell.startswith("`")}
    assert documented == environment.filters.keys() - Environment().filters.keys()
    assert all(f"`{name}`" in text for name in REQUIRED)


def test_every_format_is_documented_and_no_other() -> None:
    """In docs/commands.md; the README names none that is not there."""
    table = COMMANDS_TEXT.split("\n### Formats\n")[1].split("\n#")[0]
    documented = {code for cell in first_cells(table) for code in codes(cell)}
    assert documented == set(importers())
