"""Whatever stands in a front matter, in any of its four forms, is in the file that its import writes, or a problem says
why there is no file."""

import json
import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.article import Article, Source, parse_article, read_article, stem
from backfile.archive.dates import as_given
from backfile.archive.field_names import NESTED, READ_AS
from backfile.archive.field_values import as_flag, as_text
from backfile.archive.fields import Fields
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.archive.urls import slugify
from backfile.config import Config
from backfile.digest import digest_bytes
from backfile.importers.importer import ImportContext, Input, Reading
from backfile.importers.markdown import MarkdownFiles
from backfile.importers.placing import Wishes, place_of, text_of
from backfile.problems import has_errors
from properties import examples

FLAGS = ("draft", "noindex", "search", "published", "status")
"""The keys of which a plain yes or no may go unwritten, where it says what is so anyway."""

ADDED = re.compile(r"(?:source|quarantine)(?:-\d+)?$")
"""What an import itself adds to `params`."""

NAMES = sorted({name.partition(".")[0] for key, others in READ_AS.items() for name in (key, *others)} | {NESTED})
KEYS = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES).map(str.capitalize),
    st.sampled_from(["mood", "layout", "weight", "Tages", "og title", "source", "params", "taxonomies"]),
)
TEXTS = st.text(st.sampled_from("aBé日😀 1-_'\":,;/#&*!|>%@`{}[]?.~\n\t\x07"), max_size=9)
DATES = st.sampled_from(
    ["1866-07-27", "1866/7/27", "1866-07-27 09:30 +0530", "1866-07-27T09:30:00.5-03:00", "1866-07-27T09:30:00Z"]
)
PLAIN = st.one_of(
    TEXTS,
    DATES,
    st.sampled_from(["/a/", "/a/, /b/", "https://example.org/a", "a; b", "a, b", "draft", "private", "yes", "no"]),
    st.booleans(),
    st.integers(-3, 3000),
)
PARTS = st.sampled_from(
    [
        "name",
        "label",
        "src",
        "url",
        "alt",
        "width",
        "tags",
        "series",
        "categories",
        "authors",
        "date",
        "text",
        "id",
        "sha256",
    ]
)
VALUES = st.one_of(
    PLAIN,
    st.lists(PLAIN, max_size=3),
    st.dictionaries(PARTS, st.one_of(PLAIN, st.lists(PLAIN, max_size=2)), max_size=3),
    st.lists(st.dictionaries(PARTS, PLAIN, min_size=1, max_size=3), max_size=2),
    st.lists(st.lists(PLAIN, max_size=2), max_size=2),
)
DATED = ("date", "updated", "expires")
LINES = ("title", "standfirst", "slug", "url", "credit", "lang", "canonical")
FITTING = {
    **{name: DATES for key in DATED for name in (key, *READ_AS[key])},
    **{name: TEXTS for key in LINES for name in (key, *READ_AS[key])},
    **{name: st.sampled_from([True, False, "yes", "no"]) for name in ("draft", "noindex", "search")},
    "template": st.just("long-read"),
    "corrections": st.lists(
        st.fixed_dictionaries({"date": DATES, "text": st.just("So.")}, optional={"by": TEXTS}), min_size=1, max_size=2
    ),
}
"""Values that the key can hold, for keys that hold few: else most headers would be none to import."""


def entries_of(key: str) -> st.SearchStrategy[tuple[str, Any]]:
    """A key with a value that it can hold, and now and then any value."""
    fitting = FITTING.get(key.lower(), VALUES)
    values = st.integers(0, 9).flatmap(lambda roll: VALUES if roll == 9 else fitting)
    return values.map(lambda value: (key, value))


HEADERS = st.lists(KEYS.flatmap(entries_of), max_size=7).map(lambda pairs: {"title": "A title", **dict(pairs)})


def in_yaml(values: dict[str, Any]) -> str:
    """As any writer of YAML has it."""
    return f"---\n{yaml.safe_dump(values, allow_unicode=True, sort_keys=False)}---\n\nText.\n"


def in_toml(values: dict[str, Any]) -> str:
    """Tables in one line."""
    lines = (f"{json.dumps(key)} = {_toml(value)}\n" for key, value in values.items())
    return f"+++\n{''.join(lines)}+++\n\nText.\n"


