"""Begins an archive: settings, a first article, a page, and a workflow that publishes. Never touches what is there."""

from datetime import date
from importlib.resources import files
from pathlib import Path

STARTED = {
    "backfile.toml": "backfile.toml",
    "article.md": "content/{year}/{month}/how-to-begin.md",
    "about.md": "content/pages/about-this-archive.md",
    "urls.tsv": "content/urls.tsv",
    "gitignore": ".gitignore",
    "publish.yml": ".github/workflows/publish.yml",
}
"""Each file of the pattern in `backfile/build/pattern/`, and where it goes."""


class StartError(Exception):
    """Why an archive cannot begin there, and what to do, in one line."""


def start_archive(folder: Path, today: date) -> tuple[str, ...]:
    """Writes the archive's first files and names them. Raises StartError and changes nothing where something is."""
    _refuse_taken(folder)
    texts = _texts(today)
    written: list[Path] = []
    try:
        for path, text in texts.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                written.append(target)
                file.write(text)
    except OSError as error:
        for target in written:
            target.unlink(missing_ok=True)
        message = f"the archive cannot be written: {error.strerror}. Check the folder's rights."
        raise StartError(message) from error
    return tuple(texts)


def _refuse_taken(folder: Path) -> None:
    """A folder that holds nothing but a fresh `.git` is as good as empty."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise StartError("this is no folder. Name one that is new or empty.")
    try:
        names = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    except OSError as error:
        raise StartError(f"the folder cannot be read: {error.strerror}.") from error
    if "backfile.toml" in names:
        raise StartError("there is an archive already (backfile.toml); nothing was changed.")
    if names:
        raise StartError(
            f"the folder is not empty (it holds {names[0]}); nothing was changed. Name a new or empty one."
        )


def _texts(today: date) -> dict[str, str]:
    pattern = files("backfile.build") / "pattern"
    found = {}
    for name, path in STARTED.items():
        text = (pattern / name).read_text(encoding="utf-8")
        found[path.format(year=f"{today:%Y}", month=f"{today:%m}")] = text.replace("{today}", today.isoformat())
    return found
