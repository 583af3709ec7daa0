"""`check --external` from end to end, against a host on this machine that a test may ask."""

from pathlib import Path

import pytest

from backfile.build.request import Request
from backfile.check.checking import check
from backfile.check.external.link_record import DAY
from backfile.check.external.looking import Look
from backfile.check.external.marking import mark_dead_links
from backfile.check.external.rounds import Pace
from check.external.link_server import LinkServer
from site_builder import NOW, Site

LOOK = Look(pace=Pace(pause=0), is_allowed=lambda address: True)


def outside(site: Site, *, day: int = 0, look: Look = LOOK) -> list[str]:
    """What a check that many days later tells of outside links."""
    report = check(Request(root=site.root, now=NOW + day * DAY), look)
    (told,) = (group.problems for group in report.groups if group.name == "outside")
    assert not any(problem.is_error for problem in told)
    return [str(problem) for problem in told]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "archive").page("about")


def test_links_that_are_dead_or_moved(site: Site, server: LinkServer) -> None:
    """At their own lines, with what to do: a copy nearest the article, or the new address."""
    dead, moved, front = (server.address(path) for path in ("/dead", "/moved", "/moved/far"))
    server.answers = {
        "/dead": (404, {}),
        "/moved": (301, {"Location": "/new"}),
        "/moved/far": (301, {"Location": "/"}),
    }
    site.article("2020/10/locks", f"[a]({moved}/far#x)\n\n[b]({dead}) <{moved}>\n\n[fine]({server.address()})\n")
    site.edit("pages/about", f"[again]({dead}) [own](https://example.org/nowhere)\n")
    assert outside(site) == [
        f'content/2020/10/locks.md:6: warning: the link "{front}" has moved for good to {server.address()}.\n'
        "    That is the front page of a site: what the link was for may be gone.",
        f'content/2020/10/locks.md:8: warning: the link "{dead}" is dead: its server answers 404, since 2027-01-15.\n'
        f"    An archived copy, if there is one: https://web.archive.org/web/20201015/{dead}",
        f'content/2020/10/locks.md:8: warning: the link "{moved}" has moved for good to {server.address("/new")}.\n'
        "    Write the new address, if it shows the same.",
        f'content/pages/about.md:5: warning: the link "{dead}" is dead: its server answers 404, since 2027-01-15.\n'
        f"    An archived copy, if there is one: https://web.archive.org/web/{dead}",
    ]
    assert server.asked.count("HEAD /dead") == 1


def test_dead_links_are_marked(site: Site, server: LinkServer) -> None:
    """In every article that has one, with the day and the reason; the file stays where nothing changed."""
    dead = server.address("/dead")
    server.answers["/dead"] = (410, {})
    site.article("2020/10/locks", f"[a]({dead}#x) [b]({server.address()})\n").edit("pages/about", f"[a]({dead})\n")
    report = check(Request(root=site.root, now=NOW), LOOK)
    assert mark_dead_links(site.root, report.dead)
    assert not mark_dead_links(site.root, report.dead)
    assert (site.root / "content/links.tsv").read_text("utf-8").splitlines()[2:] == [
        f"content/2020/10/locks.md\t{dead}\t2027-01-15\tits server answers 410",
        f"content/pages/about.md\t{dead}\t2027-01-15\tits server answers 410",
    ]
    assert site.build().html("2020/10/locks/").count("archived-copy") == 1
    assert mark_dead_links(site.root, ())
    assert "archived-copy" not in site.build().html("2020/10/locks/")


def test_a_failure_is_dead_on_another_day(site: Site, server: LinkServer) -> None:
    """And was first seen when it was; one that works again is fine."""
    server.answers["/down"] = (500, {})
    site.article("2020/10/locks", f"[a]({server.address('/down')})\n")
    assert "may not work: its server answers 500." in outside(site)[0]
    assert "may not work" in outside(site)[0]  # not asked again on the same day: HEAD and GET are the two requests
    assert len(server.asked) == 2
    assert "is dead: its server answers 500, since 2027-01-15." in outside(site, day=1)[0]
    server.answers.clear()
    assert outside(site, day=2) == []


def test_what_was_fine_is_not_asked_again_for_a_month(site: Site, server: LinkServer) -> None:
    """Or for as long as is said."""
    site.article("2020/10/locks", f"[a]({server.address('/a')})\n")
    for day, asked in ((0, 1), (29, 1), (30, 2), (31, 2)):
        assert outside(site, day=day) == []
        assert len(server.asked) == asked
    outside(site, day=33, look=Look(3, LOOK.pace, LOOK.is_allowed))
    assert len(server.asked) == 3


def test_a_check_that_is_cut_off_goes_on_where_it_was(site: Site, server: LinkServer) -> None:
    """No link is asked twice."""
    site.article("2020/10/locks", " ".join(f"[{n}]({server.address(f'/{n}')})" for n in range(6)))

    def cut_off(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("links", 3):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(Request(root=site.root, now=NOW, progress=cut_off), LOOK)
    seen: list[tuple[int, int]] = []

    def watch(stage: str, done: int, total: int) -> None:
        if stage == "links":
            seen.append((done, total))

    check(Request(root=site.root, now=NOW, progress=watch), LOOK)
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert len(set(server.asked)) == 6
    assert len(server.asked) <= 7  # one may have been under way when it was cut off


def test_nothing_of_this_machine_is_asked(site: Site, server: LinkServer) -> None:
    """As a person runs it."""
    site.article("2020/10/locks", f"[a]({server.address()}) [b](http://169.254.169.254/latest/meta-data/)\n")
    told = outside(site, look=Look())
    assert len(told) == 2 and all("was not asked: its host is in a private network." in line for line in told)
    assert server.asked == []


def test_hosts_that_want_to_be_left_alone_are(site: Site, server: LinkServer) -> None:
    """Their links are told, and asked by the next check."""
    server.answers["/a"] = (429, {"Retry-After": "86400"})
    site.article("2020/10/locks", f"[a]({server.address('/a')})\n")
    assert "was not looked at: its host asked to be left alone." in outside(site)[0]
    server.answers.clear()
    assert outside(site) == []


def test_a_damaged_record_is_told(site: Site) -> None:
    """With where it is now."""
    site.write(".backfile/links.sqlite", "no database at all, but a text of some length\n" * 40)
    assert "content" not in outside(site)[0]
    assert outside(site) == []


def test_a_check_asks_nobody_unless_told_to(site: Site, server: LinkServer) -> None:
    """And keeps nothing."""
    site.article("2020/10/locks", f"[a]({server.address()})\n")
    names = [group.name for group in check(Request(root=site.root, now=NOW)).groups]
    assert "outside" not in names
    assert server.asked == [] and not (site.root / ".backfile/links.sqlite").exists()
