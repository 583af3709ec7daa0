"""Pictures of a post's HTML: in their original size, with the alternative text of the media library, and without the
link to their own larger copy. Emoji that WordPress made pictures become characters again."""

import html
import re

from backfile.importers.exports.markup import attributes, element
from backfile.importers.wordpress.addresses import is_picture, is_same_medium, original_size
from backfile.importers.wordpress.library import Library, Medium

_PICTURE = re.compile(r"<(?:(a\s[^<>]*>\s*)<)?(img\b[^<>]*>)(\s*</a>)?", re.IGNORECASE)
"""Begins with what is looked for, so that not every character is tried."""

_NUMBER = re.compile(r"\bwp-image-(\d+)\b")
_KEPT = ("src", "alt", "title", "width", "height", "class")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file")


def with_originals(text: str, library: Library) -> str:
    """The HTML with every picture as it was uploaded."""
    if "<img" not in text and "<IMG" not in text:
        return text
    return _PICTURE.sub(lambda match: _picture(match, library), text)


def _picture(match: re.Match[str], library: Library) -> str:
    link, end = f"<{match[1]}" if match[1] else "", match[3] or ""
    values = attributes(f"<{match[2]}")
    if _is_emoji(values):
        return link + html.escape(values.get("alt", "")) + end
    medium = medium_of(values, library)
    source = _source(values, medium)
    kept = {name: values[name] for name in _KEPT if values.get(name)}
    if medium is None or source != values.get("src"):
        kept = {name: value for name, value in kept.items() if name not in ("width", "height") or medium is None}
    alt = values.get("alt") or (medium.alt if medium else "")
    if _is_no_caption(kept.get("title", ""), alt, source):
        kept.pop("title", None)
    picture = element("img", {**kept, "src": source, "alt": alt})
    if link and end and _leads_to_itself(attributes(link.strip()).get("href", ""), source, medium):
        return picture
    return link + picture + end


def _is_no_caption(title: str, alt: str, source: str) -> bool:
    """Whether a title only repeats the alternative text or the file's name, as the classic editor filled it in: in
    Markdown, a picture's title is its caption."""
    name = source.rpartition("/")[2].rpartition(".")[0]
    return not title or _bare(title) in (_bare(alt), _bare(name))


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_emoji(values: dict[str, str]) -> bool:
    names = values.get("class", "").split()
    return bool(values.get("alt")) and ("wp-smiley" in names or "emoji" in names)


def medium_of(values: dict[str, str], library: Library) -> Medium | None:
    """The medium that an `<img>` shows: by the number in its class, else by its address."""
    source = values.get("src", "")
    number = _NUMBER.search(values.get("class", ""))
    medium = library.medium(number[1]) if number else None
    if medium and (medium.url == original_size(source) or is_same_medium(medium.url, source)):
        return medium
    return library.medium_at(source) if source else medium


def _source(values: dict[str, str], medium: Medium | None) -> str:
    """The address of the picture in its original size. Where the export does not hold the picture, a size in the name
    may be the name's own: the address stays, and the original is looked for with the files."""
    source = values.get("src", "")
    if not source or source.startswith("data:"):
        source = next((values[name] for name in _LAZY if values.get(name)), source)
    return medium.url if medium else source


def _leads_to_itself(target: str, source: str, medium: Medium | None) -> bool:
    """Whether a link around a picture shows no more than the picture."""
    if medium and target.rstrip("/") in (medium.link.rstrip("/"), medium.url):
        return True
    if not is_picture(target):
        return "attachment_id=" in target
    return is_same_medium(target, source)
