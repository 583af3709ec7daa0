"""How many tag lines of real articles are cut exactly right, alone and with the rest of their site.

    python benchmarks/import/tag_lines.py [--data ../shared/data] [--corpus NAME] [--order ORDER] [--pages]

An article's tags are joined with single spaces, in alphabetical order without case and accents as WordPress lists them,
or in the order the author gave them, or as slugs. With --pages whole pages are made around the articles and imported.
What the lexicon weighs was chosen on openSUSE's articles; rOpenSci's were only looked at.
"""

import argparse
import io
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "generator"))

import frontmatter

from backfile.importers.importer import ImportContext, Input
from backfile.importers.textdump import TextDump
from backfile.importers.textdump.taglearning import learn_tags, weigh_tag_line
from backfile.importers.textdump.taglexicon import NO_LEXICON
from backfile.importers.textdump.tagline import cut_tags, gather_evidence, is_sure

DEFAULT_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CORPORA = ("opensuse-news", "ropensci-blog")
ORDERS = ("alphabetical", "as given", "slugs")
SIZES = (10, 30, 100)
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>]+|<[^>]*>|\{[^}]*\}")
_MENU = (
    "Close menu\nSubscribe to the newsletter\nFacebook X (Twitter) LinkedIn\n• News and reports\n• World and regions\n"
    "• About this site\n• Write to the editors\n• Events and meetings\n• Latest reports\n• Popular this week\n"
    "Get the best of the week delivered to your e-mail inbox every morning.\n"
)
_FOOT = (
    "Share. Facebook Twitter LinkedIn WhatsApp Telegram Email Copy Link\nRelated Posts\nAdd a comment to this article\n"
    "Company information\nPrivacy and cookies\nTerms of use of this site\n© 2021 The site and its authors\n"
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """An article: its tags in the order of its tag line, its title and its Markdown."""

    tags: tuple[str, ...]
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether an article's tags came out exactly right, and whether nothing was said against them."""

    is_right: bool
    is_sure: bool


def main() -> None:
    """Prints the table."""
    arguments = _arguments()
    for corpus in [arguments.corpus] if arguments.corpus else CORPORA:
        folder = arguments.data / "corpus" / corpus
        if not folder.is_dir():
            print(f"There are no articles at {folder}: give the data folder with --data.")
            continue
        for order in [arguments.order] if arguments.order else ORDERS:
            report(corpus, order, read_articles(folder, order), arguments.pages)


def report(corpus: str, order: str, articles: list[Tagged], whole_pages: bool) -> None:
    """Measures one list of articles in sites of several sizes and prints a line for each."""
    measure = measure_pages if whole_pages else measure_lines
    known = frozenset(tag for article in articles for tag in article.tags)
    began = time.perf_counter()
    _print(corpus, order, "each alone", [one for article in articles for one in measure([article], frozenset())])
    for size in SIZES if order == ORDERS[0] else ():
        sites = [articles[start : start + size] for start in range(0, len(articles) - size + 1, size)]
        _print(corpus, order, f"sites of {size}", [one for site in sites for one in measure(site, frozenset())])
    _print(corpus, order, "the whole site", measure(articles, frozenset()))
    _print(corpus, order, "each alone, all tags known", [one for each in articles for one in measure([each], known)])
    print(f"  {time.perf_counter() - began:.0f} s", flush=True)


def _print(corpus: str, order: str, label: str, outcomes: list[Outcome]) -> None:
    right, sure = sum(one.is_right for one in outcomes), [one for one in outcomes if one.is_sure]
    sure_right = sum(one.is_right for one in sure) / max(1, len(sure))
    rates = f"{right / len(outcomes):.3f} of {len(outcomes)}; in doubt {1 - len(sure) / len(outcomes):.2f}"
    print(f"{corpus:<14} {order:<13} {label:<27} {rates}, the others {sure_right:.3f} right", flush=True)


def measure_lines(articles: list[Tagged], known: frozenset[str]) -> list[Outcome]:
    """The tag lines alone, cut with what they teach each other."""
    evidence = [gather_evidence(f"{one.title}\n{one.body}", known) for one in articles]
    lines = [weigh_tag_line(" ".join(one.tags), each) for one, each in zip(articles, evidence, strict=True)]
    lexicon = learn_tags(lines) if len(lines) > 1 else NO_LEXICON
    outcomes = []
    for article in articles:
        evidence_of = gather_evidence(f"{article.title}\n{article.body}", known, lexicon)
        cut = cut_tags(" ".join(article.tags), evidence_of)
        outcomes.append(Outcome(cut.tags == article.tags, is_sure(cut, evidence_of)))
    return outcomes


def measure_pages(articles: list[Tagged], known: frozenset[str]) -> list[Outcome]:
    """Pages made around the articles, imported together."""
    pages = [make_page(article, number).encode() for number, article in enumerate(articles)]
    inputs = [Input(f"{number}.txt", partial(io.BytesIO, page)) for number, page in enumerate(pages)]
    dump, context = TextDump(), ImportContext(known_tags=known)
    lesson = dump.learn(inputs, context)
    outcomes = []
    for item, article in zip(inputs, articles, strict=True):
        draft = next(iter(dump.read(item, lesson, context))).draft
        doubts = [one for one in draft.doubts if "tag" in one] if draft else ["refused"]
        outcomes.append(Outcome(draft is not None and draft.tags == article.tags, not doubts))
    return outcomes


def make_page(article: Tagged, number: int) -> str:
    """A saved page of the article as text."""
    paragraphs = [" ".join(_MARKS.sub(r"\1", part).split()) for part in article.body.split("\n\n")]
    body = "\n\n".join(part for part in paragraphs if part)
    head = f"Home » News » {article.title}\n{article.title}\nBy Agency Staff{number % 28 + 1} March 2021\n"
    return f"{_MENU}\n{head}\n{body}\n\n{' '.join(article.tags)}\n{_FOOT}"


def read_articles(folder: Path, order: str) -> list[Tagged]:
    """The corpus's articles that have tags."""
    return [Tagged(_arrange(tags, order), title, body) for tags, title, body in _posts(folder)]


def _arrange(tags: list[str], order: str) -> tuple[str, ...]:
    if order == "as given":
        return tuple(tags)
    labels = [tag.lower().replace(" ", "-") for tag in tags] if order == "slugs" else tags
    return tuple(sorted(dict.fromkeys(labels), key=fold_order))


def _posts(folder: Path) -> Iterator[tuple[list[str], str, str]]:
    for path in sorted(folder.rglob("*.md")):
        try:
            post = frontmatter.loads(path.read_text(encoding="utf-8"))
        except Exception:  # broken front matter in the corpus is not what is measured here
            continue
        declared = post.get("tags")
        tags = [" ".join(str(tag).split()) for tag in declared] if isinstance(declared, list) else []
        distinct = {fold_order(tag): tag for tag in tags if tag}
        if distinct:
            yield list(distinct.values()), str(post.get("title", "")), post.content


def fold_order(tag: str) -> str:
    """How WordPress orders tags: without case and accents."""
    plain_tag = unicodedata.normalize("NFKD", tag.casefold())
    return "".join(char for char in plain_tag if not unicodedata.combining(char))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="the data folder")
    parser.add_argument("--corpus", default="", help="only this folder of the corpus")
    parser.add_argument("--order", choices=ORDERS, default="", help="only tags in this order")
    parser.add_argument("--pages", action="store_true", help="make whole pages and import them")
    return parser.parse_args()


if __name__ == "__main__":
    main()
