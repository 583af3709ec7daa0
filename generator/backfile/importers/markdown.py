"""Imports Markdown files with any of the four kinds of header. Changes no word of a body."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from msgspec.structs import replace

from backfile.archive.article import Article, Source, decode, read_article, stem
from backfile.archive.entries import free_key
from backfile.archive.field_names import READ_AS
from backfile.archive.field_values import as_flag, as_text, is_empty
from backfile.archive.fields import Fields
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.config import Config
from backfile.config.tables import Taxonomy
from backfile.digest import digest_bytes
from backfile.importers.drafting import draft_of, pictures
from backfile.importers.importer import Attachment, Draft, ImportContext, Importer, Input, Original, Reading
from backfile.markdown.body import parse_body
from backfile.problems import Problem, warning

_DATED_NAME = re.compile(r"(?:^|/)(\d{4}-\d{2}-\d{2})[-_][^/]*(?:/index)?\.(?:md|markdown)$")
_TRANSLATION = re.compile(r"((?:^|/)_?index)\.([a-z]{2}(?:-[a-z]{2,4})?)(\.(?:md|markdown))$", re.IGNORECASE)
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
        taxonomies = {name: Taxonomy(key=key) for name, key in context.taxonomies.items()}
        reading = _read(item, Config(timezone=context.timezone, taxonomies=taxonomies))
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
    completed = _completed(front, item.name)
    fields = Fields(completed, item.name, config)
    parsed = read_article(source, completed, fields, config, may_lack_date=True)
    if parsed.article is None:
        is_stray = not front.values and not _FIRST_HEADING.match(front.body)  # notes, with nothing of an article's
        return Reading(item.name, checksum, None, (*told, *parsed.problems), is_stray=is_stray)
    origin = _Origin(parsed.article)
    draft = _draft(parsed.article, completed, fields, origin)
    return Reading(item.name, checksum, draft, (*told, *parsed.problems, *origin.problems))


def _completed(front: FrontMatter, name: str) -> FrontMatter:
    """With what the header lacks taken from where Markdown folders keep it: the title from a first heading, the date
    from a file name like `2020-10-15-slug.md`, the language from one like `index.es.md`."""
    values = dict(front.values)
    body = front.body
    heading = _FIRST_HEADING.match(body)
    if heading and not _says(values, "title"):
        values["title"], body = heading[1], body[heading.end() :]
    dated = _DATED_NAME.search(name)
    if dated and not any(_says(values, key) for key in ("date", *READ_AS["date"])):
        values["date"] = dated[1]
    translation = _TRANSLATION.search(name)
    if translation and not _says(values, "lang"):
        values["lang"] = translation[2]
    removed = front.body[: len(front.body) - len(body)].count("\n")
    return replace(front, values=values, body=body, body_line=front.body_line + removed)


def _says(values: Mapping[str, Any], name: str) -> bool:
    """Whether a key has a value; `published: true` is none that could be a date."""
    found = [value for key, value in values.items() if key.lower() == name and not is_empty(value)]
    return any(name != "published" or as_flag(value) is None for value in found)


class _Origin:
    """The front matter's `source`, taken apart: what the article is known by, and what an import writes anew, so that
    what stood there would go. What an earlier import wrote there is kept without a word: there is nothing to do."""

    CARRIED = ("id", "url", "site", "retrieved")
    EARLIER = ("importer", "sha256", "confidence")

    def __init__(self, article: Article) -> None:
        self._values = {key: as_text(article.origin.get(key)) for key in self.CARRIED}
        self.rest = {key: value for key, value in article.origin.items() if not self._values.get(key)}
        self.problems: tuple[Problem, ...] = ()
        names = ", ".join(f"`{key}`" for key in self.rest if key not in self.EARLIER)
        if names:
            message = f"an import writes `source` anew; what it said of {names} is kept in params."
            self.problems = (warning(article.at("source"), message, "Write it under `params`."),)

    def __getitem__(self, key: str) -> str:
        return self._values[key]


def _draft(article: Article, front: FrontMatter, fields: Fields, origin: _Origin) -> Draft:
    name = article.path
    has_place = article.date is not None or "pages" in name.split("/")[:-1]
    doubt = "It has no date. Give it one, or move it to content/pages/ if it is a page with none."
    draft = draft_of(article, front.body, fields)
    return replace(
        draft,
        slug=article.slug or stem(_TRANSLATION.sub(r"\1\3", name)),
        identity=origin["id"],
        origin_url=origin["url"],
        origin_site=origin["site"],
        retrieved=origin["retrieved"],
        attachments=tuple(_attachments(article, front.body, name)),
        extra=_with_origin(draft.extra, origin.rest),
        found={"slug": f"line {article.at('slug').line}"} if article.slug else {},
        doubts=() if has_place else (doubt,),
    )


def _with_origin(extra: Mapping[str, Any], origin: Mapping[str, Any]) -> dict[str, Any]:
    """What is left of `source` goes among the params."""
    if not origin:
        return dict(extra)
    params = dict(extra.get("params", {}))
    params[free_key(params, "source", origin)] = dict(origin)
    return {**extra, "params": params}


def _attachments(article: Article, body: str, name: str) -> Iterator[Attachment]:
    """The files beside the source that the article names; `/x` is looked for from the folders above, as sites do. A
    picture that is nowhere is one without a path."""
    folder = Path(name).parent
    shown = pictures(article, body)
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
        elif written in shown:
            yield Attachment(written)


def _upwards(folder: Path, path: str) -> list[Path]:
    return [place for above in (folder, *folder.parents)[:6] for place in (above / path, above / "static" / path)]
