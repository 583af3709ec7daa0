"""Liquid and Nunjucks in Markdown bodies: which marks they have, and what becomes of those that Jekyll and Eleventy
know. Looks values up and runs nothing."""

import re
from collections.abc import Mapping
from typing import Protocol

from backfile.importers.folders.arguments import Arguments, read_arguments
from backfile.importers.folders.code import outside_code
from backfile.importers.folders.marks import Language, Mark, Rule, Turned
from backfile.importers.folders.shown import SHOWN


class Around(Protocol):
    """What a body's marks may ask for: the address as it was served of a file or a post of the site (empty for one
    that is not there), a value of the site's settings or of the page's header, the site's own address."""

    def file_link(self, path: str) -> str: ...

    def post_link(self, name: str) -> str: ...

    def value(self, name: str) -> str | None: ...

    @property
    def site_url(self) -> str: ...


_PATTERN = outside_code(
    r"\{%-?\s*+(?P<tag>[\w-]++)(?P<given>(?:(?!\{%|-?%\})[\s\S]){0,20000}+)-?%\}"
    r"|\{\{(?P<output>[^{}]{0,2000}+)\}\}"
)
_VERBATIM = ("raw", "highlight", "comment", "codeblock")
"""Tags up to whose end nothing is read."""


def _read(match: re.Match[str]) -> Mark:
    if match["output"] is not None:
        written = match["output"].strip("- \t\n")
        name = re.split(r"[.\s|\[]", written, maxsplit=1)[0]
        return Mark(f"{{{{ {name} }}}}", written, is_single=True, rule="{{")
    name = match["tag"]
    if name in _VERBATIM:
        return Mark(name, match["given"], until=rf"\{{%-?\s*+end{name}\s*+-?%\}}", is_text=name == "raw")
    is_end = name.startswith("end") and len(name) > 3
    return Mark(name.removeprefix("end") if is_end else name, match["given"], is_end)


_RAW_IN_CODE = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")

LIQUID = Language(_PATTERN, _read, read_arguments, lambda code: _RAW_IN_CODE.sub("", code))
"""Liquid as Jekyll reads it; Nunjucks looks the same as far as it is read here."""


def _link(given: Arguments, inside: str, around: Around) -> Turned:
    return around.file_link(given.written.strip("\"' ")) or None


def _post_url(given: Arguments, inside: str, around: Around) -> Turned:
    return around.post_link(given.written.strip("\"' ")) or None


def _include(given: Arguments, inside: str, around: Around) -> Turned:
    """`{% include figure.html src="…" %}`: a part of the theme, known by its name."""
    if not given.values:
        return None
    name = re.sub(r"\.(?:html|md|liquid|njk)$", "", given.values[0].rsplit("/", 1)[-1]).lower()
    provider = given.get("provider").lower()
    rule = SHOWN.get(provider) if name in ("video", "embed") and provider else SHOWN.get(_INCLUDES.get(name, name))
    named = {key: _looked_up(value, around) for key, value in given.named.items()}
    return rule(Arguments(given.values[1:], named, given.written), inside, around) if rule else None


_INCLUDES = {
    "youtube_embed": "youtube",
    "youtube-embed": "youtube",
    "youtube-player": "youtube",
    "embed-youtube": "youtube",
}


def _looked_up(value: str, around: Around) -> str:
    """`page.video` and `site.…` stand for values; what is not known stays as it is, so that no rule takes it."""
    value = _OWN_IN_VALUE.sub("", value)
    found = around.value(value) if value.startswith(("page.", "site.")) else None
    return value if found is None else found


_OWN_IN_VALUE = re.compile(r"\{\{\s*site\.(?:baseurl|url)\s*\}\}(?=[/{])")
_OWN_ADDRESS = re.compile(r"site\.(?:baseurl|url|github\.url|base_url)$")
_FILTERS = re.compile(
    r"""\s*(?:(?:relative_url|absolute_url|url|uri_escape|escape|xml_escape|strip|markdownify|smartify)(?:\s*\(\s*\))?
    |(?:prepend|append)\s*:\s*site\.(?:baseurl|url)|date\s*:.*)\s*$""",
    re.VERBOSE,
)


def _output(given: Arguments, inside: str, around: Around) -> Turned:
    """`{{ site.url }}`, `{{ "/a" | relative_url }}`, `{{ page.title }}`, `{{ site.name }}`."""
    if len(given.written) > 1000:
        return None
    head, *filters = (part.strip() for part in re.split(r"\|(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)", given.written))
    if not all(_FILTERS.match(name) for name in filters) or any(name.startswith("date") for name in filters):
        return None
    if _OWN_ADDRESS.match(head):
        return OWN
    literal = re.fullmatch(r"\"([^\"]*)\"|'([^']*)'", head)
    if literal:
        return literal[1] or literal[2] or ""
    return around.value(head) if head.startswith(("page.", "site.")) else None


OWN = "\ue000"
"""Stands for the site's own address until it is seen what follows it."""


def with_own_address(text: str, site_url: str) -> str:
    """The text with the site's own address where a mark asked for it: nothing before a path, for links within the site
    begin with `/`; else the whole address."""
    return re.sub(f"{OWN}+(?=[/#?])", "", text).replace(OWN, site_url or "/")


LIQUID_RULES: Mapping[str, Rule] = {
    **SHOWN,
    "link": _link,
    "post_url": _post_url,
    "include": _include,
    "include_relative": _include,
    "include_cached": _include,
    "{{": _output,
}
