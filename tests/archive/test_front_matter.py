"""Front matter by the contract's table: every name of every key, in four kinds of header, and YAML's dark corners."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backfile.archive import article as article_module
from backfile.archive.article import Article, Parsed, Source, parse_article
from backfile.archive.field_values import Correction, Image
from backfile.archive.fields import MAX_LABELS
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.archive.writing import format_article
from backfile.config import Config
from backfile.digest import digest_bytes
from backfile.problems import Severity
from site_builder import Site

PACKAGE_ROOT = Path(article_module.__file__).parents[2]


def read(text: str | bytes, path: str = "content/2020/10/a.md", config: Config | None = None) -> Parsed:
    """What comes of a file with that text."""
    data = text.encode() if isinstance(text, str) else text
    return parse_article(Source(path, digest_bytes(data), data), config or Config())


def article(header: str, body: str = "Text.\n") -> Article:
    """The article of a YAML header below a title and a date; a problem fails the test."""
    parsed = read(f"---\ntitle: A title\ndate: 2020-10-15\n{header}\n---\n\n{body}")
    assert parsed.article is not None, parsed.problems
    return parsed.article


def told(header: str) -> list[str]:
    """The problems of a YAML header below a title and a date."""
    return [str(p) for p in read(f"---\ntitle: A title\ndate: 2020-10-15\n{header}\n---\n\nText.\n").problems]


ALIASES: list[tuple[str, str, str, Any]] = [
    *[
        (name, "Under it", "standfirst", "Under it")
        for name in ("standfirst", "subtitle", "description", "summary", "excerpt")
    ],
    *[(name, "2021-03-04", "updated", "2021-03-04") for name in ("updated", "lastmod", "modified", "last_modified_at")],
    *[(name, "2031-03-04", "expires", "2031-03-04") for name in ("expires", "expiryDate", "unpublishdate")],
    *[(name, "Jane Doe", "authors", ("Jane Doe",)) for name in ("author", "authors", "byline")],
    *[(name, "[Jane, John]", "authors", ("Jane", "John")) for name in ("author", "authors", "byline")],
    ("author", "Doe, Jane; Roe, John", "authors", ("Doe, Jane", "Roe, John")),
    ("author", "{name: Jane Doe, email: x}", "authors", ("Jane Doe",)),
    *[(name, "News", "section", "News") for name in ("section", "category", "categories")],
    ("categories", "[News, Radio]", "section", "News"),
    ("categories", "[News, Radio]", "tags", ("Radio",)),
    ("tags", "[Radio, AT&T]", "tags", ("Radio", "AT&T")),
    ("tags", "Radio, AT&T; Space", "tags", ("Radio", "AT&T", "Space")),
    ("tags", "[Radio, Radio, '']", "tags", ("Radio",)),
    ("taxonomies", "{tags: [Radio]}", "tags", ("Radio",)),
    ("slug", "another", "slug", "another"),
    *[(name, "/a/b/", "url", "/a/b/") for name in ("url", "permalink", "path")],
    *[(name, "/old/", "aliases", ("/old/",)) for name in ("aliases", "redirect_from", "alias")],
    *[(name, "[/old/, /older/]", "aliases", ("/old/", "/older/")) for name in ("aliases", "redirect_from", "alias")],
    *[(name, "a.jpg", "image", Image("a.jpg")) for name in ("image", "cover", "featured_image", "thumbnail")],
    ("image", "{src: a.jpg, alt: A, caption: C, credit: D}", "image", Image("a.jpg", "A", "C", "D")),
    ("credit", "© Agency", "credit", "© Agency"),
    *[("draft", word, "draft", True) for word in ("true", "yes", "True", "on", "'true'", "1")],
    *[("draft", word, "draft", False) for word in ("false", "no", "False", "off", "0")],
    ("status", "draft", "draft", True),
    ("status", "published", "draft", False),
    ("published", "false", "draft", True),
    ("published", "true", "draft", False),
    ("noindex", "true", "noindex", True),
    ("search", "false", "searchable", False),
    ("lang", "de", "lang", "de"),
    ("template", "long-read", "template", "long-read"),
    ("canonical", "https://example.com/a", "canonical", "https://example.com/a"),
    ("corrections", "[{date: 2020-10-16, text: It was so.}]", "corrections", (Correction("2020-10-16", "It was so."),)),
    (
        "source",
        "{url: 'https://example.com/', confidence: 1}",
        "origin",
        {"url": "https://example.com/", "confidence": 1},
    ),
    ("params", "{a: 1}", "params", {"a": 1}),
    ("mood", "calm", "params", {"mood": "calm"}),
]


@pytest.mark.parametrize(("key", "value", "field", "expected"), ALIASES, ids=lambda value: str(value)[:20])
def test_every_key_is_read_under_each_of_its_names(key: str, value: str, field: str, expected: Any) -> None:
    """The contract's table, row by row; capital letters in a key make no difference."""
    for written in (key, key.upper(), key.capitalize()):
        found = getattr(article(f"{written}: {value}"), field)
        if field == "params":
            found = {name.lower(): part for name, part in found.items()}
        assert (found.iso if field in ("updated", "expires") else found) == expected


