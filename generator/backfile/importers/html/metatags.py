"""What a page's `<meta>` and `<link>` elements say of its article. Knows only names that are in use for articles."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from backfile.importers.html.statements import Statement
from backfile.importers.html.tree import squeeze

MOST_CHARACTERS = 1_000

# By the field that names stand for: the trust in them, and the names.
_NAMES: dict[str, dict[float, str]] = {
    "title": {
        0.85: "og:title parsely-title citation_title",
        0.8: "twitter:title sailthru.title headline article:title",
        0.75: "dc.title dcterms.title",
        0.6: "title",
    },
    "author": {
        0.85: "citation_author",
        0.8: "parsely-author sailthru.author byl article:author_name",
        0.75: "author dc.creator dcterms.creator article.author",
        0.7: "og:article:author cxenseparse:author authors",
        0.6: "article:author creator dcsext.author article_author rbauthors",
        0.5: "dc.contributor",
    },
    "date": {
        0.85: "article:published_time",
        0.8: "og:article:published_time article:published datepublished parsely-pub-date citation_publication_date "
        "dc.date.issued dcterms.issued",
        0.75: "sailthru.date citation_date pubdate pub_date publishdate publish-date publish_date publication_date "
        "article.published",
        0.7: "citation_online_date dc.date dcterms.date og:pubdate ptime published published_at article_date_original "
        "cxenseparse:recs:publishtime dcsext.articlefirstpublished article:post_date originalpublicationdate",
        0.65: "pdate",
        0.6: "date release_date sn-post-date",
    },
    "created": {0.6: "dc.date.created dcterms.created datecreated"},
    "updated": {
        0.85: "article:modified_time",
        0.75: "article:modified datemodified dcterms.modified dc.date.modified",
        0.7: "og:updated_time article.updated",
        0.6: "lastmod utime revision_date",
        0.5: "last-modified revised",
    },
    "expires": {0.85: "article:expiration_time"},
    "section": {
        0.85: "article:section parsely-section",
        0.7: "og:article:section prism.section articlesection article.section",
        0.6: "dc.subject.section section lmsr.section",
    },
    "tag": {
        0.85: "article:tag",
        0.75: "parsely-tags",
        0.7: "og:article:tag sailthru.tags citation_keywords news_keywords",
        0.6: "dc.subject dcterms.subject",
        0.5: "keywords",
    },
    "description": {
        0.8: "og:description",
        0.75: "description",
        0.7: "twitter:description",
        0.6: "dc.description sailthru.description",
        0.5: "citation_abstract",
    },
    "site": {
        0.9: "og:site_name",
        0.7: "application-name citation_journal_title",
        0.6: "apple-mobile-web-app-title dc.publisher dcterms.publisher",
        0.5: "publisher",
    },
    "language": {0.7: "dc.language", 0.6: "og:locale content-language citation_language", 0.5: "language"},
    "url": {0.8: "og:url", 0.7: "parsely-link", 0.6: "twitter:url citation_public_url"},
    "image": {0.85: "og:image", 0.75: "twitter:image twitter:image:src", 0.7: "og:image:secure_url"},
    "image alt": {0.8: "og:image:alt", 0.7: "twitter:image:alt"},
    "type": {0.8: "og:type"},
}
_FIELDS = {
    name: (field, trust)
    for field, trusts in _NAMES.items()
    for trust, names in trusts.items()
    for name in names.split()
}
_REFRESH = re.compile(r"^\s*\d{1,2}\s*;\s*url=", re.IGNORECASE)


def state_metatags(root: HtmlElement) -> Iterator[Statement]:
    """What the page's meta and link elements say, wherever on it they stand."""
    for element in root.iter("meta", "link", "title"):
        if element.tag == "meta":
            yield from _of_meta(element)
        elif element.tag == "link" and "canonical" in (element.get("rel") or "").lower().split():
            yield Statement("url", squeeze(element.get("href") or ""), "link rel=canonical", 0.9)
        elif element.tag == "title" and element.getparent() is not None and element.getparent().tag != "svg":
            yield Statement("page title", squeeze(element.text_content()[:MOST_CHARACTERS]), "<title>", 0.7)
    if language := (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")):
        yield Statement("language", squeeze(language), "html lang", 0.8)


def base_of(root: HtmlElement) -> str:
    """The address that the page's own addresses start from, as it stands in `<base>`."""
    return next((squeeze(element.get("href") or "") for element in root.iter("base") if element.get("href")), "")


def is_redirect(root: HtmlElement) -> bool:
    """Whether the page does nothing but lead to another one."""
    return any(
        (element.get("http-equiv") or "").lower() == "refresh" and _REFRESH.match(element.get("content") or "")
        for element in root.iter("meta")
    )


def _of_meta(element: HtmlElement) -> Iterator[Statement]:
    content = squeeze((element.get("content") or "")[:MOST_CHARACTERS])
    # A list of properties, as RDFa allows; a name may be written in any case, and with `.` for `:`.
    names = f"{element.get('property') or ''} {element.get('name') or ''} {element.get('http-equiv') or ''}".lower()
    for name in dict.fromkeys(names.split()):
        field, trust = (
            _FIELDS.get(name) or _FIELDS.get(name.replace("dc:", "dc.").replace("dcterms:", "dcterms.")) or ("", 0)
        )
        if field and content:
            yield Statement(field, content, f"meta {name}", trust)
