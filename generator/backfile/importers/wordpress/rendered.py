"""Content as WordPress showed it, of which themes and plugins made a part: galleries become figures again, and what a
plugin put below the text (share buttons, related posts) is taken out."""

import re
from collections.abc import Callable

from backfile.importers.exports.markup import figure, plain_text

_GALLERY_ITEM = re.compile(
    r"<(dl|figure|li|div)[^<>]*class=[\"'][^\"'<>]*\bgallery-item\b[^<>]*>\s*"
    r"<(dt|div|span)[^<>]*class=[\"'][^\"'<>]*\bgallery-icon\b[^<>]*>(?P<picture>.{0,5000}?)</\2>\s*"
    r"(?:<(dd|figcaption|p|div)[^<>]*>(?P<caption>.{0,5000}?)</\4>\s*)?</\1>",
    re.DOTALL | re.IGNORECASE,
)
_ADDED = re.compile(
    r"<div\b[^<>]*\b(?:id|class)=[\"'][^\"'<>]*\b(?:sharedaddy|jp-relatedposts|wpcnt|addtoany_share_save_container|"
    r"yarpp(?:-related)?|sd-sharing|social-share-buttons|heateor_sss_sharing_container)\b[^<>]*>",
    re.IGNORECASE,
)
_DIV = re.compile(r"<(/?)div\b[^<>]*>", re.IGNORECASE)
_WHY = "put below the text by a plugin"


def rendered(text: str, drop: Callable[[int, str, str], None]) -> str:
    """The HTML with each picture of a gallery as a figure with its caption, and without what plugins added; `drop` is
    told of that."""
    if "gallery-item" in text:
        text = _GALLERY_ITEM.sub(lambda match: figure(match["picture"].strip(), match["caption"] or ""), text)
    parts: list[str] = []
    at = 0
    while match := _ADDED.search(text, at):
        end = _end_of_div(text, match.end())
        drop(match.start(), plain_text(text[match.start() : end]) or match[0], _WHY)
        parts.append(text[at : match.start()])
        at = end
    return "".join([*parts, text[at:]])


def _end_of_div(text: str, at: int) -> int:
    """Where the `<div>` ends whose content begins at `at`; the end of the text where it has no end."""
    depth = 1
    for match in _DIV.finditer(text, at):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(text)
