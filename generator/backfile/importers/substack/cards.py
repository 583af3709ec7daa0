"""Cards of Substack's editor: posts, films, files, galleries and formulas that it shows from their attributes. Each
becomes HTML that says the same."""

from collections.abc import Callable

import msgspec
from turbohtml import Element, escape

from backfile.importers.importer import Dropped
from backfile.importers.substack.embedded import attributes, text_of, value_of


class Card(msgspec.Struct, frozen=True):
    """The HTML that stands for a card, and what of it does not stand there."""

    html: str
    dropped: tuple[Dropped, ...] = ()


def _link(href: str, *lines: str) -> str:
    shown = [escape(line) for line in lines if line] or [escape(href)]
    return "<p>" + "<br>".join((f'<a href="{escape(href)}">{shown[0]}</a>', *shown[1:])) + "</p>"


def _frame(address: str) -> str:
    return f'<iframe src="{escape(address)}"></iframe>'


def _post(element: Element) -> Card | None:
    """Another post: its title as a link, its own line below; the beginning of its text is told as left out."""
    link = element.select_one("a[href]")
    href = value_of(element, "canonical_url", "url") or (value_of(link, "href") if link is not None else "")
    if not href:
        return None
    start = value_of(element, "truncated_body_text") or text_of(element.select_one(".embedded-post-body"))
    dropped = (Dropped(element.source_line or 0, start[:200], "the beginning of another post, on a card"),)
    lines = (value_of(element, "title"), value_of(element, "caption"), value_of(element, "publication_name"))
    return Card(_link(href.partition("?utm_")[0], *lines), dropped if start else ())


def _tweet(element: Element) -> Card | None:
    """A post from elsewhere, with the words that the card keeps."""
    told = attributes(element)
    inner = told.get("comment") if isinstance(told.get("comment"), dict) else told
    url = value_of(element, "url") or _href(element)
    words = [str(inner.get(key) or "").strip() for key in ("full_text", "body", "text")] if inner else []
    text = next(filter(None, words), "") or text_of(element.select_one(".tweet-text"))
    if not text:
        return Card(_frame(url)) if url else None
    name = str((inner or {}).get("name") or "").strip()
    handle = str((inner or {}).get("username") or (inner or {}).get("handle") or "").strip()
    by = " ".join(filter(None, (name, f"(@{handle})" if handle else "")))
    shown = "<br>".join(escape(line) for line in text.splitlines())
    link = f'<a href="{escape(url)}">{escape(str((inner or {}).get("date") or url))}</a>' if url else ""
    return Card(f'<blockquote class="twitter-tweet"><p>{shown}</p><p>— {escape(by)} {link}</p></blockquote>')


def _href(element: Element) -> str:
    link = element.select_one("a[href]")
    return value_of(link, "href") if link is not None else ""


def _player(address: str) -> Callable[[Element], Card | None]:
    """A film by its id, where no frame shows it."""

    def card(element: Element) -> Card | None:
        film = value_of(element, "videoId")
        return Card(_frame(address + film)) if film and element.select_one("iframe") is None else None

    return card


def _address(element: Element) -> Card | None:
    """Whatever a card shows by its address, where no frame does."""
    url = value_of(element, "url") or _href(element)
    return Card(_frame(url)) if url.startswith("https://") and element.select_one("iframe") is None else None


def _file(element: Element) -> Card | None:
    href = next((value_of(one, "href") for one in element.select(".file-embed-button, a[href]")), "")
    names = (text_of(element.select_one(f".file-embed-details-h{n}")) for n in (1, 2))
    return Card(_link(href, *names)) if href else None


def _gallery(element: Element) -> Card | None:
    told = attributes(element).get("gallery")
    gallery = told if isinstance(told, dict) else {}
    listed = gallery.get("images")
    images = [one for one in listed if isinstance(one, dict) and one.get("src")] if isinstance(listed, list) else []
    if not images:
        return None
    alt = str(gallery.get("alt") or "")
    figures = "".join(
        f'<figure><img src="{escape(str(one["src"]))}" alt="{escape(str(one.get("alt") or alt))}"></figure>'
        for one in images
    )
    caption = str(gallery.get("caption") or "").strip()
    return Card(f"{figures}<p>{escape(caption)}</p>" if caption else figures)


def _picture(element: Element) -> Card | None:
    """A picture of the older editor, which stands in the attributes alone."""
    source = value_of(element, "src")
    if not source or element.tag == "img" or element.select_one("img") is not None:
        return None
    words = escape(value_of(element, "alt", "title"))
    caption = f"<figcaption>{escape(value_of(element, 'title'))}</figcaption>" if value_of(element, "title") else ""
    return Card(f'<figure><img src="{escape(source)}" alt="{words}">{caption}</figure>')


def _formula(element: Element) -> Card | None:
    written = value_of(element, "persistentExpression")
    return Card(f'<pre><code class="language-latex">{escape(written)}</code></pre>') if written else None


CARDS: tuple[tuple[str, Callable[[Element], Card | None]], ...] = (
    (".digest-post-embed, .embedded-post-wrap", _post),
    ("div.tweet, div.comment", _tweet),
    (".youtube-wrap", _player("https://www.youtube.com/embed/")),
    (".vimeo-wrap", _player("https://player.vimeo.com/video/")),
    (".instagram, .instagram-embed-wrap, .tiktok-wrap, .soundcloud-wrap, .bluesky-wrap, .github-gist", _address),
    (".file-embed-wrapper", _file),
    (".image-gallery-embed", _gallery),
    (".image3", _picture),
    (".latex-rendered", _formula),
)
"""By what it is found, what becomes of a card; where nothing can, it stays as it is."""
