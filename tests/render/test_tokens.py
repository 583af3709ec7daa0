"""Design tokens: settings change them in the style sheet itself, and nothing else can get into it."""

from pathlib import Path

import pytest

from backfile.render.tokens import declared_tokens, is_safe_value
from site_builder import Site

SHEET = """
/* --hidden: 1px; */
@layer tokens { :root {
  --paper: light-dark(#fff, rgb(0, 0, 0));
  --ink: light-dark(#111, #eee);
  --serif: Georgia, "Times New Roman",
    serif;
} }
p { color: var(--ink) }
"""
THEME = """
[params.tokens]
ink = ["#222", "#ddd"]
[params.presets.sea]
paper = ["aliceblue", "#012"]
ink = "navy"
"""


def themed(root: Path, **params: object) -> Site:
    """A site of one article in a theme with those tokens, built with those values under `params`."""
    site = Site(root).theme("everything").article("2020/01/a").config(params=params)
    toml = (root / "themes/everything/theme.toml").read_text(encoding="utf-8").partition("[params")[0]
    site.write("themes/everything/theme.toml", f"{toml}{THEME}")
    return site.write("themes/everything/static/site.css/10-tokens.css", SHEET).build()


def sheet(site: Site) -> str:
    """The style sheet of the built site."""
    assert [str(problem) for problem in site.problems] == []
    return site.files()["assets/site.css"].decode()


def test_the_tokens_of_a_sheet_are_read() -> None:
    """Their names and values; colours for light and dark are pairs, and comments declare nothing."""
    assert declared_tokens(SHEET) == {
        "paper": ("#fff", "rgb(0, 0, 0)"),
        "ink": ("#111", "#eee"),
        "serif": 'Georgia, "Times New Roman", serif',
    }


def test_a_theme_changes_its_sheets_tokens(tmp_path: Path) -> None:
    """In the layer of the tokens, behind what the sheet says."""
    assert "@layer tokens{:root{--ink:light-dark(#222,#ddd);}}".replace(";}", "}") in sheet(themed(tmp_path))


def test_a_preset_and_then_the_archive_have_the_last_word(tmp_path: Path) -> None:
    """One colour is for light alone, so that text stays readable in the dark; fonts are one value."""
    found = sheet(themed(tmp_path, preset="sea", tokens={"paper": "#fffefa", "serif": "Charter, serif"}))
    rule = found.partition("p{")[2]
    assert "--paper:light-dark(#fffefa,#012)" in rule
    assert "--ink:light-dark(navy,#ddd)" in rule
    assert "--serif:Charter,serif" in rule


def test_another_value_is_another_address_of_the_sheet(tmp_path: Path) -> None:
    """So that no browser keeps the old one; and an incremental build has the bytes of a clean one."""
    site = themed(tmp_path / "one")
    before = site.html("2020/01/a/")
    site.config(params={"tokens": {"ink": "red"}}).build()
    assert "--ink:light-dark(red,#ddd)" in sheet(site)
    assert site.files() == site.clean_copy(tmp_path / "two").build().files()
    assert site.files()["assets/site.css"] and before is not None


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"tokens": {"papr": "#fff"}}, 'the theme has no token "papr". The nearest is "paper".'),
        (
            {"tokens": {"paper": "#fff; } body { color: red"}},
            'the token "paper" cannot be "#fff; } body { color: red".',
        ),
        ({"tokens": {"paper": 5}}, 'the token "paper" cannot be "5".'),
        ({"tokens": {"serif": ["a", "b"]}}, 'the token "serif" has 2 values. Write one value.'),
        ({"tokens": {"paper": ["a", "b", "c"]}}, 'the token "paper" has 3 values. Write one value, or two'),
        ({"tokens": "red"}, "the tokens are no table. Write [params.tokens]"),
        ({"preset": "lake"}, 'the theme has no preset "lake". Choose one of sea.'),
    ],
)
def test_what_cannot_be_is_a_problem_with_its_line(params: dict[str, object], told: str, tmp_path: Path) -> None:
    """And the site stays as it was."""
    site = themed(tmp_path, **params)
    problem = site.problems[0]
    assert site.result.failed
    assert f"{problem.message} {problem.hint}".startswith(told)
    assert (problem.location.path, problem.location.line) == ("backfile.toml", 4)


@pytest.mark.parametrize(
    "text",
    [
        "#fff", "#1d3f72cc", "rebeccapurple", "rgb(1 2 3 / 50%)", "color-mix(in oklab, red 20%, var(--ink))",
        "clamp(1rem, .5rem + 2vw, 1.25rem)", "calc(100% - 2 * var(--gap))", "'Gill Sans', Georgia, serif", "-1px",
        '"Source Serif 4", serif', "1px solid var(--rule)", "light-dark(#fff, #000)",
    ],
)  # fmt: skip
def test_values_of_css_are_values(text: str) -> None:
    """Colours, sizes, calculations and lists of fonts."""
    assert is_safe_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "red;", "red}", "{", "url(x)", "url(//elsewhere.example/x)", "URL(x)", "image-set('x')",
        "a\\", '"', "'a", '"a\nb"', "(", ")(", "/* ", "red /* x */", "@import", "<style>", '"</style>"', "x(1)",
        "red !important", "attr(x)", "env(x)", "a:b", "--a " * 100 + "!", "1.2.3.4" * 60 + "!", "a" * 501,
    ],
)  # fmt: skip
def test_nothing_else_is_a_value(text: str) -> None:
    """What ends a declaration, opens a comment, loads something or never ends; and it is found out at once."""
    assert not is_safe_value(text)
