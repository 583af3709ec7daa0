"""The preview's server: files of the site as they are, pages with the script that reloads them, and the stream of
events it listens to. Writes nothing and answers only to its own names."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backfile.build.output import SEARCH_LIST
from backfile.preview.content_types import CONTENT_TYPES, content_type
from backfile.preview.hosts import Hosts, is_own_page
from backfile.preview.injecting import OWN_FOLDER, unbuilt_page, with_script
from backfile.preview.live import Live, State
from backfile.preview.paths import find_file, is_folder

STATIC = Path(__file__).parent / "static"
OWN_FILES = ("reload.js", "problems.js", "problems.css")

WHOLE_BYTES = 1 << 20
"""Up to this size a file is read whole, so that a build that replaces it meanwhile cannot cut it."""

RETRY_MS = 500
"""A page asks again so soon after the server was gone."""

HTML = CONTENT_TYPES[".html"]
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def make_app(site: Path, live: Live, hosts: Hosts) -> ASGIApp:
    """The application that serves the folder `site` (which need not be there yet) to `hosts`."""

    def own_file(request: Request) -> Response:
        path = STATIC / request.path_params["name"]
        if path.name not in OWN_FILES:
            return PlainTextResponse("There is no such file.\n", 404)
        return Response(path.read_bytes(), media_type=content_type(path))

    async def events(request: Request) -> Response:
        if not is_own_page(request.scope["headers"]):
            return PlainTextResponse("Only pages of the preview may listen.\n", 403)
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        return StreamingResponse(_events(live), media_type="text/event-stream")

    def site_file(request: Request) -> Response:
        return _site_file(site, live, request)

    def fault(request: Request, error: Exception) -> Response:
        return PlainTextResponse(f"The preview failed: {type(error).__name__}: {error}\n", 500)

    routes = [
        Route(f"{OWN_FOLDER}events", events),
        Route(f"{OWN_FOLDER}{{name}}", own_file),
        Route("/{path:path}", site_file),
    ]
    return _Guard(Starlette(routes=routes, exception_handlers={Exception: fault}), hosts)


class _Guard:
    """Turns away what does not ask this server by name or asks it to do more than read."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        app = self._refusal(scope) or self._app
        await app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        address = (scope.get("server") or ("", None))[0]
        if not self._hosts.are_asked(scope["headers"], address):
            return PlainTextResponse("This server does not answer to that name.\n", 421)
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("This server can only be read.\n", 405, {"Allow": "GET, HEAD"})
        return None


async def _events(live: Live) -> AsyncIterator[bytes]:
    yield f"retry: {RETRY_MS}\n\n".encode()
    async for state in live.follow():
        yield b"data: " + msgspec.json.encode(state) + b"\n\n"


def _site_file(site: Path, live: Live, request: Request) -> Response:
    state = live.state  # taken before the file is read: a page is never held to be newer than it is
    path = request.scope["path"]
    found = _file(find_file(site, path), state, 200)
    if found is not None:
        return found
    if is_folder(site, path):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{quote(path)}/{query}", 302)
    if path == f"/{SEARCH_LIST}" and live.awaits_index:
        return PlainTextResponse("The search index is not made yet.\n", 503, {"Retry-After": "1"})
    if state.number == 0:
        return Response(unbuilt_page(state), 503, {"Retry-After": "1"}, HTML)
    missing = _file(find_file(site, "/404.html"), state, 404)
    return missing or PlainTextResponse("There is no such page.\n", 404)


def _file(path: Path | None, state: State, status: int) -> Response | None:
    """The file as a response; None where it is not, or not any more."""
    if path is None:
        return None
    kind = content_type(path)
    try:
        is_large = path.stat().st_size > WHOLE_BYTES and kind != HTML
        if is_large or kind.startswith(("audio/", "video/")):
            return FileResponse(path, status, media_type=kind)  # in parts, as players ask for them
        data = path.read_bytes()
    except OSError:
        return None
    return Response(with_script(data, state) if kind == HTML else data, status, media_type=kind)
