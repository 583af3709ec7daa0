"""What a page says of its article, each with its place and how far such a place is to be trusted. Decides nothing."""

from collections.abc import Iterable

import msgspec


class Statement(msgspec.Struct, frozen=True):
    """One value for one field (`title`, `author`, `date`, …), where it stands, and a trust from 0 to 1."""

    field: str
    value: str
    where: str
    trust: float


def of_field(statements: Iterable[Statement], *fields: str) -> tuple[Statement, ...]:
    """The statements on these fields, the most trusted first and else in their order."""
    chosen = [one for one in statements if one.field in fields and one.value]
    return tuple(sorted(chosen, key=lambda one: -one.trust))
