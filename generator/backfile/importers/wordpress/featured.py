"""The picture that WordPress shows above a post, with what the media library says of it."""

from typing import Any

import msgspec

from backfile.importers.conversion import to_markdown
from backfile.importers.wordpress.library import Library
from backfile.importers.wordpress.post import Post


class Featured(msgspec.Struct, frozen=True):
    """The lead picture as front matter has it (empty for none), and the number of one that the export does not hold."""

    image: dict[str, Any] | str = ""
    missing: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The address of the picture, as written."""
        source = self.image.get("src", "") if isinstance(self.image, dict) else self.image
        return (source,) if source else ()


def featured_image(post: Post, library: Library) -> Featured:
    """The featured image of a post."""
    number = post.value("_thumbnail_id")
    if number in ("", "0", "-1"):
        return Featured()
    medium = library.medium(number)
    if medium is None or not medium.url:
        return Featured(missing=number)
    caption = to_markdown(medium.caption).markdown.strip() if medium.caption.strip() else ""
    values = {"src": medium.url, "alt": medium.alt, "caption": " ".join(caption.split()), "credit": medium.credit}
    filled = {name: value for name, value in values.items() if value}
    return Featured(filled if len(filled) > 1 else medium.url)
