"""The files that describe terms (`content/tags.yaml`, `sections.yaml`, `authors.yaml`): text in, descriptions out, and
what is wrong, each with its line."""

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from backfile.archive.plain_values import HeaderError
from backfile.archive.taxonomy import Described
from backfile.archive.urls import slugify
from backfile.archive.yaml_values import compose_yaml, load_yaml_mapping
from backfile.problems import Location, Problem

KEYS = ("label", "slug", "description", "aliases", "image", "links", "sort_name")
"""What may be said of a term."""


def parse_terms(text: str, path: str) -> tuple[tuple[Described, ...], tuple[Problem, ...]]:
    """What a terms' file describes: a mapping of labels to entries with the other `KEYS`, or a list with `label`."""
    header = f"terms:\n{_indented(text)}"
    try:
        data = load_yaml_mapping(header, first=0)["terms"]
    except HeaderError as error:
        message = error.message.replace("the YAML front matter", "the file").replace("the front matter", "the file")
        return (), (Problem(Location(path, max(error.line, 1)), message, error.hint),)
    if not isinstance(data, dict | list | None):
        return (), (Problem(Location(path, 1), "the file describes no terms.", _HINT),)
    reader = _Reader(path, _key_lines(header))
    described = tuple(reader.described(label, value) for label, value in _pairs(data))
    return tuple(found for found in described if found), tuple(reader.problems)


_LINKS_HINT = "Write `links: {Website: https://…}`: addresses that begin with https://, http://, mailto: or /."
_ADDRESS = re.compile(r"https?://(?:www\.)?(?P<host>[^\s/?#]+)\S*|mailto:(?P<mailbox>\S+@\S+)|/\S*")

_HINT = "Write `Label: {slug: …, description: …, aliases: […]}`."


class _Reader:
    """Reads entries one by one; what is wrong with them gathers in `problems`."""

    def __init__(self, path: str, lines: dict[tuple[str, ...], int]) -> None:
        self._path = path
        self._lines = lines
        self.problems: list[Problem] = []

    def described(self, label: str, value: Any) -> Described | None:
        """What an entry says; None with a problem if it says it in another way than is read here."""
        entry = {} if value is None else value
        if not label or not isinstance(entry, dict):
            self._tell((label,), f'"{label}" is not described so.', _HINT)
            return None
        told = len(self.problems)
        for key in entry.keys() - set(KEYS):
            self._tell_unknown(label, key)
        slug = self._slug(label, entry)
        texts = {key: self._texts(label, key, entry.get(key)) for key in KEYS if key not in ("slug", "links")}
        links = tuple(self._links(label, entry.get("links")))
        if len(self.problems) > told:
            return None
        return Described(
            label=" ".join(texts["label"]) or label,
            slug=slug,
            description=" ".join(texts["description"]),
            aliases=texts["aliases"],
            line=self._line((label,)),
            image=" ".join(texts["image"]),
            links=links,
            sort_name=" ".join(texts["sort_name"]),
        )

    def _tell_unknown(self, label: str, key: str) -> None:
        nearest = difflib.get_close_matches(key.lower(), KEYS, n=1, cutoff=0.0)[0]
        message = f'unknown key `{key}` of "{label}"; the nearest known one is `{nearest}`.'
        self._tell((label, key), message, f"Correct or remove it; a term has {', '.join(f'`{k}`' for k in KEYS)}.")

    def _slug(self, label: str, entry: dict[str, Any]) -> str:
        given = " ".join(self._texts(label, "slug", entry.get("slug")))
        slug = slugify(given)
        if given and not slug:
            self._tell((label, "slug"), f'the slug "{given}" of "{label}" holds no letter or digit.', "Write it anew.")
        return slug

    def _texts(self, label: str, key: str, value: Any) -> tuple[str, ...]:
        """A text as a list of one; only aliases may be several."""
        items = value if isinstance(value, list) and key == "aliases" else [value]
        if any(isinstance(item, dict | list) for item in items):
            wanted = "a list of texts" if key == "aliases" else "a text"
            self._tell((label, key), f'`{key}` of "{label}" must be {wanted}.', _HINT)
            return ()
        return tuple(str(item) for item in items if item is not None and item != "")

    def _links(self, label: str, value: Any) -> Iterator[tuple[str, str]]:
        """Names and addresses; in a list of addresses a link is named by its host."""
        if not isinstance(value, dict | list | None):
            self._tell((label, "links"), f'`links` of "{label}" must be names with addresses.', _LINKS_HINT)
            return
        pairs = value.items() if isinstance(value, dict) else ((None, url) for url in value or ())
        for name, url in pairs:
            found = _ADDRESS.fullmatch(url) if isinstance(url, str) else None
            if found is None:
                self._tell((label, "links"), f'the link "{url}" of "{label}" is no address.', _LINKS_HINT)
            else:
                yield str(name or found["host"] or found["mailbox"] or url), url

    def _tell(self, place: tuple[str, ...], message: str, hint: str) -> None:
        self.problems.append(Problem(Location(self._path, self._line(place)), message, hint))

    def _line(self, place: tuple[str, ...]) -> int:
        return self._lines.get(place) or self._lines.get(place[:1], 1)


def _indented(text: str) -> str:
    return "".join("\n" if line.strip() == "---" else f"  {line}\n" for line in text.splitlines())


def _pairs(data: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(data, dict):
        yield from data.items()
    for item in data if isinstance(data, list) else ():
        yield (str(item.get("label") or ""), item) if isinstance(item, dict) else (str(item), {})


def _key_lines(header: str) -> dict[tuple[str, ...], int]:
    """The line of each label, and of each key said of it, in the file."""
    lines: dict[tuple[str, ...], int] = {}
    for label, line, entry in _labelled(compose_yaml(header)):
        lines.setdefault((label,), line)
        for key, _ in entry.value if isinstance(entry, yaml.MappingNode) else ():
            lines.setdefault((label, str(key.value)), key.start_mark.line)
    return lines


def _labelled(root: yaml.Node | None) -> Iterator[tuple[str, int, yaml.Node]]:
    terms = root.value[0][1] if isinstance(root, yaml.MappingNode) else None
    if isinstance(terms, yaml.MappingNode):
        for label, entry in terms.value:
            yield str(label.value), label.start_mark.line, entry
    for item in terms.value if isinstance(terms, yaml.SequenceNode) else ():
        parts = item.value if isinstance(item, yaml.MappingNode) else ()
        label = next((str(value.value) for key, value in parts if key.value == "label"), str(item.value))
        yield label, item.start_mark.line, item
