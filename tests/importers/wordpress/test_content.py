"""What a post's content comes to: blocks, the classic editor, shortcodes, embeds and pictures."""

import json

import pytest
from wxr import SITE, draft, export, item, picture, read, shown

UPLOADS = f"{SITE}/wp-content/uploads/2020/10"


def block(name: str, inside: str, **values: object) -> str:
    """A block as the editor saves it."""
    attributes = f" {json.dumps(values)}" if values else ""
    return f"<!-- wp:{name}{attributes} -->\n{inside}\n<!-- /wp:{name} -->"


def test_block_comments_go_and_their_html_stays() -> None:
    """Nothing is wrapped twice, and line breaks in blocks are none."""
    listed = block("post-template", "<!-- wp:post-title /-->")
    inner = f"<div><!-- wp:heading --><h2>More</h2><!-- /wp:heading -->{listed}</div>"
    assert shown(block("query", inner)) == "<div><h2>More</h2></div>"


def test_reusable_blocks_are_resolved_also_within_each_other() -> None:
    """From the same export; a circle ends."""
    reused = item(
        50, type="wp_block", content=block("paragraph", "<p>Closed in winter.</p>") + '<!-- wp:block {"ref":51} /-->'
    )
    other = item(51, type="wp_block", content='<p>Or in ice.</p><!-- wp:block {"ref":50} /-->')
    assert "<p>Closed in winter.</p> <p>Or in ice.</p>" in shown('<!-- wp:block {"ref":50} /-->', reused, other)
    assert "not in the export" in draft(item(content='<!-- wp:block {"ref":9} /-->')).dropped[0].reason


def test_footnotes_stand_where_their_block_is() -> None:
    """Their text is a meta value in JSON."""
    notes = json.dumps([{"id": "a-b", "content": "Or <em>two</em>."}])
    text = block("paragraph", '<p>One.<sup data-fn="a-b" class="fn"><a href="#a-b" id="a-b-link">1</a></sup></p>')
    html = shown(text + "<!-- wp:footnotes /-->", meta=(("footnotes", notes),))
    assert '<li id="a-b">Or <em>two</em>. <a href="#a-b-link">↩︎</a></li>' in html
    assert "fields" not in str(draft(item(meta=(("footnotes", notes),))).extra)


def test_embeds_are_frames_of_their_address() -> None:
    """As blocks of both names, as shortcodes and as addresses alone on their lines."""
    url = "https://www.youtube.com/watch?v=abc&t=5"
    frame = '<iframe src="https://www.youtube.com/watch?v=abc&amp;t=5"></iframe>'
    inside = f"<div>\n{url.replace('&', '&amp;')}\n</div><figcaption>A lock</figcaption>"
    figure = f'<figure class="wp-block-embed">{inside}</figure>'
    for name in ("embed", "core-embed/youtube"):
        assert shown(block(name, figure, url=url)) == f"<figure>{frame}<figcaption>A lock</figcaption></figure>"
        assert frame in shown(block(name, figure))
    assert shown(f"[embed width=300]{url}[/embed]") == f"<figure>{frame}</figure>"
    assert shown(f"See:\n{url}\nWell.") == f"<p>See:</p> <figure>{frame}</figure><p>Well.</p>"
    assert "iframe" not in shown(f"See {url} here") and "iframe" not in shown(f"<pre>\n{url}\n</pre>")


def test_an_address_of_no_service_alone_on_its_line_is_a_link() -> None:
    """So that one to another article leads there."""
    assert (
        shown(f"See:\n\n{SITE}/2020/09/x/") == f'<p>See:</p> <p><a href="{SITE}/2020/09/x/">{SITE}/2020/09/x/</a></p>'
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[youtube=https://youtu.be/abc]", "https://youtu.be/abc"),
        ("[youtube https://youtu.be/abc]", "https://youtu.be/abc"),
        ('[youtube id="abc"]', "https://www.youtube.com/watch?v=abc"),
        ("[youtube]abc[/youtube]", "https://www.youtube.com/watch?v=abc"),
        ("[vimeo 123]", "https://vimeo.com/123"),
        ("[soundcloud url=&#8221;https://soundcloud.com/a/b&#8221;]", "https://soundcloud.com/a/b"),
        ("[tweet https://twitter.com/a/status/1]", "https://twitter.com/a/status/1"),
    ],
)
def test_services_by_address_or_id(text: str, address: str) -> None:
    """In all the ways in which their shortcodes were ever written."""
    assert shown(text) == f'<figure><iframe src="{address}"></iframe></figure>'


