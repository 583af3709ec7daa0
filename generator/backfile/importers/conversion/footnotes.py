"""Finds footnotes by what all markups of them share: a short link to a place in the same text that links back to it, or
is named a note."""

import re
from collections.abc import Iterator

import msgspec

from backfile.importers.conversion.addresses import anchor_of
from backfile.importers.conversion.blocks import Reference
from backfile.importers.conversion.elements import names
from backfile.importers.conversion.tree import Element, is_blank, text_of

_HOLDERS = names("li p div dd td aside")
_BLOCKS = names("li p div dd dt td th aside ol ul dl table h1 h2 h3 h4 h5 h6 blockquote pre figure")
_NAMED = re.compile(r"f(?:oot)?n|(?:foot|end)?note|ftn|edn|\bcite|\bref", re.IGNORECASE)
_MARK = re.compile(
    r"[\W_]*(?:(?:[a-z]{1,4}\W{0,2})?\d{1,4}(?:[:.]\d{1,3})?|[a-z]{1,3}|[*†‡§¶#]{1,4}|(?:foot)?note)[\W_]*$",
    re.IGNORECASE,
)
_BACK = re.compile(r"[\s^↑↩⏎←⤴↵\ufe0e\ufe0f[\]]*$")
_LONGEST_MARK = 16
_LARGEST_NOTE = 300


class Notes(msgspec.Struct, frozen=True):
    """The footnotes of a text: the mark that an element (by `id`) is, the elements that hold each note, in the order of
    their marks, what each mark says, all elements that are not read where they stand, and the anchors that only marks
    and ways back led to."""

    references: dict[int, Reference] = {}
    bodies: dict[str, Element] = {}
    marks: dict[str, str] = {}
    left_out: frozenset[int] = frozenset()
    spent: frozenset[str] = frozenset()


def find_footnotes(root: Element) -> Notes:
    """The footnotes in that tree; none where nothing links within it."""
    order = _Order(root)
    return _Finder(order).find() if order.by_anchor else Notes()


class _Order:
    """Every element in its place, with the one around it and where it ends."""

    def __init__(self, root: Element) -> None:
        self.elements: list[Element] = []
        self.parents: list[int] = []
        self.ends: list[int] = []
        self.by_anchor: dict[str, int] = {}
        self._add(root, -1)

    def _add(self, element: Element, parent: int) -> None:
        place = len(self.elements)
        self.elements.append(element)
        self.parents.append(parent)
        self.ends.append(place)
        name = element.get("id")
        if name:
            self.by_anchor.setdefault(name, place)
        for child in element.elements:
            self._add(child, place)
        self.ends[place] = len(self.elements)

    def contains(self, outer: int, inner: int) -> bool:
        """Whether the element at one place is that at the other, or around it."""
        return outer <= inner < self.ends[outer]

    def around(self, place: int) -> Iterator[int]:
        """The place itself and those around it, inmost first."""
        while place >= 0:
            yield place
            place = self.parents[place]

    def block(self, place: int) -> int:
        """The inmost block around a place."""
        return next((one for one in self.around(place) if self.elements[one].tag in _BLOCKS), 0)

    def targets(self, outer: int) -> Iterator[tuple[int, int]]:
        """The links within `outer` into the text, each with where it leads."""
        for place in range(outer, self.ends[outer]):
            element = self.elements[place]
            target = self.by_anchor.get(anchor_of(element.get("href"))) if element.tag == "a" else None
            if target is not None:
                yield place, target


