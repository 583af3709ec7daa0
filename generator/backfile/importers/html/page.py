"""A saved page's bytes become an article: its own HTML and every field, each with its place. Holds the order of the
steps and none of their rules."""

import re
from collections.abc import Sequence

import msgspec
from lxml.html import HtmlElement

from backfile.importers.html import bylines, facts, jsonld, labels, metatags, microdata
from backfile.importers.html.addresses import join, split
from backfile.importers.html.blocks import Block, list_blocks
from backfile.importers.html.choosing import Choice, choose
from backfile.importers.html.decoding import Decoded, decode
from backfile.importers.html.doubts import Judgement, Observed, judge
from backfile.importers.html.evidence import Opinions, gather_evidence
from backfile.importers.html.facts import Found
from backfile.importers.html.images import Picture, find_lead
from backfile.importers.html.kinds import is_undated, why_no_article
from backfile.importers.html.marked import Marked, choose_marked, find_marked, head_of, pictures_apart, title_of
from backfile.importers.html.opening import repeated_lines
from backfile.importers.html.oracle import find_text
from backfile.importers.html.projection import Projection, project
from backfile.importers.html.site import SiteLesson
from backfile.importers.html.spine import Spine, find_spine
from backfile.importers.html.standfirst import find_credit, find_standfirst
from backfile.importers.html.statements import Statement, of_field
from backfile.importers.html.titles import Title, find_title
from backfile.importers.html.tree import MOST_ELEMENTS, MOST_TAGS, count_characters, count_elements, parse, settle
from backfile.importers.html.votes import Ballot
from backfile.importers.importer import Dropped

MAX_BYTES = 64 * 1024 * 1024
MOST_CHARACTERS = 2_000_000
"""A long book; the longest of 246 real pages has 490,000."""

_ELEMENT = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|a|table|article|section|span|h[1-6]|ul|ol|meta|title|br|main)\b", re.I
)
_TITLE = "title or standfirst"
_FIELDS = "headline, byline or date"
_REPEATED = "on other pages of the site too"


class Refusal(msgspec.Struct, frozen=True):
    """Why no article can be read from these bytes, and what a person can do. `is_stray` tells that there is none in
    them, and not that they are too much."""

    message: str
    hint: str
    is_stray: bool = False


class PageArticle(msgspec.Struct, frozen=True):
    """The article of one page. `html` is its own part of the page's tree, its addresses as the page writes them, to be
    resolved against `base_url`; `text` its running text without captions and notes. A field that was not found is
    empty. Dates are ISO 8601, with an offset where the page gives one.

    `corrections` are dates and texts; `canonical` is the address that the page gives in place of its own, `url`.

    `confidence` runs from 0 to 1; `doubts` say, each in a sentence, why a person should look first.
    """

    html: str
    text: str
    title: Found[str]
    standfirst: Found[str]
    authors: Found[tuple[str, ...]]
    date: Found[str]
    updated: Found[str]
    section: Found[str]
    tags: Found[tuple[str, ...]]
    credit: Found[str]
    language: Found[str]
    url: Found[str]
    site: Found[str]
    image: Found[Picture]
    expires: Found[str]
    corrections: tuple[tuple[str, str], ...]
    canonical: str
    base_url: str
    encoding: str
    confidence: float
    doubts: tuple[str, ...]
    dropped: tuple[Dropped, ...]


def read_page(
    data: bytes, url: str = "", *, name: str = "", charset: str = "", lesson: SiteLesson | None = None
) -> PageArticle | Refusal:
    """The article of a page, or why there is none. `url` is where the page was read, `name` its file, `charset` what
    the server said of its encoding, `lesson` what other pages of its site taught. Never raises on any bytes."""
    if len(data) > MAX_BYTES:
        return Refusal(f"the file has {len(data):,} bytes; more than {MAX_BYTES:,} are not one page", _HINT)
    decoded = decode(data, charset)
    if decoded.text.count("<") > MOST_TAGS:
        return Refusal(f"the page has more than {MOST_TAGS:,} tags; so many are not one article", _HINT)
    parsed = parse(decoded.text) if _ELEMENT.search(decoded.text) else None
    if parsed is None:
        return Refusal("the file has no HTML in it", _HINT, is_stray=True)
    if message := _excess(parsed.root):
        return Refusal(message, _HINT)
    root = parsed.root
    objects = jsonld.read_objects(root)
    if reason := why_no_article(root, objects, name or url):
        return Refusal(reason, _HINT, is_stray=True)
    marked = find_marked(root)
    elements = settle(root)
    blocks = list_blocks(root)
    said = _read_statements(root, objects, url, lesson or SiteLesson())
    text = _find_text(root, blocks, said, lesson or SiteLesson(), marked)
    if not (marked or any(choice.is_kept for choice in text.choices)):
        return Refusal("no text was found that could be an article", _HINT, is_stray=True)
    page = _Page(root, elements, blocks, url, decoded, parsed.is_cut, marked)
    return _article(page, said, text)


