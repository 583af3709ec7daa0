"""Terms: when two labels are one term, and that no term ever loses its address or an article its label."""

import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.article import Article, Parsed, Source, parse_article
from backfile.archive.catalog import Archive, assemble
from backfile.archive.taxonomy import Described, assign_terms, term_key
from backfile.archive.urls import output_path, slugify
from backfile.config import Config, term_files
from backfile.digest import digest_bytes
from properties import examples
from site_builder import Site

SAME = [
    ("AWS", "aws"),
    ("open source", "Open-Source"),
    ("open source", "open_source"),
    ("a b", "a  b"),
    ("Telefónica", unicodedata.normalize("NFD", "Telefónica")),
    ("Straße", "STRASSE"),
    ("a b", "a\u00a0b"),
]
DIFFERENT = [
    ("C", "C++"),
    ("C", "C#"),
    ("C++", "C#"),
    ("C++", "C plus plus"),
    ("naive", "naïve"),
    ("a/b", "a b"),
    ("AT&T", "AT and T"),
    ("résumé", "resume"),
    ("日本", "日本語"),
    ("...", "!!!"),
    ("हिन्दी", "हनद"),
    ("x" * 150, "x" * 151),
    ("東" * 150, "東" * 151),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_labels_that_differ_in_case_hyphens_or_normal_form_are_one_term(one: str, other: str) -> None:
    """One term, one page, whichever way it is written."""
    assert term_key(one) == term_key(other)
    vocabulary, problems = assign_terms(Counter({one: 2, other: 1}), (), "")
    assert [term.label for term in vocabulary.terms.values()] == [one]
    assert not problems


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_labels_that_mean_something_else_are_two_terms_with_two_addresses(one: str, other: str) -> None:
    """Two terms, two pages, though their slugs would be the same."""
    vocabulary, problems = assign_terms(Counter([one, other]), (), "")
    slugs = {term.slug for term in vocabulary.terms.values()}
    assert len(vocabulary.terms) == len(slugs) == 2
    assert all(len(slug.encode()) <= 240 for slug in slugs)
    assert not problems


def test_the_term_that_is_written_like_the_slug_keeps_it() -> None:
    """`naive` is at /naive/ with or without a `naïve` beside it."""
    vocabulary, _ = assign_terms(Counter(["naïve", "naive"]), (), "")
    assert {term.label: term.slug for term in vocabulary.terms.values()}["naive"] == "naive"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("AT&T", "at-and-t"),
        ("Telefónica", "telefonica"),
        ("東京", "東京"),
        ("हिन्दी", "हिन्दी"),
        ("Ελλάδα", "ελλάδα"),
        ("Ørsted", "orsted"),
        ("it’s", "its"),
        ("../../etc/passwd", "etc-passwd"),
        ("---", ""),
        ("a" * 30 + " " + "b" * 90, "a" * 30),
    ],
)
def test_slugs_read_like_their_text(text: str, slug: str) -> None:
    """Latin letters lose their accents, other scripts keep their letters with all their marks, signs become words."""
    assert slugify(text) == slug


@given(text=st.text(max_size=300))
@examples(300)
def test_a_slug_is_one_safe_part_of_a_path(text: str) -> None:
    """No slash, no dot at its ends, no space, not too long for a file system, and stable when made again."""
    slug = slugify(text)
    assert not set(slug) & set("/\\.?#%\0 ")
    assert len(slug.encode()) <= 240
    assert slugify(slug) == slug
    assert not slug.startswith("-") and not slug.endswith("-")


