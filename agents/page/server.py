"""The page over HTTP."""

import asyncio
import gzip
from contextlib import suppress
from typing import Any, Final

import orjson
from aiohttp import web

from agents.page import assets, geojson
from agents.page.guard import harden, is_loopback, loopback_only
from agents.page.live import Live
from agents.page.record import whole
from agents.page.rows import COLUMNS
from agents.page.streaming import messages, place

LIVE: Final = web.AppKey("live", Live)
FILES: Final = web.AppKey("files", dict[str, Any])


def create_server(live: Live, host: str = "127.0.0.1") -> web.Application:
    """Build the server. On a loopback address it answers only to the names of this machine."""
    app = web.Application(middlewares=[loopback_only] if is_loopback(host) else [])
    app[LIVE] = live
    app[FILES] = dict(assets.files())
    app.on_response_prepare.append(harden)
    app.add_routes(
        [
            web.get("/", _index),
            web.get("/assets/{name}", _asset),
            web.get("/api/events", _events),
            web.get("/api/events/{id:.+}", _event),
            web.get("/events.geojson", _geojson),
            web.get("/stream", _stream),
            web.get("/livez", _livez),
        ]
    )
    return app


async def start(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Listen. ``port`` 0 takes a free one; the real one is given back. ``cleanup`` of the runner ends it.

    Raises:
        OSError: the address is taken, or not ours.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    return runner, int(runner.addresses[0][1])


async def _index(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(request.app[FILES]["index.html"])


async def _asset(request: web.Request) -> web.StreamResponse:
    file = request.app[FILES].get(request.match_info["name"])
    if file is None:
        raise web.HTTPNotFound
    return web.FileResponse(file)


async def _events(request: web.Request) -> web.Response:
    """Every event in brief; ``at`` is where the stream goes on from here."""
    live = request.app[LIVE]
    rows = [orjson.Fragment(entry.line) for entry in live.world.standing()]
    body = orjson.dumps({"columns": COLUMNS, "rows": rows, "at": place(live, live.world.sequence)})
    return await _json(request, body)


async def _event(request: web.Request) -> web.Response:
    entry = request.app[LIVE].world.get(request.match_info["id"])
    if entry is None:
        raise web.HTTPNotFound(text="no such event\n")
    return await _json(request, orjson.dumps(whole(entry)))


async def _geojson(request: web.Request) -> web.Response:
    try:
        selected = geojson.selection(request.query)
    except ValueError as error:
        raise web.HTTPBadRequest(text=f"{error}\n") from None
    rows = [entry.row for entry in request.app[LIVE].world.standing() if entry.row]
    body = await asyncio.to_thread(lambda: orjson.dumps(geojson.collection(rows, selected)))
    return await _json(request, body, geojson.MEDIA_TYPE)


async def _stream(request: web.Request) -> web.StreamResponse:
    """Go on after ``Last-Event-ID``, which a browser sends when it comes back, or after ``after``."""
    start = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    with suppress(ConnectionError):
        async for message in messages(request.app[LIVE], start):
            await response.write(message)
    return response


async def _livez(_: web.Request) -> web.Response:
    return web.Response(text="alive\n")


async def _json(request: web.Request, body: bytes, media_type: str = "application/json") -> web.Response:
    """Packed quickly rather than tightly: the reader is near."""
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=body, content_type=media_type)
    packed = await asyncio.to_thread(gzip.compress, body, 1)
    return web.Response(body=packed, content_type=media_type, headers={"Content-Encoding": "gzip"})
