"""The search index: Pagefind, driven with records made from what the build holds, in shards of a bounded size. A shard
is made again only when one of its articles changed."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import msgspec

from backfile.archive.catalog import Entry
from backfile.archive.urls import output_path
from backfile.build.assets import digest_of_file
from backfile.build.ledger import BodyReader, OutputRow
from backfile.build.request import Progress
from backfile.config import further_taxonomies
from backfile.digest import Digest, digest_of
from backfile.markdown.body import Body
from backfile.pages.cards import Desk
from backfile.pages.views import Card

MERGE_BELOW = 1.6
"""An archive of up to 1.6 shards is one index: below about 8,000 articles one index answers fastest."""


class Shard(msgspec.Struct, frozen=True):
    """Some of the articles, oldest first, as positions in the archive: where their index goes, and its key."""

    folder: str
    positions: tuple[int, ...]
    key: Digest


def plan_shards(desk: Desk, base: str, reading: Digest) -> tuple[Shard, ...]:
    """The shards of the archive. A full one is never moved: only the last takes new articles."""
    config = desk.config
    positions = [p for p, entry in enumerate(desk.archive.entries) if _is_searchable(entry)]
    size = config.search.shard_size
    if len(positions) <= size * MERGE_BELOW:
        size = max(len(positions), 1)
    parts = [positions[start : start + size] for start in range(0, len(positions), size)] or [[]]
    return tuple(
        Shard(shard_folder(number), tuple(part), _key(part, desk, base, reading))
        for number, part in enumerate(parts, 1)
    )


def shard_folder(number: int) -> str:
    """Where a shard's index stands: the first in `pagefind`, where the script is looked for."""
    return "pagefind" if number == 1 else f"pagefind/shard-{number}"


def is_in_shard(path: str, shard: Shard) -> bool:
    """Whether a file of the site belongs to that shard: the first's folder holds the others'."""
    inside = path.startswith(f"{shard.folder}/")
    return inside and (shard.folder != "pagefind" or not path.startswith("pagefind/shard-"))


def _is_searchable(entry: Entry) -> bool:
    return entry.article.searchable and not entry.article.noindex


def _key(positions: Sequence[int], desk: Desk, base: str, reading: Digest) -> Digest:
    entries = desk.archive.entries
    facts = [(entries[p].article.digest, desk.cards[p], _labels(entries[p], desk)) for p in positions]
    return digest_of(facts, desk.config.language, base, reading)


def _labels(entry: Entry, desk: Desk) -> tuple[str, ...]:
    """The labels of an article's tags and of its terms in further taxonomies, by which it is found."""
    names = ("tag", *further_taxonomies(desk.config))
    return tuple(link.label for name in names for link in desk.terms(entry, name))


def search_json(shards: Sequence[Shard]) -> bytes:
    """The list of the indexes, for the script that searches them."""
    return msgspec.json.encode({"indexes": [f"/{shard.folder}/" for shard in shards]}) + b"\n"


