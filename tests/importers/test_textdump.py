"""A saved page's text becomes an article: title, byline, date, section, body, credit and tags, and nothing else."""

import hashlib
import io
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.importers.importer import Draft, ImportContext, Importer, Input
from backfile.importers.textdump import TextDump
from backfile.importers.textdump.repetition import find_sites
from backfile.importers.textdump.source import MAX_BYTES
from dump_pages import LEAD, MENU, PARAGRAPHS, PULL_QUOTE, SAID, TAGS, TITLE, blocks, draft, page, read, read_all

SEED = Path(__file__).resolve().parents[3] / "shared" / "data" / "seed"


def test_it_is_an_importer() -> None:
    """It has the shape that the registry expects."""
    assert isinstance(TextDump(), Importer)
    assert TextDump().name == "textdump"


class TestArticle:
    """What is read from a page in the usual layout."""

    def test_title_section_byline_and_date(self) -> None:
        """The breadcrumb gives title and section; byline and date may be glued."""
        found = draft(page())
        assert (found.title, found.section) == (TITLE, "Coasts")
        assert (found.authors, found.date) == (("Agency Staff",), "2021-03-04")

    def test_body_is_the_article_and_nothing_of_the_page(self) -> None:
        """Paragraphs, the pull quote and the subhead come in their order and places."""
        assert blocks(draft(page())) == [
            *PARAGRAPHS[:2],
            f"{{.pullquote}}\n> {PULL_QUOTE}",
            SAID,
            "## Wheels and sums",
            *PARAGRAPHS[3:],
        ]

    def test_tags_are_cut_by_order_and_body(self) -> None:
        """Spaces alone separate the tags; the alphabet and the body's phrases tell them apart."""
        assert draft(page()).tags == TAGS

    def test_a_good_page_has_no_doubts(self) -> None:
        """Doubts are for what a person must look at."""
        found = draft(page())
        assert found.doubts == ()
        assert found.confidence > 0.9

    def test_every_line_is_kept_or_accounted_for(self) -> None:
        """Each line of the source is in the body or dropped with its number and a reason."""
        text = page()
        found = draft(text)
        dropped = {one.line: one for one in found.dropped}
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                assert line.strip() in found.body or number in dropped
        assert all(one.reason for one in found.dropped)
        assert any(one.text == TITLE and one.reason == "title" for one in found.dropped)

    def test_markdown_marks_in_the_text_are_escaped(self) -> None:
        """The body renders as exactly the text, whatever signs it has."""
        odd = "“The *first* rule of <b>tables</b> is that R&D costs US$12.4-billion, &amp; more, says the office."
        escaped = "“The \\*first\\* rule of \\<b>tables\\</b> is that R&D costs US$12.4-billion, \\&amp; more,"
        assert escaped in draft(page(body="\n\n".join([*PARAGRAPHS, odd]))).body

    def test_a_list_stays_a_list(self) -> None:
        """Items between paragraphs are items."""
        items = "• The moon’s pull comes first, as it is nearest.\n• The sun’s pull comes second, half as strong.\n"
        found = draft(page(body="\n\n".join([*PARAGRAPHS[:3], items, *PARAGRAPHS[3:]])))
        assert "- The moon’s pull comes first, as it is nearest.\n- The sun’s pull" in found.body

    def test_the_standfirst_is_not_the_body(self) -> None:
        """A sentence between title and byline is the standfirst."""
        line = "Tables of high water began as handwork and are now a matter of a moment."
        found = draft(page(title=f"{TITLE}\n\n{line}\n"))
        assert found.standfirst == line
        assert line not in found.body

    def test_a_subhead_needs_text_behind_it(self) -> None:
        """A short line at the very end is not a subhead and not the body."""
        assert "## The last word" not in draft(page(tags="", body="\n\n".join([*PARAGRAPHS, "The last word"]))).body