@pytest.mark.parametrize("key", ["date", "publishDate", "pubDate", "published", "created"])
@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2020-10-15", "2020-10-15"),
        ("2020/10/15", "2020-10-15"),
        ("2020-10-15T09:30:00+02:00", "2020-10-15T07:30:00+00:00"),
        ("2020-10-15 09:30", "2020-10-15T09:30:00+00:00"),
        ("'2020-10-15T09:30:00Z'", "2020-10-15T09:30:00+00:00"),
        ("Thu, 15 Oct 2020 09:30:00 +0000", "2020-10-15T09:30:00+00:00"),
    ],
)
def test_a_date_is_read_under_each_of_its_names_and_forms(key: str, value: str, iso: str) -> None:
    """ISO 8601, with slashes, with a space, as in e-mail: in the archive's time zone."""
    parsed = read(f"---\ntitle: A\n{key}: {value}\n---\n\nText.\n")
    assert parsed.article is not None and parsed.article.date is not None, parsed.problems
    assert parsed.article.date.iso == iso


HEADERS = {
    "yaml": '---\ntitle: "A title: and more"\ndate: 2020-10-15\nauthor: [Jane, John]\nsection: News\n'
    'tags: [a b, "3.10"]\n'
    "draft: false\nslug: x\n---\n\nThe *body*.\n",
    "toml": '+++\ntitle = "A title: and more"\ndate = 2020-10-15\nauthor = ["Jane", "John"]\nsection = "News"\n'
    'tags = ["a b", "3.10"]\ndraft = false\nslug = "x"\n+++\n\nThe *body*.\n',
    "json": '{"title": "A title: and more", "date": "2020-10-15", "author": ["Jane", "John"], "section": "News",\n'
    '"tags": ["a b", "3.10"], "draft": false, "slug": "x"}\n\nThe *body*.\n',
    "pelican": "Title: A title: and more\nDate: 2020-10-15\nAuthors: Jane; John\nCategory: News\nTags: a b, 3.10\n"
    "Status: published\nSlug: x\n\nThe *body*.\n",
}


def test_four_kinds_of_header_give_the_same_article() -> None:
    """YAML, TOML, JSON and Pelican's lines, whatever the file was written with."""
    found = {}
    for form, text in HEADERS.items():
        parsed = read(text)
        assert parsed.article is not None and parsed.body is not None, (form, parsed.problems)
        a = parsed.article
        facts = (a.title, a.date, a.authors, a.section, a.tags, a.draft, a.slug, a.words, a.excerpt, a.params)
        found[form] = (facts, parsed.body.html(str).strip())
    assert len({str(value) for value in found.values()}) == 1, found
    assert found["yaml"][0][0] == "A title: and more"


