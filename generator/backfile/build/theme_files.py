"""Finds and reads a theme: the archive's own `templates/` first, then its `themes/NAME/`, then the ones we bring."""

from pathlib import Path
from typing import Any

import msgspec

from backfile.build.ledger import Ledger
from backfile.build.theme_paths import theme_folders
from backfile.config import parse_params
from backfile.digest import Digest, digest_bytes, digest_of
from backfile.languages.language import ENGLISH, Language
from backfile.problems import Location, Problem, is_text, shown
from backfile.render.theme import Theme, check_theme


class StaticFile(msgspec.Struct, frozen=True):
    """A static file of a theme: the files that it is made of, one after the other, the digest of their bytes, and its
    path in the site."""

    parts: tuple[Path, ...]
    digest: Digest
    output: str


class ThemeFiles(msgspec.Struct, frozen=True):
    """A theme read whole, with its static files."""

    theme: Theme
    static: tuple[StaticFile, ...]


def read_theme(
    root: Path, name: str, place: Location, language: Language = ENGLISH
) -> tuple[ThemeFiles, tuple[Problem, ...]]:
    """The theme that the settings name at `place`, which shall speak `language`, and what is wrong with it."""
    overrides, base = theme_folders(root, name)
    if not (base / "theme.toml").is_file():
        hint = f'Put it into themes/{name}/, or set theme = "broadsheet".'
        return _no_theme(name), (Problem(place, f'there is no theme "{name}".', hint),)
    params, told = _params(base / "theme.toml", root)
    if told:
        return _no_theme(name), told
    templates, files, problems = _templates(root, base, overrides)
    static, strangers = _static(base / "static", root)
    assets = {f.output.removeprefix("assets/"): f"/{f.output}?v={f.digest.hex()[:8]}" for f in static}
    theme = Theme(name, templates, files, params, assets, language)
    return ThemeFiles(theme, static), (*problems, *strangers)


def _no_theme(name: str) -> ThemeFiles:
    return ThemeFiles(Theme(name, {}, {}, {}, {}), ())


def _params(path: Path, root: Path) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    name = _shown(path, root)
    try:
        return parse_params(path.read_text(encoding="utf-8"), name)
    except UnicodeDecodeError:
        return {}, (Problem(Location(name), "this is not UTF-8.", "Save the file as UTF-8."),)


def checked_templates(
    theme: Theme, base_url: str, ledger: Ledger, *, is_forced: bool = False
) -> tuple[dict[str, Digest], tuple[Problem, ...]]:
    """The digest of each template with all it includes, and what keeps the theme from being used. Compiling thirty
    templates takes a tenth of a second, so the ledger remembers those that were found good, unless all is forced."""
    key = digest_of(theme.templates)
    known = ledger.memo("templates", key)
    if known is not None and not is_forced:
        return msgspec.msgpack.decode(known, type=dict[str, Digest]), ()
    digests, problems = check_theme(theme, base_url)
    if not problems:
        ledger.record_memo("templates", key, msgspec.msgpack.encode(digests))
    return digests, problems


def _templates(root: Path, base: Path, overrides: Path) -> tuple[dict[str, str], dict[str, str], tuple[Problem, ...]]:
    templates: dict[str, str] = {}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for folder in (base / "templates", overrides / "templates"):
        for path in sorted(folder.rglob("*.html")) if folder.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            if not is_text(name):
                problems.append(_nameless(path, root))
                continue
            files[name] = _shown(path, root)
            try:
                templates[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                line = path.read_bytes().count(b"\n", 0, error.start) + 1
                message = "the template is not UTF-8."
                problems.append(Problem(Location(files[name], line), message, "Save the file as UTF-8."))
    return dict(sorted(templates.items())), files, tuple(problems)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _nameless(path: Path, root: Path) -> Problem:
    return Problem(Location(shown(_shown(path, root))), "the file's name is not valid UTF-8.", "Rename it.")


def _static(folder: Path, root: Path) -> tuple[tuple[StaticFile, ...], tuple[Problem, ...]]:
    """The static files of a theme. A folder named as a style sheet is one: the sheets in it, joined by their names."""
    parts: dict[str, list[Path]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or path.name.startswith("."):
            continue
        if is_text(name):
            parts.setdefault(_sheet(name), []).append(path)
        else:
            problems.append(_nameless(path, root))
    return tuple(
        StaticFile(tuple(paths), digest_bytes(*(path.read_bytes() for path in paths)), f"assets/{name}")
        for name, paths in sorted(parts.items())
    ), tuple(problems)


def _sheet(name: str) -> str:
    """The static file that a file in `static/` is or is a part of."""
    folder, _, sheet = name.rpartition("/")
    return folder if folder.endswith(".css") and sheet.endswith(".css") else name
