"""Attacks in every place where a person or an export can put text, in a real browser: with the pages' own policy taken
out nothing runs, and with it nothing has even tried."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest
from playwright.sync_api import Browser

from backfile.importers.importing import ImportRequest, import_sources
from site_builder import Site

SHARED = Path(os.environ.get("BACKFILE_SHARED", Path(__file__).parents[3] / "shared"))
COLLECTED = SHARED / "data/hostile/xss-vectors.json"
OWN = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src='javascript:parent.alert(1)'></iframe>",
    "<object data='data:text/html,<script>parent.alert(1)</script>'></object>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='//attack.example/'><link rel=stylesheet href='//attack.example/x.css'>",
    "<style>@import '//attack.example/x.css'; * { background: url(//attack.example/y.png) }</style>",
    "<form action='javascript:alert(1)'><button autofocus>x</button></form>",
    "[x](javascript:alert(1))",
    "[x](java&#x09;script:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](//attack.example/x.png)",
    '![x](y "\\" onerror=\\"alert(1)")',
    "{onclick=alert(1) style='x'}\n> quote",
    "<javascript:alert(1)>",
    "</title></textarea></script><script>alert(1)</script>",
    "\"'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "`${alert(1)}` {{ alert(1) }} ]]><script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "https://x.example/'onmouseover='alert(1)",
)
"""Our own; those of other people are tried, too, where they are."""

AN_ARTICLE = 25
"""Attacks in each article's text: few pages are opened quickly."""

WATCH = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...values) => { window.top.__ran.push(`${name}(${values.join()})`); };
addEventListener("securitypolicyviolation", (e) => window.top.__ran.push(`${e.violatedDirective}: ${e.blockedURI}`));
"""
"""Notes what attacks call, and what a policy had to forbid."""

LOOK = """() => {
  const found = [...window.__ran];
  for (const element of document.querySelectorAll("*"))
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc") found.push(`${element.tagName} ${name}`);
      if (!["href", "src", "action", "formaction", "data", "xlink:href", "poster"].includes(name)) continue;
      const scheme = new URL(value, location.href).protocol;
      if (!["http:", "https:", "mailto:", "tel:"].includes(scheme)) found.push(`${element.tagName} ${name}=${value}`);
    }
  for (const element of document.querySelectorAll("iframe, object, embed, base, meta[http-equiv=refresh]"))
    found.push(`<${element.tagName}>`);
  return found;
}"""


def attacked(root: Path, attacks: Sequence[str], theme: str) -> Site:
    """An archive with each attack in text, as raw HTML, and in turn in every field of a header and in the settings."""
    site = Site(root).config(
        theme=theme,
        title=attacks[0],
        description=attacks[1],
        copyright=attacks[2],
        newsletter={"url": "https://example.com/", "title": attacks[3], "text": attacks[4], "label": attacks[5]},
        menu={"main": [{"label": attacks[1], "url": "/archive/"}], "footer": [{"label": attacks[2], "url": "/"}]},
        markdown={"broken_links": "warning"},
    )
    for number, start in enumerate(range(0, len(attacks), AN_ARTICLE)):
        some = attacks[start : start + AN_ARTICLE]
        parts = [f"{attack}\n\nText {_line(attack)} text\n\n<div>{attack}</div>" for attack in some]
        text = [_line(attack) for attack in some]
        site.article(
            f"{1990 + number // 12}/{number % 12 + 1:02}/a{number}",
            "\n\n".join(parts) + "\n",
            title=text[0],
            standfirst=text[1 % len(text)],
            author=text[2:4],
            tags=[*text[4:8], "Radio"],
            section=text[number % len(text)],
            credit=text[9 % len(text)],
            slug=text[10 % len(text)],
            canonical=text[11 % len(text)],
            source={"title": text[12 % len(text)], "url": text[13 % len(text)]},
            image={
                "src": "/p.svg",
                "alt": text[14 % len(text)],
                "caption": text[15 % len(text)],
                "credit": text[16 % len(text)],
            },
            corrections=[{"date": "2020-01-02", "text": text[17 % len(text)]}],
            params={"evil": text[18 % len(text)]},
        )
    site.write("content/p.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    terms = {"Radio": {"description": attacks[0], "links": {_line(attacks[1]): "https://example.com/"}}}
    return site.write("content/tags.yaml", json.dumps(terms))


def _line(attack: str) -> str:
    """As text of one line that a header can hold; what no header can is not tried there."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+", " ", attack).split())[:400] or "x"


def imported(site: Site, folder: Path, attacks: Sequence[str]) -> Site:
    """With what comes of the same attacks in exports of other systems."""
    folder.mkdir()
    for number, start in enumerate(range(0, len(attacks), AN_ARTICLE)):
        some = attacks[start : start + AN_ARTICLE]
        date = f"{1980 + number // 12}-{number % 12 + 1:02}-05"
        first, body = _line(some[0]), "\n".join(f"<p>{attack}</p><div>{attack}</div>" for attack in some)
        words = "<p>The mast was put up in a week, and it stood for thirty years on its hill by the sea.</p>"
        page = f"<!doctype html><meta charset=utf-8><meta name=date content={date}><title>{escape(first)}</title>"
        page += f"<article><h1>{escape(first)}</h1>{words}{body}{words}</article>"
        (folder / f"page-{number}.html").write_text(page, "utf-8", "surrogatepass")
        item = {
            "title": first,
            "date": date,
            "tags": [_line(one) for one in some[:3]],
            "author": _line(some[-1]),
            "url": f"https://old.example/{quote(first[:40], safe='')}",
            "body": body,
        }
        (folder / f"records-{number}.jsonl").write_text(json.dumps(item) + "\n", "utf-8")
        (folder / f"feed-{number}.xml").write_text(_feed(first, date, body, item["tags"]), "utf-8", "ignore")
        (folder / f"wxr-{number}.xml").write_text(_wxr(first, date, body, item["tags"]), "utf-8", "ignore")
    report = import_sources(ImportRequest(root=site.root, sources=(folder,), jobs=1), lambda *_: None)
    assert any(report.outcomes)
    return site


