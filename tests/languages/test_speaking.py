"""How a language writes numbers and dates, from CLDR; and that plain English needs nothing of it."""

from gettext import c2py

import msgspec
import pytest
from babel import Locale, localedata
from babel.numbers import format_decimal

from backfile.languages.catalogues import Catalogue, read_catalogue
from backfile.languages.language import ENGLISH, Language
from backfile.languages.speaking import best_match, speak

DAY = "2020-10-05"


def test_english_by_heart_is_english_from_cldr() -> None:
    """So that an English site reads no locale."""
    english = speak("en", ())
    assert msgspec.structs.replace(english, plural_rule=ENGLISH.plural_rule) == ENGLISH
    rules = [c2py(rule) for rule in (english.plural_rule, ENGLISH.plural_rule)]
    assert all(rules[0](number) == rules[1](number) for number in range(1_000))


@pytest.mark.parametrize(
    ("tag", "day", "month", "year", "number"),
    [
        ("en", "5 October 2020", "October 2020", "2020", "1,234,567"),
        ("en-US", "October 5, 2020", "October 2020", "2020", "1,234,567"),
        ("fr", "5 octobre 2020", "octobre 2020", "2020", "1\u202f234\u202f567"),
        ("ar-EG", "٥ أكتوبر ٢٠٢٠", "أكتوبر ٢٠٢٠", "٢٠٢٠", "١٬٢٣٤٬٥٦٧"),
        ("ar", "5 أكتوبر 2020", "أكتوبر 2020", "2020", "1,234,567"),
        ("ar-MA", "5 أكتوبر 2020", "أكتوبر 2020", "2020", "1.234.567"),
        ("ar-EG-u-nu-latn", "5 أكتوبر 2020", "أكتوبر 2020", "2020", "1,234,567"),
        ("zh-Hans", "2020年10月5日", "2020年10月", "2020年", "1,234,567"),
        ("zh-CN", "2020年10月5日", "2020年10月", "2020年", "1,234,567"),
        ("ja", "2020年10月5日", "2020年10月", "2020年", "1,234,567"),
        ("pt-BR", "5 de outubro de 2020", "outubro de 2020", "2020", "1.234.567"),
        ("ru", "5 октября 2020\u202fг.", "октябрь 2020\u202fг.", "2020", "1\u00a0234\u00a0567"),
        ("hi", "5 अक्टूबर 2020", "अक्टूबर 2020", "2020", "12,34,567"),
        ("qq-unknown", "5 October 2020", "October 2020", "2020", "1,234,567"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(
    tag: str, day: str, month: str, year: str, number: str
) -> None:
    """Order, names, digits and marks; what CLDR does not know is as in British English."""
    language = speak(tag, ())
    assert (language.day(DAY), language.month(10, 2020), language.year(2020)) == (day, month, year)
    assert language.number(1_234_567) == number


@pytest.mark.parametrize(
    ("tag", "day"),
    [
        ("en", "5 October"),
        ("en-US", "October 5"),
        ("fr", "5 octobre"),
        ("ar-EG", "٥ أكتوبر"),
        ("zh-Hans", "10月5日"),
        ("ru", "5 октября"),
    ],
)
def test_a_day_of_every_year_is_written_as_the_language_does(tag: str, day: str) -> None:
    """Its order, and the month's name in the case that it has beside a day."""
    assert speak(tag, ()).day_of_year(10, 5) == day


@pytest.mark.parametrize("number", [0, 7, 12, 123, 1_234, 12_345, 123_456, 1_234_567, 12_345_678])
@pytest.mark.parametrize("tag", ["en", "hi", "fr", "de", "bn"])
def test_numbers_are_babel_s(tag: str, number: int) -> None:
    """Thousands and lakhs. Babel writes the marks of another numbering system, but not its digits."""
    language = speak(tag, ())
    wanted = format_decimal(number, locale=Locale.parse(tag), numbering_system="default")
    assert language.number(number) == language.in_digits(wanted)


@pytest.mark.parametrize("identifier", localedata.locale_identifiers())
def test_every_language_that_cldr_knows_can_be_spoken(identifier: str) -> None:
    """A day, a month and a year hold their numbers, and a form is found for every count."""
    language = speak(identifier.replace("_", "-"), ())
    assert language.digits == "" or len(set(language.digits)) == 10
    latin = str.maketrans(language.digits or "0123456789", "0123456789")
    shown = language.day(DAY).translate(latin)
    assert "2020" in shown and "5" in shown
    assert "5" in language.day_of_year(10, 5).translate(latin)
    assert "2020" in language.month(10, 2020).translate(latin)
    assert "2020" in language.year(2020).translate(latin)
    rule = Locale.parse(identifier).plural_form
    for count in (0, 1, 2, 3, 5, 11, 21, 100, 1_000_000):
        assert language.categories[c2py(language.plural_rule)(count)] == rule(count)


@pytest.mark.parametrize(
    ("tag", "available", "found"),
    [
        ("fr", ["ar", "fr"], "fr"),
        ("fr-CA", ["fr"], "fr"),
        ("fr-CA", ["fr", "fr_CA"], "fr_CA"),
        ("zh", ["zh_Hans"], "zh_Hans"),
        ("zh-CN", ["zh_Hans"], "zh_Hans"),
        ("zh-TW", ["zh_Hans"], None),
        ("zh-TW", ["zh-Hant", "zh_Hans"], "zh-Hant"),
        ("zh-Hant", ["zh"], None),
        ("pt-BR", ["pt", "pt_BR"], "pt_BR"),
        ("pt", ["pt_BR"], None),
        ("sr-Latn", ["sr"], None),
        ("ar-EG-u-nu-latn", ["ar"], "ar"),
        ("de", ["fr"], None),
        ("en", ["fr"], None),
        ("qq", ["qq"], "qq"),
        ("x-y-z", ["fr"], None),
    ],
)
def test_the_catalogue_that_fits_best_is_taken(tag: str, available: list[str], found: str | None) -> None:
    """A wider one for a narrow tag, but none in another script."""
    assert best_match(tag, available) == found


def catalogue(rule: str, *forms: str) -> Catalogue:
    """A catalogue that says how many cats there are."""
    lines = "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    text = f'msgid ""\nmsgstr "Plural-Forms: {rule};\\n"\n\nmsgid "%(n)s cat"\nmsgid_plural "%(n)s cats"\n{lines}'
    found, problems = read_catalogue(text, "messages.po")
    assert not problems
    return found


ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
    *("none", "one", "two", "%(n)s few", "%(n)s many", "%(n)s other"),
)


@pytest.mark.parametrize(
    ("tag", "forms", "counts"),
    [
        ("ar-u-nu-latn", ARABIC, {0: "none", 1: "one", 2: "two", 3: "3 few", 11: "11 many", 100: "100 other"}),
        ("fr", ("nplurals=2; plural=(n > 1)", "%(n)s chat", "%(n)s chats"), {0: "0 chat", 1: "1 chat", 2: "2 chats"}),
        ("zh", ("nplurals=1; plural=0", "%(n)s 只猫"), {0: "0 只猫", 1: "1 只猫", 5: "5 只猫"}),
        (
            "ru",
            (
                "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
                *("%(n)s кот", "%(n)s кота", "%(n)s котов"),
            ),
            {1: "1 кот", 3: "3 кота", 5: "5 котов", 21: "21 кот"},
        ),
    ],
)
def test_a_number_has_its_own_form(tag: str, forms: tuple[str, ...], counts: dict[int, str]) -> None:
    """By the language's rule, from whatever order the catalogue has."""
    language = speak(tag, [catalogue(*forms)])
    said = language.forms("%(n)s cat", "%(n)s cats")
    assert {number: language.count(number, said) for number in counts} == counts


def test_what_has_no_translation_is_said_in_english() -> None:
    """With the form that its number has there, or the usual one."""
    language = Language()
    assert language.say("Hello %(who)s", who="you") == "Hello you"
    assert [language.count(n, language.forms("%(n)s cat", "%(n)s cats")) for n in (0, 1, 2)] == [
        "0 cats",
        "1 cat",
        "2 cats",
    ]
    arabic = speak("ar-u-nu-latn", ())
    assert arabic.count(2, arabic.forms("%(n)s cat", "%(n)s cats")) == "2 cats"


def test_a_later_catalogue_wins() -> None:
    """So an archive can say one word otherwise."""
    texts = ['msgid "Tags"\nmsgstr "Tags"\nmsgid "Home"\nmsgstr "Accueil"\n', 'msgid "Tags"\nmsgstr "Sujets"\n']
    language = speak("fr", [read_catalogue(text, "messages.po")[0] for text in texts])
    assert (language.say("Tags"), language.say("Home")) == ("Sujets", "Accueil")
