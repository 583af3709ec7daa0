"""All measures of imports, one after the other, and one table of them.

    python benchmarks/import/run.py [--data DIR] [--large] [--runs N] [--skip NAME,NAME]

Speed and memory are measured on made-up sources (`throughput.py`). The other measures need real ones in DIR, which are
not ours to give: each says what it needs and where that is to be had, and is left out without it.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from throughput import Measured, arguments, measure_all

BARS = {"WordPress": 1_000, "saved pages": 20}
"""Articles a second with all processors, and pages a second of one."""

LARGEST_MB = 300
HELD_OUT = "second half"

Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Script:
    """A measure that is a program: what of the data it needs and where to get it, its further options, and for each
    figure a name, the heading in its output below which it stands, a pattern of it, and its bar."""

    name: str
    needs: str
    origin: str
    options: tuple[str, ...]
    figures: tuple[tuple[str, str, str, str], ...]


SCRIPTS = (
    Script(
        "pages",
        "html/scrapinghub",
        "https://github.com/scrapinghub/article-extraction-benchmark (html/ and ground-truth.json)",
        ("--half", "second"),
        (
            ("saved pages: text, F1", HELD_OUT, r"F1 ([\d.]+)", ""),
            ("saved pages a second of one core, read alone", HELD_OUT, r"([\d.]+) a second of one core", "≥ 20"),
        ),
    ),
    Script(
        "textdump",
        "dumps",
        "pages of the same benchmark as text, by html2text, lynx and others, and corpus/ with tag lines",
        ("--half", "second"),
        (
            ("text dumps: text, F1", HELD_OUT, r"F1 ([\d.]+)", ""),
            ("text dumps: title right", HELD_OUT, r"title\s+([\d.]+)", ""),
            ("text dumps: date right", HELD_OUT, r"date\s+([\d.]+)", ""),
        ),
    ),
    Script(
        "conversion",
        "markdown/commonmark-spec.json",
        "https://spec.commonmark.org/0.31.2/spec.json, and html/ as above",
        (),
        (
            ("conversion: CommonMark's examples there and back", "Backfile", r"examples\s+(\d+ of \d+)", ""),
            ("conversion: links kept", "Backfile", r"links\s+([\d.]+)", ""),
            ("conversion: pictures kept", "Backfile", r"images\s+([\d.]+)", ""),
        ),
    ),
    Script(
        "folders",
        "corpus",
        "the repositories of news.opensuse.org, www.ruby-lang.org (news) and ropensci.org (blog)",
        (),
        (("folders of generators: lost or wrong", "", r"(nothing lost|\d+  LOST OR WRONG)", "nothing lost"),),
    ),
    Script(
        "wordpress",
        "wordpress",
        "real exports (WXR), such as WordPress's theme unit test data",
        ("--posts", "0"),
        (("WordPress: posts read of those in real exports", "", r"\n  posts\s+(\d+ of\s+\d+)", "all"),),
    ),
    Script("tag_lines", "dumps", "as textdump", (), (("tag lines exactly right", "", r"([\d.]+)", ""),)),
)


def main() -> int:
    """Measures and prints; 1 if a measure failed."""
    options = _options()
    rows: list[Row] = []
    failed = 0
    if "throughput" not in options.skip:
        for measured in measure_all(options):
            print(measured.line(), flush=True)
            rows.extend(_throughput_rows(measured))
    for script in SCRIPTS:
        path = Path(__file__).with_name(f"{script.name}.py")
        if script.name in options.skip or not path.exists():
            continue
        if not options.data or not (options.data / script.needs).exists():
            print(f"{script.name} is left out: it needs {script.needs} in --data DIR: {script.origin}.")
            continue
        output, status = _output(path, script, options.data)
        failed |= status
        rows.extend(_script_rows(script, output))
    print(f"\n{_table(rows)}")
    return failed


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments(parser)
    names = ", ".join(("throughput", *(script.name for script in SCRIPTS)))
    parser.add_argument("--skip", type=lambda text: text.split(","), default=[], help=f"measures to leave out: {names}")
    return parser.parse_args()


def _throughput_rows(measured: Measured) -> Iterator[Row]:
    name, bar = measured.name, BARS.get(measured.name)
    is_a_core = name == "saved pages"
    told = f"≥ {bar:,}" if bar else ""
    yield f"{name}: imported a second, all cores", f"{measured.a_second:,.0f}", "" if is_a_core else told
    yield f"{name}: imported a processor's second", f"{measured.a_processor_second:,.0f}", told if is_a_core else ""
    yield f"{name}: MB of the largest process", f"{measured.cost.largest_mb:.0f}", f"< {LARGEST_MB}"


def _output(path: Path, script: Script, data: Path) -> tuple[str, int]:
    """What a measure prints, which is passed on, and whether it failed."""
    command = [sys.executable, str(path), "--data", str(data / script.needs if script.name == "wordpress" else data)]
    done = subprocess.run([*command, *script.options], stdout=subprocess.PIPE, text=True, check=False)
    print(f"\n{script.name}\n{done.stdout}", flush=True)
    return done.stdout, int(done.returncode != 0)


def _script_rows(script: Script, output: str) -> Iterator[Row]:
    for name, heading, pattern, bar in script.figures:
        found = re.findall(pattern, output[max(0, output.find(heading)) :])
        shown = ", ".join(map(str, found)) if not heading else str(found[0]) if found else ""
        yield name, shown or "not told", bar


def _table(rows: list[Row]) -> str:
    lines = [("measure", "ours", "bar"), ("---", "---", "---"), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
