"""Versions of articles as a repository has them, read by one process of git."""

import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO
from weakref import finalize

from backfile.archive.article import MAX_BYTES
from backfile.build.git import git_command, git_environment
from backfile.config import CONFIG_NAME
from backfile.problems import Location, Problem


class GitError(Exception):
    """What git could not tell, as a problem."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        hint = "Look with git fsck, fetch the whole repository, or turn [history] off."
        self.problem = Problem(Location(CONFIG_NAME), f"the articles' history cannot be shown: {message}.", hint)


class Blobs:
    """The contents of a repository's files by their ids, read by one process that ends with this value."""

    def __init__(self, root: Path) -> None:
        try:
            self._process = subprocess.Popen(
                git_command("cat-file", "--batch"),
                cwd=root,
                env=git_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise GitError("git is not installed") from error
        self._end = finalize(self, _end, self._process)

    def text(self, blob: str) -> str:
        """A version of an article, decoded as articles are; empty where it is larger than one may be. Raises GitError
        where it is not there, as in a damaged or partial clone."""
        said, asked = self._process.stdout, self._process.stdin
        assert said is not None and asked is not None
        try:
            asked.write(f"{blob}\n".encode())
            asked.flush()
            header = said.readline().split()
            if len(header) != 3:
                raise GitError(f"git has no object {blob}")
            size = int(header[2])
            data = _read_exactly(said, size)
        except OSError as error:
            raise GitError(f"git cannot be asked for {blob}") from error
        return data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")

    def close(self) -> None:
        """Ends the process."""
        self._end()


def _read_exactly(said: IO[bytes], size: int) -> bytes:
    """The bytes of an object, and none where it is larger than an article may be; the line end after it goes."""
    kept = said.read(size) if size <= MAX_BYTES else b""
    left = size - len(kept)
    while left > 0:
        left -= len(said.read(min(left, 1 << 20))) or left
    said.read(1)
    return kept


def _end(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # it may have ended already
            if pipe is not None:
                pipe.close()
    process.wait()
