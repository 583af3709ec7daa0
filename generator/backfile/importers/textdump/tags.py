"""Finds an article's tags around its end or under a label, and cuts them apart. Judges each by the article itself."""

import re
from collections.abc import Iterable

import msgspec

from backfile.importers.prose import count_words, ends_sentence, fold
from backfile.importers.textdump.credit import is_credit_line
from backfile.importers.textdump.kinds import Kind, kind_of
from backfile.importers.textdump.names import is_name
from backfile.importers.textdump.page import Page
from backfile.importers.textdump.pullquotes import is_pull_quote, tokens
from backfile.importers.textdump.taglabels import Label, is_part, may_be_tag, read_label
from backfile.importers.textdump.tagline import MOST_WORDS, Cut, Evidence, count_disorder, cut_tags, is_sure
from backfile.importers.textdump.tagplace import find_taught

AFTER_BODY = 8
INTO_BODY = 3
MOST_TAGS = 40
LONGEST_OF_OPEN = 4
MOST_UNUSED = 8
LONGEST_TAG = 6
FEWEST_SEPARATED = 3
FEWEST_IN_ORDER = 4
"""Four tags in alphabetical order come about by chance once in 24 times, and must be in the body half of them too."""

_HASHED = re.compile(r"#[^\W\d_][\w&.+-]*(?:[,\s]+#[^\W_][\w&.+-]*)*")
_HUMP = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-Þ][a-zß-ÿ])")
_SEPARATED = re.compile(r"[,;]|\s[|•·/]\s")
_SEPARATORS = (re.compile(r"\s*[,;]\s*"), re.compile(r"\s*[|•·]\s*"), re.compile(r"\s+/\s+"))
_STOPPING = frozenset(
    {
        Kind.COMMENTS,
        Kind.CLOSING,
        Kind.SHARE_ROW,
        Kind.LEGAL,
        Kind.SENTENCE,
        Kind.PROMPT,
        Kind.DATED,
        Kind.ASIDE,
        Kind.LONG,
    }
)


_PAGES_OWN = frozenset({Kind.COMMENTS, Kind.LEGAL, Kind.AGO})
_DOUBTFUL = frozenset({Kind.DATED, Kind.CLOSING, Kind.CAPTION, Kind.SHARE_ROW, Kind.PROMPT})
_FEET = frozenset({Kind.COMMENTS, Kind.CLOSING, Kind.SHARE_ROW})
_NO_TAG_LINE = re.compile(r"\d+ ?\w+$|with |.*[:«»›‹→←]|next |previous |leave ", re.IGNORECASE)
_MARKS = " ,;|"
_VOWELS = frozenset("AEIOUY")
_UNUSED = "Line {} may hold the tags, but could not be read as such: “{}”."


class Tags(msgspec.Struct, frozen=True):
    """The tags, the lines they were read from, why they may be wrong (empty: they are not in doubt), and the text that
    was cut at spaces (empty: none was)."""

    tags: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    doubt: str = ""
    spaced: str = ""


def find_tags(page: Page, title: int, evidence: Evidence) -> Tags:
    """The tags: under a label if there is one, else where the site has them, else a line of hashes, a list or a line in
    alphabetical order."""
    return (
        _labelled(page, title, evidence)
        or _placed(page, evidence)
        or _hashed(page, evidence)
        or _separated(page, evidence)
        or _listed(page, evidence)
        or _lined(page, evidence)
        or Tags(doubt=_doubt_unused(page))
    )


def _doubt_unused(page: Page) -> str:
    """A doubt for short lines between body and share row that are nothing else: they may be tags."""
    places: list[int] = []
    for index in range(page.span.end, min(len(page.lines), page.span.end + MOST_UNUSED + 1)):
        text = page.lines[index].text
        if page.kinds[index] in _FEET:
            return _UNUSED.format(page.lines[places[0]].number, page.lines[places[0]].text[:80]) if places else ""
        if page.kinds[index] not in (Kind.SHORT, Kind.PHRASE, Kind.LONG) or ends_sentence(text):
            return ""
        if not is_credit_line(text) and not is_name(text) and not _NO_TAG_LINE.match(text):
            places.append(index)
    return ""


def split_tags(text: str, evidence: Evidence) -> Cut:
    """The tags of one line, by the separators it has, or cut where it has none."""
    if _HASHED.fullmatch(text.strip()):
        return Cut(tuple(part.strip(" ,#") for part in re.split(r"[,\s]*#", text) if part.strip(" ,#")), separated=True)
    for separator in _SEPARATORS:
        parts = tuple(part.strip(" .").lstrip("# ") for part in separator.split(text) if part.strip(" #."))
        if len(parts) > 1 and count_words(text) <= LONGEST_TAG * len(parts):
            return Cut(parts, separated=True)
    return cut_tags(text, evidence)


