"""What every open page must know: which build is served and what was wrong with the last one. Sends nothing itself."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence

import msgspec

from backfile.problems import Problem

REPEAT_SECONDS = 15.0
"""A state is told again after so long, which shows both ends that the other is still there."""

MOST_PROBLEMS = 100
"""A page shows so many problems at most; the terminal has them all."""


class Shown(msgspec.Struct, frozen=True):
    """A problem as the page shows it."""

    place: str
    message: str
    hint: str
    severity: str


class State(msgspec.Struct, frozen=True):
    """`session` is one run of the preview, `number` the build that is served (0: none yet), `styles_from` the build
    since which only stylesheets have changed. `problems` are those of a build that failed after it; `more` counts those
    left out."""

    session: str
    number: int = 0
    styles_from: int = 0
    problems: tuple[Shown, ...] = ()
    more: int = 0

    @property
    def build(self) -> str:
        """The build that is served, as a page names it."""
        return f"{self.session}-{self.number}"


class Live:
    """The state now, for any number of pages to follow, and whether a search index is still to be made. Belongs to one
    event loop."""

    def __init__(self) -> None:
        self.state = State(secrets.token_hex(4))
        self.awaits_index = True
        self._changed = asyncio.Event()
        self._is_closed = False

    def built(self, *, only_styles: bool) -> None:
        """A build was good: pages that show another one are out of date."""
        state = self.state
        number = state.number + 1
        self._set(State(state.session, number, state.styles_from if only_styles else number))

    def failed(self, problems: Sequence[Problem]) -> None:
        """A build failed; what was served before is served still."""
        ordered = sorted(problems, key=lambda problem: (not problem.is_error, problem))
        shown = tuple(Shown(str(p.location), p.message, p.hint, str(p.severity)) for p in ordered[:MOST_PROBLEMS])
        self._set(msgspec.structs.replace(self.state, problems=shown, more=len(ordered) - len(shown)))

    def close(self) -> None:
        """Ends every `follow`."""
        self._is_closed = True
        self._changed.set()

    def _set(self, state: State) -> None:
        self.state = state
        self._changed.set()
        self._changed = asyncio.Event()

    async def follow(self) -> AsyncIterator[State]:
        """The state now and after every change, and again when nothing happens for long. Who is slow misses states
        between, never the last."""
        while not self._is_closed:
            changed = self._changed
            yield self.state
            try:
                async with asyncio.timeout(REPEAT_SECONDS):
                    await changed.wait()
            except TimeoutError:
                continue
