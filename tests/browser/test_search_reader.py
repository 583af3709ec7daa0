"""The search by keyboard and by ear: keys, names, what is said and when; and the searches that a browser remembers."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from search_page import ask, open_dialog, open_filters, results, settle

PageAt = Callable[..., Page]
KEPT = "() => Object.entries(localStorage).filter(([key]) => key.endsWith('searches')).map(([, value]) => value)"


def recent(page: Page) -> Locator:
    """The links to recent searches."""
    return page.locator(".finder-recent a")


# What a screen reader finds.


def test_results_are_a_named_list_of_headings_with_links(sample: str, page_at: PageAt) -> None:
    """The field is a search box with its hint, and each link is described by section and date."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    ask(page, "minix")
    expect(page.get_by_role("dialog", name="Search the archive")).to_match_aria_snapshot(
        """
        - dialog "Search the archive":
          - search:
            - searchbox "Search the archive": minix
            - button "Search"
            - button "Close search"
            - list "Results":
              - listitem:
                - heading "Just a hobby" [level=2]:
                  - link "Just a hobby"
        """
    )
    link = results(page).first.locator("a")
    expect(link).to_have_accessible_description("Software 25 August 1991")
    expect(page.locator("dialog input[type=search]")).to_have_accessible_description(
        "Type to search. Arrow keys move through the results, Enter opens one, Ctrl-Enter opens it in a new tab."
    )


def test_a_number_is_said_once_typing_rests(sample: str, page_at: PageAt) -> None:
    """The eye sees each number at once, the ear only the last; and the same number is said again for another query."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    page.evaluate(
        """() => {
          window.said = [];
          const region = document.querySelector("dialog [role=status]");
          new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true });
        }"""
    )
    page.keyboard.type("zyzzyva", delay=130)
    expect(page.locator("dialog [role=status]")).to_have_text("1 article")
    assert [text for text in page.evaluate("() => said") if text] == ["1 article"]
    ask(page, "Freax")
    page.wait_for_function("() => said.filter(Boolean).length === 2")
    assert [text for text in page.evaluate("() => said") if text] == ["1 article", "1 article"]


# Keys.


def test_escape_closes_the_dialog_whatever_is_typed(sample: str, page_at: PageAt) -> None:
    """At once, from the field and from a result, and the focus goes back to what had it."""
    page = page_at(f"{sample}/about/")
    link = page.locator("footer a", has_text="Authors")
    expect(link).to_be_visible()  # the foot waits for the boxes above it
    for goes_down in (False, True):
        link.focus()
        open_dialog(page)
        ask(page, "telephone")
        if goes_down:
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.locator("dialog.overlay")).to_be_hidden()
        expect(link).to_be_focused()


def test_home_and_end_reach_the_first_and_the_last_result(sample: str, page_at: PageAt) -> None:
    """From a result; in the field they move the caret."""
    page = page_at(f"{sample}/search/?q=telephones")
    settle(page)
    links = results(page).locator("a")
    field = page.locator("main input[type=search]")
    field.press("End")
    expect(field).to_be_focused()
    field.press("ArrowDown")
    page.keyboard.press("End")
    expect(links.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.last).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("main :is(.finder-terms, .finder-results) a").first).to_be_focused()


@pytest.mark.parametrize("way", ["Control+Enter", "Control+click"])
def test_a_result_opens_in_a_new_tab(way: str, sample: str, page_at: PageAt) -> None:
    """As every link does, and the dialog stays; the search counts as made."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    ask(page, "minix")
    link = results(page).first.locator("a")
    with page.context.expect_page() as opened:
        if way == "Control+Enter":
            link.press(way)
        else:
            link.click(modifiers=["Control"])
    opened.value.wait_for_url("**/just-a-hobby/#highlight=minix**")
    expect(page.locator("dialog.overlay")).to_be_visible()
    ask_nothing(page)
    expect(recent(page)).to_have_text(["minix"])


def test_keys_typed_in_another_field_are_the_fields(sample: str, page_at: PageAt) -> None:
    """Neither `/` nor Ctrl-K takes the focus from a field of the page."""
    page = page_at(f"{sample}/about/")
    page.evaluate("() => document.querySelector('main').append(document.createElement('textarea'))")
    field = page.locator("main textarea")
    field.focus()
    for key in ("/", "Control+k"):
        page.keyboard.press(key)
        expect(field).to_be_focused()
    expect(field).to_have_value("/")
    expect(page.locator("dialog")).to_have_count(0)


def test_the_key_can_be_switched_off(sample: str, page_at: PageAt) -> None:
    """For who speaks to the machine and so types single keys by accident (WCAG 2.1.4); Ctrl-K stays, and it is kept."""
    page = page_at(f"{sample}/about/")
    open_dialog(page)
    page.get_by_label("The / key opens the search").uncheck()
    page.reload()
    page.keyboard.press("/")
    page.wait_for_timeout(300)
    expect(page.locator("dialog")).to_have_count(0)
    open_dialog(page, "Control+k")
    page.get_by_label("The / key opens the search").check()
    page.keyboard.press("Escape")
    open_dialog(page)


def test_keys_of_a_word_being_composed_are_the_input_methods(sample: str, page_at: PageAt) -> None:
    """Its arrow keys choose among its own proposals."""
    page = page_at(f"{sample}/search/?q=telephones")
    settle(page)
    field = page.locator("main input[type=search]")
    field.focus()
    field.dispatch_event("keydown", {"key": "ArrowDown", "isComposing": True, "bubbles": True})
    expect(field).to_be_focused()


# Recent searches.


