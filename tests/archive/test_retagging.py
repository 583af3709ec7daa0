"""Renaming a tag changes the tags and nothing else, byte for byte, in each form of front matter."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.article import Source
from backfile.archive.fields import Fields
from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.archive.retagging import Retagged, retag
from backfile.archive.taxonomy import term_key
from backfile.config import Config
from backfile.digest import digest_bytes
from backfile.problems import Problem

PATH = "content/2020/10/x.md"


def renamed(text: str, old: str = "cable", new: str = "submarine cables") -> str:
    """The text with one tag renamed."""
    found = attempt(text.encode(), old, new)
    assert isinstance(found, Retagged), found
    return found.data.decode()


def refused(text: str, old: str = "cable", new: str = "submarine cables") -> str:
    """Why a text is left alone."""
    found = attempt(text.encode(), old, new)
    assert isinstance(found, Problem), found
    return found.message


def attempt(data: bytes, old: str, new: str) -> Retagged | Problem:
    source = Source(PATH, digest_bytes(data), data)
    return retag(source, lambda label: new if term_key(label) == term_key(old) else label, Config())


BLOCK = """---
# The paper's own note
title:   "A cable,   at last"   # spaced by hand
tags:
  - Atlantic # the ocean
  - cable    # the thing

  - 'ships'
date: 1866-07-27
---
Tags: cable
- cable
"""


def test_a_block_list_keeps_comments_spaces_and_quotes() -> None:
    """Only the label's own bytes are replaced; the body may say the same word."""
    assert renamed(BLOCK) == BLOCK.replace("- cable    #", "- submarine cables    #")


def test_a_tag_that_is_there_already_takes_its_line_along() -> None:
    """Of two that come out equal the first stays."""
    assert renamed(BLOCK, new="Atlantic") == BLOCK.replace("  - cable    # the thing\n", "")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("tags: [ships, cable, Atlantic]", "tags: [ships, submarine cables, Atlantic]"),
        ("tags: [ 'cable' , \"Atlantic\" ] # two", "tags: [ 'submarine cables' , \"Atlantic\" ] # two"),
        ('tags: ["cable"]', 'tags: ["submarine cables"]'),
        ("tags: [submarine cables, cable, ships]", "tags: [submarine cables, ships]"),
        ("tags: [submarine cables, ships, cable]", "tags: [submarine cables, ships]"),
        ("tags: [cable, ships, submarine cables]", "tags: [submarine cables, ships]"),
        ("tags: [\n  ships,\n  cable, # long\n]", "tags: [\n  ships,\n  submarine cables, # long\n]"),
        ("tags: ships, cable; Atlantic", "tags: ships, submarine cables; Atlantic"),
        ("tags: cable", "tags: submarine cables"),
        ("tags: 'cable, ships'", "tags: 'submarine cables, ships'"),
        ("Tags: [cable]", "Tags: [submarine cables]"),
        ("tags:\n- name: cable\n  weight: 3", "tags:\n- name: submarine cables\n  weight: 3"),
        (
            "taxonomies:\n  tags: [cable]\n  series: [cable]",
            "taxonomies:\n  tags: [submarine cables]\n  series: [cable]",
        ),
        ("tags: [Cable, CABLE, ships]", "tags: [submarine cables, ships]"),
        ('tags: ["\\u0063able"]', 'tags: ["submarine cables"]'),
    ],
)
def test_yaml_lists_and_texts_of_every_style(written: str, expected: str) -> None:
    """Flow lists on one line or several, quotes of both kinds, text, mappings, Zola's table."""
    text = "---\ntitle: A cable\n{}\ndate: 1866-07-27\n---\n\nText.\n"
    assert renamed(text.format(written)) == text.format(expected)


@pytest.mark.parametrize(
    "new", ["AT&T", "C#", "3.10", "yes", "a: b", "it's", "[x]", "- x", "007", "#1", "“x”", "𝄞", "null"]
)
def test_a_label_that_yaml_would_misread_is_quoted(new: str) -> None:
    """Whatever the label holds, it comes back as it is."""
    for tags in ("[cable, x y]", "['cable']", '["cable"]', "\n- cable"):
        text = renamed(f"---\ntitle: T\ntags: {tags}\ndate: 1866-07-27\n---\n", new=new)
        front = parse_front_matter(text, PATH)
        assert isinstance(front, FrontMatter)
        assert Fields(front, PATH, Config()).labels("tags")[0] == new


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('+++\ntitle = "T"\ntags = ["cable", \'ships\'] # x\n+++\nBody\n', '"cable"'),
        ('+++\ntitle = "T"\n[taxonomies]\ntags = ["cable"]\n+++\nBody\n', '"cable"'),
        ('{"title": "T", "tags": ["ships", "cable"]}\n\nBody\n', '"cable"'),
        ("Title: T\nTags: ships, cable\nDate: 1866-07-27\n\nBody\n", "cable"),
    ],
)
def test_other_forms_of_front_matter(text: str, expected: str) -> None:
    """TOML, JSON and Pelican's lines."""
    assert renamed(text) == text.replace(expected, expected.replace("cable", "submarine cables"))


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    """Even where a file mixes its line ends."""
    data = b"\xef\xbb\xbf---\r\ntitle: T\ntags:\r\n- cable\r\n- Atlantic\n- ships\r\n---\r\nBody\r\n\nend"
    found = attempt(data, "cable", "submarine cables")
    assert isinstance(found, Retagged)
    assert found.data == data.replace(b"cable", b"submarine cables")
    found = attempt(data, "Atlantic", "cable")
    assert isinstance(found, Retagged)
    assert found.data == data.replace(b"- Atlantic\n", b"")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: T\ncategories: [News, cable]\n---\n",
        "---\ntitle: T\ntags: [cable]\ncategories: [News, cable]\n---\n",
        "---\ntitle: T\ntags: |\n  cable,\n  ships\n---\n",
        "---\ntitle: T\nseries: &x [cable]\ntags: *x\n---\n",
        '+++\ntitle = "T"\ntags = """cable"""\n+++\n',
        '{"title": "T", "params": {"tags": ["cable"]}, "tags": ["cable"]}\n',
        "Title: T\nTags: ships,\n  cable\n\nBody\n",
    ],
)
def test_what_cannot_be_changed_safely_is_left_alone(text: str) -> None:
    """It is said why, and a person changes the one file by hand."""
    assert "left alone" in refused(text)


LABELS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)


@given(
    st.lists(LABELS.filter(bool), min_size=1, max_size=6),
    LABELS.filter(bool),
    st.sampled_from([True, False, None]),
    st.sampled_from([None, "'", '"']),
)
def test_any_tag_of_any_yaml_is_renamed_or_left_alone(
    labels: list[str], new: str, flow: bool | None, quote: str | None
) -> None:
    """A file comes out right or not at all: every other value and the body are what they were."""
    listed = yaml.dump(
        {"title": "T", "tags": labels, "x": labels}, default_flow_style=flow, default_style=quote, allow_unicode=True
    )
    text = f"---\n{listed}---\n\nBody {new}\n"
    before = parse_front_matter(text, PATH)
    if not isinstance(before, FrontMatter):
        return
    old = before.values["tags"][0]
    found = attempt(text.encode(), old, new)
    if isinstance(found, Problem):
        return
    after = parse_front_matter(found.data.decode(), PATH)
    assert isinstance(after, FrontMatter)
    assert {**after.values, "tags": 0} == {**before.values, "tags": 0}
    assert after.body == before.body
    assert all(term_key(label) != term_key(old) or label == new for label in found.after)
