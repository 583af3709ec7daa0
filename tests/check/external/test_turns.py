"""One request at a time to each host, with a pause between two."""

from hypothesis import given
from hypothesis import strategies as st

from backfile.check.external.errand import Errand
from backfile.check.external.turns import Turns


def errand(url: str) -> Errand:
    return Errand(url, url)


def test_a_host_is_asked_by_one_at_a_time() -> None:
    """Others meanwhile are asked."""
    turns = Turns(pause=2)
    for url in ("http://a/1", "http://a/2", "http://b/1"):
        turns.add(errand(url))
    assert turns.take(0) == errand("http://a/1")
    assert turns.take(0) == errand("http://b/1")
    assert turns.take(0) is None
    assert turns.wait(0) is None
    turns.free("a", 1)
    assert turns.wait(1) == 2
    assert turns.take(2.9) is None
    assert turns.take(3) == errand("http://a/2")


def test_a_host_rests_as_long_as_it_wants() -> None:
    """Also for what comes to it later, by a redirect of another host."""
    turns = Turns(pause=1)
    turns.add(errand("http://a/1"))
    turns.take(0)
    turns.free("a", 0, rest=60)
    turns.add(errand("http://a/2"))
    assert turns.take(59) is None
    assert turns.take(60) == errand("http://a/2")


def test_what_goes_on_comes_first() -> None:
    """Before the next link of the host."""
    turns = Turns(pause=0)
    for number in (1, 2):
        turns.add(errand(f"http://a/{number}"))
    turns.take(0)
    turns.free("a", 0)
    turns.add(errand("http://a/moved"), first=True)
    assert turns.take(0) == errand("http://a/moved")


def test_a_closed_host_is_asked_no_more() -> None:
    """Neither for what waits nor for what comes."""
    turns = Turns(pause=0)
    for number in (1, 2):
        turns.add(errand(f"http://a/{number}"))
    turns.take(0)
    turns.close("a")
    turns.free("a", 0)
    turns.add(errand("http://a/3"))
    assert turns.wait(0) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), max_size=30))
def test_every_errand_has_its_turn_and_no_host_two_at_once(asked: list[tuple[str, int]]) -> None:
    """However long each answer takes, two requests to a host are a pause apart."""
    turns, now = Turns(pause=1), 0.0
    for number, (host, _) in enumerate(asked):
        turns.add(errand(f"http://{host}/{number}"))
    under_way: list[tuple[float, Errand]] = []
    taken, last = [], dict.fromkeys("abc", -1.0)
    while len(taken) < len(asked) or under_way:
        while found := turns.take(now):
            assert found.host not in {busy.host for _, busy in under_way}
            assert now - last[found.host] >= 1
            taken.append(found)
            under_way.append((now + asked[int(found.url[9:])][1], found))
        times = [end for end, _ in under_way]
        wait = turns.wait(now)
        now = min(times + ([now + wait] if wait is not None else []))
        for end, done in under_way:
            if end <= now:
                turns.free(done.host, now)
                last[done.host] = now
        under_way = [(end, one) for end, one in under_way if end > now]
    assert len(set(taken)) == len(asked)
