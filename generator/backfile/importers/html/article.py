"""What was said and found of a page becomes its article: every field with its place. Holds the order of the steps and
none of their rules."""

from collections.abc import Sequence

import msgspec
from lxml.html import HtmlElement

from backfile.importers.addresses import join, split
from backfile.importers.html import bylines, facts, labels, metatags
from backfile.importers.html.blocks import Block
from backfile.importers.html.choosing import Choice
from backfile.importers.html.decoding import Decoded
from backfile.importers.html.doubts import Judgement, Observed, judge
from backfile.importers.html.facts import Found
from backfile.importers.html.images import Picture, find_lead
from backfile.importers.html.marked import Marked, head_of, pictures_apart, title_of
from backfile.importers.html.opening import repeated_lines
from backfile.importers.html.projection import Projection, project
from backfile.importers.html.spine import Spine
from backfile.importers.html.standfirst import find_credit, find_standfirst
from backfile.importers.html.statements import Statement
from backfile.importers.html.titles import Title, find_title
from backfile.importers.html.votes import Ballot
from backfile.importers.importer import Dropped

_TITLE = "title or standfirst"
_FIELDS = "headline, byline or date"


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


class Page(msgspec.Struct, frozen=True):
    """A page as it was parsed: its tree, elements and blocks, where it was read, whether some of it was nested too deep
    to be read, and the entry that it marks. `elements` keeps lxml from making their Python objects anew."""

    root: HtmlElement
    elements: tuple[HtmlElement, ...]
    blocks: tuple[Block, ...]
    url: str
    decoded: Decoded
    is_cut: bool
    marked: Marked | None


class Said(msgspec.Struct, frozen=True):
    """What the page's head and marks say, and the text that it declares."""

    statements: tuple[Statement, ...]
    site_names: tuple[str, ...]
    declared_text: str
    is_behind_paywall: bool
    is_undated: bool
    corrections: tuple[tuple[str, str], ...]


class Text(msgspec.Struct, frozen=True):
    """Which of the page's blocks are the article, around which of them it was found, and the other opinion on it."""

    choices: tuple[Choice, ...]
    spine: Spine
    oracle: Ballot


def assemble(page: Page, said: Said, text: Text) -> PageArticle:
    """The article of a page, of what it says and of its text."""
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
    return _put_together(page, said, Text(choices, text.spine, text.oracle), statements, title, standfirst, head)


def _without_repeated(
    blocks: tuple[Block, ...],
    choices: tuple[Choice, ...],
    title: Title,
    statements: Sequence[Statement],
    said: Said,
) -> tuple[Choice, ...]:
    """The choices with the lines out that open the text and only repeat headline, names, section and date."""
    authors = facts.merge_authors(statements, said.site_names).value
    labels = (*authors, facts.merge_section(statements, title.text, said.site_names).value)
    repeated = repeated_lines(blocks, [choice.is_kept for choice in choices], title.text, labels)
    return tuple(
        Choice(False, choice.margin, _FIELDS) if place in repeated else choice for place, choice in enumerate(choices)
    )


def _put_together(
    page: Page,
    said: Said,
    text: Text,
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


def _language(page: Page, statements: Sequence[Statement]) -> Found[str]:
    """The text's own language, where the page marks the text and says that it is in another than the rest."""
    own = page.marked.language if page.marked else ""
    stated = (Statement("language", own, "class e-content", 1.0), *statements) if own else statements
    return facts.merge_language(stated)


def _project(page: Page, kept: Sequence[bool], spine: Spine, title: Title) -> Projection:
    """The article's part of the page; the text that the page marks is taken as it was, if all of it is wanted."""
    marked = page.marked
    if marked is None:
        return project(page.root, page.blocks, kept, spine.holder, title.place)
    is_whole = all(kept[block.index] for block in page.blocks if marked.text in (*block.path, block.element))
    return Projection(marked.html) if is_whole else project(page.root, page.blocks, kept, marked.text, -1)


def _judge(
    page: Page, said: Said, text: Text, statements: Sequence[Statement], title: Title, dates: facts.Dates
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
