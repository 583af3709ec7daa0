"""Pictures and embeds in a real browser: what a small screen fetches, and that nothing outside is asked for unasked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pictures import photographs
from site_builder import Site

PageAt = Callable[..., Page]
Serve = Callable[[Path], str]
ARTICLE = "/2020/10/harbour/"
FILMS = "/1999/09/every-part/"
FRAME = "https://www.youtube-nocookie.com/embed/aaaaaaaaaaa?autoplay=1"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article with a lead picture and one far down its text."""
    words = "Words of a long article.\n\n" * 300
    site = Site(tmp_path_factory.mktemp("harbour"))
    site.write("content/files/lead.jpg", photographs.jpeg(2000, 1400))
    site.write("content/files/low.jpg", photographs.jpeg(1800, 1200))
    site.article("2020/10/harbour", f"{words}![Low](/files/low.jpg 'A caption.')\n", image="/files/lead.jpg")
    assert not site.build().problems
    return site.output


def pictures_asked_for(page_at: PageAt) -> list[str]:
    """The pictures that were asked for so far: what their names end in."""
    requests: list[str] = page_at.requests  # type: ignore[attr-defined] # what the fixture keeps
    names = [url.rpartition("/")[2] for url in requests]
    return [name.rpartition("-")[2] for name in names if name.endswith((".avif", ".webp", ".jpg"))]


@pytest.mark.parametrize(("width", "first"), [(360, "480.avif"), (1280, "1200.avif")])
def test_a_screen_fetches_the_picture_that_fits(
    harbour: Path, strict_server: Serve, page_at: PageAt, width: int, first: str
) -> None:
    """As AVIF, the first at once, one below when it comes near; nothing moves, and nothing is wider than the screen."""
    page = page_at(strict_server(harbour) + ARTICLE, viewport={"width": width, "height": 800})
    assert pictures_asked_for(page_at) == [first]
    low = page.locator(".text img")
    before = low.bounding_box()
    low.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.text img').naturalWidth > 1")
    assert len(pictures_asked_for(page_at)) == 2 and pictures_asked_for(page_at)[1].endswith(".avif")
    after = low.bounding_box()
    assert before and after
    assert abs(before["width"] - after["width"]) < 1 and abs(before["height"] - after["height"]) < 1
    assert abs(after["width"] / after["height"] - 1.5) < 0.02
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_tone_stands_in_a_picture_s_place(harbour: Path, strict_server: Serve, page_at: PageAt) -> None:
    """By the style sheet alone, which a strict policy lets through."""
    page = page_at(strict_server(harbour) + ARTICLE)
    for selector in (".lead-picture img", ".text img"):
        colour = page.locator(selector).evaluate("(one) => getComputedStyle(one).backgroundColor")
        assert colour.startswith("rgb(") and colour != "rgb(246, 242, 232)"


def test_an_embed_asks_nobody_before_the_reader_asks(sample: str, page_at: PageAt) -> None:
    """Then it shows the provider's frame, shut in, with a name, and has the focus."""
    page = page_at(sample + FILMS, allow_hosts=("www.youtube-nocookie.com",))
    page.context.route("https://**", lambda route: route.fulfill(body="<p>A film</p>", content_type="text/html"))
    embed = page.locator(".embed[data-provider=YouTube]")
    button = embed.get_by_role("button", name="Show the video from YouTube")
    embed.scroll_into_view_if_needed()  # buttons are put where a reader comes near
    expect(button).to_be_visible()
    expect(embed).to_contain_text("YouTube then learns of your visit.")
    page.wait_for_timeout(300)
    assert not [url for url in page_at.requests if "youtube" in url]  # type: ignore[attr-defined] # what the fixture keeps
    button.press("Enter")
    frame = embed.locator("iframe")
    expect(frame).to_have_attribute("src", FRAME)
    expect(frame).to_have_attribute("title", "A film of a machine (YouTube)")
    assert "allow-top-navigation" not in str(frame.get_attribute("sandbox"))
    expect(frame).to_be_focused()
    box = frame.bounding_box()
    assert box and abs(box["width"] / box["height"] - 16 / 9) < 0.05
    expect(embed.locator("button")).to_have_count(0)
    expect(embed.get_by_role("link")).to_have_attribute("href", "https://www.youtube.com/watch?v=aaaaaaaaaaa")


def test_without_script_an_embed_is_a_link(sample: str, page_at: PageAt) -> None:
    """With the provider's name, and no button that does nothing."""
    page = page_at(sample + FILMS, javascript=False)
    for provider in ("YouTube", "video.example.org"):
        embed = page.locator(f'.embed[data-provider="{provider}"]')
        expect(embed.get_by_role("link")).to_be_visible()
        expect(embed.locator("button, iframe")).to_have_count(0)


def test_an_embed_of_which_there_is_no_frame_has_no_button(sample: str, page_at: PageAt) -> None:
    """Only hosts that are named are ever framed."""
    page = page_at(sample + FILMS)
    page.locator(".embed[data-provider=YouTube]").scroll_into_view_if_needed()
    expect(page.locator(".embed button")).to_have_count(1)
    expect(page.locator('.embed[data-provider="video.example.org"] button')).to_have_count(0)
