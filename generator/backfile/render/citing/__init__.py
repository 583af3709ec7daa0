"""An article as others cite it: in the styles that editors ask for, and in the formats that reference managers read.
Made of its view and its site's alone, so that no citation tells the day on which a page was made."""

from backfile.pages.views import ArticleView, Citation, SiteView
from backfile.render.citing.exchange import bibtex, citation_key, ris
from backfile.render.citing.styles import apa, chicago, mla
from backfile.render.citing.work import work_of
from backfile.render.compiling import escape_text


def citations_of(view: ArticleView, site: SiteView) -> tuple[Citation, ...]:
    """The article in all styles and formats."""
    work = work_of(view, site)
    key = citation_key(work)
    return (
        Citation("apa", "APA 7", apa(work), ""),
        Citation("mla", "MLA 9", mla(work), ""),
        Citation("chicago", "Chicago 17", chicago(work), ""),
        Citation("bibtex", "BibTeX", escape_text(bibtex(work, key)), f"{key}.bib"),
        Citation("ris", "RIS", escape_text(ris(work)), f"{key}.ris"),
    )
