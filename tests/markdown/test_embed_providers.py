"""Whose film, post or sound an embed shows, and that nothing but the provider's own frame can be asked for."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.markdown.body import parse_body
from backfile.markdown.embed_providers import FRAME_HOSTS, embed_of
from properties import examples

TUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
KNOWN = [
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "YouTube", TUBE),
    ("https://m.youtube.com/watch?app=m&v=dQw4w9WgXcQ&t=1m5s", "YouTube", f"{TUBE}&start=65"),
    ("https://youtu.be/dQw4w9WgXcQ?t=90", "YouTube", f"{TUBE}&start=90"),
    ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "YouTube", TUBE),
    ("https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0", "YouTube", TUBE),
    ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "YouTube", TUBE),
    (
        "https://www.youtube.com/playlist?list=PL1234567890",
        "YouTube",
        "https://www.youtube-nocookie.com/embed/videoseries?list=PL1234567890",
    ),
    ("https://vimeo.com/76979871", "Vimeo", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
    (
        "https://vimeo.com/76979871/abcdef12",
        "Vimeo",
        "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=abcdef12",
    ),
    (
        "https://player.vimeo.com/video/76979871?h=abcdef12",
        "Vimeo",
        "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=abcdef12",
    ),
    ("https://twitter.com/user/status/20?s=20", "X", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20"),
    ("https://x.com/user/status/20", "X", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20"),
    (
        "https://www.instagram.com/p/Cabcdefghij/",
        "Instagram",
        "https://www.instagram.com/p/Cabcdefghij/embed/captioned/",
    ),
    (
        "https://www.instagram.com/reel/Cabcdefghij/?x=1",
        "Instagram",
        "https://www.instagram.com/reel/Cabcdefghij/embed/captioned/",
    ),
    (
        "https://www.facebook.com/page/posts/123",
        "Facebook",
        "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fpage%2Fposts%2F123&show_text=true",
    ),
    (
        "https://www.facebook.com/watch/?v=1",
        "Facebook",
        "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1",
    ),
    (
        "https://www.tiktok.com/@user/video/7000000000000000000",
        "TikTok",
        "https://www.tiktok.com/embed/v2/7000000000000000000",
    ),
    (
        "https://soundcloud.com/user/a-track",
        "SoundCloud",
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fuser%2Fa-track",
    ),
    (
        "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1",
        "SoundCloud",
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F1",
    ),
]


@pytest.mark.parametrize(("url", "provider", "frame"), KNOWN)
def test_a_provider_is_known_by_its_addresses(url: str, provider: str, frame: str) -> None:
    """And has a frame that sets as few cookies as it can be told to."""
    found = embed_of(url)
    assert found is not None
    assert (found.provider, found.frame) == (provider, frame)
    assert found.kind in ("video", "post", "sound") and found.shape


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://video.example.org/watch?v=1", "video.example.org"),
        ("https://www.youtube.com/@channel", "YouTube"),
        ("https://www.youtube.com/watch?v=short", "YouTube"),
        ("https://fb.watch/abc/", "Facebook"),
        ("https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ", "evil.example"),
        ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "youtube.com.evil.example"),
        ("https://w.soundcloud.com/player/?url=https://evil.example/", "w.soundcloud.com"),
        ("https://www.facebook.com/plugins/post.php?href=https://evil.example/posts/1", "Facebook"),
    ],
)
def test_any_other_address_is_a_link(url: str, provider: str) -> None:
    """With the name of its host, and no frame."""
    found = embed_of(url)
    assert found is not None
    assert (found.provider, found.frame) == (provider, "")


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "mailto:a@b", "https://[x", "/inside/", "ftp://a.example/x"]
)
def test_what_is_no_address_of_the_web_is_no_embed(url: str) -> None:
    """Nothing is told of it."""
    assert embed_of(url) is None


PIECES = st.lists(
    st.sampled_from(
        ["/", "watch", "?v=", "dQw4w9WgXcQ", "&list=", '"', "<", "embed", "@a", "video", "1", "#", "é", "\\"]
    )
)


@given(host=st.sampled_from(sorted({urlsplit(url).netloc for url, _, _ in KNOWN})), pieces=PIECES)
@examples(300)
def test_a_frame_is_always_of_a_host_that_is_named(host: str, pieces: list[str]) -> None:
    """Whatever the address: a Content-Security-Policy names these hosts and no others."""
    found = embed_of(f"https://{host}/{''.join(pieces)}")
    if found and found.frame:
        assert "{0.scheme}://{0.netloc}".format(urlsplit(found.frame)) in FRAME_HOSTS
        assert not re.search(r'[\s"<>\\]', found.frame)


def test_every_host_that_is_named_has_a_frame() -> None:
    """None is left over."""
    assert {"{0.scheme}://{0.netloc}".format(urlsplit(frame)) for _, _, frame in KNOWN} == set(FRAME_HOSTS)
    assert list(FRAME_HOSTS) == sorted(FRAME_HOSTS)


@pytest.mark.parametrize(
    "markdown",
    [
        "::: embed\nhttps://youtu.be/dQw4w9WgXcQ\n:::",
        "::: embed\n[A film of a lock](https://youtu.be/dQw4w9WgXcQ)\n:::",
        '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>',
        "::: embed\nWords before: https://youtu.be/dQw4w9WgXcQ\n:::\n\n<b>HTML</b>",
    ],
)
def test_an_embed_tells_what_it_shows(markdown: str) -> None:
    """In attributes of its element, also where it was a frame; its link stays a link."""
    html = parse_body(markdown).html(lambda url: url)
    assert 'data-provider="YouTube" data-kind="video" data-shape="wide"' in html
    assert f'data-frame="{TUBE}"' in html
    assert "<iframe" not in html and 'href="https://' in html


def test_nobody_writes_a_frame_of_his_own() -> None:
    """The attributes come from addresses of providers alone."""
    html = parse_body(
        '<div class="embed" data-frame="https://evil.example/" data-kind="video">x</div>\n\n'
        '::: embed\n<a href="https://a.example/x" data-frame="https://evil.example/">x</a>\n:::\n'
    ).html(lambda url: url)
    assert "data-frame" not in html
    assert 'data-provider="a.example"' in html


def test_only_an_embed_is_told_of() -> None:
    """A link behind one, or in another element, is no part of it."""
    html = parse_body("::: embed\nNothing here.\n:::\n\nhttps://youtu.be/dQw4w9WgXcQ <https://vimeo.com/1>\n").html(str)
    assert "data-provider" not in html