def ask_nothing(page: Page) -> None:
    """Empties the field, and waits until the results are gone."""
    page.locator(".finder input[type=search]").fill("")
    expect(results(page)).to_have_count(0)


def test_searches_that_led_somewhere_are_remembered(sample: str, page_at: PageAt) -> None:
    """On opening a result or on Enter, not while typing; the last first, with filters, none twice, eight at most."""
    page = page_at(f"{sample}/search/")
    for number in range(9):
        ask(page, f"cable {number}", "main")
        page.locator("main input[type=search]").press("Enter")
    ask(page, "cabl", "main")
    ask(page, "cable 5", "main")
    page.locator("main input[type=search]").press("Enter")
    page.goto(f"{sample}/search/?q=network&section=Networks&from=1960&to=1989&sort=oldest")
    settle(page)
    results(page).first.locator("a").click()
    page.wait_for_url("**/#highlight=**")
    open_dialog(page)
    wanted = ["network · Networks · 1960–1989", *(f"cable {number}" for number in (5, 8, 7, 6, 4, 3, 2))]
    expect(recent(page)).to_have_text(wanted)


def test_a_recent_search_is_made_again(sample: str, page_at: PageAt) -> None:
    """By arrow key and Enter, with its filters; it is a link to the search page, too."""
    page = page_at(f"{sample}/about/")
    remember(page, "q=network&section=Networks")
    open_dialog(page)
    expect(recent(page)).to_have_attribute("href", f"{sample}/search/?q=network&section=Networks")
    page.keyboard.press("ArrowDown")
    expect(recent(page)).to_be_focused()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.locator("dialog input[type=search]")).to_have_value("network")
    expect(page.locator("dialog input[type=search]")).to_be_focused()
    assert set(results(page).locator(".kicker").all_text_contents()) == {"Networks"}
    expect(page.locator(".finder-recent")).to_be_hidden()


def test_recent_searches_can_be_forgotten(sample: str, page_at: PageAt) -> None:
    """One by one, the focus going to the next, and all at once; then nothing is kept."""
    page = page_at(f"{sample}/about/")
    remember(page, "q=one", "q=two", "q=three")
    open_dialog(page)
    page.get_by_role("button", name="Forget “two”").click()
    expect(recent(page)).to_have_text(["one", "three"])
    expect(page.get_by_role("button", name="Forget “three”")).to_be_focused()
    page.get_by_role("button", name="Forget all").click()
    expect(page.locator(".finder-recent")).to_be_hidden()
    expect(page.locator("dialog input[type=search]")).to_be_focused()
    assert page.evaluate(KEPT) == []


def test_a_browser_that_keeps_nothing_searches_all_the_same(sample: str, page_at: PageAt) -> None:
    """Where storage is forbidden, and where what is kept is nonsense."""
    page = page_at(f"{sample}/about/")
    remember(page, "q=one")
    page.evaluate("() => { for (const key of Object.keys(localStorage)) localStorage[key] = '{\"q\": <'; }")
    page.context.add_init_script(
        "if (location.hash === '#none')"
        " Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    for address in ("/about/", "/about/#none"):
        page.goto("about:blank")
        page.goto(sample + address)
        open_dialog(page)
        expect(page.locator(".finder-recent")).to_be_hidden()
        ask(page, "minix")
        page.locator("dialog input[type=search]").press("Enter")
        page.wait_for_url(f"{sample}/search/?q=minix")


def remember(page: Page, *parts: str) -> None:
    """Puts these searches, the last one first, where the browser keeps them."""
    page.evaluate("(parts) => localStorage.setItem('backfile / searches', JSON.stringify(parts))", list(parts))


# States.


def test_a_search_that_failed_can_be_tried_again(sample: str, page_at: PageAt) -> None:
    """By a button, which goes once it has worked."""
    page = page_at(f"{sample}/about/", allow_errors=("Failed to load", "Failed to fetch"))
    page.route("**/fragments/search.json", lambda route: route.abort())
    open_dialog(page)
    page.keyboard.type("minix")
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    page.unroute("**/fragments/search.json")
    again.click()
    expect(results(page).filter(has_text="Just a hobby")).to_be_visible()
    expect(again).to_be_hidden()


def test_nothing_found_with_filters_says_so(sample: str, page_at: PageAt) -> None:
    """As it may be these; how many there are is told even where they are folded away."""
    page = page_at(f"{sample}/search/?q=minix&section=Telegraph&from=1860")
    expect(page.locator(".finder-status")).to_have_text("Nothing found for “minix” with these filters.")
    expect(page.locator(".finder-filters summary")).to_have_text("Filters (2)")
    page.goto(f"{sample}/search/?section=Nowhere")
    expect(page.locator(".finder-status")).to_have_text("Nothing found with these filters.")


def test_a_picture_that_is_gone_leaves_no_hole(sample: str, page_at: PageAt) -> None:
    """The result is shown without it."""
    page = page_at(f"{sample}/about/", allow_errors=("404", "Failed to load"))
    page.route("**/*.svg", lambda route: route.abort())
    page.goto(f"{sample}/search/?q=Duvall+Kleinrock")
    settle(page)
    results(page).first.scroll_into_view_if_needed()
    expect(page.locator(".finder-picture")).to_have_count(0)


def test_who_comes_back_finds_as_many_results(sample: str, page_at: PageAt) -> None:
    """Also those behind “More results”."""
    page = page_at(f"{sample}/search/?q=telephone")
    settle(page)
    page.get_by_role("button", name="More results").click()
    expect(results(page)).to_have_count(20)
    page.reload()
    expect(results(page)).to_have_count(20)
    open_filters(page, "main")
    expect(results(page)).to_have_count(20)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["telephone"]}