def test_captions_in_their_old_and_new_form() -> None:
    """As an attribute, and as the text behind the picture, with a link in it."""
    image = f'<img src="{UPLOADS}/gate.jpg" alt="Gate">'
    old = f'[caption id="a" width="300" caption="The <b>lower</b> gate"]{image}[/caption]'
    new = f'[caption id="a"]<a href="{UPLOADS}/gate.jpg">{image}</a> The <a href="/x">lower</a> gate[/caption]'
    assert shown(old) == f"<figure>{image}<figcaption>The <b>lower</b> gate</figcaption></figure>"
    assert shown(new) == f'<figure>{image}<figcaption>The <a href="/x">lower</a> gate</figcaption></figure>'


def test_galleries_by_ids_and_of_all_that_was_uploaded() -> None:
    """In the order of the ids, or of the library; with captions."""
    media = (picture(5, excerpt="Upper"), picture(6, parent="1"), picture(7, parent="1"))
    html = shown("[gallery ids='6,5' columns='2']", *media)
    assert html.index("gate-6") < html.index("gate-5") and "<figcaption>Upper</figcaption>" in html
    assert html.count("<figure>") == 2 and 'alt="Gate 6"' in html
    own = shown("[gallery exclude='7']", *media)
    assert "gate-6" in own and "gate-7" not in own and "gate-5" not in own


def test_a_gallery_of_what_is_not_in_the_export_stays_and_is_told_of() -> None:
    """Partly or wholly."""
    reading = read(export(item(content="[gallery ids='5,9']"), picture(5)))[0]
    assert "9 are not in the export" in reading.problems[0].message
    assert "[gallery ids='8']" in shown("[gallery ids='8']")
    assert read(export(item(content="[gallery ids='8']")))[0].problems


def test_players() -> None:
    """By any of their attributes, by their text, and as lists."""
    url = f"{UPLOADS}/water.mp3"
    player = f'<figure><audio controls="controls" src="{url}"></audio></figure>'
    for text in (f'[audio mp3="{url}"][/audio]', f"[audio {url}]", f'[audio src="{url}"]', f"[audio]{url}[/audio]"):
        assert shown(text) == player
    assert "<video" in shown(f'[video mp4="{UPLOADS}/boat.mp4" poster="p.jpg"][/video]')
    sounds = picture(5, "2020/10/water.mp3", title="Water")
    assert "<figcaption>Water</figcaption>" in shown('[playlist ids="5"]', sounds)


def test_code_is_shown_as_it_is() -> None:
    """Its own shortcodes, tags and blank lines are text; encoded code is not encoded again."""
    assert shown("[php]\n<?php [gallery]\n\n$a = 1;\n[/php]") == (
        '<pre><code class="language-php">&lt;?php [gallery] $a = 1;</code></pre>'
    )
    assert "&lt;b&gt;" in shown('[code lang="html"]\n&lt;b&gt;\n[/code]')
    assert shown("The [code]a[/code] key") == "<p>The <code>a</code> key</p>"
    assert "language-" not in shown("[text]\nplain\n[/text]")


def test_escaped_and_unknown_shortcodes_and_words_in_brackets() -> None:
    """The first loses its outer brackets, the second stays and is told of, the third is text."""
    assert shown("[[gallery]] and [[caption]x[/caption]]") == "<p>[gallery] and [caption]x[/caption]</p>"
    assert shown("A [[wiki link]] and a [[page]]") == "<p>A [[wiki link]] and a [[page]]</p>"
    content = "He said [sic] this [1].\n\n[lockmap depth='2']\n\n[box]In it [youtube abc][/box]"
    reading = read(export(item(content=content)), wants_original=True)[0]
    assert reading.draft is not None and reading.draft.original is not None
    html = reading.draft.original.html
    assert "[lockmap depth='2']" in html and "[box]In it" in html and "watch?v=abc" in html
    assert [one.text for one in reading.draft.dropped] == ["[lockmap depth='2']", "[box]"]
    assert [problem.is_error for problem in reading.problems] == [False, False]


def test_shortcodes_in_code_and_tags_are_text() -> None:
    """Where WordPress shows how to write one."""
    assert "[gallery]" in shown("<pre>[gallery]</pre>", picture(5, parent="1"))
    assert "[gallery]" in shown("<code>[gallery]</code>", picture(5, parent="1"))
    assert '"[gallery]"' in shown('<a title="[gallery]">x</a>', picture(5, parent="1"))


