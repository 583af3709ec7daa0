"""What is kept of looks at links, and when a link counts as dead."""

from pathlib import Path

import pytest

from backfile.check.external.errand import Finding, Kind
from backfile.check.external.link_record import DAY, Known, LinkRecord, noted

URL = "https://canals.example/locks"
NOON = 20_000 * DAY + DAY // 2


def look(kind: Kind, before: Known | None = None, *, at: int = NOON) -> Known:
    """What is known after a look of that outcome."""
    return noted(Finding(URL, kind), before, at)


def test_a_sure_answer_is_enough() -> None:
    """A link is dead at the first look then, and no longer when it works again."""
    dead = look(Kind.GONE)
    assert dead.is_dead and dead.first_failed == NOON
    fine = look(Kind.FINE, dead, at=NOON + DAY)
    assert not fine.is_dead and fine.first_failed is None


def test_a_failure_counts_on_the_second_day() -> None:
    """Not an hour later; and the first day is kept."""
    failed = look(Kind.FAILED)
    assert not failed.is_dead
    assert not look(Kind.FAILED, failed, at=NOON + 3600).is_dead
    again = look(Kind.FAILED, failed, at=NOON + DAY)
    assert again.is_dead and again.first_failed == NOON
    assert look(Kind.FAILED, look(Kind.FINE, failed), at=NOON + DAY).first_failed == NOON + DAY


@pytest.mark.parametrize("kind", [Kind.REFUSED, Kind.PRIVATE])
def test_who_refuses_is_not_dead(kind: Kind) -> None:
    """However often."""
    assert not look(kind, look(kind), at=NOON + 9 * DAY).is_dead


def test_when_a_link_is_due() -> None:
    """What fails on another day, what does not after the days that were asked for; what was not asked always is."""
    assert not look(Kind.FAILED).is_due(NOON + 3600, 30)
    assert look(Kind.FAILED).is_due(NOON + DAY // 2, 30)
    for kind in (Kind.FINE, Kind.GONE, Kind.REFUSED):
        assert not look(kind).is_due(NOON + 29 * DAY, 30)
        assert look(kind).is_due(NOON + 30 * DAY, 30)
        assert look(kind).is_due(NOON, 0)
    assert look(Kind.PRIVATE).is_due(NOON, 30)


def test_what_was_noted_is_known_to_the_next_check(tmp_path: Path) -> None:
    """All of it, of the links that are asked for."""
    known = Known(Finding(URL, Kind.FAILED, 503, "its server answers 503", "https://b.example/"), NOON, NOON - DAY)
    with LinkRecord(tmp_path) as record:
        record.note(look(Kind.FINE))
        record.note(known)
        record.note(noted(Finding("https://other.example/", Kind.FINE), None, NOON))
    with LinkRecord(tmp_path) as record:
        assert record.all([URL, "https://new.example/"]) == {URL: known}
        assert not record.is_begun_again


def test_a_damaged_record_is_put_aside(tmp_path: Path) -> None:
    """And begun again."""
    (tmp_path / ".backfile").mkdir()
    (tmp_path / ".backfile/links.sqlite").write_bytes(b"no database at all, but a text of some length" * 40)
    with LinkRecord(tmp_path) as record:
        assert record.is_begun_again
        record.note(look(Kind.FINE))
        assert record.all([URL]) == {URL: look(Kind.FINE)}
    assert (tmp_path / ".backfile/links.sqlite.damaged").read_bytes().startswith(b"no database")
