"""The text of a file whose format is UTF-8 and nothing else: what is not is told, never guessed."""

import msgspec


class Decoded(msgspec.Struct, frozen=True):
    """A text, and how many places of it were no UTF-8; `is_binary` where it is no text at all."""

    text: str = ""
    lost: int = 0
    is_binary: bool = False


def decode(data: bytes) -> Decoded:
    """The text in these bytes, each place that is no UTF-8 as a replacement character."""
    if b"\0" in data:
        return Decoded(is_binary=True)
    text = data.decode("utf-8-sig", "replace")
    was = data.count("\ufffd".encode())
    return Decoded(text, text.count("\ufffd") - was)
