"""Tables of which no cell is lost: one beyond the header's last stands in its row without a heading, and is remarked
on."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table
from markdown_it.token import Token

from backfile.markdown.footnotes import Remark


def tables(parser: MarkdownIt) -> None:
    """Adds tables to the parser. Remarks gather under `remarks` in the environment of a parse."""
    parser.enable("table")
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """The library's table, and what it left out; only here can a row's line be told from the quote around it."""
    before = len(state.tokens)
    if not table(state, first, end, silent):
        return False
    if not silent:
        tokens = state.tokens[before:]
        surplus = dict(_surplus(state, tokens))
        if surplus:
            state.tokens[before:] = _widened(tokens, surplus)
            state.env.setdefault("remarks", []).append(_remark(min(surplus)))
    return True


def _surplus(state: StateBlock, tokens: list[Token]) -> Iterator[tuple[int, list[str]]]:
    """The lines of rows with more cells than the header, and those cells."""
    count = sum(token.type == "th_open" for token in tokens)
    for token in tokens:
        if token.type != "tr_open" or token.map is None:
            continue
        line = token.map[0]
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
        text = text.removeprefix("|").removesuffix("|")
        if text.count("|") < count:
            continue
        cells = [cell.strip() for cell in escapedSplit(text)[count:]]
        if any(cells):
            yield line, cells


def _widened(tokens: list[Token], surplus: dict[int, list[str]]) -> Iterator[Token]:
    """The table with those cells; its header gets as many empty ones, so that no row is wider than the table."""
    empty = [""] * max(map(len, surplus.values()))
    line, level = 0, 0
    is_header = True
    for token in tokens:
        if token.type == "tr_open" and token.map:
            line, level = token.map[0], token.level + 1
        elif token.type == "tr_close":
            for text in empty if is_header else surplus.get(line, ()):
                yield from _cell(text, line, level)
            is_header = False
        yield token


def _cell(text: str, line: int, level: int) -> Iterator[Token]:
    yield Token("td_open", "td", 1, level=level, block=True)
    yield Token("inline", "", 0, level=level + 1, block=True, map=[line, line + 1], content=text, children=[])
    yield Token("td_close", "td", -1, level=level, block=True)


def _remark(line: int) -> Remark:
    message = "this row of a table has more cells than its header; they stand without a heading."
    return Remark(line, message, "Give the header as many cells, or write \\| for a bar within a cell.")
