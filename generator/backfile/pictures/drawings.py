"""How large an SVG is, from its first tag. Draws nothing."""

import re

HEAD_BYTES = 65_536
"""The first tag of a drawing stands behind nothing but a comment and a document type."""

_ROOT = re.compile(r"<(?:[a-zA-Z_][\w.-]*:)?svg\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""\s(width|height|viewBox)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$")
_LARGEST = 100_000


def size_of_drawing(data: bytes) -> tuple[int, int]:
    """Width and height in CSS pixels, as the file gives them or in the proportions of its view box; zeros where it says
    neither."""
    root = _ROOT.search(data[:HEAD_BYTES].decode("utf-8", "replace"))
    if root is None:
        return 0, 0
    told = {found[1]: found[2] or found[3] or "" for found in _ATTRIBUTE.finditer(root[1])}
    lengths = [float(found[1]) if (found := _LENGTH.match(told.get(name, ""))) else 0.0 for name in ("width", "height")]
    if not all(lengths):
        lengths = _view_box(told.get("viewBox", ""))
    width, height = (round(length) for length in lengths)
    return (width, height) if 0 < width <= _LARGEST and 0 < height <= _LARGEST else (0, 0)


def _view_box(text: str) -> list[float]:
    try:
        numbers = [float(part) for part in re.split(r"[\s,]+", text.strip())]
    except ValueError:
        return [0.0, 0.0]
    is_size = len(numbers) == 4 and all(0 < number <= _LARGEST for number in numbers[2:])
    return numbers[2:] if is_size else [0.0, 0.0]
