"""Sections of sites that have only tags: those that the settings name are sections."""

from collections.abc import Mapping, Sequence
from typing import Any


def section_and_tags(tags: Sequence[str], settings: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The first of an article's tags that `sections` of the settings names (none without it), and the other tags."""
    named = settings.get("sections")
    wanted = {str(one).casefold() for one in named} if isinstance(named, list | tuple) else set()
    section = next((tag for tag in tags if tag.casefold() in wanted), "")
    return section, tuple(dict.fromkeys(tag for tag in tags if tag != section))