def test_pelicans_lines_need_no_space_behind_the_colon() -> None:
    """As Python-Markdown reads them: else the rest of the header would be a part of the text."""
    parsed = read("Title: A\nTags:a, b\nDate:2020-10-15\n\nText.\n")
    assert parsed.article is not None, parsed.problems
    assert (parsed.article.tags, parsed.article.words) == (("a", "b"), 1)
    parsed = read("Title: A\nDate: 2020-10-15\nhttps://example.org/ is a text.\n\nText.\n")
    assert parsed.article is not None and parsed.article.words == 5


@pytest.mark.parametrize("form", HEADERS)
@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_windows_files_are_read_and_told(form: str, ends: str, mark: bytes) -> None:
    """A byte-order mark and foreign line ends change nothing but a warning each."""
    parsed = read(mark + HEADERS[form].replace("\n", ends).encode())
    assert parsed.article is not None
    assert parsed.article.title == "A title: and more"
    assert all(problem.severity is Severity.WARNING for problem in parsed.problems)
    assert len(parsed.problems) == (ends != "\n") + bool(mark)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("3.10", "3.10"),
        ("007", "007"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("12:30:45", "12:30:45"),
        ("2020-10-15", "2020-10-15"),
        ("1984", "1984"),
        ("true", "true"),
        ("-0", "-0"),
        (".5", ".5"),
        ("0x1F", "0x1F"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("'#1'", "#1"),
        ("=", "="),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1.0", "1.0"),
        ("123456789012345678", "123456789012345678"),
        ("0.1000000000000001", "0.1000000000000001"),
    ],
)
def test_what_looks_like_a_number_or_a_yes_stays_what_was_written(written: str, read_as: str) -> None:
    """A tag `no`, `3.10` or `007` and a title `1984` come out as they were put in."""
    assert article(f"tags: [{written}]").tags == (read_as,)
    parsed = read(f"---\ntitle: {written}\ndate: 2020-10-15\n---\n\nText.\n")
    assert parsed.article is not None and parsed.article.title == read_as


