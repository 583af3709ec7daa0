"""The head of a page: title, canonical address, metadata for readers, search engines and reference managers."""

from collections.abc import Iterable, Iterator
from json import JSONEncoder
from typing import Any

import msgspec
from markupsafe import Markup

from backfile.languages.language import Language
from backfile.pages.share_images import is_photograph
from backfile.pages.views import (
    ArchiveView,
    ArticleView,
    Correction,
    CorrectionsView,
    FrontView,
    HistoryView,
    Link,
    ListView,
    MonthView,
    NotFoundView,
    PlainView,
    RedirectView,
    SearchView,
    SiteView,
    TermProfile,
    TermsView,
    View,
    YearView,
)
from backfile.pictures.letters import SHARE_IMAGE_SIZE
from backfile.render.citing.names import is_office, written_for_catalogues
from backfile.render.citing.work import Work, work_of
from backfile.render.compiling import as_markup, escape_text
from backfile.render.policy import page_policy
from backfile.render.theme import absolute_url

Meta = tuple[str, str, str]
"""A `<meta>`: whether it has a `name` or a `property`, that, and its content."""


class FeedLink(msgspec.Struct, frozen=True):
    """A feed that the page names: its media type, title and whole address."""

    type: str
    title: str
    url: str


class Head(msgspec.Struct, frozen=True):
    """What stands in `<head>`; addresses are whole, or empty where there is none. `lang` is the language of the page,
    which is its menus'; `text_lang` that of its title and text, where it is another; `markdown` is its text as
    Markdown. `policy` is its Content-Security-Policy, to stand before all that loads anything. `meta` and `json_ld` are
    ready to print: all `<meta>` elements (Open Graph, Dublin Core, Highwire), all scripts of linked data."""

    title: str
    description: str
    canonical: str
    prev: str
    next: str
    robots: str
    policy: Markup
    lang: str
    text_lang: str
    markdown: str
    feeds: tuple[FeedLink, ...]
    meta: Markup
    json_ld: Markup


def make_head(view: View, site: SiteView, language: Language) -> Head:
    """The head of the page that shows `view`; its own words are in `language`."""
    if isinstance(view, ArticleView):
        return _article_head(view, site, language)
    title, description = _title(view, site, language), _description(view, site, language)
    canonical = _canonical(view, site)
    prev, following = _neighbours(view)
    return Head(
        title=title,
        description=description,
        canonical=canonical,
        prev=_absolute(prev, site),
        next=_absolute(following, site),
        robots="noindex" if _is_hidden(view) else "",
        policy=as_markup(page_policy(site)),  # a constant of ours
        lang=site.language,
        text_lang=_text_lang(view, site),
        markdown="",
        feeds=_feeds(view, site, language),
        meta=_meta_html(_open_graph(title, description, canonical, "website", view, site) if canonical else ()),
        json_ld=_scripts(_page_scripts(view, title, canonical, site)),
    )


def _text_lang(view: View, site: SiteView) -> str:
    own: str = getattr(view, "lang", "")
    return own if own != site.language else ""


def _title(view: View, site: SiteView, language: Language) -> str:
    if isinstance(view, FrontView):
        return site.title
    own = _name(view, language)
    return f"{own} – {site.title}" if own else site.title


def _name(view: View, language: Language) -> str:
    """What a page that is no front page is called, without its site."""
    if isinstance(view, ListView):
        own = view.label
        if view.number:
            own = language.say("%(list)s, page %(n)s", list=own, n=language.number(view.number))
    elif isinstance(view, TermsView):
        own = view.label
    elif isinstance(view, ArchiveView):
        own = language.say("Archive")
    elif isinstance(view, YearView):
        own = language.year(view.year.year)
    elif isinstance(view, MonthView):
        own = language.month(view.month, view.year)
    elif isinstance(view, SearchView):
        own = language.say("Search")
    elif isinstance(view, NotFoundView):
        own = language.say("Page not found")
    else:
        own = getattr(view, "title", "")
    return own