def _labelled(page: Page, title: int, evidence: Evidence) -> Tags | None:
    start = title + 1 if title >= 0 else max(0, page.span.start - 10)
    for index in range(start, len(page.lines)):
        label = read_label(page.lines[index].text)
        if label is None or (label.is_open and index < page.span.end - INTO_BODY):
            continue
        found = _beside(index, label, evidence) if label.rest else _below(page, index, evidence)
        if found and found.tags:
            return found
    return None


def _beside(index: int, label: Label, evidence: Evidence) -> Tags | None:
    if ends_sentence(label.rest):
        return None
    cut = split_tags(label.rest, evidence)
    if label.is_open and not _is_tag_line(cut, evidence) and not _are_short(cut, label.rest):
        return None
    return _read_cut(cut, index, label.rest, evidence)


def _read_cut(cut: Cut, index: int, text: str, evidence: Evidence) -> Tags:
    """The tags of a line that is a tag line. Where spaces alone part them every word is of some tag, `R` and `share`
    too; what marks part may be a letter or label of the page."""
    if cut.separated:
        return Tags(_distinct(cut.tags, evidence), (index,))
    return Tags(_clean(tag for tag in cut.tags if is_part(tag)), (index,), _doubt(cut, evidence), text)


def _are_short(cut: Cut, text: str) -> bool:
    """Whether several tags stand between commas or bars, and none is as long as a headline."""
    is_list = cut.separated and _SEPARATED.search(text) is not None and len(cut.tags) > 1
    return is_list and all(count_words(tag) <= LONGEST_OF_OPEN for tag in cut.tags)


def _below(page: Page, index: int, evidence: Evidence) -> Tags | None:
    places = _run_of_labels(page, index + 1)
    tags = _distinct((page.lines[place].text for place in places), evidence)
    return Tags(tags, (index, *places)) if places else None


def _run_of_labels(page: Page, start: int) -> tuple[int, ...]:
    """The short lines from `start` that look alike: the same bullet, and a gap before each or before none."""
    places: list[int] = []
    for index in range(start, min(start + MOST_TAGS, len(page.lines))):
        line = page.lines[index]
        in_step = len(places) < 2 or line.gap == page.lines[places[-1]].gap
        alike = not places or (line.bullet == page.lines[start].bullet and in_step)
        # A tag may be `Google` or `top`, which alone would be a share row or a control.
        is_word = count_words(line.text) == 1 and page.kinds[index] in (Kind.SHARE_ROW, Kind.ASIDE)
        stops = page.kinds[index] in _STOPPING and not is_word
        if stops or count_words(line.text) > LONGEST_TAG or not alike:
            break
        places.append(index)
    return tuple(places)


def fits_tags(page: Page, index: int, evidence: Evidence) -> bool:
    """Whether the line could be tags: in order, and half of them things that the body speaks of."""
    text = page.lines[index].text
    if _own_kind(page, index) in _PAGES_OWN | _DOUBTFUL or _NO_TAG_LINE.match(text):
        return False
    if is_name(text) or is_credit_line(text):
        return False
    return _is_fitting(split_tags(text, evidence), evidence)


def _is_fitting(cut: Cut, evidence: Evidence) -> bool:
    return not cut.disorder and 0 < len(cut.tags) <= 2 * _supported(cut.tags, evidence)


def _own_kind(page: Page, index: int) -> Kind:
    """The kind of a line, also of one that repeats."""
    return page.kinds[index] if page.kinds[index] is not Kind.REPEATED else kind_of(page.lines[index])


def _placed(page: Page, evidence: Evidence) -> Tags | None:
    """The line where the site has its tags."""
    for index in find_taught(page, evidence.lexicon.spot):
        text = page.lines[index].text
        if len(text.split()) > MOST_WORDS or _is_quote(page, index):
            continue
        cut = split_tags(text, evidence)
        is_known = all(evidence.lexicon.has(fold(tag)) for tag in cut.tags)
        if is_known or _may_be_placed(page, index, cut, evidence):
            return _read_cut(cut, index, text, evidence)
    return None


def _may_be_placed(page: Page, index: int, cut: Cut, evidence: Evidence) -> bool:
    """Whether a line where the site has its tags may be tags that no other page has. Where some pages have the same
    line, or it has a date or a page's word, the tags must be in order, and half of them things that the body speaks
    of."""
    key, kind = page.keys[index], _own_kind(page, index)
    if kind in _PAGES_OWN or page.repeats.is_core(key) or is_credit_line(page.lines[index].text):
        return False
    is_open = kind in _DOUBTFUL or key in page.repeats.often
    return not is_open or _is_fitting(cut, evidence)


def _hashed(page: Page, evidence: Evidence) -> Tags | None:
    for index in _near_end(page):
        text = page.lines[index].text
        if _HASHED.fullmatch(text) and (text.count("#") > 1 or page.weights[index] < 0):
            spaced = (_spaced(tag, evidence) for tag in split_tags(text, evidence).tags)
            return Tags(_distinct(spaced, evidence), (index,))
    return None


