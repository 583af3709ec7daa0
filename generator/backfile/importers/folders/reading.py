"""Reads a folder of another generator: what all importers of this package do in the same way."""

import re
from collections.abc import Iterator, Mapping, Sequence
from os.path import normpath
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from backfile.archive.article import Source, parse_article
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.archive.writing import format_article
from backfile.config import Config
from backfile.digest import digest_bytes
from backfile.importers.drafting import draft_of
from backfile.importers.folders.around import Around
from backfile.importers.folders.document import Document, read_document
from backfile.importers.folders.following import follow
from backfile.importers.folders.headers import Completed, completed
from backfile.importers.folders.indexing import with_pages
from backfile.importers.folders.site import Header, Page, Site
from backfile.importers.importer import Draft, Dropped, ImportContext, Importer, Input, Reading
from backfile.importers.links import rewritten
from backfile.problems import Location, Problem, warning

UNREAD = (".rst", ".adoc", ".asciidoc", ".asc", ".org", ".textile", ".ipynb", ".pug", ".haml")
"""Endings of documents in languages that are not read."""

HTML = (".html", ".htm", ".xhtml")
MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mdown")
SLIGHT = 0.15
"""How sure an importer is of one file without its folder: less than the importer of Markdown is of any."""


class Turned(msgspec.Struct, frozen=True):
    """A body in our Markdown; what was told of it and what was left out, with lines from 1 in the body as it was."""

    text: str
    told: tuple[Problem, ...] = ()
    dropped: tuple[Dropped, ...] = ()


class FolderImporter(Importer):
    """A generator. Each says what its sites' settings are, where a document stood, and what its bodies mean."""

    name = ""

    def settings(self, folder: Path, names: Sequence[str], given: Mapping[str, Any]) -> Site:
        """The site in the folder, without its documents. `given` are settings of the import, which hold before its
        own."""
        raise NotImplementedError

    def informed(self, site: Site, headers: Sequence[Header]) -> Site:
        """The site with what the headers of all documents together say of it."""
        return site

    def place(self, header: Header, site: Site) -> Page:
        """What the generator makes of a document."""
        raise NotImplementedError

    def header(self, text: str, name: str) -> FrontMatter | Problem:
        """The header and the body of a text."""
        return parse_front_matter(text, name)

    def meant(self, document: Document, page: Page, site: Site) -> dict[str, Any]:
        """The header's values with the generator's meaning of them."""
        return {**page.values, **document.values}

    def turned(self, document: Document, around: Around, site: Site) -> Turned:
        """The body in our Markdown."""
        return Turned(document.front.body)

    def recognise(self, name: str, sample: bytes) -> float:
        """A little sure of every document in a language for texts; of HTML only where it has a header."""
        lowered = name.lower()
        if lowered.endswith((*MARKDOWN, *UNREAD)):
            return SLIGHT
        return SLIGHT if lowered.endswith(HTML) and re.match(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)\s", sample) else 0.0

    def learn(self, inputs: Sequence[Input], context: ImportContext) -> dict[str, Site]:
        """The site of each folder, with all its documents."""
        groups: dict[str, list[Input]] = {}
        for item in inputs:
            groups.setdefault(_folder(item), []).append(item)
        return {folder: self._site(folder, items, context) for folder, items in groups.items()}

    def _site(self, folder: str, items: Sequence[Input], context: ImportContext) -> Site:
        names = tuple(item.name[len(folder) :].lstrip("/") if folder != "." else item.name for item in items)
        site = self.settings(Path(folder), names, context.settings)
        site = replace(site, timezone=site.timezone or context.timezone)
        return with_pages(site, self, [(inside_of(item, site), item) for item in items])

    def read(self, item: Input, lesson: dict[str, Site], context: ImportContext) -> Iterator[Reading]:
        """One reading a document; the first one tells what is wrong with the site's settings."""
        site = lesson[_folder(item)]
        reading = self._read(item, site)
        if site.problems and inside_of(item, site) == next(iter(site.pages), ""):
            reading = replace(reading, problems=(*site.problems, *reading.problems))
        yield reading

    def _read(self, item: Input, site: Site) -> Reading:
        if item.name.lower().endswith((*UNREAD, *HTML)):
            return _unread(item, site)
        document = read_document(item, self.header)
        if not isinstance(document, Document):
            return Reading(item.name, document[0], None, (document[1],))
        page = site.pages[inside_of(item, site)]
        if page.skipped:
            return Reading(item.name, document.sha256, None, document.told, skipped=page.skipped)
        values = self.meant(document, page, site)
        around = Around(page, values, site, self.place)
        turned = self.turned(document, around, site)
        header = completed(document, values, turned.text, page, site)
        told = (*document.told, *header.told, *turned.told, *_missing(around, item), *_refused(page, item))
        draft = self._draft(document, header, page, site)
        if isinstance(draft, tuple):
            return Reading(item.name, document.sha256, None, (*told, *draft))
        before = document.front.body_line - 1
        dropped = tuple(replace(one, line=one.line + before) for one in turned.dropped)
        return Reading(item.name, document.sha256, replace(draft, dropped=dropped), told)

    def _draft(self, document: Document, header: Completed, page: Page, site: Site) -> Draft | tuple[Problem, ...]:
        text = format_article(header.values, header.body)
        source = Source("content/pages/x.md", digest_bytes(text.encode()), text.encode())
        parsed = parse_article(source, Config(timezone=site.timezone))
        errors = tuple(problem for problem in parsed.problems if problem.is_error)
        if parsed.article is None or errors:
            return tuple(_at_source(problem, text, document) for problem in errors)
        body = _body_of(text)
        followed = follow(parsed.article, body, page, site)
        draft = draft_of(parsed.article, rewritten(body, followed.changes))
        return replace(
            draft,
            slug=page.slug,
            identity=_identity(document, page, site),
            origin_url=_origin(page, site) or draft.origin_url,
            addresses=tuple(_addresses(page, site)),
            attachments=followed.attachments,
            links=followed.links,
            found=header.found,
            doubts=(*page.doubts, *header.doubts),
            **_taxonomies(draft, site),
        )


