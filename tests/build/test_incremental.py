"""The law: after any sequence of edits an incremental build equals a clean build, byte for byte."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictures.photographs import png
from properties import examples
from site_builder import Site, assert_same_files, files_of, without_search

Edit = Callable[[Site, int], object]
"""Changes a site; the number chooses what is changed and how."""

TAGS = ["Radio", "radio", "AT&T", "C++", "C#", "c", "naïve", "naive", "open source", "Open-Source", "日本"]
TITLES = ["A first title", "Another title", "<b>Bold</b> & wise", "Titel äöü", "A first title"]
BODIES = [
    "Plain words.\n",
    "See [the other](/2020/01/seed-0/) and [a file](../../files/notes.txt).\n",
    "A bare address: https://example.com/page and <b>raw HTML</b><br>.\n",
    "## A heading\n\nText under it, [^1] with a note.\n\n[^1]: The note.\n",
    "![A picture](/files/picture.svg 'Its caption.')\n",
    "![A photograph](/files/photo.png)\n",
    "A [plan](https://canals.example/plan) of it.\n",
    "",
]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>'


def _some(site: Site, number: int) -> str | None:
    dated = [name for name in site.names if not name.startswith("pages/")]
    return dated[number % len(dated)] if dated else None


def add(site: Site, number: int) -> object:
    tags = [TAGS[number % len(TAGS)], TAGS[(number // 7) % len(TAGS)]]
    name = f"20{number % 3 + 18}/0{number % 4 + 1}/new-{number}"
    return site.article(name, BODIES[number % len(BODIES)], tags=tags, section=["News", "news", None][number % 3])


def remove(site: Site, number: int) -> object:
    name = _some(site, number)
    return name and site.remove(name)


def rename(site: Site, number: int) -> object:
    name = _some(site, number)
    new = f"2020/0{number % 3 + 1}/renamed-{number}"
    return name and new not in site.names and site.rename(name, new)


def _on_article(change: Callable[[int], dict[str, object]]) -> Edit:
    def edit(site: Site, number: int) -> object:
        name = _some(site, number)
        return name and site.edit(name, **change(number // 5))

    return edit


retag = _on_article(lambda n: {"tags": [TAGS[n % len(TAGS)], TAGS[(n * 3 + 1) % len(TAGS)]]})
retitle = _on_article(lambda n: {"title": TITLES[n % len(TITLES)]})
redate = _on_article(lambda n: {"date": f"20{n % 4 + 17}-0{n % 8 + 1}-{n % 27 + 1:02}"})
rebody = _on_article(lambda n: {"body": BODIES[n % len(BODIES)]})
resection = _on_article(lambda n: {"section": ["News", "Opinion", None][n % 3]})
reauthor = _on_article(lambda n: {"author": ["Jane Doe", ["Jane Doe", "The desk"], None][n % 3]})
toggle_draft = _on_article(lambda n: {"draft": bool(n % 2)})
alias = _on_article(lambda n: {"aliases": [f"/old/{n % 5}/"]})
readdress = _on_article(lambda n: {"url": [None, f"/special/{n % 5}/", f"/special/{n % 5}.html"][n % 3]})
expire = _on_article(lambda n: {"expires": [None, "2021-01-01", "2099-01-01"][n % 3]})
hide = _on_article(lambda n: {"noindex": bool(n % 2), "search": bool(n % 3)})
retemplate = _on_article(lambda n: {"template": [None, "long-read", "plain"][n % 3]})
reparam = _on_article(lambda n: {"params": [{"a": 1, "b": 2}, {"b": 2, "a": 1}, {}][n % 3]})
picture = _on_article(lambda n: {"image": [None, "/files/picture.svg", {"src": "/files/photo.png", "alt": "A"}][n % 3]})

correct = _on_article(
    lambda n: {
        "corrections": [{"date": f"20{n % 5 + 18}-02-0{n % 3 + 1}", "text": f"It was {n}."}] * (n % 3)
        if n % 3
        else None
    }
)


SETTINGS: list[dict[str, object]] = [
    {"title": "Another title"},
    {"description": "What it is"},
    {"base_url": "https://example.org/archive/"},
    {"base_url": "https://example.org/"},
    {"per_page": 1},
    {"per_page": 2},
    {"permalink": "/{section}/{slug}/"},
    {"permalink": "/{year}/{slug}.html"},
    {"permalink": None},
    {"timezone": "Pacific/Auckland"},
    {"markdown": {"broken_links": "warning", "linkify": True}},
    {"markdown": {"broken_links": "warning", "trusted_html": True}},
    {"related": {"limit": 1}},
    {"related": {"limit": 0}},
    {"feeds": {"enabled": False}},
    {"feeds": {"full_text": "all"}},
    {"feeds": {"limit": 2}},
    {"menu": {"sections": ["News"], "boxes": ["Opinion"]}},
    {"menu": None},
    {"params": {"a": 1, "b": 2}},
    {"params": {"b": 2, "a": 1}},
    {"taxonomies": {"company": {}, "place": {"label": "Places"}}},
    {"taxonomies": {"place": {"label": "Places"}, "company": {}}},
    {"language": "de"},
    {"language": "fr"},
    {"language": "ar-EG"},
    {"share": {"networks": ["email"]}},
    {"share": {"images": True}},
    {"share": {"images": True, "image_accent": "#112233"}},
    {"pictures": {"widths": [170]}},
    {"pictures": {"formats": ["webp"]}},
    {"pictures": {"responsive": False}},
    {"newsletter": {"url": "https://example.com/letter"}},
    {"search": {"enabled": False}},
    {"copyright": "Nobody"},
]


def config(site: Site, number: int) -> object:
    return site.config(**SETTINGS[number % len(SETTINGS)])


def template(site: Site, number: int) -> object:
    name = ["note.html", "article.html", "long-read.html", "list.html"][number % 4]
    path = f"templates/{name}"
    if (site.root / path).exists():
        return site.delete(path)
    return site.write(path, f"<p>Note {number}.</p>{{{{ view }}}}{{{{ body_html }}}}")


def theme(site: Site, number: int) -> object:
    folder = "themes/everything"
    changes = [
        (f"{folder}/static/plain.css", f"body {{ order: {number % 5} }}"),
        (f"{folder}/static/more-{number % 3}.css", "p {}"),
        (f"{folder}/templates/note.html", f"<p>Theme note {number % 5}.</p>"),
        (f"{folder}/theme.toml", f'name = "everything"\n[params]\ncolour = "blue {number % 5}"\n'),
    ]
    return site.write(*changes[number % len(changes)])


def media(site: Site, number: int) -> object:
    path = ["content/files/picture.svg", "content/files/notes.txt", "content/files/deep/er", "content/files/deep"][
        number % 4
    ]
    target = site.root / path
    if target.is_file():
        return site.delete(path)
    if target.is_dir() or target.parent.is_file():
        return None
    return site.write(path, SVG.format(number % 7))


def photo(site: Site, number: int) -> object:
    data = [png(170, 100), png(180, 100), png(170, 100, mode="RGBA"), b"no picture"][number % 4]
    return site.write("content/files/photo.png", data)


def terms(site: Site, number: int) -> object:
    texts = [
        "Radio: {slug: wireless, description: Waves}\n",
        "Radio: {aliases: [AT&T, Wireless]}\n",
        "C++: {slug: cpp}\nnaive: {label: Naïveté}\n",
        "",
    ]
    text = texts[number % len(texts)]
    path = "content/tags.yaml"
    if not text:
        return (site.root / path).exists() and site.delete(path)
    return site.write(path, text)


def catalogue(site: Site, number: int) -> object:
    language = ["fr", "de", "en"][number % 3]
    path = f"locale/{language}/LC_MESSAGES/messages.po"
    if number % 4 == 3:
        return (site.root / path).exists() and site.delete(path)
    site.write(path, f'msgid "Tags"\nmsgstr "Words {number % 5}"\n\nmsgid "Home"\nmsgstr "House {number % 7}"\n')
    return site.config(language=language)


def page(site: Site, number: int) -> object:
    name = f"pages/page-{number % 2}"
    if name in site.names:
        return site.remove(name)
    return site.page(f"page-{number % 2}", BODIES[number % len(BODIES)])


def mark_dead(site: Site, number: int) -> object:
    path, names = "content/links.tsv", [name for name in (_some(site, number), _some(site, number // 3)) if name]
    if number % 4 == 3:
        return (site.root / path).exists() and site.delete(path)
    return site.write(path, "".join(f"content/{name}.md\thttps://canals.example/plan\n" for name in names))


EDITS: list[Edit] = [
    add,
    remove,
    rename,
    retag,
    retitle,
    redate,
    rebody,
    resection,
    reauthor,
    toggle_draft,
    alias,
    readdress,
    expire,
    hide,
    retemplate,
    reparam,
    picture,
    correct,
    config,
    config,
    template,
    theme,
    media,
    photo,
    terms,
    catalogue,
    page,
    mark_dead,
]
STEPS = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 999)), min_size=1, max_size=9)


def seeded(root: Path) -> Site:
    """A small archive to begin with, in a theme that prints all it is handed."""
    site = Site(root).theme("everything").config(markdown={"broken_links": "warning"})
    for number in range(5):
        site.article(
            f"2020/0{number % 2 + 1}/seed-{number}",
            BODIES[number % len(BODIES)],
            tags=TAGS[number : number + 3],
            section=["News", "Opinion"][number % 2],
            author="Jane Doe",
        )
    site.write("content/files/photo.png", png(170, 100))
    return site.write("content/files/picture.svg", SVG.format(9)).write("content/files/notes.txt", "Notes")


@given(steps=STEPS, last=st.sampled_from([{}, {"drafts": True}, {"expired": True}]))
@examples(40)
def test_an_incremental_build_equals_a_clean_one_after_any_edits(
    steps: list[tuple[Edit, int]], last: dict[str, bool]
) -> None:
    """After every edit the site is built; a build with problems leaves it alone; at the end it is a clean build's."""
    with tempfile.TemporaryDirectory() as folder:
        site = seeded(Path(folder, "edited")).build()
        for edit, number in steps:
            edit(site, number)
            before = site.files()
            site.build()
            if site.result.failed:
                assert_same_files(site.files(), before)
        site.build(**last)
        clean = site.clean_copy(Path(folder, "clean")).build(**last)
        # Only a site that was built before can tell that an address comes to show another term.
        assert clean.problems == tuple(p for p in site.problems if "takes the address" not in p.message)
        if not clean.result.failed:
            assert_same_files(site.files(), clean.files())


