"""A save shows in the browser: the preview, a real server with a real page that follows it."""

import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from preview_process import PATIENCE_SECONDS, PreviewProcess
from site_builder import Site

PATIENCE_MS = PATIENCE_SECONDS * 1000
BROKEN = '---\ntitle: "Broken <img src=x onerror=alert(1)>\ndate: 2020-10-15\n---\n\nNew words.\n'


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An archive with a page long enough to scroll."""
    return Site(tmp_path).article("2020/10/x", body="First words.\n\n" + "A line.\n\n" * 200).article("2020/10/y")


@pytest.fixture
def preview(site: Site) -> Iterator[PreviewProcess]:
    """Its preview, built."""
    preview = PreviewProcess(site.root)
    preview.wait_for(" unchanged")
    yield preview
    preview.end()


def wait_for_text(page: Any, text: str) -> None:
    """Until the page shows the text, in whatever load of it."""
    page.get_by_text(text).first.wait_for(timeout=PATIENCE_MS)


def overlay(page: Any) -> Any:
    """The panel of problems."""
    return page.get_by_role("alertdialog")


def test_a_save_shows(page_at: Any, site: Site, preview: PreviewProcess) -> None:
    """The page loads again by itself, where the reader was in it."""
    page = page_at(f"{preview.url}/2020/10/x/")
    page.evaluate("scrollTo(0, 700)")
    page.wait_for_function("scrollY > 600")
    site.edit("2020/10/x", body="Second words.\n\n" + "A line.\n\n" * 200)
    wait_for_text(page, "Second words.")
    page.wait_for_function("scrollY > 600", timeout=PATIENCE_MS)
    assert page.locator('script[src^="/__backfile__/"]').count() == 1


def test_problems_are_shown_until_they_are_mended(page_at: Any, site: Site, preview: PreviewProcess) -> None:
    """File, line, message and hint, as text, over the page as it last was; Esc hides them; they go by themselves."""
    page = page_at(f"{preview.url}/2020/10/x/")
    page.evaluate("scrollTo(0, 700)")
    site.write("content/2020/10/x.md", BROKEN)
    overlay(page).wait_for(timeout=PATIENCE_MS)
    assert page.evaluate("scrollY") == 700
    shown = overlay(page).inner_text()
    assert re.search(r"content/2020/10/x\.md:\d+", shown)
    assert "last good" in shown
    assert "front matter cannot be read" in shown
    assert overlay(page).locator(".hint").count() == 1
    assert overlay(page).locator("img").count() == 0
    page.wait_for_function(
        "document.querySelector('backfile-problems').shadowRoot.activeElement?.role === 'alertdialog'",
        timeout=PATIENCE_MS,
    )
    wait_for_text(page, "First words.")

    page.keyboard.press("Escape")
    assert overlay(page).count() == 0
    page.reload()
    overlay(page).wait_for(timeout=PATIENCE_MS)
    wait_for_text(page, "First words.")

    site.edit("2020/10/x", body="Mended words.\n")
    wait_for_text(page, "Mended words.")
    assert overlay(page).count() == 0


def test_every_problem_is_shown(page_at: Any, site: Site, preview: PreviewProcess) -> None:
    """Not the first alone."""
    page = page_at(f"{preview.url}/2020/10/y/")
    site.write("content/2020/10/x.md", BROKEN)
    overlay(page).wait_for(timeout=PATIENCE_MS)
    site.write("content/2020/10/y.md", "---\ntitle: Y\ndate: 2020-02-31\n---\n")
    overlay(page).get_by_text("y.md").wait_for(timeout=PATIENCE_MS)
    assert {"content/2020/10/x.md", "content/2020/10/y.md"} <= {
        place.split(":")[0] for place in overlay(page).locator("code").all_inner_texts()
    }


def test_only_the_preview_has_the_script(page_at: Any, site: Site, preview: PreviewProcess) -> None:
    """The files on the disk are as a build makes them."""
    page_at(f"{preview.url}/2020/10/x/")
    pages = (site.root / ".backfile/preview/site").rglob("*.html")
    assert not [path for path in pages if b"__backfile__" in path.read_bytes()]


def test_a_stylesheet_is_swapped_in_place(page_at: Any, site: Site) -> None:
    """Its colours change and the page is not loaded again: what a person typed or opened in it stays."""
    site.theme("everything")
    preview = PreviewProcess(site.root)
    preview.wait_for(" unchanged")
    page = page_at(f"{preview.url}/2020/10/x/", allow_errors=("404", "ERR_"))  # the theme has no icon
    styles = site.root / "themes/everything/static/plain.css"
    page.evaluate("window.isTheSame = true")
    for red in (7, 1):  # one soon after the other
        site.write(str(styles.relative_to(site.root)), f"body {{ background: rgb({red}, 2, 3); }}\n")
        preview.wait_for("plain.css changed")
    page.wait_for_function("getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)'", timeout=PATIENCE_MS)
    assert page.evaluate("window.isTheSame")
    preview.end()


def test_a_server_that_was_started_again_is_found(page_at: Any, site: Site) -> None:
    """A page that was left open loads again when the server is back, with what changed meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    first = PreviewProcess(site.root, "-p", port)
    first.wait_for(" unchanged")
    page = page_at(f"{first.url}/2020/10/x/", allow_errors=("ERR_", "MIME"))
    first.end()
    site.edit("2020/10/x", body="Written meanwhile.\n")
    second = PreviewProcess(site.root, "-p", port)
    assert second.url == first.url
    wait_for_text(page, "Written meanwhile.")
    second.end()


def test_a_page_waits_for_the_first_build(page_at: Any, tmp_path: Path) -> None:
    """Opened before there is a site, it shows what is wrong, and then the site."""
    site = Site(tmp_path / "new").write("content/2020/10/x.md", BROKEN)
    preview = PreviewProcess(site.root)
    preview.wait_for("Not built: ")
    page = page_at(f"{preview.url}/2020/10/x/", allow_errors=("503", "ERR_"))
    overlay(page).wait_for(timeout=PATIENCE_MS)
    assert "There is no page yet." in overlay(page).inner_text()
    assert "last good" not in overlay(page).inner_text() + preview.lines[-1]
    assert "not built yet" in page.locator("h1").inner_text()
    site.article("2020/10/x", body="There at last.\n")
    wait_for_text(page, "There at last.")
    preview.end()
    shutil.rmtree(site.root)


def test_a_foreign_name_is_refused(page_at: Any, preview: PreviewProcess) -> None:
    """A page of the reader's own browser, under a name that somebody else made point here."""
    assert preview.get("/2020/10/x/", Host=f"evil.example:{preview.port}")[0] == 421
    foreign = preview.url.replace("127.0.0.1", "localhost")
    host = foreign.removeprefix("http://")
    page = page_at(
        f"{preview.url}/2020/10/x/", allow_hosts=(host,), allow_errors=("blocked", "ERR_FAILED"), bypass_csp=True
    )
    asked = f"fetch('{foreign}/2020/10/x/').then(() => 'read', () => 'refused')"
    assert page.evaluate(asked) == "refused"
