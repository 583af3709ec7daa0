"""The themes' style sheets know no left and no right: whatever is written from the right is set so."""

import re
from pathlib import Path

import pytest

SHEETS = sorted(path for path in (Path(__file__).parents[2] / "themes").rglob("*.css") if path.is_file())

PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height)"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r")\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r"|translate[X3]"
)
SIDES = re.compile(r"(?<![\w-])(margin|padding|inset|border-(?:width|style|color))\s*:\s*([^;}]+)")


def declarations(sheet: Path) -> str:
    """A sheet without comments, conditions and texts."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r'@(?:media|container|supports)[^{]*\{|\[[^\]]*\]|"[^"]*"', "", text)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_has_logical_properties_only(sheet: Path) -> None:
    """`margin-inline-start` and not `margin-left`, `inline-size` and not `width`, nor four sides that differ."""
    text = declarations(sheet)
    assert PHYSICAL.findall(text) == []
    for name, value in SIDES.findall(text):
        sides = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", value)).split()
        assert len(sides) < 4 or sides[1] == sides[3], f"{name}: {value}"


def test_the_check_finds_what_it_is_for() -> None:
    """Each of these would be on the wrong side."""
    for text in ("margin-left: 1px", "a { right: 0 }", "text-align: left", "width: 3rem", "transform: translateX(1px)"):
        assert PHYSICAL.search(text)
    for text in ("margin-inline-start: 1px", "max-inline-size: 1px", "border-block-end-width: 0", "text-align: start"):
        assert not PHYSICAL.search(text)
