"""Pictures of a page: where they really lie, which are the article's, and what stands with them."""

import copy
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

import msgspec
from lxml import etree
from lxml.html import HtmlElement

from backfile.importers.addresses import split
from backfile.importers.html.furniture import is_caption_name
from backfile.importers.html.statements import Statement, of_field
from backfile.importers.html.tree import classes, is_tag, seen_text

SMALLEST = 60
"""Pixels of a side, as the page gives it, below which a picture is an icon, a face or a counter."""

LONGEST_CAPTION = 600
MOST_CREDIT_WORDS = 6

_SOURCES = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "data-full-src", "data-image",
    "data-url", "data-actualsrc", "data-echo", "data-large-file", "data-orig-file", "data-img-src", "data-src-medium",
    "data-src-large", "data-native-src", "data-default-src", "data-thumb_url",
)  # fmt: skip
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set")
_PLACEHOLDER = re.compile(
    r"^data:image/(?:gif|svg)|^data:image/\w+;base64,.{0,300}$|blank|spacer|placeholder|pixel\.|transparent|"
    r"grey\.|1x1|lazy(?:load)?[.-]|loading\.",
    re.I,
)
_ICON = re.compile(
    r"avatar|gravatar|icon|logo|sprite|emoji|smil(?:ey|ies)|badge|button|tracking|doubleclick|/ads?/|pixel|"
    r"captcha|spinner",
    re.I,
)
_DRAWN = re.compile(r"/assets/share/[0-9a-f]{20}\.png$")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#].*)?$", re.I)
_CREDIT = re.compile(r"credit|copyright|byline|photographer|source|attribution|courtesy", re.I)
_CREDIT_TEXT = re.compile(
    r"[\s(\[|–—-]*(?P<credit>(?:(?:photos?|images?|pictures?|photograph|foto|bild|crédit(?: photo)?|"
    r"fotografia|illustration)\s*(?:by|credit|courtesy(?: of)?|von)?\s*[:/]|"
    r"(?:photo(?:graph)?s?|image|picture|illustration) (?:by|courtesy of|from|via)|credit\s*:|©|\(c\)|"
    r"courtesy(?: of)?\b).{2,120}?)\s*[)\]]?\s*$",
    re.I,
)


class Picture(msgspec.Struct, frozen=True):
    """A picture: its address as the page writes it, what it shows in words, and what the page says under it,
    the caption as HTML too. `is_apart` tells that it stands outside the text that the page marks."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    caption_html: str = ""
    is_apart: bool = False


def settle_source(image: HtmlElement) -> None:
    """Writes where the picture really lies into `src`: scripts that load pictures late keep it elsewhere."""
    src = image.get("src") or ""
    if not src or _PLACEHOLDER.search(src[:400]):
        real = _real_source(image)
        if real:
            image.set("src", real)


def is_icon(image: HtmlElement) -> bool:
    """Whether the page itself says that the picture is small, or its address that it is an icon or a counter."""
    sizes = [_pixels(image.get(name)) for name in ("width", "height")]
    is_small = any(size is not None and size < SMALLEST for size in sizes)
    return is_small or _ICON.search(f"{(image.get('src') or '')[:300]} {classes(image)}") is not None


def leads_to_picture(link: HtmlElement) -> bool:
    """Whether a link around a picture shows the same picture larger."""
    href = link.get("href") or ""
    return (
        not href
        or href.startswith("#")
        or _PICTURE_FILE.search(href) is not None
        or "attachment" in (link.get("rel") or "")
    )


def find_lead(
    statements: Sequence[Statement], figures: Sequence[HtmlElement], apart: Sequence[HtmlElement] = ()
) -> tuple[Picture, Statement | None]:
    """The article's lead picture: the one that the page declares, with what stands under it in the page. `apart` are
    the figures outside the text, where the page marks it."""
    declared = next((one for one in of_field(statements, "image") if _is_lead(one)), None)
    if declared is None:
        return Picture(""), None
    shown = next((figure for figure in (*apart, *figures) if _shows(figure, declared.value)), None)
    here = describe(shown) if shown is not None else Picture("")
    said = {one.field: one.value for one in of_field(statements, "image alt", "image caption", "image credit")[::-1]}
    return Picture(
        declared.value,
        here.alt or said.get("image alt", ""),
        here.caption or said.get("image caption", ""),
        here.credit or said.get("image credit", ""),
        here.caption_html,
        shown in apart,
    ), declared


def _is_lead(statement: Statement) -> bool:
    """Whether it is an address of a picture and none of an icon, which an entry's own picture never is, nor a picture
    that we drew for links to the article."""
    is_icon = statement.where != "class u-featured" and _ICON.search(statement.value) is not None
    return not is_icon and not _DRAWN.search(statement.value) and not statement.value.startswith("data:")


def describe(figure: HtmlElement) -> Picture:
    """A figure's first picture, with its caption and credit apart."""
    image = figure if figure.tag == "img" else next(figure.iter("img"), None)
    if image is None:
        return Picture("")
    return Picture(image.get("src") or "", image.get("alt") or "", *_caption(figure))


