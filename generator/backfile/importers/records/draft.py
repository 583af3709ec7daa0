"""A record into a draft."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from backfile.archive.dates import as_given
from backfile.importers.conversion import Converted, to_markdown
from backfile.importers.importer import Attachment, Draft, ImportContext, Original
from backfile.importers.markdown_text import escape_paragraph
from backfile.importers.records.mapping import FieldMap

_HTML = re.compile(r"</(?:p|div|h[1-6]|li|a|em|strong|blockquote)>|<br\s*/?>", re.IGNORECASE)


def draft_of(record: Mapping[str, Any], fields: FieldMap, context: ImportContext) -> Draft:
    """The draft of a record. What is no field of an article is kept under `params`."""
    converted = _body(_text(fields.value("body", record)), fields.body_format, _text(fields.value("source", record)))
    title = " ".join(_text(fields.value("title", record)).split())
    written = _text(fields.value("date", record))
    date = _date(written, context)
    language = _text(fields.value("lang", record))
    return Draft(
        title=title,
        body=converted.markdown,
        date=date,
        updated=_date(_text(fields.value("updated", record)), context),
        standfirst=" ".join(_text(fields.value("standfirst", record)).split()),
        authors=_list(fields.value("author", record), fields.separator or ";"),
        section=_text(fields.value("section", record)),
        tags=_list(fields.value("tags", record), fields.separator or (";" if ";" in str(record) else ",")),
        credit=_text(fields.value("credit", record)),
        slug=_text(fields.value("slug", record)),
        url=_text(fields.value("url", record)) if _text(fields.value("url", record)).startswith("/") else "",
        aliases=_list(fields.value("aliases", record), fields.separator or ","),
        lang=language if language.lower().partition("-")[0] != context.language.lower().partition("-")[0] else "",
        identity=_text(fields.value("id", record)),
        addresses=tuple(filter(None, (_text(fields.value("url", record)), _text(fields.value("source", record))))),
        links=converted.links,
        origin_url=_origin(fields, record),
        attachments=tuple(_attachments(fields, record, converted)),
        extra=dict(_extra(fields, record)),
        confidence=1.0 if title and date else 0.5,
        doubts=tuple(_doubts(title, written, date, converted)),
        dropped=converted.dropped,
        original=Original(title, "", date, converted.markdown, is_text=True) if context.wants_original else None,
    )


def _body(text: str, form: str, base: str) -> Converted:
    """The text as Markdown. Where nobody says what it is, closing tags tell HTML."""
    if (form or ("html" if _HTML.search(text) else "markdown")) == "html":
        return to_markdown(text, base)
    if form == "text":
        return Converted("\n\n".join(map(escape_paragraph, re.split(r"\n[ \t]*\n", text.strip()))), (), (), ())
    return Converted(text.strip("\n"), (), (), ())


NAMES = ("name", "label", "title", "rendered", "url", "src")
"""What an object says of itself, where a text is wanted."""


def _text(value: Any) -> str:
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, dict):
        return next((_text(value[name]) for name in NAMES if name in value), "")
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _list(value: Any, separator: str) -> tuple[str, ...]:
    """The terms of a list, or of a text that a separator parts; of objects their names."""
    labels = map(_text, value) if isinstance(value, list) else _text(value).split(separator)
    return tuple(dict.fromkeys(" ".join(label.split()) for label in labels if label.strip()))


def _date(written: str, context: ImportContext) -> str:
    return as_given(written, context.timezone)


def _origin(fields: FieldMap, record: Mapping[str, Any]) -> str:
    found = (_text(fields.value(name, record)) for name in ("source", "url"))
    return next((url for url in found if url.startswith(("http://", "https://"))), "")


def _attachments(fields: FieldMap, record: Mapping[str, Any], converted: Converted) -> Iterator[Attachment]:
    for written in dict.fromkeys((*converted.media, _text(fields.value("image", record)))):
        if written:
            yield Attachment(written, url=written if written.startswith(("http://", "https://")) else "")


def _extra(fields: FieldMap, record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if image := _text(fields.value("image", record)):
        yield "image", image
    if str(fields.value("draft", record)).lower() in ("true", "1", "yes", "draft"):
        yield "draft", True
    if rest := fields.rest(record):
        yield "params", rest


def _doubts(title: str, written: str, date: str, converted: Converted) -> Iterator[str]:
    if not title:
        yield "It has no title. Say under [importers.records] which field it is, or give it one."
    if not date:
        yield f'The date "{written}" is none. Give it one.' if written else "It has no date. Give it one."
    if not converted.markdown.strip():
        yield "It has no text. Say under [importers.records] which field it is."
