"""The history of an archive's articles from git: one pass over its log, kept in the ledger for as long as the commit is
the same."""

import subprocess
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from threading import Timer

import msgspec

from backfile.archive.fields import Fields
from backfile.archive.frontmatter import parse_front_matter
from backfile.archive.revisions import COMMIT, Revision, Version, revisions, versions
from backfile.archive.signing import is_as_written
from backfile.build.blobs import Blobs, GitError
from backfile.build.engine import engine_digest
from backfile.build.git import LOG_OPTIONS, git_command, git_environment
from backfile.build.head_commit import git_folder, history_digest, is_shallow
from backfile.build.ledger import Ledger
from backfile.build.settings import Settings
from backfile.config import Config
from backfile.digest import Digest, digest_bytes, digest_of
from backfile.pages.cards import NO_HISTORY
from backfile.problems import Problem, warning

SECONDS = 600
"""So long the log may take: that of 100,000 files in as many commits takes some minutes."""

History = Mapping[str, tuple[Revision, ...]]
"""By source the revisions of each article that has more than one, oldest first."""

_NAME = "history"


class _NoHistoryError(Exception):
    """Why there is none, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def read_history(root: Path, settings: Settings, ledger: Ledger) -> tuple[History, tuple[Problem, ...]]:
    """The history of the articles in these sources, where the settings want it; without one a warning that says why."""
    config = settings.config
    if not config.history.enabled:
        return NO_HISTORY, ()
    kept = kept_history(root, config, ledger)
    if kept is not None:
        return kept, ()
    try:
        found = _read(root, config)
    except _NoHistoryError as error:
        message = f"the articles go without their history: {error}."
        return NO_HISTORY, (warning(settings.at("history", "enabled"), message, error.hint),)
    ledger.record_memo(_NAME, _key(root, config), msgspec.msgpack.encode(found))
    return found, ()


def unknown_sources(settings: Settings, paths: Collection[str]) -> Iterator[Problem]:
    """A warning for each source that shall show no history and is none: its history may be shown under another name."""
    for number, path in enumerate(settings.config.history.without):
        if path not in paths:
            message = f'"{path}" is no article of this archive, and so keeps no history from being shown.'
            hint = "Write its path from the archive's root, like content/2020/10/slug.md, or remove it."
            yield warning(settings.at("history", "without", number), message, hint)


def kept_history(root: Path, config: Config, ledger: Ledger) -> History | None:
    """What was read of that commit before; None where it was not, or there was nothing to read."""
    if not config.history.enabled:
        return NO_HISTORY
    kept = ledger.memo(_NAME, _key(root, config))
    return msgspec.msgpack.decode(kept, type=dict[str, tuple[Revision, ...]]) if kept is not None else None


def _key(root: Path, config: Config) -> Digest:
    return digest_bytes(
        history_digest(root), digest_of(config.history, config.timezone, config.taxonomies), engine_digest()
    )


def _read(root: Path, config: Config) -> dict[str, tuple[Revision, ...]]:
    if git_folder(root) is None:
        raise _NoHistoryError("it is in no git repository", "Build in a clone, or turn [history] off.")
    if is_shallow(root):
        hint = "Fetch all of it: git fetch --unshallow, or `fetch-depth: 0` for actions/checkout in a workflow."
        raise _NoHistoryError("this clone is shallow, so that the beginning is missing", hint)
    found = versions(_log(root), config.timezone)
    if not found:
        raise _NoHistoryError("git knows no article of content/", "Commit content/, or turn [history] off.")
    left_out = frozenset(config.history.without)
    several = {path: own for path, own in found.items() if len(own) > 1 and path not in left_out}
    try:
        blobs = Blobs(root)
        made = {path: _published(path, own, blobs, config) for path, own in sorted(several.items())}
        blobs.close()
    except GitError as error:
        raise _NoHistoryError(f"{error}", error.problem.hint) from error
    return {path: own for path, own in made.items() if len(own) > 1}


def _published(path: str, own: tuple[Version, ...], blobs: Blobs, config: Config) -> tuple[Revision, ...]:
    """The versions that readers may have seen. One whose header cannot be read was never published."""
    drafts: set[str] = set()
    imported: set[str] = set()
    for version in own:
        text = blobs.text(version.blob)
        front = parse_front_matter(text, path)
        if isinstance(front, Problem) or not text or Fields(front, path, config).is_draft():
            drafts.add(version.blob)
        elif is_as_written(text):
            imported.add(version.blob)
    return revisions(own, frozenset(drafts), frozenset(imported))


def _log(root: Path) -> Iterator[str]:
    """What git's log says between its zero bytes. Of merges it says nothing: what they brought is told of the commits
    that they brought."""
    format_options = ("-z", "--raw", "--no-abbrev", "--find-renames", "-l1000", "--relative", "--encoding=UTF-8")
    options = (*LOG_OPTIONS, *format_options, "--no-follow", "--no-merges", "--topo-order", f"--format={COMMIT}")
    command = git_command("log", *options, "--", "content")
    try:
        process = subprocess.Popen(
            command,
            cwd=root,
            env=git_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise _NoHistoryError("git is not installed", "Install git, or turn [history] off.") from error
    timer = Timer(SECONDS, process.kill)
    timer.start()
    try:
        assert process.stdout is not None
        with process.stdout as said:
            rest = b""
            while data := said.read(1 << 16):
                *whole, rest = (rest + data).split(b"\0")
                yield from (token.decode("utf-8", "replace") for token in whole)
            if rest:
                yield rest.decode("utf-8", "replace")
        ended = process.wait()
    finally:
        timer.cancel()
        timer.join()  # workers are forked later, and then no other thread may run
        process.kill()  # nothing where it has ended
        process.wait()
    if ended:
        hint = "Look what `git log -- content` says in the archive's folder, or turn [history] off."
        raise _NoHistoryError("git could not tell it", hint)
