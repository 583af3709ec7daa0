"""From values to places on a drawing, and the values worth a mark. Numbers in, numbers out."""

from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class LogScale:
    """Values from `least` to `most`, both above 0, on the places from `start` to `end`: equal factors, equal ways."""

    least: float
    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (log10(value) - log10(self.least)) / (log10(self.most) - log10(self.least))
        return self.start + share * (self.end - self.start)

    def marks(self) -> list[float]:
        """The powers of ten within; of less than two decades twice and five times these, too."""
        decades = range(floor(log10(self.least)), ceil(log10(self.most)) + 1)
        steps = STEPS if log10(self.most / self.least) < 2 else STEPS[:1]
        values = [float(f"{step}e{decade}") for decade in decades for step in steps]
        return [value for value in values if self.least <= value <= self.most]


@dataclass(frozen=True, slots=True)
class LinearScale:
    """Values from 0 to `most`, above 0, on the places from `start` to `end`."""

    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + value / self.most * (self.end - self.start)

    def marks(self) -> list[float]:
        """0 and four to ten round values within."""
        wanted = self.most / 4
        decade = 10.0 ** floor(log10(wanted))
        step = max(step * decade for step in STEPS if step * decade <= wanted)
        return [float(f"{number * step:.6g}") for number in range(floor(self.most / step + 1e-9) + 1)]


def padded(least: float, most: float, factor: float = 1.25) -> tuple[float, float]:
    """Bounds for a logarithmic scale on which no value lies on the edge."""
    return least / factor, most * factor


def apart(wanted: list[float], gap: float, most: float) -> list[float]:
    """Places as near to those wanted as may be, at least `gap` apart and none beyond `most`, in the order given."""
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    places = [0.0] * len(wanted)
    last = float("-inf")
    for number in order:
        last = places[number] = max(wanted[number], last + gap)
    limit = most
    for number in reversed(order):
        places[number] = min(places[number], limit)
        limit = places[number] - gap
    return places
