"""Text dumps: plain text saved from web pages, with everything a page has around an article.

`importer` holds the steps. Bytes become text (`source`), text lines (`lines`, `wrapping`, `marks`), lines a page
(`kinds` by `vocabulary` and its `wording`, `settling`, `span`, `extent`, `page`), and a page an article (`headline`,
`byline`, `stamps`, `names`, `body`, `blocks`, `pullquotes`, `credit`, `tags`, `taglabels`, `tagline`, `tagspans`,
`outside`, `found`, `doubts`, `steadiness`; `article` puts them together, `markdown` writes it). `repetition` compares
the dumps of one site; `taglearning` learns from their tag lines a `taglexicon`, and `tagplace` where they stand.
"""

from backfile.importers.textdump.importer import TextDump

__all__ = ["TextDump"]
