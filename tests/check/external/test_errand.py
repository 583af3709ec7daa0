"""What an answer means, and what is asked next."""

import pytest

from backfile.check.external.errand import (
    BROKEN_OFF,
    DEFAULT_REST,
    MOST_HOPS,
    Answer,
    Errand,
    Finding,
    Kind,
    next_step,
    wanted_rest,
)

URL = "https://canals.example/locks"
ASKED = Errand(URL, URL)


def found(*answers: Answer, errand: Errand = ASKED) -> Finding:
    """What comes of the link when these answers come, one after the other."""
    for number, answer in enumerate(answers):
        step = next_step(errand, answer)
        if isinstance(step, Finding):
            assert number == len(answers) - 1
            return step
        errand = step
    raise AssertionError(f"{errand} waits for one more answer")


@pytest.mark.parametrize("status", [200, 204, 206, 304])
def test_good_answers(status: int) -> None:
    """At the first word."""
    assert found(Answer(status)) == Finding(URL, Kind.FINE, status)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, Kind.GONE),
        (410, Kind.GONE),
        (500, Kind.FAILED),
        (503, Kind.FAILED),
        (401, Kind.REFUSED),
        (403, Kind.REFUSED),
        (429, Kind.REFUSED),
        (451, Kind.REFUSED),
        (999, Kind.REFUSED),
    ],
)
def test_bad_answers_are_asked_again_by_get(status: int, kind: Kind) -> None:
    """Some hosts do not answer HEAD as they answer browsers; then the second answer counts."""
    step = next_step(ASKED, Answer(status))
    if status != 429:
        assert step == Errand(URL, URL, "GET")
        assert found(Answer(status), Answer(200)).kind is Kind.FINE
        assert found(Answer(status), Answer(status)) == Finding(URL, kind, status, f"its server answers {status}")


def test_permanent_redirects_give_a_new_address() -> None:
    """As far as they are permanent without a break from the first on; fragments are for the reader."""
    end = Answer(200)
    assert found(Answer(301, "/weirs#top"), end).moved_to == "https://canals.example/weirs"
    assert found(Answer(308, "https://b.example/"), Answer(301, "/c"), end).moved_to == "https://b.example/c"
    assert found(Answer(301, "/weirs"), Answer(302, "/login"), end).moved_to == "https://canals.example/weirs"
    assert found(Answer(302, "/weirs"), Answer(301, "/c"), end).moved_to == ""
    assert found(Answer(301, "/b"), Answer(302, "/c"), Answer(301, "/d"), end).moved_to == "https://canals.example/b"


def test_a_redirect_to_what_is_gone() -> None:
    """The link itself is dead then."""
    finding = found(Answer(301, "/weirs"), Answer(404), Answer(404))
    assert (finding.url, finding.kind) == (URL, Kind.GONE)


@pytest.mark.parametrize("location", ["mailto:desk@canals.example", "file:///etc/passwd", "http://", "http://[::1"])
def test_redirects_that_lead_off_the_web(location: str) -> None:
    """Are not followed."""
    assert found(Answer(302, location)).kind is Kind.REFUSED


def test_new_addresses_can_be_told() -> None:
    """Whatever a host sends: no sign of it moves a terminal's cursor."""
    assert (
        found(Answer(301, "/a\x1b[2J b\u202e"), Answer(200)).moved_to == "https://canals.example/a%1B[2J%20b%E2%80%AE"
    )


def test_who_breaks_off_at_head_is_asked_by_get() -> None:
    """As some do who know no HEAD."""
    broken = Answer(failure=Kind.FAILED, reason=BROKEN_OFF)
    assert found(broken, Answer(200)).kind is Kind.FINE
    assert found(broken, broken) == Finding(URL, Kind.FAILED, 0, BROKEN_OFF)


def test_a_circle_ends() -> None:
    """After as many steps as a link may need."""
    answers = [Answer(302, URL)] * (MOST_HOPS + 1)
    assert found(*answers).kind is Kind.REFUSED


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (Answer(200, retry_after="9"), None),
        (Answer(503), None),
        (Answer(503, retry_after="9"), 9),
        (Answer(429, retry_after=" 120 "), 120),
        (Answer(429), DEFAULT_REST),
        (Answer(429, retry_after="soon"), DEFAULT_REST),
        (Answer(429, retry_after="Thu, 01 Jan 1970 00:20:00 GMT"), 200),
        (Answer(429, retry_after="Thu, 01 Jan 1970 00:00:00 GMT"), 0),
    ],
)
def test_the_rest_that_a_host_wants(answer: Answer, seconds: float | None) -> None:
    """In seconds or until a date."""
    assert wanted_rest(answer, now=1000) == seconds
