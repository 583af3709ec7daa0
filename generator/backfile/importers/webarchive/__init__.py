"""Imports web archives: WARC, ARC and WACZ."""
