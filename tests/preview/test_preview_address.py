"""Where the preview listens."""

import socket
from collections.abc import Iterator

import pytest

from backfile.preview import address
from backfile.preview.address import AddressError, Listening, listen


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.fixture
def close() -> Iterator[list[Listening]]:
    """Sockets to close after the test."""
    opened: list[Listening] = []
    yield opened
    for listening in opened:
        listening.socket.close()


def test_a_taken_port_gives_way_to_the_next_free_one(taken: int, close: list[Listening]) -> None:
    """And the URL names the one that was taken in its place."""
    close.append(listen("127.0.0.1", taken))
    number = close[0].socket.getsockname()[1]
    assert taken < number < taken + address.MOST_TRIES
    assert close[0].url == f"http://127.0.0.1:{number}/"
    assert close[0].hosts.port == number


def test_no_free_port_is_said(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a line that says what to do."""
    monkeypatch.setattr(address, "MOST_TRIES", 1)
    with pytest.raises(AddressError, match=f"from {taken} to {taken} is taken on 127.0.0.1. Choose another with"):
        listen("127.0.0.1", taken)


@pytest.mark.parametrize("bind", ["192.0.2.1", "no-such-host.invalid", "", "1.2.3.4.5", "a b", "x" * 300])
def test_an_address_that_is_not_ours_is_said(bind: str) -> None:
    """In one line too."""
    with pytest.raises(AddressError) as caught:
        listen(bind, 0)
    assert "--bind" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wildcard_is_shown_as_localhost(close: list[Listening]) -> None:
    """0.0.0.0 is no address that a browser opens."""
    close.append(listen("0.0.0.0", 0))
    assert close[0].url.startswith("http://localhost:")
