"""The title of what has none."""

from backfile.importers.exports.markup import plain_text

_WORDS = 8
_READ = 2000


def title_from(shown: str, name: str = "") -> str:
    """The first words of an article's HTML; without any, `Untitled` and a name that tells it from others."""
    words = plain_text(shown[:_READ].rpartition("<")[0] or shown).split()
    first = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    return first or f"Untitled {name}".strip()
