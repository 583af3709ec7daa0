"""Files that describe terms: what they may say, and what is told of all else."""

from collections import Counter
from pathlib import Path

import pytest

from backfile.archive.taxonomy import assign_terms
from backfile.archive.term_files import parse_terms
from site_builder import Site

PATH = "content/tags.yaml"


def told(text: str) -> list[str]:
    """What is wrong with a terms' file, problem by problem."""
    described, problems = parse_terms(text, PATH)
    _, clashes = assign_terms(Counter(["Radio"]), described, PATH)
    return [str(problem) for problem in (*problems, *clashes)]


@pytest.mark.parametrize(
    ("text", "line", "parts"),
    [
        ("Radio: {slug: air}\nWaves: {slug: air}\n", 2, ("air", "Radio", "Waves")),
        ("Radio: {aliases: [Waves]}\nWaves: {}\n", 2, ("Waves", "Radio")),
        ("---\nRadio:\n  slug: air\n  descripton: Waves.\n", 4, ("`descripton`", "`description`", "Radio")),
        ("Radio:\n  Slug: air\n", 2, ("`Slug`", "`slug`")),
        ("- label: Telegraph\n- label: Radio\n  alias: [Waves]\n", 3, ("`alias`", "`aliases`", "Radio")),
        ("Telegraph: {}\nRadio: 3\n", 2, ("Radio",)),
        ("Telegraph: {}\nRadio:\n  slug: '!!!'\n", 3, ("!!!", "Radio")),
        ("Radio:\n  slug: air\n  description: [a, b]\n", 3, ("`description`", "a text")),
        ("Radio:\n  aliases: {a: b}\n", 2, ("`aliases`", "a list of texts")),
        ("Radio: {slug: air}\nTelegraph: {}\nRadio: {slug: waves}\n", 3, ("`Radio`", "twice", "line 1")),
        ("Radio:\n  image: [a, b]\n", 2, ("`image`", "a text")),
        ("Radio:\n  slug: air\n  links: https://a.example\n", 3, ("`links`", "addresses")),
        ("Radio:\n  links: {Home: 'javascript:alert(1)'}\n", 2, ("javascript:alert(1)", "no address", "Radio")),
        ("Radio:\n  links: [3]\n", 2, ('"3"', "no address")),
        ("Radio: [\n", 2, ("cannot be read",)),
        ("Radio", 1, ("no terms",)),
    ],
)
def test_what_a_terms_file_cannot_mean_is_told_with_its_line(text: str, line: int, parts: tuple[str, ...]) -> None:
    """Two entries for one slug or name, an unknown key with the nearest known one, values of another kind, no YAML."""
    (problem,) = told(text)
    assert problem.startswith(f"{PATH}:{line}"), problem
    assert all(part in problem for part in parts), problem


def test_all_that_is_wrong_with_a_terms_file_is_told_at_once() -> None:
    """Every wrong key of every entry."""
    assert len(told("Radio: {slg: a, aliass: [b]}\nTelegraph: 3\n")) == 3


def test_a_terms_file_of_another_encoding_is_a_problem_and_a_byte_order_mark_a_warning(tmp_path: Path) -> None:
    """No letter of a label is silently turned into another sign."""
    site = (
        Site(tmp_path).article("2020/10/a", tags=["Caf\u00e9"]).write(PATH, "Caf\u00e9: {slug: cafe}".encode("latin-1"))
    )
    site.build()
    assert [str(problem.location) for problem in site.problems] == [f"{PATH}:1:4"]
    site.write(PATH, b"\xef\xbb\xbf" + "Caf\u00e9: {slug: house}".encode()).build()
    assert [str(problem).split(": ")[1] for problem in site.problems] == ["warning"]
    assert "tags/house/index.html" in site.files()
