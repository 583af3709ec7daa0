"""Renames tags in the files of an archive: every new text is made and checked first, then all are put in place, or
none."""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from backfile.archive.article import Article, Source
from backfile.archive.retagging import Retagged, retag
from backfile.archive.taxonomy import term_key
from backfile.build.ledger import FOLDER
from backfile.build.lock import locked
from backfile.config import Config
from backfile.digest import digest_bytes
from backfile.problems import Location, Problem


class Retagging(msgspec.Struct, frozen=True):
    """What a renaming comes to: by path each file as it is and as it shall be, and why some are left alone."""

    old: dict[str, bytes]
    new: dict[str, Retagged]
    left_alone: tuple[Problem, ...]


def renaming(old: Iterable[str], new: str) -> Callable[[str], str]:
    """Gives `new` for every label that is the same term as one of `old`."""
    keys = frozenset(map(term_key, old))
    return lambda label: new if term_key(label) in keys else label


def plan_retagging(root: Path, articles: Iterable[Article], rename: Callable[[str], str], config: Config) -> Retagging:
    """Makes the new text of every article that has a tag to rename. Writes nothing."""
    old: dict[str, bytes] = {}
    new: dict[str, Retagged] = {}
    left_alone: list[Problem] = []
    for article in articles:
        if all(rename(tag) == tag for tag in article.tags):
            continue
        data = (root / article.path).read_bytes()
        found = retag(Source(article.path, digest_bytes(data), data), rename, config)
        if isinstance(found, Problem):
            left_alone.append(found)
        else:
            old[article.path], new[article.path] = data, found
    return Retagging(old, new, tuple(left_alone))


def write_retagging(root: Path, planned: Retagging) -> tuple[Problem, ...]:
    """Puts every new text in place, or none: what goes wrong is told, and what was written is put back."""
    with locked(root / FOLDER, lambda: None):
        return replace_files(
            {root / path: data for path, data in planned.old.items()},
            {root / path: retagged.data for path, retagged in planned.new.items()},
        )


def replace_files(old: Mapping[Path, bytes], new: Mapping[Path, bytes]) -> tuple[Problem, ...]:
    """Replaces files whole. None is touched unless all could be written beside their places and still hold what they
    held; should a replacement fail, those before it get their old bytes again."""
    staged: dict[Path, Path] = {}
    replaced: list[Path] = []
    target = Path()
    try:
        for target, data in new.items():
            staged[target] = _stage(target.resolve(), data)
        for target in new:
            if target.read_bytes() != old[target]:
                raise OSError(0, "it has changed meanwhile", str(target))
        for target, partial in staged.items():
            partial.replace(target.resolve())
            replaced.append(target)
    except OSError as error:
        for done in replaced:
            _stage(done.resolve(), old[done]).replace(done.resolve())
        message = f"it cannot be written: {error.strerror}. No file was changed."
        return (Problem(Location(str(target)), message, "Mend that and run the command again."),)
    finally:
        for partial in staged.values():
            partial.unlink(missing_ok=True)
    return ()


def _stage(target: Path, data: bytes) -> Path:
    """The bytes in a hidden file beside the target, with its rights."""
    partial = target.with_name(f".{target.name}.partial")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(target, partial)
    return partial
