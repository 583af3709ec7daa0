"""What text browsers and converters write: lines broken at a width among links that no width holds."""

import textwrap

from dump_pages import LEAD, PARAGRAPHS, TITLE, blocks, draft, page

LINK = "https://coast.example/{0}/a-long-address-that-no-width-holds-and-that-nothing-breaks/{0}"
NAMES = ("North", "South", "East", "West", "Upper", "Lower", "Old", "New", "Inner", "Outer")


def wrapped(text: str, width: int, indent: str = "") -> str:
    """The text with each line broken at a width, as these tools do."""
    lines = [textwrap.wrap(line.strip(), width, break_on_hyphens=False) for line in text.split("\n")]
    return "\n".join("\n".join(f"{indent}{part}" for part in line) for line in lines)


class TestWrapped:
    """Paragraphs broken at a width, among long lines."""

    def test_as_lynx_writes_them(self) -> None:
        """Numbers at the links, and the list of their addresses at the end."""
        menu = "\n".join(f"     * [{number}]{name} coast" for number, name in enumerate(NAMES, start=1))
        references = "\n".join(f"   {number}. {LINK.format(number)}" for number in range(1, 40))
        text = wrapped(page(menu="").replace("Hamburg and", "[11]Hamburg and"), 69, "   ")
        found = draft(f"   [1]Skip to content\n\n{menu}\n\n{text}\n\nReferences\n\n   Visible links:\n{references}\n")
        assert found.title == TITLE
        assert found.body == draft(page()).body

    def test_as_html2text_writes_them(self) -> None:
        """Links with their addresses in the menu and within paragraphs."""
        menu = "\n".join(f"  * [{name} coast and what is new there]({LINK.format(name)})" for name in NAMES)
        linked = PARAGRAPHS[5].replace("Hamburg", f"[Hamburg]({LINK.format(1)})")
        body = wrapped("\n\n".join([*PARAGRAPHS[:5], linked]), 78)
        found = draft(f"[](/north/)\n\n{menu}\n\n# {TITLE}\n\nBy Agency Staff4 March 2021\n\n{body}\n")
        assert found.title == TITLE
        assert blocks(found) == list(PARAGRAPHS)

    def test_a_short_article(self) -> None:
        """Few breaks are enough if one width explains them all."""
        found = draft(wrapped(page(menu="", tags="", footer="", body="\n\n".join(PARAGRAPHS[:3]) + "\n"), 72))
        assert blocks(found) == list(PARAGRAPHS[:3])

    def test_a_script_without_case_or_spaces(self) -> None:
        """Characters take two columns, and no space is put between them."""
        sentence = (
            "港の事務所は毎年一回、満潮と干潮の時刻を表にまとめて船の人々に配っており、その表は百年前から同じ形である。"
        )
        texts = [f"{season}の{sentence}" for season in "春夏秋冬"]
        lines = ["\n".join(text[start : start + 20] for start in range(0, len(text), 20)) for text in texts]
        body = "\n\n".join(lines)
        assert blocks(draft(f"港の表\n\n2021年3月4日\n\n{body}\n"))[-3:] == texts[1:]

    def test_a_quotation(self) -> None:
        """Its mark stands before each of its lines."""
        quotation = "\n".join(f"> {line}" for line in textwrap.wrap(f"Captain to harbour: {LEAD}", 76))
        body = "\n\n".join([*(wrapped(text, 78) for text in PARAGRAPHS[:3]), quotation, wrapped(PARAGRAPHS[4], 78)])
        found = draft(f"# {TITLE}\n\nBy Agency Staff4 March 2021\n\n{body}\n")
        assert f"> Captain to harbour: {LEAD}" in blocks(found)

    def test_verse_stays_as_it_is(self) -> None:
        """Its lines end where they like."""
        verse = [f"the sea {verb} and the moon {verb} with it" for verb in ("rises", "falls", "turns", "stands")] * 2
        found = draft(page(body="\n\n".join([*PARAGRAPHS[:3], "\n".join(verse), *PARAGRAPHS[3:]])))
        assert all(line in blocks(found) for line in verse)
