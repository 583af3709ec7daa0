"""Puts the preview's script into a page on its way to the browser; the file on the disk stays as it was built."""

from backfile.preview.live import State

OWN_FOLDER = "/__backfile__/"


def with_script(html: bytes, state: State) -> bytes:
    """The page with the script at the end of its body. Parts of pages, as fragments are, stay as they are."""
    start = html[:1024].lower()
    if b"<html" not in start and b"<!doctype" not in start:
        return html
    at = html.lower().rfind(b"</body")
    at = len(html) if at < 0 else at
    return html[:at] + _script(state) + html[at:]


def _script(state: State) -> bytes:
    return f'<script src="{OWN_FOLDER}reload.js" data-build="{state.build}"></script>'.encode()


def unbuilt_page(state: State) -> bytes:
    """What a reader sees before there is a site: the first build is under way, or has failed."""
    return with_script(_UNBUILT.encode(), state)


_UNBUILT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Not built yet</title></head>
<body data-unbuilt><h1>The site is not built yet</h1><p>As soon as it is, this page gives way to it.</p></body>
</html>
"""
