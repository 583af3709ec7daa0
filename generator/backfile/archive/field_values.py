"""What a value of a front matter says, read as one kind of thing or another, and what of it that kind cannot hold."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec


class Image(msgspec.Struct, frozen=True):
    """An article's lead picture as front matter names it; `caption` is Markdown."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Correction(msgspec.Struct, frozen=True):
    """A correction: an ISO date and what was put right."""

    date: str
    text: str


Rest = Any
"""What of a value was not read, in the shape in which it stood; None for nothing."""

Texts = tuple[tuple[str, ...], Rest]
"""The texts that a value comes to, and what is left of it."""


def is_empty(value: Any) -> bool:
    """Whether a key with that value says nothing."""
    return value is None or value == "" or value == [] or value == {}


def as_text(value: Any) -> str:
    """A value as the text that was written, white space folded and control characters out, in Unicode's NFC; empty for
    what is no text."""
    if value is None or isinstance(value, dict | list):
        return ""
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    return " ".join(unicodedata.normalize("NFC", _CONTROL.sub(" ", text)).split())


_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]")


def as_flag(value: Any) -> bool | None:
    """A yes or no as it is written: `true`, `no`, `on`, `0`; None for anything else."""
    return _FLAGS.get(str(value).strip().lower()) if isinstance(value, str | bool | int) else None


_FLAGS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}


def labels_in(value: Any, separators: str) -> Texts:
    """Names of terms: a list (lists within it are taken as parts of it), a text parted at `separators`, or mappings
    with a `name`. A mapping that says more than its name is left over."""
    if isinstance(value, list):
        return _of_list(value, labels_in)
    if isinstance(value, dict):
        name = next((name for name in ("name", "label", "title") if as_text(_at(value, name))), "")
        return ((as_text(_at(value, name)),), _without(value, _key_of(value, name))) if name else ((), value)
    parts = re.split(f"[{separators}]", value) if separators and isinstance(value, str) else [value]
    return tuple(filter(None, map(as_text, parts))), None


def paths_in(value: Any) -> Texts:
    """Addresses: a list, or one text, which commas part if every part begins with a slash."""
    if isinstance(value, list):
        return _of_list(value, lambda item, _: labels_in(item, "") if isinstance(item, str) else paths_in(item))
    if isinstance(value, dict | bool):
        return (), value
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else [value]
    return labels_in(parts if all(str(part).startswith("/") for part in parts) else value, "")


def image_in(value: Any) -> tuple[Image | None, Rest]:
    """A picture: a path, a mapping with `src` (an image without one if there is none), or the first of a list."""
    if isinstance(value, list):
        return _first_image(value)
    if isinstance(value, dict):
        return _image_of(value)
    is_path = isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool))
    return (Image(as_text(value)), None) if is_path and as_text(value) else (None, value)


def _first_image(items: list[Any]) -> tuple[Image | None, Rest]:
    for number, item in enumerate(items):
        image, rest = image_in(item)
        if image and image.src:
            others = [other for other in (*items[:number], rest, *items[number + 1 :]) if not is_empty(other)]
            return image, others or None
    return None, items


def _image_of(value: Mapping[str, Any]) -> tuple[Image, Rest]:
    source = next((name for name in ("src", "image", "url") if as_text(_at(value, name))), "src")
    names = {"src": source, "alt": "alt", "caption": "caption", "credit": "credit"}
    parts = {field: as_text(_at(value, name)) for field, name in names.items()}
    used = {_key_of(value, name) for field, name in names.items() if parts[field]}
    return Image(**parts), _without(value, *used)


def corrections_in(value: Any) -> Iterator[tuple[dict[str, Any] | None, Rest]]:
    """Each correction as the mapping that it is (None for what is none), and what is left over of it: all of it, if it
    says more than `date` and `text`."""
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict):
            yield entry, entry if _without(entry, "date", "text") else None
        else:
            yield None, None


def short(value: Any) -> str:
    """A value as a message shows it."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else as_text(value) or str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _of_list(items: list[Any], read: Callable[[Any, str], Texts]) -> Texts:
    """An item of which something is left over is so as a whole: what it says more should be seen beside its name."""
    found = [(item, *read(item, "")) for item in items if not is_empty(item)]
    labels = tuple(label for _, part, _ in found for label in part)
    return labels, [rest if isinstance(item, list) else item for item, _, rest in found if rest is not None] or None


def _at(value: Mapping[str, Any], name: str) -> Any:
    return value.get(_key_of(value, name))


def _key_of(value: Mapping[str, Any], name: str) -> str:
    """The key of that name however it is written; the small one where there are several."""
    return name if name in value else next((key for key in value if key.lower() == name), name)


def _without(value: Mapping[str, Any], *names: str) -> dict[str, Any] | None:
    return {key: part for key, part in value.items() if key not in names and not is_empty(part)} or None