@pytest.mark.parametrize(
    ("header", "line", "part"),
    [
        ("updated: 2020-02-30", 4, "2020-02-30"),
        ("updated: yesterday", 4, "yesterday"),
        ("x: 1\nexpires: 31/12/2020", 5, "31/12/2020"),
        ("draft: maybe", 4, "maybe"),
        ("standfirst: [a, b]", 4, "standfirst"),
        ("image: {alt: A}", 4, "image"),
        ("corrections: [{text: A}]", 4, "correction"),
        ("template: ../secret", 4, "secret"),
        ("tags: [a, b", 5, "YAML"),
        ("a: b: c", 4, "YAML"),
        ("a: *nothing", 4, "YAML"),
        ("a: !!python/object:os.system x", 4, "YAML"),
        ("\tb: 1", 4, "YAML"),
        ("- a", 4, "YAML"),
        ("a: \x07", 4, "YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(header: str, line: int, part: str) -> None:
    """The line of the key that is wrong, and the value as it was written."""
    problems = told(header)
    assert len(problems) == 1
    assert problems[0].startswith(f"content/2020/10/a.md:{line}")
    assert part in problems[0]


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("---\ntitle: A\ndate: 2020-10-15\nimage:\n  src: a.jpg\n  src: b.jpg\n---\n\nText.\n", 6, "src"),
        ("+++\ntitle = 'A'\ndate = 2020-10-15\ntags = ['a']\ntags = ['b']\n+++\n\nText.\n", 5, "overwrite"),
        ('{"title": "A", "date": "2020-10-15",\n"tags": ["a"],\n"tags": ["b"]}\n\nText.\n', 3, "tags"),
    ],
)
def test_a_key_that_is_there_twice_is_a_problem_where_one_would_be_lost(text: str, line: int, key: str) -> None:
    """Within a value, in TOML, which forbids it, and in JSON, which programs write."""
    (problem,) = read(text).problems
    assert problem.is_error
    assert problem.location.line == line
    assert key in problem.message


@pytest.mark.parametrize(
    ("text", "title", "line"),
    [
        ("---\ntitle: A\ndate: 2020-10-15\ntitle: B\ntags: [a]\n---\n\nText.\n", "B", 2),
        ("Title: B\nDate: 2020-10-15\nTags: a\nTitle: A\n\nText.\n", "B", 4),
    ],
)
def test_of_a_key_that_is_there_twice_both_values_are_kept(text: str, title: str, line: int) -> None:
    """The one holds that other readers of the form take, so that an old archive reads as it was."""
    parsed = read(text)
    assert parsed.article is not None
    assert (parsed.article.title, parsed.article.params, parsed.article.tags) == (title, {"title": "A"}, ("a",))
    assert {(p.location.line, p.severity) for p in parsed.problems} == {(line, Severity.WARNING)}
    assert "`title` is there twice" in parsed.problems[0].message


def test_values_of_doubled_keys_are_united_or_numbered() -> None:
    """Tags are all tags; two moods are two params; `1984` and `'1984'` are one key as text."""
    header = "tags: [a]\ntags: [b]\nmood: calm\nmood: dark\nmood: dark\n1984: a\n'1984': b"
    found = article(header)
    assert set(found.tags) == {"a", "b"}
    assert found.params == {"mood": "dark", "mood-2": "calm", "1984": "b", "1984-2": "a"}
    assert len(told(header)) == 4


def test_merging_another_mapping_into_one_is_no_doubled_key() -> None:
    """What stands in the mapping itself goes before what it takes over, as YAML has it."""
    found = article("one: &one {a: 1, b: 2}\ntwo: &two {<<: *one, b: 3}\nthree: {<<: *two, a: 4}")
    assert found.params["three"] == {"a": 4, "b": 3}


PLACES = {
    "yaml": "---\ntitle: A\nimage:\n  src: a.jpg\n  'width': 3\nother: {width: 4}\n\"og:title\": B\n---\n",
    "toml": '+++\ntitle = "A"\n"og:title" = "B"\n[image]\nsrc = "a.jpg"\nwidth = 3\n[other]\nwidth = 4\n+++\n',
    "json": '{"title": "A",\n"image": {"title": "x", "src": "a.jpg",\n"width": 3},\n'
    '"other": {"width": 4},\n"og:title": "B"}',
    "pelican": "Title: A\nImage: a.jpg\nOther: b\n",
}


@pytest.mark.parametrize(
    ("form", "key", "part", "line"),
    [
        ("yaml", "title", "", 2),
        ("yaml", "image", "", 3),
        ("yaml", "image", "width", 5),
        ("yaml", "image", "height", 3),
        ("yaml", "other", "width", 6),
        ("yaml", "og:title", "", 7),
        ("toml", "title", "", 2),
        ("toml", "og:title", "", 3),
        ("toml", "image", "", 4),
        ("toml", "image", "width", 6),
        ("toml", "other", "width", 8),
        ("toml", "width", "", 1),
        ("json", "title", "", 1),
        ("json", "image", "width", 3),
        ("json", "other", "width", 4),
        ("json", "og:title", "", 5),
        ("pelican", "other", "", 3),
    ],
)
def test_every_key_and_part_has_its_line(form: str, key: str, part: str, line: int) -> None:
    """In each form; a part that cannot be found has the line of its key."""
    front = parse_front_matter(PLACES[form], "a.md")
    assert isinstance(front, FrontMatter)
    assert front.place(key, part)[0] == line


def test_all_that_is_wrong_with_one_file_is_told_at_once() -> None:
    """An impossible date, an unreadable flag, a picture without a file and no title: four problems."""
    parsed = read("---\ndate: 2020-13-01\ndraft: maybe\nimage: {alt: x}\nupdated: never\n---\n\nText.\n")
    messages = " ".join(problem.message for problem in parsed.problems)
    assert len(parsed.problems) == 5
    for part in ("2020-13-01", "maybe", "src", "never", "no title"):
        assert part in messages


def test_a_footnote_that_nothing_refers_to_is_warned_of_with_its_line() -> None:
    """The line in the file, not in the body."""
    parsed = read("---\ntitle: A\ndate: 2020-10-15\n---\n\nA.\n\n[^2]: Another.\n")
    assert parsed.article is not None
    assert [(p.location.line, p.severity) for p in parsed.problems] == [(8, Severity.WARNING)]


def test_a_near_miss_of_a_key_is_a_warning_and_kept() -> None:
    """`autor` is probably `author`: told, and nothing lost."""
    parsed = read("---\ntitle: A\ndate: 2020-10-15\nautor: Jane\n---\n\nText.\n")
    assert parsed.article is not None and parsed.article.params == {"autor": "Jane"}
    assert [problem.severity for problem in parsed.problems] == [Severity.WARNING]
    assert "`author`" in parsed.problems[0].message


BOMBS = {
    "aliases": "a: &a [1,1,1,1,1,1,1,1,1]\n"
    + "".join(f"b{n}: &b{n} [{', '.join(['*a' if not n else f'*b{n - 1}'] * 9)}]\n" for n in range(9)),
    "merge": "a: &a {x: 1}\n"
    + "".join(f"b{n}: &b{n}\n  <<: [{', '.join(['*a' if not n else f'*b{n - 1}'] * 9)}]\n" for n in range(9)),
    "loop": "a: &a [*a]",
    "many": "tags: [" + "x, " * 200_000 + "]",
    "long key": "k" * 200_000 + ": 1",
    "long text": "standfirst: " + "word " * 200_000,
}
DEPTHS = {
    **{
        f"{name} {depth}": text
        for depth in (40, 200, 480, 900, 20_000)
        for name, text in {
            "[ balanced": "a: " + "[" * depth + "]" * depth,
            "[ open": "a: " + "[" * depth,
            "{ balanced": "a: " + "{a: " * depth + "}" * depth,
            "{ open": "a: " + "{a: " * depth,
            "block list": "a:\n  " + "- " * depth + "x",
            "? keys": "? " * depth + "x",
        }.items()
    },
    **{f"block map {depth}": "\n".join(" " * n + "a:" for n in range(depth)) for depth in (40, 480, 3000)},
}
WHOLE = {
    **{
        f"json {depth}": '{"title": "A", "date": "2020-10-15", "a": ' + "[" * depth + "]" * depth + "}\n\nText.\n"
        for depth in (40, 480, 900, 20_000)
    },
    **{f"json open {depth}": '{"a": ' + '{"a": ' * depth for depth in (900, 20_000)},
    **{
        f"toml {depth}": '+++\ntitle = "A"\ndate = 2020-10-15\na = ' + "[" * depth + "]" * depth + "\n+++\n\nText.\n"
        for depth in (40, 480, 900, 20_000)
    },
    "toml dotted": "+++\n" + "a." * 20_000 + 'b = 1\ntitle = "A"\n+++\n\nText.\n',
    "toml long number": f'+++\ntitle = "A"\ndate = 2020-10-15\nn = {"9" * 5000}\n+++\n\nText.\n',
    "toml big number": '+++\ntitle = "A"\ndate = 2020-10-15\nn = 99999999999999999999999999\n+++\n\nText.\n',
    "json long number": '{"title": "A", "date": "2020-10-15", "n": ' + "9" * 5000 + "}\n\nText.\n",
    "json big number": '{"title": "A", "date": "2020-10-15", "n": 99999999999999999999999999}\n\nText.\n',
    "json half a character": '{"title": "A \\ud800", "date": "2020-10-15", "n": "\\udfff", "\\ud800": 1}\n\nText.\n',
    "json not a number": '{"title": "A", "date": "2020-10-15", "n": NaN, "m": Infinity}\n\nText.\n',
    "pelican long": "Title: A\nDate: 2020-10-15\n" + "".join(f"K{n}: v\n" for n in range(30_000)) + "\nText.\n",
}
PROGRAM = """
import json, sys, time
from backfile.archive.article import Source, parse_article
from backfile.config import Config
from backfile.digest import digest_bytes
import msgspec
for name, text in json.load(sys.stdin).items():
    data = text.encode("utf-8", "surrogatepass")
    begun = time.process_time()
    parsed = parse_article(Source("content/a.md", digest_bytes(data), data), Config())
    msgspec.msgpack.encode(parsed)
    assert parsed.article is not None or parsed.problems, name
    seconds = time.process_time() - begun
    assert seconds < 5, (name, seconds)
    print(json.dumps([name, parsed.article is not None, [str(p)[:200] for p in parsed.problems]]), flush=True)
"""


def test_bombs_and_abysses_end_in_a_problem_or_an_article_and_never_in_a_crash() -> None:
    """Aliases that multiply, nesting that overflows stacks, numbers without end: read in a process of its own, each
    is answered in bounded time."""
    texts = {
        name: f"---\ntitle: A\ndate: 2020-10-15\n{header}\n---\n\nText.\n"
        for name, header in {**BOMBS, **DEPTHS}.items()
    }
    texts |= WHOLE
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=100,
        env={"PYTHONPATH": str(PACKAGE_ROOT)},
    )
    answers = {name: (is_read, problems) for name, is_read, problems in map(json.loads, done.stdout.splitlines())}
    missing = [name for name in texts if name not in answers]
    assert not missing, f"ended at {missing[0]} with {done.returncode}: {done.stderr[-600:]}"
    for name in ("aliases", "loop", "[ balanced 20000", "{ open 20000", "block list 20000", "json 20000", "toml 20000"):
        assert not answers[name][0], name
    for name in ("long text", "[ balanced 40", "json 40", "toml 40"):
        assert answers[name][0], answers[name]


