"""Comments: those that readers could see as data, the others counted."""

from collections import Counter
from collections.abc import Iterable

from backfile.importers.conversion import to_markdown
from backfile.importers.exports.markup import plain_text
from backfile.importers.importer import Comment, Dropped
from backfile.importers.markdown_text import escape_paragraph
from backfile.importers.wordpress.autop import autop
from backfile.importers.wordpress.moments import moment
from backfile.importers.wordpress.post import Remark

_APPROVED = ("1", "approve", "approved")
_WHY = {"0": "not yet approved", "hold": "not yet approved", "spam": "marked as spam", "trash": "in the trash"}


def comments_of(remarks: Iterable[Remark], zone: str) -> tuple[Comment, ...]:
    """What readers could see under the post."""
    return tuple(_comment(remark, zone) for remark in remarks if remark.approved in _APPROVED)


def left_out(remarks: Iterable[Remark], line: int) -> tuple[Dropped, ...]:
    """How many comments readers could not see, by reason."""
    reasons = Counter(
        _WHY.get(remark.approved, f"their state is “{remark.approved}”")
        for remark in remarks
        if remark.approved not in _APPROVED
    )
    return tuple(
        Dropped(line, f"{count} comment{'s' if count > 1 else ''}", reason) for reason, count in sorted(reasons.items())
    )


def _comment(remark: Remark, zone: str) -> Comment:
    return Comment(
        id=remark.id,
        author=plain_text(remark.author),
        date=moment(remark.date, remark.date_gmt, zone)[0],
        text=_text(remark),
        parent="" if remark.parent == "0" else remark.parent,
        url=remark.url,
        kind="" if remark.kind in ("comment", "") else remark.kind,
    )


def _text(remark: Remark) -> str:
    """The text as Markdown. A plain one, as most are, needs no reading of HTML."""
    text = remark.text.strip()
    if not remark.is_html and not any(mark in text for mark in "<&\n"):
        return escape_paragraph(text)
    return to_markdown(text if remark.is_html else autop(text)).markdown.strip()
