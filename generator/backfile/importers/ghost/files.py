"""Pictures and files of a Ghost site on this disk: its folder `content`, beside the export or named in the settings."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from backfile.importers.exports.beside import file_in, folder_near

_PLACE = re.compile(r"(?:^|/)content/(images|media|files)/(?:size/w\d+(?:h\d+)?/)?(?:format/\w+/)?(.+)$")


class Files:
    """Finds files by their address on the site, pictures as they were uploaded."""

    def __init__(self, export: str, settings: Mapping[str, Any]) -> None:
        self._content = folder_near(export, ("content",), str(settings.get("content") or ""))
        self._bare = "" if settings.get("content") else folder_near(export, ("images",))

    def find(self, url: str) -> str:
        """The file that stood at an address; empty for none."""
        kind, inside = place_of(url)
        if not kind:
            return ""
        found = file_in(Path(self._content), f"{kind}/{inside}") if self._content else ""
        return found or (file_in(Path(self._bare), inside) if self._bare and kind == "images" else "")


def place_of(url: str) -> tuple[str, str]:
    """The folder within `content` that an address is in, and the path there; both empty for other addresses."""
    try:
        found = _PLACE.search(unquote(urlsplit(url).path))
    except ValueError:
        return "", ""
    return (found[1], found[2]) if found else ("", "")
