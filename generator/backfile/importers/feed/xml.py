"""RSS, RDF and Atom into entries, through feedparser, whose faults are told and never end the reading."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from backfile.archive.dates import parse_moment
from backfile.importers.feed.entry import Enclosure, Entry, Feed


def parse_xml(data: bytes) -> Feed | str:
    """The feed in those bytes, or why there is none."""
    import feedparser  # loads much, which only feeds have a use for

    try:
        parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=True)
    except Exception as error:  # bad bytes have crashed it in many ways; none may end an import
        return f"it cannot be read: {type(error).__name__}"
    if not parsed.entries and not parsed.get("version"):
        return "it is no feed"
    fault = parsed.get("bozo_exception") if parsed.get("bozo") else None
    return Feed(
        kind=str(parsed.get("version") or "feed"),
        title=_plain(parsed.feed.get("title_detail"), parsed.feed.get("title", "")),
        url=str(parsed.feed.get("link", "")),
        language=str(parsed.feed.get("language", "")),
        authors=_names(parsed.feed),
        entries=tuple(map(_entry, parsed.entries)),
        fault=_fault(fault) if fault else "",
        line=_line(fault) if fault else 0,
    )


def _fault(error: BaseException) -> str:
    reason = getattr(error, "getMessage", lambda: "")() or str(error) or type(error).__name__
    return " ".join(reason.split())


def _line(error: BaseException) -> int:
    number = getattr(error, "getLineNumber", lambda: 0)()
    return number if isinstance(number, int) else 0


def _entry(entry: Mapping[str, Any]) -> Entry:
    content = "\n".join(_html(part) for part in entry.get("content", ()))
    summary = _html(entry.get("summary_detail") or {})
    return Entry(
        id=str(entry.get("id", "")),
        url=str(entry.get("feedburner_origlink") or entry.get("link", "")),
        addresses=tuple(dict.fromkeys(filter(None, _addresses(entry)))),
        title=_plain(entry.get("title_detail"), entry.get("title", "")),
        content=content,
        summary="" if summary == content else summary,
        published=_when(entry, "published") or _when(entry, "created"),
        updated=_when(entry, "updated"),
        authors=_names(entry),
        tags=tuple(dict.fromkeys(filter(None, _tags(one for one in entry.get("tags", ()) if not _is_section(one))))),
        section=next(filter(None, _tags(one for one in entry.get("tags", ()) if _is_section(one))), ""),
        language=_language(entry),
        rights=_plain(entry.get("rights_detail"), entry.get("rights", "")),
        image=_image(entry),
        enclosures=tuple(_enclosures(entry)),
    )


def _when(entry: Mapping[str, Any], name: str) -> str:
    """A date as written, with the offset that it was given; where only feedparser can read it, as that reads it."""
    if name not in entry.keys():  # noqa: SIM118 # for `updated` feedparser's `in` and `get` look for `published` too
        return ""
    written, parsed = str(entry[name] or ""), entry.get(f"{name}_parsed")
    if parsed is None or parse_moment(written, "UTC"):
        return written
    return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}T{parsed[3]:02}:{parsed[4]:02}:{parsed[5]:02}Z"


def _addresses(entry: Mapping[str, Any]) -> Iterator[str]:
    yield str(entry.get("link", ""))
    yield str(entry.get("feedburner_origlink", ""))
    for link in entry.get("links", ()):
        if link.get("rel") == "alternate":
            yield str(link.get("href", ""))
    if re.match(r"https?://", str(entry.get("id", ""))):
        yield str(entry["id"])


def _html(part: Mapping[str, Any]) -> str:
    """A text as HTML: what is declared as plain text is escaped."""
    value = str(part.get("value", ""))
    return html.escape(value, quote=False).replace("\n", "<br>") if part.get("type") == "text/plain" else value


_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_ELEMENT = re.compile(r"<([a-z]\w*)\b[^>]*>.*?</\1>|<(?:br|wbr|img)\b", re.IGNORECASE | re.DOTALL)
"""What is HTML in a text that calls itself plain: `<em>x</em>`, and not the `<b>` of a title about tags."""
_ESCAPED = re.compile(r"<[a-z]|&#?\w+;", re.IGNORECASE)


def _plain(detail: Mapping[str, Any] | None, fallback: Any) -> str:
    """A title or the like as one line of text. Titles are escaped once or twice, whatever they say of themselves."""
    value = str((detail or {}).get("value", fallback) or "")
    if (detail or {}).get("type") != "text/plain":
        value = html.unescape(_TAG.sub("", value))
    elif _ESCAPED.search(value):
        value = html.unescape(_TAG.sub("", value) if _ELEMENT.search(value) else value)
    return " ".join(value.split())


_WITH_ADDRESS = re.compile(r"\s*[\w.+-]+@[\w.-]+\s*\((.+)\)\s*$|\s*(.+?)\s*[(<][\w.+-]+@[\w.-]+[)>]\s*$")


def _names(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The authors, without their e-mail addresses; one who gives nothing else is known by the part before the @."""
    given = [str(author.get("name") or author.get("email") or "") for author in entry.get("authors", ())]
    given = given or [str(entry.get("author", ""))]
    return tuple(dict.fromkeys(name for one in given for name in _parted(one) if name))


def _parted(name: str) -> Iterator[str]:
    match = _WITH_ADDRESS.match(name)
    plain = html.unescape((match[1] or match[2]) if match else name)
    for part in re.split(r"\s*;\s*", plain):
        yield " ".join(part.partition("@")[0].split())


def _tags(tags: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for tag in tags:
        yield " ".join(html.unescape(str(tag.get("label") or tag.get("term") or "")).split())


_SECTIONS = re.compile(r"(?:section|categor(?:y|ie)|rubri(?:c|k|que)|ressort)[sn]?/?$", re.IGNORECASE)


def _is_section(tag: Mapping[str, Any]) -> bool:
    """Whether the scheme of a category says that it is a section of its site, and no tag."""
    return bool(tag.get("scheme")) and _SECTIONS.search(str(tag["scheme"])) is not None


def _language(entry: Mapping[str, Any]) -> str:
    details = (*entry.get("content", ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {})
    return next((str(part["language"]) for part in details if part.get("language")), "")


def _image(entry: Mapping[str, Any]) -> str:
    media = [m for m in entry.get("media_content", ()) if m.get("medium") == "image" or _is_image(m.get("type"))]
    found = [str(part.get("url", "")) for part in (*media, *entry.get("media_thumbnail", ()))]
    return next(filter(None, found), "")


def _is_image(kind: Any) -> bool:
    return str(kind or "").startswith("image/")


def _enclosures(entry: Mapping[str, Any]) -> Iterator[Enclosure]:
    for part in entry.get("enclosures", ()):
        if part.get("href"):
            yield Enclosure(str(part["href"]), str(part.get("type", "")), str(part.get("title", "")))