@pytest.mark.parametrize("name", ["[ balanced 20000", "{ balanced 20000", "block list 20000"])
def test_a_terms_file_as_deep_is_a_problem_too(tmp_path: Path, name: str) -> None:
    """tags.yaml is read by the same careful reader."""
    site = Site(tmp_path).article("2020/10/a").write("content/tags.yaml", DEPTHS[name].replace("a:", "Radio:", 1))
    done = subprocess.run(
        [sys.executable, "-m", "backfile", "build", "-s", str(site.root), "--no-search"],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PYTHONPATH": str(PACKAGE_ROOT), "PATH": ""},
    )
    assert done.returncode == 1, done.stderr[-600:]
    assert "content/tags.yaml:" in done.stderr
    assert "Traceback" not in done.stderr


def test_written_in_its_canonical_form_an_article_reads_the_same() -> None:
    """What the writer writes, the reader reads back: every field."""
    values = {
        "title": "no: really # yes",
        "standfirst": "'Quoted' \"twice\"",
        "date": "2020-10-15T09:30:00+02:00",
        "author": ["Jane", "John"],
        "section": "3.10",
        "tags": ["007", "yes", "AT&T", "- x", "日本", "a: b", "#1", "null", "~", "1984", "12:30"],
        "params": {"number": 3, "text": "3"},
    }
    parsed = read(format_article(values, "The body.\n"))
    assert parsed.article is not None, parsed.problems
    a = parsed.article
    assert (a.title, a.standfirst, a.authors, a.section) == (
        "no: really # yes",
        "'Quoted' \"twice\"",
        ("Jane", "John"),
        "3.10",
    )
    assert a.tags == ("007", "yes", "AT&T", "- x", "日本", "a: b", "#1", "null", "~", "1984", "12:30")
    assert a.params == {"number": 3, "text": "3"}
    assert not parsed.problems


@pytest.mark.parametrize("key", ["tags", "author", "categories"])
def test_more_labels_than_an_article_can_have_are_a_problem_with_its_line(key: str) -> None:
    """Each has pages that name all of them, so that the work grows with the square."""
    labels = [f"Label {number}" for number in range(MAX_LABELS + 1)]
    assert told(f"{key}: {json.dumps(labels[1:])}") == []
    problems = told(f"{key}: {json.dumps(labels)}")
    assert len(problems) == 1 and problems[0].startswith("content/2020/10/a.md:4:") and "1,001 names" in problems[0]
