"""Imports feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, each entry an article."""

from backfile.importers.feed.importer import Feeds

__all__ = ["Feeds"]
