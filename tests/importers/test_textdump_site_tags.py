"""What the tag lines of one site teach each other, and where its pages have them."""

import random
from collections.abc import Iterator

import pytest

from backfile.importers.importer import Draft
from backfile.importers.textdump import importer
from backfile.importers.textdump.taglearning import learn_tags, weigh_tag_line
from backfile.importers.textdump.taglexicon import Lexicon
from backfile.importers.textdump.tagline import SURE_MARGIN, Cut, cut_tags, gather_evidence, is_sure
from backfile.importers.textdump.tagspans import find_paths, spans_of, weigh_spans
from dump_pages import MENU, PARAGRAPHS, page, read_all

VOCABULARY = ("barge", "canal", "dyke", "high water", "North Sea", "pier", "storm surge", "tide", "wind")
NO_BODY = gather_evidence("")


def lines(in_order: bool = True) -> Iterator[tuple[str, ...]]:
    """Sixty lists of three to five tags of the vocabulary."""
    chance = random.Random(7)
    for _ in range(60):
        tags = chance.sample(VOCABULARY, chance.randint(3, 5))
        yield tuple(sorted(tags, key=str.casefold)) if in_order else tuple(tags)


def learn(lists: list[tuple[str, ...]]) -> Lexicon:
    """What the lists teach as lines, with articles that say nothing."""
    return learn_tags([weigh_tag_line(" ".join(tags), NO_BODY) for tags in lists])


def cut(tags: tuple[str, ...], lexicon: Lexicon) -> Cut:
    """The cut of the line that these tags make."""
    return cut_tags(" ".join(tags), gather_evidence("", lexicon=lexicon))


class TestTogether:
    """Tag lines of one site."""

    def test_they_teach_each_other_what_stays_whole(self) -> None:
        """Of lines that alone are cut at every space all come out right."""
        lists = list(lines())
        lexicon = learn(lists)
        assert not lexicon.is_loose
        assert all(cut(tags, lexicon).tags == tags for tags in lists)
        assert any(cut_tags(" ".join(tags), NO_BODY).tags != tags for tags in lists)

    def test_they_show_that_they_are_in_no_order(self) -> None:
        """Then the order counts for little, and is no doubt."""
        lists = list(lines(in_order=False))
        lexicon = learn(lists)
        assert lexicon.is_loose
        assert all(cut(tags, lexicon).tags == tags for tags in lists)

    def test_copies_of_one_line_teach_nothing(self) -> None:
        """However often it stands there, it is cut as if it were alone, and is no surer."""
        line = " ".join(("canal", "high water", "pier"))
        lexicon = learn([("canal", "high water", "pier")] * 20 + [("dyke", "wind")])
        alone = cut_tags(line, NO_BODY)
        together = cut_tags(line, gather_evidence("", lexicon=lexicon))
        assert together.tags == alone.tags
        assert together.margin == pytest.approx(alone.margin, abs=0.01)

    def test_one_line_teaches_nothing(self) -> None:
        """Nor do none, nor empty ones."""
        assert not learn([("high water", "pier")])
        assert not learn([])
        assert not learn([(), ("pier",)])

    def test_what_could_be_cut_in_two_ways_is_not_sure(self) -> None:
        """Two words that stand together twice and apart as often."""
        lists = [
            *lines(),
            ("canal", "sluice gate"),
            ("barge", "sluice gate", "wind"),
            ("gate", "pier"),
            ("pier", "sluice"),
        ]
        assert cut(("dyke", "sluice gate"), learn(lists)).margin < 2 * SURE_MARGIN

    def test_a_long_line_is_cut(self) -> None:
        """Numbers stay in bounds however long the line is."""
        lexicon = learn([*lines(), tuple(sorted(f"word{number:03}" for number in range(200)))])
        assert cut(tuple(f"high water {number}" for number in range(90)), lexicon).tags


@pytest.mark.parametrize(("in_order", "margin"), [(True, 2.0), (False, 4.0)])
def test_without_an_order_a_cut_must_lead_by_more(in_order: bool, margin: float) -> None:
    """The order is the strongest sign; where a site has none, fewer cuts with the same lead are right."""
    lexicon = learn([*lines(in_order)])
    assert lexicon.is_loose is not in_order
    evidence = gather_evidence("", frozenset(), lexicon)
    assert is_sure(Cut(("dyke", "barge"), 0.0, margin), evidence)
    assert is_sure(Cut(("dyke", "barge"), 0.0, 2.0), evidence) is in_order


class TestSpans:
    """All ways to cut a line."""

    def test_the_best_way_and_the_likely_spans_agree(self) -> None:
        """Three words, of which the last two belong together."""
        scores = [2.0 if span == (1, 3) else 0.0 for span in spans_of(3)]
        best = find_paths(["a", "b", "c"], scores, -6.0)[-1]
        likely = dict(zip(spans_of(3), weigh_spans(["a", "b", "c"], scores, -6.0).spans, strict=True))
        assert best.starts == (0, 1)
        assert likely[1, 3] == max(share for span, share in likely.items() if span[1] == 3)

    def test_every_word_is_in_some_tag(self) -> None:
        """The likelihoods of the spans with a word in them make one."""
        scores = [0.3 * (end - start) for start, end in spans_of(5)]
        likely = weigh_spans(list("edcba"), scores, -2.0)
        shares = zip(spans_of(5), likely.spans, strict=True)
        assert sum(share for (start, end), share in shares if start <= 2 < end) == pytest.approx(1.0)


