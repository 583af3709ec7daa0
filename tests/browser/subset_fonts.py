"""Makes the theme's headline font: a subset of Source Serif 4 Display under a name of its own, as its licence reserves
the name “Source” for the whole font. No test: for whoever wants other letters. Needs fonttools and brotli.

npm pack source-serif@4.5.1 && tar xzf source-serif-4.5.1.tgz
python tests/browser/subset_fonts.py package/TTF/SourceSerif4Display-Semibold.ttf themes/broadsheet/static/fonts
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter  # type: ignore[import-not-found] # no dependency of the project
from fontTools.ttLib import TTFont  # type: ignore[import-not-found] # as above

FAMILY = "Broadsheet Display"
FEATURES = ["kern", "liga", "smcp"]
LETTERS = {
    "latin": "20-7e a0 a3 a9 b7 c9 e1 e4 e7-e9 ed f1 f3 f6 fa fc 2013 2014 2018 2019 201c-201e 2022 2026 20ac",
    "latin-ext": "a1 a2 a5 a7 a8 ab ae b0 b4 bb bf c0-c8 ca-d6 d8-df e0 e2 e3 e5 e6 ea-ec ee-f0 f2 f4 f5 f8 f9 fb "
    "fd-ff 100-17f 218-21b 1e80-1e85 1e9e 1ef2 1ef3 201a 2020 2021 2032 2033 2039 203a 2122 2212",
}
"""The letters of each file: what English headlines need, with the commonest accents, and those of other languages."""

SMALL = "abcdefghijklmnopqrstuvwxyz"
"""What has small capitals: with figures and accented letters, too, the file would be a third larger."""

FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
"""Those that stand for all are proportional and in old style: their names end in `.osf`."""

LEAST_KERN, KERN_STEP = 18, 10
"""Of 1,000 to the em: what is closer is left as it is, and the rest is rounded, which saves a tenth of the file."""


def main() -> None:
    """Reads the arguments and writes a file for each set of letters."""
    parser = argparse.ArgumentParser(description="Subsets of the headline font.")
    parser.add_argument("font", type=Path, help="the whole font, a TTF")
    parser.add_argument("folder", type=Path, help="where the subsets go")
    asked = parser.parse_args()
    for name, ranges in LETTERS.items():
        target = asked.folder / f"display-{name}.woff2"
        write_subset(asked.font, target, [code for part in ranges.split() for code in _codes(part)])
        print(f"{target}: {target.stat().st_size} bytes")


def write_subset(font: Path, target: Path, codes: list[int]) -> None:
    """Writes the letters of those codes, with their features and kerning, without hints."""
    whole = TTFont(font, recalcTimestamp=False)
    copyright_line = whole["name"].getDebugName(0)
    for table in whole["cmap"].tables:
        table.cmap.update({ord("0") + value: f"{name}.osf" for value, name in enumerate(FIGURES)})
    options = Options(layout_features=FEATURES, layout_closure=False, hinting=False, name_IDs=[])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes, glyphs=sorted(_other_forms(whole, set(codes))))
    subsetter.subset(whole)
    _round_kerning(whole)
    for number, text in ((0, copyright_line), (1, FAMILY), (2, "Bold"), (4, FAMILY), (6, FAMILY.replace(" ", "-"))):
        whole["name"].setName(text, number, 3, 1, 0x409)
    whole.flavor = "woff2"
    whole.save(target)


def _other_forms(font: Any, codes: set[int]) -> set[str]:
    """The glyphs that the features put in the place of letters and figures, and ligatures of letters that are there."""
    names = {font.getBestCmap()[code] for code in codes if code in font.getBestCmap()}
    small = {font.getBestCmap()[ord(sign)] for sign in SMALL if ord(sign) in codes}
    found: set[str] = set()
    for lookup in _lookups(font["GSUB"].table, {"smcp", "liga"}):
        for first, others in getattr(lookup, "ligatures", {}).items():
            found |= {other.LigGlyph for other in others if {first, *other.Component} <= names}
        found |= {other for first, other in getattr(lookup, "mapping", {}).items() if first in small}
    return found


def _lookups(table: Any, features: set[str]) -> Iterator[Any]:
    records = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag in features]
    for index in sorted({index for feature in records for index in feature.LookupListIndex}):
        for lookup in table.LookupList.Lookup[index].SubTable:
            yield getattr(lookup, "ExtSubTable", lookup)


def _round_kerning(font: Any) -> None:
    for lookup in _lookups(font["GPOS"].table, {"kern"}):
        for record in _pairs(lookup):
            if record.Value1 is not None and hasattr(record.Value1, "XAdvance"):
                value = record.Value1.XAdvance
                record.Value1.XAdvance = 0 if abs(value) < LEAST_KERN else KERN_STEP * round(value / KERN_STEP)


def _pairs(lookup: Any) -> Iterator[Any]:
    for group in getattr(lookup, "PairSet", ()) or ():
        yield from group.PairValueRecord
    for group in getattr(lookup, "Class1Record", ()) or ():
        yield from group.Class2Record


def _codes(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


if __name__ == "__main__":
    main()
