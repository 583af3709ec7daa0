"""Reads the text of blocks as the library does, but asks only rules for which the sign at hand can mean something: the
library asks all seventeen at every dash and colon. Tokens are the same."""

import re

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_SIGNS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "backfile_plain_brackets": "[!^",
    "link": "[",
    "backfile_template": "{",
    "span": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "attr": "{",
}
"""The signs that each rule begins with. The rule `text` is what stands between them."""

# One class each: with an alternative, such as `!` before `[` only, the search takes three times as long.
_SIGN = re.compile(r"[\n\\`~*_\[!^<&{]")
_SIGN_OR_END = re.compile(r"[\n\\`~*_\[!^<&{\]]")
_PAIRED = re.compile(r"[~*_]")


class QuickInline(ParserInline):
    """The rules of the given parser; made when it has them all. Raises KeyError for a rule with unknown signs."""

    def __init__(self, parser: MarkdownIt) -> None:
        super().__init__()
        self.ruler, self.ruler2 = parser.inline.ruler, parser.inline.ruler2
        self._rules: dict[str, list[RuleFuncInlineType]] = {}
        for name, rule in zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True):
            for sign in _SIGNS[name] if name != "text" else "":
                self._rules.setdefault(sign, []).append(rule)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Puts the text's tokens into `tokens`."""
        if not _SIGN.search(src):
            if src:
                tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = StateInline(src, md, env, tokens)
        self.tokenize(state)
        if _PAIRED.search(src):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Makes tokens of the text from the state's place to its last."""
        src, end, bound = state.src, state.posMax, state.md.options["maxNesting"]
        while state.pos < end:
            start = state.pos
            if state.level >= bound:
                state.append_pending(src[start:end])
                state.pos = end
            elif not self._reads(state, silent=False):
                found = _SIGN.search(src, start + 1, end)
                state.pos = found.start() if found else end
                state.append_pending(src[start : state.pos])
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the library's name for it
        """Moves behind what begins at the state's place, without making tokens of it."""
        start = state.pos
        if start in state.cache:
            state.pos = state.cache[start]
            return
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax + 1
        elif state.src[start] not in self._rules:
            found = _SIGN_OR_END.search(state.src, start + 1, state.posMax)
            state.pos = found.start() if found else state.posMax
        else:
            state.level += 1
            if not self._reads(state, silent=True):
                state.pos = start + 1
            state.level -= 1
        state.cache[start] = state.pos

    def _reads(self, state: StateInline, *, silent: bool) -> bool:
        """Whether a rule takes what begins at the state's place."""
        for rule in self._rules.get(state.src[state.pos], ()):  # noqa: SIM110 - a generator a sign costs more
            if rule(state, silent):
                return True
        return False
