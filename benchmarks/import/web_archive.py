"""A made-up web archive: pages with an article each, of which no two are the same, and pictures in between."""

import random
from pathlib import Path

from wordpress import WORDS

_WORDS = WORDS.split()
SITE = "https://made-up.example.org"
PICTURE = 100_000
"""Bytes of a picture: about what pages of the 2010s have."""


def write_archive(path: Path, pages: int, megabytes: int, seed: int) -> None:
    """A WARC of so many pages, filled up to so many megabytes with pictures and with pages captured twice; the same
    for the same seed."""
    chance = random.Random(seed)
    fill = max(0, (megabytes << 20) - pages * 12_000) // max(1, pages)
    with path.open("wb") as file:
        for number in range(pages):
            page = _page(number, chance)
            file.write(_record(f"{SITE}/2020/10/page-{number}/", "text/html", page))
            file.write(_record(f"{SITE}/print/page-{number}/", "text/html", page))
            for place in range(-(-fill // PICTURE)):
                picture = b"\x89PNG\r\n\x1a\n" + chance.randbytes(min(PICTURE, fill - place * PICTURE))
                file.write(_record(f"{SITE}/pictures/{number}-{place}.png", "image/png", picture))


def _page(number: int, chance: random.Random) -> bytes:
    paragraphs = "".join(f"<p>{_sentence(chance)} {_sentence(chance)} {_sentence(chance)}</p>\n" for _ in range(10))
    menu = "".join(f'<li><a href="/part-{part}/">Part {part}</a></li>' for part in range(30))
    return f"""<!doctype html><html lang="en"><head><title>{_sentence(chance)[:60]}</title>
<meta property="article:published_time" content="2020-10-{1 + number % 28:02}"><link rel="stylesheet" href="/x.css">
</head><body><nav><ul>{menu}</ul></nav><article><h1>{_sentence(chance)[:60]}</h1>
<p class="byline">By the canal desk</p><figure><img src="/pictures/{number}-0.png" alt=""><figcaption>
{_sentence(chance)}</figcaption></figure>{paragraphs}</article><footer>About {SITE}</footer></body></html>
""".encode()


def _sentence(chance: random.Random) -> str:
    return f"{' '.join(chance.choices(_WORDS, k=chance.randint(8, 24))).capitalize()}."


def _record(url: str, kind: str, body: bytes) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
