"""One element of an export as fields, with what was wrong in it."""

import msgspec

from backfile.importers.exports.decoding import decode
from backfile.importers.exports.fields import Field, Grammar, read_fields
from backfile.importers.exports.plain_fields import plain_fields
from backfile.importers.exports.splitting import Chunk
from backfile.problems import Location, Problem, warning

_ENCODING_HINT = "Look at the article for odd characters."
_CUT_HINT = "Export again, as the file was cut or damaged here; what stands before the damage was read."
_DAMAGE_HINT = "Look at the article, as a part of it may be wrong."


class Element(msgspec.Struct, frozen=True):
    """An element as fields, the problems of its reading, and whether its end is missing."""

    name: str
    fields: tuple[Field, ...]
    line: int
    problems: tuple[Problem, ...]
    is_cut: bool


def read_chunk(chunk: Chunk, encoding: str, grammar: Grammar, prefixes: dict[str, str], path: str) -> Element:
    """The fields of an element of the export at `path`. What is wrong in it is a warning where all could be read all
    the same, and an error where text was lost."""
    text, told = decode(chunk.data, encoding)
    plain = None if prefixes or chunk.is_cut else plain_fields(text, chunk.line, grammar)
    fields, wrong, where = (plain, "", 0) if plain else read_fields(text, chunk.line, grammar, prefixes)
    problems = [warning(Location(path, chunk.line), message, _ENCODING_HINT) for message in told]
    if chunk.is_cut:
        problems.append(
            Problem(Location(path, chunk.line), f"the {chunk.name} that begins here has no end.", _CUT_HINT)
        )
    elif wrong:
        message = f"the {chunk.name} is not well-formed XML and was read by the look of its tags: {wrong}."
        problems.append(warning(Location(path, where), message, _DAMAGE_HINT))
    return Element(chunk.name, fields, chunk.line, tuple(problems), chunk.is_cut)