def _description(view: View, site: SiteView, language: Language) -> str:
    if isinstance(view, FrontView):
        return site.description
    if isinstance(view, ListView):
        return view.description or _articles_of(view.label, site, language)
    if isinstance(view, ArchiveView | YearView | MonthView | TermsView):
        return _articles_of(_name(view, language), site, language)
    return (getattr(view, "standfirst", "") or site.description) if isinstance(view, PlainView | SearchView) else ""


def _articles_of(name: str, site: SiteView, language: Language) -> str:
    return language.say("Articles of %(site)s: %(list)s.", site=site.title, list=name)


def _canonical(view: View, site: SiteView) -> str:
    if isinstance(view, PlainView) and view.canonical:
        return _absolute(view.canonical, site)
    if isinstance(view, FrontView):
        return _absolute("/", site)
    if isinstance(view, ArchiveView):
        return _absolute("/archive/", site)
    if isinstance(view, YearView):
        return _absolute(view.year.url, site)
    if isinstance(view, SearchView):
        return _absolute("/search/", site)
    if isinstance(view, RedirectView):
        return _absolute(view.target, site)
    return _absolute(getattr(view, "url", ""), site)


def _neighbours(view: View) -> tuple[str, str]:
    if isinstance(view, ListView):
        return view.newer, view.older
    if isinstance(view, YearView | MonthView | CorrectionsView):
        return view.earlier.url if view.earlier else "", view.later.url if view.later else ""
    return "", ""


def _is_hidden(view: View) -> bool:
    return isinstance(view, NotFoundView | RedirectView) or bool(getattr(view, "noindex", False))


def _absolute(url: str, site: SiteView) -> str:
    return absolute_url(url, site.base_url)


