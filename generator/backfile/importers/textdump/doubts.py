"""Why a person should look at an article before it goes in, and how sure its reading is. Changes nothing."""

import re

import msgspec

from backfile.importers.prose import count_words, ends_sentence, fold
from backfile.importers.textdump.body import Body
from backfile.importers.textdump.byline import Byline
from backfile.importers.textdump.headline import SURE_MARGIN, Headline
from backfile.importers.textdump.kinds import Kind
from backfile.importers.textdump.page import Page
from backfile.importers.textdump.settling import is_open_heading
from backfile.importers.textdump.span import greatest_span
from backfile.importers.textdump.steadiness import is_steady

FEWEST_WORDS = 80
FEWEST_PARAGRAPHS = 2
RIVAL_SHARE = 0.6
PROSE_SHARE = 0.5
LEFT_OUT_SHARE = 0.3
EACH_COSTS = 0.75

_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?(?:€|£|eur|usd)\b", re.I)
_SHOP = re.compile(
    r"add to (cart|basket|bag|wishlist)|buy now|in stock|out of stock|free shipping|checkout|shopping (cart|bag)|"
    r"in den warenkorb|ajouter au panier|anadir al carrito|adicionar ao carrinho|aggiungi al carrello|in winkelwagen"
)


class Judgement(msgspec.Struct, frozen=True):
    """A confidence from 0 to 1 and the doubts, each a sentence."""

    confidence: float
    doubts: tuple[str, ...]


def judge(page: Page, headline: Headline, byline: Byline, body: Body) -> Judgement:
    """What speaks against taking the article as it was read, and what only makes it less sure."""
    doubts = [
        *_about_title(headline),
        *_about_author(page, byline),
        *_about_date(page, byline),
        *_about_body(page, body),
        *_about_page(page, body),
    ]
    steps = len(doubts) + _count_signs(page, byline)
    return Judgement(round(EACH_COSTS**steps * _strength(page, body), 3), tuple(doubts))


def _count_signs(page: Page, byline: Byline) -> int:
    """How many signs speak against the reading that were right too often to be doubts. On 90 development pages the date
    of the last change was the day of publishing on 3 of 4, and each of the 3 bodies that were unsteady and bad had a
    doubt too."""
    has_only_updated = not byline.date and bool(byline.updated)
    return has_only_updated + (not is_steady(page))


def _about_title(headline: Headline) -> list[str]:
    if headline.index < 0:
        return ["No title was found."]
    if headline.margin < SURE_MARGIN:
        return ["Another line could as well be the title."]
    return []


def _about_author(page: Page, byline: Byline) -> list[str]:
    if byline.unread < 0:
        return []
    line = page.lines[byline.unread]
    return [f"No name was recognised in the byline in line {line.number}: “{line.text[:80]}”."]


def _about_date(page: Page, byline: Byline) -> list[str]:
    if byline.open_date:
        return [f"The date “{byline.open_date}” leaves open which number is the day and which the month."]
    if byline.open_year:
        return [f"The date “{byline.open_year}” leaves open which century it is of."]
    if byline.loose >= 0:
        line = page.lines[byline.loose]
        return [f"The date was read from line {line.number}, away from the byline: “{line.text[:80]}”."]
    if not byline.date and not byline.updated:
        return ["No date was found near the title."]
    return []


def _about_body(page: Page, body: Body) -> list[str]:
    texts = [page.lines[index].text for index in body.lines]
    total = sum(map(count_words, texts))
    running = [text for text in texts if count_words(text) >= 8 and ends_sentence(text)]
    doubts = []
    if total < FEWEST_WORDS or len(running) < FEWEST_PARAGRAPHS:
        doubts.append(f"There is little running text: {len(running)} paragraphs, {total} words in all.")
    if total and sum(map(count_words, running)) < PROSE_SHARE * total:
        doubts.append("Most of what was read is not sentences: it may be a list.")
    return doubts


def _about_page(page: Page, body: Body) -> list[str]:
    doubts = []
    rival = _rival(page)
    if rival:
        doubts.append(f"Running text stands elsewhere too, from line {rival}: it may belong to the article.")
    if _left_out_share(page, body) > LEFT_OUT_SHARE:
        doubts.append("Much of the text between the first and last paragraph was left out.")
    doubts += _about_subheads(page, body)
    if _is_shop(page):
        doubts.append("The page looks like a shop's.")
    return doubts


def _about_subheads(page: Page, body: Body) -> list[str]:
    shorts = [index for index in body.lines if page.kinds[index] is Kind.SHORT]
    return [
        f"“{page.lines[index].text}” in line {page.lines[index].number} may be of the page and not of the article."
        for index in shorts
        if is_open_heading(page.lines[index].text)
    ]


def _rival(page: Page) -> int:
    """The first line of another run of text nearly as strong as the body, or 0."""
    span = page.span
    before, after = greatest_span(page.weights[: span.start]), greatest_span(page.weights[span.end :])
    if max(before.weight, after.weight) < RIVAL_SHARE * span.weight:
        return 0
    start = before.start if before.weight >= after.weight else span.end + after.start
    return page.lines[start].number


def _left_out_share(page: Page, body: Body) -> float:
    dropped = sum(count_words(page.lines[index].text) for index in body.left_out)
    kept = sum(count_words(page.lines[index].text) for index in body.lines)
    return dropped / (dropped + kept) if dropped + kept else 1.0


def _is_shop(page: Page) -> bool:
    short = [fold(line.text) for line in page.lines if count_words(line.text) < 12]
    return sum(_SHOP.search(text) is not None for text in short) >= 2 and any(map(_PRICE.search, short))


def _strength(page: Page, body: Body) -> float:
    """From 0.3 for one sentence to 1 for an article of ten paragraphs that holds nearly all the page's text."""
    words = sum(count_words(page.lines[index].text) for index in body.lines)
    everything = sum(
        count_words(line.text) for line, kind in zip(page.lines, page.kinds, strict=True) if kind is Kind.SENTENCE
    )
    share = min(1.0, words / everything) if everything else 0.0
    return 0.3 + 0.4 * min(1.0, words / 300) + 0.3 * share
