"""Content as WordPress showed it, of which themes and plugins made a part: galleries become figures again."""

import re

from backfile.importers.wordpress.markup import figure

_GALLERY_ITEM = re.compile(
    r"<(dl|figure|li|div)[^<>]*class=[\"'][^\"'<>]*\bgallery-item\b[^<>]*>\s*"
    r"<(dt|div|span)[^<>]*class=[\"'][^\"'<>]*\bgallery-icon\b[^<>]*>(?P<picture>.{0,5000}?)</\2>\s*"
    r"(?:<(dd|figcaption|p|div)[^<>]*>(?P<caption>.{0,5000}?)</\4>\s*)?</\1>",
    re.DOTALL | re.IGNORECASE,
)


def rendered(text: str) -> str:
    """The HTML with each picture of a gallery as a figure with its caption."""
    if "gallery-item" not in text:
        return text
    return _GALLERY_ITEM.sub(lambda match: figure(match["picture"].strip(), match["caption"] or ""), text)
