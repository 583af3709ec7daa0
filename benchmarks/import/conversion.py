"""How much of an article's HTML is still there after it has become Markdown and that has been rendered.

    python benchmarks/import/conversion.py --data DIR [--peers] [--worst N]

CommonMark's own examples there and back: their HTML into Markdown into HTML again, equal but for white space. Real
pages: of every kind of block the share that our rendering still shows with the same text, over all pages together, and
the words kept. With --peers other libraries convert the same, and our renderer shows what they write.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "generator"))

import turbohtml

from backfile.importers.conversion import to_markdown
from backfile.markdown.body import TooDeepError, parse_body
from backfile.markdown.sanitize import sanitize

KINDS = {
    "paragraphs": "p",
    "headings": "h1,h2,h3,h4,h5,h6",
    "quotes": "blockquote",
    "lists": "ul,ol",
    "items": "li",
    "links": "a[href]",
    "images": "img",
    "cells": "td,th",
    "code blocks": "pre",
    "bold": "b,strong",
}
CONTAINERS = ("lists", "items", "quotes")
"""Known by the beginning of their text, so that a change deep in one is not counted again for each around it."""

Convert = Callable[[str], str]
_WORD = re.compile(r"\w+")


def main() -> None:
    """Prints the tables."""
    arguments = _arguments()
    for name, convert in _converters(arguments.peers):
        print(name)
        report_examples(arguments.data, convert, arguments.worst)
        report_pages(arguments.data, convert, arguments.worst)


def _converters(with_peers: bool) -> Iterator[tuple[str, Convert]]:
    yield "Backfile", lambda html: to_markdown(html).markdown
    if not with_peers:
        return
    yield "turbohtml", lambda html: turbohtml.parse(html).to_markdown()
    with suppress(ImportError):
        from markdownify import markdownify

        yield "markdownify", markdownify
    with suppress(ImportError):
        from html_to_markdown import convert

        yield "html-to-markdown", lambda html: str(getattr(convert(html), "content", convert(html)))


def report_examples(data: Path, convert: Convert, worst: int) -> None:
    """CommonMark's examples there and back."""
    cases = json.loads((data / "markdown" / "commonmark-spec.json").read_text(encoding="utf-8"))
    lost = []
    for case in cases:
        expected, found = canonical(case["html"]), canonical(render(convert(case["html"])))
        if expected != found:
            lost.append((case["example"], case["html"], expected, found))
    print(f"  CommonMark's examples   {len(cases) - len(lost)} of {len(cases)}")
    for number, html, expected, found in lost[:worst]:
        print(f"    {number}: {html!r}\n      {convert(html)!r}\n      {expected}\n      {found}")


def report_pages(data: Path, convert: Convert, worst: int) -> None:
    """Real pages: what of each kind is kept."""
    pages = {
        path.parent.name: path.read_text(encoding="utf-8")
        for path in sorted(data.glob("html/readability/*/expected.html"))
    }
    began = time.process_time()
    written = {name: convert(html) for name, html in pages.items()}
    seconds = time.process_time() - began
    had: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    losses = []
    for name, html in pages.items():
        shown = render(written[name])
        before, after = contents(html), contents(shown)
        for kind in before:
            had[kind] += before[kind].total()
            kept[kind] += (before[kind] & after[kind]).total()
            missing = before[kind] - after[kind]
            losses.append((missing.total(), name, kind, list(missing)[:3], list(after[kind] - before[kind])[:3]))
        had["words found"] += after["words"].total()
        kept["words found"] += (before["words"] & after["words"]).total()
        wanted, images = pictures(html), set().union(*pictures(shown))
        had["images"] += len(wanted)
        kept["images"] += sum(bool(one & images) for one in wanted)
        lost = [one for one in wanted if not one & images]
        losses.append((len(lost), name, "images", lost[:2], list(images)[:2]))
    for kind in (*KINDS, "words", "words found"):
        print(f"  {kind:<22}  {kept[kind] / max(1, had[kind]):.4f} of {had[kind]}")
    print(f"  documents a second      {len(pages) / max(seconds, 1e-9):.0f}")
    for missing, name, kind, examples, instead in sorted(losses, key=lambda one: -one[0])[:worst]:
        if missing:
            print(f"    {missing} {kind} of {name}: {examples} {instead}")


def render(markdown: str) -> str:
    """What our renderer shows, but with pictures on other servers as pictures and not as links to them."""
    try:
        return sanitize(parse_body(markdown, trusted_html=True).html(lambda url: url))
    except TooDeepError:
        return ""


