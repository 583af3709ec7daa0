"""What the preview adds to a page on its way to the browser."""

import re
from pathlib import Path, PurePath

import pytest

from backfile.preview.content_types import content_type
from backfile.preview.injecting import building_page, with_script
from backfile.preview.live import State

STATE = State("cafe", 7)


def test_a_page_gets_the_script_at_its_end() -> None:
    """One script from a file of its own, that knows which build the page is from; the rest stays as it was."""
    page = b"<!doctype html><html><body><pre>&lt;/body></pre><p>x</p></BODY></html>\n"
    served = with_script(page, STATE)
    scripts = re.findall(rb"<script.*?</script>", served)
    assert scripts == [b'<script src="/__backfile__/reload.js" data-build="cafe-7"></script>']
    assert served.replace(scripts[0], b"") == page
    assert served.endswith(scripts[0] + b"</BODY></html>\n")


def test_a_page_without_an_end_gets_it_too() -> None:
    """HTML may leave its end tags out."""
    assert with_script(b"<!doctype html><title>x</title><p>y", STATE).endswith(b"</script>")


@pytest.mark.parametrize("part", [b"", b"<nav>menu</nav>", b"<p>The word html.</p>"])
def test_a_part_of_a_page_stays_as_it_is(part: bytes) -> None:
    """Fragments are put into pages that have the script already."""
    assert with_script(part, STATE) == part


def test_before_the_first_build_a_page_waits_for_it() -> None:
    """It carries the script, which reloads it when there is a site."""
    assert b'data-build="cafe-0"' in building_page(State("cafe"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("x.html", "text/html; charset=utf-8"),
        ("X.HTML", "text/html; charset=utf-8"),
        ("feed.xml", "application/xml"),
        ("feed.json", "application/json"),
        ("favicon.svg", "image/svg+xml"),
        ("wasm.en.wasm", "application/wasm"),
        ("wasm.en.pagefind", "application/octet-stream"),
        ("en_1.pf_meta", "application/octet-stream"),
        ("noending", "application/octet-stream"),
    ],
)
def test_each_file_has_its_type(name: str, kind: str) -> None:
    """By its ending alone, whatever the machine's own tables say."""
    assert content_type(PurePath(name)) == kind


def test_the_page_s_own_files_are_shipped() -> None:
    """The files that the server names are there, beside the code."""
    import backfile.preview.server as server

    assert all((Path(server.STATIC) / name).is_file() for name in server.OWN_FILES)
