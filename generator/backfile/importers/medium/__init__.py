"""Imports what Medium gives its authors: the folder or zip of an export, or stories of it."""

from backfile.importers.medium.importer import Medium

__all__ = ["Medium"]
