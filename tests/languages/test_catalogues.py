"""The text of a catalogue: what is read of it, and what a person is told where it is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.languages.catalogues import read_catalogue
from backfile.languages.language import CONTEXT
from properties import examples

HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def told(text: str) -> list[str]:
    """The problems of a catalogue, each with its place."""
    return [str(problem).split("\n", maxsplit=1)[0] for problem in read_catalogue(text, "fr.po")[1]]


def test_messages_are_known_by_their_english_and_its_context() -> None:
    """Those of a number too; a fuzzy one and one without translation are not there."""
    text = HEADER + (
        'msgid "Tags"\nmsgstr "Mots"\n\nmsgctxt "button"\nmsgid "Search"\nmsgstr "Chercher"\n\n'
        'msgid "%(n)s cat"\nmsgid_plural "%(n)s cats"\nmsgstr[0] "un chat"\nmsgstr[1] "%(n)s chats"\n\n'
        '#, fuzzy\nmsgid "Home"\nmsgstr "Maison"\n\nmsgid "Older"\nmsgstr ""\n'
    )
    found, problems = read_catalogue(text, "fr.po")
    assert not problems
    assert found.messages == {"Tags": "Mots", f"button{CONTEXT}Search": "Chercher"}
    assert found.counted == {"%(n)s cat": ("un chat", "%(n)s chats")}
    assert found.rule == "(n != 1)"


@pytest.mark.parametrize(
    ("entry", "line", "fault"),
    [
        ('msgid "In %(s)s"\nmsgstr "Dans"\n', 4, 'the translation of "In %(s)s" lacks %(s)s.'),
        ('msgid "In"\nmsgstr "Dans %(s)s"\n', 4, 'the translation of "In" has %(s)s, which the English has not.'),
        (
            'msgid "In %(s)s"\nmsgstr "%(s)s %d"\n',
            4,
            'the translation of "In %(s)s" has a % that is no part of a name.',
        ),
        ('msgid "In %(s)s"\nmsgstr "%(s)"\n', 4, 'the translation of "In %(s)s" lacks %(s)s.'),
        (
            'msgid "%(n)s cat"\nmsgid_plural "%(n)s cats"\nmsgstr[0] "chat"\nmsgstr[1] "chats"\n',
            4,
            'the translation of "%(n)s cat" lacks %(n)s.',
        ),
        (
            'msgid "%(n)s cat"\nmsgid_plural "%(n)s cats"\nmsgstr[0] "chat"\n',
            4,
            'the translation of "%(n)s cat" lacks its form 1.',
        ),
        ('msgid "a"\nmsgstr "b"\nmsgid "c"\n', 6, "the catalogue cannot be read: missing msgstr for msgid 'c'."),
        ("msgid nothing quoted\nnonsense here\n", 5, "the catalogue cannot be read: Unknown or misformatted keyword."),
    ],
)
def test_a_fault_is_told_with_its_line(entry: str, line: int, fault: str) -> None:
    """What would fail when a page is rendered is known before."""
    assert told(HEADER + entry)[0].startswith(f"fr.po:{line}: {fault.removesuffix('.')}")


@pytest.mark.parametrize("rule", ["nplurals=1; plural=(n != 1)", "nplurals=2; plural=n %", "nplurals=2; plural=1/n"])
def test_a_rule_that_gives_no_form_is_told(rule: str) -> None:
    """Also one that divides by nothing."""
    text = f'msgid ""\nmsgstr "Plural-Forms: {rule};\\n"\n'
    assert told(text) == ["fr.po:2: the header `Plural-Forms` gives no form for some numbers."]


@pytest.mark.parametrize("rule", ["nplurals=x; plural=(n != 1)", "nplurals; plural"])
def test_a_header_that_cannot_be_read_is_told(rule: str) -> None:
    """And is no traceback."""
    assert len(told(f'msgid ""\nmsgstr "Plural-Forms: {rule};\\n"\n')) == 1


def test_a_translation_that_is_wrong_is_left_out() -> None:
    """The English stands in, and all others are there."""
    found, problems = read_catalogue(HEADER + 'msgid "In %(s)s"\nmsgstr "Dans"\nmsgid "a"\nmsgstr "b"\n', "fr.po")
    assert found.messages == {"a": "b"}
    assert len(problems) == 1


PIECES = (
    *("msgid ", "msgstr ", "msgid_plural ", "msgctxt ", "msgstr[0] ", "msgstr[x] ", "msgstr[9] "),
    *('"a"', '"%(n)s"', '""', "\n", "#, fuzzy\n", "#~ ", "#: a:b\n", "\\", '"', "#: \u2068"),
    *('"Plural-Forms: nplurals=2; plural=n;\\n"', '"Language: zz\\n"', '"POT-Creation-Date: no\\n"'),
    '"Content-Type: text/plain; charset=none\\n"',
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
@examples(300)
def test_no_text_is_too_broken_to_be_told_of(text: str) -> None:
    """Whatever it is, there is a catalogue or a problem, and never a failure."""
    found, problems = read_catalogue(text, "fr.po")
    assert found.rule or problems
