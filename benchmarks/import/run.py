"""All measures of imports, one after the other, and one table of them.

    python benchmarks/import/run.py [--data DIR] [--labels FILE] [--large] [--runs N] [--skip NAME,NAME]

Speed and memory are measured on made-up sources (`throughput.py`). The other measures need real ones in DIR, which are
not ours to give: each says what it needs and where that is to be had, and is left out without it.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from scripts import SCRIPTS, Script
from throughput import Measured, arguments, measure_all

BARS = {"WordPress": 1_000, "saved pages": 20}
"""Articles a second with all processors, and pages a second of one."""

LARGEST_MB = 300

Row = tuple[str, str, str]


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
        output, status = _output(path, script, options)
        failed |= status
        rows.extend(_script_rows(script, output))
    print(f"\n{_table(rows)}")
    return failed


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments(parser)
    parser.add_argument(
        "--labels", type=Path, help="title, authors, date and tags of saved pages, as pages.py has them"
    )
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


def _output(path: Path, script: Script, options: argparse.Namespace) -> tuple[str, int]:
    """What a measure prints, which is passed on, and whether it failed."""
    data = options.data / script.needs if script.name == "wordpress" else options.data
    labels = ["--labels", str(options.labels)] if script.name == "pages" and options.labels else []
    command = [sys.executable, str(path), "--data", str(data), *labels]
    done = subprocess.run([*command, *script.options], stdout=subprocess.PIPE, text=True, check=False)
    print(f"\n{script.name}\n{done.stdout}", flush=True)
    return done.stdout, int(done.returncode != 0)


def _script_rows(script: Script, output: str) -> Iterator[Row]:
    for figure in script.figures:
        found = re.findall(figure.pattern, output[max(0, output.find(figure.heading)) :])
        shown = ", ".join(found[:1] if figure.heading else found)
        yield figure.name, shown or "not told", figure.bar


def _table(rows: list[Row]) -> str:
    lines = [("measure", "ours", "bar"), ("---", "---", "---"), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
