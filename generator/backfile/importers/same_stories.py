"""The articles of an import beside each other and beside the archive: which are one story. Reads the archive; what is
found is remembered in the record of imports, so that the choice stays."""

import re
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from backfile.build.request import Progress
from backfile.importers.duplicates.candidates import Candidates, Rank
from backfile.importers.duplicates.gist import Gist
from backfile.importers.duplicates.judging import NEAR, is_near, is_same, likeness, lost
from backfile.importers.duplicates.sketch import gist_of
from backfile.importers.duplicates.story import Story, story_of
from backfile.importers.fuller import Fuller, mark_of
from backfile.importers.importer import Draft, Dropped, Reading
from backfile.importers.origins import MAX_BYTES
from backfile.importers.placing import QUARANTINE, Wishes, identities, text_of
from backfile.importers.record import ImportRecord
from backfile.importers.spool import reading_at

_NO_DATE = 1 << 62
_LEFT_OUT = "the article is left out as the same story as another, which has not got this"


class Twin(msgspec.Struct, frozen=True):
    """The better one of two stories: its file where the archive has it, else the name by which this import knows it;
    how alike they are, from 0 to 1; and what it lacks of the other."""

    path: str
    name: str
    likeness: float
    lacks: tuple[Dropped, ...] = ()


class _Item(msgspec.Struct, frozen=True):
    """An article that is compared: a file of the archive, or a reading of the import. One that goes nowhere, as another
    source has it more whole, is nobody's twin."""

    path: str = ""
    name: str = ""
    reading: Reading | None = None
    goes_nowhere: bool = False


class Verdicts(msgspec.Struct, frozen=True):
    """What was found of readings, by their names: the story in whose favour one is left out, and the story that is most
    like one which is imported all the same."""

    same: dict[str, Twin] = {}
    near: dict[str, Twin] = {}


