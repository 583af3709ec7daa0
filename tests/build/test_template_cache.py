"""Compiled templates outlast a build, in the person's own cache folder, and are taken from nobody else."""

import marshal
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from backfile.build import template_cache
from backfile.build.template_cache import MOST_KEPT, kept_templates
from backfile.languages.language import Language
from backfile.render import theme as themes
from backfile.render.theme import Theme, codes_of, make_environment
from site_builder import Site, assert_same_files

BASE = "https://example.org/"
TEXTS = {"a.html": "A {{ view }}", "b.html": "B {% include 'a.html' %}"}


def theme_of(**texts: str) -> Theme:
    """A theme of these templates."""
    return Theme("own", {f"{name}.html": text for name, text in texts.items()}, {}, {}, {})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of the test's own, and a process that has compiled nothing."""
    monkeypatch.setattr(template_cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(themes, "_CODES", {})
    yield tmp_path / "cache"


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a new process would be."""
    monkeypatch.setattr(themes, "_CODES", {})


def compiled_in(theme: Theme, base_url: str = BASE, *, is_forced: bool = False) -> int:
    """How many templates there are before anything is compiled within."""
    compiled: list[str] = []
    original = themes.compile_theme
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template_cache, "compile_theme", lambda *of: (compiled.append("all"), original(*of)))
        with kept_templates(theme, base_url, is_forced=is_forced):
            return 0 if compiled else len(codes_of(theme, base_url))


def test_what_one_build_compiled_the_next_one_need_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing at first, then all; and the code renders what its template says."""
    theme = theme_of(a="A {{ view }}", b="B {% include 'a.html' %}")
    assert compiled_in(theme) == 0
    forget(monkeypatch)
    assert compiled_in(theme) == 2
    assert make_environment(theme, BASE).get_template("b.html").render(view="<&>") == "B A &lt;&amp;&gt;"


def test_other_texts_addresses_and_force_are_compiled_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed template, another base path (its links stand in the code) or language (so do dates that are written in
    a template), and a build that trusts nothing."""
    theme = theme_of(a="A")
    compiled_in(theme)
    for other, base_url, is_forced in (
        (msgspec.structs.replace(theme, language=Language(tag="fr")), BASE, False),
        (theme_of(a="B"), BASE, False),
        (theme, "https://example.org/below/", False),
        (theme, BASE, True),
    ):
        forget(monkeypatch)
        assert compiled_in(other, base_url, is_forced=is_forced) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of files are Unix's")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_code_that_others_may_write_is_not_run(folder: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """What anybody can write anybody can have written."""
    theme = theme_of(a="A")
    compiled_in(theme)
    (file,) = folder.iterdir()
    (folder if what == "folder" else file).chmod(0o777)
    forget(monkeypatch)
    assert compiled_in(theme) == 0


@pytest.mark.parametrize("data", [b"", b"\0", b"no code", marshal.dumps({("a", "b"): 3})])
def test_a_damaged_file_is_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Whatever stands there, the build compiles and the next one has it."""
    theme = theme_of(a="A {{ view }}")
    compiled_in(theme)
    (file,) = folder.iterdir()
    file.write_bytes(data)
    forget(monkeypatch)
    assert compiled_in(theme) == 0
    assert make_environment(theme, BASE).get_template("a.html").render(view=1) == "A 1"
    forget(monkeypatch)
    assert compiled_in(theme) == 1


def test_old_ones_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of some themes, not of every one that ever was."""
    for number in range(MOST_KEPT + 5):
        compiled_in(theme_of(a=f"A{number}"))
    assert len(list(folder.iterdir())) == MOST_KEPT


@pytest.mark.parametrize("place", ["file", "none"])
def test_a_build_goes_on_without_a_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Where a file is in its way, or a person has no home."""
    monkeypatch.setattr(themes, "_CODES", {})
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(template_cache, "cache_folder", lambda: None if place == "none" else tmp_path / "file" / "x")
    assert not Site(tmp_path / "site").article("2020/01/a").build().result.failed


def test_a_build_with_kept_templates_writes_the_same_site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, and nothing of the cache lies in the archive."""
    site = Site(folder.parent / "first").article("2020/01/a", tags=["Radio"]).build()
    assert len(list(folder.iterdir())) == 1
    forget(monkeypatch)
    assert_same_files(site.clean_copy(folder.parent / "second").build().files(), site.files())
    assert not list((folder.parent / "first").rglob("*.marshal"))
