"""The article as a tree of only what matters: nothing hidden, no scripts, addresses whole, pictures found. It is made
from the parsed HTML in one pass without recursion, so that no nesting is too deep for it."""

from collections.abc import Iterator, Sequence

import msgspec

MAX_DEPTH = 64
"""Elements within elements that matter, beyond which they become see-through: real articles have 20, and our own
renderer refuses 400 levels of Markdown, of which a list item takes two."""


class Element(msgspec.Struct, frozen=True, gc=False):
    """An element, its attributes that matter, what is in it, how many pictures and how many nodes that is, however
    deep."""

    tag: str
    attributes: dict[str, str]
    children: tuple["Node", ...] = ()
    pictures: int = 0
    size: int = 0

    def get(self, name: str) -> str:
        """The attribute's value; empty without it."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        """The names in `class`, in small letters."""
        return self.get("class").lower().split()

    @property
    def elements(self) -> Iterator["Element"]:
        """The elements directly in it."""
        return (child for child in self.children if isinstance(child, Element))


Node = Element | str


def element_of(tag: str, attributes: dict[str, str], children: Sequence[Node]) -> Element:
    """An element with these in it."""
    pictures, size = int(tag == "img"), len(children)
    for child in children:
        if isinstance(child, Element):
            pictures += child.pictures
            size += child.size
    return Element(tag, attributes, tuple(children), pictures, size)


BOUNDARY = Element("div", {})
"""Where a paragraph ends that no element ends."""


def text_of(node: Node) -> str:
    """All text in it, as it stands."""
    if isinstance(node, str):
        return node
    return "".join(text_of(child) for child in node.children)


def is_blank(node: Node) -> bool:
    """Whether it is text of nothing but white space."""
    return isinstance(node, str) and not node.strip()
