"""Draws lines over logarithmic axes, and bars, as SVG: text stays text, and colours follow the reader's scheme.

A drawing has its own ground, so that it can be read on a page of either scheme. Colour is never all that tells two
things apart: each line has its name at its end, each bar beside it. The same values give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from scales import LinearScale, LogScale, apart, padded

WIDTH = 760
LEFT, RIGHT, TOP, BOTTOM = 64, 240, 56, 52
LINES_HEIGHT = 420
LINE_GAP = 17
NAMES_WIDTH, VALUES_WIDTH, BAR_STEP, BAR_HEIGHT = 238, 96, 30, 14

Colours = tuple[str, ...]

LIGHT = {"ground": "#ffffff", "text": "#1f2328", "quiet": "#59636e", "grid": "#d1d9e0"}
DARK = {"ground": "#0d1117", "text": "#f0f6fc", "quiet": "#9198a1", "grid": "#3d444d"}
LIGHT_SERIES = ("#0969da", "#b34700", "#1a7f37", "#8250df", "#cf222e", "#0b7285", "#6e5f00")
DARK_SERIES = ("#58a6ff", "#f0883e", "#3fb950", "#bc8cff", "#ff7b72", "#39c5cf", "#d8c14a")


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y), both above 0, by x; that of a peer is dashed."""

    name: str
    points: tuple[tuple[float, float], ...]
    is_peer: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with the least and the most of the runs, none below 0, and the words that say it."""

    name: str
    value: float
    least: float
    most: float
    told: str
    is_peer: bool = False


def draw_lines(title: str, x_label: str, y_label: str, lines: Sequence[Line]) -> str:
    """Both axes logarithmic: what grows in proportion rises at one in one decade."""
    xs, ys = [x for line in lines for x, _ in line.points], [y for line in lines for _, y in line.points]
    across = LogScale(*padded(min(xs), max(xs)), LEFT, WIDTH - RIGHT)
    up = LogScale(*padded(min(ys), max(ys)), LINES_HEIGHT - BOTTOM, TOP)
    told = "; ".join(
        f"{line.name}: " + ", ".join(f"{_number(y)} at {_number(x)}" for x, y in line.points) for line in lines
    )
    svg = _drawing(LINES_HEIGHT, title, f"{y_label} by {x_label}. {told}.")
    for mark in up.marks():
        _add(svg, "line", "grid", x1=LEFT, x2=WIDTH - RIGHT, y1=up.at(mark), y2=up.at(mark))
        _text(svg, LEFT - 8, up.at(mark) + 4, _number(mark), "quiet end")
    for mark in across.marks():
        _add(svg, "line", "grid", x1=across.at(mark), x2=across.at(mark), y1=TOP, y2=LINES_HEIGHT - BOTTOM)
        _text(svg, across.at(mark), LINES_HEIGHT - BOTTOM + 18, _number(mark), "quiet middle")
    _text(svg, (LEFT + WIDTH - RIGHT) / 2, LINES_HEIGHT - 12, x_label, "quiet middle")
    _text(svg, LEFT - 8, TOP - 12, y_label, "quiet")
    ends = apart([up.at(line.points[-1][1]) for line in lines], LINE_GAP, LINES_HEIGHT - BOTTOM)
    for number, (line, end) in enumerate(zip(lines, ends, strict=True)):
        _draw_line(svg, line, f"s{number % len(LIGHT_SERIES)}", end, across, up)
    return _written(svg)


def draw_bars(title: str, x_label: str, bars: Sequence[Bar]) -> str:
    """A bar for each value from 0, with a stroke from the least to the most, and its words."""
    height = TOP + BAR_STEP * len(bars) + BOTTOM
    across = LinearScale(max(bar.most for bar in bars) or 1, NAMES_WIDTH, WIDTH - VALUES_WIDTH)
    svg = _drawing(height, title, f"{x_label}. " + "; ".join(f"{bar.name}: {bar.told}" for bar in bars) + ".")
    for mark in across.marks():
        _add(svg, "line", "grid", x1=across.at(mark), x2=across.at(mark), y1=TOP - 6, y2=height - BOTTOM)
        _text(svg, across.at(mark), height - BOTTOM + 18, _number(mark), "quiet middle")
    _text(svg, (NAMES_WIDTH + WIDTH - VALUES_WIDTH) / 2, height - 12, x_label, "quiet middle")
    for number, bar in enumerate(bars):
        _draw_bar(svg, bar, TOP + BAR_STEP * (number + 0.5), across)
    return _written(svg)


def _draw_line(svg: ElementTree.Element, line: Line, colour: str, label: float, across: LogScale, up: LogScale) -> None:
    group = _add(svg, "g", f"{colour} peer" if line.is_peer else colour)
    places = [(across.at(x), up.at(y)) for x, y in line.points]
    _add(group, "polyline", "line", points=" ".join(f"{_place(x)},{_place(y)}" for x, y in places))
    for x, y in places:
        _add(group, "circle", "dot", cx=x, cy=y, r=3.5)
    x, y = places[-1]
    end = WIDTH - RIGHT + 14
    _add(group, "polyline", "leader", points=f"{_place(x + 6)},{_place(y)} {_place(end - 4)},{_place(label)}")
    _text(group, end, label + 4, line.name, "name")


def _draw_bar(svg: ElementTree.Element, bar: Bar, middle: float, across: LinearScale) -> None:
    group = _add(svg, "g", "s1" if bar.is_peer else "s0")
    start, end = across.at(0), across.at(bar.value)
    _add(group, "rect", "bar", x=start, y=middle - BAR_HEIGHT / 2, width=end - start, height=BAR_HEIGHT)
    _add(group, "line", "spread", x1=across.at(bar.least), x2=across.at(bar.most), y1=middle, y2=middle)
    _text(group, NAMES_WIDTH - 10, middle + 4, bar.name, "told end")
    _text(group, across.at(bar.most) + 8, middle + 4, bar.told, "told")


def _drawing(height: float, title: str, described: str) -> ElementTree.Element:
    """An empty drawing with its title on it, its description for those who cannot see it, and its ground."""
    size = {"width": str(WIDTH), "height": str(height), "viewBox": f"0 0 {WIDTH} {height}"}
    names = {"role": "img", "aria-labelledby": "title described"}
    svg = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **names})
    ElementTree.SubElement(svg, "title", id="title").text = title
    ElementTree.SubElement(svg, "desc", id="described").text = described
    ElementTree.SubElement(svg, "style").text = style()
    _add(svg, "rect", "ground", width=WIDTH, height=height, rx=6)
    _text(svg, 20, 26, title, "title")
    return svg


def style() -> str:
    """The drawing's rules: sizes, and the colours of both schemes."""
    dark = "".join(f"  {rule}\n" for rule in _colour_rules(DARK, DARK_SERIES))
    return (
        "\n"
        + "\n".join(_SHAPES + _colour_rules(LIGHT, LIGHT_SERIES))
        + (f"\n@media (prefers-color-scheme: dark) {{\n{dark}}}\n")
    )


