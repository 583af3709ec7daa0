"""Who may ask the preview: its own names and its own pages only."""

import pytest

from backfile.preview.hosts import Hosts, is_own_page

LOOPBACK = Hosts("127.0.0.1", 8000)


def asked(hosts: Hosts, *names: str, at: str = "127.0.0.1") -> bool:
    return hosts.are_asked([(b"Host", name.encode("latin-1")) for name in names], at)


@pytest.mark.parametrize("name", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LocalHost:8000"])
def test_own_names_are_answered(name: str) -> None:
    """The loopback names with the port are the server's own, in any case of letters."""
    assert asked(LOOPBACK, name)


@pytest.mark.parametrize(
    "name",
    [
        "evil.example:8000",
        "localhost",
        "localhost:8001",
        "localhost.:8000",
        "localhost:8000.evil.example",
        "127.0.0.1.evil.example:8000",
        "127.0.0.2:8000",
        "0.0.0.0:8000",
        "2130706433:8000",
        "user@localhost:8000",
        " localhost:8000",
        "",
        "\xe9:8000",
    ],
)
def test_other_names_are_not(name: str) -> None:
    """A name that a foreign page could have pointed at this machine gets nothing."""
    assert not asked(LOOPBACK, name)


def test_a_request_names_one_host() -> None:
    """No host, or two of them, is no request of a browser."""
    assert not asked(LOOPBACK)
    assert not asked(LOOPBACK, "localhost:8000", "evil.example:8000")
    assert not asked(LOOPBACK, "localhost:8000", "localhost:8000")


def test_the_bound_address_is_a_name_of_its_own() -> None:
    """What `--bind` names is answered too, IPv6 in brackets."""
    assert asked(Hosts("192.168.1.5", 8000), "192.168.1.5:8000")
    assert asked(Hosts("fd00::5", 8000), "[fd00::5]:8000")
    assert asked(Hosts("archive.lan", 8000), "archive.lan:8000")
    assert not asked(Hosts("192.168.1.5", 8000), "192.168.1.6:8000")


def test_a_wildcard_answers_to_the_address_that_was_reached() -> None:
    """Bound to every address, only the one the connection came in at counts, and never a foreign name."""
    assert asked(Hosts("0.0.0.0", 8000), "192.168.1.5:8000", at="192.168.1.5")
    assert not asked(Hosts("0.0.0.0", 8000), "192.168.1.6:8000", at="192.168.1.5")
    assert not asked(Hosts("0.0.0.0", 8000), "0.0.0.0:8000", at="192.168.1.5")


def test_port_80_may_be_left_out() -> None:
    """Browsers do not name the usual port."""
    assert asked(Hosts("127.0.0.1", 80), "localhost")


@pytest.mark.parametrize(
    ("headers", "is_own"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://localhost:8000"}, True),
        ({"Origin": "http://127.0.0.1:8000"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "https://localhost:8000"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://localhost:8000", "Sec-Fetch-Site": "cross-site"}, False),
    ],
)
def test_only_own_pages_listen(headers: dict[str, str], is_own: bool) -> None:
    """What a browser says of the asking page must be the preview's own origin."""
    given = [(b"host", b"localhost:8000"), *((k.encode(), v.encode()) for k, v in headers.items())]
    assert is_own_page(given) is is_own
