"""Style sheets as they are sent: smaller, and saying the same."""

from pathlib import Path

from backfile.render.sheets import slim_sheet, with_fingerprints
from site_builder import Site


def test_a_sheet_loses_comments_and_space_alone() -> None:
    """What has a meaning stays: the space of selectors and values, strings, addresses, licences."""
    written = """/*! Licence: MIT */
/* A comment; with { signs } */
.a  .b > c,
p :hover { margin : 0 auto ;  content: "a ;  } /* b */"; }
@media (width >= 40rem) and (hover) { .x { background: url(a ; b.svg) } }
"""
    assert slim_sheet(written) == (
        '/*! Licence: MIT */ .a .b > c,p :hover{margin : 0 auto;content: "a ;  } /* b */"}'
        "@media (width >= 40rem) and (hover){.x{background: url(a ; b.svg)}}\n"
    )


def test_files_that_a_sheet_names_have_their_fingerprint() -> None:
    """Those of the theme; addresses of other things stay."""
    known = {"fonts/a.woff2": "/assets/fonts/a.woff2?v=12", "b.svg": "/assets/b.svg?v=34"}.get
    sheet = "@a{src:url(\"fonts/a.woff2\")}b{c:url(../b.svg) url('/b.svg') url(c.svg) url(data:x) url(#d)}"
    assert with_fingerprints(sheet, "x/y.css", known) == sheet.replace("../b.svg", '"../b.svg?v=34"')
    assert 'url("fonts/a.woff2?v=12")' in with_fingerprints(sheet, "y.css", known)


def test_a_file_of_a_sheet_is_asked_for_once(tmp_path: Path) -> None:
    """A page and the sheet name the same address, which changes with the file, and so does the sheet's own."""
    site = Site(tmp_path).theme("everything").article("2020/01/a")
    site.write("themes/everything/static/site.css", "@font-face { src: url(f.woff2) }")
    site.write("themes/everything/static/f.woff2", b"one").build()
    before = site.files()["assets/site.css"]
    site.write("themes/everything/static/f.woff2", b"two").build()
    after = site.files()["assets/site.css"]
    assert before != after
    assert b'url("f.woff2?v=' in after
