"""Blogger: its own export and the `feed.atom` of Google Takeout.

An export is cut into entries by `exports`, by the shape and grammar of `export`; `entry` knows both ways of writing
one. `article` makes a post's reading, `content` its HTML, and `remarks` its comments, which `importer` learns first.
"""

from backfile.importers.blogger.importer import Blogger

__all__ = ["Blogger"]
