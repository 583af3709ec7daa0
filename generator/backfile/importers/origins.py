"""What the articles of an archive say of where they came from: by it a source is known when the record of imports is
lost or a file was moved."""

import re
from pathlib import Path
from typing import Any

from backfile.archive.frontmatter import FrontMatter, parse_front_matter
from backfile.importers.placing import QUARANTINE

MAX_BYTES = 1 << 23


def known_origins(root: Path) -> dict[str, str]:
    """By identity (own id, address, checksum) the file of every article that says where it came from."""
    found: dict[str, str] = {}
    for path in sorted((root / "content").rglob("*.md")) if (root / "content").is_dir() else ():
        relative = path.relative_to(root).as_posix()
        if not path.is_file() or path.stat().st_size > MAX_BYTES or relative.startswith(f"{QUARANTINE}/conflict-"):
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        origin = origin_of(text) if "\nsource:" in text else {}
        for identity in (origin.get("id"), origin.get("url"), f"sha256:{origin.get('sha256', '')}"):
            if identity and origin:
                found.setdefault(str(identity), relative)
    return found


def origin_of(text: str) -> dict[str, Any]:
    """The front matter's `source`; empty where there is none."""
    front = parse_front_matter(text, "")
    origin = front.values.get("source") if isinstance(front, FrontMatter) else None
    return origin if isinstance(origin, dict) else {}


_ORIGIN = re.compile(r"^source:\n(?:[ ]+[^\n]*\n)+", re.MULTILINE)


def with_origin_of(text: str, other: str) -> str:
    """The text with what `other` says of its source: it is the import's to say, and no change that a person made."""
    origin = _ORIGIN.search(other)
    return _ORIGIN.sub(lambda _: origin[0], text, count=1) if origin else text
