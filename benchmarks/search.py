"""Measures the search of an archive in a real Chromium: whether it finds what was meant, how fast, and at what cost.

    python benchmarks/search.py ARCHIVE --queries 200

ARCHIVE holds backfile.toml and content/; `corpus.py` makes one. It is built first, with search, which is nothing to do
where it was built before. The questions follow from the seed and the archive alone.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from statistics import mean, median

from search_browser import FirstSearch, Searches, searches
from search_queries import Asked, Question

Line = tuple[str, dict[str, object]]
"""What was measured, and its figures."""

COUNTED = 10_000
"""Words are counted in so many articles."""


def main() -> int:
    options = _parser().parse_args()
    if not options.no_build:
        subprocess.run([sys.executable, "-m", "backfile", "build", "-q", "-s", str(options.archive)], check=True)
    asked = Asked(options.archive, options.seed)
    told: dict[str, object] = {"articles": len(asked.entries), "seed": options.seed}
    with searches(options.archive / "site", options.chromium) as site:
        for name, line in chain(_found(asked, site, options.queries), _first(asked, site, options.runs)):
            told[name] = line
            print(f"{name}: {json.dumps(line, ensure_ascii=False)}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 0


def _found(asked: Asked, site: Searches, count: int) -> Iterator[Line]:
    """How well what was meant is found: the mean reciprocal rank at ten; for a tag's name, how many of the first ten
    articles have the tag."""
    kinds = {
        "three words of the body": asked.body_words(count),
        "three words in a row of the body": asked.body_rows(count),
        "title": asked.titles(count),
        "title with one typing error": asked.mistyped_titles(count),
    }
    for name, questions in kinds.items():
        if questions:
            yield name, {"queries": len(questions), "mrr@10": round(mean(_ranks(questions, site)), 3)}
    tags = asked.tags(count)
    if tags:
        yield "tag", {"queries": len(tags), "right of ten": round(mean(_shares(tags, site)), 3)}


def _ranks(questions: Sequence[Question], site: Searches) -> list[float]:
    """The reciprocal rank of the first right one for each; 0 where none of the ten is right."""
    answers = site.first_ten([question.query for question in questions])
    pairs = zip(questions, answers, strict=True)
    return [next((1 / at for at, url in enumerate(urls, 1) if url in asked.right), 0.0) for asked, urls in pairs]


def _shares(questions: Sequence[Question], site: Searches) -> list[float]:
    """How many of ten are right for each."""
    answers = site.first_ten([question.query for question in questions])
    pairs = zip(questions, answers, strict=True)
    return [sum(url in question.right for url in urls) / 10 for question, urls in pairs]


def _first(asked: Asked, site: Searches, runs: int) -> Iterator[Line]:
    """What first searches cost: of words that few articles have, of one in ten, and of the commonest."""
    shares = asked.words_by_share(COUNTED)
    queries = {
        "three rare words": [word for word, share in shares if len(word) > 3][-3:],
        "one word in a tenth": [min(shares, key=lambda pair: abs(pair[1] - 0.1))[0]],
        "the commonest word": [shares[0][0]],
    }
    for name, words in queries.items():
        costs = [site.first_search(word) for word in words for _ in range(max(1, runs // len(words)))]
        yield f"first search: {name}", {"words": words, **_summary(costs)}


def _summary(costs: Sequence[FirstSearch]) -> dict[str, float]:
    """Medians, and the most bytes."""
    return {
        "runs": len(costs),
        "ms": round(median(cost.milliseconds for cost in costs)),
        "most ms": round(max(cost.milliseconds for cost in costs)),
        "requests": median(cost.requests for cost in costs),
        "most kB": round(max(cost.kilobytes for cost in costs)),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("archive", metavar="ARCHIVE", type=Path, help="a folder with backfile.toml and content/")
    add("--queries", metavar="N", type=int, default=200, help="questions of each kind (200)")
    add("--runs", metavar="N", type=int, default=6, help="first searches of each kind (6)")
    add("--seed", type=int, default=1, help="of the questions (1)")
    add("--chromium", default=shutil.which("chromium"), help="the browser (default: the PATH's, else Playwright's own)")
    add("--json", metavar="FILE", type=Path, help="write the figures to FILE")
    add("--no-build", action="store_true", help="measure the site as it stands")
    return parser


if __name__ == "__main__":
    sys.exit(main())
