"""WCAG 2.2 AA, as far as a machine can tell: structure, names, targets, contrast, keys, motion. axe, where it is
installed, looks once more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

PageAt = Callable[..., Page]

ARTICLE = "/1999/09/every-part/"
PAGES = {
    "front": "/",
    "section": "/sections/networks/",
    "tag": "/tags/united-states/",
    "author": "/authors/computing-desk/",
    "tags": "/tags/",
    "archive": "/archive/",
    "year": "/1984/",
    "month": "/1984/01/",
    "corrections": "/corrections/",
    "article": ARTICLE,
    "plain page": "/about/",
    "search": "/search/?q=telephone&section=Telephone",
    "not found": "/404.html",
}
FAULTS = Path(__file__).with_name("accessibility_faults.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 800}


def structural_faults(page: Page) -> list[str]:
    """What our own checks find."""
    return list(page.evaluate(FAULTS))


def axe_faults(page: Page) -> list[str]:
    """What axe finds: the rule and where."""
    axe: Any = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    violations = axe.Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in violations for node in one["nodes"]]


@pytest.mark.parametrize("faults", [structural_faults, axe_faults], ids=["structure", "axe"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_free_of_faults(kind: str, faults: Callable[[Page], list[str]], sample: str, page_at: PageAt) -> None:
    """In light on a wide screen, and in dark on a telephone."""
    if faults is axe_faults:
        pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is missing")
    page = page_at(sample + PAGES[kind], viewport=WIDE, color_scheme="light", reduced_motion="reduce")
    if kind == "search":
        expect(page.locator(".finder-results li").first).to_be_visible()
    found = {"wide and light": faults(page)}
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(NARROW)
    found["narrow and dark"] = faults(page)
    assert found == {"wide and light": [], "narrow and dark": []}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_is_free_of_faults(scheme: str, sample: str, page_at: PageAt) -> None:
    """The dialog with results and filters, an open menu panel, boxes filled by script, the menu of a telephone."""
    page = page_at(sample + ARTICLE, viewport=WIDE, color_scheme=scheme, reduced_motion="reduce")
    page.get_by_role("button", name="Latest in Networks").click()
    expect(page.locator(".menu-panel:visible li").first).to_be_visible()
    assert structural_faults(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator("dialog input[type=search]").fill("telephone")
    expect(page.locator("dialog .finder-results li").first).to_be_visible()
    page.locator("dialog .finder-filters summary").click()
    assert structural_faults(page) == []
    page.keyboard.press("Escape")
    page.set_viewport_size(NARROW)
    page.get_by_role("button", name="Menu", exact=True).click()
    assert structural_faults(page) == []


def test_the_checks_see_faults(sample: str, page_at: PageAt) -> None:
    """A page that is spoilt on purpose is found out."""
    page = page_at(f"{sample}/about/", bypass_csp=True)
    page.evaluate(
        """() => {
          document.querySelector("main").insertAdjacentHTML("beforeend",
            "<h5>Too deep</h5><img src='data:,'><button></button><p id=main style='color: #999'>Pale</p>");
        }"""
    )
    found = "\n".join(structural_faults(page))
    for part in ("heading after level", "picture without alt", "no name", "id twice", "contrast 2."):
        assert part in found


def test_the_first_tab_offers_to_skip_the_menus(sample: str, page_at: PageAt) -> None:
    """Hidden until it has the focus; it leads to the text, and the next Tab is in it."""
    page = page_at(f"{sample}/about/", viewport=WIDE)
    skip = page.locator(".skip")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_the_focus_is_always_seen(sample: str, page_at: PageAt) -> None:
    """Each of the first places that Tab leads to has an outline, and is in sight."""
    page = page_at(sample + ARTICLE, viewport=WIDE, reduced_motion="reduce")
    places = []
    for _ in range(40):
        page.keyboard.press("Tab")
        places.append(
            page.evaluate(
                """() => {
                  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
                  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                  const inSight = box.bottom > 0 && box.top < innerHeight && box.width > 0;
                  return [outlined, inSight, one.outerHTML.slice(0, 80)];
                }"""
            )
        )
    assert [place for place in places if place[:2] != [True, True]] == []
    assert len({place[2] for place in places}) > 30


def test_the_dialog_keeps_the_keyboard(sample: str, page_at: PageAt) -> None:
    """While it is open, Tab never reaches the page behind it, and the dialog has a name."""
    page = page_at(f"{sample}/about/")
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search the archive")
    expect(dialog).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "() => document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


def test_who_wants_no_motion_gets_none(sample: str, page_at: PageAt) -> None:
    """Smooth scrolling only where it is welcome; nothing else moves."""
    behaviour = "() => getComputedStyle(document.documentElement).scrollBehavior"
    page = page_at(sample + ARTICLE, reduced_motion="reduce")
    assert page.evaluate(behaviour) == "auto"
    moving = "() => document.getAnimations().filter((one) => one.animationName !== 'wait').length"  # which only waits
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(behaviour) == "smooth"


def test_text_can_be_twice_as_large(sample: str, page_at: PageAt) -> None:
    """At 200 % of the letters' size on a telephone nothing is cut off sideways."""
    page = page_at(sample + ARTICLE, viewport=NARROW, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(("url", "name"), [("/tags/", "Tags"), ("/sections/networks/", "Networks")])
def test_menus_say_where_one_is(url: str, name: str, sample: str, page_at: PageAt) -> None:
    """One entry of the menus is the current page."""
    page = page_at(sample + url, viewport=WIDE)
    expect(page.locator("body > header a[aria-current=page]")).to_have_text([name])
