"""`backfile build` on two machines, as far as one can play two: the same site, pictures and search included."""

import os
import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pagefind_files import decoded
from site_builder import Site, files_of

ARTICLES = 40


def archive(root: Path, order: random.Random) -> Path:
    """An archive whose files are written in an order of chance and with times of chance."""
    site = Site(root).config(timezone="Europe/Paris", share={"images": True})
    numbers = list(range(ARTICLES))
    order.shuffle(numbers)
    for number in numbers:
        site.article(
            f"2020/0{number % 9 + 1}/a-{number:02}",
            f"Signal {number} over the wire.\n\n![A field](/2020/field-{number % 3}.jpg)\n",
            tags=[f"Tag {number % 7}", "naïve", "Radio"],
            section=["News", "Opinion"][number % 2],
            author=["Jane Doe", "John Doe"][: 1 + number % 2],
            lang=["en", "fr"][number % 2],
        )
    for number in range(3):
        site.write(f"content/2020/field-{number}.jpg", picture(number))
    for path in (root / "content").rglob("*"):
        seconds = order.randrange(1_000_000_000, 1_600_000_000)
        os.utime(path, (seconds, seconds))
    return root


def picture(number: int) -> bytes:
    """A photograph's size, and fine enough that an encoder has something to decide."""
    out = BytesIO()
    noise = Image.frombytes("RGB", (160, 100), random.Random(number).randbytes(160 * 100 * 3))
    noise.resize((1600, 1000), Image.Resampling.BICUBIC).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site as two machines build it that have nothing in common but the archive and the time."""
    tmp_path = tmp_path_factory.mktemp("machines")
    found = []
    for name, jobs, mask, surroundings in (
        ("one", 1, 0o022, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "en_GB.UTF-8"}),
        ("deux été/a b", 4, 0o077, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANGUAGE": "fr"}),
    ):
        root = archive(tmp_path / name, random.Random(name))
        command = [sys.executable, "-m", "backfile", "build", "-q", "-s", str(root), "-j", str(jobs)]
        environment = {**os.environ, **surroundings, "SOURCE_DATE_EPOCH": "1700000000"}
        subprocess.run(command, env=environment, umask=mask, check=True)
        found.append(root / "site")
    return found[0], found[1]


def indexed(files: dict[str, bytes]) -> set[str]:
    """The files that Pagefind names by what is in its filters, and the one that names them."""
    ends = (".pf_filter", ".pf_meta", "pagefind-entry.json")
    return {path for path in files if path.startswith("pagefind/") and path.endswith(ends)}


def test_two_machines_make_the_same_bytes(sites: tuple[Path, Path]) -> None:
    """Every file but the lists of filters: pages, feeds, pictures, share images, and the index of all words."""
    first, second = (files_of(site) for site in sites)
    common = first.keys() - indexed(first)
    assert common == second.keys() - indexed(second)
    assert [path for path in sorted(common) if first[path] != second[path]] == []
    for end in (".avif", ".webp", ".pf_index", ".pf_fragment", ".xml"):
        assert [path for path in common if path.endswith(end)], end
    assert [path for path in common if path.endswith((".png", ".jpg"))]


def content_of_index(site: Path) -> dict[str, object]:
    """What the lists of filters and the file of each language say, in one order and without names."""
    found: dict[str, object] = {}
    for meta in sorted((site / "pagefind").glob("*.pf_meta")):
        language = meta.name.split(".")[1].rsplit("_", 1)[0]
        version, pages, words, filters, *rest = decoded(meta)
        found[language] = (version, pages, words, rest)
        for label, file in filters:
            name, values = decoded(site / "pagefind/filter" / f"{file}.pf_filter")
            assert name == label
            found[f"{language} {label}"] = sorted(values)
    return found


def test_the_search_finds_the_same(sites: tuple[Path, Path]) -> None:
    """Pagefind lists filters and their values in an order of chance; what they say is the same."""
    first, second = (content_of_index(site) for site in sites)
    assert first == second
    assert {"en", "en tag", "en section", "en year", "en author"} <= first.keys()
