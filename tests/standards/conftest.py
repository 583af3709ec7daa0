"""One small site, in both themes that we bring, and one sample archive, built once for other people's parsers."""

import shutil
from pathlib import Path

import pytest

from site_builder import Site

REPOSITORY = Path(__file__).parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 54"><rect width="96" height="54"/></svg>'


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Every kind of page, with every field of an article filled somewhere; below a path of its host."""
    site = Site(tmp_path_factory.mktemp("small")).config(
        title="Signals & <Machines>",
        base_url="https://example.org/archive/",
        description="A history “in” dates",
        per_page=3,
        timezone="Europe/Paris",
        menu={"boxes": ["Radio"], "footer": [{"label": "About", "url": "/about/"}]},
        newsletter={"url": "https://example.com/letter"},
        taxonomies={"company": {"label": "Companies"}},
        copyright="© Nobody",
    )
    for number in range(11):
        site.article(
            f"20{10 + number // 4}/0{number % 4 + 1}/piece-{number}",
            f"Text {number} & [the first](/2010/01/piece-0/#a-heading).\n\n## A heading\n\nMore.[^1]\n\n"
            "[^1]: A note.\n",
            tags=["Radio", f"Tag {number % 3}"],
            section=["Radio", "Space"][number % 2],
            author=["Jane Doe", "The news desk"][: 1 + number % 2],
        )
    site.article(
        "2021/07/full",
        "{.pullquote}\n> A quote.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "![A mast](mast.svg 'A *caption*.'){credit='Drawn'}\n\n"
        "<video src='https://example.com/v.mp4'></video>\n\n```py\nx < 1\n```\n\nTerm\n: Meaning\n\n"
        "[File](mast.svg) and [first](../../2010/01/piece-0.md) and [out](https://example.com/?a=1&b=2).\n",
        title='Full & <"quoted"> ’title’',
        standfirst="Under the <b>headline</b> & more",
        date="2021-07-04T09:30:00+02:00",
        updated="2021-07-05",
        author=["Jane Doe", "John <Roe>"],
        section="Space",
        tags=["Radio", "AT&T", "C++", "日本"],
        company="Bell & Co",
        aliases=["/old/full/", "/old.html", "/Alt/Stück/"],
        image={"src": "mast.svg", "alt": 'A "mast"', "caption": "The *mast*.", "credit": "© Someone"},
        credit="© Agency",
        lang="fr",
        corrections=[{"date": "2021-07-06", "text": "It was < so."}],
    )
    site.article("1840/02/early", date="1840-02-01 10:00", section="Space", tags=["日本"])
    site.article("2021/08/hidden", noindex=True, canonical="https://elsewhere.example/x", tags=["Radio"])
    site.write("content/2021/07/mast.svg", SVG).page("about", "About [us](/2021/07/full/).\n")
    site.write("content/tags.yaml", "Radio: {aliases: [Wireless], description: Waves & more}\n").build(search=True)
    assert not site.problems
    return site


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample archive of this repository, built elsewhere."""
    root = tmp_path_factory.mktemp("sample")
    site = Site(root)
    shutil.rmtree(root / "content")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copyfile(REPOSITORY / "backfile.toml", root / "backfile.toml")
    site.build(jobs=0)
    assert not site.result.failed, site.problems
    return site


@pytest.fixture(scope="session")
def plain_site(small_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site in the theme that has no script."""
    site = small_site.clean_copy(tmp_path_factory.mktemp("plain") / "archive").config(theme="plain").build(search=True)
    assert not site.problems
    return site


@pytest.fixture(params=["small_site", "sample_site", "plain_site"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of the three."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found
