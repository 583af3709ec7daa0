"""Files as disks and networks leave them: bytes changed, taken out, put in, doubled."""

from random import Random


def damaged(whole: bytes, chance: Random) -> bytes:
    """The bytes with one to four damages at places that `chance` tells."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data))
        kind = chance.randrange(4)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.randint(1, 40)]
        elif kind == 2:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 8)))
        else:
            data[at:at] = data[at : at + chance.randint(1, 400)]
    return bytes(data)
