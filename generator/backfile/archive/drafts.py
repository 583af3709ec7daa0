"""Whether a front matter says that its article is a draft, in the ways in which publishing systems say it."""

from collections.abc import Iterator

from backfile.archive.entries import Entries, Entry
from backfile.archive.field_values import as_flag, as_text, short

DRAFT = ("draft", "hidden", "private", "pending")
"""What `status` says of a draft."""

PUBLISHED = ("published", "publish", "public")
"""What `status` says of an article that is none."""


def is_draft(entries: Entries) -> bool:
    """Whether it says so: `published: false`, else `draft: true`, else `status: draft`. The first that says anything
    holds; what contradicts it is left."""
    votes = tuple(_votes(entries))
    for entry, says_draft in votes:
        holder = entries.holders.setdefault("draft", entry)
        if says_draft != votes[0][1]:
            entries.leave_other(entry, holder)
    return bool(votes) and votes[0][1]


def _votes(entries: Entries) -> Iterator[tuple[Entry, bool]]:
    published = [entry for entry in entries.named(("published",)) if as_flag(entry.value) is not None]
    yield from ((entry, True) for entry in published if not as_flag(entry.value))
    for entry in entries.named(("draft",)):
        flag = as_flag(entry.value)
        if flag is None:
            message = f'`{entry.written}` is "{short(entry.value)}", neither true nor false.'
            entries.tell(entry, message, "Write true or false.")
        else:
            yield entry, flag
    for entry in entries.named(("status",)):
        yield from _status(entries, entry)
    yield from ((entry, False) for entry in published if as_flag(entry.value))


def _status(entries: Entries, entry: Entry) -> Iterator[tuple[Entry, bool]]:
    word = as_text(entry.value).lower()
    if word in ("draft", *PUBLISHED):
        yield entry, word == "draft"
    elif word in DRAFT:
        entries.leave(entry, entry.value)  # it says more than that the article is a draft
        yield entry, True
    else:
        entries.leave(entry, entry.value, f"`{entry.written}` is {short(entry.value)}, which means nothing here")
