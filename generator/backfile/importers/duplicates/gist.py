"""What an import keeps of a text in order to compare it with others: light enough for 100,000 of them, and without the
libraries that make it."""

import msgspec


class Gist(msgspec.Struct, frozen=True):
    """A text's signature (64 numbers of 32 bits in this machine's order; empty where the text is too short to be told
    apart), its words and its pictures, and a number that texts of one title and day share."""

    signature: bytes
    words: int
    pictures: int
    subject: int