class TestCredit:
    """Who reported and whose copyright it is."""

    @pytest.mark.parametrize("dash", [" — ", "\u00a0— ", " – ", " - ", "—"])
    def test_what_a_dash_sets_off_is_the_credit(self, dash: str) -> None:
        """It is taken out of the last paragraph, which stays whole otherwise."""
        credit = "Reported by the coast desk, (c) 2021 The Agency"
        found = draft(page(body="\n\n".join(PARAGRAPHS) + f"{dash}{credit}\n"))
        assert found.credit == credit
        assert blocks(found)[-1] == PARAGRAPHS[-1]

    def test_a_dash_within_a_sentence_is_no_credit(self) -> None:
        """Only a sign of a credit makes one."""
        last = "The table stays — whatever the weather does to the water in a given week — what it was."
        found = draft(page(body="\n\n".join([*PARAGRAPHS, last])))
        assert found.credit == ""
        assert blocks(found)[-1] == last

    def test_a_line_of_its_own(self) -> None:
        """The credit may stand alone behind the last paragraph."""
        found = draft(page(body="\n\n".join([*PARAGRAPHS, "© 2021 The Agency"])))
        assert found.credit == "© 2021 The Agency"


class TestLayouts:
    """Other tools and habits give the same article."""

    EXPECTED = draft(page())

    @pytest.mark.parametrize(
        "text",
        [
            page().replace("\n", "\n    "),
            "\n".join(line.strip() for line in page().split("\n") if line.strip()),
            "\n\n".join(line.strip() for line in page().split("\n") if line.strip()),
            page().replace("• ", "* "),
            page().replace("• ", "- "),
            page().replace("\n", "\r\n"),
            page().replace("\n", "\r"),
            "\ufeff" + page(),
        ],
        ids=["indented", "no gaps", "gaps", "stars", "hyphens", "crlf", "cr", "bom"],
    )
    def test_layout_does_not_matter(self, text: str) -> None:
        """Indents, gaps, bullets and line ends change nothing."""
        found = draft(text)
        assert (found.title, found.date, found.tags) == (TITLE, "2021-03-04", TAGS)
        assert found.body == self.EXPECTED.body

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
    def test_encodings(self, encoding: str) -> None:
        """Windows-1252 and marked Unicode are read as what they are."""
        text = page(crumbs=f"Home > Coasts > {TITLE}\n").replace("•", "-")
        assert draft(text.encode(encoding)).body == self.EXPECTED.body

    @pytest.mark.parametrize("width", [60, 72, 79])
    def test_wrapped_lines_are_joined(self, width: int) -> None:
        """Paragraphs broken at a width, as text browsers do, become whole again."""
        lines = [textwrap.wrap(line.strip(), width, break_on_hyphens=False) for line in page().split("\n")]
        text = "\n".join("\n".join(f"   {part}" for part in line) for line in lines)
        assert draft(text).body == self.EXPECTED.body

    def test_link_numbers_and_references_are_taken_off(self) -> None:
        """`lynx -dump` numbers each link and lists the addresses at the end."""
        text = page(title=f"[1]{TITLE}\n", menu="[2]News\n[3]Coasts\n").replace("Hamburg and", "[4]Hamburg and")
        text += "\nReferences\n\n" + "\n".join(f"   {number}. https://news.example/{number}" for number in range(1, 5))
        found = draft(text)
        assert found.title == TITLE
        assert found.body == self.EXPECTED.body
        assert "https://news.example/4" in {one.text for one in found.dropped}

    def test_markdown_of_a_converter_is_taken_off(self) -> None:
        """html2text writes headings and links as Markdown."""
        text = page(title=f"# {TITLE}\n", menu="* [News](/news)\n* [Coasts](/coasts)\n* [Rivers](/rivers)\n")
        text = text.replace("Wheels and sums", "## Wheels and sums").replace(
            "Hamburg and", "[Hamburg](https://news.example/a-b) and"
        )
        found = draft(text)
        assert found.title == TITLE
        assert found.body == self.EXPECTED.body

    @pytest.mark.parametrize(
        "tags",
        [
            f"Tags: {', '.join(TAGS)}\n",
            f"Tags: {' '.join(TAGS)}\n",
            f"{', '.join(TAGS)}\n",
            f"Filed under: {' | '.join(TAGS)}\n",
            "Tags\n" + "".join(f"• {tag}\n" for tag in TAGS),
            "Tags:\n\n" + "\n\n".join(TAGS) + "\n",
            "".join(f"• {tag}\n" for tag in TAGS),
        ],
        ids=["label, commas", "label, spaces", "commas", "bars", "list", "lines", "list without label"],
    )
    def test_tags_in_any_form(self, tags: str) -> None:
        """With a label or without, on one line or one a line."""
        found = draft(page(tags=tags))
        assert found.tags == TAGS
        assert found.body == self.EXPECTED.body

    def test_hash_tags(self) -> None:
        """A hash begins each tag; words run together are parted where the body has them apart."""
        assert draft(page(tags="#Hamburg #NorthSea #tides\n")).tags == ("Hamburg", "North Sea", "tides")

    def test_without_a_breadcrumb(self) -> None:
        """The title is found by what stands around it."""
        assert draft(page(crumbs="")).title == TITLE

    @pytest.mark.parametrize(
        ("byline", "authors", "date"),
        [
            ("By Networks desk\n4 March 2021\n", ("Networks desk",), "2021-03-04"),
            ("Agency Staff | March 4, 2021\n", ("Agency Staff",), "2021-03-04"),
            ("4 March 2021 by Agency Staff\n", ("Agency Staff",), "2021-03-04"),
            ("Published: 2021-03-04\nBy\nAgency Staff\n", ("Agency Staff",), "2021-03-04"),
            ("Posted on March 4th, 2021 at 10:15 am\n", (), "2021-03-04"),
            ("Von Agency Staff, 4. März 2021\n", ("Agency Staff",), "2021-03-04"),
            ("By Agency Staff and Networks desk, 4 March 2021\n", ("Agency Staff", "Networks desk"), "2021-03-04"),
        ],
    )
    def test_bylines(self, byline: str, authors: tuple[str, ...], date: str) -> None:
        """Names and dates in the order and on the lines that pages have."""
        found = draft(page(byline=byline))
        assert found.authors[:1] == authors[:1]
        assert found.date == date

    def test_published_and_updated(self) -> None:
        """The date of publication is the date; the other is when it was changed."""
        found = draft(page(byline="By Agency Staff\nPublished 4 March 2021, updated 6 March 2021\n"))
        assert (found.date, found.updated) == ("2021-03-04", "2021-03-06")


