"""Lets articles share what is equal in them: names of tags, authors and sections, and where keys stand. A hundred
thousand articles that were decoded one by one hold each of these a thousand times over. Their paths they share with
what was found on the disk."""

from typing import Any

from msgspec.structs import replace

from backfile.archive.article import Article


class Sharing:
    """What was met so far. What is handed out is never changed by anyone."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._lines: dict[tuple[tuple[str, int], ...], dict[str, int]] = {}
        self._empty: dict[str, Any] = {}

    def shared(self, article: Article, path: str) -> Article:
        """An equal article that shares what others have, too. Its `path` is given as another holds it."""
        lines = self._lines.setdefault(tuple(article.lines.items()), article.lines)
        return replace(
            article,
            path=path,
            authors=self._names(article.authors),
            tags=self._names(article.tags),
            section=self._texts.setdefault(article.section, article.section),
            lang=self._texts.setdefault(article.lang, article.lang),
            lines=lines,
            terms=article.terms or self._empty,
            origin=article.origin or self._empty,
            params=article.params or self._empty,
        )

    def _names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        texts = self._texts
        return tuple([texts.setdefault(name, name) for name in names])