def test_more_and_next_page() -> None:
    """The excerpt's end stays; page breaks are told of."""
    for content in ("One.\n\n<!--more-->\n\nTwo.", "One.\n\n<!--more Read on-->\n\nTwo."):
        assert "<!--more-->" in draft(item(content=content)).body
    blocks = f"{block('paragraph', '<p>One.</p>')}\n<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n<p>Two.</p>"
    assert draft(item(content=blocks)).body.count("<!--more-->") == 1
    assert draft(item(content="One.<!--more-->Two.<!--more-->Three.")).body.count("<!--more-->") == 1
    assert draft(item(content="One.<!--nextpage-->Two.")).dropped[0].text == "<!--nextpage-->"


def test_pictures_in_their_original_size_with_alternative_text() -> None:
    """And without a link to themselves; one to elsewhere stays."""
    image = f'<img class="size-medium wp-image-5" src="{UPLOADS}/gate-5-300x200.jpg" width="300" height="200" alt="">'
    whole = f'src="{UPLOADS}/gate-5.jpg" alt="Gate 5"'
    html = shown(f'<a href="{UPLOADS}/gate-5.jpg">{image}</a>', picture(5))
    assert whole.split()[0] in html and 'alt="Gate 5"' in html and "<a" not in html and "300" not in html
    assert "<a" not in shown(f'<a href="{SITE}/gate-5/">{image}</a>', picture(5))
    assert f'<a href="{SITE}/other/">' in shown(f'<a href="{SITE}/other/">{image}</a>', picture(5))


def test_a_size_in_the_name_of_an_original_is_its_own() -> None:
    """Not every number in a name is a smaller copy's."""
    image = f'<img src="{UPLOADS}/plan-300x200.jpg" alt="Plan">'
    media = (picture(5, "2020/10/plan-580x300.jpg"), picture(6, "2020/10/plan-300x200.jpg"))
    assert f"{UPLOADS}/plan-300x200.jpg" in shown(image, *media)
    assert "plan-300x200" in shown(image)


def test_a_title_that_only_repeats_is_no_caption() -> None:
    """The classic editor filled it in with the file's name."""
    assert "title" not in shown(f'<img src="{UPLOADS}/Gate_5.jpg" alt="A gate" title="gate-5">')
    assert 'title="Closed"' in shown(f'<img src="{UPLOADS}/gate-5.jpg" alt="A gate" title="Closed">')


def test_links_to_profiles() -> None:
    """The block of icons holds addresses; one without is told of."""
    link = '<!-- wp:social-link {"url":"https://social.example.org/a","service":"mastodon"} /-->'
    assert shown(block("social-links", f"<ul>{link}</ul>")) == (
        '<ul><li><a href="https://social.example.org/a">Mastodon</a></li></ul>'
    )
    assert draft(item(content='<p>One.</p><!-- wp:social-link {"url":"#"} /-->')).dropped


def test_smileys_are_characters() -> None:
    """WordPress shows them as pictures."""
    assert shown('Well <img src="x.svg" alt="🙂" class="emoji">') == "<p>Well 🙂</p>"


def test_a_verse_keeps_its_lines_and_a_file_its_link() -> None:
    """Neither is code, nor twice the same link."""
    assert (
        shown(block("verse", '<pre class="wp-block-verse">One\nTwo\n\nThree</pre>')) == "<p>One<br>Two</p><p>Three</p>"
    )
    links = (
        f'<div><a href="{UPLOADS}/a.pdf">Plan</a><a href="{UPLOADS}/a.pdf" class="wp-block-file__button">Load</a></div>'
    )
    assert shown(block("file", links)) == f'<p><a href="{UPLOADS}/a.pdf">Plan</a></p>'


def test_a_cover_keeps_the_picture_that_older_ones_have_as_a_style() -> None:
    """A style is nothing in Markdown."""
    inside = f'<div style="background-image:url({UPLOADS}/gate-5.jpg)"><p>Locks</p></div>'
    html = shown(block("cover", inside, url=f"{UPLOADS}/gate-5.jpg", id=5), picture(5))
    assert "<figure><img" in html and 'alt="Gate 5"' in html and "<p>Locks</p>" in html


def test_blocks_without_ends_and_ends_without_blocks() -> None:
    """No text is lost by them."""
    assert shown("<!-- wp:group --><p>One.</p><!-- wp:quote --><p>Two.</p>") == "<p>One.</p><p>Two.</p>"
    assert shown("<!-- wp:x /--><p>One.</p><!-- /wp:group --><p>Two.</p>") == "<p>One.</p><p>Two.</p>"
    assert "<p>One.</p>" in shown('<!-- wp:group {"a": --><p>One.</p><!-- /wp:group -->')
