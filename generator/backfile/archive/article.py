"""An article as its file says it is: front matter read into typed fields, the body parsed. Knows no other article."""

import re
from typing import Any

import msgspec

from backfile.archive.dates import Moment
from backfile.archive.field_values import Correction, Image
from backfile.archive.fields import Fields
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.config import Config, further_taxonomies
from backfile.digest import Digest
from backfile.markdown.body import Body, Heading, TooDeepError, parse_body
from backfile.problems import BYTE_ORDER_MARK, Location, Problem, byte_order_mark, has_errors, warning

MAX_BYTES = 8 * 1024 * 1024
"""The largest content file that is read: the text of ten novels. More is a mistake or an attack."""


class Source(msgspec.Struct, frozen=True):
    """A content file as read: its path from the archive's root (`content/2020/10/x.md`), its digest, its bytes."""

    path: str
    digest: Digest
    data: bytes


class Article(msgspec.Struct, frozen=True):
    """What an article's file holds, but for the body's text. `date` is None for a page of `content/pages/`.

    `terms` holds the labels of the archive's further taxonomies, by name. `lines` tells where each key stands, for
    problems that show only when articles are put together. `targets` are the body's and the picture's inside links.
    """

    path: str
    digest: Digest
    title: str
    standfirst: str
    date: Moment | None
    updated: Moment | None
    expires: Moment | None
    authors: tuple[str, ...]
    section: str
    tags: tuple[str, ...]
    terms: dict[str, tuple[str, ...]]
    slug: str
    url: str
    aliases: tuple[str, ...]
    image: Image | None
    credit: str
    draft: bool
    noindex: bool
    searchable: bool
    lang: str
    template: str
    canonical: str
    corrections: tuple[Correction, ...]
    origin: dict[str, Any]
    params: dict[str, Any]
    lines: dict[str, int]
    words: int
    excerpt: str
    headings: tuple[Heading, ...]
    targets: tuple[tuple[str, int], ...]

    def at(self, key: str) -> Location:
        """Where the file says `key`."""
        return Location(self.path, self.lines.get(key, 1))


class Parsed(msgspec.Struct, frozen=True):
    """What came of a source: the article and its body, or neither; and everything that is wrong with it."""

    article: Article | None
    body: Body | None
    problems: tuple[Problem, ...]


def parse_article(source: Source, config: Config) -> Parsed:
    """The article in `source`. Anything wrong is a problem; only what can still be published comes with an article."""
    decoded = decode(source)
    if isinstance(decoded, Problem):
        return Parsed(None, None, (decoded,))
    text, told = decoded
    front = parse_front_matter(text, source.path)
    if isinstance(front, Problem):
        return Parsed(None, None, (front,))
    fields = Fields(front, source.path, config)
    parsed = read_article(source, front, fields, config, may_lack_date=is_page(source.path))
    return msgspec.structs.replace(parsed, problems=(*told, *parsed.problems))


def read_article(source: Source, front: FrontMatter, fields: Fields, config: Config, *, may_lack_date: bool) -> Parsed:
    """The article of a front matter that was parsed, with its fields, none of them asked for yet."""
    try:
        body = parse_body(front.body, trusted_html=config.markdown.trusted_html, linkify=config.markdown.linkify)
    except TooDeepError as error:
        location = Location(source.path, front.body_line + error.line)
        message = "quotes, lists or elements of HTML are nested so deeply here that text would be lost."
        hint = "Nest quotes at most 390 deep, lists at most 190; end every element of HTML."
        return Parsed(None, None, (Problem(location, message, hint),))
    article = _article(source, front, body, fields, config, may_lack_date)
    remarks = (warning(Location(source.path, front.body_line + r.line), r.message, r.hint) for r in body.remarks)
    problems = (*fields.problems, *remarks)
    return Parsed(None if has_errors(problems) else article, body, problems)


