"""An article that one import meets twice, whole and as an excerpt, comes in once, and whole."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from backfile.cli.main import backfile

ADDRESS = "https://harbour.example/2005/03/ferry-fares/"
TEXT = """<p>Fares on the Marsh Lane ferry will rise by ten per cent in April, the first change for six years, the
company said on Monday. Season tickets will cost the same as before.</p>
<p>The council, which owns a third of the company,
had asked for half as much. Its members will vote on the new bridge in May; if it comes, the ferry will end within four
years, and the boats will be sold.</p><p>Passengers have become fewer every year since the road was widened.</p>"""
PAGE = f"""<!doctype html><html><head><title>Ferry fares to rise</title><link rel="canonical" href="{ADDRESS}">
<meta property="article:published_time" content="2005-03-14"></head><body><main><h1>Ferry fares to rise</h1>{TEXT}
</main></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title><link>https://harbour.example/</link>
<item><title>Ferry fares to rise</title><link>{ADDRESS}</link><pubDate>Mon, 14 Mar 2005 09:00:00 GMT</pubDate>
<description>Fares on the Marsh Lane ferry will rise …</description></item>
<item><title>Only in the feed</title><link>{ADDRESS}2</link><pubDate>Mon, 14 Mar 2005 09:00:00 GMT</pubDate>
<description>Fares on the other ferry will rise …</description></item></channel></rss>"""


@pytest.mark.parametrize("names", [("a.html", "feed.xml"), ("z.html", "feed.xml")])
def test_an_excerpt_beside_the_whole_article_is_passed_over(root: Path, tmp_path: Path, names: tuple[str, str]) -> None:
    """In whichever order they are read; what only the feed has goes to quarantine, and a second run changes nothing."""
    source = tmp_path / "site"
    source.mkdir()
    for name, text in zip(names, (PAGE, FEED), strict=True):
        (source / name).write_text(text)
    for created, unchanged in ((1, 0), (0, 2)):
        arguments = ["import", "-s", str(root), str(source), "--report", str(root / "report.json")]
        assert CliRunner().invoke(backfile, arguments).exit_code == 0
        report = json.loads((root / "report.json").read_text())
        assert (report["created"], report["unchanged"]) == (created, unchanged)
        assert [one["reason"][:14] for one in report["passed_over"]] == ["another source"]
    files = sorted(path.relative_to(root / "content").as_posix() for path in (root / "content").rglob("*.md"))
    assert files == ["2005/03/ferry-fares.md", "quarantine/only-in-the-feed.md"]
    assert "Passengers have become fewer" in (root / "content" / files[0]).read_text()


def test_a_feed_with_whole_articles_is_as_good_as_a_page_once(root: Path, tmp_path: Path) -> None:
    """Nothing is told as updated in the import that created it."""
    source = tmp_path / "site"
    source.mkdir()
    (source / "page.html").write_text(PAGE)
    for name in ("feed.xml", "tag-feed.xml"):
        (source / name).write_text(FEED.replace("Fares on the Marsh Lane ferry will rise …", f"<![CDATA[{TEXT}]]>"))
    for created in (1, 0):
        arguments = ["import", "-s", str(root), str(source), "--report", str(root / "report.json")]
        assert CliRunner().invoke(backfile, arguments).exit_code == 0
        report = json.loads((root / "report.json").read_text())
        assert (report["created"], report["updated"]) == (created, 0)


def test_what_goes_nowhere_is_nobodys_twin(root: Path, tmp_path: Path) -> None:
    """A copy at a second address is the twin of the page, also where the feed's article, which the page has more whole,
    looks as good."""
    source = tmp_path / "site"
    source.mkdir()
    (source / "page.html").write_text(PAGE)
    (source / "other.html").write_text(PAGE.replace(ADDRESS, "https://harbour.example/ferry/"))
    text = f"<guid>fares-2005</guid><description><![CDATA[{TEXT}]]>"
    feed = FEED.replace("<description>Fares on the Marsh Lane ferry will rise …", text)
    (source / "feed.xml").write_text(
        feed.replace("</link><pubDate>", "</link><category>Ferries</category><pubDate>", 1)
    )
    result = CliRunner().invoke(backfile, ["import", "-s", str(root), str(source)])
    assert result.exit_code == 0, result.output
    files = [path.relative_to(root / "content").as_posix() for path in (root / "content").glob("2*/**/*.md")]
    assert len(files) == 1, files
