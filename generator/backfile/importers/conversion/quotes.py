"""Block quotes, pull quotes, and posts from elsewhere that pages carry as quotes."""

import re

from backfile.importers.conversion.blocks import Attributes, Embed, Quote
from backfile.importers.conversion.embeds import is_post
from backfile.importers.conversion.flow import Flow
from backfile.importers.conversion.tree import Element, Node

_PULL = re.compile(r"pull-?_?quote", re.IGNORECASE)


def is_pull_quote(element: Element) -> bool:
    """Whether its class says so."""
    return _PULL.search(element.get("class")) is not None


def read_quote(flow: Flow, element: Element) -> None:
    """A block quote; its source's address stays an attribute."""
    if is_pull_quote(element):
        read_pull_quote(flow, element)
        return
    blocks = flow.inside(element.children)
    if blocks and is_post(element.get("class")):
        flow.add(Embed("", blocks=(Quote(blocks, _attributes(element)),)))
    elif blocks:
        flow.add(Quote(blocks, _attributes(element)))


def read_pull_quote(flow: Flow, element: Element) -> None:
    """A pull quote, whichever elements hold it."""
    blocks = flow.inside(_without_quotes(element))
    if blocks:
        flow.add(Quote(blocks, (("class", "pullquote"), *_attributes(element))))


def _without_quotes(element: Element) -> list[Node]:
    """What is in it, block quotes within opened: they are the pull quote itself."""
    found: list[Node] = []
    for child in element.children:
        found += _without_quotes(child) if isinstance(child, Element) and child.tag == "blockquote" else [child]
    return found


def _attributes(element: Element) -> Attributes:
    return tuple((name, element.get(name)) for name in ("id", "lang", "dir", "cite") if element.get(name))