def _caption(figure: HtmlElement) -> tuple[str, str, str]:
    """The caption as text, the credit, and the caption as HTML where it has elements of its own."""
    holders = [
        one
        for one in figure.iter()
        if one is not figure and is_tag(one) and (one.tag == "figcaption" or is_caption_name(classes(one)))
    ]
    if not holders:
        return "", "", ""
    holder = holders[0]
    credits = [
        one
        for one in figure.iter()
        if is_tag(one) and one is not figure and _CREDIT.search(classes(one)) and seen_text(one)
    ]
    text = seen_text(holder)
    if credits:
        credit = seen_text(credits[-1])
        text = text.replace(credit, " ").strip() if credit != text else ""
        return " ".join(text.split())[:LONGEST_CAPTION], credit.strip(" ()[]|–—-"), _inner_html(holder, credits)
    match = _CREDIT_TEXT.search(text)
    # At its beginning `Image:` is a label before the caption, unless little follows.
    if match and (match.start() > 0 or len(text.split()) <= MOST_CREDIT_WORDS):
        return text[: match.start()].strip(" |–—-([")[:LONGEST_CAPTION], match["credit"].strip(" ()[]|–—-"), ""
    return text[:LONGEST_CAPTION], "", _inner_html(holder, ())


def _inner_html(holder: HtmlElement, without: Sequence[HtmlElement]) -> str:
    """The HTML of a caption of usual length, without the elements that are its credit."""
    if len(seen_text(holder)) > LONGEST_CAPTION or holder in without:
        return ""
    copied = copy.deepcopy(holder)
    places = [place for place, one in enumerate(holder.iter()) if one in without]
    for element in [one for place, one in enumerate(copied.iter()) if place in places]:
        if element.getparent() is not None:
            element.drop_tree()
    return str(etree.tostring(copied, encoding="unicode", method="html", with_tail=False))


def _shows(figure: HtmlElement, address: str) -> bool:
    wanted = _file_name(address)
    return bool(wanted) and any(
        _file_name(source) == wanted for image in figure.iter("img") for source in _all_sources(image)
    )


def _file_name(address: str) -> str:
    """The last part of an address without size suffixes, as content managers add them."""
    name = unquote(split(address).path).rstrip("/").rsplit("/", 1)[-1].lower()
    return re.sub(
        r"(?:[-_]\d{2,4}x\d{2,4}|[-_@]\d{2,4}w?|[-_](?:large|medium|small|scaled|full))*(\.\w+)$", r"\1", name
    )


def _all_sources(image: HtmlElement) -> Iterator[str]:
    yield from filter(None, (image.get(name) for name in ("src", *_SOURCES)))


def _real_source(image: HtmlElement) -> str:
    for name in _SOURCES:
        value = (image.get(name) or "").strip()
        if value and not value.startswith(("{", "data:")) and " " not in value:
            return value
    holders = [
        image,
        *(
            list(image.getparent().iter("source"))
            if image.getparent() is not None and image.getparent().tag == "picture"
            else []
        ),
    ]
    for holder in holders:
        for name in _SETS:
            if source := _largest(holder.get(name) or ""):
                return source
    after = image.getnext()
    spare = next(after.iter("img"), None) if after is not None and after.tag == "noscript" else None
    return (spare.get("src") or "") if spare is not None else ""


def _largest(srcset: str) -> str:
    """The largest picture of a `srcset`; commas may stand inside addresses."""
    found = re.findall(r"(\S+[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)", srcset)
    return max(found, key=lambda one: float(one[1] or 0), default=("", ""))[0]


def _pixels(value: str | None) -> float | None:
    match = re.match(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$", value or "")
    return float(match[1]) if match else None
