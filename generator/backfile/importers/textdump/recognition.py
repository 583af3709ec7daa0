"""Whether a file is plain text that other formats do not claim. Judges by its beginning, decides nothing."""

import csv
import io
import json
import re

from backfile.importers.textdump.source import decode, looks_binary

SUREST = 0.6

_MARKUP = re.compile(r"\s*(<\?xml|<!doctype|<html|<rss|<feed|<head|<body|<article|<div|<!--)", re.I)
_TAGS = re.compile(r"</?(?:p|div|a|span|li|ul|br|td|tr|h[1-6])\b[^>]{0,200}>", re.I)
_FRONT_MATTER = re.compile(r"\s*(---\s*\n|\+\+\+\s*\n|;;;\s*\n)")
_JSON_START = re.compile(r"\s*[\[{]")
_JSON_OBJECT = re.compile(r"\s*\[?\s*\{\s*\"[^\"\n]{1,80}\"\s*:")
_OTHER_NAMES = re.compile(
    r"\.(html?|xhtml|xml|json|jsonl|csv|tsv|ya?ml|toml|rss|atom|warc|wacz|py|js|css|svg)(\.\w+)?$", re.I
)


def likelihood(name: str, sample: bytes) -> float:
    """From 0 to 0.6, that a file of this name and beginning is a text dump."""
    text = _text(sample)
    if text is None or not text.strip() or _is_other_format(text):
        return 0.0
    if _OTHER_NAMES.search(name):
        return 0.05
    if name.lower().endswith((".txt", ".text", ".dump")):
        return SUREST
    return 0.3 if name.lower().endswith((".md", ".markdown")) else 0.4


def _text(sample: bytes) -> str | None:
    """The sample's text; a character cut off at its end does not count."""
    if looks_binary(sample) and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    for cut in range(4):
        try:
            return sample[: len(sample) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    return decode(sample[: len(sample) // 4 * 4])[0]


def _is_other_format(text: str) -> bool:
    if _MARKUP.match(text) or _FRONT_MATTER.match(text) or _is_json(text) or text.startswith("WARC/"):
        return True
    return len(_TAGS.findall(text)) > 5 or _is_table(text)


def _is_json(text: str) -> bool:
    """Whether the text is an object, or a list of objects, or the beginning of one: `[1]`, as lynx numbers a link, is a
    list too."""
    if not _JSON_START.match(text):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _JSON_OBJECT.match(text) is not None
    return all(isinstance(one, dict) for one in (value if isinstance(value, list) else [value]))


def _is_table(text: str) -> bool:
    """Whether the first lines have the same number of cells, three or more."""
    head = [line for line in text.splitlines()[:20] if line.strip()]
    if len(head) < 3:
        return False
    for mark in ",;\t":
        try:
            widths = {len(row) for row in csv.reader(io.StringIO("\n".join(head[:-1])), delimiter=mark)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() > 2:
            return True
    return False
