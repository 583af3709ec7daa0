"""Imports web archives: WARC, ARC and WACZ."""

from backfile.importers.webarchive.importer import WebArchives

__all__ = ["WebArchives"]
