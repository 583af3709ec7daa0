"""A saved page's bytes become an article, or the reason why there is none: decoded, parsed, heard, and its text found.
Holds the order of the steps and none of their rules."""

import re

import msgspec
from lxml.html import HtmlElement

from backfile.importers.html import facts, jsonld, metatags, microdata
from backfile.importers.html.article import Page, PageArticle, Said, Text, assemble
from backfile.importers.html.blocks import Block, list_blocks
from backfile.importers.html.choosing import Choice, choose
from backfile.importers.html.decoding import decode
from backfile.importers.html.evidence import Opinions, gather_evidence
from backfile.importers.html.kinds import is_undated, why_no_article
from backfile.importers.html.marked import Marked, choose_marked, find_marked
from backfile.importers.html.oracle import find_text
from backfile.importers.html.site import SiteLesson
from backfile.importers.html.spine import find_spine
from backfile.importers.html.statements import of_field
from backfile.importers.html.tree import MOST_ELEMENTS, MOST_TAGS, count_characters, count_elements, parse, settle
from backfile.importers.html.votes import Ballot

MAX_BYTES = 64 * 1024 * 1024
MOST_CHARACTERS = 2_000_000
"""A long book; the longest of 246 real pages has 490,000."""

_ELEMENT = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|a|table|article|section|span|h[1-6]|ul|ol|meta|title|br|main)\b", re.I
)
_REPEATED = "on other pages of the site too"


class Refusal(msgspec.Struct, frozen=True):
    """Why no article can be read from these bytes, and what a person can do. `is_stray` tells that there is none in
    them, and not that they are too much."""

    message: str
    hint: str
    is_stray: bool = False


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
    page = Page(root, elements, blocks, url, decoded, parsed.is_cut, marked)
    return assemble(page, said, text)


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


def _read_statements(root: HtmlElement, objects: tuple[jsonld.Object, ...], url: str, lesson: SiteLesson) -> Said:
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
    return Said(
        told,
        facts.name_sites(told, url),
        jsonld.declared_text(objects),
        jsonld.is_behind_paywall(objects),
        is_undated(objects),
        tuple(jsonld.read_corrections(article)) if article else (),
    )


def _find_text(
    root: HtmlElement, blocks: tuple[Block, ...], said: Said, lesson: SiteLesson, marked: Marked | None
) -> Text:
    oracle = Ballot(find_text(root))
    votes = oracle.shares(blocks)
    votes = tuple(0.0 if lesson.is_repeated(block) else vote for block, vote in zip(blocks, votes, strict=True))
    declared = Ballot(said.declared_text).shares(blocks) if said.declared_text else ()
    spine = find_spine(blocks, votes)
    title = next((one.value for one in of_field(said.statements, "page title")), "")
    choices = choose(blocks, gather_evidence(blocks, spine, Opinions(votes, declared), title))
    if marked:
        return Text(choose_marked(blocks, choices, marked), spine, oracle)
    choices = tuple(
        Choice(False, choice.margin, _REPEATED) if choice.is_kept and lesson.is_repeated(block) else choice
        for block, choice in zip(blocks, choices, strict=True)
    )
    return Text(choices, spine, oracle)
