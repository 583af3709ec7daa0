"""Beside a dead link in a text: a way to its archived copy, a plain link in `<sup class="archived-copy">`."""

import re
from collections.abc import Sequence
from html import escape, unescape
from urllib.parse import urldefrag

# As in markdown/body.py: tags as our renderer and the sanitiser write them. A link holds no other link.
_LINK = re.compile(r"<a\b(?:[^\">]|\"[^\"]*\")*?\shref=\"(https?://[^\"]+)\"(?:[^\">]|\"[^\"]*\")*>.*?</a>", re.DOTALL)


def with_archived(html: str, archived: Sequence[tuple[str, str]], words: str, lang: str) -> str:
    """The HTML with a link to the archived copy behind each link to one of the dead addresses. `archived` has for each
    of these, without a fragment, its copy's address; `words` are what the link says, in the language `lang` (empty
    where it is the text's own)."""
    if not archived:
        return html
    copies = dict(archived)
    attribute = f' lang="{escape(lang)}"' if lang else ""

    # The space stands within, so that whoever leaves the mark out leaves no space before a full stop.
    def marked(link: re.Match[str]) -> str:
        copy = copies.get(urldefrag(unescape(link[1])).url)
        if copy is None:
            return link[0]
        return f'{link[0]}<sup class="archived-copy"{attribute}> <a href="{escape(copy)}">{escape(words)}</a></sup>'

    return _LINK.sub(marked, html)
