"""The promises that the repository as a whole makes: what is tracked, what is pinned, what the README may say."""

import re
import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt")
SCRIPTS = ("Makefile", ".ci/run", "tests/browser/install_chromium.sh", ".github/workflows/test.yml", "pyproject.toml")
TOP_LEVEL = {
    ".ci", ".github", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile",
    "README.md", "backfile.toml", "benchmarks", "content", "docs", "generator", "pyproject.toml", *LOCKS, "site",
    "tests", "themes",
}  # fmt: skip

# Written in pieces, so that this file does not name them either.
INDEX_HOSTS = [
    "".join(parts)
    for parts in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("pyp", "i.python.org"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("yarn", "pkg.com"),
        ("crates", ".io"),
        ("ruby", "gems.org"),
        ("ana", "conda.org"),
        ("pack", "agist.org"),
        ("proxy", ".golang.org"),
    )
]
PRIVATE_PATH = re.compile(r"(?<![\w.])/(?:root|home|Users|opt|work|tmp)/")


def test_no_tracked_file_names_a_package_index() -> None:
    """Where packages come from is the business of the machine that installs them."""
    hosts = re.compile("|".join(map(re.escape, INDEX_HOSTS)).encode())
    assert [str(path) for path in tracked() if hosts.search((ROOT / path).read_bytes())] == []


@pytest.mark.parametrize("name", [*LOCKS, *SCRIPTS])
def test_no_lock_or_script_names_a_machines_own_path(name: str) -> None:
    """A lock made on one machine reads the same as one made on another."""
    assert PRIVATE_PATH.findall((ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_carries_a_hash(name: str) -> None:
    """Nothing is installed that was not seen when the lock was made."""
    entries = pins(name)
    assert entries
    for pin, hashes in entries.items():
        assert re.match(r"[a-z0-9.-]+==[\w.+]+( ; .+)?$", pin), pin
        assert hashes, f"{pin} has no hash"


def test_locks_agree() -> None:
    """The tests run with the very versions that a site is built with."""
    development = versions("requirements-dev.txt")
    for name in ("requirements.txt", "requirements-build.txt"):
        assert versions(name).items() <= development.items(), name


def test_readme_names_commands_that_exist() -> None:
    """Every `make …` of the README is a target, and the two that do everything are there."""
    code = re.findall(r"```.*?```|`[^`\n]+`", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", "\n".join(code)))
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert {"site", "test"} <= named
    assert named <= targets


def test_ci_runs_what_a_person_runs() -> None:
    """There is one way to test, and CI takes it."""
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert ".ci/run" in (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [".ci/run", "tests/browser/install_chromium.sh"])
def test_scripts_can_be_run(name: str) -> None:
    """Git keeps the executable bit."""
    assert (ROOT / name).stat().st_mode & 0o111


def test_text_is_utf8_with_unix_line_ends() -> None:
    """Every tracked text is UTF-8 without a byte-order mark and ends its lines with LF; test inputs may be wrong."""
    assert [str(path) for path in tracked() if is_ours(path) and not is_clean((ROOT / path).read_bytes())] == []


def is_ours(path: Path) -> bool:
    """Inputs of tests and of import benchmarks are often wrong on purpose."""
    return path.parts[0] not in {"tests", "benchmarks"} or path.suffix in {".py", ".sh", ".md", ".toml"}


def is_clean(content: bytes) -> bool:
    """Whether the content is binary (git's rule: a NUL among the first 8,000 bytes) or well-formed text."""
    if b"\0" in content[:8000]:
        return True
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\r" not in text and not text.startswith("\ufeff") and (not text or text.endswith("\n"))


def test_top_level_entries_are_the_known_ones() -> None:
    """Whoever opens the repository finds the rooms of ARCHITECTURE.md and no loose ends."""
    assert {path.parts[0] for path in tracked()} == TOP_LEVEL


def test_built_site_is_not_tracked() -> None:
    """site/ holds build output; only the file that says so is tracked."""
    assert [path.as_posix() for path in tracked() if path.parts[0] == "site"] == ["site/.gitignore"]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git tracks or would add, relative to the root. The owner of the clone does not matter."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a clone, or no git: which files are tracked is unknown")
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return tuple(path for name in sorted(set(listed)) if name and (ROOT / (path := Path(name))).is_file())


@cache
def pins(name: str) -> dict[str, tuple[str, ...]]:
    """Each requirement of a lock file with its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    return {
        re.split(r"\s+--hash=", entry)[0].strip(): tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry))
        for entry in entries
        if entry.strip()
    }


def versions(name: str) -> dict[str, tuple[str, ...]]:
    """The pins without their conditions, which depend on who else asks for the package."""
    return {pin.split(" ; ")[0]: hashes for pin, hashes in pins(name).items()}


def test_every_dependency_is_in_the_lock() -> None:
    """What `make site` installs is what the package needs."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M))
    names = {re.split(r"[<>=!~; \[]", one)[0].lower().replace("_", "-") for one in needed}
    assert names <= {name.lower() for name in locked}
