"""An article's file, once read, as the draft of an import: for every importer whose sources are such files."""

import re
from collections.abc import Iterator

from backfile.archive.article import Article
from backfile.importers.importer import Draft


def draft_of(article: Article, body: str) -> Draft:
    """The draft of an article with that body. Slug, attachments, links and doubts are left to the importer."""
    origin = article.origin
    return Draft(
        title=article.title,
        body=body,
        date=article.date.iso if article.date else "",
        updated=article.updated.iso if article.updated else "",
        standfirst=article.standfirst,
        authors=article.authors,
        section=article.section,
        tags=article.tags,
        credit=article.credit,
        slug=article.slug,
        url=article.url,
        aliases=article.aliases,
        lang=article.lang,
        origin_url=str(origin.get("url", "")),
        origin_site=str(origin.get("site", "")),
        retrieved=str(origin.get("retrieved", "")),
        extra=dict(_extra(article)),
    )


def _extra(article: Article) -> Iterator[tuple[str, object]]:
    """The fields that only such files bring along."""
    values: dict[str, object] = {
        "expires": article.expires.iso if article.expires else None,
        "draft": True if article.draft else None,
        "noindex": True if article.noindex else None,
        "search": None if article.searchable else False,
        "template": article.template,
        "canonical": article.canonical,
        "corrections": [{"date": c.date, "text": c.text} for c in article.corrections],
        "params": article.params,
        "image": _image(article),
    }
    for key, value in values.items():
        if value is False or value not in (None, "", [], {}):
            yield key, value


def _image(article: Article) -> object:
    image = article.image
    if image is None:
        return None
    parts = {"src": image.src, "alt": image.alt, "caption": image.caption, "credit": image.credit}
    filled = {key: value for key, value in parts.items() if value}
    return filled if len(filled) > 1 else image.src


_PICTURE = re.compile(r"""!\[(?:\\.|[^\]\\])*\]\(\s*<?([^\s)>]+)|<img\b[^>]*\bsrc=["']([^"']+)""")


def pictures(article: Article, body: str) -> frozenset[str]:
    """The addresses of pictures that the article shows, as written."""
    found = {match[1] or match[2] for match in _PICTURE.finditer(body)}
    return frozenset(found | ({article.image.src} if article.image else set()))