def contents(html: str) -> dict[str, Counter[str]]:
    """The text of each kind of block, links by their addresses, and all words. Links within the page are counted, and
    marks of footnotes are no text, as they are numbered anew."""
    root = turbohtml.parse(html)
    for gone in root.select("script,style,template"):
        gone.decompose()
    for line in root.select("br"):
        line.replace_with(turbohtml.Text("\n"))
    links = [one for one in root.select("a[href]") if one.text.strip() or one.find("img") is not None]
    found = {"links": Counter(_address(_value(one, "href")) for one in links)}
    for link in links:
        if _value(link, "href").startswith("#") and len(link.text.strip()) < 10:
            link.decompose()
    for kind, selector in KINDS.items():
        if kind not in ("links", "images"):
            keys = (_squeezed(one.text) for one in root.select(selector) if one.closest("figcaption") is None)
            found[kind] = Counter(key[:80] if kind in CONTAINERS else key for key in keys if key)
    found["words"] = Counter(_WORD.findall(root.text))
    return found


def pictures(html: str) -> list[set[str]]:
    """For each picture the addresses that it may be known by: its own, and those of its other sizes."""
    root = turbohtml.parse(html)
    return [set(_addresses(one)) for one in root.select("img")]


def _addresses(image: turbohtml.Element) -> Iterator[str]:
    for element in (image, *(image.parent.find_all("source") if image.parent is not None else ())):
        for name in element.attrs:
            value = _value(element, name)
            if "src" in name or "url" in name or "file" in name or "original" in name:
                yield from (
                    _address(part.split()[0]) for part in (value, *re.split(r",\s+|,(?=http)", value)) if part.strip()
                )


def _value(element: turbohtml.Element, name: str) -> str:
    value = element.attrs.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def _address(url: str) -> str:
    return "#" if url.startswith("#") else url.strip().replace("%20", " ").replace(" ", "")


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text))


def canonical(html: str) -> str:
    """HTML as it is compared: as it may be published, without what our renderer adds or what has no meaning, white
    space as a browser shows it."""
    html = sanitize(html)
    for pattern, instead in _ALIKE:
        html = re.sub(pattern, instead, html, flags=re.DOTALL)
    root = turbohtml.parse(html)
    for heading in root.select("h2,h3,h4,h5,h6"):
        heading.attrs.pop("id", None)
    return re.sub(r"> +<", "><", "".join(_canonical(root.find("body"), in_pre=False)).replace("\n", " ").strip())


_ALIKE = (
    (r' tabindex="0"', ""),
    (r"<(/?)figure>", r"<\1p>"),
    (r"<figcaption>.*?</figcaption>", ""),
    (r"<(/?)h1\b", r"<\1h2"),
    (r"<(/?)(?:del|strike)\b", r"<\1s"),
    (r' title="[^"]*"', ""),
    (r"</?div\b[^>]*>", "<p></p>"),
)
_TRIMMED = frozenset(("p", "li", "blockquote", "ul", "ol", "h2", "h3", "h4", "h5", "h6", "td", "th", "body"))


_INLINE_NAMES = "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q s samp small span strong sub"
_INLINE = frozenset(_INLINE_NAMES.split())


def _canonical(node: turbohtml.Node | None, in_pre: bool) -> Iterator[str]:
    """Each child; text that no element holds is a paragraph, as a browser shows it."""
    bare: list[str] = []
    for child in node.children if node is not None else ():
        is_bare = isinstance(child, turbohtml.Text) or (isinstance(child, turbohtml.Element) and child.tag in _INLINE)
        if is_bare and isinstance(node, turbohtml.Element) and node.tag in ("body", "blockquote"):
            bare.append(_shown(child, in_pre))
            continue
        yield from _paragraph(bare)
        yield _shown(child, in_pre)
    yield from _paragraph(bare)


def _paragraph(bare: list[str]) -> Iterator[str]:
    text = "".join(bare).strip()
    bare.clear()
    if text:
        yield f"<p>{text}</p>"


def _shown(node: turbohtml.Node, in_pre: bool) -> str:
    if isinstance(node, turbohtml.Text):
        return node.data if in_pre else re.sub(r"\s+", " ", node.data)
    if not isinstance(node, turbohtml.Element):
        return ""
    named = {name: _address(_value(node, name)) for name in sorted(node.attrs) if name != "class"}
    attributes = "".join(f" {name}={value}" for name, value in named.items() if value or name == "href")
    inner = "".join(_canonical(node, in_pre or node.tag == "pre"))
    if node.tag in _TRIMMED:
        inner = inner.strip()
    return f"<{node.tag}{attributes}>{inner}</{node.tag}>" if inner.strip() or node.tag not in ("p", "a") else ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--peers", action="store_true", help="measure other libraries, too, those that are installed")
    parser.add_argument("--worst", type=int, default=0, help="also list so many of what was lost")
    return parser.parse_args()


if __name__ == "__main__":
    main()
