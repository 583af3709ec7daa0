"""What the marks of a body may ask for: where files, posts and pages of the site were read, values of header and
settings."""

import re
from collections.abc import Callable, Mapping
from posixpath import dirname, normpath
from typing import Any

from backfile.importers.folders.following import leads_to
from backfile.importers.folders.site import Header, Page, Site

Place = Callable[[Header, Site], Page]


class Around:
    """A document's surroundings. What a mark asked for and the site does not have gathers in `missing`."""

    def __init__(self, page: Page, values: Mapping[str, Any], site: Site, place: Place) -> None:
        self._page, self._values, self._site, self._place = page, values, site, place
        self.missing: list[str] = []

    @property
    def site_url(self) -> str:
        """The site's own address, without the last slash."""
        return self._site.url

    def file_link(self, path: str) -> str:
        """Where that file of the site was read; of one that is not here, where it would have been."""
        inside = normpath(path.lstrip("/"))
        if not inside or inside.startswith("..") or "{" in inside:
            return ""
        page = self._site.pages.get(inside)
        if page is None:
            if not re.search(r"\.(?:md|markdown|html)$", inside):
                return f"/{inside}"
            return self._elsewhere(self._place(Header(inside), self._site).address, path)
        return page.address or page.url

    def post_link(self, name: str) -> str:
        """Where the post with that date and name was read."""
        inside = self._named(name.strip("/"))
        if inside:
            return self._site.pages[inside].address
        if not re.match(r"(?:.*/)?\d{4}-\d{2}-\d{2}-.", name):
            return ""
        folder, _, stem = name.rpartition("/")
        place = f"{folder}/_posts/{stem}.md" if folder else f"_posts/{stem}.md"
        return self._elsewhere(self._place(Header(place), self._site).address, name)

    def page_link(self, name: str) -> str:
        """Where the page was read that a name means: a path from the site's content, from here, or a file's name."""
        return self._address(self._page_of(name))

    def _page_of(self, name: str) -> str:
        name = re.sub(r"\.(?:md|markdown|html)$", "", name)
        here = dirname(self._page.inside)
        for start in ((here,) if not name.startswith("/") else ()) + self._roots():
            stem = normpath(f"{start}/{name.strip('/')}").lstrip("/")
            for inside in _forms(stem, self._page.lang):
                if inside in self._site.pages:
                    return inside
        return leads_to(f"/{name.strip('/')}/", self._site) or self._named(name.strip("/"))

    def _roots(self) -> tuple[str, ...]:
        return ("content", "")

    def _named(self, name: str) -> str:
        """The one document of that name, or with that end of its path; in the page's own language if there are more."""
        found = self._site.by_name.get(name.rsplit("/", 1)[-1].casefold(), ())
        if "/" in name:
            stems = {inside: re.sub(r"/_posts/|/", "/", re.sub(r"\.[^/]*$", "", inside)) for inside in found}
            found = tuple(inside for inside in found if f"/{stems[inside]}".endswith(f"/{name}")) or found
        same = tuple(inside for inside in found if self._site.pages[inside].lang == self._page.lang)
        return next(iter(same or found), "")

    def _address(self, inside: str) -> str:
        page = self._site.pages.get(inside)
        return (page.address or page.url) if page else ""

    def _elsewhere(self, address: str, name: str) -> str:
        self.missing.append(name)
        return f"{self._site.url}{self._site.base}{address}" if self._site.url and address else address

    def value(self, name: str) -> str | None:
        """`page.x` of the header, `site.x` of the settings, a bare name of either; None where it is no text."""
        root, _, rest = name.partition(".")
        if root == "site" and rest:
            return self._site.setting(rest) or None
        key = rest if root == "page" and rest else name
        value = self._values.get(key.lower())
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
        return (self._site.setting(f"params.{name}") or None) if root != "page" else None


def _forms(stem: str, lang: str) -> tuple[str, ...]:
    marks = (f".{lang}", "") if lang else ("",)
    names = (stem, f"{stem}/index", f"{stem}/_index")
    return tuple(f"{name}{mark}{ending}" for mark in marks for name in names for ending in (".md", ".markdown"))
