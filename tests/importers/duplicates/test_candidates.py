"""What is found from sketches alone: all that is alike, and little else."""

from struct import unpack

from backfile.importers.duplicates.candidates import MOST, Candidates, Rank
from backfile.importers.duplicates.sketch import LEAST_WORDS, signature_of


def text(seed: int, count: int = 300) -> list[str]:
    """Words that no other seed has in this order."""
    found, value = [], seed * 7919 + 1
    for _ in range(count):
        value = value * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        found.append(f"w{value >> 50}")
    return found


def rank(order: int, *, is_new: bool = True) -> Rank:
    """A rank that says nothing but the order."""
    return Rank(is_new, 0, 0, 0, order, 0)


def add(candidates: Candidates, words: list[str], order: int, *, is_new: bool = True, subject: int = 0) -> None:
    """Takes in a text."""
    candidates.add(signature_of(words), rank(order, is_new=is_new), subject)


def test_a_text_with_a_few_other_words_is_found_among_hundreds() -> None:
    """Three words of 300 are others: 15 of 296 shingles. Texts of other words are no candidates."""
    candidates = Candidates()
    for seed in range(400):
        add(candidates, text(seed), seed)
    for seed in range(0, 400, 7):
        words = text(seed)
        words[40] = words[150] = words[260] = "other"
        add(candidates, words, 1000 + seed)
    found = dict(candidates.pairs())
    assert found == {400 + number: (seed,) for number, seed in enumerate(range(0, 400, 7))}


def test_of_two_the_worse_is_told_and_articles_of_the_archive_never() -> None:
    """The smaller rank is the better; what the archive has is not compared with itself."""
    candidates = Candidates()
    add(candidates, text(1), 9)
    add(candidates, text(1), 5)
    add(candidates, text(1), 1, is_new=False)
    add(candidates, text(1), 2, is_new=False)
    assert list(candidates.pairs()) == [(1, (2, 3)), (0, (2, 3, 1))]


def test_a_notice_that_came_a_thousand_times_is_compared_with_few() -> None:
    """With those of its title and day first."""
    candidates = Candidates()
    for number in range(1000):
        add(candidates, text(3), number, subject=number % 500)
    found = dict(candidates.pairs())
    assert all(len(others) <= MOST for others in found.values())
    add_count = sum(number - 500 in found[number] for number in range(500, 1000))
    assert add_count == 500


def test_texts_of_few_words_are_not_told_apart() -> None:
    """A caption is no story."""
    assert not signature_of(text(1, LEAST_WORDS - 1))
    assert len(signature_of(text(1, LEAST_WORDS))) == 256
    assert list(Candidates().pairs()) == []


def test_a_sketch_is_the_same_everywhere() -> None:
    """It depends on no seed and no word size, and on the order of bytes only in how it is kept."""
    assert list(unpack("=4I", signature_of(text(5, 40))[:16])) == [103763346, 11298431, 25462992, 73662086]