def _feed(title: str, date: str, body: str, tags: list[str]) -> str:
    subjects = "".join(f"<category>{_xml(tag)}</category>" for tag in tags)
    return (
        f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Old</title><link>https://old.example/</link><item><title>{_xml(title)}</title>{subjects}"
        f"<link>javascript:alert(1)</link><guid>{_xml(title)}-feed</guid><pubDate>{date}T10:00:00Z</pubDate>"
        f"<content:encoded>{_xml(body)}</content:encoded></item></channel></rss>"
    )


def _wxr(title: str, date: str, body: str, tags: list[str]) -> str:
    subjects = "".join(f'<category domain="post_tag" nicename="t{n}">{_xml(t)}</category>' for n, t in enumerate(tags))
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>"
        f"<item><title>{_xml(title)}</title><dc:creator>{_xml(title)}</dc:creator>{subjects}"
        f"<content:encoded>{_xml(body)}</content:encoded><wp:post_id>7</wp:post_id>"
        f"<wp:post_date_gmt>{date} 10:00:00</wp:post_date_gmt><wp:post_date>{date} 10:00:00</wp:post_date>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"
    )


def _xml(text: str) -> str:
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", " ", text))


def opened(site: Path, browser: Browser, serve: Callable[[Path], str]) -> Iterator[str]:
    """What ran, was asked of others, or could run once it is clicked, in each article and one of the other pages."""
    home = serve(site)
    context = browser.new_context()
    context.add_init_script(WATCH)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("dialog", lambda dialog: (asked.append(f"dialog {dialog.message}"), dialog.dismiss()))
    try:
        for path in pages_to_open(site):
            page.goto(f"{home}/{quote(path)}", wait_until="load")
            assert page.url.startswith(home), f"{path} led to {page.url}"
            yield from (f"{path}: {found}" for found in page.evaluate(LOOK))
            yield from (f"{path}: {url}" for url in asked if not url.startswith(home))
            asked.clear()
    finally:
        context.close()


def pages_to_open(site: Path) -> list[str]:
    """Every article and every other page but for those of single terms, of which there are thousands: ten of these."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if not leads_on(path))
    terms = [path for path in paths if path.startswith(("tags/", "authors/", "sections/"))]
    return [path for path in paths if path not in set(terms)] + terms[:: len(terms) // 10 + 1]


def leads_on(path: Path) -> bool:
    """Whether a page leads to another one at once: then that is a page of the site."""
    target = re.search(r'<meta http-equiv="?refresh"? content="0; ?url=([^"]*)"', path.read_text(encoding="utf-8"))
    assert target is None or re.match(r"/(?!/)|https://example\.org/", target[1]), f"{path} leads to {target[1]}"
    return target is not None


def without_policy(site: Path, copy: Path) -> Path:
    """The same site, in which no page has a policy."""
    shutil.copytree(site, copy)
    count = 0
    for path in copy.rglob("*.html"):
        text, found = re.subn(r'<meta http-equiv="?Content-Security-Policy[^>]*>', "", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        count += found
    assert count > 5
    return copy


def assert_nothing_runs(site: Site, folder: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
    """Neither under the pages' own policy nor without."""
    site.build()
    assert not site.result.failed, [str(problem) for problem in site.problems if problem.is_error][:5]
    assert list(opened(site.output, browser, serve)) == []
    assert list(opened(without_policy(site.output, folder / "bare"), browser, serve)) == []


@pytest.mark.parametrize("theme", ["broadsheet", "plain"])
def test_nothing_runs_wherever_an_attack_stands(
    theme: str, tmp_path: Path, chromium: Browser, static_server: Callable[[Path], str]
) -> None:
    """In text, header, settings, terms and exports."""
    site = imported(attacked(tmp_path / "archive", OWN, theme), tmp_path / "exports", OWN)
    assert_nothing_runs(site, tmp_path, chromium, static_server)


@pytest.mark.skipif(not COLLECTED.is_file(), reason="the collected attack vectors are not beside the repository")
@pytest.mark.parametrize("theme", ["broadsheet", "plain"])
def test_nothing_of_other_peoples_attacks_runs(
    theme: str, tmp_path: Path, chromium: Browser, static_server: Callable[[Path], str]
) -> None:
    """Thousands, from DOMPurify, OWASP and others; imported, too."""
    attacks = [vector["payload"] for vector in json.loads(COLLECTED.read_text(encoding="utf-8"))]
    assert len(attacks) > 2000
    site = imported(attacked(tmp_path / "archive", attacks, theme), tmp_path / "exports", attacks)
    assert_nothing_runs(site, tmp_path, chromium, static_server)


def test_an_attack_would_be_seen(tmp_path: Path, chromium: Browser, static_server: Callable[[Path], str]) -> None:
    """An archive that trusts its authors runs what they write: so this test can fail."""
    site = Site(tmp_path).config(markdown={"trusted_html": True})
    site.article("2020/01/a", "<img src=x onerror='alert(1)'>\n\n<a href='javascript:alert(2)'>x</a>\n").build()
    found = list(opened(site.output, chromium, static_server))
    assert any("alert(1)" in one for one in found) and any("javascript:alert(2)" in one for one in found)
