"""The form of the address of a cluster. Imports nothing that works there, as every command looks at its options."""

import re

_DASK = re.compile(r"dask://(?P<scheduler>(?:[\w.-]+|\[[0-9A-Fa-f:.%\w]+\]):(?P<port>[0-9]{1,5}))", re.ASCII)

EXECUTORS = "Write dask://HOST:PORT, the address of a Dask scheduler."
"""What `--executor` takes."""


def scheduler_of(executor: str) -> str:
    """`HOST:PORT` of an executor `dask://HOST:PORT`; empty where that is not its form."""
    found = _DASK.fullmatch(executor)
    return found["scheduler"] if found and 0 < int(found["port"]) < 65_536 else ""
