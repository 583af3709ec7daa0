"""Which importers there are."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from backfile.importers import registry
from cli.conftest import Run, run, site
from site_builder import Site

__all__ = ["run", "site"]

POINTS = [
    EntryPoint("broken", "no_such_package:Importer", registry.GROUP),
    EntryPoint("markdown", "backfile.importers.markdown:MarkdownFiles", registry.GROUP),
]


@pytest.fixture
def points(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An importer that works, and one whose package is gone."""
    monkeypatch.setattr(registry, "entry_points", lambda group: POINTS)
    registry._loaded.cache_clear()
    yield
    registry._loaded.cache_clear()


def test_an_importer_that_cannot_be_loaded_keeps_no_other_from_work(points: None, run: Run, site: Site) -> None:
    """It is told, and does not count among the formats."""
    assert list(registry.importers()) == ["markdown"]
    Path("f.md").write_text("---\ntitle: F\ndate: 2020-10-15\n---\n\nBody.\n")
    result = run("import", "f.md", "-s", site.root)
    assert result.exit_code == 0 and "1 created" in result.stdout
    assert "broken (no_such_package:Importer): warning: the importer cannot be loaded" in result.stderr
    assert run("import", "f.md", "--format", "broken", "-s", site.root).exit_code == 2
