"""Writes a file so that it is there whole or not at all."""

from pathlib import Path


def write_whole(target: Path, text: str) -> None:
    """Writes the text into the file, by another name first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name[:200]}.partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(target)
