"""The fields of an element of an export that is written as all tools write them, without a parser of XML: one field
after the other, each plain text or one section of CDATA. Gives what the parser gives, or nothing."""

import re

from backfile.importers.exports.fields import Field, Grammar

_NAME = r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?"
_PLAIN = r"[^<&\]]*+(?:\](?!\]>)[^<&\]]*+)*+"
_CDATA = r"[^\]]*+(?:\](?!\]>)[^\]]*+)*+"
_FIRST = re.compile(rf"<({_NAME})>", re.ASCII)
_PART = re.compile(
    rf'([ \t\n]*)(?:<({_NAME})((?: {_NAME}="[^"<&\t\n]*")*)>(?:<!\[CDATA\[({_CDATA})\]\]>|({_PLAIN}))</\2>'
    rf"|<({_NAME})>|</({_NAME})>|\Z|(.))",
    re.ASCII | re.DOTALL,
)
"""The last group takes what is not plain."""

_ATTRIBUTE = re.compile(r' ([^ ="]+)="([^"]*)"')


def plain_fields(text: str, line: int, grammar: Grammar) -> tuple[Field, ...] | None:
    """The fields of an element whose text begins on `line` and has no character that XML does not allow; None for one
    that is not plain."""
    first = _FIRST.match(text)
    if first is None:
        return None
    found: list[Field] = []
    open_names = [first[1]]
    groups = grammar.groups
    for part in _PART.finditer(text, first.end()):  # ends at the first that is not plain, or a text of a million
        blanks, name, written, section, plain, group, ended, other = part.groups("")  # would be read a million times
        line += blanks.count("\n")
        if other or (not open_names and (name or group or ended)):
            return None
        if name:
            if name in groups:
                return None
            attributes = dict(_ATTRIBUTE.findall(written)) if written else {}
            if len(attributes) != written.count("="):
                return None
            value = section or plain
            found.append(Field(name, value, attributes, line))
            line += value.count("\n")
        elif group:
            if group not in groups:
                return None
            open_names.append(group)
            found.append(Field(group, "", {}, line))
        elif ended and open_names.pop() != ended:
            return None
    return None if open_names else tuple(found)
