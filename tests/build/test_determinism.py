"""The same content gives the same bytes, whatever the folder, the order of files, the workers, the clock's zone or
the hash seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backfile.build import sources, workers
from site_builder import NOW, Site, assert_same_files, files_of

PACKAGE_ROOT = Path(sources.__file__).parents[2]


def varied(root: Path) -> Site:
    """Articles with much that could come out in another order: equal dates, equal scores, terms that share a slug."""
    site = Site(root).config(timezone="Europe/Paris", params={"b": 1, "a": [1, 2]}, menu={"boxes": ["News"]})
    for number in range(14):
        site.article(
            f"2020/0{number % 3 + 1}/a-{number:02}",
            f"Text {number} with [a link](/2020/01/a-00/).\n\n## Heading\n",
            tags=["Radio", ["radio", "naïve", "naive", "C++"][number % 4], f"T{number % 5}"],
            section=["News", "Opinion"][number % 2],
            author=["Jane Doe", "John Doe"][: number % 3],
            aliases=[f"/old/{number}/"],
            date="2020-01-15" if number % 2 else "2020-01-15 12:00",
            params={"z": 1, "a": {"y": 2, "b": 3}},
        )
    return site


def test_two_folders_give_the_same_bytes(tmp_path: Path) -> None:
    """No path of the machine and no time of the day is in the site."""
    first = varied(tmp_path / "one").build()
    second = first.clean_copy(tmp_path / "another" / "deeper").build()
    assert not first.problems
    assert_same_files(first.files(), second.files())


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_workers_never_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """One process or several: the same bytes, from a pool that is really there."""
    alone = varied(tmp_path / "alone").build(jobs=1)
    monkeypatch.setattr(workers, "WORTH_A_POOL", 1)
    pools: list[int] = []
    real = workers._pool
    monkeypatch.setattr(workers, "_pool", lambda count, *rest: pools.append(count) or real(count, *rest))
    together = alone.clean_copy(tmp_path / "together").build(jobs=jobs)
    assert pools == [jobs, jobs]
    assert_same_files(together.files(), alone.files())


def test_workers_tell_the_same_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with the archive does not depend on who found it."""
    site = varied(tmp_path).write("content/bad.md", "---\ntitle: [\n---\n").write("content/worse.md", b"\xff")
    site.edit("2020/01/a-00", date="2020-02-31")
    alone = site.build(jobs=1).problems
    monkeypatch.setattr(workers, "WORTH_A_POOL", 1)
    assert len(alone) >= 3
    assert site.build(jobs=2).problems == alone


def test_the_order_in_which_the_disk_lists_files_never_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File systems list their files in any order."""
    usual = varied(tmp_path / "usual").build()
    real = os.scandir

    class Reversed:
        def __init__(self, path: str) -> None:
            with real(path) as entries:
                self._entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> "list[os.DirEntry[str]]":
            return self._entries

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(sources.os, "scandir", Reversed)
    turned = usual.clean_copy(tmp_path / "turned").build()
    monkeypatch.undo()
    assert_same_files(turned.files(), usual.files())


def test_neither_hash_seed_nor_time_zone_nor_locale_nor_day_shows(tmp_path: Path) -> None:
    """Three processes in different surroundings write the same bytes."""
    site = varied(tmp_path).theme("everything")
    site.write(
        "content/2020/04/set.md", "---\ntitle: Set\ndate: 2020-04-01\ncolours: !!set {red, green, blue, a, b}\n---\n"
    )
    outputs = []
    for number, (seed, zone, language) in enumerate(
        [("0", "UTC", "C"), ("1", "Asia/Tokyo", "C.UTF-8"), ("77", "America/Lima", "C")]
    ):
        output = tmp_path / f"out-{number}"
        surroundings = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": language,
            "PYTHONPATH": str(PACKAGE_ROOT),
        }
        program = (
            "import sys, pathlib; from backfile.build.pipeline import build;"
            "from backfile.build.request import Request;"
            "a = sys.argv; r = build(Request(root=pathlib.Path(a[1]), output=pathlib.Path(a[2]), now=int(a[3]), jobs=1,"
            " search=False, force=True)); assert not r.problems, r.problems"
        )
        command = [sys.executable, "-c", program, str(site.root), str(output), str(NOW + number * 86_400)]
        subprocess.run(command, env=surroundings, check=True)
        outputs.append(files_of(output))
    assert len(outputs[0]) > 60
    assert_same_files(outputs[1], outputs[0])
    assert_same_files(outputs[2], outputs[0])


def test_articles_come_due_and_expire_by_the_clock_that_the_build_is_handed(tmp_path: Path) -> None:
    """A build with nothing changed but the time publishes what came due and takes down what expired."""
    site = Site(tmp_path).article("2020/01/now", expires="2030-01-01").article("2029/01/later", date="2029-01-01")
    assert "2029/01/later/index.html" not in site.build().files()
    assert "2029/01/later/index.html" in site.build(future=True).files()
    assert "2029/01/later/index.html" not in site.build().files()
    assert "2029/01/later/index.html" in site.build(now=1_861_920_000 + 1).files()
    assert "2020/01/now/index.html" not in site.build(now=1_893_456_000 + 1).files()
    assert "2020/01/now/index.html" in site.build(now=1_893_456_000 + 1, expired=True).files()
    assert "2020/01/now/index.html" in site.build().files()
    assert "2029/01/later/index.html" not in site.files()
    assert "2029/01/later/index.html" in site.build(now=1_861_920_000 + 1).files()
    assert "2029/01/later/index.html" not in site.build().files(), "the clock was put back"
