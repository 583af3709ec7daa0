"""An article as Pagefind reads it: its words, what it is filtered and sorted by, and what its result shows."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from backfile.archive.catalog import Entry
from backfile.archive.urls import output_path
from backfile.build.spaceless import spaced
from backfile.config import further_taxonomies
from backfile.digest import digest_bytes
from backfile.markdown.body import Body
from backfile.pages.cards import Desk
from backfile.pages.views import Card, Link, Picture


def terms_of(entry: Entry, desk: Desk) -> tuple[Link, ...]:
    """An article's tags and its terms in further taxonomies, by whose labels it is found."""
    names = ("tag", *further_taxonomies(desk.config))
    return tuple(link for name in names for link in desk.terms(entry, name))


def token_of(url: str) -> str:
    """The word that stands for a term, by its address, in the index of each article that has it. Letters only: Pagefind
    would take words apart at anything else; and some that nobody writes."""
    return "zq" + "".join(chr(ord("a") + byte % 26) for byte in digest_bytes(url.encode())[:9]) + "q"


def write_record(folder: Path, position: int, desk: Desk, body: Body) -> None:
    """Writes the record of the article at that position to its own address, from which Pagefind takes the result's."""
    entry, card = desk.archive.entries[position], desk.cards[position]
    path = folder / output_path(card.url)
    path.parent.mkdir(parents=True, exist_ok=True)
    html = body.html(lambda written: "#")
    language = entry.article.lang or desk.config.language
    record = _record(card, terms_of(entry, desk), html, language, entry.article.standfirst)
    path.write_text(record, encoding="utf-8")


def _record(card: Card, terms: Sequence[Link], body: str, language: str, standfirst: str) -> str:
    """An article as Pagefind reads it. Values stand in attributes, so that commas and colons in them mean nothing.

    Between the anchors `~text` and `~end` stands what an excerpt may be taken from. What is shown but is no word of the
    article, its date and its picture, is an anchor too: Pagefind (1.5) finds articles by their metadata, so that every
    picture would be found by “svg” and every 29th of a month by “29”. So is a headline whose letters stand apart here.
    """
    text, quotes = map(spaced, _without_pull_quotes(body))
    intro = f'<p data-pagefind-weight="2">{_said(standfirst)}</p>' if standfirst else ""
    names = ", ".join(_said(author.label) for author in card.authors)
    labels = ", ".join(_said(term.label) for term in terms)
    told = f'<p data-pagefind-weight="4">{labels}</p>' if terms else ""
    every = (*terms, *card.authors, *([card.section] if card.section else []))
    tokens = " ".join(token_of(term.url) for term in every)
    return (
        f'<html lang="{_q(language)}"><head><title>{_q(card.title)}</title></head><body data-pagefind-body>'
        f"{_marks(card)}<h1>{_said(card.title)}</h1>"
        f"{_anchor('text')}{intro}{text}{_anchor('end')}{quotes}<p>{names}</p>{told}<p>{tokens}</p></body></html>"
    )


def _marks(card: Card) -> str:
    """What an article is filtered and sorted by, and what its result shows beside words."""
    filters = {
        "section": [card.section.label] if card.section else [],
        "tag": [tag.label for tag in card.tags],
        "author": [author.label for author in card.authors],
        "year": [str(card.date.year)],
    }
    marks = [_mark("filter", name, value) for name, values in filters.items() for value in values]
    marks.append(_mark("sort", "date", f"{card.date.instant + 10**12:015}"))
    marks.append(_mark("meta", "section", card.section.label if card.section else ""))
    marks.append(_mark("meta", "image", ""))  # else Pagefind takes the text's first, whose address is not known here
    marks.append(_anchor(f"date:{card.date.iso[:10]}"))
    if spaced(card.title) != card.title:
        marks.append(_anchor(f"title:{card.title}"))
    if card.picture:
        marks.append(_anchor(f"image:{_smallest(card.picture)}"))
    return "".join(marks)


def _smallest(picture: Picture) -> str:
    """The address of the smallest file that is enough for a result, in the format that most browsers have."""
    found = next((source.files for source in picture.sources if source.type == "image/webp"), ())
    return found[0].url if found else picture.src


def _mark(kind: str, name: str, value: str) -> str:
    return f'<i data-pagefind-{kind}="{name}[data-v]" data-v="{_q(value)}"></i>'


def _anchor(name: str) -> str:
    """A place in the record that the browser is told of. No heading has an id that begins so."""
    return f'<i id="~{_q(name)}"></i>'


_PULL_QUOTE = re.compile(r'<blockquote class="pullquote">.*?</blockquote>', re.DOTALL)


def _without_pull_quotes(body: str) -> tuple[str, str]:
    """The text without its pull quotes, which say twice what it says, and these: found by, but shown in no excerpt."""
    return _PULL_QUOTE.sub("", body), "".join(_PULL_QUOTE.findall(body))


def _said(text: str) -> str:
    """A text whose words are found."""
    return spaced(_q(text))


def _q(text: str) -> str:
    return escape(text, quote=True)
