"""How fast a stage goes, and how long it will take if it goes on so. Pure: it is told the time."""

from collections import deque

SAMPLE_SECONDS = 0.2
WINDOW_SECONDS = 20.0
SETTLED_SECONDS = 3.0
"""Before a stage has gone on for so long nobody knows how fast it is: caches are cold and processes begin."""

UNSTEADY = 1.5
"""If one half of the time that is looked at was so many times as fast as the other, time left would be a guess."""


class Pace:
    """The pace of one stage: `done` of `total` (0 where that is not known). Times are seconds on any clock. A
    stage that goes on after another begins with what it had done before, which says nothing of its pace."""

    def __init__(self, now: float, done: int) -> None:
        self.done, self.total = done, 0
        self._samples = deque([(now, done)])

    def note(self, now: float, done: int, total: int) -> None:
        """So many are done now. The count never runs backwards."""
        self.done, self.total = max(self.done, done), total
        if now - self._samples[-1][0] >= SAMPLE_SECONDS:
            self._samples.append((now, self.done))
        while len(self._samples) > 1 and now - self._samples[1][0] > WINDOW_SECONDS:
            self._samples.popleft()

    def rate(self, now: float) -> float | None:
        """How many a second, of late; None where nothing can be said."""
        begun, before = self._samples[0]
        return (self.done - before) / (now - begun) if now - begun >= SAMPLE_SECONDS and self.done > before else None

    def left(self, now: float) -> float | None:
        """The seconds that the rest will take; None unless the pace is steady."""
        rate = self.rate(now)
        if rate is None or self.total <= self.done or not self._is_steady(now):
            return None
        return (self.total - self.done) / rate

    def _is_steady(self, now: float) -> bool:
        begun, before = self._samples[0]
        if now - begun < SETTLED_SECONDS:
            return False
        middle, half = min(self._samples, key=lambda sample: abs(sample[0] - (begun + now) / 2))
        if not begun < middle < now:
            return False
        first, second = (half - before) / (middle - begun), (self.done - half) / (now - middle)
        return min(first, second) * UNSTEADY >= max(first, second)
