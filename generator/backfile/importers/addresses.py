"""Web addresses taken apart and joined; one that is broken is as good as none."""

from urllib.parse import SplitResult, urljoin, urlsplit

_NOTHING = SplitResult("", "", "", "", "")


def split(address: str) -> SplitResult:
    """The parts of an address, all empty where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return _NOTHING


def join(base: str, address: str) -> str:
    """The address as it reads from a page at `base`; the address itself where one of them is broken or `base` is
    empty."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def host_of(address: str) -> str:
    """The host of an address without `www.`; empty where it has none."""
    return (split(address).hostname or "").removeprefix("www.")
