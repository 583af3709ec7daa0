"""The versions of an archive's files that git has. Reads only, without a network, and no longer than it may."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from backfile.build.git import LOG_OPTIONS, git_command, git_environment

SECONDS = 60
"""So long an import may wait for git in all: what is not found by then is treated as not there."""

VERSIONS = 100
"""So many versions of a file are looked at, the latest first."""


class History:
    """The history of the archive at `root`; empty where it is in no work tree of git, or git is not there."""

    def __init__(self, root: Path, seconds: float = SECONDS) -> None:
        self._root = root
        self._left = seconds
        self._is_there: bool | None = None

    def versions(self, path: str) -> Iterator[str]:
        """The texts that the file had, the latest first, also under earlier names."""
        if self._is_there is None:
            self._is_there = self._run("rev-parse", "--is-inside-work-tree").strip() == b"true"
        if not self._is_there:
            return
        options = ("--follow", "--raw", "--no-abbrev", *LOG_OPTIONS, "--format=")
        log = self._run("log", *options, f"--max-count={VERSIONS}", "--", path)
        for line in log.splitlines():
            fields = line.split()
            if line.startswith(b":") and fields[3].strip(b"0"):
                data = self._run("cat-file", "blob", fields[3].decode())
                yield data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")

    def _run(self, *arguments: str) -> bytes:
        """What git says; nothing where it fails or there is no time left."""
        if self._left <= 0:
            return b""
        start = monotonic()
        try:
            done = subprocess.run(
                git_command(*arguments),
                cwd=self._root,
                env=git_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=self._left,
                check=False,
            )
            return done.stdout if done.returncode == 0 else b""
        except (OSError, subprocess.SubprocessError):
            return b""
        finally:
            self._left -= monotonic() - start
