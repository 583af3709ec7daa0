"""What differs between two versions of an article, for people to read."""

import time

from hypothesis import given
from hypothesis import strategies as st

from backfile.languages.language import Language
from backfile.render.differences import Difference, FieldChange, Piece, difference

HEAD = "---\ntitle: T\n---\n\n"


def between(old: str, new: str, keys: tuple[str, ...] = ()) -> Difference:
    """The difference, in English."""
    return difference(old, new, keys, Language())


def test_words_are_marked_within_their_passage() -> None:
    """Passages that are the same are left out, and so is how lines are broken."""
    old = HEAD + "Same.\n\nIt opened on a Monday, and boats\npaid a toll.\n\n- one\n- two\n\nEnd.\n"
    new = HEAD + "Same.\n\nIt opened on a Tuesday, and boats paid a toll.\n\n- one\n- three\n\nEnd.\n"
    first, second = between(old, new).passages
    assert first == (
        Piece("", "It opened on a "),
        Piece("removed", "Monday,"),
        Piece("", " "),
        Piece("added", "Tuesday,"),
        Piece("", " "),
        Piece("", "and boats paid a toll."),
    )
    assert second == (Piece("", "- "), Piece("removed", "two"), Piece("added", "three"))


def test_texts_without_spaces_are_compared_by_their_characters() -> None:
    """As one long word they would be another one."""
    (passage,) = between(HEAD + "运河开通于一八六九年。", HEAD + "运河开通于一八七〇年。").passages
    assert passage == (
        Piece("", "运河开通于一八"),
        Piece("removed", "六九"),
        Piece("added", "七〇"),
        Piece("", "年。"),
    )


def test_fields_are_told_by_what_went_and_came() -> None:
    """Under any of their names; only those that readers see, with those of further taxonomies."""
    old = "---\ntitle: A\ntags: [x, y]\ndescription: One.\ncompanies: [Acme]\nnote: n\n---\n\nText.\n"
    new = "---\ntitle: A\ntags: [y, z]\nstandfirst: Two.\ncompanies: []\nnote: m\n---\n\nText.\n"
    assert between(old, new, ("companies",)) == Difference(
        (
            FieldChange("companies", ("Acme",), ()),
            FieldChange("Standfirst", ("One.",), ("Two.",)),
            FieldChange("Tags", ("x",), ("z",)),
        )
    )


def test_a_text_written_anew_is_two_passages() -> None:
    """Words that happen to be in both would only confuse."""
    (passage,) = between(HEAD + "The lock is very old.", HEAD + "A bridge spans what was once the river.").passages
    assert [piece.kind for piece in passage] == ["removed", "added"]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "运", "the lock,", "\n\n", "\n- ", "*x*", "&"]), max_size=40).map(
    " ".join
)


@given(old=WORDS, new=WORDS)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old: str, new: str) -> None:
    """Word for word, in every passage that is shown; nothing is shown where nothing differs."""
    found = between(HEAD + old, HEAD + new)
    assert not found.is_too_long
    for text, other in ((old, "added"), (new, "removed")):
        squeezed = "".join(text.split())
        place = 0
        for passage in found.passages:
            part = "".join("".join(piece.text.split()) for piece in passage if piece.kind != other)
            place = squeezed.index(part, place) + len(part)
    assert found.passages or old.split() == new.split()
    assert between(HEAD + old, HEAD + old).passages == ()


def test_no_two_versions_take_for_ever() -> None:
    """The same word a hundred thousand times, the same passage, a book: told as too long or shown whole, in seconds."""
    begun = time.perf_counter()
    long = [
        ("a " * 90_000, "b " + "a " * 90_000 + "c"),
        ("a b " * 3_000, "b a a " * 3_000),
        ("a\n\n" * 40_000, "b\n\n" + "a\n\n" * 40_001 + "c"),
        (" ".join(map(str, range(30_000))), " ".join(map(str, reversed(range(30_000))))),
        ("x" * 300_000, "y" * 300_000),
        ("<!--" * 50_000, "<!-- -->" * 20_000),
    ]
    for old, new in long:
        found = between(HEAD + old, HEAD + new)
        assert found.is_too_long or len(found.passages) < 10
    assert time.perf_counter() - begun < 20
