"""Imports what Substack gives its authors: the folder or zip of an export, its list of posts, or single posts of it."""

from backfile.importers.substack.importer import Substack

__all__ = ["Substack"]
