"""Saved web pages: bytes in, one article out, its own HTML with every field that the page tells of it.

`page` holds the steps and the result. Bytes become text (`decoding`), text a tree (`tree`), a tree blocks (`blocks`).
Which of them are the article: `oracle` asks trafilatura, `votes` finds its text in the blocks, `spine` the surest
paragraphs, `evidence` the signs (by the words of `furniture`), `choosing` weighs them, `projection` takes the article's
part out of the tree. What the page says of it: `jsonld`, `microdata`, `metatags`, `bylines` and `labels` make
`statements`, which `facts`, `titles`, `standfirst`, `tags`, `names`, `moments`, `addresses` and `images` merge.
`doubts` judges the whole. `site` learns what repeats.
"""
