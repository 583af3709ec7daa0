"""The arguments of shortcodes and tags, by position and by name."""

import re

import msgspec


class Arguments(msgspec.Struct, frozen=True):
    """Arguments as read: those by position, those by name (small letters), and all as written."""

    values: tuple[str, ...] = ()
    named: dict[str, str] = {}
    written: str = ""

    def get(self, *names: str) -> str:
        """The first of these names that has a value; a number is a position (from 0)."""
        for name in names:
            found = self._positional(int(name)) if name.isdigit() else self.named.get(name, "")
            if found:
                return found
        return ""

    def _positional(self, place: int) -> str:
        return self.values[place] if place < len(self.values) else ""


_VALUE = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|`[^`]*`|“[^”]{0,2000}”|[^\s,"\'`=]+'
_ARGUMENT = re.compile(rf"(?:([\w.-]+)\s*(?:=|:(?=\s*[\"'\w]))\s*)?({_VALUE})")


def read_arguments(written: str) -> Arguments:
    """Arguments parted by spaces or commas: `id`, `"a text"`, `src="x.png"`, `src = x.png`, `width: 300`."""
    values: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(written):
        value = _plain(match[2])
        if match[1]:
            named.setdefault(match[1].lower(), value)
        else:
            values.append(value)
    return Arguments(tuple(values), named, written.strip())


def _plain(value: str) -> str:
    if value[0] in "\"'" and len(value) > 1:
        return re.sub(r"\\([\"'\\])", r"\1", value[1:-1])
    return value[1:-1] if value[0] in "`“" and len(value) > 1 else value