_SHAPES = [
    "text { font: 13px system-ui, sans-serif; }",
    ".title { font-size: 15px; font-weight: 600; }",
    ".middle { text-anchor: middle; }",
    ".end { text-anchor: end; }",
    ".grid { stroke-width: 1; }",
    ".line { fill: none; stroke: currentColor; stroke-width: 2; }",
    ".peer .line { stroke-dasharray: 7 4; }",
    ".leader { fill: none; stroke: currentColor; stroke-width: 1; stroke-dasharray: 1 3; }",
    ".dot, .bar, .name { fill: currentColor; }",
]


def _colour_rules(plain: dict[str, str], series: Colours) -> list[str]:
    return [
        f".ground {{ fill: {plain['ground']}; }}",
        f".title, .told {{ fill: {plain['text']}; }}",
        f".told {{ paint-order: stroke; stroke: {plain['ground']}; stroke-width: 4px; }}",
        f".spread {{ stroke: {plain['text']}; stroke-width: 2; }}",
        f".quiet {{ fill: {plain['quiet']}; }}",
        f".grid {{ stroke: {plain['grid']}; }}",
        *(f".s{number} {{ color: {colour}; }}" for number, colour in enumerate(series)),
    ]


def _add(parent: ElementTree.Element, name: str, kind: str, **attributes: str | float) -> ElementTree.Element:
    told = {key: value if isinstance(value, str) else _place(value) for key, value in attributes.items()}
    return ElementTree.SubElement(parent, name, {"class": kind, **told})


def _text(parent: ElementTree.Element, x: float, y: float, text: str, kind: str) -> None:
    _add(parent, "text", kind, x=x, y=y).text = text


def _place(value: float) -> str:
    """A place to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def _number(value: float) -> str:
    """A number as people write it, three digits of it at least."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _written(svg: ElementTree.Element) -> str:
    ElementTree.indent(svg)
    return ElementTree.tostring(svg, encoding="unicode") + "\n"
