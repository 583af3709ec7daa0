"""The catalogues that come with Backfile: each has every word, rightly, and nothing that nobody says any more."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast

from backfile.build.theme_paths import CATALOGUE
from backfile.languages.catalogues import read_catalogue

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "generator" / "backfile"
TABLES = {ROOT / "themes/broadsheet": "macros/words.html", ROOT / "themes/plain": "parts/words.html"}
"""The themes that come with Backfile, each with the template in which its words stand."""
LANGUAGES = ("ar", "fr", "zh_Hans")
CATALOGUES = [folder / "locale" / language / CATALOGUE for folder in (GENERATOR, *TABLES) for language in LANGUAGES]

Key = tuple[str, str]
"""The English of a message and its context."""


def said_by_generator() -> set[Key]:
    """What the generator says through `language.say`."""
    keywords = {"say": None}
    found = (extract_from_dir(GENERATOR / room, [("**.py", "python")], {}, keywords) for room in ("pages", "render"))
    return {(message, "") for part in found for _, _, message, _, _ in part if isinstance(message, str)}


def said_by_theme(theme: Path) -> set[Key]:
    """What a theme's templates say through `_`, `_n` and `pgettext`."""
    return {key for path in theme.rglob("*.html") for key in _said(path)}


def _said(path: Path) -> Iterator[Key]:
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    for _, function, message in extract_from_ast(tree, ("_", "_n", "pgettext")):
        texts = [message] if isinstance(message, str) else [text for text in message if text is not None]
        yield (texts[1], texts[0]) if function == "pgettext" else (texts[0], "")


def catalog_of(path: Path) -> Catalog:
    """A catalogue as Babel reads it."""
    with path.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def messages_of(path: Path) -> dict[Key, Message]:
    """The messages of a catalogue, its header apart."""
    messages = (message for message in catalog_of(path) if message.id)
    return {(_english(message), message.context or ""): message for message in messages}


def _english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_catalogue_has_every_word_and_no_other(path: Path) -> None:
    """The message of a failure names those that are missing, and those that may go."""
    folder = path.parents[3]
    wanted = said_by_theme(folder) if folder in TABLES else said_by_generator()
    messages = messages_of(path)
    untranslated = {key for key, message in messages.items() if not message.string or message.fuzzy}
    assert sorted(wanted - messages.keys() | untranslated) == [], "without a translation"
    assert sorted(messages.keys() - wanted) == [], "said by nobody"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_catalogue_is_right(path: Path) -> None:
    """Placeholders and plural forms, as a build would find them; the rule and the language are the folder's."""
    catalogue, problems = read_catalogue(path.read_text(encoding="utf-8"), path.name)
    assert problems == ()
    catalog = catalog_of(path)
    assert str(catalog.locale) == path.parts[-3]
    assert {len(forms) for forms in catalogue.counted.values()} <= {catalog.num_plurals}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_themes_say_the_same_alike(language: str) -> None:
    """A message that both have is translated in the same words."""
    first, second = (messages_of(theme / "locale" / language / CATALOGUE) for theme in TABLES)
    both = first.keys() & second.keys()
    assert len(both) > 20
    assert {key: first[key].string for key in both} == {key: second[key].string for key in both}


@pytest.mark.parametrize(("theme", "words"), TABLES.items(), ids=[theme.name for theme in TABLES])
def test_the_table_of_words_wraps_every_one(theme: Path, words: str) -> None:
    """Names each word of a theme's table that no catalogue can translate."""
    tree = Environment().parse((theme / "templates" / words).read_text(encoding="utf-8"))
    table = next(tree.find_all(nodes.Dict))
    assert [pair.key.as_const() for pair in _pairs(table) if isinstance(pair.value, nodes.Const)] == []


def _pairs(table: nodes.Dict) -> Iterator[nodes.Pair]:
    for pair in table.items:
        yield pair
        if isinstance(pair.value, nodes.Dict):
            yield from _pairs(pair.value)


def test_the_generator_says_only_what_can_be_found() -> None:
    """Each message is written where it is said, so that tools for catalogues find it."""
    for path in (*GENERATOR.glob("pages/*.py"), *GENERATOR.glob("render/*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "say":
                is_handed_on = path.name == "theme.py"  # what a template says
                assert is_handed_on or isinstance(call.args[0], ast.Constant), f"{path.name}:{call.lineno}"


@pytest.mark.skipif(os.name == "nt", reason="the commands are a Unix shell's")
def test_a_language_is_added_as_the_documentation_says(tmp_path: Path) -> None:
    """Its commands, run beside a package as it is installed, give a catalogue of every word, which a build can read."""
    package = tmp_path / "installed" / "backfile"
    for theme in TABLES:
        shutil.copytree(theme, package / "themes" / theme.name)
    for room in ("pages", "render"):
        shutil.copytree(GENERATOR / room, package / room)
    (package / "__init__.py").touch()
    text = (ROOT / "docs/themes.md").read_text(encoding="utf-8")
    (commands,) = re.findall(r"```sh\n(.*?pybabel.*?)```", text, re.S)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": programs, "PYTHONPATH": str(package.parent)}
    subprocess.run(["sh", "-ec", commands], cwd=tmp_path, env=environment, check=True, capture_output=True)
    made = tmp_path / "locale" / "de" / CATALOGUE
    assert messages_of(made).keys() == said_by_generator().union(*map(said_by_theme, TABLES))
    assert read_catalogue(made.read_text(encoding="utf-8"), made.name)[1] == ()
