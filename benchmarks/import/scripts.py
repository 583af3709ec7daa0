"""The measures of imports that are programs: what each needs, which of its figures count, and their bars."""

from dataclasses import dataclass

HELD_OUT = "second half"
KEPT = ("paragraphs", "headings", "quotes", "lists", "items", "links", "images", "cells", "code blocks", "words")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its name, a pattern of it, its bar, and the heading in the output below which it stands; without one
    all that the pattern finds are shown."""

    name: str
    pattern: str
    bar: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A measure: what of the data it needs and where to get it, its further options, and its figures."""

    name: str
    needs: str
    origin: str
    options: tuple[str, ...]
    figures: tuple[Figure, ...]


PAGES = (
    Figure("saved pages: text, F1", r"F1 ([\d.]+)", "≥ .97", HELD_OUT),
    Figure("saved pages: title right (--labels)", r"\n  title +([\d.]+) right", "≥ .85", HELD_OUT),
    Figure("saved pages: authors right (--labels)", r"\n  authors? +([\d.]+) right", "≥ .78", HELD_OUT),
    Figure("saved pages: date right (--labels)", r"\n  date +([\d.]+) right", "≥ .92", HELD_OUT),
    Figure("saved pages: tags, precision (--labels)", r"precision ([\d.]+), recall", "≥ .85", HELD_OUT),
    Figure("saved pages: tags, recall (--labels)", r"precision [\d.]+, recall ([\d.]+)", "≥ .75", HELD_OUT),
    Figure("saved pages a second of one core, read alone", r"([\d.]+) a second of one core", "≥ 20", HELD_OUT),
)
DUMPS = (
    Figure("text dumps: text, F1", r"F1 ([\d.]+)", "≥ .93", HELD_OUT),
    Figure("text dumps: title right", r"\n  title +([\d.]+)", "≥ .80", HELD_OUT),
    Figure("text dumps: date right", r"\n  date +([\d.]+)", "≥ .80", HELD_OUT),
    Figure("text dumps: author right", r"\n  author +([\d.]+)", "≥ .60", HELD_OUT),
)
CONVERSION = (
    Figure("conversion: CommonMark's examples there and back", r"examples +(\d+ of \d+)", "", "Backfile"),
    *(Figure(f"conversion: {kind} kept", rf"\n  {kind} +([\d.]+) of", "≥ .95", "Backfile") for kind in KEPT),
)
FOLDERS = (Figure("folders of generators: lost or wrong", r"(nothing lost|\d+  LOST OR WRONG)", "nothing lost"),)
EXPORTS = (Figure("WordPress: posts read of those in real exports", r"\n  posts +(\d+ of +\d+)", "all"),)
TAG_LINES = (Figure("tag lines of a site exactly right", r"alphabetical +the whole site +([\d.]+)", "≥ .94"),)

_EXTRACTION = "https://github.com/scrapinghub/article-extraction-benchmark (html/ and ground-truth.json)"
_REPOSITORIES = "the repositories of news.opensuse.org, www.ruby-lang.org (news) and ropensci.org (blog)"

SCRIPTS = (
    Script("pages", "html/scrapinghub", _EXTRACTION, ("--half", "second"), PAGES),
    Script(
        "textdump",
        "dumps",
        "pages of the same benchmark as text, by html2text, lynx and others",
        ("--half", "second"),
        DUMPS,
    ),
    Script(
        "conversion",
        "markdown/commonmark-spec.json",
        "https://spec.commonmark.org/0.31.2/spec.json, and html/ as above",
        (),
        CONVERSION,
    ),
    Script("folders", "corpus", _REPOSITORIES, (), FOLDERS),
    Script(
        "wordpress",
        "wordpress",
        "real exports (WXR), such as WordPress's theme unit test data",
        ("--posts", "0"),
        EXPORTS,
    ),
    Script("tag_lines", "corpus", _REPOSITORIES, ("--order", "alphabetical"), TAG_LINES),
)
