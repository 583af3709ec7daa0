"""An article's text as Markdown, for a reader to take along: the body as it was written, without what no page shows."""

import re
from collections.abc import Iterator

from backfile.archive.writing import format_article
from backfile.pages.views import MarkdownView, SiteView
from backfile.render.theme import absolute_url

_FENCED = r"(?ms:^[ >\t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ >\t]*(?P=fence)[`~]*[ \t]*$|\Z))"
_SPAN = r"(?s:(?<!`)(?P<tick>`+)(?!`)(?:(?!\n[ \t]*\n).){0,2000}?(?<!`)(?P=tick)(?!`))"
_NOTE = r"(?m:^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*(?:#|<>)(?:[ \t].*)?$\n?)"
_MARK = re.compile(f"(?P<code>{_FENCED}|{_SPAN})|(?P<note>{_NOTE})|<!--")
"""What has to be told apart: code, the definition of a link to nowhere, which serves as a comment, and a comment."""

_MORE = re.compile(r"<!--\s{0,20}more\s{0,20}-->")
_IN_MARGIN = frozenset(" >\t")


def render_markdown(view: MarkdownView, site: SiteView, body: str) -> bytes:
    """The file. `body` is the article's as its source has it; the address of its page goes along as `canonical`."""
    canonical = absolute_url(str(view.header["canonical"]) or view.url, site.base_url)
    return format_article({**view.header, "canonical": canonical}, without_comments(body)).encode("utf-8")


def without_comments(body: str) -> str:
    """The Markdown without the notes that its writer left in it for himself; a comment that stands as code stays."""
    if "<!--" not in body and "]:" not in body:
        return body
    return "".join(_shown(body))


def _shown(body: str) -> Iterator[str]:
    last = body.rfind("-->")
    begin = 0
    while found := _MARK.search(body, begin):
        yield body[begin : found.start()]
        begin = found.end()
        if found["note"]:
            continue
        if found["code"] or _MORE.match(body, found.start()):
            yield found[0]
        elif last >= begin - 2:  # `<!-->` is whole
            begin = body.index("-->", begin - 2) + 3
        elif _IN_MARGIN.issuperset(body[body.rfind("\n", 0, found.start()) + 1 : found.start()]):
            return  # a comment that nobody ended: all the rest of the page is hidden
        else:
            yield found[0]
    yield body[begin:]