def _feeds(view: View, site: SiteView, language: Language) -> tuple[FeedLink, ...]:
    if not site.feeds:
        return ()
    homes = [(site.title, "/")]
    if isinstance(view, ListView) and view.feed:
        title = language.say("%(site)s: %(list)s", site=site.title, list=view.label)
        homes.insert(0, (title, view.feed.removesuffix("feed.xml")))
    elif isinstance(view, CorrectionsView) and view.feed:
        title = language.say("%(site)s: %(list)s", site=site.title, list=language.say("Corrections"))
        homes.insert(0, (title, view.feed.removesuffix("feed.xml")))
    kinds = (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json"))
    return tuple(
        FeedLink(kind, title, _absolute(f"{home}{file}", site)) for title, home in homes for kind, file in kinds
    )


def _open_graph(title: str, description: str, url: str, kind: str, view: View, site: SiteView) -> Iterator[Meta]:
    yield ("property", "og:type", kind)
    yield ("property", "og:title", title)
    yield ("property", "og:url", url)
    yield ("property", "og:site_name", site.title)
    yield ("property", "og:locale", (_text_lang(view, site) or site.language).replace("-", "_"))
    if description:
        yield ("property", "og:description", description)


def _article_head(view: ArticleView, site: SiteView, language: Language) -> Head:
    card = view.card
    canonical = _absolute(view.canonical or card.url, site)
    return Head(
        title=f"{card.title} – {site.title}",
        description=card.summary,
        canonical=canonical,
        prev=_absolute(view.earlier.url, site) if view.earlier else "",
        next=_absolute(view.later.url, site) if view.later else "",
        robots="noindex" if view.noindex else "",
        policy=as_markup(page_policy(site)),
        lang=site.language,
        text_lang=_text_lang(view, site),
        markdown=_absolute(view.markdown, site),
        feeds=_feeds(view, site, language),
        meta=_meta_html(_article_meta(view, canonical, site)),
        json_ld=_scripts((_article_ld(view, canonical, site), *_breadcrumb_ld(view.breadcrumb, site))),
    )


def _article_meta(view: ArticleView, canonical: str, site: SiteView) -> Iterator[Meta]:
    card = view.card
    day = f"{card.date.year:04}-{card.date.month:02}-{card.date.day:02}"
    yield from (("name", "author", author.label) for author in card.authors)
    yield from _open_graph(card.title, card.summary, canonical, "article", view, site)
    yield ("property", "article:published_time", card.date.iso)
    if view.updated:
        yield ("property", "article:modified_time", view.updated.iso)
    if view.expires:
        yield ("property", "article:expiration_time", view.expires.iso)
    if card.section:
        yield ("property", "article:section", card.section.label)
    yield from (("property", "article:tag", tag.label) for tag in card.tags)
    image = _image(view, site)
    yield from (("property", f"og:image{name}", value) for name, value in image.items() if value)
    yield ("name", "twitter:card", "summary_large_image" if image else "summary")
    yield from _dublin_core(view, canonical, day, site)
    yield from _highwire(work_of(view, site), day)


def _image(view: ArticleView, site: SiteView) -> dict[str, str]:
    """What networks show beside a link to the article, by the names that Open Graph has behind `og:image`: its
    photograph, the picture that was drawn for it, or whatever picture it has."""
    picture = view.picture
    if view.share_image and not is_photograph(picture):
        width, height = map(str, SHARE_IMAGE_SIZE)
        return {
            "": _absolute(view.share_image, site),
            ":type": "image/png",
            ":width": width,
            ":height": height,
            ":alt": view.card.title,
        }
    if picture is None:
        return {}
    has_size = picture.width and picture.height
    return {
        "": _absolute(picture.src, site),
        ":width": str(picture.width) if has_size else "",
        ":height": str(picture.height) if has_size else "",
        ":alt": picture.alt,
    }


def _dublin_core(view: ArticleView, canonical: str, day: str, site: SiteView) -> Iterator[Meta]:
    """What libraries read. Zotero takes the kind from the first `DC.type`: `NewsItem` is a newspaper's article there
    and in the vocabulary of e-prints, while `Text` would be left to the Highwire tags, which know journals only."""
    card = view.card
    yield ("name", "DC.title", card.title)
    yield from (("name", "DC.creator", author.label) for author in card.authors)
    yield ("name", "DC.date", day)
    yield ("name", "DC.publisher", site.title)
    yield ("name", "DC.identifier", canonical)
    yield ("name", "DC.language", view.lang or site.language)
    yield ("name", "DC.type", "NewsItem")
    yield ("name", "DC.type", "Text")
    yield ("name", "DC.source", site.title)
    if card.summary:
        yield ("name", "DC.description", card.summary)
    if rights := view.credit or site.copyright:
        yield ("name", "DC.rights", rights)
    yield from (("name", "DC.subject", tag.label) for tag in card.tags)


def _highwire(work: Work, day: str) -> Iterator[Meta]:
    """What Google Scholar and Zotero read, who both want names in the order of a catalogue or of a byline."""
    yield ("name", "citation_title", work.title)
    yield from (("name", "citation_author", written_for_catalogues(name)) for name in work.authors)
    yield ("name", "citation_publication_date", day.replace("-", "/"))
    yield ("name", "citation_journal_title", work.container)
    yield ("name", "citation_public_url", work.url)
    yield ("name", "citation_language", work.language)
    yield from (("name", "citation_keywords", keyword) for keyword in work.keywords)


def _article_ld(view: ArticleView, canonical: str, site: SiteView) -> str:
    card = view.card
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": card.title,
        "url": _absolute(card.url, site),
        "mainEntityOfPage": canonical,
        "datePublished": card.date.iso,
        "dateModified": (view.updated or card.date).iso,
        "expires": view.expires.iso if view.expires else None,
        "author": [_author_ld(author, site) for author in card.authors],
        "publisher": {"@type": "Organization", "name": site.title, "url": _absolute("/", site)},
        "articleSection": card.section.label if card.section else None,
        "keywords": [tag.label for tag in card.tags],
        "description": card.summary,
        "wordCount": view.words,
        "inLanguage": view.lang or site.language,
        "image": _absolute(view.picture.src, site) if view.picture else None,
        "creditText": view.credit,
        "correction": [_correction_ld(correction) for correction in view.corrections],
    }
    return _script_json({key: value for key, value in data.items() if value not in (None, "", [])})


