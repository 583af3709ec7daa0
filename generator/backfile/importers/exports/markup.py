"""HTML as a row of tags, comments, elements to leave alone, and text. Builds no tree: content of the classic editor is
no HTML yet."""

import html
import re
from collections.abc import Iterator, Sequence

_TAG = re.compile(r"""<!--|</?([a-zA-Z][\w:-]*)(?=[\s/>])(?:"[^"]*"|'[^']*'|[^'"<>])*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_ANY_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z!][^<>]*>", re.DOTALL)


def tokens(text: str, whole: Sequence[str] = ()) -> Iterator[str]:
    """Tags, comments, elements of the names in `whole` with all that is in them, and the text between."""
    at = 0
    unclosed: set[str] = set()
    while match := _TAG.search(text, at):
        if match.start() > at:
            yield text[at : match.start()]
        end = _end(text, match, whole, unclosed)
        yield text[match.start() : end]
        at = end
    if at < len(text):
        yield text[at:]


def spans_of_tags(text: str) -> Iterator[tuple[int, int]]:
    """Where the tags of a text without comments begin and end, as `tokens` finds them."""
    return (match.span() for match in _TAG.finditer(text))


def _end(text: str, match: re.Match[str], whole: Sequence[str], unclosed: set[str]) -> int:
    """Where the token that begins with that tag ends. Names in `unclosed` are not looked for again, or a text of a
    thousand open elements would be read a thousand times."""
    if match[1] is None:
        end = text.find("-->", match.start())
        return end + 3 if end >= 0 else len(text)
    name = match[1].lower()
    if name not in whole or name in unclosed or match[0].startswith("</") or match[0].endswith("/>"):
        return match.end()
    close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, match.end())
    if close is None:
        unclosed.add(name)
        return match.end()
    return close.end()


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name, entities resolved; the first of a name counts."""
    start = re.match(r"<[\w:-]+", tag)
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag[start.end() :] if start else ""):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def element(name: str, values: dict[str, str], inside: str | None = None) -> str:
    """An element; empty attributes are left out, and without `inside` it has no end tag."""
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in values.items() if value or key == "alt")
    return f"<{name}{written}>" if inside is None else f"<{name}{written}>{inside}</{name}>"


def plain_text(markup: str) -> str:
    """The text of HTML in one line: tags taken out, entities resolved once."""
    return " ".join(html.unescape(_ANY_TAG.sub("", markup) if "<" in markup else markup).split())


def figure(picture: str, caption: str = "") -> str:
    """A figure of a picture (an `<img>`, with or without a link around it) and the HTML of its caption."""
    told = f"<figcaption>{caption.strip()}</figcaption>" if caption.strip() else ""
    return f"<figure>{picture}{told}</figure>"
