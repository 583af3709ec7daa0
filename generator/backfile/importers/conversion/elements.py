"""What each element of HTML is to us: left out, see-through, a style of text or a block. Only tables, no code."""

LEFT_OUT = {
    "script": "a script",
    "style": "a style sheet",
    "template": "a template",
    "nav": "navigation",
    "button": "a button",
    "input": "a form's field",
    "select": "a form's field",
    "textarea": "a form's field",
    "datalist": "a form's field",
    "svg": "a drawing inside the page",
    "canvas": "a drawing that a script makes",
    "head": "the page's head",
    "title": "the page's head",
    "dialog": "a dialog",
    "frameset": "frames",
    "noframes": "frames",
}
"""Elements that are left out with all that is in them, by what they are."""

SEE_THROUGH_BLOCKS = frozenset(
    "html body div section article main header footer aside center address hgroup fieldset legend form label-group "
    "details-content search figure-group menu-group optgroup option thead-group colgroup col".split()
)
"""Elements that only end a paragraph before and after them."""

RAW_STYLES = frozenset("sub sup kbd abbr mark ins q u small cite dfn var samp bdi bdo ruby rt rp rb rtc".split())
"""Styles that Markdown has no form for: they stay as HTML within the text."""

STYLES = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    **{tag: tag for tag in RAW_STYLES},
    "acronym": "abbr",
    "tt": "code",
    "code": "code",
}
"""Inline elements with a meaning, by the style that they are to us."""

KEPT = frozenset(
    "p pre blockquote ul ol li dl dt dd table caption thead tbody tfoot tr td th figure figcaption details summary "
    "hr br wbr a img h1 h2 h3 h4 h5 h6 dir menu listing xmp plaintext".split()
)
"""Elements that the tree keeps, besides styles. Whatever is neither is see-through in the line."""

BLOCKS = frozenset(
    "p pre blockquote ul ol li dl dt dd table figure figcaption details summary hr h1 h2 h3 h4 h5 h6 div dir menu tr "
    "td th caption thead tbody tfoot embed sound film listing xmp plaintext more".split()
)
"""Elements that end a paragraph before and after them."""

VOID = frozenset("img br wbr hr embed sound film more checkbox".split())
"""Elements with nothing in them."""

RENAMED = {"dir": "ul", "menu": "ul", "listing": "pre", "xmp": "pre", "plaintext": "pre"}
"""Old names of elements."""

INLINE_ATTRIBUTES = {
    "abbr": ("title",),
    "ins": ("cite", "datetime"),
    "del": ("cite", "datetime"),
    "q": ("cite",),
    "dfn": ("title",),
    "bdo": (),
}
"""Attributes of styles that have a meaning, besides `lang` and `dir`."""
