"""Where the articles of an import go, as it is settled one by one and looked up when all are written."""

from pathlib import Path

from backfile.importers.importer import Reading
from backfile.importers.links import Places
from backfile.importers.placing import identities
from backfile.importers.textmap import TextMap


class Settled:
    """What was settled so far: files of articles by their identities, identities that articles of several titles claim,
    owners of files, and the places that links lead to. Kept in `folder`; another process opens it there once it is
    saved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._titles = TextMap(folder / "titles.sqlite")
        self._contested = TextMap(folder / "contested.sqlite")
        self.paths = TextMap(folder / "paths.sqlite")
        self.owners = TextMap(folder / "owners.sqlite")
        self._sources = TextMap(folder / "sources.sqlite")
        self._addresses = TextMap(folder / "addresses.sqlite")
        self.places = Places(self._sources, self._addresses)

    def claim(self, identity: str, title: str) -> None:
        """Takes in that an article of that title says to be known so: the first keeps it."""
        first = self._titles.setdefault(identity, title)
        if first != title:
            self._contested.setdefault(identity, first)

    def identities(self, reading: Reading) -> tuple[str, ...]:
        """What a source is known by: its own name for the article, and what no article of another title has claimed in
        this import, as the second of two files that say they come from one address would take the first one's
        place."""
        draft = reading.draft
        assert draft is not None
        names = identities(reading)
        if self._contested.is_empty:
            return names
        return tuple(n for n in names if n == draft.identity or self._contested.get(n, draft.title) == draft.title)

    def save(self) -> None:
        """Lets other processes see it."""
        for one in self._maps():
            one.save()

    def close(self) -> None:
        """Lets the files go."""
        for one in self._maps():
            one.close()

    def _maps(self) -> tuple[TextMap, ...]:
        return (self._titles, self._contested, self.paths, self.owners, self._sources, self._addresses)
