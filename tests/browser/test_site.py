"""The whole site in a real browser: each kind of page at each width, menus, boxes, articles, without JavaScript, in
the dark, on paper, under a strict policy, and in a folder of its host."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

PageAt = Callable[..., Page]
Serve = Callable[[Path], str]

ARTICLE = "/1999/09/every-part/"
PAGES = {
    "front": "/",
    "article": ARTICLE,
    "article with a picture": "/1969/10/lo-and-the-line-went-dead/",
    "plain page": "/about/",
    "section": "/sections/networks/",
    "tag": "/tags/united-states/",
    "older page of a list": "/tags/united-states/page/1/",
    "author": "/authors/computing-desk/",
    "sections": "/sections/",
    "tags": "/tags/",
    "authors": "/authors/",
    "archive": "/archive/",
    "year": "/1984/",
    "month": "/1984/01/",
    "search": "/search/",
    "search with results": "/search/?q=telephone&section=Telephone",
    "not found": "/404.html",
}

SIDEWAYS = "() => [document.documentElement.scrollWidth, document.body.scrollWidth].map((w) => w - innerWidth)"
BROKEN_PICTURES = "() => [...document.images].filter((one) => one.complete && !one.naturalWidth).map((one) => one.src)"


# Every page.


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_fits_every_width(kind: str, sample: str, page_at: PageAt) -> None:
    """Opened at 360 and at 1280 px, and drawn to 320 and 768: no sideways scroll, no error, no request to another
    host, one h1 in sight, no broken picture."""
    for opened, drawn in ((360, 320), (1280, 768)):
        page = page_at(sample + PAGES[kind], viewport={"width": opened, "height": 800})
        if kind == "search with results":
            expect(page.locator(".finder-results li").first).to_be_visible()
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate(BROKEN_PICTURES) == []
        assert max(page.evaluate(SIDEWAYS)) <= 0, opened
        page.set_viewport_size({"width": drawn, "height": 800})
        assert max(page.evaluate(SIDEWAYS)) <= 0, drawn


def test_what_is_wide_scrolls_by_itself(sample: str, page_at: PageAt) -> None:
    """A wide table and a long line of code scroll within themselves, and the table by keys, too."""
    page = page_at(sample + ARTICLE, viewport={"width": 360, "height": 800})
    for wide in (page.locator(".table"), page.locator(".text pre")):
        assert wide.evaluate("(one) => one.scrollWidth > one.clientWidth")
    page.locator(".table").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.table').scrollLeft > 0")


def test_an_address_that_is_not_there_offers_ways_on(sample: str, page_at: PageAt) -> None:
    """The page for it has the site's menus, its search and links to its hubs."""
    page = page_at(f"{sample}/no/such/page/", allow_errors=("404",))
    expect(page.locator("h1")).to_have_text("This page is not in the archive")
    assert {"/archive/", "/tags/", "/sections/", "/authors/"} <= set(addresses(page.locator("main a")))
    expect(page.locator("a[data-search]")).to_be_visible()
    page.locator("main a[href='/archive/']").click()
    page.wait_for_url(f"{sample}/archive/")


@pytest.mark.parametrize("javascript", [True, False])
def test_an_old_address_leads_to_the_article(javascript: bool, sample: str, page_at: PageAt) -> None:
    """With and without JavaScript."""
    page = page_at(f"{sample}/old/every-part/", javascript=javascript)
    page.wait_for_url(sample + ARTICLE)
    expect(page.locator("h1")).to_contain_text("Every part of a page")


# Menus and boxes.


