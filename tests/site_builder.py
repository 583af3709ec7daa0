"""An archive in a temporary folder, made and changed in chained calls and built by the real pipeline."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from backfile.build.pipeline import build
from backfile.build.request import Request, Result
from backfile.problems import Problem

NOW = 1_800_000_000
"""The fixed instant of every test's build: January 2027."""

THEMES = Path(__file__).parent / "themes"
CONFIG = {"title": "Test archive", "base_url": "https://example.org/"}

Values = dict[str, Any]


class Site:
    """An archive at `root`. Each call changes its files and gives the site back; `build` builds it.

    `result` is what the last build answered. Articles are named without `content/` and `.md`: `2020/10/x`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.result = Result()
        self._articles: dict[str, tuple[Values, str]] = {}
        self._config: Values = dict(CONFIG)
        (root / "content").mkdir(parents=True, exist_ok=True)
        self.config()

    def article(self, name: str, body: str = "Some text.\n", **front: Any) -> "Site":
        """An article, dated on the 15th of the month in its name unless told otherwise; None leaves a key out."""
        defaults: Values = {"title": name.rsplit("/", 1)[-1].replace("-", " ").capitalize(), "date": _date_in(name)}
        return self._write_article(name, {**defaults, **front}, body)

    def page(self, name: str, body: str = "Some text.\n", **front: Any) -> "Site":
        """A page with no date: `about` is content/pages/about.md."""
        return self._write_article(f"pages/{name}", {"title": name.capitalize(), **front}, body)

    def edit(self, name: str, body: str | None = None, **front: Any) -> "Site":
        """The same article with another body or other values of its front matter."""
        old_front, old_body = self._articles[name]
        return self._write_article(name, {**old_front, **front}, old_body if body is None else body)

    def remove(self, name: str) -> "Site":
        """Without that article."""
        del self._articles[name]
        self._path(name).unlink()
        return self

    def rename(self, name: str, new: str) -> "Site":
        """The article's file under another name, its text the same."""
        self._articles[new] = self._articles.pop(name)
        self._path(new).parent.mkdir(parents=True, exist_ok=True)
        self._path(name).rename(self._path(new))
        return self

    def config(self, **values: Any) -> "Site":
        """These settings beside those that are there; tables are mappings, None takes a setting away."""
        self._config = {key: value for key, value in {**self._config, **values}.items() if value is not None}
        lines = (f"{key} = {_toml(value)}\n" for key, value in self._config.items())
        return self.write("backfile.toml", "".join(lines))

    def theme(self, name: str) -> "Site":
        """With a theme of tests/themes/ copied into the archive's own themes/."""
        shutil.copytree(THEMES / name, self.root / "themes" / name, dirs_exist_ok=True)
        return self.config(theme=name)

    def write(self, path: str, data: str | bytes) -> "Site":
        """A file at a path from the archive's root."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return self

    def delete(self, path: str) -> "Site":
        """Without the file at a path from the archive's root."""
        (self.root / path).unlink()
        return self

    def build(self, **asked: Any) -> "Site":
        """Built as asked: by one process and without search unless told otherwise."""
        options = {"now": NOW, "jobs": 1, "search": False, **asked}
        self.result = build(Request(root=self.root, **options))
        return self

    def clean_copy(self, root: Path) -> "Site":
        """A site with the same content, settings and theme in another folder, never built."""
        copy = Site(root)
        copy._articles, copy._config = dict(self._articles), dict(self._config)
        for folder in ("content", "themes", "templates", "locale"):
            if (self.root / folder).is_dir():
                shutil.copytree(self.root / folder, root / folder, dirs_exist_ok=True)
        shutil.copyfile(self.root / "backfile.toml", root / "backfile.toml")
        return copy

    @property
    def names(self) -> list[str]:
        """The names of all articles and pages, in order."""
        return sorted(self._articles)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the last build told."""
        return self.result.problems

    @property
    def output(self) -> Path:
        """Where the site is built unless told otherwise."""
        return self.root / "site"

    def files(self, folder: Path | None = None) -> dict[str, bytes]:
        """Every file of the site by its path, with its bytes."""
        return files_of(folder or self.output)

    def html(self, path: str) -> str:
        """A file of the site as text; `a/` is `a/index.html`."""
        name = f"{path}index.html" if not path or path.endswith("/") else path
        return (self.output / name).read_text(encoding="utf-8")

    def _path(self, name: str) -> Path:
        return self.root / "content" / f"{name}.md"

    def _write_article(self, name: str, front: Values, body: str) -> "Site":
        self._articles[name] = (front, body)
        header = "".join(f"{key}: {_yaml(key, value)}\n" for key, value in front.items() if value is not None)
        return self.write(f"content/{name}.md", f"---\n{header}---\n\n{body}")


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, with its bytes."""
    paths = (Path(top, name) for top, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def changed_between(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """The paths of files that came, went or have other bytes."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def without_search(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that are no part of the search index."""
    return {path: data for path, data in files.items() if not is_search_file(path)}


def is_search_file(path: str) -> bool:
    """Whether a file of the site belongs to the search index."""
    return path.startswith(("pagefind/", "fragments/search/")) or path == "fragments/search.json"


def assert_same_files(found: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> None:
    """Fails with the names of the files that differ, and not with megabytes of them."""
    assert sorted(found) == sorted(wanted)
    assert not changed_between(found, wanted)


def fails_after(count: int, real: Callable[..., None]) -> Callable[..., None]:
    """`real`, but for the call after the first `count`, which raises KeyboardInterrupt: a build killed there."""
    calls = 0

    def call(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls > count:
            raise KeyboardInterrupt
        real(*arguments)

    return call


def _date_in(name: str) -> str | None:
    parts = name.split("/")
    return f"{parts[0]}-{parts[1]}-15" if len(parts) > 2 and parts[0].isdigit() else None


def _yaml(key: str, value: Any) -> str:
    """JSON is YAML; dates stand bare, as people write them."""
    return str(value) if key in ("date", "updated", "expires") else json.dumps(value, ensure_ascii=False)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{json.dumps(key)} = {_toml(part)}" for key, part in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
