"""Links known as dead, from `content/links.tsv`: beside each the site shows a way to an archived copy. A file in git,
and not the record of looks, so that the same content gives the same site. Pure."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec

from backfile.problems import BYTE_ORDER_MARK, Location, Problem, byte_order_mark

DEAD_LINKS = "content/links.tsv"
_HEAD = (
    "# Dead links, beside which the site shows archived copies. `backfile check --external --mark` writes this file.\n"
    "# article\taddress\tdead since\twhy\n"
)


class DeadLink(msgspec.Struct, frozen=True, order=True):
    """A dead link in the article whose source is `path`. `since` and `why` are for people."""

    path: str
    url: str
    since: str = ""
    why: str = ""


class DeadLinks(msgspec.Struct, frozen=True):
    """The dead addresses of each source that has any, in the order of the file, and their lines."""

    by_source: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}


def parse_dead_links(data: bytes) -> tuple[DeadLinks, tuple[Problem, ...]]:
    """What the file's bytes say: an article and an address a line, parted by a tab; what follows a second tab is for
    people, and lines that begin with `#` are passed over."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Location(DEAD_LINKS, data.count(b"\n", 0, error.start) + 1)
        return DeadLinks(), (Problem(place, "this is not UTF-8.", "Save the file as UTF-8."),)
    problems = [byte_order_mark(DEAD_LINKS)] if text.startswith(BYTE_ORDER_MARK) else []
    found: dict[str, dict[str, None]] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.removeprefix(BYTE_ORDER_MARK).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        path, _, rest = line.partition("\t")
        url = rest.partition("\t")[0].strip()
        if not _is_web_address(url):
            hint = "Write a line as `content/2020/10/locks.md`, a tab, and the link's address with its https://."
            problems.append(Problem(Location(DEAD_LINKS, number), "no article and address stand here.", hint))
            continue
        lines.setdefault(path.strip(), number)
        found.setdefault(path.strip(), {})[url] = None
    return DeadLinks({path: tuple(urls) for path, urls in found.items()}, lines), tuple(problems)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, url))
    except ValueError:
        return False


def written_dead_links(links: Iterable[DeadLink]) -> str:
    """The file with those links, in the order of their articles and addresses."""
    rows = ("\t".join((link.path, link.url, link.since, link.why)) for link in sorted(set(links)))
    return _HEAD + "".join(f"{row}\n" for row in rows)
