"""Languages in names of folders and files, and as tags that browsers know."""

import re
from collections.abc import Iterable, Sequence

from backfile.importers.folders.site import Site

_ISO_639_1 = """
    aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cv cy da de dv dz ee el en eo es et
    eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi hr ht hu hy ia id ig ii is it iu ja jv ka kg ki kk kl km kn ko kr
    ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or
    os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to
    tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_CODES = frozenset(_ISO_639_1.split())
_TAG = re.compile(r"([a-z]{2})(?:[-_]([A-Za-z]{2}|[A-Za-z]{4}))?$", re.IGNORECASE)


def language_tag(text: str) -> str:
    """`zh_cn` as `zh-CN`, `de` as `de`; empty for what is no language."""
    match = _TAG.match(text.strip())
    if not match or match[1].lower() not in _CODES:
        return ""
    region = match[2] or ""
    marked = region.title() if len(region) == 4 else region.upper()
    return f"{match[1].lower()}-{marked}" if marked else match[1].lower()


def folder_languages(names: Iterable[str]) -> tuple[str, ...]:
    """The languages that folders are named by, at the top or in `content`: two at the least, as `it` is a word too."""
    found: set[str] = set()
    for name in names:
        parts = name.split("/")[:-1]
        for part in parts[:1] if parts[:1] != ["content"] else parts[1:2]:
            if tag := language_tag(part):
                found.add(tag)
    return tuple(sorted(found)) if len(found) > 1 else ()


def language_of_folders(folders: Sequence[str], site: Site) -> str:
    """The language that one of a document's folders names."""
    return next((tag for part in folders[:2] if (tag := language_tag(part)) and tag in site.languages), "")


def main_language(given: str, languages: Sequence[str]) -> str:
    """The language of texts that name none: the one given, or English where that is among those of the folders."""
    return given or ("en" if "en" in languages else next(iter(languages), ""))


def with_language(slug: str, lang: str, site: Site) -> str:
    """The slug of a translation: the language behind it, so that each has an address of its own in every import."""
    is_own = lang in ("", site.language) or lang.split("-", 1)[0] == site.language
    mark = lang.lower()
    return slug if is_own or slug.lower().endswith(f"-{mark}") else f"{slug}-{mark}"
