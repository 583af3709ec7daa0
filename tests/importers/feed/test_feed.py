"""Feeds of every kind become drafts; excerpts, faults and missing dates are told and nothing is made up."""

import io
import json
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.importers.feed import Feeds
from backfile.importers.importer import Draft, ImportContext, Importer, Input, Reading

LOCKS = "<p>A lock is a chamber with a gate at either end.</p><p>Water runs in through sluices.</p>"

RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Canals</title><link>https://example.com/</link><description>On water</description>
<item><title>How a lock works &amp;amp; why</title><link>https://example.com/2020/10/locks/</link>
<guid isPermaLink="false">tag:example.com,2020:locks</guid><pubDate>Thu, 15 Oct 2020 09:30:00 +0200</pubDate>
<dc:creator>Canal desk</dc:creator><category>Locks</category><category>AT&amp;T</category>
<description>Two gates, a chamber between them, and no engine.</description>
<content:encoded><![CDATA[{LOCKS}]]></content:encoded></item>
<item><title>Weirs</title><link>https://example.com/weirs</link><pubDate>Fri, 16 Oct 2020 09:30:00 GMT</pubDate>
<description>A weir holds the water up … [read more]</description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Canaux</title><id>urn:x</id>
<link rel="alternate" href="https://example.com/"/><author><name>Bureau des canaux</name></author>
<entry><title type="html">Une &lt;em&gt;écluse&lt;/em&gt;</title><id>urn:x:1</id><updated>2020-10-16T10:00:00Z</updated>
<published>2020-10-15T09:30:00+02:00</published><link rel="alternate" href="https://example.com/ecluse"/>
<link rel="enclosure" type="image/png" href="https://example.com/plan.png"/>
<category term="eau" label="L’eau"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Deux portes et un sas.</p><p><a href="weir">Un barrage</a></p></div></content></entry></feed>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.com/"><title>Canals</title></channel>
<item rdf:about="https://example.com/a"><title>Locks</title><link>https://example.com/a</link>
<dc:date>2003-02-01</dc:date><description>Short.</description></item></rdf:RDF>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Canals",
        "home_page_url": "https://example.com/",
        "items": [
            {
                "id": "7",
                "url": "https://example.com/locks",
                "title": "Locks",
                "content_html": LOCKS,
                "date_published": "2020-10-15T09:30:00+02:00",
                "authors": [{"name": "Canal desk"}],
                "tags": ["Locks", "C++"],
                "image": "https://example.com/lock.png",
            },
            {"id": 8, "content_text": "A note <of> few words.", "date_published": "2020-10-16T00:00:00Z"},
        ],
    }
)


def read(text: str | bytes, name: str = "feed.xml", **context: bool) -> list[Reading]:
    """The readings of a feed."""
    data = text if isinstance(text, bytes) else text.encode()
    return list(Feeds().read(Input(name, partial(io.BytesIO, data)), None, ImportContext(**context)))  # type: ignore[arg-type] # flags


def drafts(text: str | bytes, **context: bool) -> list[Draft]:
    """The drafts of a feed, of which every entry must be one."""
    found = [reading.draft for reading in read(text, **context)]
    assert None not in found
    return [draft for draft in found if draft]


def test_it_is_an_importer() -> None:
    """As the protocol has it."""
    assert isinstance(Feeds(), Importer)


@pytest.mark.parametrize("text", [RSS, ATOM, RDF, JSON])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_feeds_are_recognised_whatever_they_are_called(text: str, encoding: str) -> None:
    """By what they hold; JSON is always UTF-8."""
    if text == JSON and encoding == "utf-16":
        encoding = "utf-8"
    assert Feeds().recognise("export.txt", text.encode(encoding)) >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><rss></rss></body></html>",
        '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:foaf="http://xmlns.com/foaf/0.1/">',
        '{"version": 1}',
        "An article about <feed> elements.",
        "",
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(text: str) -> None:
    """Pages, WordPress exports, other RDF and other JSON."""
    assert Feeds().recognise("feed.xml", text.encode()) == 0.0


def test_an_rss_item_with_its_whole_text() -> None:
    """Title unescaped once more than XML does, GUID, offset, creator, categories; the description is the standfirst."""
    draft = drafts(RSS)[0]
    assert draft.title == "How a lock works & why"
    assert draft.body == "A lock is a chamber with a gate at either end.\n\nWater runs in through sluices."
    assert (draft.authors, draft.tags) == (("Canal desk",), ("Locks", "AT&T"))
    assert draft.standfirst == "Two gates, a chamber between them, and no engine."
    assert (draft.identity, draft.origin_url) == ("tag:example.com,2020:locks", "https://example.com/2020/10/locks/")
    assert (draft.slug, draft.doubts, draft.found["body"]) == ("locks", (), "feed: content")


def test_an_excerpt_is_in_doubt_unless_asked_for() -> None:
    """A description that is cut off is no article."""
    assert "excerpt" in drafts(RSS)[1].doubts[0]
    assert drafts(RSS, wants_excerpts=True)[1].doubts == ()