class TestSite:
    """Several dumps of one site teach what the page is."""

    BANNER = "The coast paper is made by its readers, who give a little each month so that it can stay free for all."

    def test_what_repeats_is_not_the_article(self) -> None:
        """A sentence on every page is left out of each of them."""
        menu = MENU + "\n".join(f"• Part {name}" for name in ("one", "two", "three", "four", "five"))
        texts = {}
        for number in range(4):
            own = [f"{text} That was in year {number} of the tables." for text in PARAGRAPHS]
            texts[f"{number}.txt"] = page(menu=menu, crumbs="", title=f"Tides, part {number} of the tables\n",
                                          body="\n\n".join([*own[:3], self.BANNER, *own[3:]]))  # fmt: skip
        for reading in read_all(dict(texts)):
            assert reading.draft is not None
            assert self.BANNER not in reading.draft.body
            assert LEAD in reading.draft.body
        assert self.BANNER in draft(texts["0.txt"]).body

    def site(self, count: int, extra: tuple[str, ...]) -> list[Draft]:
        """The drafts of a site's pages, with lines that all of them have behind their third paragraph."""
        menu = MENU + "\n".join(f"• Part {name}" for name in ("one", "two", "three", "four", "five"))
        texts = {}
        for number in range(count):
            own = [f"{text} That was in year {number} of the tables." for text in PARAGRAPHS]
            body = "\n\n".join([*own[:3], *extra, *own[3:]]) + "\n"
            texts[f"{number}.txt"] = page(
                menu=menu, crumbs="", title=f"Tides, part {number} of the tables\n", body=body
            )
        return [reading.draft for reading in read_all(dict(texts)) if reading.draft]

    def test_what_two_articles_share_stays(self) -> None:
        """Two articles may have a paragraph or a subhead in common; around it each goes on in its own way."""
        for found in self.site(2, ("The sum of the pulls",)):
            assert "## The sum of the pulls" in found.body
        for found in self.site(2, (LEAD,)):
            assert f"{LEAD}\n" in found.body
            assert found.doubts == ()

    def test_a_subhead_that_many_articles_share_stays(self) -> None:
        """Between sentences it is the article's, and no doubt."""
        for subhead in ("Background", "What next"):
            for found in self.site(4, (subhead,)):
                assert f"## {subhead}" in found.body
                assert found.doubts == ()

    def test_a_sentence_that_many_articles_share_is_a_doubt(self) -> None:
        """It goes, and a doubt names it."""
        for found in self.site(4, (self.BANNER,)):
            assert any("on other pages" in doubt for doubt in found.doubts)

    def test_copies_of_one_page_do_not_cancel_each_other(self) -> None:
        """The same page saved twice repeats everything, and is still read."""
        readings = read_all({"a.txt": page(), "b.txt": page()})
        assert [reading.draft and reading.draft.title for reading in readings] == [TITLE, TITLE]

    @pytest.mark.parametrize(("has", "sites"), [(10, 1), (9, 1), (7, 2)])
    def test_a_long_page_that_has_what_all_have_is_of_the_site(self, has: int, sites: int) -> None:
        """However few of its lines that are; one that has only some of it is not."""
        common = [f"menu line number {number}" for number in range(10)]
        own = [[f"article {page} paragraph {number}" for number in range(9)] for page in range(5)]
        short = [frozenset([*common, *lines]) for lines in own]
        long = frozenset([*common[:has], *(f"table row number {number}" for number in range(400))])
        assert len(find_sites([*short[:2], long, *short[2:]])) == sites

    def test_readings_come_in_the_order_of_the_inputs(self) -> None:
        """One a file, each with its source and digest, whatever becomes of it."""
        readings = read_all({"a.txt": page(), "b.txt": b"", "c.txt": "only a line"})
        assert [reading.source for reading in readings] == ["a.txt", "b.txt", "c.txt"]
        assert readings[0].sha256 == hashlib.sha256(page().encode()).hexdigest()
        assert [bool(reading.draft) for reading in readings] == [True, False, False]


