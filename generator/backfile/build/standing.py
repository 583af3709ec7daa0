"""What stands in the site when a build begins: by what the ledger remembers where a file is as it was written, and by
the bytes themselves where nothing that is remembered shall count."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from backfile.build.assets import digest_of_file
from backfile.build.ledger import OutputRow
from backfile.build.output import stands, stat_of
from backfile.digest import Digest


class Standing(msgspec.Struct, frozen=True):
    """The bytes of a file of the site, and its stat."""

    digest: Digest
    mtime_ns: int
    size: int


class Ground:
    """The site in the folder `output`; `owned` are the ledger's rows of it. A build that is forced takes no file for
    what the ledger says, and reads it."""

    def __init__(self, output: Path, owned: Mapping[str, OutputRow], *, is_forced: bool) -> None:
        self.owned = owned
        self._output = output
        self._is_forced = is_forced

    def keeps(self, path: str, key: Digest) -> bool:
        """Whether a file of that key need not be made again."""
        row = self.owned.get(path)
        return not self._is_forced and row is not None and row.key == key and stands(self._output, row)

    def standing(self, path: str) -> Standing | None:
        """What stands at a path that the ledger owns; None where nothing does that could stay."""
        row = self.owned.get(path)
        if row is None:
            return None
        if not self._is_forced:
            return Standing(row.digest, row.mtime_ns, row.size) if stands(self._output, row) else None
        stat = stat_of(self._output, path)
        try:
            return Standing(digest_of_file(self._output / path), *stat) if stat else None
        except OSError:
            return None
