"""A round of all links: many hosts together, each by itself, and none for ever."""

import threading
import time

from backfile.check.external.asking import Asker
from backfile.check.external.errand import Answer, Kind
from backfile.check.external.rounds import Pace, make_round
from check.external.link_server import LinkServer

ASK = Asker("", lambda address: True)
AT_ONCE = Pace(pause=0)


def test_each_host_is_asked_one_by_one_with_pauses(server: LinkServer) -> None:
    """However many may be asked at the same time."""
    server.seconds = 0.02
    urls = [server.address(f"/{number}") for number in range(5)]
    findings = list(make_round(urls, ASK, Pace(pause=0.05)))
    assert [finding.url for finding in findings] == urls
    assert server.most_at_once == 1
    assert min(b - a for a, b in zip(server.times, server.times[1:], strict=False)) >= 0.06


def test_many_hosts_are_asked_together() -> None:
    """Up to the number that is allowed."""
    together = threading.Barrier(4, timeout=20)

    def ask(address: str, method: str) -> Answer:
        together.wait()
        return Answer(200)

    urls = [f"http://host{number}.example/" for number in range(8)]
    assert len(list(make_round(urls, ask, Pace(pause=0, at_once=4)))) == 8


def test_a_round_by_real_answers(server: LinkServer) -> None:
    """Redirects are followed, what is refused by HEAD is asked by GET."""
    server.answers = {
        "/gone": (404, {}),
        "HEAD /only-get": (405, {}),
        "/moved": (301, {"Location": "/new"}),
        "/down": (500, {}),
    }
    urls = [server.address(path) for path in ("/fine", "/gone", "/only-get", "/moved", "/down")]
    found = {finding.url: finding for finding in make_round(urls, ASK, AT_ONCE)}
    assert [found[url].kind for url in urls] == [Kind.FINE, Kind.GONE, Kind.FINE, Kind.FINE, Kind.FAILED]
    assert found[server.address("/moved")].moved_to == server.address("/new")
    assert server.asked.count("GET /only-get") == 1 and "GET /fine" not in server.asked


def test_redirects_into_private_networks_are_not_followed(server: LinkServer) -> None:
    """Each step is judged anew."""
    hidden = server.address("/hidden", host="127.0.0.2")
    server.answers["/out"] = (302, {"Location": hidden})
    asker = Asker("", lambda address: address == "127.0.0.1")
    (finding,) = make_round([server.address("/out")], asker, AT_ONCE)
    assert finding.kind is Kind.PRIVATE
    assert server.asked == ["HEAD /out"]


def test_a_host_that_wants_a_short_rest_gets_it() -> None:
    """And is asked the same again then."""
    asked: list[float] = []

    def ask(address: str, method: str) -> Answer:
        asked.append(time.monotonic())
        return Answer(429, retry_after="1") if len(asked) == 1 else Answer(200)

    (finding,) = make_round(["http://a.example/"], ask, AT_ONCE)
    assert finding.kind is Kind.FINE
    assert asked[1] - asked[0] >= 1


def test_a_host_that_wants_a_long_rest_is_left_alone() -> None:
    """With all its links, of which nothing is said then; others go on."""
    asked: list[str] = []

    def ask(address: str, method: str) -> Answer:
        asked.append(address)
        return Answer(429, retry_after="3600") if "busy" in address else Answer(200)

    urls = ["http://busy.example/1", "http://busy.example/2", "http://calm.example/"]
    assert [finding.url for finding in make_round(urls, ask, AT_ONCE)] == ["http://calm.example/"]
    assert sorted(asked) == ["http://busy.example/1", "http://calm.example/"]


def test_a_host_that_is_always_busy_is_left_alone() -> None:
    """After some tries."""
    asked: list[str] = []

    def ask(address: str, method: str) -> Answer:
        asked.append(address)
        return Answer(503, retry_after="0")

    assert list(make_round(["http://busy.example/1", "http://busy.example/2"], ask, AT_ONCE)) == []
    assert asked == ["http://busy.example/1"] * 3


def test_nobody_is_waited_for_for_ever() -> None:
    """Who does not come to an end is given up; what it says later is not heard."""
    late = threading.Event()

    def ask(address: str, method: str) -> Answer:
        if "slow" in address:
            late.wait(20)
        return Answer(200)

    urls = ["http://slow.example/", "http://calm.example/"]
    found = {finding.url: finding for finding in make_round(urls, ask, Pace(pause=0, patience=0.2))}
    late.set()
    assert found["http://calm.example/"].kind is Kind.FINE
    assert found["http://slow.example/"].reason == "its host does not answer in time"
