"""Fetches media over the network, and only when a person asked for it."""

import tempfile
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from backfile import __version__
from backfile.importers.media import MAX_BYTES, Refused

TIMEOUT_SECONDS = 20
_CHUNK = 1 << 20


class Fetcher:
    """Fetches into a folder; what was fetched, or failed, once is not asked for again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Path | Refused] = {}

    def fetch(self, url: str) -> Path | Refused:
        """The file with what stands at `url`, or why there is none."""
        if url not in self._known:
            self._known[url] = self._fetch(url)
        return self._known[url]

    def _fetch(self, url: str) -> Path | Refused:
        if not url.lower().startswith(("http://", "https://")):
            return Refused("it has no address on the web")
        import urllib.error  # these load much, and most imports fetch nothing
        import urllib.request
        from http.client import HTTPException

        try:
            request = urllib.request.Request(_ascii(url), headers={"User-Agent": f"Backfile/{__version__}"})
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                folder = Path(tempfile.mkdtemp(dir=self._folder))
                target = folder / (unquote(urlsplit(url).path).rsplit("/", 1)[-1][-100:] or "file")
                size = 0
                with target.open("wb") as file:
                    while part := answer.read(_CHUNK):
                        size += len(part)
                        if size > MAX_BYTES:
                            return Refused(f"it has more than {MAX_BYTES >> 20} MB")
                        file.write(part)
                return target
        except urllib.error.HTTPError as error:
            return Refused(f"its server answers {error.code}")
        except (OSError, HTTPException, ValueError) as error:
            return Refused(f"it cannot be fetched: {error}")


def _ascii(url: str) -> str:
    return quote(url, safe="%/:?#[]@!$&'()*+,;=-._~")
