"""What was read shares what is equal in it."""

from pathlib import Path
from typing import Any

import pytest

from backfile.build import full
from site_builder import Site


def test_an_article_has_the_very_path_at_which_it_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it was read just now or is known from before: what was found stays in memory through the whole build."""
    seen: list[tuple[str, str]] = []
    read = full.read_sources

    def watched(request: Any, settings: Any, glance: Any, ledger: Any) -> Any:
        reading = read(request, settings, glance, ledger)
        found = [source.path for source in glance.scan.articles]
        seen.extend(zip(found, [article.path for article in reading.articles], strict=True))
        return reading

    monkeypatch.setattr(full, "read_sources", watched)
    site = Site(tmp_path).article("2020/10/locks").article("2020/11/boats").build()
    site.article("2020/12/weirs").config(title="Another").build()  # all is planned
    assert len(seen) == 5
    assert all(path is found for found, path in seen)
