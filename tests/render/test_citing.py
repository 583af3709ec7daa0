"""Citations by the published rules of APA, MLA and Chicago, and as reference managers read them; names as catalogues
file them. The persons are real and their titles made up for the rules' sake."""

import re
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from backfile.archive.dates import Moment
from backfile.render.citing.exchange import bibtex, citation_key, ris
from backfile.render.citing.names import Name, initials, inverted, name_of, written_for_catalogues
from backfile.render.citing.styles import apa, chicago, mla
from backfile.render.citing.work import Work
from site_builder import Site


def work(*authors: str, title: str = "Notes on the engine", container: str = "The Relay", day: int = 4) -> Work:
    """An article of 4 October 1843 by these authors."""
    return Work(
        authors=tuple(map(name_of, authors)),
        title=title,
        container=container,
        date=Moment(0, f"1843-10-{day:02}", 1843, 10, day),
        url="https://example.org/1843/10/notes/",
        language="en",
        keywords=("engines", "R&D"),
    )


def text_of(citation: str) -> str:
    """A citation as it is read."""
    return unescape(re.sub("<[^>]+>", "", citation))


@pytest.mark.parametrize(
    ("label", "family", "given", "suffix"),
    [
        ("Ada Lovelace", "Lovelace", "Ada", ""),
        ("Lovelace, Ada", "Lovelace", "Ada", ""),
        ("J. R. R. Tolkien", "Tolkien", "J. R. R.", ""),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig", ""),
        ("Simone de Beauvoir", "de Beauvoir", "Simone", ""),
        ("Oscar de la Renta", "de la Renta", "Oscar", ""),
        ("Jean le Rond d’Alembert", "le Rond d’Alembert", "Jean", ""),
        ("Ursula K. Le Guin", "Le Guin", "Ursula K.", ""),
        ("Martin Luther King Jr.", "King", "Martin Luther", "Jr."),
        ("Martin Luther King, Jr.", "King", "Martin Luther", "Jr."),
        ("Dr. Grace Hopper", "Hopper", "Grace", ""),
        ("Grace Hopper, PhD", "Hopper", "Grace", ""),
        ("Flannery O’Connor", "O’Connor", "Flannery", ""),
        ("Лев Николаевич Толстой", "Толстой", "Лев Николаевич", ""),
    ],
)
def test_a_family_name_is_told_apart(label: str, family: str, given: str, suffix: str) -> None:
    """Particles written small belong to it; suffixes stand apart; titles and degrees go."""
    assert name_of(label) == Name(family, given, suffix)


@pytest.mark.parametrize(
    "label",
    [
        "Voltaire",
        "News desk",
        "The Associated Press",
        "Reuters Institute",
        "Agence France Presse",
        "Tilda and Tom Hughes",
        "ada lovelace",
        "ADA LOVELACE",
        "Ada L.",
        "Ada Lovelace, London",
        "Ada Lovelace/Reuters",
        "Room 40",
        "van Gogh",
        "紫式部",
        "John <Roe>",
        "One Two Three Four Five Six Seven",
        "O'Brien & Sons",
    ],
)
def test_in_doubt_a_name_stays_whole(label: str) -> None:
    """Offices, single words, other scripts, and whatever could be two things."""
    assert name_of(label) == Name(label)
    assert inverted(name_of(label)) == label


def test_the_language_and_the_authors_file_decide() -> None:
    """Hungarian has the family's name first, Spanish has two of them; what the file says always holds."""
    assert name_of("Bartók Béla", language="hu") == Name("Bartók Béla")
    assert name_of("Gabriel García Márquez", language="es-CO") == Name("Gabriel García Márquez")
    assert name_of("Gabriel García Márquez", "García Márquez, Gabriel") == Name("García Márquez", "Gabriel")
    assert name_of("Martin Luther King", "King, Martin Luther, Jr.") == Name("King", "Martin Luther", "Jr.")
    assert name_of("Maria Reporter", "Maria Reporter") == Name("Maria Reporter")


@pytest.mark.parametrize(
    ("given", "expected"), [("Ada", "A."), ("Jean-Paul", "J.-P."), ("J.R.R.", "J. R. R."), ("Martin Luther", "M. L.")]
)
def test_initials(given: str, expected: str) -> None:
    """Each with its full stop, hyphens kept, as APA has them."""
    assert initials(given) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
        ("Anna Maria van Schurman", "Anna Maria van Schurman"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("News desk", "News desk"),
    ],
)
def test_names_for_programs(label: str, expected: str) -> None:
    """In the order of a byline, but where the last word is not the family's name; never with spaces on both sides of a
    comma, which Zotero takes for two persons."""
    assert written_for_catalogues(name_of(label)) == expected


