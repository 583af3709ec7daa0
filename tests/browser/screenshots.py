"""Writes pictures of a built site's pages at four widths in light and dark, and a print as PDF. No test: for looking.

python tests/browser/screenshots.py SITE FOLDER
"""

import argparse
import sys
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from conftest import CHROMIUM_ARGUMENTS, find_chromium
from folder_server import StaticHandler, serving

PAGES = {
    "front": "",
    "section": "sections/networks/",
    "tag": "tags/united-states/",
    "archive": "archive/",
    "article": "1969/10/lo-and-the-line-went-dead/",
    "search": "search/?q=telephone",
}
WIDTHS = (360, 768, 1280, 1920)
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")


def main() -> None:
    """Reads the arguments, takes every picture and says where they are."""
    parser = argparse.ArgumentParser(description="Pictures of a built site's pages.")
    parser.add_argument("site", type=Path, help="the folder of the built site, such as site/")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, serving(StaticHandler) as serve:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS))
        take_all(browser, f"{serve(asked.site)}/", asked.folder)
        browser.close()
    print(f"{len(list(asked.folder.iterdir()))} files in {asked.folder}")


def take_all(browser: Browser, root: str, folder: Path) -> None:
    """Every page at every width in both schemes, and the article as it is printed."""
    for scheme, width in product(SCHEMES, WIDTHS):
        size: ViewportSize = {"width": width, "height": 900}
        page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        for name, path in PAGES.items():
            open_whole(page, root + path)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        page.close()
    page = browser.new_page()
    page.goto(root + PAGES["article"])
    page.pdf(path=folder / "article-print.pdf", format="A4")
    page.close()


def open_whole(page: Page, url: str) -> None:
    """Opens a page and passes over it once, so that what is filled and loaded on the way is there."""
    page.goto(url)
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Home")
    page.wait_for_timeout(300)


if __name__ == "__main__":
    main()