def test_the_menu_opens_the_latest_of_a_section(sample: str, page_at: PageAt) -> None:
    """Fetched when it is first opened, with dates; another closes it, and so does Escape, which keeps the place."""
    page = page_at(sample + ARTICLE, viewport={"width": 1280, "height": 800})
    assert not asked_for(page_at, "/fragments/menu.html")
    networks, mobile = section_button(page, "Networks"), section_button(page, "Mobile")
    networks.click()
    panel = page.locator(".menu-panel:visible")
    expect(panel.locator("li")).to_have_count(5)
    expect(panel.locator("li time")).to_have_count(5)
    expect(networks).to_have_attribute("aria-expanded", "true")
    assert networks.get_attribute("aria-controls") == panel.get_attribute("id")
    mobile.click()
    expect(panel).to_have_count(1)
    expect(panel).to_contain_text("South Korea goes first with 5G")
    expect(networks).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(mobile).to_be_focused()
    assert len(asked_for(page_at, "/fragments/menu.html")) == 1
    networks.press("Enter")
    panel.locator("li a").first.click()
    expect(page.locator(".kicker a").first).to_have_text("Networks")


def test_the_menu_on_a_telephone(sample: str, page_at: PageAt) -> None:
    """A button opens the list of sections, Escape closes it; a section opens below its name."""
    page = page_at(sample + ARTICLE, viewport={"width": 360, "height": 800})
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(menu).to_be_visible()
    section_button(page, "Opinion").click()
    expect(menu.locator(".menu-panel:visible li").first).to_be_visible()
    assert max(page.evaluate(SIDEWAYS)) <= 0
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_without_javascript_the_menu_is_plain_links(width: int, sample: str, page_at: PageAt) -> None:
    """To every section, with no button that does nothing."""
    page = page_at(sample + ARTICLE, javascript=False, viewport={"width": width, "height": 800})
    if width == 360:
        page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.locator("#menu li a")).to_have_count(11)
    expect(page.locator("#menu li button")).to_have_count(0)
    page.locator("#menu a", has_text="Networks").click()
    page.wait_for_url(f"{sample}/sections/networks/")
    expect(page.locator("#menu a[aria-current=page]")).to_have_text("Networks")


def test_boxes_are_filled_when_they_come_near(sample: str, page_at: PageAt) -> None:
    """The latest of the archive and of the chosen sections, with dates; each file is fetched once."""
    page = page_at(sample + ARTICLE, viewport={"width": 360, "height": 800})
    assert not asked_for(page_at, "/fragments/boxes.html")
    for box in page.locator(".rail [data-fragment]").all():
        box.scroll_into_view_if_needed()
        expect(box.locator("li a").first).to_be_visible()
        expect(box.locator("li time").first).to_be_visible()
    newest = page.locator(".rail [data-fragment=latest] li a").first
    expect(newest).to_have_text("The cloud lies on the seabed")
    expect(page.locator(".rail [data-section='/sections/companies/'] li")).to_have_count(4)
    assert len(asked_for(page_at, "/fragments/boxes.html")) == 1
    newest.click()
    expect(page.locator("h1")).to_have_text("The cloud lies on the seabed")


def test_a_site_whose_fragments_are_missing_still_reads(sample: str, page_at: PageAt) -> None:
    """Links stand in their place: the menu's button goes to the section itself."""
    page = page_at(f"{sample}/about/", allow_errors=("Failed to load",), viewport={"width": 1280, "height": 800})
    page.route("**/fragments/*.html", lambda route: route.fulfill(status=404, body=""))
    section_button(page, "Networks").click()
    page.wait_for_url(f"{sample}/sections/networks/")


def test_a_box_whose_script_is_lost_keeps_its_link(sample: str, page_at: PageAt) -> None:
    """As when the reader's connection breaks off while the page is read: no failure but that of the request."""
    page = page_at(f"{sample}/404.html", allow_errors=("Failed to load resource",))
    page.route("**/fragments.js*", lambda route: route.abort())
    page.goto(sample + ARTICLE)
    with page.expect_event("requestfailed"):
        page.locator(".rail [data-fragment]").first.scroll_into_view_if_needed()
    expect(page.locator(".rail [data-fragment=latest] a")).to_have_text("All in the archive")


# An article.


