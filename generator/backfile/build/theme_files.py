"""Finds and reads a theme: the archive's own `templates/` first, then its `themes/NAME/`, then the ones we bring."""

from pathlib import Path
from typing import Any

import msgspec

from backfile.build.ledger import Ledger
from backfile.build.settings import Settings
from backfile.build.theme_paths import nameless, shown_path, theme_folders, theme_strangers
from backfile.build.theme_static import StaticFile, Wishes, read_static
from backfile.config import ConfigText, parse_params
from backfile.digest import Digest, digest_of
from backfile.languages.language import ENGLISH, Language
from backfile.problems import Location, Problem, is_text
from backfile.render.theme import Theme, check_theme


class ThemeFiles(msgspec.Struct, frozen=True):
    """A theme read whole, with its static files."""

    theme: Theme
    static: tuple[StaticFile, ...]


def read_theme(root: Path, settings: Settings, language: Language = ENGLISH) -> tuple[ThemeFiles, tuple[Problem, ...]]:
    """The theme that the settings name, as they want it, which shall speak `language`, and what is wrong with it."""
    name = settings.config.theme
    overrides, base = theme_folders(root, name)
    if strangers := tuple(theme_strangers(root, name)):
        return _no_theme(name), strangers
    if not (base / "theme.toml").is_file():
        hint = f'Put it into themes/{name}/, or set theme = "broadsheet".'
        return _no_theme(name), (Problem(settings.at("theme"), f'there is no theme "{name}".', hint),)
    own, told = _own_settings(base / "theme.toml", root)
    if told:
        return _no_theme(name), told
    templates, files, problems = _templates(root, base, overrides)
    wishes = Wishes(own.params, own.text.at, settings.config.params, settings.at)
    static, faults = read_static(base / "static", root, wishes)
    assets = {file.output.removeprefix("assets/"): file.address for file in static}
    theme = Theme(name, templates, files, own.params, assets, language)
    return ThemeFiles(theme, static), (*problems, *faults)


def _no_theme(name: str) -> ThemeFiles:
    return ThemeFiles(Theme(name, {}, {}, {}, {}), ())


class _OwnSettings(msgspec.Struct, frozen=True):
    """The table `params` of a theme's settings, and their text."""

    params: dict[str, Any]
    text: ConfigText


def _own_settings(path: Path, root: Path) -> tuple[_OwnSettings, tuple[Problem, ...]]:
    name = shown_path(path, root)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return _OwnSettings({}, ConfigText("", name)), (
            Problem(Location(name), "this is not UTF-8.", "Save the file as UTF-8."),
        )
    params, problems = parse_params(text, name)
    return _OwnSettings(params, ConfigText(text, name)), problems


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
            if not path.is_file() or path.name.startswith("."):
                continue
            if not is_text(name):
                problems.append(nameless(path, root))
                continue
            files[name] = shown_path(path, root)
            try:
                templates[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                line = path.read_bytes().count(b"\n", 0, error.start) + 1
                message = "the template is not UTF-8."
                problems.append(Problem(Location(files[name], line), message, "Save the file as UTF-8."))
    return dict(sorted(templates.items())), files, tuple(problems)
