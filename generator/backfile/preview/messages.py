"""What the preview and its build process say to each other: orders one way, steps and answers back, each in a frame of
four bytes of length. Touches no pipe itself but to read a frame."""

from pathlib import Path
from typing import BinaryIO

import msgspec

from backfile.build.request import Progress, Request, Result

LENGTH_BYTES = 4


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A build that is wanted: `backfile.build.request.Request` in values that travel."""

    root: str
    output: str
    base_url: str
    drafts: bool = False
    future: bool = False
    expired: bool = False
    jobs: int = 0
    search: bool = False
    now: int

    def request(self, progress: Progress) -> Request:
        """The request that it stands for."""
        values = msgspec.structs.asdict(self)
        return Request(**values | {"root": Path(self.root), "output": Path(self.output), "progress": progress})


class Step(msgspec.Struct, frozen=True, tag="step"):
    """How far a stage of the build is."""

    stage: str
    done: int
    total: int


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """The end of a build, and what it did."""

    result: Result


_encode = msgspec.msgpack.encode
decode_order = msgspec.msgpack.Decoder(Order).decode
decode_reply: msgspec.msgpack.Decoder[Step | Answer] = msgspec.msgpack.Decoder(Step | Answer)


def framed(message: Order | Step | Answer) -> bytes:
    """A message as it goes over a pipe."""
    data = _encode(message)
    return len(data).to_bytes(LENGTH_BYTES, "big") + data


def read_frame(pipe: BinaryIO) -> bytes | None:
    """The next message's bytes; None where the other end is gone."""
    head = pipe.read(LENGTH_BYTES)
    size = int.from_bytes(head, "big")
    data = pipe.read(size) if len(head) == LENGTH_BYTES else b""
    return data if data and len(data) == size else None