class TestPages:
    """Dumps of one site, imported together."""

    def drafts(
        self, lists: list[tuple[str, ...]], ends: dict[int, list[str]] | None = None, below: str = ""
    ) -> list[Draft]:
        """The drafts of a site's pages with these tags; `ends` are by page more paragraphs of its article, `below` is
        what stands below a tag line, with the page's number."""
        menu = MENU + "\n".join(f"• Part {name}" for name in ("one", "two", "three", "four", "five"))
        texts: dict[str, str | bytes] = {}
        for number, tags in enumerate(lists):
            own = [f"{text} That was in year {number} of the tables." for text in PARAGRAPHS]
            own += (ends or {}).get(number, [])
            title = f"Tides, part {number} of the tables\n"
            line = f"{' '.join(tags)}\n{below.format(number)}"
            texts[f"{number}.txt"] = page(menu=menu, crumbs="", title=title, body="\n\n".join(own) + "\n", tags=line)
        return [reading.draft for reading in read_all(texts) if reading.draft]

    def test_tags_come_out_right(self) -> None:
        """Even those of which the article says nothing."""
        labelled = [("Hamburg", "harbours", "high water", "North Sea", "Rotterdam", "tides")] * 3
        lists = [*labelled, *lines()]
        found = self.drafts(lists)
        assert [draft.tags for draft in found] == lists

    def test_some_teach_the_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Of very many dumps not all are learnt from."""
        lists = [tags for tags in lines() for _ in range(2)]
        monkeypatch.setattr(importer, "MOST_TEACHERS", 60)
        assert [draft.tags for draft in self.drafts(lists)] == lists
        monkeypatch.setattr(importer, "MOST_TEACHERS", 2)
        assert [draft.tags for draft in self.drafts(lists)] != lists

    def test_where_each_field_was_read(self) -> None:
        """The line, and how often such a reading is right."""
        found = self.drafts([*lines()])[0].found
        assert found["title"].endswith("(1.00)") and found["tags"].endswith("(0.93)")
        assert found["date"].startswith("line ") and found["authors"].startswith("line ")

    def test_a_single_tag_is_found_where_the_others_are(self) -> None:
        """Alone it would be any short line."""
        lists = [*lines(), ("canal",), ("silt",)]
        assert [draft.tags for draft in self.drafts(lists)[-2:]] == [("canal",), ("silt",)]

    def test_a_page_without_tags_has_none(self) -> None:
        """Where the others have them stands its last paragraph."""
        assert self.drafts([*lines(), ()])[-1].tags == ()

    def test_every_word_of_a_line_is_of_some_tag(self) -> None:
        """A letter or a label of pages among words that spaces alone part, a comma that a tag ends with by mistake, and
        any number of tags."""
        assert self.drafts([*lines(), ("canal", "R", "share", "wind")])[-1].tags == ("canal", "R", "share", "wind")
        slip = ("barge", "canal,", "dyke", "high water", "North Sea", "pier", "silt", "storm surge", "tide", "wind")
        found = self.drafts([*lines(), slip])[-1].tags
        assert found == tuple(tag.strip(",") for tag in slip)
        many = tuple(f"lock{number}" for number in range(10, 99))
        assert self.drafts([*lines(), many])[-1].tags == many

    def test_a_long_article_is_of_its_site(self) -> None:
        """What its page has around it is a small share of its lines."""
        tables = [f"Table {number} of the heights at the new gauge" for number in range(300)]
        found = self.drafts([*lines(), ("dyke", "high water", "silt")], {60: tables})
        assert found[-1].tags == ("dyke", "high water", "silt")

    def test_a_few_pages_have_one_place(self) -> None:
        """Six pages of which one has a line that is surely the tags; on two that is the same word, which is a word of
        pages too, on one it has the look of a date."""
        lists = [
            ("Hamburg", "harbours", "high water", "North Sea", "tides"),
            ("newsletter",),
            ("newsletter",),
            ("pier", "tides"),
            ("Rotterdam",),
            ("Hamburg", "May 2021"),
        ]
        told = {page: [f"A newsletter tells of the tables of year {page} when they are renewed."] for page in (1, 2)}
        assert [draft.tags for draft in self.drafts(lists, told)] == lists

    @pytest.mark.parametrize("below", ["{0} people shared this\n", "Previous: Harbour no. {0}\nNext: Dyke no. {0}\n"])
    def test_what_stands_below_may_differ(self, below: str) -> None:
        """The tag line is as far above the next line that all pages have."""
        lists = [*lines(), ("canal",), ("dyke", "silt")]
        assert [draft.tags for draft in self.drafts(lists, below=below)] == lists
