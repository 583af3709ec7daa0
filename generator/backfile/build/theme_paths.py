"""Where a theme's files are: the archive's own `templates/` first, then its `themes/NAME/`, then the ones we bring."""

from collections.abc import Iterator
from pathlib import Path

from backfile.build.strangers import stranger
from backfile.problems import Location, Problem, is_text, shown

PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUE = "LC_MESSAGES/messages.po"
"""Where a language's catalogue stands in its folder of `locale/`."""


def theme_folders(root: Path, name: str) -> tuple[Path, ...]:
    """The folders that a theme of that name is read from, the first that has a file winning."""
    bundled = (PACKAGE / "themes" / name, PACKAGE.parent.parent / "themes" / name)
    own = root / "themes" / name
    base = own if (own / "theme.toml").is_file() else next((f for f in bundled if (f / "theme.toml").is_file()), own)
    return (root, base)


def locale_folders(root: Path, name: str) -> tuple[Path, ...]:
    """The folders of catalogues, the last that has a word winning: Backfile's own, the theme's, the archive's."""
    overrides, base = theme_folders(root, name)
    return (PACKAGE / "locale", base / "locale", overrides / "locale")


def catalogue_paths(folder: Path) -> Iterator[Path]:
    """The catalogues in such a folder, in order."""
    yield from sorted(path for path in folder.glob(f"*/{CATALOGUE}") if path.is_file()) if folder.is_dir() else ()


def theme_paths(root: Path, name: str) -> Iterator[Path]:
    """Every file that makes the theme, in a fixed order."""
    overrides, base = theme_folders(root, name)
    for folder in (overrides / "templates", base / "templates", base / "static"):
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.is_file())
    for folder in locale_folders(root, name):
        yield from catalogue_paths(folder)
    if (base / "theme.toml").is_file():
        yield base / "theme.toml"


def theme_strangers(root: Path, name: str) -> Iterator[Problem]:
    """What stands in the archive's own folders of a theme and is no file of it."""
    overrides, base = theme_folders(root, name)
    if base.is_relative_to(root) and (strange := stranger(base, root)):
        yield strange
        return
    folders = (overrides / "templates", base / "templates", base / "static", *locale_folders(root, name))
    for folder in dict.fromkeys(folder for folder in folders if folder.is_relative_to(root)):
        if strange := stranger(folder, root):
            yield strange
        elif folder.is_dir():
            yield from filter(None, (stranger(path, root) for path in sorted(folder.rglob("*")) if _is_seen(path)))
    if base.is_relative_to(root) and (strange := stranger(base / "theme.toml", root)):
        yield strange


def _is_seen(path: Path) -> bool:
    """Not hidden: editors lock a file with a link that leads nowhere. What no text can name is told elsewhere."""
    return not path.name.startswith(".") and is_text(str(path))


def shown_path(path: Path, root: Path) -> str:
    """A file of a theme as it is told of: from the archive's root where it is in it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def nameless(path: Path, root: Path) -> Problem:
    """The problem of a file whose name no text can hold."""
    return Problem(Location(shown(shown_path(path, root))), "the file's name is not valid UTF-8.", "Rename it.")
