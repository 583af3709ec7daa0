"""Exports and feeds of all kinds in one folder: each goes to its own importer."""

import json
from pathlib import Path

import pytest

from backfile.importers.gathering import gather
from backfile.importers.registry import importers

pytestmark = pytest.mark.skipif(
    not {"blogger", "ghost"} <= set(importers()), reason="this installation's entry points are older"
)

ATOM = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'"
ENTRY = "<entry><title>A</title><content type='html'>A lock</content></entry></feed>"
KIND = (
    "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/>"
)
POST = {"id": "1", "uuid": "2", "title": "A", "slug": "a", "html": "<p>A lock</p>", "comment_id": "1"}
FILES = {
    "own.xml": ("blogger", f"{ATOM}><id>tag:blogger.com,1999:blog-1.archive</id>{ENTRY}"),
    "taken.atom": ("blogger", f"{ATOM} xmlns:b='http://schemas.google.com/blogger/2018'><id>x</id>{ENTRY}"),
    "public.xml": ("blogger", f"{ATOM}><id>x</id>{ENTRY.replace('<title>', KIND + '<title>')}"),
    "excerpts.xml": (
        "feed",
        f"{ATOM}><id>x</id>{ENTRY.replace('content', 'summary').replace('<title>', KIND + '<title>')}",
    ),
    "plain.xml": ("feed", f"{ATOM}><id>x</id>{ENTRY}"),
    "rss.xml": ("feed", "<rss xmlns:blogger='http://schemas.google.com/blogger/2008'><channel><item/></channel></rss>"),
    "ghost.json": (
        "ghost",
        json.dumps({"db": [{"meta": {"exported_on": 1, "version": "5"}, "data": {"posts": [POST]}}]}),
    ),
    "plain-ghost.json": ("ghost", json.dumps({"meta": {"exported_on": 1, "version": "6"}, "data": {"posts": [POST]}})),
    "api.json": ("ghost", json.dumps({"posts": [POST]})),
    "rest.json": ("wordpress-json", json.dumps([{"id": 1, "date_gmt": "x", "title": {"rendered": "A"}, "slug": "a"}])),
    "feed.json": ("feed", json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [POST]})),
    "rows.jsonl": ("records", json.dumps({"title": "A", "body": "A lock"})),
    "wordpress.xml": ("wordpress", "<rss><channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>"),
    "blogger.md": ("markdown", "---\ntitle: A\n---\nhttp://schemas.google.com/blogger/2018 <feed> exported_on"),
}


def test_each_file_of_a_folder_goes_to_its_own_importer(tmp_path: Path) -> None:
    """By what is in it."""
    for name, (_, text) in FILES.items():
        (tmp_path / name).write_text(text)
    found = gather([tmp_path], importers(), "")
    told = {item.inside: importer for importer, items in found.inputs.items() for item in items}
    assert told == {name: importer for name, (importer, _) in FILES.items()} and not found.problems
