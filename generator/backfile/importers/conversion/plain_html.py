"""Plain articles from HTML to Markdown without a tree: paragraphs and headings of text, links, bold and italics, as
most are. What else stands between them is converted by itself where its end is sure. Gives what the long way gives, or
nothing."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from backfile.importers.conversion.addresses import is_whole
from backfile.importers.conversion.blocks import Break, Close, Figure, Image, Inline, Open, Style
from backfile.importers.conversion.escaping import (
    edge_spaces,
    escape_line_start,
    has_marks,
    is_punctuation,
    is_space,
)
from backfile.importers.conversion.inline_writing import Addresses, Place, only_text, write_inlines
from backfile.importers.conversion.pictures import is_sure_picture
from backfile.importers.conversion.source import without_controls
from backfile.importers.conversion.tidying import collapse, tidy
from backfile.importers.conversion.writing import write_blocks

Plain = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Markdown, and the addresses of media and of links in it."""

_LARGEST = 1 << 20
"""Signs; beyond, there may be more markup than the long way reads."""

_GAP = r"[ \t\n\f]*"
_VALUE = r'"[^"<>]*"'
_ATTRIBUTES = rf"(?: [A-Za-z][\w:-]*(?:={_VALUE})?)*"
_INLINE = rf"(?:/?(?:strong|b|em|i)|a href={_VALUE}(?: (?:target|rel)={_VALUE})*|/a|br ?/?)>"
_LINE = rf"[^<]*(?:<{_INLINE}[^<]*)*"
_BLOCK = re.compile(rf"<(?:p>({_LINE})</p|h([1-6])(?: (?:class|id)={_VALUE})*>({_LINE})</h\2)>{_GAP}")
_OTHER = re.compile(
    rf"(?:<p{_ATTRIBUTES}>{_LINE}</p>|<hr{_ATTRIBUTES} ?/?>"
    rf"|<figure{_ATTRIBUTES}>{_GAP}<img{_ATTRIBUTES} ?/?>{_GAP}"
    rf"(?:<figcaption{_ATTRIBUTES}>{_LINE}</figcaption>{_GAP})?</figure>"
    rf"|<([uo]l|blockquote){_ATTRIBUTES}>{_GAP}(?:<(li|p)>{_LINE}</\2>{_GAP})+</\1>){_GAP}"
)
_FIGURE = re.compile(
    rf"<figure(?: class=(?!\"[^\"]*(?i:pull)){_VALUE})?>{_GAP}"
    rf"<img((?: (?:src|alt|class|width|height)={_VALUE})+) ?/?>{_GAP}"
    rf'(?:<figcaption(?: class="wp-element-caption")?>({_LINE})</figcaption>{_GAP})?</figure>{_GAP}'
)
_ATTRIBUTE = re.compile(rf" (\w+)=({_VALUE})")
_INNER = re.compile(rf"<(?:li|p|figcaption){_ATTRIBUTES}>({_LINE})</")
_TOKEN = re.compile(r'<(/?)([a-z]+)(?: href="([^"]*)")?[^<>]*>')
_STYLED = re.compile(rf'<(?:(strong|b|em|i)>([^<]+)</\1>|a href="([^"]*)"(?: (?:target|rel)={_VALUE})*>([^<]+)</a>)')
_DOUBTFUL = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|hellip|[mn]dash|[lr][sd]quo|#(?:0?3[49]|038|160|8\d\d\d));)")
_STYLES = {"strong": Style("strong"), "b": Style("strong"), "em": Style("em"), "i": Style("em")}
_SIZE = re.compile(r"[1-9]\d+")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


def plain_markdown(html: str, otherwise: Callable[[str], Plain | None]) -> Plain | None:
    """The Markdown of plain HTML; None for HTML that is not plain. `otherwise` converts what stands between plain
    blocks, and gives None where that has to do with the rest."""
    html = without_controls(html)
    if "\r" in html or len(html) > _LARGEST:
        return None
    addresses = Addresses()
    parts: list[str] = []
    for other, level, inner in _pieces(html):
        written = _block(inner, level, addresses) if inner else _between(other, otherwise, addresses)
        if written is None:
            return None
        if written:
            parts.append(written)
    return "\n\n".join(parts), tuple(addresses.media), tuple(addresses.links)


def _pieces(html: str) -> Iterator[tuple[str, str, str]]:
    """What stands between plain blocks, in one piece, as lists that touch are written otherwise than each alone; or
    the level of a plain block, empty for a paragraph, and what is in it. Three empty texts for what is not plain."""
    if "<" not in html and not html.lstrip().startswith("&"):  # all of it could be markup that someone escaped
        if html.strip():
            yield "", "", html
        return
    start = at = len(html) - len(html.lstrip(" \t\n\f"))
    while at < len(html):
        match = _BLOCK.match(html, at)
        inner = (match[1] or match[3] or "") if match else ""
        if match and inner.replace("&nbsp;", "").strip():
            if start < at:
                yield html[start:at], "", ""
            yield "", match[2] or "", inner
            start = at = match.end()
        elif other := _OTHER.match(html, at):
            at = other.end()
        else:
            yield "", "", ""
            return
    if start < at:
        yield html[start:at], "", ""


