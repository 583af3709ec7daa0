"""What time it is for a command: the clock's, or that of SOURCE_DATE_EPOCH, so that a build can be done again."""

import os
import time

import click

VARIABLE = "SOURCE_DATE_EPOCH"
"""As the specification of the Reproducible Builds project has it."""

LAST = 253_402_300_799
"""The end of the year 9999, after which there are no dates."""


def now() -> int:
    """Seconds since 1970 in UTC. Raises click.UsageError where the variable is set and is no such number."""
    given = os.environ.get(VARIABLE, "")
    if not given:
        return int(time.time())
    if not (given.isascii() and given.isdigit()) or len(given) > len(str(LAST)) or int(given) > LAST:
        raise click.UsageError(f"{VARIABLE} is {given!r}, and not a number of seconds since 1970. Mend it or unset it.")
    return int(given)
