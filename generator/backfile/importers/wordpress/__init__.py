"""WordPress: its exports (WXR) and the JSON of its REST API.

Bytes become elements and fields (`exports`, by the grammar of `export`), fields posts (`post`). `learning`
fills the `library` with what posts refer to. A post becomes a reading in `article`, by the rules of `kinds`, `header`
(`moments`, `names`), `filing`, `params`, `past`, `featured`, `uploads` and `remarks`. Its content becomes HTML in
`content`: `blocks` with `block_html`, or the classic editor's text with `autop`; then `shortcodes` with their
`meanings`, `embeds` and `pictures`. `rest` and `json_importer` read the API's JSON into the same posts.
"""

from backfile.importers.wordpress.importer import WordPress
from backfile.importers.wordpress.json_importer import WordPressJson

__all__ = ["WordPress", "WordPressJson"]
