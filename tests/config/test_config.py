"""Settings: everything that is wrong with them is told at once, with place and remedy."""

from datetime import date

import pytest

from backfile.config import Config, further_taxonomies, parse_config, taxonomy_path


def told(text: str) -> list[str]:
    """What is told of a text, without the hints, and without that it has no base URL."""
    problems = parse_config(f'base_url = "https://example.org/"\n{text}')[1]
    return [f"{p.location.line}:{p.location.column} {p.message}" for p in problems]


def test_all_values_of_a_wrong_type_are_told() -> None:
    """In every table, and beside values that cannot be used and unknown keys."""
    text = 'title = 5\nper_page = "20"\ntimezone = "Mars/Olympus"\nlanguge = "en"\n'
    text += '[feeds]\nlimit = "x"\n[menu]\nboxes = "Opinion"\n'
    assert told(text) == [
        "5:1 unknown key `languge`; the nearest known one is `language`.",
        "2:1 `title`: expected `str`, got `int`.",
        "3:1 `per_page`: expected `int`, got `str`.",
        "7:1 `feeds.limit`: expected `int`, got `str`.",
        "9:1 `menu.boxes`: expected `array`, got `str`.",
        '4:1 there is no time zone "Mars/Olympus".',
    ]


def test_what_cannot_be_read_has_its_default_and_the_rest_its_value() -> None:
    """So that one mistake hides no other."""
    config, problems = parse_config('title = 5\ntimezone = "Europe/Paris"\n')
    assert (config.title, config.timezone, len(problems)) == (Config().title, "Europe/Paris", 1)


def test_an_unknown_key_in_a_list_of_tables_is_told_with_its_nearest() -> None:
    """At its own place, beside unknown keys elsewhere; the key it stands for is not told as missing."""
    text = 'titel = "x"\n[menu]\nmain = [{label = "A", url = "/"}, {labl = "B", url = "/b/"}]\n'
    assert told(text) == [
        "2:1 unknown key `titel`; the nearest known one is `title`.",
        "4:36 unknown key `menu.main.labl`; the nearest known one is `label`.",
    ]


def test_a_link_that_lacks_a_key_is_told() -> None:
    """At the link's own place, even where another has the key."""
    text = '[[menu.main]]\nlabel = "A"\nurl = "/"\n[[menu.main]]\nlabel = "B"\n'
    assert told(text) == ["5:8 `menu.main` has no `url`."]


@pytest.mark.parametrize("name", ["tag", "tags"])
def test_built_in_taxonomies_answer_to_both_their_names(name: str) -> None:
    """The contract says tags, section and author."""
    config, problems = parse_config(f'base_url = "https://a.org/"\n[taxonomies.{name}]\npath = "topics"\n')
    assert problems == ()
    assert taxonomy_path("tag", config) == "topics"
    assert further_taxonomies(config) == {}


def test_two_tables_for_one_taxonomy_are_told() -> None:
    """Which of them should count nobody knows."""
    assert told("[taxonomies.tags]\n[taxonomies.tag]\n") == [
        "2:13 `taxonomies.tags` and `taxonomies.tag` are the same taxonomy."
    ]


def test_a_folder_for_two_taxonomies_is_one_problem() -> None:
    """And not one for every page in it."""
    assert told('[taxonomies.company]\npath = "tags"\n') == [
        "3:1 the pages of the taxonomies `tags` and `company` would all stand in /tags/."
    ]


@pytest.mark.parametrize(
    "text",
    [
        'language = "not a lang!"',
        'language = ""',
        'theme = "../x"',
        'theme = ".."',
        'theme = ""',
        'theme = "a\\\\b"',
        'permalink = "/../{slug}/"',
        'permalink = "/a?b={slug}"',
        'base_url = "https://example.org/?a"',
        "per_page = 99999999999999999999999",
        "related.threshold = 7",
        "related.threshold = -0.1",
        "related.threshold = nan",
        "related.limit = -1",
        "feeds.limit = 0",
        "search.shard_size = 0",
        "search.memory_mb = 99",
        'taxonomies.company.path = "../x"',
        'taxonomies.company.path = "a//b"',
        "taxonomies.Company = {}",
        'menu.main = [{label = "A", url = "javascript:alert(1)"}]',
        'menu.footer = [{label = "A", url = " javascript:alert(1)"}]',
        'menu.footer = [{label = "A", url = "about/"}]',
        'menu.footer = [{label = "A", url = "//example.org/"}]',
        'menu.footer = [{label = "A", url = ""}]',
        'newsletter.url = "data:text/html,x"',
        "params = {a = [99999999999999999999999]}",
        'output = "a\\u0000b"',
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_its_line(text: str) -> None:
    """One problem each, with what to do."""
    problems = [problem for problem in parse_config(text)[1] if "is not set" not in problem.message]
    assert [problem.location.line for problem in problems] == [1]
    assert problems[0].is_error and problems[0].hint


@pytest.mark.parametrize(
    "text",
    [
        'language = "pt-BR"',
        'language = "zh-Hans"',
        "related.threshold = 0",
        "related.threshold = 1",
        'menu.main = [{label = "A", url = "HTTPS://example.org/?a=b#c"}, {label = "B", url = "/a/?b#c"}]',
        'menu.main = [{label = "A", url = "mailto:desk@example.org"}, {label = "B", url = "tel:+4612345"}]',
        'newsletter.url = "https://example.org/"',
        'taxonomies.company.path = "by/company"',
        'permalink = "/{section}/{slug}.html"',
    ],
)
def test_a_value_that_can_be_used_is_not_told(text: str) -> None:
    """Nothing but that the excerpt has no base URL."""
    assert [problem.message for problem in parse_config(text)[1] if "is not set" not in problem.message] == []


def test_dates_among_free_values_are_text() -> None:
    """A template sees the same whether a page is planned anew or taken from the ledger, where dates are text."""
    config, _ = parse_config("[params]\nsince = 1837-07-25\nat = [1837-07-25 19:30:00]\n")
    assert config.params == {"since": date(1837, 7, 25).isoformat(), "at": ["1837-07-25T19:30:00"]}


def test_settings_that_are_nested_too_deeply_are_told() -> None:
    """Not even Python's own parser can read them."""
    assert [problem.message for problem in parse_config("a = " + "[" * 9999)[1]]
