"""Two sources for one file of the site: told before anything is rendered. Pages among themselves are compared when they
are planned; here the files beside them are. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from backfile.archive.urls import folded, unportable
from backfile.build.assets import Copy
from backfile.build.output import folders_of
from backfile.build.searching import is_search_path
from backfile.config import CONFIG_NAME
from backfile.pages.page import Page
from backfile.pages.plan import file_of, origin_of
from backfile.pages.views import RedirectView
from backfile.problems import Location, Problem, warning

HINT = "Rename one of them, or move it to another folder."


def file_collisions(pages: Sequence[Page], copies: Sequence[Copy], *, has_search: bool) -> Iterator[Problem]:
    """Files that would overwrite a page, another file or the search index, and files where a folder must be. Small
    and capital letters are the same, as many file systems have it, and so are ways to write the same signs."""
    owners = {folded(page.path): page for page in pages}
    for path, page in owners.items():
        if has_search and is_search_path(path):
            yield _told(file_of(page), page.path, "the search index")
    taken: dict[str, str] = {}
    for copy in copies:
        path = folded(copy.output)
        if path in owners:
            yield _told(copy.shown, copy.output, origin_of(owners[path]))
        elif path in taken:
            yield _told(copy.shown, copy.output, taken[path])
        elif has_search and is_search_path(path):
            yield _told(copy.shown, copy.output, "the search index")
        taken.setdefault(path, copy.shown)
    yield from _files_as_folders(owners, taken)


def unportable_files(pages: Sequence[Page], copies: Sequence[Copy], askers: Mapping[str, str]) -> Iterator[Problem]:
    """Files that not every system can have: a problem for a page, whose address can be chosen; a warning for an old
    address, which is as it was, and for a file beside the articles. `askers` are the articles that old addresses
    lead to, by output path."""
    for page in pages:
        if reason := unportable(page.path):
            message = f"the address /{page.path.removesuffix('index.html')} cannot be a file everywhere: {reason}."
            if isinstance(page.view, RedirectView):
                yield warning(
                    Location(askers.get(page.path) or CONFIG_NAME), message, "Keep it for your server's own redirects."
                )
            else:
                yield Problem(Location(file_of(page)), message, "Give the article another `slug` or `url`.")
    for copy in copies:
        if reason := unportable(copy.output):
            yield warning(Location(copy.shown), f"it cannot be a file everywhere: {reason}.", "Rename it.")


def _told(shown: str, output: str, other: str) -> Problem:
    return Problem(Location(shown), f"it would stand at /{output} of the site, and so would {other}.", HINT)


def _files_as_folders(owners: Mapping[str, Page], taken: Mapping[str, str]) -> Iterator[Problem]:
    """`/a` cannot be a file while `/a/b` is one. Told once, with the first that needs the folder."""
    told: set[str] = set()
    for path in chain(owners, taken):
        for folder in folders_of(path):
            if (folder in owners or folder in taken) and folder not in told:
                told.add(folder)
                needs = _origin(path, owners, taken)
                message = f"it would be the file /{folder} of the site, which must be a folder for {needs}."
                yield Problem(Location(_origin(folder, owners, taken)), message, HINT)


def _origin(path: str, owners: Mapping[str, Page], taken: Mapping[str, str]) -> str:
    return taken[path] if path in taken else origin_of(owners[path])
