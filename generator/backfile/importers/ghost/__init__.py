"""Ghost: the JSON of its export, and posts as its API gives them.

`tables` reads an export row by row; what posts refer to is learnt by `relations`. A row becomes a `post`, and that a
reading in `article`, by the rules of `header`. Its text is taken in `body`: as HTML (`card_markup`), or from the
editor's own documents (`lexical`, `mobiledoc`), whose cards `cards` writes. `files` finds pictures beside the export.
"""

from backfile.importers.ghost.importer import Ghost

__all__ = ["Ghost"]
