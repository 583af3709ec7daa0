"""What a page costs and does in a browser, measured: bytes and requests of its first view, shifts of its layout, lines
of its text, controls that the keyboard reaches. Also run by itself, for a look at all kinds of pages of a built site:

python tests/browser/audit.py SITE
"""

import argparse
import gzip
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

TELEPHONE = {"width": 412, "height": 823}  # what Lighthouse takes for one
COMPRESSED = ("text/", "javascript", "json", "xml", "svg", "wasm")

WATCH = """
  window.audit = { shift: 0, shifted: [], blocked: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      audit.shift += entry.value;
      audit.shifted.push(...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "text"));
    }
  }).observe({ type: "layout-shift", buffered: true });
  addEventListener("securitypolicyviolation", (event) => {
    audit.blocked.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
"""

LINES = """
  () => [...document.querySelectorAll(".text > p")].map((paragraph) => {
    const height = parseFloat(getComputedStyle(paragraph).lineHeight);
    const lines = Math.round(paragraph.getBoundingClientRect().height / height);
    return { characters: paragraph.textContent.trim().length, lines };
  })
"""

CONTROLS = """
  () => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
    .filter((one) => !one.closest("[aria-hidden='true']")) // short cuts for a mouse
    .map((one, at) => ((one.dataset.audited = at), one.outerHTML.slice(0, 100)))
"""

FOCUSED = """
  () => {
    const one = document.activeElement;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const isThere = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
    return [one.dataset.audited ?? "", isSeen && isThere, one.outerHTML.slice(0, 100)];
  }
"""


@dataclass
class FirstView:
    """What was asked for until a page stood, and what moved meanwhile. Sizes are bytes as a host would send them."""

    sizes: dict[str, int] = field(default_factory=dict)
    scripts: int = 0
    images: int = 0
    others: list[str] = field(default_factory=list)
    shift: float = 0
    shifted: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        """All of it, pictures apart."""
        return sum(self.sizes.values())


def first_view(browser: Browser, url: str, **options: object) -> FirstView:
    """What opening that address asks for and does, in a new context and without touching anything."""
    context = browser.new_context(**{"viewport": TELEPHONE, **options})  # type: ignore[arg-type] # Playwright's own names
    context.add_init_script(WATCH)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(200)
    seen = FirstView()
    for answer in answers:
        _count(answer, urlsplit(url).netloc, seen)
    told = page.evaluate("() => audit")
    seen.shift, seen.shifted, seen.blocked = told["shift"], told["shifted"], told["blocked"]
    context.close()
    return seen


def _count(answer: Response, host: str, seen: FirstView) -> None:
    if urlsplit(answer.url).netloc != host:
        seen.others.append(answer.url)
    if answer.request.resource_type == "image" or urlsplit(answer.url).path.endswith("favicon.svg"):
        seen.images += 1
        return
    body = answer.body()
    kind = answer.headers.get("content-type", "")
    size = len(gzip.compress(body, 6)) if any(part in kind for part in COMPRESSED) else len(body)
    seen.sizes[urlsplit(answer.url).path] = size
    seen.scripts += size if answer.request.resource_type == "script" else 0


def line_lengths(page: Page) -> list[float]:
    """Characters a line, on average, of every paragraph of five lines or more. The last line counts half."""
    told = page.evaluate(LINES)
    return [one["characters"] / (one["lines"] - 0.5) for one in told if one["lines"] >= 5]


def unreachable(page: Page) -> list[str]:
    """Controls that Tab does not reach, or where it is not seen that it has."""
    controls = page.evaluate(CONTROLS)
    reached: set[str] = set()
    unseen: list[str] = []
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
    for _ in range(len(controls) + 5):
        page.keyboard.press("Tab")
        number, is_seen, told = page.evaluate(FOCUSED)
        if number in reached:
            break
        reached.add(number)
        if number and not is_seen:
            unseen.append(f"no focus to be seen: {told}")
    return unseen + [f"not reached: {told}" for at, told in enumerate(controls) if str(at) not in reached]


def main() -> None:
    """Prints a line for each kind of page."""
    parser = argparse.ArgumentParser(description="What the pages of a built site cost.")
    parser.add_argument("site", type=Path, help="the folder of the built site, such as site/")
    asked = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from screenshots import PAGES

    from conftest import CHROMIUM_ARGUMENTS, find_chromium
    from folder_server import StaticHandler, serving

    with sync_playwright() as playwright, serving(StaticHandler) as serve:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS))
        root = serve(asked.site)
        for name, path in PAGES.items():
            seen = first_view(browser, f"{root}/{path}")
            requests = f"{len(seen.sizes)} requests and {seen.images} pictures"
            scripts = f"{seen.scripts:5} of scripts"
            print(f"{name:10} {seen.bytes:6} bytes ({scripts}), {requests}, shift {seen.shift:.4f} {seen.shifted[:2]}")
        browser.close()


if __name__ == "__main__":
    main()
