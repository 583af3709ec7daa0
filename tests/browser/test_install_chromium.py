"""How the browser for these tests is installed, with an apt-get that only pretends."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("install_chromium.sh")
LOCKED = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1 (apt-get)"
APT_GET = """#!/bin/bash
echo "$@" >> "$CALLS"
(( $(wc -l < "$CALLS") > {failures} )) || {{ echo "{message}" >&2; exit 100; }}
[[ "$*" != *install* ]] || {{ printf '#!/bin/sh\\n' > "$PLACE/chromium"; chmod +x "$PLACE/chromium"; }}
"""


def install(folder: Path, failures: int, message: str) -> tuple[int, list[str]]:
    """Runs the script where apt-get fails so often with that message: its exit status, and how apt-get was called."""
    for tool in ("bash", "dirname", "wc", "chmod", "sh"):
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    stubs = {"id": "echo 0", "sleep": "exit 0", "python3": "exit 1"}
    texts = {name: f"#!/bin/sh\n{text}\n" for name, text in stubs.items()}
    for name, text in (texts | {"apt-get": APT_GET.format(failures=failures, message=message)}).items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    shutil.copy(SCRIPT, folder / "install.sh")  # beside no .venv whose Playwright could go and fetch one
    calls = folder / "calls"
    environment = {"PATH": str(folder), "CALLS": str(calls), "PLACE": str(folder)}
    done = subprocess.run(["bash", folder / "install.sh"], env=environment, capture_output=True, check=False)
    return done.returncode, calls.read_text().splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for all the programs that there are."""
    if os.name != "posix" or not shutil.which("bash"):
        pytest.skip("the script needs bash")
    (tmp_path / "tools").mkdir()
    return tmp_path / "tools"


def test_it_waits_while_somebody_else_installs(folder: Path) -> None:
    """For the lock that apt-get waits for when asked, and for the one that it does not wait for."""
    status, calls = install(folder, 3, LOCKED)
    assert status == 0
    assert ["update" in call for call in calls] == [True, True, True, True, False]
    assert all("DPkg::Lock::Timeout=300" in call for call in calls)


def test_it_does_not_wait_for_what_waiting_cannot_mend(folder: Path) -> None:
    """No network, say: it goes on to the next way, and at last says what to do."""
    status, calls = install(folder, 99, "E: Unable to fetch some archives")
    assert (status, len(calls)) == (1, 1)
