"""A page: where it goes, what renders it, what it shows, and the key that tells when it must be rendered again."""

from typing import Any
from zlib import crc32

import msgspec
from msgspec.structs import replace

from backfile.digest import Digest, digest_as_shown, digest_bytes
from backfile.pages.views import Card, FeedView, ListView, Picture, View

_encode = msgspec.msgpack.Encoder().encode

FRAME = "site, template or version"
"""How the frame of a page is named among its inputs."""


PICTURES_OF = "pictures of "
"""What stands before a source where the pictures of its body are named among the inputs of a page."""


class BodyRef(msgspec.Struct, frozen=True, gc=False):
    """An article's body that a page shows: its source, the source's digest, its inside links as written with the
    addresses that they lead to, and those of them that lead to pictures with these; outside links that are dead, with
    the addresses of their archived copies."""

    source: str
    digest: Digest
    links: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, Picture], ...] = ()
    archived: tuple[tuple[str, str], ...] = ()


class Page(msgspec.Struct, frozen=True, gc=False):
    """One file of the site. `path` is relative to the site; `template` names a template of the theme, or is empty for
    what the generator itself writes (feeds, sitemaps, robots). `key` covers everything that the page is made of."""

    path: str
    template: str
    view: View
    bodies: tuple[BodyRef, ...]
    key: Digest
    frame: Digest


def make_page(path: str, template: str, view: View, frame: Digest, bodies: tuple[BodyRef, ...] = ()) -> Page:
    """The page with its key. `frame` is the digest of what the view does not hold: site, template, engine. Since the
    whole view is digested, a field that a template can show cannot be missing from the key."""
    key = digest_bytes(frame, path.encode(), digest_as_shown(_with_digests(view), bodies))
    return Page(path, template, view, bodies, key, frame)


def _with_digests(view: Any) -> Any:
    """The view with a digest for each card of a list or a feed: a card stands in thirty of them, and is gone through
    once. No view has bytes of its own."""
    if isinstance(view, ListView):
        return replace(view, cards=tuple(map(_digest_of_card, view.cards)))
    if isinstance(view, FeedView):
        entries = tuple(replace(entry, card=_digest_of_card(entry.card)) for entry in view.entries)
        return replace(view, entries=entries)
    return view


def _digest_of_card(card: Card) -> Digest:
    """The digest of a card, which stays with it: a card never changes."""
    kept = card.__dict__
    if "digest" not in kept:
        kept["digest"] = digest_as_shown(card)
    found: Digest = kept["digest"]
    return found


def inputs_of(page: Page) -> dict[str, bytes]:
    """What the page was made from, by name with a short digest each: for `--why`, asked of rewritten pages only."""
    inputs = {FRAME: page.frame[:4]}
    for field, value in _fields(page.view).items():
        inputs[field] = _sum(value)
    for body in page.bodies:
        inputs[body.source] = body.digest[:4]
        inputs[f"links of {body.source}"] = _sum(body.links)
        if body.pictures:
            inputs[f"{PICTURES_OF}{body.source}"] = _sum(body.pictures)
        if body.archived:
            inputs[f"dead links of {body.source}"] = _sum(body.archived)
    return inputs


def _fields(view: View) -> dict[str, object]:
    """What a view holds, by name; of an article's own card what is in it, so that a new title is told from new tags."""
    fields = {name: getattr(view, name) for name in view.__struct_fields__}
    card = fields.pop("card", None)
    return msgspec.structs.asdict(card) | fields if card else fields


def _sum(value: object) -> bytes:
    """Four bytes that differ where values differ: they explain a change that the key, a digest proper, has found."""
    return crc32(_encode(value)).to_bytes(4, "little")


def sources_shown(page: Page) -> dict[str, tuple[str, ...]]:
    """For each field of the view the sources of the cards in it."""
    shown = {field: tuple(_sources(value)) for field, value in _fields(page.view).items()}
    own = getattr(page.view, "card", None)
    return dict.fromkeys(own.__struct_fields__, (own.source,)) | shown if own else shown


def _sources(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [source for part in value for source in _sources(part)]
    if isinstance(value, msgspec.Struct):
        own = [value.source] if "source" in value.__struct_fields__ else []  # type: ignore[attr-defined] # a Card
        return own + [s for field in value.__struct_fields__ for s in _sources(getattr(value, field))]
    return []
