"""Raw HTML within a parsed body, before it is cleaned: what is no element is text, what would swallow the text behind
it is remarked on, and elements nested without end are told."""

import re
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from html import escape

from markdown_it.token import Token

from backfile.markdown.footnotes import Remark

MAX_OPEN = 1000
"""Elements open at once beyond which the cleaner's time grows with the square: 100,000 `<div>` took 12 s."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS = _names(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body "
    "br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl "
    "dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header "
    "hgroup hr html i iframe image img input ins kbd label legend li link listing main map mark marquee math "
    "menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param "
    "picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select small "
    "source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time "
    "title tr track tt u ul var video wbr xmp"
)
IN_DRAWINGS = _names(
    "circle defs desc ellipse g image line lineargradient path polygon polyline rect stop symbol text tspan use"
)
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_END_MAY_LACK = _names("p li dt dd tr td th thead tbody tfoot option optgroup rt rp colgroup a")
_REOPENED = _names("b big code em font i nobr s small strike strong tt u")
_ENDS_PARAGRAPH = _names(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul"
)
_SWALLOWING = {"script": "</script", "style": "</style", "template": "</template", "<!--": "-->"}

_TAG = re.compile(
    r"""<!--(?:-?>)?|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?:=\s*"[^"]*"|=\s*'[^']*'|[^<>])*+(?P<last>>?)"""
)


def show_unknown_tags(tokens: Sequence[Token]) -> None:
    """Makes text of tags that name no element (`<name>`): the cleaner would drop them. Those of elements that someone
    may have made (`<a-b>`, `<a:b>`) stay tags."""
    known = _ELEMENTS | IN_DRAWINGS if has_drawing(tokens) else _ELEMENTS
    for _, raw in _raw(tokens):
        unknown = [tag for tag in tags_in(raw.content) if _is_unknown(tag, known)]
        if unknown and raw.type == "html_inline":
            raw.type = "text"
        elif unknown:
            raw.content = _escaped_at(raw.content, unknown)


def has_drawing(tokens: Sequence[Token]) -> bool:
    """Whether an SVG stands in the text, so that the names of its elements are some."""
    return any("<svg" in raw.content.lower() for _, raw in _raw(tokens))


def _is_unknown(tag: re.Match[str], known: frozenset[str]) -> bool:
    name = tag["name"]
    return name is not None and name.isalnum() and name.lower() not in known


def _escaped_at(text: str, tags: Sequence[re.Match[str]]) -> str:
    parts, last = [], 0
    for tag in tags:
        parts += [text[last : tag.start()], escape(tag[0], quote=False)]
        last = tag.end()
    return "".join([*parts, text[last:]])


def unclosed(tokens: Sequence[Token]) -> Iterator[Remark]:
    """A remark on the comment, script or style that nothing ends, so that a browser shows nothing of what follows."""
    line, sign = 0, ""
    for start, raw in _raw(tokens):
        text, before = raw.content, 0
        if sign:
            before = text.lower().find(_SWALLOWING[sign])
            if before < 0:
                continue
        found = _unclosed_in(text, before)
        line, sign = (start + text.count("\n", 0, found.start()), hides_what_follows(found)) if found else (0, "")
    if sign:
        shown = sign if sign == "<!--" else f"<{sign}>"
        end = "-->" if sign == "<!--" else f"</{sign}>"
        message = f"nothing ends the {shown} here; what follows is not shown."
        yield Remark(line, message, f"Write {end} where it ends, or &lt; for a < that is text.")


def _unclosed_in(text: str, start: int) -> re.Match[str] | None:
    last = next(iter(deque(tags_in(text, start), maxlen=1)), None)
    sign = hides_what_follows(last) if last else ""
    return last if last and sign and _SWALLOWING[sign] not in text.lower()[last.end() :] else None


def hides_what_follows(tag: re.Match[str]) -> str:
    """What the tag begins that ends only with its own end: a comment's or an element's sign, or nothing."""
    if tag["name"] is None:
        return "" if tag[0].endswith(">") else "<!--"
    name = tag["name"].lower()
    return name if name in _SWALLOWING and not tag["end"] else ""


def tags_in(text: str, start: int = 0, *, see_through: Collection[str] = ()) -> Iterator[re.Match[str]]:
    """Tags and beginnings of comments, but for those within comments, scripts, styles and templates, of which some
    may be seen through. A tag has `end` (a slash), `name` and `last`, which is empty where nothing ends the tag."""
    lower = text.lower()
    while tag := _TAG.search(text, start):
        yield tag
        start = tag.end()
        sign = hides_what_follows(tag)
        if sign and sign not in see_through:
            start = lower.find(_SWALLOWING[sign], start)
            if start < 0:
                return


def _raw(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Each piece of raw HTML and its line (from 0)."""
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "html_block":
            yield line, token
        for child in token.children or ():
            if child.type == "html_inline":
                yield line, child
            line += child.type in ("softbreak", "hardbreak")


def too_many_open(tokens: Sequence[Token]) -> int | None:
    """The line (from 0) where more than MAX_OPEN elements are open at once, of raw HTML and Markdown together."""
    opened = _Opened()
    for token in tokens:
        if token.nesting and token.tag and not token.hidden:
            opened.take(token.tag, token.tag, token.nesting < 0)
        for line, raw in _raw((token,)):
            for tag in tags_in(raw.content):
                if tag["name"]:
                    opened.take(tag["name"].lower(), tag[0], bool(tag["end"]))
                if opened.count > MAX_OPEN:
                    return line + raw.content.count("\n", 0, tag.start())
    return None


class _Opened:
    """The elements that are open, as a browser counts them: near enough to bound them."""

    def __init__(self) -> None:
        self.count = 0
        self._stack: list[str] = []
        self._in_stack: Counter[str] = Counter()
        self._reopened: dict[str, list[str]] = {}

    def take(self, name: str, tag: str, is_end: bool) -> None:
        """Opens or ends an element. Those for the look of text are opened again after the block that they end with,
        three of a kind at most."""
        if name in _REOPENED:
            self._take_reopened(self._reopened.setdefault(name, []), tag, is_end)
        elif is_end:
            self._end(name)
        elif name not in _VOID:
            if name in _ENDS_PARAGRAPH:
                self._end("p")
            self._stack.append(name)
            self._in_stack[name] += 1
            self.count += name not in _END_MAY_LACK

    def _take_reopened(self, same: list[str], tag: str, is_end: bool) -> None:
        if is_end and same:
            same.pop()
            self.count -= 1
        elif not is_end and same[-3:] != [tag] * 3:
            same.append(tag)
            self.count += 1

    def _end(self, name: str) -> None:
        while self._in_stack[name]:
            last = self._stack.pop()
            self._in_stack[last] -= 1
            self.count -= last not in _END_MAY_LACK
            if last == name:
                return