def test_share_links_name_the_article_and_track_nobody(sample: str, page_at: PageAt) -> None:
    """Plain links with the article's public address; nothing of a network is loaded."""
    page = page_at(sample + ARTICLE)
    links = {link.inner_text(): str(link.get_attribute("href")) for link in page.locator(".share a").all()}
    assert list(links) == ["X", "LinkedIn", "Facebook", "WhatsApp", "Telegram", "E-mail"]
    public = f"https://example.org{ARTICLE}"
    for name, href in links.items():
        words = " ".join(value for values in parse_qs(urlsplit(href).query).values() for value in values)
        assert public in words, name
        assert ("ampersands & “quotes”" in words) == (name not in ("LinkedIn", "Facebook")), name
        assert "utm_" not in href
    scripts = page.locator("script[src]").evaluate_all("(all) => all.map((one) => new URL(one.src).origin)")
    assert set(scripts) == {sample}
    assert page.context.cookies() == []
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_copy_link_copies_the_public_address(sample: str, page_at: PageAt) -> None:
    """And says that it has."""
    page = page_at(sample + ARTICLE, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-copy]")).to_have_text("Link copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"https://example.org{ARTICLE}"


def test_a_citation_can_be_copied_and_kept(sample: str, page_at: PageAt) -> None:
    """Closed at first; the buttons come with the script, say that they copied, and save what a manager reads."""
    page = page_at(sample + ARTICLE, permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    box = page.locator("details.cite")
    expect(box.get_by_role("button")).to_have_count(0)
    box.locator("summary").click()
    expect(box.get_by_role("button")).to_have_count(7)
    copy = box.locator("dd button").first
    expect(copy).to_have_accessible_description("APA 7")
    copy.click()
    expect(copy).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("Software desk, & Guest writer. (1999, September 9). Every part of a page: ampersands &")
    assert copied.endswith(f"ampersands & “quotes.” Signals & Machines. https://example.org{ARTICLE}")
    with page.expect_download() as waiting:
        box.get_by_role("button", name="Download").last.click()
    assert waiting.value.suggested_filename == "softwaredesk_every_1999.ris"
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"TY  - NEWS\r\nAU  - Software desk\r\n") and data.endswith(b"\r\nER  - \r\n")


def test_a_citation_can_be_read_without_javascript(sample: str, page_at: PageAt) -> None:
    """All five, and no button that does nothing."""
    page = page_at(sample + ARTICLE, javascript=False)
    box = page.locator("details.cite")
    box.locator("summary").click()
    expect(box.locator("dd")).to_have_count(5)
    for entry in box.locator("dd > *").all():
        expect(entry).to_be_visible()
    expect(box.get_by_role("button")).to_have_count(0)


def test_earlier_and_later_lead_on_in_time(sample: str, page_at: PageAt) -> None:
    """Each says its date; there and back; the head names the same neighbours."""
    page = page_at(sample + ARTICLE)
    dates = {}
    for relation in ("prev", "next"):
        link = page.locator(f".neighbours a[rel={relation}]")
        dates[relation] = str(link.locator("time").get_attribute("datetime"))
        address = str(link.get_attribute("href"))
        assert page.locator(f"head link[rel={relation}]").get_attribute("href") == f"https://example.org{address}"
    assert dates["prev"] < "1999-09-09" < dates["next"]
    page.locator(".neighbours a[rel=prev]").click()
    page.locator(".neighbours a[rel=next]").click()
    page.wait_for_url(sample + ARTICLE)


def test_related_articles_say_when_and_why(sample: str, page_at: PageAt) -> None:
    """Each has a date and the tags that it shares, which are tags of this article."""
    page = page_at(sample + ARTICLE)
    items = page.locator("section.related li").all()
    assert len(items) >= 3
    for item in items:
        expect(item.locator("time[datetime]")).to_have_count(1)
        shared = item.locator(".shared").inner_text().removeprefix("Also on ").split(", ")
        assert set(shared) <= {"free software", "Unix", "patents"}
        assert shared
    page.locator("section.related a").first.click()
    expect(page.locator("h1.p-name")).to_be_visible()


