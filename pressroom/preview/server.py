"""The preview's server: a few addresses on 127.0.0.1, for the browser of whoever started the watch and for nobody else.

A page from elsewhere can have a browser ask here: it may send a request, or have a name of its own resolve to 127.0.0.1. So only requests
that name this server by its address are answered (Host), none that come from another page (Origin, Sec-Fetch-Site), and no answer may be
embedded elsewhere.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from pressroom import editions
from pressroom.preview import editor
from pressroom.preview.state import PreviewState

HERE = Path(__file__).parent
FILES = {"/": ("preview.html", "text/html"), "/preview.css": ("preview.css", "text/css"), "/preview.js": ("preview.js", "text/javascript")}
JSON = "application/json"  # what a form from elsewhere can't send
WIDEST = 4000  # pixels of a page's picture
PULSE = 15.0  # seconds after which a silent connection is tried
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Guard:
    """Lets only requests through that this server's own pages make to it, and adds the headers that protect its answers."""

    def __init__(self, app: ASGIApp, port: int):
        self.app = app
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "none")
        foreign = origin is not None and origin not in {f"http://{host}" for host in self.hosts}
        if request.headers.get("host") not in self.hosts or foreign or site not in ("none", "same-origin"):
            await Response("not for you", 403, HEADERS)(scope, receive, send)
            return

        async def marked(message: Any) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                pairs = ((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
                message["headers"] = [*message["headers"], *(pair for pair in pairs if pair[0] not in own)]
            await send(message)

        await self.app(scope, receive, marked)


def app(state: PreviewState, root: Path, port: int) -> ASGIApp:
    """The application that serves `state`, of the project in `root`, at http://127.0.0.1:`port`/."""

    def file(request: Request) -> Response:
        name, kind = FILES[request.url.path]
        return Response((HERE / name).read_bytes(), media_type=kind)

    async def events(_: Request) -> Response:
        return StreamingResponse(_events(state), media_type="text/event-stream")

    async def page(request: Request) -> Response:
        stem, name, version, number = (request.path_params[part] for part in ("stem", "edition", "version", "number"))
        chapter, edition = state.chapters.get(stem), editions.named(name)
        view = chapter.views.get(edition) if chapter and edition else None
        width = request.query_params.get("width", "")
        if not (view and view.version == version and width.isascii() and width.isdigit()):
            return Response(status_code=404)
        try:
            picture = await run_in_threadpool(view.drawing.picture, number, min(max(int(width), 50), WIDEST))
        except LookupError:
            return Response(status_code=404)
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600, immutable"})

    def words(request: Request) -> Response:
        chapter = state.chapters.get(request.path_params["stem"])
        return Response(chapter.map, media_type="application/json") if chapter and chapter.map else Response(status_code=404)

    async def seeing(request: Request) -> Response:
        if request.headers.get("content-type") != JSON:
            return Response(status_code=415)
        edition = editions.named(await _sent(request))
        if not edition:
            return Response(status_code=400)
        state.seen = edition
        return Response(status_code=204)

    async def opening(request: Request) -> Response:
        if request.headers.get("content-type") != JSON:
            return Response(status_code=415)
        try:
            asked = await _sent(request)
            place, line = (root / asked["file"]).resolve(), int(asked["line"])
        except (ValueError, KeyError, TypeError):
            return Response(status_code=400)
        if not place.is_relative_to((root / "content").resolve()) or not place.is_file():
            return Response(status_code=404)
        return JSONResponse({"opened": editor.start(place, line)})

    routes = [Route(path, file) for path in FILES]
    routes += [
        Route("/events", events),
        Route("/pages/{stem}/{edition}/{version:int}/{number:int}", page),
        Route("/words/{stem}", words),
        Route("/seen", seeing, methods=["POST"]),
        Route("/open", opening, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes), port)


async def _sent(request: Request) -> Any:
    """The JSON of a request; None where it has none."""
    try:
        return await request.json()
    except ValueError:
        return None


async def _events(state: PreviewState) -> AsyncIterator[str]:
    """The preview's state, at once and after each change (server-sent events: HTML Living Standard, 9.2)."""
    loop, changed = asyncio.get_running_loop(), asyncio.Event()

    def listener() -> None:
        loop.call_soon_threadsafe(changed.set)

    state.listeners.add(listener)
    try:
        while True:
            changed.clear()
            yield f"data: {json.dumps(state.record())}\n\n"
            while True:
                try:
                    await asyncio.wait_for(changed.wait(), PULSE)
                    break
                except TimeoutError:
                    yield ": still there\n\n"
    finally:
        state.listeners.discard(listener)
