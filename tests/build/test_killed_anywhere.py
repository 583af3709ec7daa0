"""A build that is killed at any moment leaves the old site or the new one, and nothing in the way of the next."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from backfile.build import exchange as exchange_module
from site_builder import Site, assert_same_files

pytestmark = pytest.mark.skipif(exchange_module._call() is None, reason="this system has no exchange")

KILLS = int(os.environ.get("BACKFILE_KILLS", "50"))
"""How often a build is killed: 50 in the ordinary suite, 1,000 before a release."""

PLACES = 5


def in_state(site: Site, number: int) -> Site:
    """One of two contents, which differ in titles, tags and in which articles there are."""
    site.edit("2020/01/a-0", title=f"Title {number}", tags=[f"T{number}"])
    return site.article("2021/01/new", tags=["New"]) if number else site.remove("2021/01/new")


def killed_build(site: Site, seconds: float) -> None:
    """Builds in a process of its own, which is killed after that time or as it ends."""
    child = os.fork()
    if not child:
        try:
            site.build()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.parametrize("place", range(PLACES))
def test_a_build_killed_at_a_random_moment_leaves_a_whole_site(tmp_path: Path, place: int) -> None:
    """Old or new, never a mixture; and the next build makes exactly what one undisturbed does."""
    seed = int(os.environ.get("BACKFILE_SEED", random.SystemRandom().randrange(10**9)))
    print(f"to kill at the same moments again: BACKFILE_SEED={seed}")
    chance = random.Random(f"{seed} {place}")
    site = Site(tmp_path).article("2021/01/new", tags=["New"])
    for number in range(4):
        site.article(f"2020/01/a-{number}", tags=["Radio"])
    states = []
    for number in (1, 0):
        in_state(site, number).build()
        states.insert(0, site.files())
    begun = time.monotonic()
    in_state(site, 1).build()
    span = time.monotonic() - begun
    for kill in range(KILLS // PLACES):
        number = kill % 2
        killed_build(in_state(site, number), chance.uniform(0, span * 1.2))
        assert site.files() in states
        assert_same_files(site.build().files(), states[number])
        assert not list((site.root / ".backfile").glob("stage*"))
