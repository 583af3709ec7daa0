"""The importer of records: files in, readings out."""

import json
from collections.abc import Iterator
from hashlib import sha256

import msgspec

from backfile.importers.importer import ImportContext, Importer, Input, Reading
from backfile.importers.records.draft import draft_of
from backfile.importers.records.mapping import BODIES, field_map
from backfile.importers.rows import Row, columns_of, csv_rows, json_rows
from backfile.problems import Location, Problem


class Records(Importer):
    """JSON Lines and CSV, an article a record."""

    name = "records"

    def recognise(self, name: str, sample: bytes) -> float:
        """By the name, if the first line is what the name says; surer where it has a title and a text."""
        lowered = name.lower()
        if lowered.endswith((".jsonl", ".ndjson")):
            return _sureness(_keys_of_json(sample.decode("utf-8-sig", "replace").partition("\n")[0]))
        if lowered.endswith((".csv", ".tsv")):
            return _sureness(set(columns_of(sample)))
        return 0.0

    def read(self, item: Input, lesson: None, context: ImportContext) -> Iterator[Reading]:
        """One reading a record. A record that cannot be read is a problem with its line."""
        fields, faults = field_map(context.settings)
        if faults:
            hint = "docs/commands.md tells what stands there."
            problems = tuple(Problem(Location("backfile.toml"), f"{fault}.", hint) for fault in faults)
            yield Reading(item.name, "", None, problems)
            return
        rows_of = csv_rows if item.name.lower().endswith((".csv", ".tsv")) else json_rows
        with item.open() as stream:
            for row in rows_of(stream):
                source = f"{item.name}#{row.line}"
                if row.fault:
                    yield Reading(source, "", None, (_faulty(item.name, row),))
                else:
                    checksum = sha256(msgspec.json.encode(row.values, order="deterministic")).hexdigest()
                    yield Reading(source, checksum, draft_of(row.values, fields, context))


def _keys_of_json(line: str) -> set[str]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return set()
    return set(value) if isinstance(value, dict) else set()


def _sureness(keys: set[str]) -> float:
    folded = {str(key).lower() for key in keys}
    if not folded:
        return 0.0
    return 0.9 if "title" in folded and folded & set(BODIES) else 0.3


def _faulty(name: str, row: Row) -> Problem:
    return Problem(Location(name, row.line), f"{row.fault}.", "Mend the line and import again; the others are in.")
