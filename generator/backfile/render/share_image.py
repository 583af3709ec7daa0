"""A share image as bytes."""

from backfile.pages.views import ShareImageView


def render_share_image(view: ShareImageView) -> bytes:
    """The picture, as a PNG."""
    # Pillow: only where share images are wanted.
    from backfile.pictures.share_image import ShareColours, ShareText, draw_share_image

    text = ShareText(view.site, view.section, view.title, view.day)
    return draw_share_image(text, ShareColours(view.ground, view.ink, view.accent))
