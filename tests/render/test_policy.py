"""What a page may load: in the page itself, and in a file for its host."""

import re
from pathlib import Path

import pytest

from site_builder import Site

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.mark.parametrize("theme", ["broadsheet", "plain"])
def test_every_page_has_a_policy_before_all_that_it_loads(theme: str, tmp_path: Path) -> None:
    """The same on all of them, redirects too, with nothing inline and nothing evaluated but WebAssembly."""
    site = Site(tmp_path).config(theme=theme).article("2020/01/a", aliases=["/old/"], tags=["x"]).build(search=True)
    assert not site.problems
    pages = {path: data.decode() for path, data in site.files().items() if path.endswith(".html")}
    whole = {path: page for path, page in pages.items() if not path.startswith("fragments/")}
    policies = {path: META.search(page) for path, page in whole.items()}
    assert [path for path, found in policies.items() if not found] == []
    assert len({found[1] for found in policies.values() if found}) == 1
    policy = next(found[1] for found in policies.values() if found)
    assert policy.startswith("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; ")
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    for page in whole.values():
        assert page.index("http-equiv") < min(page.find(part) % 10**9 for part in ("<link", "<script", "<title"))


def test_hosts_get_a_file_of_headers(tmp_path: Path) -> None:
    """In the form of Netlify and Cloudflare Pages, for the folder that the site stands in."""
    site = Site(tmp_path).config(base_url="https://example.org/paper/").article("2020/01/a").build()
    lines = site.files()["_headers"].decode().splitlines()
    assert lines[0] == "/paper/*"
    assert all(re.fullmatch(r"  [A-Z][A-Za-z-]+: \S.*", line) for line in lines[1:])
    policy = next(line for line in lines if "Content-Security-Policy" in line)
    documented = (Path(__file__).parents[2] / "docs/hosting.md").read_text(encoding="utf-8")
    assert documented.count(f'"{policy.partition(": ")[2]}"') == 2, "nginx and Apache are told the same"
    assert all(line.split()[-1] in documented for line in lines[2:])
    found = META.search(site.html(""))
    assert found
    assert policy.partition(": ")[2] == f"{found[1]}; frame-ancestors 'self'"


def test_an_archive_that_trusts_its_authors_has_none(tmp_path: Path) -> None:
    """Their HTML may hold anything; who may show the site in a frame is still said."""
    site = Site(tmp_path).config(markdown={"trusted_html": True}).article("2020/01/a", "<b style='x'>y</b>").build()
    assert not META.search(site.html("2020/01/a/"))
    assert b"Content-Security-Policy: frame-ancestors 'self'\n" in site.files()["_headers"]