def _correction_ld(correction: Correction) -> dict[str, str]:
    data = {"@type": "CorrectionComment", "datePublished": correction.date, "text": correction.text}
    return {key: value for key, value in data.items() if value}


def _author_ld(author: Link, site: SiteView) -> dict[str, str]:
    """A desk or agency is no person; without knowing which it is, Organization claims least of a byline of desks."""
    kind = "Organization" if is_office(author.label) else "Person"
    return {"@type": kind, "name": author.label, "url": _absolute(author.url, site)}


def _page_scripts(view: View, title: str, canonical: str, site: SiteView) -> Iterator[str]:
    yield from _page_ld(view, title, canonical, site)
    yield from _breadcrumb_ld(getattr(view, "breadcrumb", ()), site)


def _page_ld(view: View, title: str, canonical: str, site: SiteView) -> Iterator[str]:
    """What kind of page it is, so that nobody takes a list for an article."""
    kind = _PAGE_KINDS.get(type(view))
    if kind:
        name = view.title if isinstance(view, PlainView) else title
        data: dict[str, Any] = {"@context": "https://schema.org", "@type": kind, "name": name, "url": canonical}
        if isinstance(view, ListView) and view.profile and view.taxonomy == "author":
            data |= {"@type": "ProfilePage", "mainEntity": _profile_ld(view, view.profile, site)}
        yield _script_json({**data, "inLanguage": _text_lang(view, site) or site.language})


def _profile_ld(view: ListView, profile: TermProfile, site: SiteView) -> dict[str, Any]:
    """Whom the front of an author's list is about."""
    data = {
        **_author_ld(Link(view.label, view.url), site),
        "description": view.description,
        "image": _absolute(profile.picture.src, site) if profile.picture else "",
        "sameAs": [link.url for link in profile.links if link.url.startswith("http")],
    }
    return {key: value for key, value in data.items() if value}


_PAGE_KINDS: dict[type, str] = {
    FrontView: "CollectionPage",
    ListView: "CollectionPage",
    TermsView: "CollectionPage",
    ArchiveView: "CollectionPage",
    YearView: "CollectionPage",
    MonthView: "CollectionPage",
    CorrectionsView: "CollectionPage",
    HistoryView: "CollectionPage",
    SearchView: "SearchResultsPage",
    PlainView: "WebPage",
}


def _breadcrumb_ld(trail: tuple[Link, ...], site: SiteView) -> Iterator[str]:
    if not trail:
        return
    items = [
        {"@type": "ListItem", "position": place, "name": link.label, "item": _absolute(link.url, site)}
        for place, link in enumerate(trail, 1)
    ]
    yield _script_json({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items})


_as_json = JSONEncoder(ensure_ascii=False).encode


def _script_json(data: dict[str, Any]) -> str:
    """JSON that cannot end the script element it stands in."""
    text = _as_json(data)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _scripts(documents: Iterable[str]) -> Markup:
    lines = [f'<script type="application/ld+json">{document}</script>' for document in documents]
    return as_markup("\n".join(lines))  # escaped in _script_json


_BORDER = "\x1f"


def _meta_html(metas: Iterable[Meta]) -> Markup:
    """All `<meta>` elements. Their contents, which hold no control characters, are escaped in one go: markupsafe's call
    costs as much for one short text as for forty."""
    listed = list(metas)
    text = _BORDER.join([content for _, _, content in listed])
    if text.count(_BORDER) >= max(len(listed), 1):
        text = _BORDER.join([content.replace(_BORDER, " ") for _, _, content in listed])
    contents = escape_text(text).split(_BORDER)
    lines = [
        f'<meta {kind}="{name}" content="{content}">'
        for (kind, name, _), content in zip(listed, contents, strict=False)
    ]
    return as_markup("\n".join(lines))
