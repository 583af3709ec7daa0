"""Finds and reads the catalogues of the site's language: Backfile's own, the theme's, and the archive's, which wins."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

import msgspec

from backfile.build.engine import engine_digest
from backfile.build.ledger import Ledger
from backfile.build.strangers import stranger
from backfile.build.theme_paths import CATALOGUE, catalogue_paths, locale_folders
from backfile.config import Config
from backfile.digest import digest_of
from backfile.languages.language import Language
from backfile.problems import Location, Problem, warning


class _File(msgspec.Struct, frozen=True):
    """A catalogue: whose it is (a place in `locale_folders`), its language as its folder is named, how its path is
    shown, and its bytes."""

    owner: int
    language: str
    shown: str
    data: bytes


class _Spoken(msgspec.Struct, frozen=True):
    """What the ledger keeps: a language, and what was told of its catalogues."""

    language: Language
    problems: tuple[Problem, ...]


def read_language(
    root: Path, config: Config, place: Location, ledger: Ledger | None = None, *, is_forced: bool = False
) -> tuple[Language, tuple[Problem, ...]]:
    """The language that the settings name at `place`, with all its words, and what is wrong with its catalogues. To
    read them and CLDR takes a tenth of a second, so the ledger remembers what came of it, unless all is forced."""
    files = tuple(_files(root, config.theme))
    if config.language == "en" and not any(file.language.lower().startswith("en") for file in files):
        return Language(), ()
    key = digest_of(config.language, config.theme, place, files, engine_digest())
    known = ledger.memo("language", key) if ledger and not is_forced else None
    if known is not None:
        spoken = msgspec.msgpack.decode(known, type=_Spoken)
        return spoken.language, spoken.problems
    spoken = _spoken(config, place, files)
    if ledger:
        ledger.record_memo("language", key, msgspec.msgpack.encode(spoken))
    return spoken.language, spoken.problems


def _files(root: Path, theme: str) -> Iterator[_File]:
    for owner, folder in enumerate(locale_folders(root, theme)):
        for path in catalogue_paths(folder):
            if path.is_relative_to(root) and stranger(path, root):
                continue  # told with the theme
            shown = path.relative_to(root) if path.is_relative_to(root) else path
            yield _File(owner, path.relative_to(folder).parts[0], shown.as_posix(), path.read_bytes())


def _spoken(config: Config, place: Location, files: tuple[_File, ...]) -> _Spoken:
    from backfile.languages.catalogues import Catalogue, read_catalogue
    from backfile.languages.speaking import best_match, speak

    chosen: list[_File] = []
    for owner in range(len({file.owner for file in files}) and max(file.owner for file in files) + 1):
        own = {file.language: file for file in files if file.owner == owner}
        if best := best_match(config.language, own):
            chosen.append(own[best])
    problems: list[Problem] = []
    catalogues: list[Catalogue] = []
    for file in chosen:
        text, told = _text(file)
        found, faults = read_catalogue(text, file.shown)
        problems += told or faults
        catalogues.append(found)
    is_english = config.language.lower().split("-")[0] == "en"
    if not is_english and any(file.owner for file in files) and not any(file.owner for file in chosen):
        problems.append(_no_words(config, place))
    return _Spoken(speak(config.language, catalogues), tuple(problems))


def _text(file: _File) -> tuple[str, tuple[Problem, ...]]:
    try:
        return file.data.removeprefix(BOM_UTF8).decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        return "", (Problem(Location(file.shown, line), "the catalogue is not UTF-8.", "Save the file as UTF-8."),)


def _no_words(config: Config, place: Location) -> Problem:
    message = f'the theme "{config.theme}" has no words in the language "{config.language}": its own are English.'
    hint = f"Add {'locale/' + config.language.replace('-', '_')}/{CATALOGUE}; docs/themes.md tells how."
    return warning(place, message, hint)
