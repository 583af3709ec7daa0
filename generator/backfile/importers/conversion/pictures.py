"""Which picture an `<img>` or `<picture>` really shows: behind placeholders, in the largest size; and which only count
readers."""

import re
from itertools import islice

from turbohtml import Element as Parsed

from backfile.importers.conversion.addresses import Base, file_name
from backfile.importers.conversion.attributes import attribute

_LAZY_NAMES = (
    "data-large-file data-original data-lazy-src data-src data-hi-res-src data-image "
    "data-image-src data-actualsrc data-echo data-img-url data-url data-srcfull nitro-lazy-src data-cfsrc data-ezsrc"
)
_LAZY = _LAZY_NAMES.split()
_ORIGINALS = ("data-orig-file", "data-full-url")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "nitro-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"^$|^data:|^about:|(?:^|[/_.-])(?:blank|spacer|placeholder|pixel|transparent|loading|lazy(?:load)?|1x1|clear|grey|"
    r"gray|empty|dot_clear)[^/]{0,16}\.(?:gif|png|svg|jpe?g)(?:$|\?)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?=[^/.]*[/.])[^\s{}<>\"']{1,4000}$")
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)([wxh]))?(?:\s+[\d.]+h)?\s*(?:,|$)")
_TINY = re.compile(r"^\s*[01](?:px)?\s*$")
_TINY_STYLE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*[01](?:px)?\s*(?=;|!|$)", re.IGNORECASE)
_COUNTERS = re.compile(
    r"feeds\.feedburner\.com/~|feedproxy\.google\.com/|pixel\.(?:wp|quantserve)\.com|stats\.wordpress\.com|"
    r"doubleclick\.net|scorecardresearch\.com|google-analytics\.com|facebook\.com/tr\b|/b\.gif\?|medium\.com/_/stat",
    re.IGNORECASE,
)
_EMOJI_CLASS = re.compile(r"(?:^|\s)(?:emoji|wp-smiley|emoticon|smiley)(?:\s|$)", re.IGNORECASE)
_SIZE = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w+$)|-scaled(?=\.\w+$)|@\dx(?=\.\w+$)")
_KIND = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)$")


def picture_address(image: Parsed, base: Base) -> str:
    """The whole address of what the `<img>` shows; empty where only a placeholder is left."""
    for candidate in _candidates(image):
        if not _PLACEHOLDER.search(candidate.strip()):
            return base.whole(candidate)
    return ""


def _candidates(image: Parsed) -> list[str]:
    """Addresses to try: the original that some pages name, the largest of a set unless `src` is what that was made
    smaller from, what scripts would show, what is shown without them."""
    named = [attribute(image, name).strip() for name in _ORIGINALS]
    best, shown = _largest(image), attribute(image, "src")
    if best and is_same_picture(best[0], shown) and _SIZE.search(file_name(best[0])):
        best = best if _SIZE.search(file_name(shown)) else [shown]
    lazy = [value for name in _LAZY if _ADDRESS.match(value := attribute(image, name).strip())]
    return [*named, *best, *lazy, shown]


def _largest(image: Parsed) -> list[str]:
    """The addresses of the picture's sets, of `<source>` beside it too, largest first; those with no size are left
    to `src`, and so are newer kinds of file, which older programs cannot show."""
    sets = [attribute(image, name) for name in _LAZY_SETS]
    parent = image.parent
    if isinstance(parent, Parsed) and parent.tag == "picture":
        beside = islice(image.previous_siblings, 12)
        sources = [one for one in beside if isinstance(one, Parsed) and one.tag == "source"]
        old = [source for source in sources if not re.search("webp|avif", attribute(source, "type"))]
        sets += [attribute(source, name) for source in old or sources for name in _LAZY_SETS]
        if not old and attribute(image, "src"):
            sets = sets[: len(_LAZY_SETS)]
    sized = [one for value in sets if value for one in read_set(value)]
    real = [(size, address) for size, address in sized if not _PLACEHOLDER.search(address)]
    return [address for _, address in sorted(real, key=lambda one: -one[0])]


def read_set(value: str) -> list[tuple[float, str]]:
    """The addresses of a `srcset` with their widths (a density counts as so many thousand), in its order."""
    found = []
    for match in _CANDIDATE.finditer(value[:20_000]):
        number = float(match[2]) if match[2] and re.fullmatch(r"\d+\.?\d*|\.\d+", match[2]) else 1.0
        found.append((number * 1000 if match[3] != "w" else number, match[1]))
    return found


def is_sure_picture(address: str, names: str, alt: str) -> bool:
    """Whether a picture at that address, with that class and that text, is what it seems to be: no placeholder, nothing
    that counts readers, no emoji."""
    is_emoji = 0 < len(alt) <= 12 and _EMOJI_CLASS.search(names)
    return not (is_emoji or _PLACEHOLDER.search(address) or _COUNTERS.search(address))


def counts_readers(image: Parsed) -> bool:
    """Whether it is one dot large or from a server that only counts who reads."""
    sizes = [size for name in ("width", "height") if (size := attribute(image, name)).strip()]
    if sizes and all(_TINY.match(size) for size in sizes):
        return True
    if len(_TINY_STYLE.findall(attribute(image, "style"))) > 1:
        return True
    return bool(_COUNTERS.search(attribute(image, "src")))


def emoji(image: Parsed) -> str:
    """The character that the picture stands for; empty for a real picture."""
    alt = attribute(image, "alt")
    return alt if 0 < len(alt) <= 12 and _EMOJI_CLASS.search(attribute(image, "class")) else ""


def is_same_picture(one: str, other: str) -> bool:
    """Whether two addresses lead to one picture, perhaps in two sizes."""
    names = (_SIZE.sub("", file_name(one)), _SIZE.sub("", file_name(other)))
    return names[0] == names[1] and bool(_KIND.search(names[0]))
