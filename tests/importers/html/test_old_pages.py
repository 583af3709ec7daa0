"""Pages as they were made until about 2005: laid out by tables, with nothing but looks to tell what is what."""

from backfile.importers.html.article import PageArticle
from backfile.importers.html.page import read_page

TABLES = """<HTML><HEAD><TITLE>The Harbour Gazette - Lock gates closed for repairs</TITLE></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH=760><TR><TD COLSPAN=3><IMG SRC="logo.gif" ALT="The Harbour Gazette"></TD></TR>
<TR><TD WIDTH=120 VALIGN=TOP><FONT SIZE=2><A HREF="/">Home</A><BR><A HREF="/news/">News</A><BR>
<A HREF="/sport/">Sport</A><BR><A HREF="/weather/">Weather</A><BR><A HREF="/archive/">Archive</A></FONT></TD>
<TD WIDTH=480 VALIGN=TOP><FONT SIZE=5><B>Lock gates closed for repairs</B></FONT><BR><FONT SIZE=2><I>By Ada King</I><BR>
Tuesday, March 3, 1998</FONT><P>The lock gates at Marsh Lane were closed for repairs on Monday, and the water board
expects that boats will have to wait until the end of the month before they can pass again.<BR><BR>Engineers found
cracks in the lower gate when they drained the chamber in spring, and said that the timber, which is forty years old,
must be replaced as a whole.<P>The towpath stays open, and the museum beside it will show the old gate as soon as it has
dried enough to be moved indoors, which may take the whole of the winter.<P>The board has asked three firms for an
offer. It wants oak again, as in 1958, for steel would be too heavy for the old walls, whose stones were laid before the
railway came.<P><FONT SIZE=1>Copyright 1998 The Harbour Gazette. All rights reserved.</FONT></TD>
<TD WIDTH=160 VALIGN=TOP><FONT SIZE=2><B>More news</B><BR><A HREF="1.html">Ferry fares to rise in April</A><BR>
<A HREF="2.html">Council votes on the new bridge</A><BR></FONT></TD></TR></TABLE></BODY></HTML>"""

IDS = """<html><head><title>Harbour News | Ferry fares to rise in April</title></head><body>
<div id="header"><a href="/">Harbour News</a></div><div id="nav"><ul><li><a href="/local">Local</a></ul></div>
<div id="content"><div class="crumbs"><a href="/">Home</a> &gt; <a href="/local">Local news</a></div>
<h2>Ferry fares to rise in April</h2>
<p class="date">Posted on 14/03/2005 by Mary Anning in <a href="/local">Local news</a></p>
<p>Fares on the Marsh Lane ferry will rise by ten per cent in April, the first change for six years, the company said on
Monday. Season tickets will cost the same as before.</p>
<p>The council, which owns a third of the company, had asked for half as much. Its members will vote on the new bridge
in May; if it comes, the ferry will end within four years, and the boats will be sold.</p>
<table border=1><tr><th>Year<th>Passengers<tr><td>2003<td>41,000<tr><td>2004<td>39,500</table>
<p>Passengers have become fewer every year since the road was widened, and the company expects fewer this summer.</p>
<p class="tags">Tags: <a href="/tag/ferry">ferry</a>, <a href="/tag/fares">fares</a></p></div>
<div id="footer">&copy; 2005 Harbour News</div></body></html>"""


def read(page: str) -> PageArticle:
    """The article of a page that is none to doubt."""
    article = read_page(page.encode())
    assert isinstance(article, PageArticle)
    assert article.doubts == ()
    return article


def test_a_page_laid_out_by_tables() -> None:
    """The site's name goes from the title, byline and date from the text, and the menus beside it are not of it."""
    article = read(TABLES)
    assert (article.title.value, article.authors.value) == ("Lock gates closed for repairs", ("Ada King",))
    assert article.date.value == "1998-03-03"
    assert article.text.startswith("The lock gates at Marsh Lane")
    assert article.text.endswith("before the railway came.")
    assert "Ferry" not in article.text and "Weather" not in article.text


def test_a_line_about_the_article_is_no_part_of_it() -> None:
    """What it says becomes fields; a table of data stays."""
    article = read(IDS)
    assert (article.title.value, article.date.value) == ("Ferry fares to rise in April", "2005-03-14")
    assert (article.authors.value, article.section.value) == (("Mary Anning",), "Local news")
    assert article.tags.value == ("ferry", "fares")
    assert article.text.startswith("Fares on the Marsh Lane ferry")
    assert "41,000" in article.html
    assert [one.reason for one in article.dropped if one.text.startswith("Posted on")] == ["headline, byline or date"]