def in_json(values: dict[str, Any]) -> str:
    """Over several lines."""
    return f"{json.dumps(values, ensure_ascii=False, indent=1)}\n\nText.\n"


def in_pelican(values: dict[str, Any]) -> str:
    """Texts only: there is nothing else in that form."""
    lines = (f"{key}: {as_text(value)}\n" for key, value in values.items() if not isinstance(value, dict | list))
    return f"{''.join(lines)}\nText.\n"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)} = {_toml(part)}' for key, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def imported(text: str) -> Reading:
    """The reading of a file with that text."""
    item = Input("blog/a-file.md", partial(BytesIO, text.encode()))
    (reading,) = MarkdownFiles().read(item, None, ImportContext(timezone="Europe/Paris"))
    return reading


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no list or mapping, with the topmost key that it stands under."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, key or name.lower())
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, key)
    else:
        yield key, value


def words(value: Any) -> set[str]:
    """The words of a value, whatever parts them."""
    return set(re.split(r"[\s,;]+", as_text(value))) - {""}


def said(article: Article) -> dict[str, Any]:
    """All that an article says of itself, apart from where its file is."""
    skipped = ("path", "digest", "lines", "slug", "origin", "params", "targets")
    found = {name: getattr(article, name) for name in article.__struct_fields__ if name not in skipped}
    return {**found, "params": {key: value for key, value in article.params.items() if not ADDED.match(key)}}


def original(front: FrontMatter) -> Article | None:
    """The article that the source's own front matter makes."""
    config = Config(timezone="Europe/Paris")
    fields = Fields(front, "a.md", config)
    return read_article(Source("a.md", digest_bytes(b""), b""), front, fields, config, may_lack_date=True).article


@given(values=HEADERS, write=st.sampled_from([in_yaml, in_toml, in_json, in_pelican]))
@examples(1500)
def test_no_value_is_lost_by_an_import(values: dict[str, Any], write: Any) -> None:
    """Every word and every date of the source is in the file, and the file makes the same article."""
    source = write(values)
    reading = imported(source)
    if reading.draft is None:
        assert has_errors(reading.problems)
        return
    front = parse_front_matter(source, "a.md")
    assert isinstance(front, FrontMatter)
    text = text_of(reading, "markdown", Wishes(timezone="Europe/Paris"), {})
    written = parse_front_matter(text, "a.md")
    assert isinstance(written, FrontMatter)
    path = place_of(reading.draft, Wishes(timezone="Europe/Paris"))
    found = {word for _, value in leaves(written.values) for word in words(value)}
    for key, value in leaves(front.values):
        is_flag = key in FLAGS and (as_flag(value) is not None or value in ("draft", "published"))
        is_date = as_given(as_text(value), "Europe/Paris") in found
        is_name = key == "slug" and slugify(as_text(value)) == slugify(stem(path))
        assert is_flag or is_date or is_name or words(value) <= found, (key, value, text)
    before = original(front)
    after = parse_article(
        Source("content/pages/a.md", digest_bytes(b""), text.encode()), Config(timezone="Europe/Paris")
    )
    assert before is not None and after.article is not None, after.problems
    assert said(after.article) == said(before)


@given(values=HEADERS)
@examples(300)
def test_what_was_imported_is_not_changed_by_another_import(values: dict[str, Any]) -> None:
    """But for what the import itself says of its source; and what is in `params` stays there."""
    reading = imported(in_yaml(values))
    if reading.draft is None:
        return
    first = text_of(reading, "markdown", Wishes(timezone="Europe/Paris"), {})
    again = text_of(imported(first), "markdown", Wishes(timezone="Europe/Paris"), {})
    one, two = (parse_front_matter(text, "a.md") for text in (first, again))
    assert isinstance(one, FrontMatter) and isinstance(two, FrontMatter)
    kept = {key: value for key, value in one.values.items() if key not in ("source", "params", "slug")}
    assert kept == {key: value for key, value in two.values.items() if key not in ("source", "params", "slug")}
    params = one.values.get("params", {})
    assert {key: two.values.get("params", {}).get(key) for key in params if key != "quarantine"} == {
        key: value for key, value in params.items() if key != "quarantine"
    }
