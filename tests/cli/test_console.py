"""Progress on a terminal."""

import re
import sys
from io import StringIO

import pytest

from backfile.cli.console import Bar

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(StringIO):
    """What a terminal is told."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("is_plain", [True, False])
def test_the_bar_has_colour_unless_nobody_wants_it(monkeypatch: pytest.MonkeyPatch, is_plain: bool) -> None:
    """As https://no-color.org asks."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(Bar, "REFRESH_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1" if is_plain else "")
    with Bar(is_quiet=False) as bar:
        bar("read", 3, 9)
    assert "read" in terminal.getvalue()
    assert bool(COLOUR.search(terminal.getvalue())) is not is_plain


def test_the_bar_tells_a_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the plain lines do elsewhere, whether the total is known or not."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(Bar, "REFRESH_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with Bar(is_quiet=False) as bar:
        bar("read", 3, 9)
        bar("compare", 3, 0)
    read, compare = terminal.getvalue().split("compare", 1)
    assert "3/9" in read
    assert "a second" in read
    assert "a second" in compare
