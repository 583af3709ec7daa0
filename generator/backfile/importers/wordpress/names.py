"""Who wrote a post: names as readers saw them, never logins where the export knows better."""

from collections.abc import Iterable

from backfile.importers.exports.markup import plain_text
from backfile.importers.wordpress.library import Library
from backfile.importers.wordpress.post import Post


def authors_of(post: Post, library: Library) -> tuple[tuple[str, ...], str]:
    """The authors' names and where they were found. Terms of the plugin Co-Authors Plus come before the one author that
    WordPress knows."""
    if post.author_names:
        return _unique(post.author_names), "author"
    terms = [term for term in post.terms if term.taxonomy == "author"]
    if terms:
        names = (
            library.author(term.name) or library.author(term.slug.removeprefix("cap-")) or term.name for term in terms
        )
        return _unique(names), "co-authors"
    known = [(library.author(login), login) for login in post.logins]
    source = "dc:creator and the export's authors" if all(name for name, _ in known) else "dc:creator"
    return _unique(name or login for name, login in known), source


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(plain_text, names))))
