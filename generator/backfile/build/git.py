"""How git is asked: it reads, writes nothing, runs nothing that a repository names, and uses no network. An archive may
come from a stranger, and with it a `.git/config`. Imports no heavy library."""

import os

_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
)
"""Nothing that a repository's settings name is run or fetched."""

LOG_OPTIONS = ("--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color")
"""What `log` must not do either: run programs that check signatures or make differences."""


def git_command(*arguments: str) -> tuple[str, ...]:
    """The words that run git with these arguments."""
    return ("git", *_OPTIONS, *arguments)


def git_environment() -> dict[str, str]:
    """Without what a hook may have set of another repository; git asks nobody, and fetches nothing that a partial clone
    lacks."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    # Older versions know no GIT_NO_LAZY_FETCH, and a repository may allow a protocol (`ext::`, which runs a program) in
    # spite of protocol.allow; this list is above its word.
    never = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
    return kept | never | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
