"""The markup of Medium's editor into HTML that says the same without it: link cards, redirects, embeds, pictures behind
sections. Changes the tree that it is handed."""

import re
from collections.abc import Callable

from turbohtml import Element, escape, parse_fragment

from backfile.importers.medium.names import asked_for, host_of, is_mediums, short_address, story_address

_BACKGROUND = re.compile(r"background-image\s*:\s*url\(\s*[\"']?([^\"')\s]+)", re.IGNORECASE)
MOST = 2000
"""Elements of a kind that are rewritten: far more than a story has, and few enough where each holds all the others."""

_HEADING = re.compile(r"<(/?)h([34])\b")


def plain_html(body: Element, ids: frozenset[str]) -> str:
    """The text's HTML. Medium's headings begin with `h3`, as its titles do: they go up by one."""
    _without_first_divider(body)
    for selector, rule in _RULES:
        for element in body.select(selector)[:MOST]:
            rule(element)
    for link in body.select("a[href]"):
        _set(link, "href", _direct(_get(link, "href"), ids))
    html = body.inner_html
    if body.select_one("h1, h2") is not None:
        return html
    return _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) - 1}", html)


def _without_first_divider(body: Element) -> None:
    """Medium draws a line above each section, but for the first one."""
    divider = body.select_one("hr")
    first = body.select_one(".section-content, .graf")
    if divider is not None and (first is None or divider in list(first.preceding)):
        divider.decompose()


def _direct(url: str, ids: frozenset[str]) -> str:
    """The address itself where Medium leads to it by a detour; that which a story keeps, if it is imported too."""
    if is_mediums(url) and re.match(r"https?://medium\.com/r/?\?", url):
        url = asked_for(url, "url") or url
    id = story_address(url).id
    anchor = url.partition("#")[2]
    return short_address(id) + (f"#{anchor}" if anchor else "") if id in ids else url


def _card(card: Element) -> None:
    """A link card is a link with a line below it; the picture beside it is but another link to the same page."""
    link = card.select_one("a.markup--mixtapeEmbed-anchor") or card.select_one("a[href]")
    if link is None:
        return
    title, line = link.select_one("strong"), link.select_one("em")
    words = [" ".join(one.text.split()) for one in (title, line) if one is not None]
    if title is None:
        words = [" ".join(link.text.split()), *words]
    rest = " ".join(card.text.split())
    for word in words:
        rest = rest.replace(word, " ", 1)
    href, shown = escape(_get(link, "href")), [escape(word) for word in (*words, " ".join(rest.split())) if word]
    first = f'<a href="{href}">{shown[0] if shown else href}</a>'
    card.set_inner_html("<p>" + "<br>".join((first, *shown[1:])) + "</p>")


def _script(script: Element) -> None:
    """A script that writes a gist into the page is an embed of that gist."""
    source = _get(script, "src")
    if host_of(source) == "gist.github.com":
        address = escape(source.partition("?")[0].removesuffix(".js"))
        script.replace_with(*list(parse_fragment(f'<iframe src="{address}"></iframe>')))


def _frame(frame: Element) -> None:
    """A frame of Embedly shows the page that it names."""
    source = _get(frame, "src") or _get(frame, "data-src")
    if host_of(source) == "cdn.embedly.com":
        shown = asked_for(source, "url") or asked_for(source, "src")
        if shown.startswith(("http://", "https://")):
            _set(frame, "src", shown)


def _code(code: Element) -> None:
    language = _get(code, "data-code-block-lang")
    if language and language.lower() not in ("none", "plain", "plaintext"):
        _set(code, "data-language", language)


def _background(element: Element) -> None:
    """A picture behind a section is a picture."""
    found = _BACKGROUND.search(_get(element, "style"))
    if found and element.select_one("img") is None:
        figure = f'<figure><img src="{escape(found[1])}"></figure>'
        element.insert_before(*list(parse_fragment(figure)))


_RULES: tuple[tuple[str, Callable[[Element], None]], ...] = (
    (".graf--mixtapeEmbed", _card),
    ("script[src]", _script),
    ("iframe", _frame),
    ("pre[data-code-block-lang]", _code),
    (".section-backgroundImage, .section-background, .js-backgroundImage", _background),
)


def _get(element: Element, name: str) -> str:
    value = element.attrs.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def _set(element: Element, name: str, value: str) -> None:
    element.attrs[name] = value
