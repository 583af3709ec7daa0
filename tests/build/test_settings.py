"""The settings of a build: what is accepted and told."""

from pathlib import Path

from backfile.build.request import Request
from backfile.build.settings import read_settings
from site_builder import NOW, Site


def test_a_byte_order_mark_before_the_settings_is_passed_over_and_told(tmp_path: Path) -> None:
    """Some editors of Windows write one; the settings behind it hold, and a problem keeps its line."""
    site = Site(tmp_path).article("2020/10/a")
    settings = site.root / "backfile.toml"
    settings.write_bytes(b"\xef\xbb\xbf" + settings.read_bytes())
    site.build()
    told = "backfile.toml:1:1: warning: the file begins with a byte-order mark; it was passed over."
    assert [str(problem) for problem in site.problems] == [told]
    assert "/2020/10/a/" in site.html("")
    site.write("backfile.toml", '\ufefftitle = "T"\nlanguag = "en"\n')
    places = [problem.location.line for problem in read_settings(Request(root=site.root, now=NOW)).problems]
    assert places == [1, 2]