class SameStories:
    """What is the same story in the archive at `root` and an import into it. Every reading that is new to the archive
    is noted first; then they are compared, once: `verdicts`. `wanted` are the names of readings that are somebody's
    twin: where they go is asked for. Texts and names stay in the files where they are."""

    def __init__(self, root: Path, wishes: Wishes, record: ImportRecord) -> None:
        self._root = root
        self._wishes = wishes
        self._record = record
        self._candidates = Candidates()
        self._spools: list[Path] = []
        self._places = array("Q")
        self._spooled = array("H")
        self._paths: list[str] = []
        self._noted: set[int] = set()
        self._fuller = Fuller()
        self.verdicts = Verdicts({}, {})
        self.wanted: set[str] = set()

    def note(self, reading: Reading, spool: Path, place: int) -> None:
        """Takes in a reading that became no file before, which is at that place of a spool's file. One that an earlier
        import left out as a twin stays out, as long as its source and the file are there as they were."""
        name, draft = name_of(reading), reading.draft
        if draft is None or (mark := mark_of(name)) in self._noted:
            return
        self._noted.add(mark)
        known = self._record.duplicate(name)
        if known and known.sha256 == reading.sha256 and (self._root / known.path).is_file():
            self.verdicts.same[name] = Twin(known.path, "", 1.0)
            return
        gist = reading.gist or gist_of(draft.body, draft.title, draft.date)
        if self._add(gist, draft.date, len(draft.url or draft.origin_url), is_new=True):
            if spool not in self._spools[-1:]:
                self._spools.append(spool)
            self._places.append(place)
            self._spooled.append(len(self._spools) - 1)

    def compare(self, progress: Progress, fuller: Fuller) -> None:
        """Compares all that was noted with each other and with the archive; the better of each two come first. `fuller`
        knows which of them go nowhere."""
        self._fuller = fuller
        progress("compare", 0, 0)
        if not len(self._candidates):
            return
        there = tuple(archived(self._root))
        for count, path in enumerate(there, 1):
            text = (self._root / path).read_bytes().decode("utf-8", "replace")
            body, title, date = _rough(text)
            if self._add(gist_of(body, title, date), date, 0, is_new=False):
                self._paths.append(path)
            progress("compare, archive", count, len(there))
        for count, (number, others) in enumerate(self._candidates.pairs(), 1):
            self._judge(number, others)
            progress("compare", count, 0)
        self._candidates = Candidates()
        self._noted.clear()

    def same(self, reading: Reading) -> Twin | None:
        """The story in whose favour this one is left out."""
        return self.verdicts.same.get(name_of(reading))

    def _add(self, gist: Gist, date: str, address: int, *, is_new: bool) -> bool:
        """Takes in a text; whether it is long enough for that."""
        if not gist.signature:
            return False
        day = re.sub(r"\D", "", date[:10])
        instant = int(day) if day else _NO_DATE
        rank = Rank(is_new, -gist.pictures, -gist.words, not day, instant, address)
        self._candidates.add(gist.signature, rank, gist.subject)
        return True

    def _judge(self, number: int, others: Sequence[int]) -> None:
        item, same, near = self._item(number), self.verdicts.same, self.verdicts.near
        story = self._story(item)
        if story is None:
            return
        for other in map(self._item, others):
            found = self._story(other) if other.name not in same else None
            if found is None:
                continue
            like = likeness(found, story)
            if is_same(found, story, like):
                lacks = tuple(Dropped(part.line, part.text, _LEFT_OUT) for part in lost(found, story))
                same[item.name] = Twin(other.path, other.name, like.jaccard, lacks)
                near.pop(item.name, None)
                break
            before = near.get(item.name)
            if is_near(found, story, like) and like.jaccard > (before.likeness if before else NEAR - 1):
                near[item.name] = Twin(other.path, other.name, like.jaccard)
        twin = same.get(item.name) or near.get(item.name)
        if twin and twin.name:
            self.wanted.add(twin.name)

    def _item(self, number: int) -> _Item:
        """The article that was taken in as that; those of the archive came after all others."""
        if number >= len(self._places):
            return _Item(path=self._paths[number - len(self._places)])
        spool, place = self._spools[self._spooled[number]], self._places[number]
        with spool.open("rb") as file:
            reading = reading_at(file, place)
        return _Item("", name_of(reading), reading, self._fuller.has(reading, spool, place))

    def _story(self, item: _Item) -> Story | None:
        reading = item.reading
        if item.goes_nowhere:
            return None
        if reading is None:
            text = (self._root / item.path).read_bytes().decode("utf-8", "replace")
            return story_of(text, self._wishes.timezone)
        comments = [comment.text for comment in reading.draft.comments] if reading.draft else []
        return story_of(text_of(reading, "", self._wishes, {}), self._wishes.timezone, comments)


def name_of(reading: Reading) -> str:
    """What an import knows a story by: two articles of one address and two titles are two."""
    return f"{identities(reading)[0]}\n{reading.draft.title if reading.draft else ''}"


def addresses_of(draft: Draft) -> tuple[str, ...]:
    """The addresses of a draft, as paths, that shall lead to its twin."""
    parts = urlsplit(draft.origin_url)
    origin = parts.path if parts.scheme in ("http", "https") and not parts.query else ""
    own = (draft.url, *draft.aliases) if draft.url or draft.aliases else (origin,)
    return tuple(dict.fromkeys(address for address in own if address not in ("", "/")))


def archived(root: Path) -> Iterator[str]:
    """The files of the archive's articles, quarantine apart, in order."""
    for path in sorted((root / "content").rglob("*.md")) if (root / "content").is_dir() else ():
        relative = path.relative_to(root).as_posix()
        if path.is_file() and path.stat().st_size <= MAX_BYTES and not relative.startswith(f"{QUARANTINE}/"):
            yield relative


_TITLE = re.compile(r"^title:[ ]*(.*)$", re.MULTILINE)
_DATE = re.compile(r"^date:[ ]*[\"']?(\S{10})", re.MULTILINE)


def _rough(text: str) -> tuple[str, str, str]:
    """Body, title and day of a file by the look of its header, a hundred times as fast as reading it. It only helps to
    find what is then read."""
    end = text.find("\n---", 3) if text.startswith("---") else -1
    header, body = (text[:end], text[end + 4 :]) if end > 0 else ("", text)
    title, date = _TITLE.search(header), _DATE.search(header)
    return body, title[1] if title else "", date[1] if date else ""
