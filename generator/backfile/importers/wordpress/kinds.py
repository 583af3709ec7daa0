"""Which rows of WordPress's table of posts are articles, and why the others are none."""

from backfile.importers.wordpress.post import Post

_NONE = {
    "attachment": "a file of the media library, and no article",
    "revision": "an earlier version of an article",
    "nav_menu_item": "an entry of a menu",
    "wp_navigation": "a menu",
    "wp_block": "a reusable block; its text stands where it is used",
    "wp_template": "a template of the theme",
    "wp_template_part": "a template of the theme",
    "wp_global_styles": "styles of the theme",
    "wp_font_family": "a font",
    "wp_font_face": "a font",
    "custom_css": "styles of the theme",
    "customize_changeset": "a change of the theme's settings",
    "oembed_cache": "a copy of what another site answered",
    "user_request": "a request about a person's data",
    "guest-author": "an author, and no article",
    "feedback": "a message sent with a form",
    "flamingo_inbound": "a message sent with a form",
    "flamingo_contact": "the address of a sender",
    "wpcf7_contact_form": "a form",
    "wpforms": "a form",
    "acf-field": "a plugin's settings",
    "acf-field-group": "a plugin's settings",
    "mailpoet_page": "a plugin's page",
    "shop_order": "an order, and no article",
    "shop_order_refund": "an order, and no article",
    "shop_coupon": "a coupon",
    "scheduled-action": "a plugin's note to itself",
    "jp_img_sitemap": "a sitemap",
    "jp_sitemap": "a sitemap",
    "jp_sitemap_master": "a sitemap",
}
DRAFTS = ("draft", "pending", "private")


def why_not(post: Post) -> str:
    """Why a row is no article, in a few words; empty for one that is."""
    kind = post.type or "post"
    if kind in _NONE:
        return _NONE[kind]
    if post.status == "trash":
        return "it is in the trash"
    if post.status == "auto-draft":
        return "a draft that WordPress made by itself when an editor was opened"
    has_text = bool(post.content.strip())
    if kind not in ("post", "page") and not (post.title.strip() and has_text):
        return f"of the type “{kind}”, and without a title or a text"
    if not post.title.strip() and not has_text and not post.value("_thumbnail_id"):
        return "it has neither title nor text"
    return ""


def is_published(post: Post) -> bool:
    """Whether readers could see it, or will once its date has come."""
    return post.status in ("publish", "future", "inherit", "")
