"""Every preset of broadsheet can be read: WCAG's contrast of 4.5 between text and what it stands on, light and dark."""

import re
import tomllib
from pathlib import Path

import pytest

THEME = Path(__file__).parents[2] / "themes/broadsheet"
PRESETS = tomllib.loads((THEME / "theme.toml").read_text(encoding="utf-8"))["params"]["presets"]
PAIR = re.compile(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)")
HEAT = re.compile(r"\.heat-(\d) \{ --heat: var\(--accent\) (\d+)%")
LEAST = 4.5


def own_colours() -> dict[str, tuple[str, str]]:
    sheet = (THEME / "static/broadsheet.css/20-tokens.css").read_text(encoding="utf-8")
    return {name: (light, dark) for name, light, dark in PAIR.findall(sheet)}


def heats() -> dict[str, float]:
    """How much of the accent each heat of a month has."""
    found = HEAT.findall((THEME / "static/lists.css/20-heats.css").read_text(encoding="utf-8"))
    assert len(found) == 5
    return {heat: int(share) / 100 for heat, share in found}


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def mixed(colour: str, share: float, ground: str) -> list[float]:
    """What `color-mix(in srgb, colour share, transparent)` shows on that ground."""
    return [share * one + (1 - share) * other for one, other in zip(channels(colour), channels(ground), strict=True)]


def luminance(rgb: list[float]) -> float:
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: list[float], second: list[float]) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("preset", ["", *PRESETS])
def test_text_stands_out_from_its_ground(preset: str, scheme: int) -> None:
    """On paper, on tinted boxes, on marked words, and on the heats of the archive's months."""
    pairs = own_colours() | PRESETS.get(preset, {})
    colours = {name: pair[scheme] for name, pair in pairs.items()}
    for ground in ("paper", "tint"):
        for text in ("ink", "soft", "accent"):
            assert contrast(channels(colours[text]), channels(colours[ground])) >= LEAST, (text, ground)
    assert contrast(channels(colours["ink"]), channels(colours["mark"])) >= LEAST
    for heat, share in heats().items():
        ground = mixed(colours["accent"], share, colours["paper"])
        text = "paper" if heat in ("4", "5") else "ink"
        assert contrast(channels(colours[text]), ground) >= LEAST, heat
