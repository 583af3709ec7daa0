"""The pictures in a body: each with its size, so that nothing moves when it comes, and with its smaller files."""

import re
from collections.abc import Callable, Iterable, Sequence

from backfile.pages.page import BodyRef
from backfile.pages.site import base_path
from backfile.pages.views import Picture, PictureFile, SiteView
from backfile.render.compiling import escape_text
from backfile.render.theme import absolute_url

Shows = Callable[[str, str], str]
"""Gets a picture's address as written and its tag, and returns the HTML that shows it."""

SIZES = "text_sizes"
"""The theme's parameter that tells how wide pictures in a text are shown, as HTML's `sizes` does."""

_SIZE = re.compile(r'\s(width|height)="\s*(\d{1,5})\s*"')
_HAS_SIZE = re.compile(r"\s(?:width|height)=")


class PagePictures:
    """Shows the pictures of a body in a page: the first that a reader sees at once, all others when they come near."""

    def __init__(self, ref: BodyRef, site: SiteView, *, has_lead: bool) -> None:
        self._pictures = dict(ref.pictures)
        self._base = base_path(site.base_url)
        self._sizes = escape_text(str(site.theme.get(SIZES) or "100vw"))
        self._is_first = not has_lead

    def __call__(self, written: str, tag: str) -> str:
        """The picture with its smaller files."""
        picture, is_first = self._pictures.get(written), self._is_first
        self._is_first = False
        attributes = _loading(tag, is_first=is_first)
        if picture is None:
            return _with(tag, attributes)
        tone = [f'data-tone="{picture.tone}"'] if picture.tone else []
        img = _with(tag, [*_size(tag, picture), *attributes, *tone])
        sources = self._sources(picture)
        return f"<picture>{sources}{img}</picture>" if sources else img

    def _sources(self, picture: Picture) -> str:
        return "".join(
            f'<source type="{source.type}" srcset="{self._files(source.files)}" sizes="{self._sizes}">'
            for source in picture.sources
        )

    def _files(self, files: Iterable[PictureFile]) -> str:
        return ", ".join(f"{absolute_url(file.url, self._base)} {file.width}w" for file in files)


class FeedPictures:
    """Shows the pictures of a body in a feed, where readers make of it what they will: with their sizes."""

    def __init__(self, ref: BodyRef) -> None:
        self._pictures = dict(ref.pictures)

    def __call__(self, written: str, tag: str) -> str:
        """The picture with its size."""
        picture = self._pictures.get(written)
        return _with(tag, _size(tag, picture)) if picture else tag


def _loading(tag: str, *, is_first: bool) -> list[str]:
    if " loading=" in tag:
        return []
    return ['fetchpriority="high"', 'decoding="async"'] if is_first else ['loading="lazy"', 'decoding="async"']


def _size(tag: str, picture: Picture) -> list[str]:
    """The picture's size in pixels; where the author gave one side of it, the other."""
    if not (picture.width and picture.height):
        return []
    told = {name: int(number) for name, number in _SIZE.findall(tag)}
    if not told:
        return [] if _HAS_SIZE.search(tag) else [f'width="{picture.width}"', f'height="{picture.height}"']
    if len(told) == 2 or len(_HAS_SIZE.findall(tag)) > 1:
        return []
    if "width" in told:
        return [f'height="{max(1, round(told["width"] * picture.height / picture.width))}"']
    return [f'width="{max(1, round(told["height"] * picture.width / picture.height))}"']


def _with(tag: str, attributes: Sequence[str]) -> str:
    """The tag with further attributes at its end."""
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return " ".join((tag[:end].rstrip(), *attributes)) + ">"