@pytest.mark.parametrize("edit", dict.fromkeys(EDITS), ids=lambda edit: getattr(edit, "__name__", "?"))
@pytest.mark.parametrize("number", [1, 2])
def test_each_kind_of_edit_alone_is_seen(tmp_path: Path, edit: Edit, number: int) -> None:
    """One edit of each kind, after which the site is a clean build's; built again, nothing is written."""
    site = seeded(tmp_path / "edited").build()
    edit(site, number)
    clean = site.build().clean_copy(tmp_path / "clean").build()
    assert clean.problems == site.problems
    if not clean.result.failed:
        assert_same_files(site.files(), clean.files())
        assert site.build().result.written == 0


@pytest.mark.parametrize("number", range(len(SETTINGS)), ids=lambda number: f"{number}-{next(iter(SETTINGS[number]))}")
def test_each_setting_is_seen(tmp_path: Path, number: int) -> None:
    """A changed setting reaches every page that shows it; so does the order in which settings stand."""
    site = seeded(tmp_path / "edited").config(**SETTINGS[number - 1]).build()
    clean = site.config(**SETTINGS[number]).build().clean_copy(tmp_path / "clean").build()
    assert not clean.result.failed
    assert_same_files(site.files(), clean.files())


def test_the_law_holds_with_search_and_the_real_theme(tmp_path: Path) -> None:
    """The same with Pagefind's index, whose results are told by its own tests, and the theme that we bring."""
    site = Site(tmp_path / "edited").config(markdown={"broken_links": "warning"})
    for number in range(9):
        site.article(
            f"2020/0{number + 1}/a-{number}", BODIES[number % 6], tags=TAGS[number : number + 2], section="News"
        )
    site.write("content/files/picture.svg", SVG.format(9)).build(search=True)
    for edit, number in ((retag, 3), (rebody, 11), (add, 8), (remove, 2), (config, 0), (retitle, 10)):
        edit(site, number)
        assert not site.build(search=True).result.failed
    clean = site.clean_copy(tmp_path / "clean").build(search=True)
    assert_same_files(without_search(site.files()), without_search(clean.files()))
    assert files_of(site.output / "pagefind")


def test_a_process_that_builds_again_forgets_what_was_so_before(tmp_path: Path) -> None:
    """What a process keeps of one build (compiled templates) never shows in the next: not a base path, not the
    address of a style that has changed. Comparing with a clean build of the same process would not tell."""
    site = Site(tmp_path).theme("everything").article("2020/01/a").build()
    first = re.findall(r'href="([^"]*plain[.]css[^"]*)"', site.html(""))
    site.write("themes/everything/static/plain.css", "body { color: green }").build()
    second = re.findall(r'href="([^"]*plain[.]css[^"]*)"', site.html(""))
    site.config(base_url="https://example.org/below/").build()
    third = re.findall(r'href="([^"]*plain[.]css[^"]*)"', site.html(""))
    assert len(first) == len(second) == len(third) == 1
    assert first != second
    assert third == [f"/below{second[0]}"]
