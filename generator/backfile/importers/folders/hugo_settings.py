"""The settings of Hugo's sites: one file, or a folder of them; languages, permalinks, taxonomies, authors."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.importers.folders.headers import names_in
from backfile.importers.folders.languages import folder_languages, language_tag, main_language
from backfile.importers.folders.roots import find_root
from backfile.importers.folders.settings_file import read_settings_file
from backfile.importers.folders.site import Site
from backfile.importers.folders.zones import known_zone
from backfile.problems import Problem


def hugo_settings(folder: Path, names: Sequence[str], given: Mapping[str, Any], files: Sequence[str]) -> Site:
    """The site in the folder, without its documents."""
    root = find_root(
        folder, (*files, "config/_default/hugo.toml", *_DEFAULT_FILES), inside=("content", "posts", "blog")
    )
    read, problems = _read(root, files)
    config = {**read, **{str(key).lower(): value for key, value in given.items()}}
    address = str(config.get("baseurl") or config.get("url") or "")
    parts = urlsplit(address if address.startswith("http") else "")
    tags = _languages(config, names)
    main = main_language(language_tag(str(config.get("defaultcontentlanguage") or "")), ())
    return Site(
        root=str(root),
        url=f"{parts.scheme}://{parts.netloc}" if parts.netloc else "",
        base=parts.path.rstrip("/"),
        timezone=known_zone(config.get("timezone")),
        language=main or ("en" if read or "en" in tags else main_language("", folder_languages(names))),
        languages=tags,
        is_known=bool(read or given.get("permalinks")),
        settings=config,
        authors=_authors(root),
        static=_static(config, root),
        taxonomies=dict(_taxonomies(config)),
        defaults=_cascades(root),
        problems=problems,
    )


_DEFAULT_FILES = tuple(f"config/_default/{name}.{ending}" for name in ("hugo", "config") for ending in ("toml", "yaml"))


def _read(root: Path, files: Sequence[str]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The settings with their outermost keys in small letters; those of `config/_default/` by their files' names."""
    found: dict[str, Any] = {}
    problems: tuple[Problem, ...] = ()
    path = next((root / name for name in files if (root / name).is_file()), None)
    folder = root / "config" / "_default"
    for one in [*([path] if path else []), *(sorted(folder.iterdir()) if folder.is_dir() else [])]:
        if one.suffix.lower() not in (".toml", ".yaml", ".yml", ".json"):
            continue
        data, more = read_settings_file(one)
        problems = (*problems, *more)
        if isinstance(data, dict):
            name = one.stem.lower()
            lowered = {str(key).lower(): value for key, value in data.items()}
            found |= lowered if one is path or name in ("hugo", "config") else {name: data}
    return found, problems


def _languages(config: Mapping[str, Any], names: Sequence[str]) -> tuple[str, ...]:
    """The languages that the settings name, or else those of folders and of names like `index.de.md`."""
    given = config.get("languages")
    if isinstance(given, dict) and given:
        return tuple(tag for name in given if (tag := language_tag(str(name))))
    marks = (name.rsplit("/", 1)[-1].split(".") for name in names if name.endswith(".md"))
    suffixes = {tag for parts in marks if len(parts) == 3 and (tag := language_tag(parts[1]))}
    return tuple(sorted(suffixes | set(folder_languages(names))))


def _static(config: Mapping[str, Any], root: Path) -> tuple[str, ...]:
    given = config.get("staticdir", "static")
    folders = given if isinstance(given, list) else [given]
    themes = [f"themes/{path.name}/static" for path in sorted((root / "themes").glob("*")) if path.is_dir()]
    return (*(str(one).strip("/") for one in folders), "assets", *themes, "content", "")


def _taxonomies(config: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Further taxonomies by the key that their terms stand under."""
    given = config.get("taxonomies")
    for plural in given.values() if isinstance(given, dict) else ("series",):
        if str(plural).lower() not in ("tags", "categories", "authors", "author"):
            yield str(plural).lower(), str(plural).lower()


def _authors(root: Path) -> dict[str, str]:
    """Authors by key: data files, and pages of an `authors` taxonomy or section."""
    found: dict[str, str] = {}
    for path in _data_files(root):
        data, _ = read_settings_file(path)
        found |= names_in(data if path.stem in ("authors", "author", "people", "team") else {path.stem: data})
    for folder in ("authors", "author", "people"):
        for path in sorted((root / "content").glob(f"**/{folder}/*/_index*.md")) + sorted(
            (root / "content").glob(f"**/{folder}/*/index*.md")
        ):
            front = parse_front_matter(path.read_bytes().decode("utf-8", "replace"), "")
            values = front.values if isinstance(front, FrontMatter) else {}
            name = values.get("name") or values.get("title")
            if name:
                found.setdefault(path.parent.name.casefold(), str(name))
    return found


def _data_files(root: Path) -> Iterator[Path]:
    for name in ("authors", "author", "people", "team"):
        for ending in ("toml", "yaml", "yml", "json"):
            if (root / "data" / f"{name}.{ending}").is_file():
                yield root / "data" / f"{name}.{ending}"
            yield from sorted((root / "data" / name).glob(f"*.{ending}"))


def _cascades(root: Path) -> dict[str, dict[str, Any]]:
    """What section pages hand down to all pages below them, by the section's folder."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((root / "content").glob("**/_index.md")):
        data = path.read_bytes().decode("utf-8", "replace")
        front = parse_front_matter(data, "") if "cascade" in data else None
        given = front.values.get("cascade") if isinstance(front, FrontMatter) else None
        if isinstance(given, dict):
            values = {
                str(key).lower(): value for key, value in given.items() if not str(key).startswith(("_", "target"))
            }
            found[path.parent.relative_to(root).as_posix()] = values
    return found
