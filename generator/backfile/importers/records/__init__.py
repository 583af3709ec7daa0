"""Imports JSON Lines and CSV, with a mapping from their fields to the contract's in `backfile.toml`."""

from backfile.importers.records.importer import Records

__all__ = ["Records"]
