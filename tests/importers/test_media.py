"""Media are what their bytes say, and get names made from their content."""

from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.importers.fetching import Fetcher
from backfile.importers.media import Medium, Refused, examine

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154") + bytes(40)
SVG = b'<?xml version="1.0"?>\n<!-- drawn here -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    ("name", "data", "ending"),
    [("Map of 1866.PNG", PNG, "png"), ("map.jpg", PNG, "png"), ("map", SVG, "svg"), ("a.svg", SVG, "svg")],
)
def test_the_bytes_decide_what_a_medium_is(tmp_path: Path, name: str, data: bytes, ending: str) -> None:
    """A wrong ending is put right, a missing one added."""
    (tmp_path / name).write_bytes(data)
    found = examine(tmp_path / name)
    assert isinstance(found, Medium)
    assert found.name.endswith(f".{ending}")
    assert len(found.name.rsplit("-", 1)[1]) == 8 + 1 + len(ending)


def test_the_name_is_made_from_the_content(tmp_path: Path) -> None:
    """The same content under the same name gives the same, other content another."""
    for folder, data in (("a", PNG), ("b", PNG), ("c", PNG + b"x")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "map.png").write_bytes(data)
    one, same, other = (examine(tmp_path / folder / "map.png") for folder in "abc")
    assert isinstance(one, Medium) and isinstance(same, Medium) and isinstance(other, Medium)
    assert one.name == same.name != other.name


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("page.png", b"<!doctype html><p>Not found", "of no kind that is known"),
        ("run.png", b"MZ" + bytes(200), "no picture"),
        ("empty.png", b"", "empty"),
        ("live.svg", SVG.replace(b"/>", b"><script>alert(1)</script></svg>"), "script"),
        ("live.svg", SVG.replace(b"/>", b" onload='x()'/>"), "script"),
    ],
)
def test_what_is_no_medium_is_refused_with_the_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """An error page saved as a picture, a program, a drawing with a script."""
    (tmp_path / name).write_bytes(data)
    found = examine(tmp_path / name)
    assert isinstance(found, Refused)
    assert reason in found.reason


def test_a_medium_is_fetched_and_what_is_not_there_is_told(
    tmp_path: Path, static_server: Callable[[Path], str]
) -> None:
    """The file as served, or the server's answer as the reason; each address is asked once."""
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "map é.png").write_bytes(PNG)
    server = static_server(tmp_path / "www")
    fetcher = Fetcher(tmp_path)
    path = fetcher.fetch(f"{server}/map é.png?size=large")
    assert isinstance(path, Path)
    assert path.name == "map é.png"
    assert path.read_bytes() == PNG
    gone = fetcher.fetch(f"{server}/gone.png")
    assert gone == Refused("its server answers 404")
    assert fetcher.fetch(f"{server}/gone.png") is gone
    assert isinstance(fetcher.fetch("file:///etc/hostname"), Refused)
    assert isinstance(fetcher.fetch("http://[x"), Refused)