def test_the_breadcrumb_leads_up(sample: str, page_at: PageAt) -> None:
    """To the front page and the section; the page itself is no link."""
    page = page_at(sample + ARTICLE)
    crumbs = page.locator("nav[aria-label=Breadcrumb] li")
    assert crumbs.first.locator("a").get_attribute("href") == "/"
    expect(crumbs.last.locator("[aria-current=page]")).to_have_count(1)
    crumbs.locator("a", has_text="Software").click()
    page.wait_for_url(f"{sample}/sections/software/")


def test_a_footnote_leads_there_and_back(sample: str, page_at: PageAt) -> None:
    """By its number and by the sign at its end."""
    page = page_at(sample + ARTICLE, viewport={"width": 360, "height": 500})
    page.locator(".footnote-ref a").click()
    expect(page.locator(".footnotes li:target")).to_contain_text("The note at the foot of the page.")
    expect(page.locator(".footnotes li:target")).to_be_in_viewport()
    page.locator(".footnote-backref").click()
    expect(page.locator(".footnote-ref a")).to_be_in_viewport()


def test_an_article_shows_all_its_parts(sample: str, page_at: PageAt) -> None:
    """Standfirst, both authors, dates, correction, credit, tags, pull quote, table, embed as a link and no frame."""
    page = page_at(sample + ARTICLE)
    for selector, text in {
        ".standfirst": "One article that has everything",
        ".byline": "Software desk and Guest writer",
        ".dt-published": "9 September 1999",
        ".dt-updated": "3 February 2001",
        ".corrections": "The first version named another year.",
        ".story-credit": "Written for the tests.",
        "a[rel=tag] >> nth=0": "free software",
        "blockquote.pullquote": "A pull quote is shown, and not hidden.",
        ".table td >> nth=-1": "1,234,567",
        ".embed a >> nth=0": "https://video.example.org/watch?v=1",
        ".fact-address .u-url": f"https://example.org{ARTICLE}",
    }.items():
        expect(page.locator(selector)).to_be_visible()
        expect(page.locator(selector)).to_contain_text(text)
    expect(page.locator("iframe, video, audio, object")).to_have_count(0)
    body, quote = (
        page.locator(one).evaluate("(one) => getComputedStyle(one).fontSize") for one in (".text", ".pullquote")
    )
    assert float(quote[:-2]) > float(body[:-2])


def test_a_large_initial_stands_in_its_own_paragraph(sample: str, page_at: PageAt) -> None:
    """Where that is one line long, what follows begins below it at the margin, and not beside it."""
    page = page_at(sample + ARTICLE, viewport={"width": 1280, "height": 800})
    page.evaluate("() => { document.querySelector('.text > p').textContent = 'One line.' }")
    page.evaluate("() => document.querySelector('.text > p').after(document.querySelector('.text > h2'))")
    lefts = page.locator(".text > h2").first.evaluate(
        """(heading) => {
          const words = document.createRange();
          words.selectNodeContents(heading);
          return [words.getBoundingClientRect().left, heading.parentElement.getBoundingClientRect().left];
        }"""
    )
    assert lefts[0] == lefts[1]


def test_a_picture_has_its_text_caption_and_credit(sample: str, page_at: PageAt) -> None:
    """A text for those who do not see it, and below it what it shows and whose it is."""
    page = page_at(sample + PAGES["article with a picture"])
    picture = page.locator(".lead-picture img")
    assert str(picture.get_attribute("alt")).startswith("A schematic map of four circles")
    expect(page.locator(".lead-picture figcaption")).to_contain_text("four leased lines")
    expect(page.locator(".lead-picture .credit")).to_have_text("Drawn for this archive")


# Light, dark, paper.


