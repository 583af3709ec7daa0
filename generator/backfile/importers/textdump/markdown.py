"""Blocks into the archive's Markdown. Decides nothing about the article."""

from backfile.importers.markdown_text import escape_heading, escape_paragraph
from backfile.importers.textdump.blocks import Block, Role


def write_markdown(blocks: tuple[Block, ...]) -> str:
    """The Markdown of the blocks; items that follow each other make one list."""
    parts: list[str] = []
    previous: Role | None = None
    for block in blocks:
        text = write_block(block)
        if block.role is previous and block.role in (Role.ITEM, Role.NUMBERED):
            parts[-1] += f"\n{text}"
        else:
            parts.append(text)
        previous = block.role
    return "\n\n".join(part for part in parts if part)


def write_block(block: Block) -> str:
    """One block, without blank lines around it."""
    text = escape_paragraph(block.text)
    match block.role:
        case Role.SUBHEAD:
            return f"{'#' * block.level} {escape_heading(block.text)}"
        case Role.PULL_QUOTE:
            return f"{{.pullquote}}\n> {text}"
        case Role.QUOTE:
            return f"> {text}"
        case Role.ITEM:
            return f"- {text}"
        case Role.NUMBERED:
            return f"1. {text}"
    return text