def test_a_description_that_is_the_whole_text_is_taken_for_it() -> None:
    """Many feeds put the article there."""
    paragraphs = "".join(f"&lt;p&gt;{'A weir holds the water up. ' * 6}&lt;/p&gt;" for _ in range(5))
    whole = RSS.replace("A weir holds the water up … [read more]", paragraphs)
    assert drafts(whole)[1].doubts == ()


def test_an_atom_entry() -> None:
    """Markup in titles, labels of categories, the feed's author and language, relative links, enclosures."""
    (draft,) = drafts(ATOM)
    assert draft.title == "Une écluse"
    assert (draft.authors, draft.tags, draft.lang) == (("Bureau des canaux",), ("L’eau",), "fr")
    assert draft.updated == "2020-10-16T10:00:00+00:00"
    assert "https://example.com/weir" in draft.links
    assert "https://example.com/plan.png" in [attachment.url for attachment in draft.attachments]


def test_an_rdf_item() -> None:
    """RSS 1.0 keeps dates in Dublin Core."""
    (draft,) = drafts(RDF)
    assert (draft.title, draft.origin_url) == ("Locks", "https://example.com/a")
    assert draft.date.startswith("2003-02-01")


def test_json_feed() -> None:
    """Whole text, tags as they are, a picture; a note gets its first words as its title."""
    first, note = drafts(JSON)
    assert (first.tags, first.authors) == (("Locks", "C++"), ("Canal desk",))
    assert first.extra["image"] == "https://example.com/lock.png"
    assert note.title.startswith("A note")
    assert note.identity == "8"


def test_a_feed_that_breaks_off_gives_what_it_has() -> None:
    """And a warning that says so."""
    readings = read(RSS[: RSS.index("<item><title>Weirs")])
    assert [reading.draft.title for reading in readings if reading.draft] == ["How a lock works & why"]
    assert "not well-formed" in readings[0].problems[0].message


def test_an_entry_without_a_date_is_in_doubt_and_gets_none() -> None:
    """No date is made up, not from the file and not from today."""
    draft = drafts(RSS.replace("<pubDate>Thu, 15 Oct 2020 09:30:00 +0200</pubDate>", ""))[0]
    assert draft.date == ""
    assert "no date" in draft.doubts[0]


def test_a_feed_without_entries_is_skipped_and_says_so() -> None:
    """It is no problem."""
    (reading,) = read("<rss version='2.0'><channel><title>Canals</title></channel></rss>")
    assert (reading.draft, reading.problems) == (None, ())
    assert "no entries" in reading.skipped


@pytest.mark.parametrize("data", [b"", b"\0\0\0", b"{", b"[]", b'{"items": 3}', b"<", b"\xff\xfe\xff"])
def test_what_is_no_feed_at_all_is_a_problem(data: bytes) -> None:
    """One, with what to do."""
    (reading,) = read(data)
    assert reading.draft is None
    assert reading.problems[0].hint


@given(place=st.integers(0, len(RSS)), data=st.binary(max_size=6), text=st.sampled_from([RSS, ATOM, RDF, JSON]))
def test_no_damage_is_a_crash(place: int, data: bytes, text: str) -> None:
    """Bytes put in and cut off anywhere."""
    raw = text.encode()
    for damaged in (raw[:place] + data + raw[place:], raw[:place] + data):
        assert read(damaged)


ENTRY = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Canals</title>
<id>urn:y</id><author><name>The canals</name></author>
<entry xml:lang="en-GB"><title>The &lt;b&gt; of locks</title><id>urn:y:1</id>
<updated>2020-10-16T10:00:00Z</updated><category term="Water" scheme="https://example.com/sections/"/>
<category term="gates" scheme="https://example.com/tags/"/><category term="Water" scheme="https://example.com/tags/"/>
<summary>Two gates, not one. Water runs.</summary><content type="html">&lt;p&gt;Two gates, not one.&lt;/p&gt;
&lt;h2&gt;Sluices&lt;/h2&gt;&lt;p&gt;Water runs.&lt;/p&gt;</content></entry></feed>"""


def test_an_entry_tells_what_it_is_apart_from_its_feed() -> None:
    """A section by its scheme; the language of an entry in an archive of nearly the same; no author who is the site;
    no standfirst that is the text's beginning without its subheads."""
    (found,) = drafts(ENTRY)
    assert (found.section, found.tags) == ("Water", ("gates", "Water"))
    assert (found.lang, found.authors, found.standfirst) == ("en-GB", (), "")


@pytest.mark.parametrize(
    ("written", "title"),
    [("The &lt;b&gt; of locks", "The <b> of locks"), ("&lt;b&gt;Locks&lt;/b&gt; &amp;amp; weirs", "Locks & weirs")],
)
def test_a_plain_title_keeps_what_is_no_element(written: str, title: str) -> None:
    """Titles are escaped twice by many, and some are about tags."""
    (found,) = drafts(ENTRY.replace("The &lt;b&gt; of locks", written))
    assert found.title == title