def inside_of(item: Input, site: Site) -> str:
    """An input's path within its site's folder."""
    root = "" if site.root == "." else f"{site.root}/"
    return item.name.removeprefix(root)


def _folder(item: Input) -> str:
    return normpath(item.folder or str(Path(item.name).parent))


def _identity(document: Document, page: Page, site: Site) -> str:
    """The address where it has one of its own, else its place and its checksum: two equal files are two articles."""
    if _origin(page, site):
        return ""
    return f"{Path(site.root).resolve().name}/{page.inside}#{document.sha256[:12]}"


def _origin(page: Page, site: Site) -> str:
    """The whole address at which it was read; empty where that is not known for certain."""
    return f"{site.url}{site.base}{page.address}" if site.url and page.address and page.is_certain else ""


def _addresses(page: Page, site: Site) -> Iterator[str]:
    for address in dict.fromkeys(filter(None, (page.address, page.url, *page.addresses, *page.aliases))):
        yield address
        if site.base:
            yield f"{site.base}{address}"
        if site.url:
            yield f"{site.url}{site.base}{address}"


def _taxonomies(draft: Draft, site: Site) -> dict[str, Any]:
    """The terms of the site's further taxonomies, which stood among the unknown keys."""
    params = dict(draft.extra.get("params", {}))
    terms: dict[str, tuple[str, ...]] = {}
    for key, name in site.taxonomies.items():
        value = params.get(key)
        labels = [str(one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, str | int)]
        if value and labels:
            terms[name] = tuple(labels)
            del params[key]
    extra = {key: value for key, value in draft.extra.items() if key != "params"}
    return {"terms": terms, "extra": {**extra, **({"params": params} if params else {})}} if terms else {}


def _unread(item: Input, site: Site) -> Reading:
    page = site.pages.get(inside_of(item, site))
    if page is not None and page.skipped:
        return Reading(item.name, "", None, skipped=page.skipped)
    kind = Path(item.name).suffix.lower().lstrip(".")
    hint = "Turn it into Markdown (Pandoc does that), beside it or in its place, and import again."
    return Reading(
        item.name, "", None, (Problem(Location(item.name), f"a text in the form `{kind}` is not read.", hint),)
    )


def _missing(around: Around, item: Input) -> Iterator[Problem]:
    for name in dict.fromkeys(around.missing):
        message = f"it links to `{name}`, which is not among the files."
        yield warning(Location(item.name), message, "The link was given the address that it would have.")


def _refused(page: Page, item: Input) -> Iterator[Problem]:
    for address in page.refused:
        message = f"its address {address} is another document's too; it will not lead here."
        yield warning(Location(item.name), message, "Give one of them another address.")


def _at_source(problem: Problem, text: str, document: Document) -> Problem:
    """A problem of the completed header at the place where the source says that key."""
    front = parse_front_matter(text, "")
    places = front.places if isinstance(front, FrontMatter) else {}
    key = next((name for name, place in places.items() if place[0] == problem.location.line), "")
    line, column = document.front.places.get(key, (1, 0))
    return replace(problem, location=Location(document.name, line, column))


def _body_of(text: str) -> str:
    front = parse_front_matter(text, "")
    return front.body if isinstance(front, FrontMatter) else text