def _figure(match: re.Match[str], addresses: Addresses) -> str | None:
    """A picture with its caption; None where its address may be no picture's, or its class says more."""
    values = {name: value[1:-1] for name, value in reversed(_ATTRIBUTE.findall(match[1]))}
    source, caption = values.get("src", ""), _inlines(match[2] or "")
    is_sure = is_whole(source) and is_sure_picture(source, values.get("class", ""), values.get("alt", ""))
    sizes = (values.get("width", "100"), values.get("height", "100"))
    if not is_sure or caption is None or "&" in match[1] or not all(map(_SIZE.fullmatch, sizes)):
        return None
    inlines = tidy(list(tidy(caption))) if _is_seen(caption) else ()
    return write_blocks((Figure(Image(source, values.get("alt", "")), inlines),), addresses)


def _between(html: str, otherwise: Callable[[str], Plain | None], addresses: Addresses) -> str | None:
    if not html or "#" in "".join(re.findall(r"<a [^<>]*>", html)):  # a link within the text has to do with all of it
        return None
    if match := _FIGURE.fullmatch(html):
        return _figure(match, addresses)
    if any(_inlines(inner) is None for inner in _INNER.findall(html)):
        return None
    found = otherwise(html)
    if found is None:
        return None
    markdown, media, links = found
    addresses.media.update(dict.fromkeys(media))
    addresses.links.update(dict.fromkeys(links))
    return markdown


def _block(inner: str, level: str, addresses: Addresses) -> str | None:
    """The Markdown of a paragraph or heading; None where it is not plain, or has nothing to be seen."""
    if not level and (quick := _styled_line(inner, addresses) if "<" in inner else _bare_line(inner)):
        return quick
    found = _inlines(inner)
    inlines = tidy(found) if found is not None else ()
    if not _is_seen(inlines):
        return None
    if not level:
        return write_inlines(inlines, addresses)
    text = write_inlines(tidy(list(inlines)), addresses, Place.HEADING)
    return f"{'#' * max(2, int(level))} {text}"


def _bare_line(inner: str) -> str:
    """The Markdown of a paragraph without tags; empty where it is doubtful or blank."""
    text = _text(inner)
    line = collapse(text).strip(" ") if text else ""
    return only_text(line, Place.LINE) if line.strip() else ""


def _is_seen(inlines: Iterable[Inline]) -> bool:
    return any(one.strip() if isinstance(one, str) else not isinstance(one, (Open, Close)) for one in inlines)


def _styled_line(inner: str, addresses: Addresses) -> str:
    """The Markdown of a paragraph in which text stands between all tags and nothing has to be escaped; empty for any
    other."""
    line = collapse(inner).strip(" ")
    out: list[str] = []
    links: list[str] = []
    texts: list[str] = []
    at = 0
    for match in _STYLED.finditer(line):
        before, end = line[at : match.start()], match.end()
        if not before and at:
            return ""
        out.append(before if at else escape_line_start(before))
        tag, inside, href, text = match.groups()
        if tag:
            outer = (before[-1:], line[end : end + 1])
            if not all(map(_splits, (inside[0], inside[-1]), outer)):
                return ""
            mark = _MARKS[tag]
            out.append(f"{mark}{inside}{mark}")
            texts += (before, inside)
        elif is_whole(href) and not text[0].isspace() and not text[-1].isspace():
            out.append(f"[{text}]({href})")
            links.append(href)
            texts += (before, text)
        else:
            return ""
        at = end
    texts.append(line[at:])
    if has_marks("\n".join(texts)) or not out:
        return ""
    addresses.links.update(dict.fromkeys(links))
    out.append(line[at:])
    return edge_spaces("".join(out)).rstrip()


def _splits(inner: str, outer: str) -> bool:
    """Whether a mark of emphasis between these two is read as one."""
    return inner.isalnum() or (not is_space(inner) and (is_space(outer) or is_punctuation(outer)))


def _inlines(inner: str) -> list[Inline] | None:
    """The text and styles in a block; None where tags do not match each other, or text may be read in more than one
    way."""
    found: list[Inline] = []
    open_tags: list[str] = []
    styles: list[Style] = []
    at = 0
    for match in _TOKEN.finditer(inner) if "<" in inner else ():
        text = _text(inner[at : match.start()])
        if text is None:
            return None
        if text:
            found.append(text)
        at = match.end()
        closing, tag, href = match.groups()
        if tag == "br":
            if _ends_in_break(found):
                return None
            found.append(Break())
        elif closing:
            if not open_tags or open_tags.pop() != tag:
                return None
            found.append(Close(styles.pop()))
        else:
            style = _STYLES.get(tag) or Style("link", (("href", href),))
            if tag in open_tags or style in styles or (tag == "a" and not is_whole(href)):
                return None
            open_tags.append(tag)
            styles.append(style)
            found.append(Open(style))
    text = _text(inner[at:])
    if text is None or open_tags:
        return None
    return [*found, text] if text else found


def _ends_in_break(inlines: list[Inline]) -> bool:
    """Whether only blanks and styles stand behind the last break: another one ends the paragraph."""
    for inline in reversed(inlines):
        if isinstance(inline, Break):
            return True
        if isinstance(inline, str) and inline.strip(" \t\r\n\f"):
            return False
    return False


def _text(raw: str) -> str | None:
    """The text that HTML shows; None where that is doubtful."""
    if "&" not in raw:
        return raw
    return None if _DOUBTFUL.search(raw) else without_controls(unescape(raw))