def differs_in_body_only(old: Article, new: Article) -> bool:
    """Whether no other page, and nothing of its own but its text, can show the difference: everything that cards,
    lists and addresses are made of is equal, and the body links to the same places."""
    if [url for url, _ in old.targets] != [url for url, _ in new.targets]:
        return False
    body = {"digest": new.digest, "words": new.words, "headings": new.headings, "targets": new.targets}
    excerpt = new.excerpt if new.standfirst else old.excerpt
    return msgspec.structs.replace(old, **body, lines=new.lines, excerpt=excerpt) == new


def decode(source: Source) -> tuple[str, tuple[Problem, ...]] | Problem:
    """The text of a source with LF line ends and no byte-order mark, and what was told of it; or why it is no text."""
    data, path = source.data, source.path
    if not data.strip():
        return Problem(Location(path, 1), "the file is empty.", "Write an article into it, or remove it.")
    if len(data) > MAX_BYTES:
        return too_large(path, len(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"byte 0x{data[error.start]:02x} is not UTF-8."
        return Problem(Location(path, line, column), message, "Save the file as UTF-8.")
    if "\0" in text:
        place = text.index("\0")
        location = Location(path, text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))
        return Problem(location, "there is a NUL character here.", "Remove it; the file may be damaged.")
    told: list[Problem] = []
    if text.startswith(BYTE_ORDER_MARK):
        text = text.removeprefix(BYTE_ORDER_MARK)
        told.append(byte_order_mark(path))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        told.append(warning(Location(path, 1), "the lines end in CR or CRLF; they were read as LF."))
    return text, tuple(told)


def too_large(path: str, size: int) -> Problem:
    """The problem of a content file that is larger than an article can be (`size` in bytes)."""
    message = f"the file has {size / 1e6:,.0f} MB; an article may have {MAX_BYTES / 1e6:,.0f} MB."
    return Problem(Location(path), message, "Split it, or keep what is no article outside content/.")


def is_page(path: str) -> bool:
    """Whether a source stands where pages without a date do."""
    return path.startswith("content/pages/")


def stem(path: str) -> str:
    """The name that a source gives its article: its file's, for `index.md` its folder's, without a date before it."""
    parts = path.removesuffix(".md").removesuffix(".markdown").split("/")
    name = parts[-2] if parts[-1] in ("index", "_index") and len(parts) > 2 else parts[-1]
    return re.sub(r"^\d{4}-\d{2}-\d{2}[-_]", "", name) or name


def _article(
    source: Source, front: FrontMatter, body: Body, fields: Fields, config: Config, may_lack_date: bool
) -> Article:
    categories = fields.labels("section")
    image = fields.image()
    picture_target = ((image.src, fields.lines["image"]),) if image and not _has_scheme(image.src) else ()
    article = Article(
        path=source.path,
        digest=source.digest,
        title=fields.required_title(),
        standfirst=fields.text("standfirst"),
        date=fields.required_date(may_lack=may_lack_date),
        updated=fields.moment("updated"),
        expires=fields.moment("expires"),
        authors=fields.authors(),
        section=categories[0] if categories else "",
        tags=_unique((*fields.labels("tags"), *categories[1:])),
        terms={name: fields.labels(key) for name, key in further_taxonomies(config).items()},
        slug=fields.text("slug"),
        url=fields.text("url"),
        aliases=fields.paths("aliases"),
        image=image,
        credit=fields.text("credit"),
        draft=fields.is_draft(),
        noindex=fields.flag("noindex", default=False),
        searchable=fields.flag("search", default=True),
        lang=fields.text("lang"),
        template=fields.template(),
        canonical=fields.address("canonical"),
        corrections=fields.corrections(),
        origin=fields.mapping("source"),
        params={},
        lines={},
        words=body.words,
        excerpt=body.excerpt,
        headings=body.headings,
        targets=(*picture_target, *((t.url, front.body_line + t.line) for t in body.targets)),
    )
    # What is left and where all stands is known only now.
    return msgspec.structs.replace(article, params=fields.params(), lines=_lines(fields))


def _lines(fields: Fields) -> dict[str, int]:
    """Tags may all be further categories."""
    lines = fields.lines
    return {"tags": lines["section"], **lines} if "section" in lines else lines


def _has_scheme(url: str) -> bool:
    return bool(re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", url))


def _unique(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels))
