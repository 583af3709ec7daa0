"""Exports of WordPress for the tests, made of our own words."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from backfile.importers.importer import Draft, ImportContext, Input, Reading
from backfile.importers.wordpress import WordPress, WordPressJson

SITE = "https://canal.example.org"
HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>The canal</title>
  <link>{SITE}</link>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:base_site_url>{SITE}</wp:base_site_url>
  <wp:base_blog_url>{SITE}</wp:base_blog_url>
"""
TERMS = """  <wp:author><wp:author_login>desk</wp:author_login>
    <wp:author_display_name><![CDATA[Canal desk]]></wp:author_display_name></wp:author>
  <wp:author><wp:author_login>bridges</wp:author_login>
    <wp:author_display_name><![CDATA[Bridge desk]]></wp:author_display_name></wp:author>
  <wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>water</wp:category_nicename>
    <wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Water]]></wp:cat_name></wp:category>
  <wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>locks</wp:category_nicename>
    <wp:category_parent>water</wp:category_parent><wp:cat_name><![CDATA[Locks]]></wp:cat_name></wp:category>
  <wp:tag><wp:term_id>4</wp:term_id><wp:tag_slug>rd</wp:tag_slug>
    <wp:tag_name><![CDATA[R&amp;D]]></wp:tag_name></wp:tag>
"""
TAIL = "</channel>\n</rss>\n"
BODY = "A lock is a chamber with a gate at either end."


def cdata(text: str) -> str:
    """The text as WordPress writes it."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def item(number: int = 1, **fields: Any) -> str:
    """An item; `terms` are (domain, nicename, name), `meta` are (key, value), `more` is what else stands in it."""
    values = {
        "title": f"Lock {number}",
        "link": f"{SITE}/2020/10/lock-{number}/",
        "creator": "desk",
        "content": BODY,
        "excerpt": "",
        "date": "2020-10-15 09:30:00",
        "gmt": "2020-10-15 07:30:00",
        "modified": "2020-10-15 09:30:00",
        "modified_gmt": "2020-10-15 07:30:00",
        "slug": f"lock-{number}",
        "status": "publish",
        "parent": "0",
        "type": "post",
        "password": "",
        "sticky": "0",
        "terms": (),
        "meta": (),
        "more": "",
    } | fields
    terms = "".join(
        f'    <category domain="{domain}" nicename="{slug}">{cdata(name)}</category>\n'
        for domain, slug, name in values["terms"]
    )
    meta = "".join(
        f"    <wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>\n"
        f"      <wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>\n"
        for key, value in values["meta"]
    )
    return f"""  <item>
    <title>{cdata(values["title"])}</title>
    <link>{values["link"]}</link>
    <pubDate>Thu, 15 Oct 2020 07:30:00 +0000</pubDate>
    <dc:creator>{cdata(values["creator"])}</dc:creator>
    <guid isPermaLink="false">{SITE}/?p={number}</guid>
    <description></description>
    <content:encoded>{cdata(values["content"])}</content:encoded>
    <excerpt:encoded>{cdata(values["excerpt"])}</excerpt:encoded>
    <wp:post_id>{number}</wp:post_id>
    <wp:post_date>{cdata(values["date"])}</wp:post_date>
    <wp:post_date_gmt>{cdata(values["gmt"])}</wp:post_date_gmt>
    <wp:post_modified>{cdata(values["modified"])}</wp:post_modified>
    <wp:post_modified_gmt>{cdata(values["modified_gmt"])}</wp:post_modified_gmt>
    <wp:post_name>{cdata(values["slug"])}</wp:post_name>
    <wp:status>{cdata(values["status"])}</wp:status>
    <wp:post_parent>{values["parent"]}</wp:post_parent>
    <wp:menu_order>0</wp:menu_order>
    <wp:post_type>{cdata(values["type"])}</wp:post_type>
    <wp:post_password>{cdata(values["password"])}</wp:post_password>
    <wp:is_sticky>{values["sticky"]}</wp:is_sticky>
{terms}{meta}{values["more"]}  </item>
"""


def picture(number: int, path: str = "", **fields: Any) -> str:
    """An attachment: a picture of the media library."""
    path = path or f"2020/10/gate-{number}.jpg"
    more = f"    <wp:attachment_url>{SITE}/wp-content/uploads/{path}</wp:attachment_url>\n"
    alt = fields.pop("alt", f"Gate {number}")
    meta = (("_wp_attached_file", path), ("_wp_attachment_image_alt", alt), *fields.pop("meta", ()))
    values = {"title": f"gate-{number}", "content": "", "link": f"{SITE}/gate-{number}/", **fields}
    return item(number, type="attachment", status="inherit", meta=meta, more=more, **values)


def comment(number: int, text: str, **fields: str) -> str:
    """A comment within an item."""
    values = {"author": "A reader", "approved": "1", "type": "comment", "parent": "0"} | fields
    return f"""    <wp:comment>
      <wp:comment_id>{number}</wp:comment_id>
      <wp:comment_author>{cdata(values["author"])}</wp:comment_author>
      <wp:comment_author_url>https://reader.example.org</wp:comment_author_url>
      <wp:comment_date>{cdata("2020-10-16 10:00:00")}</wp:comment_date>
      <wp:comment_date_gmt>{cdata("2020-10-16 08:00:00")}</wp:comment_date_gmt>
      <wp:comment_content>{cdata(text)}</wp:comment_content>
      <wp:comment_approved>{cdata(values["approved"])}</wp:comment_approved>
      <wp:comment_type>{values["type"]}</wp:comment_type>
      <wp:comment_parent>{values["parent"]}</wp:comment_parent>
    </wp:comment>
"""


def export(*items: str, terms: str = TERMS) -> bytes:
    """A whole export."""
    return (HEAD + terms + "".join(items) + TAIL).encode()


def read(data: bytes, name: str = "canal.xml", **context: Any) -> list[Reading]:
    """All readings of an export."""
    source = Input(name, lambda: BytesIO(data))
    importer, about = WordPress(), ImportContext(**context)
    return list(importer.read(source, importer.learn([source], about), about))


def draft(*items: str, **context: Any) -> Draft:
    """The draft of the first item of an export, which is an article."""
    found = read(export(*items), **context)[0].draft
    assert found is not None
    return found


def shown(content: str, *others: str, **fields: Any) -> str:
    """The HTML that a post's content comes to, with other items in the same export."""
    found = draft(item(1, content=content, **fields), *others, wants_original=True).original
    assert found is not None
    return " ".join(found.html.split())


def read_json(files: dict[str, Any], folder: Path | None = None, **context: Any) -> dict[str, list[Reading]]:
    """All readings of files of the REST API by name; a value that is not bytes is written as JSON."""
    sources = [_source(name, value, folder) for name, value in files.items()]
    importer, about = WordPressJson(), ImportContext(**context)
    lesson = importer.learn(sources, about)
    return {name: list(importer.read(source, lesson, about)) for name, source in zip(files, sources, strict=True)}


def _source(name: str, value: Any, folder: Path | None) -> Input:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Input(str(folder / name) if folder else f"api/{name}", lambda: BytesIO(data))


def drafts(readings: Sequence[Reading]) -> list[Draft]:
    """The drafts among readings."""
    return [reading.draft for reading in readings if reading.draft is not None]