class TestDoubts:
    """What cannot be read with confidence is never silently taken."""

    def test_known_tags_settle_a_cut(self) -> None:
        """A tag that the archive has stays whole though the body never says it."""
        line = "deep sea cable tides"
        known = ImportContext(known_tags=frozenset({"deep sea cable", "tides"}))
        assert draft(page(tags=f"Tags: {line}\n"), known).tags == ("deep sea cable", "tides")

    def test_an_open_date_is_not_guessed(self) -> None:
        """`03/04/2021` may be March or April: no date, and a doubt that quotes it."""
        found = draft(page(menu="", footer="", byline="By Agency Staff, 03/04/2021\n"))
        assert found.date == ""
        assert any("03/04/2021" in doubt for doubt in found.doubts)

    def test_the_page_itself_may_settle_the_order_of_a_date(self) -> None:
        """Another date on the page with a day above twelve shows which number is the day."""
        found = draft(page(byline="By Agency Staff, 03/04/2021\n", footer="The pier reopens\n28/02/2021\n"))
        assert found.date == "2021-04-03"

    def test_no_date_is_a_doubt(self) -> None:
        """The archive is kept by date."""
        found = draft(page(menu="", footer="", byline="By Agency Staff\n"))
        assert found.date == ""
        assert any("date" in doubt for doubt in found.doubts)

    def test_a_list_of_headlines(self) -> None:
        """A front page is no article."""
        names = ("north", "south", "east", "west", "upper", "lower", "old", "new")
        entries = (f"Harbour {name} opens its gates\n\n{day} March 2021" for day, name in enumerate(names, start=1))
        lines = "\n\n".join(entries)
        reading = read(f"News\nSport\n{lines}\n© 2021 The site\n")
        assert reading.problems or (reading.draft and reading.draft.doubts)

    def test_a_shop(self) -> None:
        """A page that sells is no article."""
        text = "Home\nShopping cart\nTide clock, brass\n€ 49\nAdd to cart\nIn stock\n"
        reading = read(text + "A clock that shows the tide.\n" * 2)
        assert reading.problems or (reading.draft and reading.draft.doubts)

    def test_an_index_of_teasers(self) -> None:
        """Several beginnings of articles, each with its `Read more`, are not one article."""
        teasers = "\n\n".join(f"{text}\n\nRead more" for text in PARAGRAPHS)
        reading = read(f"News\n\n{teasers}\n")
        assert reading.draft is None or reading.draft.doubts