def test_the_dark_scheme_has_colours_of_its_own(sample: str, page_at: PageAt) -> None:
    """Dark paper and light ink, light paper and dark ink."""
    light = colours(page_at(sample + ARTICLE, color_scheme="light"))
    dark = colours(page_at(sample + ARTICLE, color_scheme="dark"))
    assert light["paper"] > 200 > 100 > light["ink"]
    assert dark["ink"] > 200 > 100 > dark["paper"]


def test_on_paper_the_furniture_goes_and_the_article_stays(sample: str, page_at: PageAt) -> None:
    """No menus, boxes or buttons; headline, text, notes, credit, the permanent address; black on white in the dark."""
    page = page_at(sample + ARTICLE, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    furniture = (".skip", ".strip", "#menu", ".breadcrumb", ".rail", ".share", ".related", ".neighbours")
    for hidden in (*furniture, ".cite", ".minutes", ".fact-tags"):
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
    for shown in ("h1", ".standfirst", ".byline", ".dt-published", ".text", ".table", ".footnotes", ".fact-address"):
        expect(page.locator(shown)).to_be_visible()
    assert colours(page)["paper"] > 200 > 100 > colours(page)["ink"]
    assert page.pdf().startswith(b"%PDF")


def test_on_paper_links_that_lead_elsewhere_say_where(sample: str, page_at: PageAt) -> None:
    """With their whole address. Those that lead to the archive itself do not: paper has no use for a path."""
    page = page_at(sample + ARTICLE)
    page.emulate_media(media="print")
    page.evaluate(
        """() => document.querySelector(".text").insertAdjacentHTML("beforeend",
          "<p><a href='https://example.org/x/'>there</a> <a href='/1984/'>here</a> <a href='#code'>above</a></p>")"""
    )
    told = "(all) => all.map((one) => getComputedStyle(one, '::after').content)"
    links = page.locator(".text > p:last-child a").evaluate_all(told)
    assert "https://example.org/x/" in links[0]
    assert links[1:] == ["none", "none"]


def test_on_paper_a_long_line_of_code_is_broken(sample: str, page_at: PageAt) -> None:
    """Paper does not scroll."""
    page = page_at(sample + ARTICLE)
    page.emulate_media(media="print")
    assert page.locator(".text pre").evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0


@pytest.mark.parametrize("kind", ["front", "section", "archive", "article", "search with results"])
def test_on_paper_rows_can_be_parted(kind: str, sample: str, page_at: PageAt) -> None:
    """What must not stand last on a page is nowhere one of several in a row: the whole row would then have to stay with
    the next one, and so all of them together."""
    page = page_at(sample + PAGES[kind])
    page.emulate_media(media="print")
    chained = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
          .filter((one) => getComputedStyle(one).breakAfter === "avoid")
          .filter((one) => /grid|flex/.test(getComputedStyle(one.parentElement).display))
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert chained == []


# Without JavaScript.


@pytest.mark.parametrize("kind", ["front", "article", "section", "tags", "archive", "year"])
def test_everything_is_readable_without_javascript(kind: str, sample: str, page_at: PageAt) -> None:
    """The main text and its links are the same with and without; every box has a link in its place."""
    texts, links = [], []
    for javascript in (True, False):
        page = page_at(sample + PAGES[kind], javascript=javascript)
        for notes in page.locator(".footnotes li").all():
            expect(notes).to_be_visible()  # once they stand beside the text
        texts.append(page.locator("main").inner_text().replace("Copy link\n", ""))
        links.append(addresses(page.locator("main a")))
    assert [line for line in texts[0].split("\n") if line] == [line for line in texts[1].split("\n") if line]
    assert links[0] == links[1]
    for box in page.locator(".rail [data-fragment]").all():
        expect(box.locator("a").first).to_be_visible()


# Strict hosts, other folders.


def test_a_strict_policy_blocks_nothing(sample_site: Path, strict_server: Serve, page_at: PageAt) -> None:
    """Nothing inline, no other host, no eval: pages, menu, boxes, pictures, the dialog and search all work."""
    root = strict_server(sample_site)
    page = page_at(root + PAGES["article with a picture"], viewport={"width": 1280, "height": 800})
    page.context.add_init_script(
        "window.blocked = []; addEventListener('securitypolicyviolation', (e) => blocked.push(e.blockedURI))"
    )
    for kind in ("front", "article", "section", "archive", "search with results", "not found"):
        answer = page.goto(root + PAGES[kind])
        assert answer
        assert "style-src 'self'" in answer.headers["content-security-policy"]
        assert page.evaluate("() => blocked") == [], kind
    page.goto(root + PAGES["article with a picture"])
    section_button(page, "Networks").click()
    expect(page.locator(".menu-panel:visible li").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator("dialog input[type=search]").fill("minix")
    expect(page.locator("dialog .finder-results mark").first).to_be_visible()
    page.locator("dialog .finder-filters summary").click()
    expect(page.locator("dialog select[name=from] option").nth(1)).to_have_text(re.compile(r"\(\d+\)$"))
    assert page.evaluate("() => blocked") == []
    page.evaluate("() => document.body.setAttribute('style', 'color: red')")
    assert page.evaluate("() => [...new Set(blocked)]") == ["inline"], "what is forbidden is seen"
    page_at.console_errors.clear()  # type: ignore[attr-defined] # the fixture adds it


def test_the_site_works_in_a_folder_of_its_host(paper_host: Path, static_server: Serve, page_at: PageAt) -> None:
    """Built for /paper/: pages, pictures, menu, boxes, search and its results stay below it."""
    host = static_server(paper_host)
    page = page_at(f"{host}/paper/", viewport={"width": 1280, "height": 800})
    page.locator("main h2 a").first.click()
    section_button(page, "Networks").click()
    page.locator(".menu-panel:visible li a").first.click()
    page.goto(f"{host}/paper{PAGES['article with a picture']}")
    assert page.evaluate(BROKEN_PICTURES) == []
    page.locator(".rail [data-fragment]").first.scroll_into_view_if_needed()
    expect(page.locator(".rail [data-fragment=latest] li a").first).to_be_visible()
    page.keyboard.press("/")
    page.locator("dialog input[type=search]").fill("Duvall Kleinrock")
    result = page.locator("dialog .finder-results li").first
    expect(result.locator("a")).to_have_attribute("href", re.compile("^/paper/1969/10/lo-and-the-line-went-dead/#"))
    page.locator("dialog input[type=search]").press("Enter")
    page.wait_for_url(f"{host}/paper/search/?q=Duvall+Kleinrock")
    picture = page.locator(".finder-results img").first
    expect(picture).to_be_visible()
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    page.locator(".finder-results a").first.click()
    page.wait_for_url(f"{host}/paper/1969/10/lo-and-the-line-went-dead/#**")
    page.goto(f"{host}/paper/old/every-part/")
    page.wait_for_url(f"{host}/paper{ARTICLE}")
    outside = [url for url in page_at.requests if not urlsplit(url).path.startswith("/paper/")]  # type: ignore[attr-defined] # the fixture adds it
    assert outside == []


# What the tests do on a page.


def section_button(page: Page, name: str) -> Locator:
    """The button that opens the latest of a section."""
    return page.get_by_role("button", name=f"Latest in {name}", exact=True)


def addresses(links: Locator) -> list[str]:
    """The addresses that links lead to, as written."""
    return list(links.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))"))


def asked_for(page_at: Any, part: str) -> list[str]:
    """The requests so far whose address has that part."""
    return [url for url in page_at.requests if part in url]


def colours(page: Page) -> dict[str, float]:
    """How bright paper and ink are, 0 to 255."""
    found = page.evaluate(
        "() => { const { color, backgroundColor } = getComputedStyle(document.body); return [color, backgroundColor] }"
    )
    ink, paper = (sum(map(float, re.findall(r"[\d.]+", one)[:3])) / 3 for one in found)
    return {"ink": ink, "paper": paper}
