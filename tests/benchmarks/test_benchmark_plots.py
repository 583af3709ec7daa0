"""The benchmark's drawings: right, readable in both schemes, text as text."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from figures import figures_of
from plots import DARK, DARK_SERIES, LIGHT, LIGHT_SERIES, Bar, Line, draw_bars, draw_lines
from summary import rows_of

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    """Every text that a reader sees."""
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def dots(svg: str) -> list[tuple[float, float]]:
    """The places of all points."""
    return [
        (float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in ElementTree.fromstring(svg).iter(f"{SVG}circle")
    ]


def test_what_grows_in_proportion_is_a_straight_line() -> None:
    """Equal factors of both coordinates are equal ways on both axes."""
    svg = draw_lines("T", "x", "y", [Line("a", ((10, 3), (100, 30), (1000, 300)))])
    (x1, y1), (x2, y2), (x3, y3) = dots(svg)
    assert x2 - x1 == pytest.approx(x3 - x2, abs=0.11)
    assert y2 - y1 == pytest.approx(y3 - y2, abs=0.11)
    assert x1 < x2 < x3
    assert y1 > y2 > y3


def test_lines_have_their_names_and_marks_as_text() -> None:
    """Also such names as are not XML; the description says every point."""
    svg = draw_lines("Time & <space>", "articles", "seconds", [Line("a <b> & c", ((1000, 2.5), (10000, 25)))])
    assert {"Time & <space>", "a <b> & c", "articles", "seconds", "1,000", "10,000", "5", "10"} <= set(texts(svg))
    described = ElementTree.fromstring(svg).findtext(f"{SVG}desc")
    assert described == "seconds by articles. a <b> & c: 2.5 at 1,000, 25 at 10,000."


def test_a_peer_is_told_by_more_than_its_colour() -> None:
    """Its line is dashed."""
    svg = draw_lines("T", "x", "y", [Line("ours", ((1, 1), (2, 2))), Line("theirs", ((1, 2), (2, 4)), is_peer=True)])
    kinds = {group[-1].text: group.attrib["class"] for group in ElementTree.fromstring(svg).iter(f"{SVG}g")}
    assert kinds == {"ours": "s0", "theirs": "s1 peer"}
    assert ".peer .line { stroke-dasharray" in svg


def test_bars_are_as_long_as_their_values() -> None:
    """From nought, with the spread of the runs and the words that say it."""
    svg = draw_bars(
        "T", "seconds", [Bar("a", 10, 8, 12, "10 s"), Bar("b", 2.5, 2.5, 2.5, "2.5 s"), Bar("c", 0, 0, 0, "0 s")]
    )
    root = ElementTree.fromstring(svg)
    first, second, third = (
        float(bar.attrib["width"]) for bar in root.iter(f"{SVG}rect") if bar.attrib["class"] == "bar"
    )
    assert second == pytest.approx(first / 4, abs=0.1)
    assert third == 0
    spread = next(line.attrib for line in root.iter(f"{SVG}line") if line.attrib["class"] == "spread")
    assert float(spread["x2"]) - float(spread["x1"]) == pytest.approx(first * 0.4, abs=0.2)
    assert {"a", "10 s", "b", "2.5 s", "c", "0 s"} <= set(texts(svg))


@pytest.mark.parametrize(("plain", "series"), [(LIGHT, LIGHT_SERIES), (DARK, DARK_SERIES)])
def test_text_can_be_read_on_its_ground(plain: dict[str, str], series: tuple[str, ...]) -> None:
    """WCAG's 4.5 to 1 for every colour that text has, in either scheme."""
    for colour in (plain["text"], plain["quiet"], *series):
        assert contrast(colour, plain["ground"]) >= 4.5, colour
    assert len(set(series)) == len(LIGHT_SERIES)


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2."""
    low, high = sorted(map(luminance, (first, second)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb."""
    parts = [int(part, 16) / 255 for part in re.findall("[0-9a-f]{2}", colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_growth_is_drawn_only_where_there_is_some(record: Any) -> None:
    """Three sizes have their growth; of one size there are the tasks only. The same values give the same bytes."""
    rows = rows_of(record)
    names = ["growth-seconds.svg", "growth-memory.svg", "growth-after.svg"]
    tasks = ["tasks-1000.svg", "tasks-10000.svg", "tasks-100000.svg"]
    assert [figure.file for figure in figures_of(rows)] == [*names, *tasks]
    assert [figure.file for figure in figures_of([row for row in rows if row.articles == 1000])] == tasks[:1]
    assert figures_of(rows) == figures_of(rows_of(record))


def test_a_browser_shows_all_text_whole(
    page_at: Callable[..., Any], static_server: Callable[[Path], str], tmp_path: Path, record: Any
) -> None:
    """No text of any drawing is cut by its edge or written over another, and both schemes have their ground."""
    for figure in figures_of(rows_of(record)):
        (tmp_path / figure.file).write_text(figure.svg, encoding="utf-8")
        for scheme, ground in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(13, 17, 23)")):
            page = page_at(f"{static_server(tmp_path)}/{figure.file}", color_scheme=scheme, allow_errors=("404",))
            assert page.evaluate("getComputedStyle(document.querySelector('.ground')).fill") == ground
            assert page.evaluate(TEXT_FAULTS) == [], figure.file


TEXT_FAULTS = """() => {
  const {width, height} = document.documentElement.viewBox.baseVal;
  const boxes = [...document.querySelectorAll('text')].map((text) => [text.textContent, text.getBBox()]);
  const cut = boxes.filter(([, b]) => b.x < 0 || b.y < 0 || b.x + b.width > width || b.y + b.height > height);
  const over = boxes.filter(([, a], at) => boxes.slice(at + 1).some(([, b]) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1));
  return [...cut, ...over].map(([text]) => text);
}"""