class Counting:
    """Counts through all shards that are made: articles whose records are written, and articles that are indexed, of
    `total`."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total = progress, total
        self._recorded, self._indexed = 0, 0

    def record(self) -> None:
        """One more record is written."""
        self._recorded += 1
        self._progress("search", self._recorded, self._total)

    def index(self, articles: int) -> None:
        """So many more articles are indexed; with 0 that begins."""
        self._indexed += articles
        self._progress("index", self._indexed, self._total)


def index_shard(
    shard: Shard, desk: Desk, ledger: Path, records: Path, site: Path, counting: Counting
) -> list[OutputRow]:
    """Builds a shard's index at its place in the staged site, from records written below `records`; the rows of its
    files. Raises OSError where Pagefind cannot run.

    The records go to Pagefind as a folder of files in one call: its Python client takes a tenth of a second for each
    message (1.5.2), which at one message an article came to 17 minutes for 10,000.
    """
    target = site / shard.folder
    records.mkdir(parents=True)
    reader = BodyReader(ledger)
    decode = msgspec.msgpack.Decoder(Body).decode
    for position in shard.positions:
        encoded = reader.body(desk.cards[position].source)
        if encoded is not None:
            _write_record(records, position, desk, decode(encoded))
        counting.record()
    counting.index(0)
    asyncio.run(_index(records, target, desk.config.language))
    counting.index(len(shard.positions))
    return list(_rows(target, shard))


def _write_record(folder: Path, position: int, desk: Desk, body: Body) -> None:
    """A file at the article's own address, from which Pagefind takes the result's."""
    entry, card = desk.archive.entries[position], desk.cards[position]
    path = folder / output_path(card.url)
    path.parent.mkdir(parents=True, exist_ok=True)
    html = body.html(lambda written: "#")
    language = entry.article.lang or desk.config.language
    record = _record(card, _labels(entry, desk), html, language, entry.article.standfirst)
    path.write_text(record, encoding="utf-8")


def _rows(target: Path, shard: Shard) -> Iterator[OutputRow]:
    for path in sorted(target.rglob("*")):
        if path.is_file() and is_in_shard(output := f"{shard.folder}/{path.relative_to(target).as_posix()}", shard):
            info = path.stat()
            yield OutputRow(output, "search", shard.key, digest_of_file(path), info.st_mtime_ns, info.st_size)


async def _index(records: Path, target: Path, language: str) -> None:
    """One index, in the site's language: Pagefind would make one a language and ask only that of the page one is on."""
    from pagefind.index import IndexConfig, PagefindIndex

    config = IndexConfig(
        output_path=str(target),
        # So that “C++” and “AT&T” are words. Not the full stop: the last word of a sentence would be another with it.
        include_characters="+#&@",
        exclude_selectors=[".footnote-ref", ".footnote-backref"],
        force_language=language,
    )
    async with PagefindIndex(config=config) as index:
        await index.add_directory(str(records))


def _record(card: Card, labels: Sequence[str], body: str, language: str, standfirst: str) -> str:
    """An article as Pagefind reads it. Values stand in attributes, so that commas and colons in them mean nothing.

    Between the anchors `~text` and `~end` stands what an excerpt may be taken from. What is shown but is no word of the
    article, its date and its picture, is an anchor too: Pagefind (1.5) finds articles by their metadata, so that
    every picture would be found by “svg” and every 29th of a month by “29”.
    """
    text, quotes = _without_pull_quotes(body)
    intro = f'<p data-pagefind-weight="2">{_q(standfirst)}</p>' if standfirst else ""
    names = ", ".join(_q(author.label) for author in card.authors)
    terms = f'<p data-pagefind-weight="4">{", ".join(map(_q, labels))}</p>' if labels else ""
    return (
        f'<html lang="{_q(language)}"><head><title>{_q(card.title)}</title></head><body data-pagefind-body>'
        f"{_marks(card)}<h1>{_q(card.title)}</h1>"
        f"{_anchor('text')}{intro}{text}{_anchor('end')}{quotes}<p>{names}</p>{terms}</body></html>"
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
    if card.picture:
        marks.append(_anchor(f"image:{card.picture.src}"))
    return "".join(marks)


def _mark(kind: str, name: str, value: str) -> str:
    return f'<i data-pagefind-{kind}="{name}[data-v]" data-v="{_q(value)}"></i>'


def _anchor(name: str) -> str:
    """A place in the record that the browser is told of. No heading has an id that begins so."""
    return f'<i id="~{_q(name)}"></i>'


_PULL_QUOTE = re.compile(r'<blockquote class="pullquote">.*?</blockquote>', re.DOTALL)


def _without_pull_quotes(body: str) -> tuple[str, str]:
    """The text without its pull quotes, which say twice what it says, and these: found by, but shown in no excerpt."""
    return _PULL_QUOTE.sub("", body), "".join(_PULL_QUOTE.findall(body))


def _q(text: str) -> str:
    return escape(text, quote=True)
