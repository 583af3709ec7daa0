"""What comes through standard input becomes a file like any other, in the import's scratch folder."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from backfile.importers.unpacking import Unpacked

STANDARD_INPUT = Path("-")
_NAME = "standard input"


def receive(
    sources: Iterable[Path], stream: BinaryIO | None, scratch: Path
) -> tuple[tuple[Path, ...], tuple[Unpacked, ...]]:
    """The sources with a file for `-`, which holds what `stream` gave, and by which name it is known to people. Without
    a stream `-` is a name like any other."""
    named = tuple(sources)
    if stream is None or STANDARD_INPUT not in named:
        return named, ()
    path = scratch / STANDARD_INPUT  # a name from which nobody makes a slug
    with path.open("xb") as file:
        shutil.copyfileobj(stream, file)
    return tuple(path if one == STANDARD_INPUT else one for one in dict.fromkeys(named)), (Unpacked(_NAME, str(path)),)
