"""Code in lines of its own: its text byte for byte, and its language where a class names it."""

import re
from collections.abc import Iterable

from backfile.importers.conversion.blocks import CodeBlock
from backfile.importers.conversion.flow import Flow
from backfile.importers.conversion.raw_html import write_html
from backfile.importers.conversion.tree import BOUNDARY, Element, Node

_NAME = r"(\w[\w+#.-]*)"
_LANGUAGES = (
    re.compile(rf"(?:^|\s)(?:language|lang|highlight-source|highlight-text|sourceCode|brush|code)[-:]\s*{_NAME}", re.IGNORECASE),
    re.compile(rf"(?:^|\s)sourceCode\s+{_NAME}"),
    re.compile(rf"(?:^|\s)(?:hljs|prettyprint|syntaxhighlighter|EnlighterJSRAW|crayon)\s+(?:lang-|language-)?{_NAME}"),
)
_NO_LANGUAGE = frozenset("none plain plaintext text nohighlight plain-text wp-block-code linenums undefined block".split())
_NUMBERS = frozenset("gutter lineno linenos line-number line-numbers rouge-gutter gl lnt ln blob-num".split())


def language_of(element: Element) -> str:
    """The language that its class or attributes name; empty without."""
    for pattern in _LANGUAGES:
        found = pattern.search(element.get("class"))
        if found and found[1].lower() not in _NO_LANGUAGE:
            return found[1].lower()
    for name in ("data-language", "data-lang", "lang") if element.tag == "pre" else ():
        value = element.get(name)
        if re.fullmatch(_NAME, value) and value.lower() not in _NO_LANGUAGE:
            return value.lower()
    return ""


def read_pre(flow: Flow, element: Element) -> None:
    """A code block; with links or pictures in it, as HTML."""
    language = language_of(element)
    inner = element
    while not language and len(list(inner.elements)) == 1:
        inner = next(inner.elements)
        language = language_of(inner)
    is_code = bool(language or element.get("class")) or any(one.tag == "code" for one in element.elements)
    if not language and _has_links(element, is_code):
        flow.add(write_html(element, flow.scope.notes))
        return
    text = "".join(_texts(element.children)).replace("\r\n", "\n").replace("\r", "\n")
    text = text.removesuffix("\n")
    attributes = tuple((name, element.get(name)) for name in ("id", "dir") if element.get(name))
    if text.strip():
        flow.add(CodeBlock(text, language or flow.language, attributes))


def _has_links(element: Element, is_code: bool) -> bool:
    """Whether it has pictures or links; in code those within the page are numbers of lines."""
    for child in element.elements:
        href = child.get("href")
        if child.tag == "img" or (href and not (is_code and href.startswith("#"))) or _has_links(child, is_code):
            return True
    return False


def _texts(nodes: Iterable[Node]) -> Iterable[str]:
    """The texts, without numbers of lines; a line ends where a block or a `<br>` does."""
    ended = True
    for node in nodes:
        if isinstance(node, str):
            yield node
            ended = node.endswith("\n") if node else ended
        elif node is BOUNDARY or node.tag == "br":
            if node.tag == "br" or not ended:
                yield "\n"
            ended = True
        elif not _NUMBERS & set(node.classes):
            inner = list(_texts(node.children))
            yield from inner
            ended = inner[-1].endswith("\n") if inner else ended
            if node.tag in ("tr", "p", "li", "div") and not ended:
                yield "\n"
                ended = True
