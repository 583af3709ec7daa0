"""What a theme's templates leave behind in memory."""

import gc
from pathlib import Path

import pytest
from jinja2.runtime import Macro

from site_builder import Site


@pytest.mark.parametrize("theme", ["broadsheet", "plain"])
def test_no_article_s_page_makes_a_macro(theme: str, tmp_path: Path) -> None:
    """One that a page's own template makes is in a circle with all that the page shows, 10 kB an article, until it is
    looked for. So macros are imported: there are as many as the theme has, however many articles."""
    few, many = (macros_of(tmp_path / f"{count}", theme, count) for count in (2, 9))
    assert few == many


def macros_of(root: Path, theme: str, count: int) -> int:
    """How many macros a build of so many articles leaves in circles."""
    site = Site(root).config(theme=theme)
    for number in range(count):
        site.article(f"1998/03/a-{number}", section="Works")
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        assert site.build(jobs=1).problems == ()
        gc.collect()
        return sum(isinstance(one, Macro) for one in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
