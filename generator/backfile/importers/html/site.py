"""What repeats between the pages of one site is page and not article: learnt from the pages themselves."""

import hashlib
from collections import Counter
from collections.abc import Iterable

import msgspec

from backfile.importers.html.blocks import Block, list_blocks
from backfile.importers.html.decoding import decode
from backfile.importers.html.metatags import state_metatags
from backfile.importers.html.statements import Statement
from backfile.importers.html.tree import MOST_ELEMENTS, count_elements, parse, settle

FEWEST_PAGES = 3
SHARE = 0.3
"""The share of a site's pages that a block must be on: menus of sections are on a third of them."""

VALUE_SHARE = 0.5
_SITE_WIDE = frozenset({"tag", "description", "image", "title"})


class SiteLesson(msgspec.Struct, frozen=True):
    """Digests of the blocks, and of the declared values, that pages of one site have in common. It pickles."""

    blocks: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()

    def is_repeated(self, block: Block) -> bool:
        """Whether the block is on other pages of the site too."""
        return bool(self.blocks) and block_key(block) in self.blocks

    def is_site_wide(self, statement: Statement) -> bool:
        """Whether other pages say the same of themselves."""
        return bool(self.values) and _value_key(statement) in self.values


def learn_site(pages: Iterable[bytes]) -> SiteLesson:
    """The lesson of the pages of one site, given as bytes one by one; of fewer than three it is empty."""
    blocks: Counter[str] = Counter()
    values: Counter[str] = Counter()
    seen = set()
    for data in pages:
        digest = hashlib.blake2b(data, digest_size=16).digest()
        parsed = parse(decode(data).text) if digest not in seen else None
        if parsed is not None and count_elements(parsed.root) <= MOST_ELEMENTS:
            root = parsed.root
            seen.add(digest)
            settle(root)
            blocks.update({block_key(block) for block in list_blocks(root)})
            values.update({_value_key(one) for one in state_metatags(root) if one.field in _SITE_WIDE})
    if len(seen) < FEWEST_PAGES:
        return SiteLesson()
    return SiteLesson(_frequent(blocks, SHARE * len(seen)), _frequent(values, VALUE_SHARE * len(seen)))


def block_key(block: Block) -> str:
    """What two copies of a block on two pages have in common: its words."""
    return hashlib.blake2b(" ".join(block.words).encode(), digest_size=9).hexdigest()


def _value_key(statement: Statement) -> str:
    return hashlib.blake2b(f"{statement.field}\n{statement.value}".encode(), digest_size=9).hexdigest()


def _frequent(counts: Counter[str], needed: float) -> frozenset[str]:
    return frozenset(key for key, count in counts.items() if count >= max(FEWEST_PAGES - 1, needed))
