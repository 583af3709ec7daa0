"""A share image as bytes."""

from backfile.pages.views import ShareImageView
from backfile.render.theme import day


def render_share_image(view: ShareImageView) -> bytes:
    """The picture, as a PNG."""
    # Pillow: only where share images are wanted.
    from backfile.pictures.share_image import ShareColours, ShareText, draw_share_image

    headline = view.headline
    section = headline.section.label if headline.section else ""
    text = ShareText(view.site, section, headline.title, day(headline.date))
    return draw_share_image(text, ShareColours(view.ground, view.ink, view.accent))
