"""An article's file, once read, as the draft of an import: for every importer whose sources are such files."""

import re

from backfile.archive.article import Article
from backfile.archive.field_values import Image
from backfile.archive.fields import Fields
from backfile.importers.importer import Draft


def draft_of(article: Article, body: str, fields: Fields) -> Draft:
    """The draft of an article with that body, its dates as `fields` has them. What it came from, its attachments, links
    and doubts are left to the importer."""
    return Draft(
        title=article.title,
        body=body,
        date=fields.given("date"),
        updated=fields.given("updated"),
        standfirst=article.standfirst,
        authors=article.authors,
        section=article.section,
        tags=article.tags,
        credit=article.credit,
        slug=article.slug,
        url=article.url,
        aliases=article.aliases,
        lang=article.lang,
        terms={key: labels for key, labels in article.terms.items() if labels},
        extra=_extra(article, fields.given("expires")),
    )


def _extra(article: Article, expires: str) -> dict[str, object]:
    """The fields that only such files bring along."""
    values: dict[str, object] = {
        "expires": expires,
        "image": _written_image(article.image),
        "draft": True if article.draft else None,
        "noindex": True if article.noindex else None,
        "search": None if article.searchable else False,
        "template": article.template,
        "canonical": article.canonical,
        "corrections": [{"date": c.date, "text": c.text} for c in article.corrections],
        "params": dict(article.params),
    }
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _written_image(image: Image | None) -> str | dict[str, str]:
    if image is None:
        return ""
    parts = {"src": image.src, "alt": image.alt, "caption": image.caption, "credit": image.credit}
    filled = {key: value for key, value in parts.items() if value}
    return filled if len(filled) > 1 else image.src


_PICTURE = re.compile(r"""!\[(?:\\.|[^\]\\])*\]\(\s*<?([^\s)>]+)|<img\b[^>]*\bsrc=["']([^"']+)""")


def pictures(article: Article, body: str) -> frozenset[str]:
    """The addresses of pictures that the article shows, as written."""
    found = {match[1] or match[2] for match in _PICTURE.finditer(body)}
    return frozenset(found | ({article.image.src} if article.image else set()))