LABELS = st.lists(
    st.one_of(
        st.sampled_from(
            ["c", "C", "C++", "C#", "naïve", "naive", "a b", "a-b", "a/b", "A_B", "-", "_", "日本", "é", "e\u0301"]
        ),
        st.text("aAbB-_ +#éÉ/.1", min_size=1, max_size=5),
        st.text(min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=12,
)


def parsed(name: str, tags: list[str]) -> Article:
    """An article of that name with those tags, read by the real reader."""
    front = "".join(f"  - {quoted(tag)}\n" for tag in tags)
    text = f"---\ntitle: {name}\ndate: 2020-01-01\ntags:\n{front}---\n\nText.\n"
    result: Parsed = parse_article(Source(f"content/{name}.md", digest_bytes(text.encode()), text.encode()), Config())
    assert result.article is not None, result.problems
    return result.article


def quoted(text: str) -> str:
    """YAML in double quotes with every character escaped that could mean something."""
    return '"' + "".join(c if c.isalnum() and ord(c) < 128 else f"\\U{ord(c):08x}" for c in text) + '"'


def assembled(articles: list[Article], described: tuple[Described, ...] = ()) -> Archive:
    """The archive of these articles; problems fail the test."""
    archive, problems = assemble(articles, (), {"tag": described}, Config(), term_files(Config()))
    assert not problems
    return archive


@given(label_sets=st.lists(LABELS, min_size=1, max_size=6), seed=st.integers(0, 9))
@examples(120)
def test_no_label_is_lost_whatever_it_is_and_in_whatever_order_files_come(
    label_sets: list[list[str]], seed: int
) -> None:
    """As many addresses as terms; every article is in the list of each of its tags; the order of files is nothing."""
    articles = [
        parsed(f"a-{n}", [tag for tag in tags if not any(0xD800 <= ord(c) < 0xE000 for c in tag)])
        for n, tags in enumerate(label_sets)
    ]
    archive = assembled(articles)
    taxonomy = archive.taxonomies["tag"]
    keys = {term_key(label) for article in articles for label in article.tags}
    assert {term.key for term in taxonomy.terms} == keys
    assert len({output_path(taxonomy.url(term)).casefold() for term in taxonomy.terms}) == len(keys)
    for position, entry in enumerate(archive.entries):
        for label in entry.article.tags:
            assert position in taxonomy.members[term_key(label)]
    assert sum(map(len, taxonomy.members.values())) == sum(
        len({term_key(label) for label in article.tags}) for article in articles
    )
    shuffled = list(articles)
    Random(seed).shuffle(shuffled)
    assert assembled(shuffled) == archive


def test_a_terms_file_names_describes_and_gathers(tmp_path: Path) -> None:
    """A label, a slug, a description, aliases: one page under the slug, and a redirect from what an alias would be."""
    site = Site(tmp_path).article("2020/01/a", tags=["wireless"]).article("2020/02/b", tags=["Radio"])
    site.write("content/tags.yaml", "Radio: {slug: air, description: Waves., aliases: [Wireless]}\n").build()
    assert not site.problems
    assert "/2020/01/a/" in site.html("tags/air/") and "/2020/02/b/" in site.html("tags/air/")
    assert "Waves." in site.html("tags/air/")
    assert 'url=/tags/air/"' in site.html("tags/wireless/")
    assert "tags/radio/index.html" not in site.files()


def test_two_articles_for_one_address_are_told_with_both_files(tmp_path: Path) -> None:
    """What no rule can tell apart is a problem that names both files."""
    site = Site(tmp_path).article("2020/01/one", slug="same").article("2020/01/two", slug="Same").build()
    assert [str(problem.location.path) for problem in site.problems] == ["content/2020/01/two.md"]
    assert "content/2020/01/one.md" in site.problems[0].message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a%2Fb/", "/a/b/"),
        ("/%41/", "/A/"),
        ("/a//b/", "/a/b/"),
        ("/a/./b/", "/a/b/"),
        ("/a/", "/a/index.html"),
        ("/é/", "/e\u0301/"),
    ],
)
def test_two_spellings_of_one_address_are_one_address(tmp_path: Path, one: str, other: str) -> None:
    """However it is encoded: two articles for one file of the site are told, and none is lost."""
    site = Site(tmp_path).article("2020/01/one", url=one).article("2020/01/two", url=other).build()
    assert site.result.failed
    assert "content/2020/01/one.md" in str(site.problems)
    assert "content/2020/01/two.md" in str(site.problems)


@pytest.mark.parametrize("url", ["/a?b=c", "../../etc/", "/a\\b/", f"/{'x' * 300}/", "/%00/", "/%e6%97/", "/%2e%2e/x/"])
def test_an_address_that_no_site_can_have_is_told(tmp_path: Path, url: str) -> None:
    """A `url` that cannot be used is told; the article is found at its usual address."""
    site = Site(tmp_path).article("2020/01/one", url=url).build()
    assert [problem.location.path for problem in site.problems] == ["content/2020/01/one.md"]
    assert "2020/01/one/index.html" in site.files()


def test_long_names_of_any_script_make_files_that_every_disk_can_hold(tmp_path: Path) -> None:
    """Titles, tags and authors of hundreds of letters: every part of every path fits in 255 bytes."""
    long = "電信電話の歴史" * 40
    site = Site(tmp_path).article("2020/01/a", slug=long, tags=[long, f"{long}二"], author=long, section=long).build()
    assert not site.problems
    assert max(len(part.encode()) for path in site.files() for part in path.split("/")) <= 255


def test_an_alias_that_is_its_own_address_is_passed_over(tmp_path: Path) -> None:
    """However it is written, an article's own address is no redirect to itself."""
    aliases = ["/2020/01/a/", "/2020/01/a", "https://old.example/2020/01/a/index.html", "/2020//01/a/"]
    site = Site(tmp_path).article("2020/01/a", aliases=aliases).build()
    assert not site.problems
    assert 'http-equiv="refresh"' not in site.html("2020/01/a/")
