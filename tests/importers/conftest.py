"""What tests of imports share."""

from pathlib import Path

import pytest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty archive."""
    archive = tmp_path / "archive"
    (archive / "content").mkdir(parents=True)
    (archive / "backfile.toml").write_text('title = "T"\nbase_url = "https://example.org/"\n')
    return archive
