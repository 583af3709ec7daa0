"""Which tags are likely one: few false alarms, and none missed that differs by one letter."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from backfile.check.similar_tags import similar_tags, tally_tags

LETTERS = str.maketrans("0123456789", "ghijklmnop")
KEYS = st.text("abcdeé 1", min_size=5, max_size=9).filter(lambda text: text == " ".join(text.split()))


def differences(*labels: str) -> set[str]:
    """In which ways some of the labels differ."""
    return {found.difference for found in similar_tags(tally_tags(labels))}


def test_spellings_of_one_term_are_one_tally() -> None:
    """The most frequent spelling names it."""
    (tally,) = tally_tags(["AWS", "aws", "AWS"])
    assert (tally.label, tally.spellings, tally.count) == ("AWS", {"AWS": 2, "aws": 1}, 3)


def test_the_rarer_comes_first() -> None:
    """So that merging the first into the second changes the fewest articles."""
    (found,) = similar_tags(tally_tags(["satellite", "satellites", "satellites"]))
    assert (found.rarer.label, found.other.label) == ("satellite", "satellites")


def test_plainest_difference_wins() -> None:
    """A pair is told once."""
    assert differences("email", "e-mail") == {"a space or hyphen"}
    assert differences("naive art", "naïve art") == {"accents"}
    assert differences("company", "companies") == {"plural"}
    assert differences("Marconi", "Marcnoi") == {"one letter"}


def test_signs_alone_are_like_no_tag() -> None:
    """Without letters and digits nothing is left of them to compare."""
    assert differences("-", "!!!", "´", "canals", "locks", "first steps") == set()


def test_different_things_are_left_in_peace() -> None:
    """Digits mean something, and short names are near each other by nature."""
    assert differences("4G", "5G") == differences("IPv4", "IPv6") == differences("GSM", "GPS") == set()
    assert differences("mainframe 1", "mainframe 2") == differences("telegraph", "telephone") == set()


@given(KEYS, st.integers(0, 8), st.sampled_from("xyz"))
def test_a_changed_letter_is_always_found(key: str, at: int, letter: str) -> None:
    """Whichever letter it is, except a digit."""
    place = at % len(key)
    if key[place].isdigit() or key[place] == " ":
        return
    other = key[:place] + letter + key[place + 1 :]
    assert similar_tags(tally_tags([key, other]))


def test_many_tags_are_compared_in_little_time() -> None:
    """No tag is compared with every other: 20,000 tags would be 200 million pairs, many minutes of work."""
    labels = [sha256(str(number).encode()).hexdigest()[:14].translate(LETTERS) for number in range(20_000)]
    assert similar_tags(tally_tags([*labels, "bcdefghijklm", "bcdefghijkl"]))[0].difference == "one letter"
