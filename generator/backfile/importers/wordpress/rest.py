"""Objects of WordPress's REST API: what each is, and posts, media, terms, users and comments in the form in which
exports have them."""

from collections.abc import Iterator
from typing import Any

import msgspec

from backfile.importers.exports.decoding import without_illegal
from backfile.importers.exports.markup import plain_text
from backfile.importers.wordpress.addresses import site_of
from backfile.importers.wordpress.library import KnownTerm, Library, Medium
from backfile.importers.wordpress.post import Post, Remark, Term

Object = dict[str, Any]
_TAXONOMIES = {"categories": "category", "tags": "post_tag"}


def kind_of(value: Object) -> str:
    """`post`, `media`, `term`, `comment` or `user`; empty for what is none of them."""
    if "source_url" in value or value.get("type") == "attachment":
        return "media"
    if "taxonomy" in value and "name" in value:
        return "term"
    if "post" in value and "author_name" in value:
        return "comment"
    if "content" in value or ("title" in value and "date" in value):
        return "post"
    return "user" if "name" in value and "slug" in value else ""


def text(value: Any) -> str:
    """A text field: a string, or `{"raw": …, "rendered": …}`."""
    if isinstance(value, dict):
        value = value.get("raw") or value.get("rendered")
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        return ""
    return without_illegal(str(value))


def medium_of(value: Object) -> Medium:
    """A medium; without its address as a file, its GUID is one."""
    details = value.get("media_details")
    about = details.get("image_meta") if isinstance(details, dict) else None
    credit = about.get("credit") or about.get("copyright") if isinstance(about, dict) else ""
    order = value.get("menu_order")
    return Medium(
        id=text(value.get("id")),
        url=text(value.get("source_url")) or text(value.get("guid")),
        link=text(value.get("link")),
        title=plain_text(text(value.get("title"))),
        alt=plain_text(text(value.get("alt_text"))),
        caption=text(value.get("caption")).strip(),
        credit=plain_text(text(credit)),
        mime=text(value.get("mime_type")),
        parent=text(value.get("post")),
        position=order if isinstance(order, int) and abs(order) < 1 << 62 else 0,
    )


def term_of(value: Object) -> KnownTerm:
    """A term of any taxonomy; its parent is a number."""
    parent = text(value.get("parent"))
    number, slug = text(value.get("id")), text(value.get("slug"))
    return KnownTerm(text(value.get("taxonomy")), slug or number, number, text(value.get("name")), parent)


def remark_of(value: Object) -> Remark:
    """A comment. The API gives only approved ones, unless it was asked as an editor."""
    return Remark(
        id=text(value.get("id")),
        author=text(value.get("author_name")),
        url=text(value.get("author_url")),
        date=text(value.get("date")).replace("T", " "),
        date_gmt=text(value.get("date_gmt")).replace("T", " "),
        text=text(value.get("content")),
        approved=text(value.get("status")) or "approved",
        kind=text(value.get("type")),
        parent=text(value.get("parent")),
        is_html=not _is_raw(value.get("content")),
    )


def embedded(value: Object, name: str) -> Iterator[Object]:
    """The objects that a post has embedded under a name, in whatever lists; errors among them are passed over."""
    within = value.get("_embedded")
    found = within.get(name) if isinstance(within, dict) else None
    for one in found if isinstance(found, list) else ():
        for item in one if isinstance(one, list) else (one,):
            if isinstance(item, dict) and "code" not in item:
                yield item


def post_of(value: Object, line: int, library: Library) -> tuple[Post, tuple[str, ...]]:
    """The post, and the terms (taxonomy and number) that no file holds."""
    missing: list[str] = []
    content, excerpt = value.get("content"), value.get("excerpt")
    is_raw = _is_raw(content)
    number = text(value.get("id"))
    decode = msgspec.msgpack.Decoder(Remark).decode
    post = Post(
        id=number,
        type=text(value.get("type")) or "post",
        status=text(value.get("status")) or "publish",
        title=text(value.get("title")),
        content=text(content),
        excerpt=text(excerpt),
        slug=text(value.get("slug")),
        link=text(value.get("link")),
        guid=text(value.get("guid")),
        author_names=tuple(_authors(value, library)),
        date=text(value.get("date")).replace("T", " "),
        date_gmt=text(value.get("date_gmt")).replace("T", " "),
        modified=text(value.get("modified")).replace("T", " "),
        modified_gmt=text(value.get("modified_gmt")).replace("T", " "),
        terms=tuple(_terms(value, library, missing)),
        meta=tuple(_meta(value)),
        remarks=tuple(map(decode, library.remarks(number))),
        is_sticky=value.get("sticky") is True,
        has_password=isinstance(content, dict) and content.get("protected") is True,
        is_rendered=not is_raw,
        is_excerpt_made=not _is_raw(excerpt) and _is_made(text(excerpt), text(content)),
        line=line,
        content_line=line,
    )
    return post, tuple(missing)


def _is_raw(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("raw"))


def _is_made(excerpt: str, content: str) -> bool:
    """Whether WordPress made the excerpt from the beginning of the text."""
    said = plain_text(excerpt)
    start = said.rstrip(" .…[]")[:200]
    return said.endswith(("[…]", "…", "[...]")) or "more-link" in excerpt or plain_text(content).startswith(start)


def _authors(value: Object, library: Library) -> Iterator[str]:
    together = value.get("coauthors")
    for one in together if isinstance(together, list) else ():
        if isinstance(one, dict) and one.get("display_name"):
            yield text(one["display_name"])
    if together:
        return
    names = [text(one.get("name")) for one in embedded(value, "author")]
    if not any(names):
        names = [library.author(text(value.get("author")))]
    head = value.get("yoast_head_json")
    if not any(names) and isinstance(head, dict):
        names = [text(head.get("author"))]
    yield from names


def _terms(value: Object, library: Library, missing: list[str]) -> Iterator[Term]:
    """The terms by name: embedded ones were learnt like those of the files beside."""
    for key, numbers in value.items():
        if not isinstance(numbers, list) or not all(isinstance(one, int) for one in numbers):
            continue
        for number in numbers:
            term = library.term_of_any(str(number))
            if term is not None:
                yield Term(term.taxonomy, term.slug, term.name)
            elif key in _TAXONOMIES:
                missing.append(f"{_TAXONOMIES[key]} {number}")
    kind, lang = text(value.get("format")), text(value.get("lang"))
    if kind not in ("", "standard"):
        yield Term("post_format", f"post-format-{kind}", kind)
    if lang:
        yield Term("language", lang, lang)


def _meta(value: Object) -> Iterator[tuple[str, str]]:
    """Meta values that are texts or numbers, and what in exports is one."""
    featured = text(value.get("featured_media"))
    if featured not in ("", "0"):
        yield "_thumbnail_id", featured
    if template := text(value.get("template")):
        yield "_wp_page_template", template
    for group in (value.get("meta"), value.get("acf")):
        for key, one in group.items() if isinstance(group, dict) else ():
            if said := text(one):
                yield str(key), said


def address_of(value: Object) -> str:
    """The address of the site that an object comes from; empty where it does not say."""
    links = value.get("_links")
    own = links.get("self") if isinstance(links, dict) else None
    first = own[0].get("href") if isinstance(own, list) and own and isinstance(own[0], dict) else None
    if isinstance(first, str) and "/wp-json/" in first:
        return first.partition("/wp-json/")[0]
    link = text(value.get("link"))
    scheme, mark, rest = link.partition("://")
    return f"{scheme}{mark}{site_of(rest.partition('/')[0])}" if mark else ""
