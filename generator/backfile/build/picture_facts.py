"""What is known of the archive's pictures: each is looked at once, and again when its file changes. The ledger keeps
it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from backfile.build.engine import engine_digest
from backfile.build.executors import executor_of
from backfile.build.ledger import Ledger
from backfile.build.request import Request
from backfile.build.sources import Found
from backfile.build.workers import WORTH_A_POOL, LocalProcesses, Work
from backfile.digest import Digest
from backfile.pictures.facts import BROKEN, MOST_BYTES, MOST_PIXELS, TOO_LARGE, Facts, is_picture
from backfile.pictures.variants import Encoders
from backfile.problems import Location, Problem, warning

_BATCH = 8
"""Pictures that take a tenth of a second or so to decode together."""

_MEMO = "pictures"


class KnownPicture(msgspec.Struct, frozen=True, gc=False):
    """The facts of a picture, and its file as it was when it was looked at."""

    found: Found
    facts: Facts


class KnownPictures(msgspec.Struct, frozen=True):
    """All pictures of the archive, and what can be made of them here."""

    encoders: Encoders
    pictures: tuple[KnownPicture, ...]

    @property
    def facts(self) -> dict[str, Facts]:
        """The facts of each picture by its path."""
        return {known.found.path: known.facts for known in self.pictures}


NONE_KNOWN = KnownPictures(Encoders(), ())


def look_at_pictures(request: Request, media: Sequence[Found], ledger: Ledger) -> KnownPictures:
    """What is known of the pictures among the media, after a look at those that are new or changed."""
    pictures = [found for found in media if is_picture(found.path)]
    if not pictures:
        return NONE_KNOWN
    kept = None if request.force else _kept(ledger)
    known = {picture.found: picture for picture in kept.pictures} if kept else {}
    stale = [found for found in pictures if found not in known]
    if kept and not stale and len(known) == len(pictures):
        return kept
    request.progress("look", 0, len(stale))
    for number, (found, facts) in enumerate(zip(stale, _look_at_all(request, stale), strict=True), 1):
        request.progress("look", number, len(stale))
        known[found] = KnownPicture(found, facts)
    now = KnownPictures(kept.encoders if kept else _encoders(), tuple(known[found] for found in pictures))
    ledger.record_memo(_MEMO, engine_digest(), msgspec.msgpack.encode(now))
    return now


def known_pictures(media: Sequence[Found], ledger: Ledger) -> KnownPictures | None:
    """What is known of the pictures among the media if all have been looked at as they are; else None."""
    pictures = [found for found in media if is_picture(found.path)]
    if not pictures:
        return NONE_KNOWN
    kept = _kept(ledger)
    return kept if kept and [known.found for known in kept.pictures] == pictures else None


def picture_problems(known: KnownPictures, wanted: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with pictures, and which of the `wanted` formats cannot be made here."""
    for picture in known.pictures:
        if picture.facts.fault:
            yield _faulty(picture)
    if any(picture.facts.can_vary for picture in known.pictures):
        for name in sorted(set(wanted) - set(known.encoders.formats)):
            message = f"the Pillow that is installed here cannot write {name.upper()}; pictures come without it."
            hint = "Install its wheel from PyPI: pip install --force-reinstall --only-binary :all: pillow"
            yield warning(Location("backfile.toml"), message, hint)


def _faulty(picture: KnownPicture) -> Problem:
    place, facts = Location(picture.found.path), picture.facts
    if facts.fault == BROKEN:
        message = "this cannot be read as a picture; it was published as it is."
        return warning(place, message, "Save it anew from its original, or remove it.")
    if facts.width:
        size = f"has {facts.width:,} × {facts.height:,} pixels, more than {MOST_PIXELS // 1_000_000} million"
    else:
        size = f"has more than {MOST_BYTES >> 20} MB"
    message = f"the picture {size}; no smaller ones were made of it."
    return warning(place, message, "Save it smaller; a page shows 2,000 pixels of its width at most.")


def _kept(ledger: Ledger) -> KnownPictures | None:
    encoded = ledger.memo(_MEMO, engine_digest())
    return msgspec.msgpack.decode(encoded, type=KnownPictures) if encoded is not None else None


def _encoders() -> Encoders:
    from backfile.pictures.encoding import encoders  # Pillow: only where there are pictures that are new

    return encoders()


def _look_at_all(request: Request, stale: Sequence[Found]) -> Iterator[Facts]:
    many = request.executor and len(stale) >= WORTH_A_POOL
    executor = executor_of(request) if many else LocalProcesses(request.jobs)
    return Work(str, _look_at).run(str(request.root), stale, executor, _BATCH)


def _look_at(root: str, found: Found) -> Facts:
    from backfile.pictures.decoding import look

    if found.size > MOST_BYTES:
        return Facts(Digest(b""), fault=TOO_LARGE)
    try:
        data = Path(root, found.path).read_bytes()
    except OSError:
        return Facts(Digest(b""), fault=BROKEN)
    return look(data, is_drawing=found.path.lower().endswith(".svg"))