def _spaced(tag: str, evidence: Evidence) -> str:
    """`PublicTransport` as `Public Transport`, if the archive or the body has that."""
    apart = _HUMP.sub(" ", tag)
    return apart if fold(apart) in evidence.known or f" {fold(apart)} " in evidence.body else tag


def _separated(page: Page, evidence: Evidence) -> Tags | None:
    """A line of short phrases between commas or bars, in alphabetical order or of things the body speaks of."""
    for index in _near_end(page):
        text = page.lines[index].text
        if page.kinds[index] not in (Kind.PHRASE, Kind.LONG, Kind.SHORT, Kind.ITEM) or ends_sentence(text):
            continue
        cut = split_tags(text, evidence) if _SEPARATED.search(text) else Cut(())
        is_list = cut.separated and len(cut.tags) >= FEWEST_SEPARATED
        if is_list and all(count_words(tag) <= LONGEST_TAG for tag in cut.tags):
            in_order = not count_disorder(cut.tags) and len(cut.tags) >= FEWEST_IN_ORDER
            if in_order or _supported(cut.tags, evidence) * 2 > len(cut.tags):
                return Tags(_distinct(cut.tags, evidence), (index,))
    return None


def _listed(page: Page, evidence: Evidence) -> Tags | None:
    """A bulleted list right behind the body, in alphabetical order and of things that the body speaks of."""
    for index in _near_end(page)[: INTO_BODY + 3]:
        places = _run_of_labels(page, index) if page.lines[index].bullet else ()
        tags = tuple(page.lines[place].text for place in places)
        if len(tags) > 1 and not count_disorder(tags) and _supported(tags, evidence) * 2 >= len(tags):
            return Tags(_distinct(tags, evidence), places)
    return None


def _lined(page: Page, evidence: Evidence) -> Tags | None:
    """Of the lines that could be tags cut by spaces the surest, one behind the body before one in it."""
    found = []
    for index in _near_end(page):
        if page.kinds[index] not in (Kind.PHRASE, Kind.LONG, Kind.SHORT) or ends_sentence(page.lines[index].text):
            continue
        cut = cut_tags(page.lines[index].text, evidence)
        if _is_tag_line(cut, evidence) and not _is_quote(page, index):
            found.append((index >= page.span.end, cut.margin, -index, cut))
    if not found:
        return None
    _, _, place, cut = max(found, key=lambda one: one[:3])
    return _read_cut(cut, -place, page.lines[-place].text, evidence)


def _is_quote(page: Page, index: int) -> bool:
    """Whether a paragraph has the line word for word: it is a pull quote."""
    paragraphs = [tokens(page.lines[place].text) for place in range(page.span.start, page.span.end) if place != index]
    return is_pull_quote(page.lines[index].text, paragraphs)


def _is_tag_line(cut: Cut, evidence: Evidence) -> bool:
    if cut.disorder:
        return False
    supported = _supported(cut.tags, evidence)
    if len(cut.tags) >= FEWEST_IN_ORDER:
        return supported * 2 >= len(cut.tags)
    return len(cut.tags) > 1 and supported == len(cut.tags)


def _supported(tags: tuple[str, ...], evidence: Evidence) -> int:
    keys = [fold(tag) for tag in tags]
    return sum(key in evidence.known or f" {key} " in evidence.body or evidence.lexicon.has(key) for key in keys)


def _near_end(page: Page) -> list[int]:
    """The last lines of the body and the first behind it."""
    found = []
    first = max(page.span.start + 1, page.span.end - INTO_BODY)
    for index in range(first, min(page.span.end + AFTER_BODY, len(page.lines))):
        if index >= page.span.end and page.kinds[index] in (Kind.COMMENTS, Kind.CLOSING):
            break
        found.append(index)
    return found


def _doubt(cut: Cut, evidence: Evidence) -> str:
    if cut.separated or is_sure(cut, evidence):
        return ""
    return "Where one tag ends and the next begins is not sure: " + " | ".join(cut.tags)[:300] + "."


def _distinct(tags: Iterable[str], evidence: Evidence) -> tuple[str, ...]:
    """The tags without labels and addresses, and of the single letters those that the article or the site has as a
    word."""
    return _clean(tag for tag in tags if may_be_tag(tag.strip(_MARKS)) or _is_letter(tag.strip(_MARKS), evidence))


def _is_letter(tag: str, evidence: Evidence) -> bool:
    """Whether the tag is a letter that the site has as a tag, or that the article writes alone as a capital, as the
    languages `C` and `R` are; a vowel may be a word of any sentence."""
    is_name = tag.isupper() and tag not in _VOWELS and f" {tag} " in evidence.written
    return len(tag) == 1 and (is_name or evidence.lexicon.has(fold(tag)))


def _clean(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.lstrip(" #").strip(_MARKS) for tag in tags))
