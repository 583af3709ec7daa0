"""A host that is asked for links."""

from collections.abc import Iterator

import pytest

from check.external.link_server import LinkServer, link_server


@pytest.fixture
def server() -> Iterator[LinkServer]:
    with link_server() as running:
        yield running
