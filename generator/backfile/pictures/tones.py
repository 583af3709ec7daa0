"""The tones that a page shows in a picture's place while it is loaded: few, so that a style sheet can name each and no
page needs a style of its own."""

from functools import lru_cache

TONES = {
    "k1": 0x1B1A19,
    "k2": 0x474543,
    "k3": 0x7D7A76,
    "k4": 0xB3B0AA,
    "k5": 0xE9E7E2,
    "r1": 0x571F1C,
    "r2": 0xA8473F,
    "r3": 0xDDA49C,
    "o1": 0x4F3420,
    "o2": 0xA2703F,
    "o3": 0xDEBE94,
    "y1": 0x575021,
    "y2": 0xB5A445,
    "y3": 0xE9DFA4,
    "g1": 0x243A20,
    "g2": 0x5D8250,
    "g3": 0xB0C9A2,
    "c1": 0x1C4144,
    "c2": 0x49898B,
    "c3": 0xA6CDCB,
    "b1": 0x1D3154,
    "b2": 0x5078AD,
    "b3": 0xAAC3E2,
    "v1": 0x39264E,
    "v2": 0x7D629C,
    "v3": 0xC6B3D7,
    "p1": 0x5A2140,
    "p2": 0xA95C84,
    "p3": 0xDEB1C7,
}
"""Each tone's name and colour: greys, red, orange, yellow, green, cyan, blue, violet and pink, from dark to light."""


@lru_cache(maxsize=4096)
def nearest_tone(red: int, green: int, blue: int) -> str:
    """The name of the tone that is nearest to a colour (0 to 255 each), as the eye weighs the three."""

    def distance(name: str) -> int:
        tone = TONES[name]
        parts = ((tone >> 16) - red, (tone >> 8 & 255) - green, (tone & 255) - blue)
        return 2 * parts[0] ** 2 + 4 * parts[1] ** 2 + 3 * parts[2] ** 2

    return min(TONES, key=distance)
