"""Addresses of terms that would come to show another term than before: what was given to one is not silently given to
another. Compares an archive with what is remembered of the last one; decides nothing."""

from collections.abc import Iterator, Mapping

import msgspec

from backfile.archive.catalog import Archive, TaxonomyPages
from backfile.archive.taxonomy import Term, TermKey
from backfile.problems import Problem, warning


class Holder(msgspec.Struct, frozen=True):
    """The term that an address shows."""

    taxonomy: str
    key: TermKey


Holders = Mapping[str, Holder]
"""The term of each address of a term's page."""


class Handing(msgspec.Struct, frozen=True):
    """An address that goes from one term to another of the same taxonomy, while the first has another address now."""

    address: str
    pages: TaxonomyPages
    before: Term
    after: Term


def holders(archive: Archive, before: Holders) -> dict[str, Holder]:
    """The term of each address, as it is to be remembered: an address that is being handed over stays with its first
    term until a slug in the terms' file settles it."""
    now = {
        str(pages.url(term)): Holder(name, term.key)
        for name, pages in archive.taxonomies.items()
        for term in pages.terms
    }
    return now | {handing.address: before[handing.address] for handing in _handings(archive, before)}


def handed_over(archive: Archive, before: Holders, files: Mapping[str, str]) -> Iterator[Problem]:
    """A warning for each address that another term would take, at an article of that term. `files` are the terms' files
    by taxonomy."""
    for handing in _handings(archive, before):
        pages, old, new = handing.pages, handing.before, handing.after
        article = archive.entries[pages.members[new.key][-1]].article
        message = (
            f"the {pages.name} “{new.label}” takes the address {handing.address} from “{old.label}”, "
            f"which moves to {pages.url(old)}."
        )
        keeps, takes = (f'"{term.label}": {{slug: {new.slug}}}' for term in (old, new))
        hint = f"To keep it, write in {files[pages.name]}:  {keeps}  – or, if it is meant:  {takes}"
        yield warning(article.at({"tag": "tags"}.get(pages.name, pages.name)), message, hint)


def _handings(archive: Archive, before: Holders) -> Iterator[Handing]:
    for pages in archive.taxonomies.values():
        terms = {term.key: term for term in pages.terms}
        for term in pages.terms:
            address = str(pages.url(term))
            holder = before.get(address)
            if holder is None or holder.taxonomy != pages.name or holder.key == term.key:
                continue
            old = terms.get(holder.key)  # a term that is gone, or is an alias now, has left its address to the other
            if old and not (old.is_slug_given or term.is_slug_given):
                yield Handing(address, pages, old, term)