class _Finder:
    def __init__(self, order: _Order) -> None:
        self._order = order
        self._references: dict[int, Reference] = {}
        self._labels: dict[int, str] = {}
        self._left_out: set[int] = set()
        self._marks: dict[str, str] = {}
        self._spent: set[int] = set()

    def find(self) -> Notes:
        """Looks at every link within the text."""
        for place, target in self._order.targets(0):
            body = self._body(place, target)
            if body is not None:
                self._take(place, body)
        bodies = {label: self._order.elements[body] for body, label in self._labels.items()}
        return Notes(self._references, bodies, self._marks, frozenset(self._left_out), self._spent_anchors())

    def _spent_anchors(self) -> frozenset[str]:
        links = list(self._order.targets(0)) if self._spent else []
        needed = {target for place, target in links if place not in self._spent}
        spent = {target for place, target in links if place in self._spent} - needed
        return frozenset(self._order.elements[one].get("id") for one in spent)

    def _body(self, place: int, target: int) -> int | None:
        """The element that holds the note to which the link at `place` leads; None where it is no footnote's mark."""
        order = self._order
        link = order.elements[place]
        mark = text_of(link).strip()
        if (
            len(mark) > _LONGEST_MARK
            or not _MARK.match(mark)
            or any(self._is_in_note(one) for one in order.around(place))
        ):
            return None
        body = next((one for one in order.around(target) if order.elements[one].tag in _HOLDERS and one), None)
        if body is None or not self._can_hold(body, place):
            return None
        body = self._widened(body, target)
        return body if self._can_hold(body, place) and self._is_note(place, body, target) else None

    def _can_hold(self, body: int, place: int) -> bool:
        order = self._order
        if body < place or order.ends[body] - body > _LARGEST_NOTE:  # a note that stands before is a way back
            return False
        return not any(_is_heading(one) for one in order.elements[body].elements)

    def _is_in_note(self, place: int) -> bool:
        return place in self._labels

    def _widened(self, body: int, target: int) -> int:
        """A holder around that holds nothing else, as Word and Substack have it."""
        order = self._order
        parent = order.parents[body]
        if parent <= 0 or order.elements[parent].tag not in ("div", "li", "aside"):
            return body
        is_wide = order.elements[parent].get("id") or "footnote" in order.elements[parent].get("class")
        alone = [
            one for one in order.elements[parent].children if not is_blank(one) and one is not order.elements[body]
        ]
        return parent if is_wide and (not any(text_of(one).strip() for one in alone)) else body

    def _is_note(self, place: int, body: int, target: int) -> bool:
        order = self._order
        for _, back in order.targets(body):
            if not order.contains(body, back) and order.block(back) == order.block(place):
                return True
        raised = any(
            order.elements[one].tag == "sup"
            for one in (*list(order.around(place))[:3], *range(place, order.ends[place]))
        )
        name = order.elements[target].get("id")
        return raised and bool(_NAMED.search(name)) and body > place

    def _take(self, place: int, body: int) -> None:
        order = self._order
        label = self._labels.setdefault(body, str(len(self._labels) + 1))
        self._marks.setdefault(label, text_of(order.elements[place]).strip())
        self._left_out.add(id(order.elements[body]))
        self._references[id(order.elements[self._outermost(place)])] = Reference(label)
        self._spent.add(place)
        for link, back in order.targets(body):
            if not order.contains(body, back) and order.block(back) == order.block(place) and self._is_way_back(link):
                self._left_out.add(id(order.elements[self._outermost(link)]))
                self._spent.add(link)

    def _is_way_back(self, link: int) -> bool:
        text = text_of(self._order.elements[link]).strip()
        return len(text) <= _LONGEST_MARK

    def _outermost(self, place: int) -> int:
        """The raised text or span around a mark that holds only the mark."""
        order = self._order
        parent = order.parents[place]
        while parent > 0 and order.elements[parent].tag in ("sup", "span", "strong", "em", "small"):
            others = [one for one in order.elements[parent].children if not is_blank(one)]
            if len(others) != 1:
                break
            place, parent = parent, order.parents[parent]
        return place


def _is_heading(element: Element) -> bool:
    return re.fullmatch("h[1-6]", element.tag) is not None


def without_mark(text: str, mark: str) -> str:
    """The beginning of a note without the mark that it repeats."""
    digits = re.sub(r"\W", "", mark)
    if _BACK.fullmatch(text):
        return ""
    return re.sub(rf"^\s*[\[(^]*\s*{re.escape(digits)}\s*[\])]?[.:)]?\s+", "", text) if digits else text
