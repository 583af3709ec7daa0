"""The settings of `[importers.substack]`: what an export does not say of its publication."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

_KNOWN = ("site", "author")


class Publication(msgspec.Struct, frozen=True):
    """The address of the publication without its last slash, and its author; empty where nobody said."""

    site: str = ""
    author: str = ""

    @property
    def host(self) -> str:
        """The host of its address."""
        return urlsplit(self.site).hostname or ""


def publication(settings: Mapping[str, Any]) -> tuple[Publication, tuple[str, ...]]:
    """The publication, and what is wrong with the settings, in sentences."""
    faults = [
        f"`importers.substack.{key}` is no setting; known are {', '.join(_KNOWN)}"
        for key in settings
        if key not in _KNOWN
    ]
    faults += [f"`importers.substack.{key}` must be a text" for key, value in settings.items() if not _is_text(value)]
    site, author = (str(settings.get(key, "")).strip() for key in _KNOWN)
    if site and not _is_address(site):
        faults.append(
            f'`importers.substack.site` is "{site}"; write its whole address, like https://canal.substack.com'
        )
    return Publication("" if faults else site.rstrip("/"), author), tuple(faults)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_address(text: str) -> bool:
    try:
        return urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)
    except ValueError:
        return False
