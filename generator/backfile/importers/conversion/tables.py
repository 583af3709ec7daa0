"""Tables: in Markdown where it has a form for them, as HTML where cells would be lost, and opened where they only lay
out a page."""

import re

from backfile.importers.conversion.blocks import Break, Inlines, Paragraph, Table
from backfile.importers.conversion.figures import is_captioned, read_captioned
from backfile.importers.conversion.flow import Flow
from backfile.importers.conversion.raw_html import write_html
from backfile.importers.conversion.tree import BOUNDARY, Element, is_blank, text_of

_NUMBERS = re.compile(r"(?:^|[\s_-])(?:gutter|linenos?|line-?numbers?|rouge-gutter|lntd)(?:$|[\s_-])", re.IGNORECASE)
_CODE_TABLE = re.compile(r"highlighttable|rouge-table|lntable|codehilitetable|syntaxhighlighter|crayon-table", re.IGNORECASE)
_ALIGNMENTS = ("left", "center", "right")


def read_table(flow: Flow, element: Element) -> None:
    """A table in whichever form keeps all of it."""
    rows = rows_of(element)
    cells = [cell for row in rows for cell in cells_of(row)]
    if is_captioned(element):
        read_captioned(flow, element)
    elif _CODE_TABLE.search(element.get("class")) or any(_NUMBERS.search(cell.get("class")) for cell in cells):
        _open(flow, [cell for cell in cells if not _is_numbers(cell)])
    elif _is_layout(element, rows, cells):
        _open(flow, [*_captions(element), *cells])
    else:
        table = _simple_table(flow, element, rows)
        if table:
            flow.add(table)
        elif cells or text_of(element).strip():
            flow.add(write_html(element, flow.scope.notes))


def _captions(element: Element) -> list[Element]:
    return [one for one in element.elements if one.tag == "caption"]


def rows_of(element: Element) -> list[Element]:
    """The rows of the table, not of those within it."""
    found = []
    for child in element.elements:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += [one for one in child.elements if one.tag == "tr"]
    return found


def cells_of(row: Element) -> list[Element]:
    """The cells of a row."""
    return [one for one in row.elements if one.tag in ("td", "th")]


def _is_numbers(cell: Element) -> bool:
    return bool(_NUMBERS.search(cell.get("class"))) or re.fullmatch(r"[\d\s]+", text_of(cell)) is not None


def _is_layout(element: Element, rows: list[Element], cells: list[Element]) -> bool:
    """Whether it only places things on the page: one cell, or by its own word, or one column of more than text."""
    if len(cells) == 1 or element.get("role") in ("presentation", "none"):
        return True
    is_column = all(len(cells_of(row)) <= 1 for row in rows) and not any(cell.tag == "th" for cell in cells)
    return is_column and any(one.tag in _LAID_OUT for cell in cells for one in cell.elements)


_LAID_OUT = frozenset("p table ul ol blockquote h1 h2 h3 h4 h5 h6 figure pre dl".split())


def _open(flow: Flow, parts: list[Element]) -> None:
    for part in parts:
        flow.flush()
        flow.read(part.children)
        flow.flush()


def _simple_table(flow: Flow, element: Element, rows: list[Element]) -> Table | None:
    """The table in Markdown's form: one header, one line a cell. None where it has more."""
    stray = [one for one in element.children if not is_blank(one) and one is not BOUNDARY]
    if len(rows) < 2 or any(not isinstance(one, Element) or one.tag not in _PARTS for one in stray):
        return None
    grid = [cells_of(row) for row in rows]
    width = len(grid[0])
    is_header = width > 0 and all(cell.tag == "th" for cell in grid[0])
    if not is_header or any(len(row) > width or any(cell.tag == "th" for cell in row) for row in grid[1:]):
        return None
    if any(_spans(cell) for row in grid for cell in row):
        return None
    lines = [[_line(flow, cell) for cell in row] for row in grid]
    if any(cell is None for row in lines for cell in row):
        return None
    padded = [tuple(cell or () for cell in (*row, *((),) * (width - len(row)))) for row in lines]
    attributes = tuple((name, element.get(name)) for name in ("id", "lang", "dir") if element.get(name))
    return Table(_alignments(grid, width), padded[0], tuple(padded[1:]), attributes)


_PARTS = ("tr", "thead", "tbody", "tfoot")


def _spans(cell: Element) -> bool:
    return any(cell.get(name).strip() not in ("", "1") for name in ("colspan", "rowspan")) or cell.get("lang") != ""


def _line(flow: Flow, cell: Element) -> Inlines | None:
    """The cell in one line; None where it holds more than a paragraph."""
    blocks = flow.inside(cell.children, cell.get("id"))
    if not blocks:
        return ()
    only = blocks[0]
    if len(blocks) > 1 or not isinstance(only, Paragraph) or only.attributes:
        return None
    return only.inlines if sum(isinstance(one, Break) for one in only.inlines) < 6 else None


def _alignments(grid: list[list[Element]], width: int) -> tuple[str, ...]:
    """The alignment of each column, where all its cells agree."""
    found = []
    for column in range(width):
        values = {row[column].get("align") for row in grid if column < len(row)}
        value = values.pop() if len(values) == 1 else ""
        found.append(value if value in _ALIGNMENTS else "")
    return tuple(found)


