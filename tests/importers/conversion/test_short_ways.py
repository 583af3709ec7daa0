"""What takes a short way because it is plain comes out as the long way would have it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.conversion import addresses as addresses_module
from backfile.importers.conversion.addresses import Base
from backfile.importers.conversion.inline_writing import Addresses, Place, _Writer, only_text
from backfile.importers.conversion.tidying import _Line, tidy
from backfile.importers.duplicates.words import words_of
from backfile.importers.exports import decoding
from backfile.importers.exports.decoding import decode
from properties import examples

TEXT = st.one_of(st.text(max_size=20), st.text("ab 1.)-+#>:~|=*_`[](){}<&\\!^é\u00a0\n\t", min_size=1, max_size=14))
PLACES = st.sampled_from([Place.LINE, Place.HEADING, Place.TERM, Place.CELL, Place.CAPTION])


@given(text=TEXT, place=PLACES)
@examples(500)
def test_text_alone_is_written_as_among_other_things(text: str, place: str) -> None:
    """The writer of paragraphs with links and emphasis makes the same of it."""
    found = tidy([text])
    if found:
        assert only_text(str(found[0]), place) == _Writer(found, Addresses(), place).write()


@given(text=TEXT)
@examples(500)
def test_text_alone_is_tidied_as_among_other_things(text: str) -> None:
    """So is its white space."""
    line = _Line()
    line.add(text)
    assert tidy([text]) == tuple(line.out)


@given(tail=st.text('ab/.-_~%!$&+,=:@#?é \t\\"<', max_size=12))
@examples(500)
def test_an_address_that_needs_nothing_is_what_the_long_way_makes(tail: str) -> None:
    """With the short way out of reach it comes out the same."""
    address = f"https://example.org/{tail}"
    base = Base("https://example.org/page/")
    found = base.whole(address)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(addresses_module, "_WHOLE", addresses_module.re.compile("(?!)"))
        assert base.whole(address) == found


@given(text=st.text(st.characters(max_codepoint=127), max_size=40))
@examples(300)
def test_words_of_plain_letters_are_those_of_the_pattern(text: str) -> None:
    """One letter of another alphabet sends the text the long way, and is a word more."""
    assert words_of(text) == words_of(f"{text} é")[:-1]


@given(data=st.binary(max_size=30) | st.text(max_size=20).map(str.encode))
@examples(500)
def test_what_has_nothing_illegal_is_decoded_alike(data: bytes) -> None:
    """The quick look never passes over what the pattern finds."""
    found = decode(data, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "_has_no_illegal", lambda data: False)
        assert decode(data, "utf-8") == found