CASES = [
    (
        work("Ada Lovelace"),
        "Lovelace, A. (1843, October 4). Notes on the engine. The Relay. https://example.org/1843/10/notes/",
        "Lovelace, Ada. “Notes on the engine.” The Relay, 4 Oct. 1843, example.org/1843/10/notes/.",
        "Lovelace, Ada. “Notes on the engine.” The Relay, October 4, 1843. https://example.org/1843/10/notes/.",
    ),
    (
        work("Ada Lovelace", "Charles Babbage"),
        "Lovelace, A., & Babbage, C. (1843, October 4). Notes on the engine. The Relay. "
        "https://example.org/1843/10/notes/",
        "Lovelace, Ada, and Charles Babbage. “Notes on the engine.” The Relay, 4 Oct. 1843, "
        "example.org/1843/10/notes/.",
        "Lovelace, Ada, and Charles Babbage. “Notes on the engine.” The Relay, October 4, 1843. "
        "https://example.org/1843/10/notes/.",
    ),
    (
        work("Ada Lovelace", "Charles Babbage", "Martin Luther King Jr."),
        "Lovelace, A., Babbage, C., & King, M. L., Jr. (1843, October 4). Notes on the engine. The Relay. "
        "https://example.org/1843/10/notes/",
        "Lovelace, Ada, et al. “Notes on the engine.” The Relay, 4 Oct. 1843, example.org/1843/10/notes/.",
        "Lovelace, Ada, Charles Babbage, and Martin Luther King Jr. “Notes on the engine.” The Relay, "
        "October 4, 1843. https://example.org/1843/10/notes/.",
    ),
    (
        work(),
        "Notes on the engine. (1843, October 4). The Relay. https://example.org/1843/10/notes/",
        "“Notes on the engine.” The Relay, 4 Oct. 1843, example.org/1843/10/notes/.",
        "“Notes on the engine.” The Relay, October 4, 1843. https://example.org/1843/10/notes/.",
    ),
    (
        work("News desk", title="Will “it” run?", container="Relay!"),
        "News desk. (1843, October 4). Will “it” run? Relay! https://example.org/1843/10/notes/",
        "News desk. “Will ‘it’ run?” Relay!, 4 Oct. 1843, example.org/1843/10/notes/.",
        "News desk. “Will ‘it’ run?” Relay!, October 4, 1843. https://example.org/1843/10/notes/.",
    ),
    (
        work("Martin Luther King Jr.", title='She said: "It\'s all <i>there</i>"'),
        'King, M. L., Jr. (1843, October 4). She said: "It\'s all <i>there</i>." The Relay. '
        "https://example.org/1843/10/notes/",
        "King, Martin Luther, Jr. “She said: ‘It's all <i>there</i>.’” The Relay, 4 Oct. 1843, "
        "example.org/1843/10/notes/.",
        "King, Martin Luther, Jr. “She said: ‘It's all <i>there</i>.’” The Relay, October 4, 1843. "
        "https://example.org/1843/10/notes/.",
    ),
]


@pytest.mark.parametrize(("cited", "in_apa", "in_mla", "in_chicago"), CASES)
def test_the_styles(cited: Work, in_apa: str, in_mla: str, in_chicago: str) -> None:
    """One author, two, three; none, an office; a title that asks, that quotes, that looks like HTML."""
    assert re.sub(r"</?i>", "", apa(cited)).count("<") == 0
    assert [unescape(re.sub(r"</?i>", "", cite(cited))) for cite in (apa, mla, chicago)] == [in_apa, in_mla, in_chicago]
    assert all(f"<i>{cited.container}</i>" in cite(cited) for cite in (apa, mla, chicago))


def test_many_authors() -> None:
    """APA names 19 of more than twenty and the last, Chicago seven of more than ten."""
    names = [f"Ada B{chr(97 + number) * 2}" for number in range(22)]
    assert text_of(apa(work(*names[:20]))).count("A.") == 20
    shown = text_of(apa(work(*names)))
    assert shown.count("A.") == 20 and ", . . . Bvv, A. (1843" in shown and "&" not in shown
    assert "Ada Bjj. “" in text_of(chicago(work(*names[:10]))) and "et al." not in chicago(work(*names[:10]))
    seven = "Baa, Ada, Ada Bbb, Ada Bcc, Ada Bdd, Ada Bee, Ada Bff, Ada Bgg, et al. “"
    assert text_of(chicago(work(*names))).startswith(seven)


