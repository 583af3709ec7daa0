"""Comments of Blogger: those that readers could see as data, the others counted."""

import re
from collections import Counter
from collections.abc import Iterable

from backfile.importers.blogger.entry import Entry
from backfile.importers.conversion import to_markdown
from backfile.importers.exports.markup import plain_text
from backfile.importers.exports.moments import moment
from backfile.importers.importer import Comment, Dropped

_WHY = {"PENDING": "not yet approved", "SPAM": "marked as spam", "SPAM_COMMENT": "marked as spam"}
_NUMBER = re.compile(r"(\d+)\D*$")


def comments_of(remarks: Iterable[Entry], zone: str) -> tuple[Comment, ...]:
    """What readers could see under the post, the oldest first."""
    seen = [_comment(remark, zone) for remark in remarks if not why_hidden(remark)]
    return tuple(sorted(seen, key=lambda comment: comment.date))


def left_out(remarks: Iterable[Entry], line: int) -> tuple[Dropped, ...]:
    """How many comments readers could not see, by reason."""
    reasons = Counter(filter(None, map(why_hidden, remarks)))
    return tuple(
        Dropped(line, f"{count} comment{'s' if count > 1 else ''}", reason) for reason, count in sorted(reasons.items())
    )


def why_hidden(remark: Entry) -> str:
    """Why readers could not see a comment; empty for one that they could."""
    if remark.trashed:
        return "in the trash"
    if remark.is_removed:
        return "removed"
    status = remark.status.upper()
    return "" if status in ("", "LIVE") else _WHY.get(status, f"their state is “{remark.status}”")


def _comment(remark: Entry, zone: str) -> Comment:
    answered = _NUMBER.search(remark.answers)
    return Comment(
        id=remark.number,
        author=plain_text(remark.author),
        date=moment(remark.published, zone),
        text=to_markdown(remark.content).markdown.strip(),
        parent=answered[1] if answered else "",
        url=remark.author_url,
    )
