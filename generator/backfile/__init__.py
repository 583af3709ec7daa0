"""Backfile turns old articles into Markdown that lasts, and Markdown into an archive site."""

__version__ = "0.1.0"
