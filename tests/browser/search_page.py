"""What the tests of the search do on a page: ask, choose, wait for the answer, read what is shown."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

ASK = """async (questions) => {
  const modules = document.querySelector("script[data-finder]").dataset;
  const { openIndex } = await import(modules.index);
  const load = (name) => import(modules[name]);
  const index = await openIndex({ base: document.documentElement.dataset.base, load });
  const filters = await index.filters();
  const answers = [];
  for (const question of questions) {
    const { count, counts, take } = await index.search(question);
    const taken = await take(1000);
    const urls = taken.map((one) => one.url);
    answers.push({ count, counts, urls, dates: taken.map((one) => one.date) });
  }
  return { filters, answers };
}"""
"""Asks the theme's own module for the index, which both the dialog and the search page use."""


def open_dialog(page: Page, way: str = "/") -> None:
    """Opens the dialog by a key or by a click on the search link."""
    if way == "click":
        page.locator("a[data-search]").click()
    else:
        page.keyboard.press(way)
    expect(page.locator("dialog.overlay input[type=search]")).to_be_focused()


def ask(page: Page, query: str, place: str = "dialog") -> None:
    """Puts another query into the field, and waits for its answer."""
    page.locator(f"{place} input[type=search]").fill(query)
    page.wait_for_timeout(150)  # the pause that the form makes before it asks
    settle(page)


def open_filters(page: Page, place: str) -> None:
    """Opens the filters and waits until their counts are there."""
    page.locator(f"{place} .finder-filters summary").click()
    expect(page.locator(f"{place} select[name=from] option").nth(1)).to_have_text(re.compile(r"\(\d+\)$"))


def choose(page: Page, name: str, value: str) -> str:
    """Chooses a filter's value; what the choice says, with its count, when it was chosen."""
    select = page.locator(f"main select[name={name}]")
    option = select.locator(f'option[value="{value}"]')
    expect(option).to_have_text(re.compile(r"\(\d+\)$"))
    label = option.text_content() or ""
    select.select_option(value)
    settle(page, count_in(label))
    return label


def settle(page: Page, wanted: int | None = None) -> None:
    """Waits until the status tells a number (or that there is nothing), and that very number if one is wanted."""
    number = r"[\d,]+" if wanted is None else f"{wanted:,}"
    expect(page.locator(".finder-results")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".finder-status")).to_have_text(re.compile(f"^{number} articles?$|^Nothing found"))


def show_all(page: Page) -> None:
    """Presses “More results” until there are no more."""
    more = page.locator("main [data-more]")
    while more.is_visible():
        shown = results(page).count()
        more.click()
        expect(results(page).nth(shown)).to_be_visible()


def results(page: Page) -> Locator:
    """The results that are shown."""
    return page.locator(".finder-results > li")


def urls(page: Page) -> list[str]:
    """The addresses of the results shown, in order, without what their pages are to mark."""
    return [address.split("#")[0] for address in attributes(results(page).locator("a"), "href")]


def dates(page: Page) -> list[str]:
    """The dates of the results shown, in order."""
    return attributes(results(page).locator("time"), "datetime")


def is_at(address: str) -> re.Pattern[str]:
    """An address, whatever its page is to mark."""
    return re.compile(f"^{re.escape(address)}(#highlight=.*)?$")


def attributes(elements: Locator, name: str) -> list[str]:
    """An attribute of each of the elements, in order."""
    return list(elements.evaluate_all("(all, name) => all.map((one) => one.getAttribute(name))", name))


def count(page: Page) -> int:
    """The number that the status tells."""
    return count_in(page.locator(".finder-status").text_content() or "")


def count_in(text: str) -> int:
    """The last number in a text: `Networks (1,003)` is 1003."""
    return int(re.findall(r"[\d,]+", text)[-1].replace(",", ""))


def html_of(site: Path, url: str) -> str:
    """The page of the built site at a URL."""
    return (site / url.strip("/") / "index.html").read_text(encoding="utf-8")


def assert_in_order(found: list[str], newest: bool = False) -> None:
    """Fails unless the dates are in order."""
    assert found == sorted(found, reverse=newest)


def without_zeros(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with its articles as a set and without the filters' values that no article found has."""
    counts = {name: {v: n for v, n in values.items() if n} for name, values in answer["counts"].items()}
    return {"count": answer["count"], "urls": sorted(answer["urls"]), "counts": counts}
