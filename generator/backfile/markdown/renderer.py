"""Tokens written as HTML, the same as the library writes them. Its renderer finds out for every token what only a few
have: attributes, a hidden neighbour."""

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


class QuickRenderer(RendererHTML):
    """The library's renderer, with the way through most tokens made short. `xhtmlOut` has to be off."""

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:  # noqa: N802 - its name
        """The HTML of what stands in a block."""
        parts = []
        for index, token in enumerate(tokens):
            if token.type == "text":
                parts.append(escapeHtml(token.content))
            elif token.type in self.rules:
                parts.append(self.rules[token.type](tokens, index, options, env))
            else:
                parts.append(self.renderToken(tokens, index, options, env))
        return "".join(parts)

    def renderToken(  # noqa: N802 - its name
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The HTML of a token that no rule is for."""
        token = tokens[idx]
        if token.hidden:
            return ""
        if token.nesting == -1:
            return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
        tag = f"<{token.tag}{self.renderAttrs(token)}>" if token.attrs else f"<{token.tag}>"
        if not token.block:
            return tag
        before = "\n" if idx and tokens[idx - 1].hidden else ""
        return f"{before}{tag}" if token.nesting == 1 and _goes_on(tokens, idx) else f"{before}{tag}\n"


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether what the token opens stands on the tag's own line."""
    if index + 1 >= len(tokens):
        return False
    inner = tokens[index + 1]
    return inner.type == "inline" or inner.hidden or (inner.nesting == -1 and inner.tag == tokens[index].tag)
