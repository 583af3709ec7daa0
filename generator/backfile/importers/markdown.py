"""Imports Markdown files with any of the four kinds of header. Changes no word of a body."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from msgspec.structs import replace

from backfile.archive.article import Article, Source, decode, parse_article, stem
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.archive.writing import format_article
from backfile.config import Config
from backfile.digest import digest_bytes
from backfile.importers.importer import Attachment, Draft, ImportContext, Importer, Input, Original, Reading
from backfile.markdown.body import parse_body
from backfile.problems import Problem

_DATED_NAME = re.compile(r"(?:^|/)(\d{4}-\d{2}-\d{2})[-_][^/]*(?:/index)?\.(?:md|markdown)$")
_FIRST_HEADING = re.compile(r"\s*# +(.+?)[ \t]*#*[ \t]*(?:\n|$)")


class MarkdownFiles(Importer):
    """Markdown with front matter, one article a file."""

    name = "markdown"

    def recognise(self, name: str, sample: bytes) -> float:
        """Sure of a Markdown file with a header; likely of one that only has the name."""
        text = sample.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
        has_name = name.lower().endswith((".md", ".markdown"))
        if re.match(r"(---|\+\+\+)[ \t]*\n", text) or (has_name and re.match(r"\{|[Tt]itle:", text)):
            return 0.95 if has_name else 0.7
        return 0.65 if has_name else 0.0

    def read(self, item: Input, lesson: None, context: ImportContext) -> Iterator[Reading]:
        """One reading an input."""
        reading = _read(item, Config(timezone=context.timezone))
        if reading.draft and context.wants_original:
            reading = replace(reading, draft=replace(reading.draft, original=_original(reading.draft)))
        yield reading


def _original(draft: Draft) -> Original:
    """What the source says, for the audit: its own Markdown, rendered."""
    html = parse_body(draft.body).html(lambda url: url)
    return Original(draft.title, ", ".join(draft.authors), draft.date, html)


def _read(item: Input, config: Config) -> Reading:
    data = item.read()
    checksum = sha256(data).hexdigest()
    source = Source(item.name, digest_bytes(data), data)
    decoded = decode(source)
    if isinstance(decoded, Problem):
        return Reading(item.name, checksum, None, (decoded,), is_stray=not data.strip())
    text, told = decoded
    front = parse_front_matter(text, item.name)
    if isinstance(front, Problem):
        return Reading(item.name, checksum, None, (front,))
    completed, doubts = _completed(front, item.name)
    parsed = parse_article(Source(_page_path(item.name), source.digest, completed.encode()), config)
    errors = tuple(_at(problem, item.name) for problem in parsed.problems if problem.is_error)
    if parsed.article is None or errors:
        is_stray = not front.values and not _FIRST_HEADING.match(front.body)  # notes, with nothing of an article's
        return Reading(item.name, checksum, None, (*told, *errors), is_stray=is_stray)
    return Reading(item.name, checksum, _draft(parsed.article, _body(completed), item.name, doubts), told)


def _completed(front: FrontMatter, name: str) -> tuple[str, tuple[str, ...]]:
    """The text with what its header lacks taken from where Markdown folders keep it: the title from a first heading,
    the date from a file name like `2020-10-15-slug.md`; and what remains in doubt."""
    values: dict[str, Any] = dict(front.values)
    body = front.body
    keys = {key.lower() for key in values}
    heading = _FIRST_HEADING.match(body)
    if "title" not in keys and heading:
        values["title"], body = heading[1], body[heading.end() :]
    dated = _DATED_NAME.search(name)
    if dated and not keys & {"date", "publishdate", "pubdate", "created"} and not _is_date(values.get("published")):
        values["date"] = dated[1]
    doubts = []
    if not _has_date(values) and not _is_page(name):
        doubts.append("It has no date. Give it one, or move it to content/pages/ if it is a page with none.")
    return format_article(values, body), tuple(doubts)


def _has_date(values: dict[str, Any]) -> bool:
    lowered = {key.lower(): value for key, value in values.items()}
    names = ("date", "publishdate", "pubdate", "created")
    return any(lowered.get(name) for name in names) or _is_date(lowered.get("published"))


def _is_date(value: Any) -> bool:
    return bool(value) and not isinstance(value, bool)


def _is_page(name: str) -> bool:
    return "pages" in name.split("/")[:-1]


def _page_path(name: str) -> str:
    """A path by which the parser takes a text without a date for a page: whether it is one is decided here."""
    return f"content/pages/{name.rsplit('/', 1)[-1]}"


def _at(problem: Problem, name: str) -> Problem:
    return replace(problem, location=replace(problem.location, path=name))


def _body(text: str) -> str:
    front = parse_front_matter(text, "")
    return front.body if isinstance(front, FrontMatter) else text


def _draft(article: Article, body: str, name: str, doubts: tuple[str, ...]) -> Draft:
    origin = article.origin
    return Draft(
        title=article.title,
        body=body,
        date=article.date.iso if article.date else "",
        updated=article.updated.iso if article.updated else "",
        standfirst=article.standfirst,
        authors=article.authors,
        section=article.section,
        tags=article.tags,
        credit=article.credit,
        slug=article.slug or stem(name),
        url=article.url,
        aliases=article.aliases,
        lang=article.lang,
        origin_url=str(origin.get("url", "")),
        origin_site=str(origin.get("site", "")),
        retrieved=str(origin.get("retrieved", "")),
        attachments=tuple(_attachments(article, body, name)),
        extra=_extra(article),
        doubts=doubts,
    )


def _extra(article: Article) -> dict[str, object]:
    """The fields that only Markdown brings along."""
    image = article.image
    values: dict[str, object] = {
        "expires": article.expires.iso if article.expires else None,
        "draft": True if article.draft else None,
        "noindex": True if article.noindex else None,
        "search": None if article.searchable else False,
        "template": article.template,
        "canonical": article.canonical,
        "corrections": [{"date": c.date, "text": c.text} for c in article.corrections],
        "params": article.params,
    }
    if image:
        parts = {"src": image.src, "alt": image.alt, "caption": image.caption, "credit": image.credit}
        filled = {key: value for key, value in parts.items() if value}
        values["image"] = filled if len(filled) > 1 else image.src
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


_PICTURE = re.compile(r"""!\[[^\]]*\]\(\s*<?([^\s)>]+)|<img\b[^>]*\bsrc=["']([^"']+)""")


def _attachments(article: Article, body: str, name: str) -> Iterator[Attachment]:
    """The files beside the source that the article names; `/x` is looked for from the folders above, as sites do. A
    picture that is nowhere is one without a path."""
    folder = Path(name).parent
    pictures = {match[1] or match[2] for match in _PICTURE.finditer(body)} | (
        {article.image.src} if article.image else set()
    )
    for written in dict.fromkeys(url for url, _ in article.targets):
        path = unquote(written.split("#")[0].split("?")[0])
        if not path:
            continue
        places = (
            _upwards(folder, path.lstrip("/"))
            if path.startswith("/")
            else [Path(normpath(f"{folder.as_posix()}/{path}"))]
        )
        found = next((place for place in places if place.is_file()), None)
        if found:
            yield Attachment(written, str(found))
        elif written in pictures:
            yield Attachment(written)


def _upwards(folder: Path, path: str) -> list[Path]:
    return [place for above in (folder, *folder.parents)[:6] for place in (above / path, above / "static" / path)]