def _excess(root: HtmlElement) -> str:
    """Why a tree is too large to be one page's, or nothing: twenty times the largest real one takes ten seconds."""
    elements = count_elements(root)
    if elements > MOST_ELEMENTS:
        return f"the page has {elements:,} elements; more than {MOST_ELEMENTS:,} are not one article"
    characters = count_characters(root)
    if characters > MOST_CHARACTERS:
        return f"the page has {characters:,} characters of text; more than {MOST_CHARACTERS:,} are not one article"
    return ""


_HINT = "If there is an article in it, save the page again, or write the article's Markdown by hand."


class _Page(msgspec.Struct, frozen=True):
    root: HtmlElement
    elements: tuple[HtmlElement, ...]
    blocks: tuple[Block, ...]
    url: str
    decoded: Decoded
    is_cut: bool
    marked: Marked | None


class _Said(msgspec.Struct, frozen=True):
    """What the page's head and marks say, and the text that it declares."""

    statements: tuple[Statement, ...]
    site_names: tuple[str, ...]
    declared_text: str
    is_behind_paywall: bool
    is_undated: bool
    corrections: tuple[tuple[str, str], ...]


class _Text(msgspec.Struct, frozen=True):
    choices: tuple[Choice, ...]
    spine: Spine
    oracle: Ballot


def _read_statements(root: HtmlElement, objects: tuple[jsonld.Object, ...], url: str, lesson: SiteLesson) -> _Said:
    meta = tuple(metatags.state_metatags(root))
    page_title = next((one.value for one in of_field(meta, "title", "page title")), "")
    article = jsonld.main_article(objects, url, page_title)
    entry = tuple(microdata.state_microformats(root))
    of_entry = {(one.field, one.value) for one in entry}
    statements = (
        *(jsonld.state_article(article, objects) if article else ()),
        *jsonld.state_site(objects),
        *meta,
        *microdata.state_microdata(root),
        *entry,
    )
    told = tuple(one for one in statements if (one.field, one.value) in of_entry or not lesson.is_site_wide(one))
    return _Said(
        told,
        facts.name_sites(told, url),
        jsonld.declared_text(objects),
        jsonld.is_behind_paywall(objects),
        is_undated(objects),
        tuple(jsonld.read_corrections(article)) if article else (),
    )


def _find_text(
    root: HtmlElement, blocks: tuple[Block, ...], said: _Said, lesson: SiteLesson, marked: Marked | None
) -> _Text:
    oracle = Ballot(find_text(root))
    votes = oracle.shares(blocks)
    votes = tuple(0.0 if lesson.is_repeated(block) else vote for block, vote in zip(blocks, votes, strict=True))
    declared = Ballot(said.declared_text).shares(blocks) if said.declared_text else ()
    spine = find_spine(blocks, votes)
    title = next((one.value for one in of_field(said.statements, "page title")), "")
    choices = choose(blocks, gather_evidence(blocks, spine, Opinions(votes, declared), title))
    if marked:
        return _Text(choose_marked(blocks, choices, marked), spine, oracle)
    choices = tuple(
        Choice(False, choice.margin, _REPEATED) if choice.is_kept and lesson.is_repeated(block) else choice
        for block, choice in zip(blocks, choices, strict=True)
    )
    return _Text(choices, spine, oracle)


def _article(page: _Page, said: _Said, text: _Text) -> PageArticle:
    blocks, kept = page.blocks, [choice.is_kept for choice in text.choices]
    first = kept.index(True) if any(kept) else len(blocks)
    named = title_of(blocks, page.marked) if page.marked else None
    title = named or find_title(blocks, said.statements, first, said.site_names)
    head = bylines.find_head(blocks, kept, title.place)
    head = head_of(head, page.marked) if page.marked else head
    statements = (
        *said.statements,
        *bylines.state_byline(page.root, head, kept),
        *bylines.state_times(page.root, head),
        *labels.state_tags(blocks, kept, title.text),
        *labels.state_crumbs(page.root, title.text),
    )
    standfirst, standfirst_place = find_standfirst(blocks, text.choices, title.place, statements, page.marked)
    apart = set() if page.marked else {title.place, standfirst_place} - {-1}
    choices = tuple(
        Choice(False, choice.margin, _TITLE) if place in apart and len([*filter(None, kept)]) > 1 else choice
        for place, choice in enumerate(text.choices)
    )
    if page.marked is None:
        choices = _without_repeated(blocks, choices, title, statements, said)
    return _put_together(page, said, _Text(choices, text.spine, text.oracle), statements, title, standfirst, head)


