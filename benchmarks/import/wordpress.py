"""How fast, in how much memory and how completely WordPress exports are read.

    python benchmarks/import/wordpress.py [--posts N] [--data DIR] [--seed N] [--keep FILE]

Writes a made-up export (posts with blocks and without, comments, and half as many pictures, after the posts that
use them), reads it in a process of its own, and says posts a second with and without the conversion of HTML to
Markdown, and the most memory. `--data` names a folder with real exports: of each it counts posts, pages, tags,
authors, pictures, captions and dates as the XML has them, by other means than the importer, and how many of them the
drafts have.
"""

import argparse
import html
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "generator"))

from backfile.importers.importer import Draft, ImportContext, Input, Reading
from backfile.importers.wordpress import WordPress

SITE = "https://made-up.example.org"
WORDS = (
    "lock gate water chamber boat canal sluice paddle rise fall basin summit pound towpath bridge aqueduct tunnel "
    "barge horse rope lift weir mill river lake keeper toll cargo coal grain timber stone brick clay ice flood"
)
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Made up</title><link>{SITE}</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{SITE}</wp:base_blog_url>
"""
ITEM = """<item>
<title><![CDATA[{title}]]></title>
<link>{link}</link>
<pubDate>Thu, 15 Oct 2020 07:30:00 +0000</pubDate>
<dc:creator><![CDATA[{author}]]></dc:creator>
<guid isPermaLink="false">{site}/?p={number}</guid>
<description></description>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date><![CDATA[{date}]]></wp:post_date>
<wp:post_date_gmt><![CDATA[{date}]]></wp:post_date_gmt>
<wp:post_modified><![CDATA[{date}]]></wp:post_modified>
<wp:post_modified_gmt><![CDATA[{date}]]></wp:post_modified_gmt>
<wp:comment_status><![CDATA[open]]></wp:comment_status>
<wp:ping_status><![CDATA[open]]></wp:ping_status>
<wp:post_name><![CDATA[{slug}]]></wp:post_name>
<wp:status><![CDATA[{status}]]></wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:menu_order>0</wp:menu_order>
<wp:post_type><![CDATA[{type}]]></wp:post_type>
<wp:post_password><![CDATA[]]></wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
{more}</item>
"""
META = """<wp:postmeta>
<wp:meta_key><![CDATA[{}]]></wp:meta_key>
<wp:meta_value><![CDATA[{}]]></wp:meta_value>
</wp:postmeta>
"""
COMMENT = """<wp:comment><wp:comment_id>{0}</wp:comment_id><wp:comment_author><![CDATA[A reader]]></wp:comment_author>
<wp:comment_date><![CDATA[2020-10-16 10:00:00]]></wp:comment_date>
<wp:comment_date_gmt><![CDATA[2020-10-16 08:00:00]]></wp:comment_date_gmt>
<wp:comment_content><![CDATA[{1}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>
<wp:comment_type>comment</wp:comment_type><wp:comment_parent>0</wp:comment_parent></wp:comment>
"""


def write_export(path: Path, posts: int, seed: int, words: int = 110) -> None:
    """An export of so many posts of about so many words, the same for the same seed. Long ones have subheads, links and
    emphasis."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(50):
            file.write(
                f"<wp:author><wp:author_login>author{number}</wp:author_login><wp:author_display_name><![CDATA[Desk "
                f"{number}]]></wp:author_display_name></wp:author>\n"
            )
        for number in range(posts // 20):
            file.write(
                f"<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>tag-{number}</wp:tag_slug>"
                f"<wp:tag_name><![CDATA[Tag {number}]]></wp:tag_name></wp:tag>\n"
            )
        for number in range(1, posts + 1):
            file.write(_post(number, posts, chance, words))
        for number in range(posts + 1, posts + posts // 2 + 1):
            file.write(_picture(number, chance))
        file.write("</channel></rss>\n")


def _post(number: int, posts: int, chance: random.Random, words: int) -> str:
    image = posts + 1 + chance.randrange(max(1, posts // 2))
    paragraphs = _long_text(words, posts, chance) if words > 200 else _short_text(chance)
    address = f"{SITE}/wp-content/uploads/2020/10/picture-{image}-300x200.jpg"
    picture = f'<img class="wp-image-{image}" src="{address}" alt="">'
    if number % 2:
        blocks = [_block(text) for text in paragraphs]
        caption = f"<figcaption>{_sentence(chance)}</figcaption>"
        blocks.append(f'<!-- wp:image {{"id":{image}}} -->\n<figure>{picture}{caption}</figure>\n<!-- /wp:image -->')
        content = "\n\n".join(blocks)
    else:
        content = "\n\n".join([*paragraphs, f"[caption]{picture} {_sentence(chance)}[/caption]"])
    tags = "".join(
        f'<category domain="post_tag" nicename="tag-{tag}"><![CDATA[Tag {tag}]]></category>\n'
        for tag in (chance.randrange(max(1, posts // 20)) for _ in range(5))
    )
    comments = "".join(COMMENT.format(f"{number}{n}", _sentence(chance)) for n in range(chance.randrange(3)))
    return ITEM.format(
        title=_sentence(chance)[:60],
        link=f"{SITE}/2020/10/post-{number}/",
        author=f"author{chance.randrange(50)}",
        site=SITE,
        number=number,
        content=content,
        excerpt=_sentence(chance),
        date=f"20{chance.randrange(5, 25):02}-0{chance.randrange(1, 10)}-1{chance.randrange(10)} 09:30:00",
        slug=f"post-{number}",
        status="publish",
        type="post",
        more=tags + META.format("_thumbnail_id", image) + META.format("_edit_last", 1) + comments,
    )


def _short_text(chance: random.Random) -> list[str]:
    return [_sentence(chance) for _ in range(chance.randint(4, 10))]


def _long_text(words: int, posts: int, chance: random.Random) -> list[str]:
    """Paragraphs of about 50 words, a subhead before each fourth, a link and emphasis in two of five."""
    parts = []
    for place in range(words // 50):
        if place % 4 == 3:
            parts.append(f"<h2>{_sentence(chance)[:40]}</h2>")
        text = " ".join(_sentence(chance) for _ in range(3))
        if chance.random() < 0.4:
            address = f"{SITE}/2020/10/post-{chance.randint(1, posts)}/"
            text += f' <a href="{address}">{_sentence(chance)[:20]}</a> and <strong>strong</strong> <em>so</em>.'
        parts.append(text)
    return parts


def _block(text: str) -> str:
    if text.startswith("<h2>"):
        return f"<!-- wp:heading -->\n{text}\n<!-- /wp:heading -->"
    return f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"


def _picture(number: int, chance: random.Random) -> str:
    address = f"{SITE}/wp-content/uploads/2020/10/picture-{number}.jpg"
    more = f"<wp:attachment_url><![CDATA[{address}]]></wp:attachment_url>\n"
    return ITEM.format(
        title=f"picture-{number}",
        link=f"{SITE}/picture-{number}/",
        author="author1",
        site=SITE,
        number=number,
        content="",
        excerpt=_sentence(chance),
        date="2020-10-15 09:30:00",
        slug=f"picture-{number}",
        status="inherit",
        type="attachment",
        more=more + META.format("_wp_attachment_image_alt", "A picture"),
    )


def _sentence(chance: random.Random) -> str:
    words = chance.choices(_WORDS, k=chance.randint(8, 24))
    return f"{' '.join(words).capitalize()}."


_WORDS = WORDS.split()


def readings_of(path: Path, scratch: str) -> Iterator[Reading]:
    """All readings of an export, as an import reads them."""
    item = Input(str(path), lambda: path.open("rb"))
    importer, context = WordPress(), ImportContext(scratch=scratch)
    yield from importer.read(item, importer.learn([item], context), context)


def measure(path: Path, *, with_conversion: bool) -> None:
    """Reads an export and prints drafts, seconds and the most memory, for the process that asked."""
    if not with_conversion:
        _leave_out_conversion()
    start, spent = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as scratch:
        count = sum(reading.draft is not None for reading in readings_of(path, scratch))
    seconds, spent = time.perf_counter() - start, time.process_time() - spent
    print(count, seconds, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _leave_out_conversion() -> None:
    from backfile.importers.conversion import Converted
    from backfile.importers.wordpress import article, featured, remarks

    for module in (article, featured, remarks):
        vars(module)["to_markdown"] = lambda text, base_url="": Converted(text)


def account(path: Path) -> None:
    """Prints how much of what an export's XML has the drafts have."""
    with tempfile.TemporaryDirectory() as scratch:
        readings = list(readings_of(path, scratch))
    drafts = {reading.source.rpartition("#")[2]: reading.draft for reading in readings if reading.draft}
    skipped = Counter(reading.skipped.rpartition(": ")[2] for reading in readings if reading.skipped)
    wanted, found = Counter[str](), Counter[str]()
    for item in ET.parse(path).getroot().iter("item"):
        _account_item(item, drafts, wanted, found)
    print(f"\n{path.name}: {len(readings)} items, {len(drafts)} drafts; {dict(skipped)}")
    for name, count in wanted.items():
        print(f"  {name:<24} {found[name]:>6} of {count:>6}  {found[name] / count:7.2%}")


def _account_item(item: ET.Element, drafts: dict[str, Draft], wanted: Counter[str], found: Counter[str]) -> None:
    values = {_local(one): one.text or "" for one in item if one.text}
    kind, content = values.get("post_type", ""), _content(item)
    if kind not in ("post", "page"):
        return
    wanted[f"{kind}s"] += 1
    draft = drafts.get(values.get("post_id", ""))
    if draft is None:
        return
    found[f"{kind}s"] += 1
    filed = {draft.section, *draft.tags, *(one.text for one in draft.dropped)}
    for term in item.findall("category"):
        name = {"post_tag": "tags", "category": "categories"}.get(term.get("domain", ""))
        if name:
            _count(name, " ".join(html.unescape(term.text or "").split()) in filed, wanted, found)
    date = values.get("post_date", "")
    told = draft.date or str(draft.extra.get("params", {}).get("published", ""))
    if date[:4] != "0000":
        _count("dates", told.startswith(date.replace(" ", "T")), wanted, found)
    if values.get("creator"):
        _count("authors", bool(draft.authors), wanted, found)
    shown = {attachment.written for attachment in draft.attachments}
    for address in _pictures(content):
        _count("pictures", any(_is_same(address, one) for one in shown), wanted, found)
    body = re.sub(r"\W+", "", _LINK_OR_TAG.sub("", draft.body))
    for caption in _captions(content):
        _count("captions", re.sub(r"\W+", "", caption) in body, wanted, found)


_LINK_OR_TAG = re.compile(r"\]\(https?://[^\s()]*(?:\s\\\"[^\"]*\\\")?\)|</?[a-z][^<>]*>")


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _content(item: ET.Element) -> str:
    return next((one.text or "" for one in item if "content" in one.tag and _local(one) == "encoded"), "")


def _count(name: str, is_found: bool, wanted: Counter[str], found: Counter[str]) -> None:
    wanted[name] += 1
    found[name] += is_found


def _pictures(content: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r"<img[^>]*?\ssrc=[\"']([^\"']+)", content)]


def _captions(content: str) -> list[str]:
    """The captions as text: of figures, and of shortcodes in both forms."""
    marked = re.findall(r"<figcaption[^>]*>(.*?)</figcaption>", content, re.DOTALL)
    inside = re.findall(r"\[caption[^\]]*\](?:<a [^>]*>)?<img[^>]*>(?:</a>)?(.*?)\[/caption\]", content, re.DOTALL)
    named = re.findall(r"\[caption[^\]]*\scaption=\"([^\"]*)\"", content)
    texts = (html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in (*marked, *inside, *named))
    return [text for text in texts if text]


def _is_same(one: str, other: str) -> bool:
    """Whether two addresses are of a picture in whatever size."""
    first, second = (
        re.sub(r"-\d+x\d+(?=\.\w+$)", "", url.partition("?")[0]).rpartition("/")[2] for url in (one, other)
    )
    return first == second


def main() -> None:
    """Measures, and prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, default=100_000, help="of the made-up export; 0 for none")
    parser.add_argument("--data", type=Path, help="a folder with real exports")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up export")
    parser.add_argument("--keep", type=Path, help="where to leave the made-up export")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--no-conversion", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, with_conversion=not options.no_conversion)
        return
    if options.posts:
        _measure_made_up(options)
    for path in sorted(options.data.glob("*.xml")) if options.data else ():
        account(path)


def _measure_made_up(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "export.xml"
        write_export(path, options.posts, options.seed)
        print(f"{options.posts:,} posts, {options.posts // 2:,} pictures, {path.stat().st_size / 1e6:,.0f} MB")
        for name, further in (("read, without Markdown", ["--no-conversion"]), ("read, with Markdown", [])):
            command = [sys.executable, __file__, "--measure", str(path), *further]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            count, (seconds, spent, memory) = int(answer[0]), map(float, answer[1:])
            rates = f"{count / seconds:,.0f} posts a second, {count / spent:,.0f} a processor's second"
            print(f"  {name:<24} {rates}, {memory:,.0f} MB at most, {count:,} drafts")


if __name__ == "__main__":
    main()
