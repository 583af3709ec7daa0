"""Addresses of a WordPress site: of the site itself, of media in whatever size, and those that a post ever had."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")
_SCALED = re.compile(r"-(?:scaled|rotated)(?=\.\w+$)")
_UPLOADS = re.compile(r"/(?:wp-content/(?:uploads|blogs\.dir/\d+/files)|files)/(?:sites/\d+/)?(?=\d{4}/|[^/]+$|.)")
_WORDPRESS_COM = re.compile(r"\.files\.wordpress\.com$|^i\d\.wp\.com$")
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|mp3|m4a|ogg|oga|wav|flac|mp4|m4v|mov|webm|ogv|zip)$", re.IGNORECASE
)


def site_of(address: str) -> str:
    """A site by its address: host and path, without scheme, `www.` and the last slash."""
    parts = _parts(address if "//" in address else f"//{address}")
    return (parts[0].removeprefix("www.") + parts[1]).rstrip("/")


@lru_cache(4096)
def media_key(url: str) -> str:
    """A medium by its address: its path below the uploads, as the same file is served by several hosts."""
    host, path = _parts(url)
    path = path_in_uploads(url) or f"{host}{path}"
    return _SCALED.sub("", unquote(path))


def path_in_uploads(url: str) -> str:
    """The path of a file below the uploads folder; empty for a file that lies elsewhere."""
    host, path = _parts(url)
    found = _UPLOADS.search(path)
    if found:
        return unquote(path[found.end() :])
    return unquote(path.lstrip("/")) if _WORDPRESS_COM.search(host) else ""


def original_size(url: str) -> str:
    """The address without the size that WordPress puts into the name of a smaller copy, and without a query."""
    return _SIZE.sub("", url.partition("?")[0])


def is_same_medium(first: str, second: str) -> bool:
    """Whether two addresses are of one medium, in whatever sizes. A size in a name may also be the name's own."""
    return first == second or bool(
        {media_key(first), media_key(original_size(first))} & {media_key(second), media_key(original_size(second))}
    )


def is_sized(url: str) -> bool:
    """Whether the address is one of a smaller copy."""
    return bool(_SIZE.search(url.partition("?")[0]))


def is_picture(url: str) -> bool:
    """Whether the address ends as those of pictures do."""
    return bool(_IMAGE.search(_parts(url)[1]))


def is_file(url: str) -> bool:
    """Whether the address is one of a file of the media library: a document, sound or film among the uploads."""
    return bool(_FILE.search(_parts(url)[1]) or is_picture(url)) and bool(path_in_uploads(url))


def path_of(url: str) -> str:
    """The path of an address, from the root of its host; empty where there is none but the root."""
    path = _parts(url)[1]
    return path if path.strip("/") else ""


@lru_cache(4096)
def _parts(url: str) -> tuple[str, str]:
    """Host and path; both empty for what is no address."""
    try:
        parts = urlsplit(url.strip())
        return (parts.hostname or ""), parts.path
    except ValueError:
        return "", ""
