"""A theme's static files: as they are, but for style sheets, which are joined, given the tokens that settings want and
the fingerprints of the files that they name, and made slim."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from backfile.build.theme_paths import nameless
from backfile.digest import Digest, digest_bytes
from backfile.problems import Problem, is_text
from backfile.render.sheets import slim_sheet, with_fingerprints
from backfile.render.tokens import TOKENS_SHEET, Place, Tokens, declared_tokens, token_rule


class StaticFile(msgspec.Struct, frozen=True):
    """A static file of a theme: the file, or for a style sheet the bytes, that it is made of, their digest, and its
    path in the site."""

    parts: tuple[Path | bytes, ...]
    digest: Digest
    output: str

    @property
    def address(self) -> str:
        """The path by which pages ask for it, with a fingerprint."""
        return f"/{self.output}?v={self.digest.hex()[:8]}"


class Wishes(msgspec.Struct, frozen=True):
    """What a theme's own settings and the archive's have under `params`, and where their keys stand."""

    of_theme: Mapping[str, Any]
    theme_at: Place
    of_archive: Mapping[str, Any]
    archive_at: Place


def read_static(folder: Path, root: Path, wishes: Wishes) -> tuple[tuple[StaticFile, ...], tuple[Problem, ...]]:
    """The static files in the folder of a theme, and what is wrong with them or with what is wished of them."""
    parts, problems = _parts(folder, root)
    files: dict[str, StaticFile] = {}
    for name in sorted(parts, key=lambda name: (name.endswith(".css"), name)):  # sheets last: they name the others
        made: Sequence[Path | bytes] = parts[name]
        if name.endswith(".css"):
            made, faults = _sheet(name, parts[name], files, wishes)
            problems += faults
        digest = digest_bytes(*(part if isinstance(part, bytes) else part.read_bytes() for part in made))
        files[name] = StaticFile(tuple(made), digest, f"assets/{name}")
    return tuple(files[name] for name in sorted(files)), tuple(problems)


def _parts(folder: Path, root: Path) -> tuple[dict[str, list[Path]], list[Problem]]:
    """The files that each static file is made of. A folder named as a style sheet is one: the sheets in it, joined by
    their names."""
    parts: dict[str, list[Path]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or path.name.startswith("."):
            continue
        if is_text(name):
            parts.setdefault(_whole(name), []).append(path)
        else:
            problems.append(nameless(path, root))
    return parts, problems


def _whole(name: str) -> str:
    """The static file that a file in `static/` is or is a part of."""
    folder, _, sheet = name.rpartition("/")
    return folder if folder.endswith(".css") and sheet.endswith(".css") else name


def _sheet(
    name: str, paths: Sequence[Path], files: Mapping[str, StaticFile], wishes: Wishes
) -> tuple[Sequence[Path | bytes], Sequence[Problem]]:
    """A style sheet as it is sent; as it stands where it is no UTF-8."""
    texts: list[str] = []
    problems: list[Problem] = []
    try:
        for path in paths:
            texts.append(path.read_text(encoding="utf-8"))
            if path.name.endswith(TOKENS_SHEET):
                rule, faults = _rule(texts[-1], wishes)
                texts.append(rule)
                problems += faults
    except UnicodeDecodeError:
        return paths, ()
    addresses = {file: made.address for file, made in files.items()}
    return (with_fingerprints(slim_sheet("".join(texts)), name, addresses.get).encode(),), problems


def _rule(sheet: str, wishes: Wishes) -> tuple[str, Sequence[Problem]]:
    """What settings change of the tokens that a sheet declares: the theme's, then the preset's, then the archive's."""
    declared = declared_tokens(sheet)
    tokens = Tokens(declared)
    tokens.change(wishes.of_theme.get("tokens", {}), wishes.theme_at, "params", "tokens")
    preset = wishes.of_archive.get("preset", wishes.of_theme.get("preset", ""))
    preset_at = wishes.archive_at if "preset" in wishes.of_archive else wishes.theme_at
    tokens.choose(wishes.of_theme.get("presets", {}), preset, preset_at, wishes.theme_at)
    tokens.change(wishes.of_archive.get("tokens", {}), wishes.archive_at, "params", "tokens")
    return token_rule(declared, tokens.values), tokens.problems
