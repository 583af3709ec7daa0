"""Where the links and pictures of a document lead: to files of the site's folder, to its other documents, or nowhere
that is known. Looks whether files are there and opens none."""

import re
from collections.abc import Iterator
from os.path import normpath
from pathlib import Path
from posixpath import dirname
from urllib.parse import unquote, urljoin

import msgspec

from backfile.archive.article import Article
from backfile.importers.drafting import pictures
from backfile.importers.folders.site import Page, Site
from backfile.importers.importer import Attachment
from backfile.importers.links import address_key

_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class Followed(msgspec.Struct, frozen=True):
    """For links as written: the files that they name, those that may lead to other documents, and what is to be
    written instead of some."""

    attachments: tuple[Attachment, ...]
    links: tuple[str, ...]
    changes: dict[str, str]


def follow(article: Article, body: str, page: Page, site: Site) -> Followed:
    """Follows every inside link of the article, and those to the site's own address."""
    shown = pictures(article, body)
    attachments: list[Attachment] = []
    links: list[str] = []
    changes: dict[str, str] = {}
    for written in dict.fromkeys((*_inside(article, body), *_to_own_address(body, site))):
        path = _path_in_site(written, site)
        file = _file(path, page, site)
        target = _whole_address(path, page, site)
        if file:
            attachments.append(Attachment(written, file))
        elif written in shown:
            attachments.append(Attachment(written, url=f"{site.url}{site.base}{target}" if site.url and target else ""))
        elif not target or _OUTSIDE.match(written):
            links.append(written)
        else:
            changes |= {written: target} if target != written else {}
            links.append(target)
    return Followed(tuple(attachments), tuple(links), changes)


def _inside(article: Article, body: str) -> Iterator[str]:
    """Inside links as the body writes them: the parser tells them encoded."""
    for url, _ in article.targets:
        yield next((form for form in (url, unquote(url)) if form in body), url)


def _to_own_address(body: str, site: Site) -> Iterator[str]:
    if site.url:
        host = re.escape(re.sub(r"^https?://(?:www\.)?", "", site.url))
        for match in re.finditer(rf"(?:https?:)?//(?:www\.)?{host}(?:/[^\s<>\"')\]]*)?", body):
            yield match[0]


def _path_in_site(written: str, site: Site) -> str:
    """The address from the site's root, or relative, without host and base path."""
    path = written
    if _OUTSIDE.match(written):
        path = re.sub(r"^(?:https?:)?//[^/]*", "", written) or "/"
    base = site.base
    return (path[len(base) :] or "/") if base and (path == base or path.startswith(f"{base}/")) else path


def _file(path: str, page: Page, site: Site) -> str:
    """The file that a path names, as the import names it; empty for none."""
    plain = unquote(re.split(r"[?#]", path, maxsplit=1)[0])
    if not plain or plain.endswith("/"):
        return ""
    for place in _places(plain, page, site):
        if len(place) < 1024 and Path(place).is_file():
            return place
    return ""


def _places(plain: str, page: Page, site: Site) -> Iterator[str]:
    here = f"{site.root}/{dirname(page.inside)}"
    if plain.startswith("/"):
        for folder in site.static:
            yield normpath(f"{site.root}/{folder}{plain}")
    else:
        yield normpath(f"{here}/{plain}")
        if not page.inside.rsplit("/", 1)[-1].startswith(("index.", "_index.")):
            stem = re.sub(r"\.[^/]*$", "", page.inside)
            yield normpath(f"{site.root}/{stem}/{plain}")
        for folder in site.static:
            yield normpath(f"{site.root}/{folder}/{plain}")


def _whole_address(path: str, page: Page, site: Site) -> str:
    """A path as an address from the root; empty where it cannot be known what it is relative to. One that leads to no
    document from here may lead to one from the root: people write `2020/10/15/locks/`."""
    if path.startswith("/"):
        return path
    if path.startswith(("#", "?")):
        return ""
    from_here = urljoin(page.address, path) if page.address else ""
    from_root = urljoin("/", re.sub(r"^(?:\.\.?/)+", "", path))
    for target in (from_here, from_root):
        if target and leads_to(target, site):
            return target
    return from_here if site.is_known else ""


def leads_to(address: str, site: Site) -> str:
    """The document that was read at an address; empty for none."""
    return site.by_address.get(address_key(address), "")
