"""Makes the smaller pictures that a site wants and keeps them in `.backfile/pictures/`, by names that tell their
content, so that each is made once, whichever site it is for."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import msgspec

from backfile.build.assets import Copy, kept_at
from backfile.build.executors import executor_of
from backfile.build.ledger import FOLDER
from backfile.build.request import Request
from backfile.build.workers import Work
from backfile.pages.album import PictureMedium
from backfile.pictures.facts import Facts
from backfile.pictures.variants import Variant
from backfile.problems import Location, Problem


class Made(msgspec.Struct, frozen=True):
    """What came of making pictures: how many files, and what failed."""

    files: int = 0
    problems: tuple[Problem, ...] = ()


class _Wanted(msgspec.Struct, frozen=True):
    """Files to be made of the picture at `path`."""

    path: str
    facts: Facts
    variants: tuple[Variant, ...]


def make_variants(request: Request, pictures: Iterable[PictureMedium], copies: Iterable[Copy]) -> Made:
    """Makes what these copies copy and what is not kept yet, in all worker processes."""
    wanted = list(_wanted(request.root, pictures, {copy.output for copy in copies}))
    if not wanted:
        return Made()
    request.progress("pictures", 0, len(wanted))
    problems: list[Problem] = []
    answers = Work(Path, _make).run(str(request.root.absolute()), wanted, executor_of(request), 1)
    for number, problem in enumerate(answers, 1):
        request.progress("pictures", number, len(wanted))
        problems += [problem] if problem else []
    return Made(sum(len(one.variants) for one in wanted), tuple(problems))


def _wanted(root: Path, pictures: Iterable[PictureMedium], outputs: set[str]) -> Iterator[_Wanted]:
    """Of each picture what there is to make; the same picture in two places once."""
    taken: set[str] = set()
    for picture in pictures:
        missing = tuple(
            variant
            for variant in picture.variants
            if variant.output in outputs and variant.name not in taken and not kept_at(root, variant.name).is_file()
        )
        if missing:
            taken.update(variant.name for variant in missing)
            yield _Wanted(picture.medium.path, picture.facts, missing)


def _make(root: Path, wanted: _Wanted) -> Problem | None:
    from backfile.pictures.encoding import encode

    try:
        data = (root / wanted.path).read_bytes()
        for variant, made in encode(data, wanted.facts, wanted.variants):
            _keep(kept_at(root, variant.name), made)
    except OSError as error:
        message = f"no smaller picture could be made: {error.strerror or error}."
        return Problem(Location(wanted.path), message, "Check the file, and the space on the disk.")
    # Pillow and its encoders raise ValueError, SyntaxError, MemoryError and more.
    except Exception as error:
        message = f"no smaller picture could be made: {error or type(error).__name__}."
        return Problem(Location(wanted.path), message, "Save the picture anew, or as JPEG, and build again.")
    return None


def _keep(target: Path, data: bytes) -> None:
    """Writes a file that is whole or not there, whoever else writes it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{uuid4().hex}")
    aside.write_bytes(data)
    aside.replace(target)


def forget_others(root: Path, pictures: Sequence[PictureMedium]) -> None:
    """Removes what is kept of pictures that are no more, or were made by other settings or versions."""
    wanted = {variant.name for picture in pictures for variant in picture.variants}
    for folder, _, names in os.walk(root / FOLDER / "pictures"):
        for name in names:
            if name not in wanted:
                Path(folder, name).unlink(missing_ok=True)
