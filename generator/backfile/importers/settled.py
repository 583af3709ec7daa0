"""Where the articles of an import go, as it is settled one by one and looked up when all are written."""

from pathlib import Path

from backfile.importers.importer import Reading
from backfile.importers.links import Places
from backfile.importers.placing import identities
from backfile.importers.textmap import TextMap


class Settled:
    """What was settled so far: titles and files of articles by their identities, owners of files, and the places that
    links lead to. Kept in `folder`; another process opens it there once it is saved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.titles = TextMap(folder / "titles.sqlite")
        self.paths = TextMap(folder / "paths.sqlite")
        self.owners = TextMap(folder / "owners.sqlite")
        self._sources = TextMap(folder / "sources.sqlite")
        self._addresses = TextMap(folder / "addresses.sqlite")
        self.places = Places(self._sources, self._addresses)

    def path(self, reading: Reading) -> str:
        """The file of a reading that was placed."""
        return self.paths.get(self.identities(reading)[0])

    def identities(self, reading: Reading) -> tuple[str, ...]:
        """What a source is known by: its own name for the article, and what no article of another title has claimed in
        this import, as the second of two files that say they come from one address would take the first one's
        place."""
        draft = reading.draft
        assert draft is not None
        names = identities(reading)
        return tuple(n for n in names if n == draft.identity or self.titles.get(n, draft.title) == draft.title)

    def save(self) -> None:
        """Lets other processes see it."""
        for one in self._maps():
            one.save()

    def close(self) -> None:
        """Lets the files go."""
        for one in self._maps():
            one.close()

    def _maps(self) -> tuple[TextMap, ...]:
        return (self.titles, self.paths, self.owners, self._sources, self._addresses)
