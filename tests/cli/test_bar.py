"""Progress on a terminal, and elsewhere."""

import re
import subprocess
import sys
from io import StringIO

import pytest

from backfile.cli.bar import Bar

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(StringIO):
    """What a terminal is told."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that is set by hand, and a bar told by it."""

    def __init__(self, stream: StringIO, monkeypatch: pytest.MonkeyPatch, *, is_quiet: bool = False) -> None:
        monkeypatch.setattr(sys, "stderr", stream)
        self.now = 1000.0
        self.bar = Bar(is_quiet=is_quiet, clock=lambda: self.now)

    def stage(self, name: str, seconds: float, rate: int, total: int) -> None:
        """A stage that tells of each fiftieth of a second."""
        begun = self.now
        self.bar(name, 0, total)
        for step in range(1, round(seconds * 50) + 1):
            self.now = begun + step / 50
            self.bar(name, rate * step // 50, total)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of 80 columns."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    return Terminal()


def drawn(terminal: Terminal) -> list[str]:
    """What was shown, one after the other, without colours."""
    return [part.strip() for part in re.split(r"[\r\n]", ESCAPES.sub("", terminal.getvalue())) if part.strip()]


@pytest.mark.parametrize("is_plain", [True, False])
def test_the_bar_has_colour_unless_nobody_wants_it(
    monkeypatch: pytest.MonkeyPatch, terminal: Terminal, is_plain: bool
) -> None:
    """As https://no-color.org asks."""
    monkeypatch.setenv("NO_COLOR", "1" if is_plain else "")
    clock = Clock(terminal, monkeypatch)
    with clock.bar:
        clock.stage("read", 5, 100, 1000)
    assert "read" in terminal.getvalue()
    assert bool(COLOUR.search(terminal.getvalue())) is not is_plain


def test_the_bar_tells_stage_count_rate_and_time_left(monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> None:
    """All of it within 80 columns, with the largest counts that there are; the time only when the pace is steady."""
    clock = Clock(terminal, monkeypatch)
    with clock.bar:
        clock.stage("render", 10, 1200, 190_000)
    first, last = drawn(terminal)[0], drawn(terminal)[-1]
    assert re.fullmatch(r"render +━*\S* +600 of 190,000 1,200 a second", first), first
    assert re.fullmatch(r"render +━*\S* +11,\d{3} of 190,000 1,200 a second 2:2[89] min left", last), last
    assert max(map(len, drawn(terminal))) <= 80


def test_a_terminal_is_told_a_few_times_a_second(monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> None:
    """And of a stage that begins, which may say nothing for a while, at once."""
    clock = Clock(terminal, monkeypatch)
    with clock.bar:
        clock.stage("read", 10, 100, 1000)
        clock.bar("render", 0, 500)
    shown = drawn(terminal)
    assert 30 <= len([line for line in shown if line.startswith("read")]) <= 45
    assert shown[-1].startswith("render") and "0 of 500" in shown[-1]


def test_a_count_whose_end_is_not_known_is_a_line(monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> None:
    """In the place of the line before, and gone in the end."""
    clock = Clock(terminal, monkeypatch)
    with clock.bar:
        clock.stage("scan", 3, 1000, 0)
        clock.bar("related", 0, 0)
        assert (
            drawn(terminal)[-2:] == ["scan: 2,760, 1,000 a second", "related …"] or drawn(terminal)[-1] == "related …"
        )
    assert terminal.getvalue().endswith("\r")
    assert set(terminal.getvalue().rsplit("\r", 2)[1]) == {" "}


def test_what_is_over_at_once_is_not_shown(monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> None:
    """Half a second is no long work."""
    clock = Clock(terminal, monkeypatch)
    with clock.bar:
        clock.stage("read", 0.2, 1000, 1000)
        clock.stage("render", 0.2, 1000, 1000)
    assert terminal.getvalue() == ""


def test_elsewhere_a_line_comes_every_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain, and with the same words."""
    file = StringIO()
    clock = Clock(file, monkeypatch)
    with clock.bar:
        clock.stage("read", 25, 100, 10_000)
        clock.stage("related", 25, 1, 0)
    assert file.getvalue().splitlines() == [
        "read: 1,000 of 10,000, 100 a second, 1:30 min left",
        "read: 2,000 of 10,000, 100 a second, 1:20 min left",
        "related: 5, 1.0 a second",
        "related: 15, 1.0 a second",
        "related: 25, 1.0 a second",
    ]


def test_quiet_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said, however long it takes."""
    file = StringIO()
    clock = Clock(file, monkeypatch, is_quiet=True)
    with clock.bar:
        clock.stage("read", 60, 100, 10_000)
    assert file.getvalue() == ""


def test_quiet_is_quiet_on_a_terminal(monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> None:
    """There too."""
    clock = Clock(terminal, monkeypatch, is_quiet=True)
    with clock.bar:
        clock.stage("read", 60, 100, 10_000)
    assert terminal.getvalue() == ""


def test_a_stage_without_an_end_needs_no_rich() -> None:
    """The first look of a build, after which most are done."""
    code = (
        "import io, sys\n"
        "sys.stderr = type('T', (io.StringIO,), {'isatty': lambda self: True})()\n"
        "from backfile.cli.bar import Bar\n"
        "now = [0.0]\n"
        "bar = Bar(is_quiet=False, clock=lambda: now[0])\n"
        "for now[0] in range(9): bar('scan', now[0] * 1000, 0)\n"
        "assert 'scan: 8,000' in sys.stderr.getvalue()\n"
        "before = 'rich' in sys.modules\n"
        "with bar: bar('read', 1, 9)\n"
        "print(before, 'rich' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
