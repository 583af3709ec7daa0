"""A theme's templates are compiled once, by the process that checks them."""

from pathlib import Path

import pytest

from backfile.render.compiling import ThemeEnvironment
from site_builder import Site


def test_a_first_build_compiles_each_template_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes that render inherit the code."""
    compiled: list[str | None] = []
    whole = ThemeEnvironment._generate

    def generate(self: ThemeEnvironment, source: object, name: str | None, *rest: object, **options: object) -> str:
        compiled.append(name)
        return whole(self, source, name, *rest, **options)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(ThemeEnvironment, "_generate", generate)
    site = Site(tmp_path).config(base_url="https://once.example/below/").article("2020/01/a", "Text.").build()
    assert not site.problems
    assert "article.html" in compiled
    assert len(compiled) == len(set(compiled))
