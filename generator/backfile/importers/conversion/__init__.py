"""An article's HTML into the archive's Markdown, and all that was left out on the way. Touches no disk, no network and
no clock, and raises nothing."""

from backfile.importers.conversion.converting import Converted, to_markdown

__all__ = ["Converted", "to_markdown"]
