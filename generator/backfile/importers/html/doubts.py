"""Why a person should look at a page's article before it goes in, and how sure its reading is. Changes nothing."""

import re
from collections.abc import Sequence

import msgspec

from backfile.importers.html.blocks import Block
from backfile.importers.html.choosing import Choice, certainty
from backfile.importers.html.evidence import HEADINGS

FEWEST_WORDS = 80
FEWEST_PARAGRAPHS = 2
AGREEMENT = 0.75
EACH_COSTS = 0.75
LIST_TEASERS = 4

_ERROR = re.compile(
    r"^\W*(?:error|http)?\W*(?:404|403|410|500|502|503)\b|page not found|not found|seite nicht gefunden|page "
    r"introuvable|página no encontrada|"
    r"access denied|forbidden|just a moment|attention required|are you a robot|captcha|service unavailable|bad gateway",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"subscribe (?:now|today|to (?:continue|read|unlock))|to (?:continue|keep) reading|already a subscriber|"
    r"subscribers? only|"
    r"(?:this|the) (?:article|content|story) is (?:for|only|available|exclusive)|become a (?:member|"
    r"subscriber) to|sign in to (?:continue|read)|"
    r"jetzt weiterlesen|nur für abonnenten|réservé aux abonnés|exclusivo para suscriptores|exclusivo para assinantes",
    re.IGNORECASE,
)


class Observed(msgspec.Struct, frozen=True):
    """What of a page's reading can be doubtful: blocks and choices, how far the two opinions agree on the text (-1: one
    has none), the fields found, and what the page says of itself; whether it marks its text, so that nobody had to find
    it, and whether it says that it is a page without a date."""

    blocks: Sequence[Block]
    choices: Sequence[Choice]
    agreement: float
    title: str
    date: str
    open_date: str
    kind: str
    is_behind_paywall: bool
    broken: int
    is_cut: bool
    is_marked: bool = False
    is_undated: bool = False


class Judgement(msgspec.Struct, frozen=True):
    """A confidence from 0 to 1 and the doubts, each a sentence."""

    confidence: float
    doubts: tuple[str, ...]


def judge(observed: Observed) -> Judgement:
    """What speaks against taking the article as it was read."""
    doubts = (*(() if observed.is_marked else _about_text(observed)), *_about_fields(observed), *_about_page(observed))
    sureness = certainty(observed.blocks, observed.choices) or float(observed.is_marked)
    agreement = 1.0 if observed.is_marked else observed.agreement if observed.agreement >= 0 else 0.5
    confidence = (0.5 + 0.5 * agreement) * sureness * EACH_COSTS ** len(doubts)
    return Judgement(round(confidence, 3), doubts)


def _about_text(observed: Observed) -> list[str]:
    kept = [block for block, choice in zip(observed.blocks, observed.choices, strict=True) if choice.is_kept]
    words = sum(len(block.words) for block in kept)
    paragraphs = sum(len(block.words) >= 8 and block.link_share < 0.5 for block in kept)
    doubts = []
    if words < FEWEST_WORDS or paragraphs < FEWEST_PARAGRAPHS:
        doubts.append(f"There is little running text: {paragraphs} paragraphs, {words} words in all.")
    if 0 <= observed.agreement < AGREEMENT:
        doubts.append(f"Two ways of finding the text agree on {observed.agreement:.0%} of it only.")
    if words and sum(block.linked for block in kept) > 0.5 * words:
        doubts.append("Most of the text is links: it may be a list.")
    return doubts


def _about_fields(observed: Observed) -> list[str]:
    doubts = []
    if not observed.title:
        doubts.append("No title was found.")
    if observed.open_date:
        doubts.append(f"The date “{observed.open_date}” leaves open which number is the day and which the month.")
    elif not observed.date and not observed.is_undated:
        doubts.append("No date was found.")
    if observed.broken:
        doubts.append(f"{observed.broken} characters could not be decoded and were replaced by U+FFFD.")
    return doubts


def _about_page(observed: Observed) -> list[str]:
    doubts = []
    if observed.is_cut:
        doubts.append("Elements are nested so deep that some of the page could not be read.")
    words = sum(
        len(block.words) for block, choice in zip(observed.blocks, observed.choices, strict=True) if choice.is_kept
    )
    is_article = observed.is_marked and bool(observed.date)
    if _ERROR.search(observed.title) and words < 200 and not is_article:
        doubts.append("The page looks like an error message.")
    if words < 300 and (
        observed.is_behind_paywall
        or any(_WALL.search(block.text) for block in observed.blocks if len(block.words) < 60)
    ):
        doubts.append("The text may be only the beginning: the page asks for a subscription.")
    if _count_teasers(observed) >= LIST_TEASERS:
        doubts.append("The page looks like a front page or a list of articles.")
    return doubts


def _count_teasers(observed: Observed) -> int:
    """How many of the headings that were kept are links: an article's subheads are none."""
    pairs = zip(observed.blocks, observed.choices, strict=True)
    return sum(choice.is_kept and block.tag in HEADINGS and block.link_share > 0.8 for block, choice in pairs)
