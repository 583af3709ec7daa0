"""Exports of Blogger for the tests, made of our own words, in both ways of writing them."""

from html import escape
from io import BytesIO
from typing import Any

from backfile.importers.blogger import Blogger
from backfile.importers.importer import Draft, ImportContext, Input, Reading

SITE = "https://canal.example.org"
BLOG = "tag:blogger.com,1999:blog-11"
BODY = "<p>A lock is a chamber with a gate at either end.</p>"
HEAD = f"""<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href="x.css" type="text/css"?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005'
  xmlns:georss='http://www.georss.org/georss' xmlns:thr='http://purl.org/syndication/thread/1.0'>
<id>{BLOG}.archive</id><updated>2020-12-01T10:00:00.000+01:00</updated><title type='text'>The canal</title>
<link rel='alternate' type='text/html' href='{SITE}/'/><author><name>Canal desk</name></author>
"""
TAKEOUT_HEAD = f"""<?xml version='1.0' encoding='utf-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>{BLOG}</id><title>The canal</title>
"""
TAIL = "</feed>\n"


def entry(number: int = 1, kind: str = "post", **fields: Any) -> str:
    """An entry of Blogger's own export. `more` is what else stands in it."""
    values = {
        "title": f"Lock {number}",
        "content": BODY,
        "published": "2020-10-15T09:30:00.002+02:00",
        "updated": "2020-10-15T09:30:00.500+02:00",
        "author": "Canal desk",
        "link": f"{SITE}/2020/10/lock-{number}.html",
        "labels": (),
        "draft": False,
        "more": "",
    } | fields
    labels = "".join(
        f"<category scheme='http://www.blogger.com/atom/ns#' term='{escape(one)}'/>" for one in values["labels"]
    )
    draft = (
        "<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft></app:control>"
        if values["draft"]
        else ""
    )
    link = f"<link rel='alternate' type='text/html' href='{values['link']}' title='x'/>" if values["link"] else ""
    return f"""<entry><id>{BLOG}.post-{number}</id>
<published>{values["published"]}</published><updated>{values["updated"]}</updated>{draft}
<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{kind}'/>
{labels}<title type='text'>{escape(values["title"])}</title>
<content type='html'>{escape(values["content"])}</content>
<link rel='self' type='application/atom+xml' href='https://www.blogger.com/feeds/11/posts/default/{number}'/>{link}
<author><name>{escape(values["author"])}</name><uri>https://www.blogger.com/profile/9</uri>
<email>noreply@blogger.com</email></author>{values["more"]}</entry>
"""


def comment(number: int, post: int, text: str, answers: int = 0, more: str = "") -> str:
    """A comment of Blogger's own export."""
    ref = f"<thr:in-reply-to href='{SITE}' ref='{BLOG}.post-{post}' type='text/html'/>"
    related = f"<link rel='related' href='https://www.blogger.com/feeds/11/{post}/comments/default/{answers}'/>"
    published = f"2020-10-16T10:00:{number % 60:02}.000+02:00"
    more = ref + (related if answers else "") + more
    return entry(number, "comment", title=text[:8], content=text, author="A reader", published=published, more=more)


def takeout(number: int = 1, kind: str = "POST", **fields: str) -> str:
    """An entry as Google Takeout writes it."""
    values = {
        "title": f"Lock {number}",
        "content": BODY,
        "published": "2020-10-15T07:30:00.002Z",
        "status": "LIVE",
        "filename": f"/2020/10/lock-{number}.html",
        "label": "Water",
        "trashed": "",
        "parent": "",
        "answers": "",
        "description": "",
    } | fields
    return f"""<entry><id>{BLOG}.post-{number}</id>
<blogger:parent>{values["parent"]}</blogger:parent><blogger:inReplyTo>{values["answers"]}</blogger:inReplyTo>
<blogger:type>{kind}</blogger:type><blogger:status>{values["status"]}</blogger:status>
<author><name>Canal desk</name><uri></uri><blogger:type>BLOGGER</blogger:type></author>
<title>{escape(values["title"])}</title><content type='html'>{escape(values["content"])}</content>
<blogger:metaDescription>{values["description"]}</blogger:metaDescription>
<blogger:created>2020-10-01T07:30:00Z</blogger:created>
<published>{values["published"]}</published><updated>{values["published"]}</updated><blogger:location/>
<category scheme='{BLOG}' term='{values["label"]}'/><category/>
<blogger:filename>{values["filename"]}</blogger:filename><link/><enclosure/>
<blogger:trashed>{values["trashed"]}</blogger:trashed></entry>
"""


def export(*entries: str, head: str = HEAD) -> bytes:
    """A whole export."""
    return (head + "".join(entries) + TAIL).encode()


def read(data: bytes, name: str = "blog-12-01-2020.xml", **context: Any) -> list[Reading]:
    """All readings of an export."""
    source = Input(name, lambda: BytesIO(data))
    importer, about = Blogger(), ImportContext(**context)
    return list(importer.read(source, importer.learn([source], about), about))


def drafts(readings: list[Reading]) -> list[Draft]:
    """The drafts among readings."""
    return [reading.draft for reading in readings if reading.draft is not None]


def draft(*entries: str, head: str = HEAD, **context: Any) -> Draft:
    """The draft of the first entry, which is an article."""
    return drafts(read(export(*entries, head=head), **context))[0]
