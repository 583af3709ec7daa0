"""The one door through which anything reaches a site: all of a change in one act where the system can exchange two
folders, else file by file, which the next build completes should this one be cut off."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from backfile.build.exchange import can_exchange, exchange, sync_all, sync_folder
from backfile.build.ledger import Ledger
from backfile.build.output import PREVIEW_SITE, publish
from backfile.build.request import Progress
from backfile.build.spare import Spare, SpareRecord, clock_of, folders_above, identity_of
from backfile.digest import digest_bytes

_KEY = digest_bytes(b"spare, 1")


class Door:
    """Publishes files that lie in `staged` as they will in the site `site`, the folder `output`. The spare lies beside
    the stage, on the file system of the output."""

    def __init__(self, ledger: Ledger, site: str, output: Path, stages: Path) -> None:
        self._ledger = ledger
        self._name, self._site = site, output.resolve()
        self._near = spares_of(stages)
        self._spare = spare_of(site, stages)

    def put(self, staged: Path, wanted: Sequence[str], removed: Sequence[str], progress: Progress) -> None:
        """Puts `wanted` in place and takes `removed` away. Raises OSError: the site is then as it was, or, where there
        is no exchange, in part as it will be."""
        if not wanted and not removed:
            self._ledger.intend(self._name, ())
            return
        record = self._recorded()
        self._ledger.record_memo(self._memo, _KEY, b"")
        self._ledger.intend(self._name, wanted)
        changed = tuple(sorted(folders_above((*wanted, *removed))))
        if len(wanted) + len(removed) == 1 and self._site.is_dir():
            publish(staged, self._site, wanted, removed, progress)  # one file: one act already
            if record:
                behind = tuple(sorted({*record.behind, *changed}))
                self._record(behind, record.strange)
            return
        if not self._exchange(record, staged, wanted, removed, changed, progress):
            publish(staged, self._site, wanted, removed, progress)
            shutil.rmtree(self._near, ignore_errors=True)

    def _exchange(
        self,
        record: SpareRecord | None,
        staged: Path,
        wanted: Sequence[str],
        removed: Sequence[str],
        changed: tuple[str, ...],
        progress: Progress,
    ) -> bool:
        """Whether the change was made in one act; if not, nothing was done."""
        try:
            self._near.mkdir(parents=True, exist_ok=True)
            if os.path.ismount(self._site) or not can_exchange(self._near):
                return False
            begun = clock_of(self._near)
            spare = self._prepare(record)
        except OSError:
            return False
        publish(staged, self._spare, wanted, removed, progress)
        is_durable = not self._site.as_posix().endswith(PREVIEW_SITE)
        if is_durable:
            sync_all(self._spare)
        if not self._site.exists():
            self._site.parent.mkdir(parents=True, exist_ok=True)
            self._spare.rename(self._site)
            with suppress(OSError):  # spares of other outputs may be there
                self._near.rmdir()
        else:
            try:
                exchange(self._spare, self._site)
            except OSError:
                # The files lie in the spare as they lay in the stage: they are moved on, one by one.
                publish(self._spare, self._site, wanted, removed, progress)
                shutil.rmtree(self._near, ignore_errors=True)
                return True
            if spare:
                spare.save_late(begun, removed)
                self._record(changed, tuple(sorted(spare.strange)))
        if is_durable:
            sync_folder(self._site.parent)
        return True

    def _prepare(self, record: SpareRecord | None) -> Spare | None:
        """Makes the spare what the site is; None where there is no site yet, and it is empty."""
        if not self._site.exists():
            shutil.rmtree(self._spare, ignore_errors=True)
            self._spare.mkdir()
            return None
        ours = folders_above(row[0] for row in self._ledger.output_stats(self._name))
        spare = Spare(self._site, self._spare, ours)
        if record and self._is_trusted(record):
            spare.catch_up(record)
        else:
            spare.make_anew()
        return spare

    def _is_trusted(self, record: SpareRecord) -> bool:
        """Both folders are those of the record, and no clock was put back since."""
        are_they = (identity_of(self._site), identity_of(self._spare)) == (record.site, record.spare)
        return are_they and record.since_ns <= clock_of(self._near)

    @property
    def _memo(self) -> str:
        return f"spare of {self._name}"

    def _recorded(self) -> SpareRecord | None:
        """What the last publication told of the spare; None where it was cut off or there is no spare."""
        known = self._ledger.memo(self._memo, _KEY)
        if not known or self._ledger.intents(self._name):
            return None
        try:
            return msgspec.msgpack.decode(known, type=SpareRecord)
        except msgspec.DecodeError:
            return None

    def _record(self, behind: tuple[str, ...], strange: tuple[str, ...]) -> None:
        """Tells the next publication of the spare, as soon as the ledger is committed."""
        site, spare = identity_of(self._site), identity_of(self._spare)
        if site and spare:
            record = SpareRecord(site, spare, clock_of(self._near), behind, strange)
            self._ledger.record_memo(self._memo, _KEY, msgspec.msgpack.encode(record))


def spares_of(stages: Path) -> Path:
    """The folder of the spares, beside that of the stages."""
    return stages.with_name(f"{stages.name.removesuffix('stage')}spare")


def spare_of(site: str, stages: Path) -> Path:
    """The spare of a site: its name tells it from those of the archive's other outputs."""
    return spares_of(stages) / hashlib.sha256(site.encode()).hexdigest()[:16]
