"""A theme's design tokens: what settings change of them, as a rule of its style sheet. Lets nothing into the sheet that
could end the declaration it stands in, or make a reader's browser ask anybody for anything."""

import difflib
import re
from collections.abc import Callable, Mapping

from backfile.problems import Location, Problem

TOKENS_SHEET = "tokens.css"
"""How the sheet of a theme ends that declares its tokens, in its layer `tokens`."""

Place = Callable[..., Location]
"""Where settings have a key."""

Value = str | tuple[str, str]
"""What a token is: one value, or a colour for light and one for dark."""


def declared_tokens(sheet: str) -> dict[str, Value]:
    """The tokens that a sheet declares, by their names without dashes."""
    found = _DECLARATION.findall(_COMMENT.sub("", sheet))
    return {name: _pair(text) or text for name, text in ((name, " ".join(text.split())) for name, text in found)}


def token_rule(declared: Mapping[str, Value], changed: Mapping[str, Value]) -> str:
    """The rule that gives tokens other values than the sheet's own; nothing where there are none."""
    lines = [f"--{name}:{_written(value)};" for name, value in changed.items() if declared[name] != value]
    return f"@layer tokens{{:root{{{''.join(lines)}}}}}\n" if lines else ""


class Tokens:
    """The tokens in force: those of a sheet, and what one settings after the other makes of them. What cannot be is
    left as it is, and told in `problems`."""

    def __init__(self, declared: Mapping[str, Value]) -> None:
        self._declared = dict(declared)
        self.values: dict[str, Value] = dict(declared)
        self.problems: list[Problem] = []

    def change(self, wanted: object, at: Place, *keys: str) -> None:
        """Takes over a table of tokens, which stands under `keys` of the settings that `at` knows the places of."""
        if not isinstance(wanted, Mapping):
            self._tell(at(*keys), "the tokens are no table.", f"Write [{'.'.join(keys)}], and a line for each token.")
            return
        for name, value in wanted.items():
            place = at(*keys, name)
            if name in self._declared:
                self._change(name, value, place)
            else:
                near = difflib.get_close_matches(name, self._declared, n=1, cutoff=0.5)
                known = f'The nearest is "{near[0]}".' if near else f"It has {', '.join(sorted(self._declared))}."
                self._tell(place, f'the theme has no token "{name}".', known)

    def choose(self, presets: object, name: object, at: Place, preset_at: Place) -> None:
        """Takes over the preset of that name; `at` knows where it is asked for, `preset_at` where presets stand."""
        known = presets if isinstance(presets, Mapping) else {}
        if isinstance(name, str) and name in known:
            self.change(known[name], preset_at, "params", "presets", name)
        elif name:
            self._tell(at("params", "preset"), f'the theme has no preset "{name}".', _presets_hint(known))

    def _change(self, name: str, value: object, place: Location) -> None:
        now = self.values[name]
        wanted = value if isinstance(value, list) else [value]
        texts = [text for text in wanted if isinstance(text, str) and is_safe_value(text)]
        if len(texts) < len(wanted):
            shown = ", ".join(f'"{text}"' for text in wanted)
            self._tell(place, f'the token "{name}" cannot be {shown}.', _VALUE_HINT)
        elif len(texts) == 1:
            self.values[name] = (texts[0], now[1]) if isinstance(now, tuple) else texts[0]
        elif len(texts) == 2 and isinstance(now, tuple):
            self.values[name] = (texts[0], texts[1])
        else:
            what = "one value, or two: for light and for dark" if isinstance(now, tuple) else "one value"
            self._tell(place, f'the token "{name}" has {len(texts)} values.', f"Write {what}.")

    def _tell(self, place: Location, message: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint))


def is_safe_value(text: str) -> bool:
    """Whether a text can be nothing but a value: colours, sizes, names, strings and calculations."""
    outside = _STRING.sub("", text)
    is_value = len(text) <= LONGEST and bool(_VALUE.fullmatch(text))
    return is_value and "/*" not in outside and _is_balanced(outside)


LONGEST = 500
_FUNCTIONS = "rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|calc|min|max|clamp|var"
_STRING = re.compile(r""""[^"\\<>\n]*"|'[^'\\<>\n]*'""")
_VALUE = re.compile(
    rf"(?=.*\S)(?>{_STRING.pattern}|\#[0-9a-fA-F]{{3,8}}\b|(?:{_FUNCTIONS})\(|-{{0,2}}[A-Za-z_][\w-]*+(?!\()"
    r"|\d*\.?\d+(?:%|[a-z]+)?(?![\w(])|[(),/*+ -])++"
)
"""Each part is tried in one way only, so that what is no value is found out at once."""
_VALUE_HINT = (
    "Write a colour, a size or a list of fonts as CSS has it, such as \"#1d3f72\" or 'Georgia, serif', without url()."
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;{}]+)")
_LIGHT_DARK = re.compile(r"light-dark\((.*)\)")


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


def _pair(text: str) -> tuple[str, str] | None:
    """The two colours of `light-dark()`."""
    found = _LIGHT_DARK.fullmatch(text)
    if not found:
        return None
    inside = found[1]
    cuts = [at for at, sign in enumerate(inside) if sign == "," and _is_balanced(inside[:at])]
    return (inside[: cuts[0]].strip(), inside[cuts[0] + 1 :].strip()) if len(cuts) == 1 else None


def _written(value: Value) -> str:
    return f"light-dark({value[0]},{value[1]})" if isinstance(value, tuple) else value


def _presets_hint(known: Mapping[object, object]) -> str:
    return f"Choose one of {', '.join(sorted(map(str, known)))}." if known else "Remove the line: this theme has none."
