"""Files of the media library on this disk: the folder `uploads` of the site, beside the export or named in the
settings. Follows no address out of that folder."""

from pathlib import Path
from typing import Any

from backfile.importers.exports.beside import file_in, folder_near
from backfile.importers.wordpress.addresses import is_sized, original_size, path_in_uploads

_PLACES = ("wp-content/uploads", "uploads")


def uploads_folder(export: str, settings: dict[str, Any]) -> str:
    """The folder with the site's uploads; empty for none."""
    return folder_near(export, _PLACES, str(settings.get("uploads") or ""))


class Uploads:
    """Finds files by their address on the site."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder) if folder else None
        self._found: dict[str, str] = {}

    def find(self, url: str) -> str:
        """The file that stood at an address; the original of one that was made smaller; empty for none."""
        if self._folder is None:
            return ""
        if url not in self._found:
            if len(self._found) > 10_000:
                self._found.clear()
            self._found[url] = self._find(url)
        return self._found[url]

    def _find(self, url: str) -> str:
        addresses = (original_size(url), url) if is_sized(url) else (url,)
        return next(filter(None, map(self._file, addresses)), "")

    def _file(self, url: str) -> str:
        assert self._folder is not None
        return file_in(self._folder, path_in_uploads(url))