def test_months_in_mla() -> None:
    """May, June and July are written out, September has four letters."""
    dates = [Moment(0, "", 2020, month, 1) for month in range(1, 13)]
    shown = [re.search(r", 1 (\S+) 2020,", mla(Work((), "T", "C", date, "u", "en", ())))[1] for date in dates]  # type: ignore[index] # a failure is one
    assert shown == "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()  # noqa: SIM905 # as read


def test_bibtex() -> None:
    """Names that BibTeX tells apart as we do, an office in braces, signs that TeX would take for its own, and an
    address as it is."""
    cited = work("Ada Lovelace", "Martin Luther King Jr.", "News desk", title=r"50 % {of} R&D_1 #2 \x ~ ^ – für $")
    assert bibtex(cited, citation_key(cited)) == (
        "@article{lovelace_notes_1843,\n"
        "  author = {Lovelace, Ada and King, Jr., Martin Luther and {News desk}},\n"
        r"  title = {{50 \% \textbraceleft{}of\textbraceright{} R\&D\_1 \#2 \textbackslash{}x \textasciitilde{} "
        r"\textasciicircum{} – für \$}}," + "\n"
        "  journal = {The Relay},\n"
        "  year = {1843},\n"
        "  month = oct,\n"
        "  day = {4},\n"
        "  url = {https://example.org/1843/10/notes/},\n"
        "  language = {en},\n"
        "  keywords = {engines, R\\&D}\n"
        "}\n"
    )


def test_ris() -> None:
    """A newspaper's article, a tag a line, an author a line, line ends as the format has them."""
    assert ris(work("Ada Lovelace", "News desk")).split("\r\n") == [
        "TY  - NEWS",
        "AU  - Lovelace, Ada",
        "AU  - News desk",
        "TI  - Notes on the engine",
        "T2  - The Relay",
        "PY  - 1843",
        "DA  - 1843/10/04",
        "LA  - en",
        "KW  - engines",
        "KW  - R&D",
        "UR  - https://example.org/1843/10/notes/",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("authors", "slug", "expected"),
    [
        (("Simone de Beauvoir",), "der-mussiggang", "debeauvoir_mussiggang_1843"),
        ((), "the-first", "first_1843"),
        (("紫式部",), "%E6%BA%90%E6%B0%8F", "1843"),
    ],
)
def test_citation_keys(authors: tuple[str, ...], slug: str, expected: str) -> None:
    """Plain letters only, small words passed over."""
    assert citation_key(replace(work(*authors), url=f"https://example.org/1843/10/{slug}/")) == expected


def test_an_article_says_how_to_cite_it(tmp_path: Path) -> None:
    """All five, readable without script, by the name that the authors' file gives; a changed file changes the page, as
    a clean build would."""
    site = Site(tmp_path).article("2020/10/a", author=["Gabriel García Márquez"], title="A & <b>", tags=["x"])
    before = site.build().html("2020/10/a/")
    assert "<p>Márquez, G. G. (2020, October 15). A &amp; &lt;b&gt;. <i>" in before
    assert re.findall(r'<dt id="cite-(\w+)">', before) == ["apa", "mla", "chicago", "bibtex", "ris"]
    assert all(f'data-file="marquez_a_2020.{suffix}"' in before for suffix in ("bib", "ris"))
    site.write("content/authors.yaml", "Gabriel García Márquez: {sort_name: 'García Márquez, Gabriel'}\n").build()
    assert not site.problems
    assert "<p>García Márquez, G. (2020, October 15)." in site.html("2020/10/a/")
    assert site.clean_copy(tmp_path / "b").build().files() == site.files()


def test_terms_are_filed_under_their_sort_names(tmp_path: Path) -> None:
    """In the A to Z, under the letter of the family's name."""
    site = Site(tmp_path).article("2020/10/a", author=["Ada Lovelace", "Ben Ali"])
    site.write("content/authors.yaml", "Ada Lovelace: {sort_name: 'Lovelace, Ada'}\n").build()
    page = site.html("authors/")
    assert re.findall(r'class="letter-title">(.)<', page) == ["B", "L"]
    assert page.index("Ben Ali") < page.index("Ada Lovelace")
