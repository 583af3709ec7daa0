"""Embeds are read as the container plugin reads them, each line of what they hold once."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.container import container_plugin

from backfile.markdown import embeds
from backfile.markdown.body import parse_body
from backfile.markdown.parser import markdown_parser
from properties import examples

PLUGIN = markdown_parser.__wrapped__()
PLUGIN.block.ruler.disable("container_embed")
PLUGIN.use(container_plugin, "embed", render=embeds._render)

LINES = st.sampled_from(
    [
        "::: embed",
        ":::: embed",
        "::: embed x",
        ":::embed",
        ":::",
        "::::",
        "::: ",
        "::: a",
        "::: embedded",
        "a",
        "",
        "- b",
    ]
)


@given(lines=st.lists(st.tuples(st.sampled_from(["", "  ", "    ", "> ", "> > ", "- ", "\t"]), LINES), max_size=12))
@examples(800)
def test_embeds_read_as_the_plugin_reads_them(lines: list[tuple[str, str]]) -> None:
    """Within each other, in quotes and lists, without an end, with more marks at one end than at the other."""
    markdown = "\n".join(before + line for before, line in lines)
    ours, theirs = markdown_parser(), PLUGIN
    assert ours.render(markdown) == theirs.render(markdown)


def test_an_embed_within_an_embed_does_not_look_for_its_end() -> None:
    """What would end it would have ended the other: lines are not looked at once for each embed around them."""
    looked = 0
    closes = embeds._closes

    def counted(state: StateBlock, line: int, marks: int) -> bool:
        nonlocal looked
        looked += 1
        return closes(state, line, marks)

    with patch.object(embeds, "_closes", counted):
        parse_body("::: embed\n" * 300)
    assert looked < 700