def _without_repeated(
    blocks: tuple[Block, ...],
    choices: tuple[Choice, ...],
    title: Title,
    statements: Sequence[Statement],
    said: _Said,
) -> tuple[Choice, ...]:
    """The choices with the lines out that open the text and only repeat headline, names, section and date."""
    authors = facts.merge_authors(statements, said.site_names).value
    labels = (*authors, facts.merge_section(statements, title.text, said.site_names).value)
    repeated = repeated_lines(blocks, [choice.is_kept for choice in choices], title.text, labels)
    return tuple(
        Choice(False, choice.margin, _FIELDS) if place in repeated else choice for place, choice in enumerate(choices)
    )


def _put_together(
    page: _Page,
    said: _Said,
    text: _Text,
    statements: Sequence[Statement],
    title: Title,
    standfirst: Found[str],
    head: bylines.Head,
) -> PageArticle:
    kept = [choice.is_kept for choice in text.choices]
    plain = "\n\n".join(block.text for block, is_kept in zip(page.blocks, kept, strict=True) if is_kept)
    canonical = facts.merge_address(statements, page.url)
    permalink = join(page.url or canonical.value, page.marked.address) if page.marked and page.marked.address else ""
    own = Found(permalink, "class u-url", 0.9) if split(permalink).netloc and not page.url else canonical
    dates = facts.merge_dates(statements, page.url or canonical.value, head.order)
    section = facts.merge_section(statements, title.text, said.site_names)
    credit = facts.first_value(statements, "credit")
    credit = credit if credit.value else find_credit(page.blocks, text.choices, is_marked=page.marked is not None)
    judgement = _judge(page, said, text, statements, title, dates)
    base = metatags.base_of(page.root)
    # Last, since it takes the tree apart.
    apart_figures = pictures_apart(page.marked) if page.marked else []
    projection = _project(page, kept, text.spine, title)
    picture, declared = find_lead(statements, projection.figures, apart_figures)
    return PageArticle(
        html=projection.html,
        text=plain,
        title=Found(title.text, title.where, title.confidence),
        standfirst=standfirst,
        authors=facts.merge_authors(statements, said.site_names),
        date=dates.date,
        updated=dates.updated,
        section=section,
        tags=facts.merge_tags(statements, title.text, section.value, said.site_names),
        credit=credit,
        language=_language(page, statements),
        url=own,
        site=facts.first_value(statements, "site"),
        image=Found(picture, declared.where, declared.trust) if declared else Found(Picture("")),
        expires=facts.first_value(statements, "expires"),
        corrections=said.corrections,
        canonical=facts.canonical_elsewhere(statements, permalink),
        base_url=join(page.url or own.value, base) if base else page.url or own.value,
        encoding=page.decoded.encoding,
        confidence=judgement.confidence,
        doubts=judgement.doubts,
        dropped=_dropped(page.blocks, text.choices, projection),
    )


def _language(page: _Page, statements: Sequence[Statement]) -> Found[str]:
    """The text's own language, where the page marks the text and says that it is in another than the rest."""
    own = page.marked.language if page.marked else ""
    stated = (Statement("language", own, "class e-content", 1.0), *statements) if own else statements
    return facts.merge_language(stated)


def _project(page: _Page, kept: Sequence[bool], spine: Spine, title: Title) -> Projection:
    """The article's part of the page; the text that the page marks is taken as it was, if all of it is wanted."""
    marked = page.marked
    if marked is None:
        return project(page.root, page.blocks, kept, spine.holder, title.place)
    is_whole = all(kept[block.index] for block in page.blocks if marked.text in (*block.path, block.element))
    return Projection(marked.html) if is_whole else project(page.root, page.blocks, kept, marked.text, -1)


def _judge(
    page: _Page, said: _Said, text: _Text, statements: Sequence[Statement], title: Title, dates: facts.Dates
) -> Judgement:
    # What became a field stands in the other opinion's text, and is agreed on.
    taken = [
        block
        for block, choice in zip(page.blocks, text.choices, strict=True)
        if choice.is_kept or choice.reason in (_TITLE, _FIELDS)
    ]
    return judge(
        Observed(
            blocks=page.blocks,
            choices=text.choices,
            agreement=text.oracle.agreement(taken),
            title=title.text,
            date=dates.date.value,
            open_date=dates.open_date,
            kind=facts.first_value(statements, "type").value,
            is_behind_paywall=said.is_behind_paywall,
            broken=page.decoded.broken,
            is_cut=page.is_cut,
            is_marked=page.marked is not None,
            is_undated=said.is_undated,
        )
    )


def _dropped(blocks: Sequence[Block], choices: Sequence[Choice], projection: Projection) -> tuple[Dropped, ...]:
    """Every block that is not in the article's HTML, with its reason."""
    return tuple(
        Dropped(block.element.sourceline or 0, block.text, choice.reason)
        for block, choice in zip(blocks, choices, strict=True)
        if not choice.is_kept and block.index not in projection.brought
    )