class TestRefusals:
    """What is not a text is refused with a place and a hint, and quickly."""

    @pytest.mark.parametrize(
        "content",
        [b"", b"\n \n\n", b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256)) * 40, b"\xff\xfe\x00"],
        ids=["empty", "blank", "png", "all bytes", "half a character"],
    )
    def test_no_text(self, content: bytes) -> None:
        """A problem names the file, says what is wrong and what to do."""
        reading = read(content, "odd.txt")
        assert reading.draft is None
        assert reading.problems[0].location.path == "odd.txt"
        assert reading.problems[0].message and reading.problems[0].hint

    def test_an_unreadable_file(self) -> None:
        """A file that cannot be opened is a problem, not an exception."""

        def fail() -> io.BytesIO:
            raise PermissionError(13, "Permission denied")

        reading = next(iter(TextDump().read(Input("locked.txt", fail), {}, ImportContext())))
        assert "Permission denied" in reading.problems[0].message

    @pytest.mark.parametrize(
        "content",
        [b"A sentence of some words. " * 2_000_000, b"word " * 1_000_000, b"(" * 5_000_000, b"a\n" * (MAX_BYTES // 2)],
        ids=["50 MB", "5 MB line", "5 MB of brackets", "two million lines"],
    )
    def test_huge_inputs_end_soon(self, content: bytes) -> None:
        """Ten seconds at most for any document, whether it is read or refused."""
        began = time.monotonic()
        reading = read(content)
        assert time.monotonic() - began < 10
        assert reading.draft is None or reading.draft.doubts

    @pytest.mark.parametrize("unit", ["[a](", "* ", "by ", "1 May ", "»", "a.b@c ", "# ", "«", "(photo ", "— a"])
    def test_long_runs_of_one_thing_end_soon(self, unit: str) -> None:
        """No pattern takes more than linear time for long."""
        began = time.monotonic()
        read((unit * (49_000 // len(unit)) + "\n") * 4 + page())
        assert time.monotonic() - began < 10

    @given(st.binary(max_size=600))
    def test_any_bytes(self, content: bytes) -> None:
        """Nothing raises, and there is a draft or a problem."""
        reading = read(content)
        assert reading.draft is not None or reading.problems

    @settings(max_examples=60)
    @given(st.lists(st.one_of(st.text(max_size=60), st.sampled_from(page().split("\n"))), max_size=40))
    def test_any_lines(self, lines: list[str]) -> None:
        """Lines of a page in any order and mixed with anything are read or refused."""
        reading = read("\n".join(lines).encode("utf-8", errors="replace"))
        assert reading.draft is not None or reading.problems


class TestRecognition:
    """Which files it claims."""

    @pytest.mark.parametrize(
        ("name", "sample"),
        [
            ("a.html", b"<!DOCTYPE html><html>"),
            ("a.txt", b"<?xml version='1.0'?>"),
            ("a.md", b"---\ntitle: A\n---\nText"),
            ("a.txt", b'{"title": "A"}'),
            ("a.txt", b'[{"title": "A"}]'),
            ("a.csv", b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n"),
            ("a.txt", b"\x00\x01\x02"),
            ("a.txt", b""),
        ],
    )
    def test_other_formats_are_left_to_others(self, name: str, sample: bytes) -> None:
        """Markup, front matter, JSON, CSV and binary files are not text dumps."""
        assert TextDump().recognise(name, sample) < 0.1

    @pytest.mark.parametrize("first", ["[1]Skip to content", "[ ]", "[](/north/)", "[1]", "[]", "{}"])
    def test_a_bracket_does_not_make_json(self, first: str) -> None:
        """Text browsers number links and draw boxes: only an object, or a list of them, is JSON."""
        assert TextDump().recognise("a.txt", f"   {first}\n{page()}".encode()) == 0.6

    @pytest.mark.parametrize(
        "sample", ['{"a":' * 100_000, '[{"title": "Tides", "text": "' + LEAD, '{"a": 1}\n{"a": 2}']
    )
    def test_json_of_any_depth_or_cut_off(self, sample: str) -> None:
        """The sample is only the beginning of a file."""
        assert TextDump().recognise("a.txt", sample.encode()) == 0

    def test_text_is_claimed_but_never_surely(self) -> None:
        """A surer importer goes first."""
        assert 0.5 < TextDump().recognise("a.txt", page().encode()) <= 0.6
        assert 0.1 < TextDump().recognise("a", page().encode()) < 0.6

    def test_a_sample_may_end_within_a_character(self) -> None:
        """The sample is cut at a byte."""
        assert TextDump().recognise("a.txt", ("é" * 99).encode()[:-1]) == 0.6


@pytest.fixture
def source() -> str:
    """The text of the seed."""
    return next(iter(sorted(SEED.glob("*.txt")))).read_text(encoding="utf-8")


@pytest.fixture
def seed(source: str) -> Draft:
    """The draft of the seed."""
    return draft(source)


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed is not here: ../shared/data/seed beside the repository")
class TestSeed:
    """The page that the archive is modelled on."""

    def test_metadata(self, seed: Draft) -> None:
        """Title, authors, date, section, credit."""
        assert seed.title == "Huawei besieged on new front as US targets cloud business"
        assert (seed.authors, seed.date, seed.section) == (("Agency Staff",), "2020-10-15", "Cloud services")
        assert seed.credit == "Reported by Helene Fouquet, (c) 2020 Bloomberg LP"
        assert seed.doubts == ()

    def test_tags(self, seed: Draft) -> None:
        """Twelve, cut from one line."""
        assert " | ".join(seed.tags) == (
            "Alibaba | Amazon | Amazon Web Services | AWS | Deutsche Telekom | Google | Huawei | Orange | "
            "Stephane Richard | Telefonica | Tencent | top"
        )

    def test_structure(self, seed: Draft) -> None:
        """Eighteen paragraphs, two subheads, two pull quotes, each at its place."""
        kinds = {"## ": "h", "{.p": "q"}
        marks = "".join(kinds.get(one[:3], "p") for one in blocks(seed))
        assert marks == "pppqpphppppppqpphppppp"
        assert [one for one in blocks(seed) if one.startswith("#")] == ["## Vulnerable", "## Far from defeated"]

    def test_every_paragraph_is_a_line_of_the_source(self, seed: Draft, source: str) -> None:
        """Nothing is changed; from the last paragraph the credit alone is taken."""
        lines = {line.strip() for line in source.split("\n")}
        texts = [one.removeprefix("## ").removeprefix("{.pullquote}\n> ") for one in blocks(seed)]
        assert all(text in lines for text in texts[:-1])
        assert any(line.startswith(texts[-1]) and line.endswith(f"— {seed.credit}") for line in lines)

    def test_first_and_last_words(self, seed: Draft) -> None:
        """The body begins and ends where the article does."""
        words = seed.body.split()
        ends = [hashlib.sha256(" ".join(part).encode()).hexdigest()[:16] for part in (words[:3], words[-3:])]
        assert ends == ["e81ca6428399244d", "b35de9a3715de29b"]

    def test_nothing_of_the_page(self, seed: Draft) -> None:
        """No menu, share row, related post or footer."""
        for word in ("Subscribe", "WhatsApp", "Related", "2025", "Previous Article", "Share"):
            assert word not in seed.body
