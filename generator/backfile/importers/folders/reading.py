"""Reads a folder of another generator: what all importers of this package do in the same way."""

import re
from collections.abc import Iterator, Mapping, Sequence
from os.path import normpath
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from backfile.archive.article import Source, read_article
from backfile.archive.fields import Fields
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.config import Config
from backfile.config.tables import Taxonomy
from backfile.digest import digest_bytes
from backfile.importers.conversion import to_markdown
from backfile.importers.drafting import draft_of
from backfile.importers.folders.around import Around
from backfile.importers.folders.document import HTML, Document, read_document
from backfile.importers.folders.following import follow
from backfile.importers.folders.headers import Completed, completed
from backfile.importers.folders.indexing import with_pages
from backfile.importers.folders.site import Header, Page, Site
from backfile.importers.importer import Draft, Dropped, ImportContext, Importer, Input, Original, Reading
from backfile.importers.links import rewritten
from backfile.markdown.body import parse_body
from backfile.problems import Location, Problem, warning

UNREAD = (".rst", ".adoc", ".asciidoc", ".asc", ".org", ".textile", ".ipynb", ".pug", ".haml")
"""Endings of documents in languages that are not read."""

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
        terms = {**context.taxonomies, **site.taxonomies}
        site = replace(site, timezone=site.timezone or context.timezone, taxonomies=terms)
        return with_pages(site, self, [(inside_of(item, site), item) for item in items])

    def read(self, item: Input, lesson: dict[str, Site], context: ImportContext) -> Iterator[Reading]:
        """One reading a document; the first one tells what is wrong with the site's settings."""
        site = lesson[_folder(item)]
        reading = self._read(item, site)
        if site.problems and inside_of(item, site) == next(iter(site.pages), ""):
            reading = replace(reading, problems=(*site.problems, *reading.problems))
        if reading.draft and context.wants_original:
            reading = replace(reading, draft=replace(reading.draft, original=_original(reading.draft)))
        yield reading

    def _read(self, item: Input, site: Site) -> Reading:
        if item.name.lower().endswith(UNREAD):
            return _unread(item, site)
        document = read_document(item, self.header)
        if not isinstance(document, Document):
            return Reading(item.name, document[0], None, (document[1],))
        page = site.pages[inside_of(item, site)]
        skipped = page.skipped or (TEMPLATE if _is_template(document, page) else "")
        if skipped:
            return Reading(item.name, document.sha256, None, document.told, skipped=skipped)
        values = self.meant(document, page, site)
        around = Around(page, values, site, self.place)
        turned = _as_markdown(self.turned(document, around, site), document)
        header = completed(document, values, turned.text, page, site)
        told = (*document.told, *header.told, *turned.told, *_missing(around, item), *_refused(page, item))
        draft, problems = self._draft(document, header, page, site)
        before = document.front.body_line - 1
        dropped = tuple(replace(one, line=one.line + before) if one.line else one for one in turned.dropped)
        draft = replace(draft, dropped=dropped) if draft else None
        return Reading(item.name, document.sha256, draft, (*told, *problems))

    def _draft(
        self, document: Document, header: Completed, page: Page, site: Site
    ) -> tuple[Draft | None, tuple[Problem, ...]]:
        config = Config(timezone=site.timezone, taxonomies={n: Taxonomy(key=key) for n, key in site.taxonomies.items()})
        fields = Fields(header.front, document.name, config)
        source = Source(document.name, digest_bytes(b""), b"")
        parsed = read_article(source, header.front, fields, config, may_lack_date=True)
        if parsed.article is None:
            return None, parsed.problems
        body = header.front.body
        followed = follow(parsed.article, body, page, site)
        draft = draft_of(parsed.article, rewritten(body, followed.changes), fields)
        draft = replace(
            draft,
            slug=page.slug,
            identity=_identity(document, page, site),
            origin_url=_origin(page, site),
            addresses=tuple(_addresses(page, site)),
            attachments=followed.attachments,
            links=followed.links,
            found=header.found,
            doubts=(*page.doubts, *header.doubts),
        )
        return draft, parsed.problems


TEMPLATE = "it is a template, and its page is made of other texts"


def _is_template(document: Document, page: Page) -> bool:
    """HTML that is no post and asks for other things: lists of posts, feeds, searches."""
    return document.is_html and page.is_page and bool(re.search(r"\{%-?\s*(?:for|if|include)\b", document.front.body))


def _as_markdown(turned: Turned, document: Document) -> Turned:
    if not document.is_html:
        return turned
    converted = to_markdown(turned.text)
    dropped = tuple(replace(one, line=0) for one in converted.dropped)
    return Turned(converted.markdown, turned.told, (*turned.dropped, *dropped))


def _original(draft: Draft) -> Original:
    """What the source says, for the audit: its text in our Markdown, rendered."""
    html = parse_body(draft.body).html(lambda url: url)
    return Original(draft.title, ", ".join(draft.authors), draft.date, html)


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
