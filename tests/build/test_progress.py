"""What a build tells of its progress, and of its stages when it is done."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from backfile.build.request import StageReport
from site_builder import Site

STAGES = ("scan", "read", "assemble", "related", "plan", "compare", "render", "copy", "search", "publish")

Step = tuple[str, int, int]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An archive of sixty articles with a picture, whose search has four indexes."""
    site = Site(tmp_path).config(search={"shard_size": 16})
    for number in range(60):
        site.article(f"2020/{number % 12 + 1:02}/article-{number}", tags=["cables", f"t{number % 7}"])
    return site.write("content/2020/01/gate.svg", "<svg/>")


def steps_of(site: Site, **asked: Any) -> list[Step]:
    """What a build tells."""
    steps: list[Step] = []
    site.build(progress=lambda *step: steps.append(step), **asked)
    assert not site.result.failed
    return steps


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_stage_tells_and_no_count_runs_backwards(site: Site, jobs: int) -> None:
    """Nor beyond its total; what has a total comes to it. The search counts through all its indexes."""
    steps = steps_of(site, search=True, jobs=jobs)
    told = dict.fromkeys(stage for stage, _, _ in steps)
    assert set(told) >= {*STAGES, "index", "record"}
    for stage in told:
        counts = [(done, total) for name, done, total in steps if name == stage]
        assert all(before[0] <= after[0] for before, after in pairwise(counts)), stage
        assert all(done <= total for done, total in counts if total), stage
        last, total = counts[-1]
        assert last == total or not total, stage
    assert [step for step in steps if step[0] == "search"][-1][1:] == (60, 60)
    assert [done for stage, done, _ in steps if stage == "index"][-1] == 60


def test_what_takes_time_alone_is_told_when_it_begins(site: Site) -> None:
    """The terminal must not show the stage before while the next one is silent."""
    steps = steps_of(site, search=True)
    first = {stage: (done, total) for stage, done, total in reversed(steps)}
    assert {first[stage][0] for stage in (*STAGES, "index")} == {0}


def test_a_build_with_nothing_to_do_tells_of_its_look_alone(site: Site) -> None:
    """Of files in the archive and in the site, whose number is not known before."""
    site.build().build()  # what was written a moment before the first build, the second reads again
    steps = steps_of(site)
    assert {stage for stage, _, _ in steps} == {"scan", "scan, site"}
    assert {total for _, _, total in steps} == {0}
    assert [done for stage, done, _ in steps if stage == "scan, site"][-1] == site.result.unchanged


def edited(site: Site) -> None:
    site.edit("2020/03/article-2", "Other text that goes on.\n")


def retagged(site: Site) -> None:
    site.edit("2020/03/article-2", tags=["cables"])


def removed(site: Site) -> None:
    site.remove("2020/03/article-2")


def untouched(site: Site) -> None:
    """Nothing is done."""


@pytest.mark.parametrize("asked", [{}, {"search": True}, {"force": True}], ids=["", "search", "force"])
@pytest.mark.parametrize("change", [edited, retagged, removed, untouched])
def test_the_stages_add_up_to_the_result(site: Site, change: Any, asked: dict[str, Any]) -> None:
    """Files written and unchanged of a first build, of one after a change, and of one with nothing to do; the seconds
    are those of the report, and no stage has needed less memory than those before it."""
    for make in (untouched, change, untouched):
        make(site)
        site.build(**asked)
        result = site.result
        assert sum(stage.written for stage in result.stages) == result.written
        assert sum(stage.unchanged for stage in result.stages) == result.unchanged
        assert result.written + result.unchanged == len(site.files())
        assert {stage.stage: stage.seconds for stage in result.stages} | {"total": result.seconds["total"]} == (
            result.seconds
        )
        peaks = [stage.peak_rss_mb for stage in result.stages]
        assert peaks == sorted(peaks) and peaks[0] > 0 and peaks[-1] <= result.peak_rss_mb


def test_a_failed_build_wrote_nothing_in_any_stage(site: Site) -> None:
    """Whatever it had rendered."""
    site.build(max_changed=0)
    assert site.result.failed
    assert {(stage.written, stage.unchanged) for stage in site.result.stages} == {(0, 0)}
    assert StageReport("x", 1.0).peak_rss_mb == 0
