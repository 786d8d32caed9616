"""What keeps the page to itself: headers that let nothing run but its own files, and an eye on who is asked."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Final

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_DIRECTIVES: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src blob:",  # MapLibre makes its worker from its own source
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)
POLICY: Final = "; ".join(_DIRECTIVES)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Server": "conflict-stream",
}


async def harden(_: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on every answer, errors and streams too."""
    response.headers.update(HEADERS)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what was asked of another host's name: a foreign site that lets its name point here would read along."""
    if not is_loopback(request.url.host or ""):
        raise web.HTTPMisdirectedRequest(text="this page answers on this machine's own names only\n")
    return await handler(request)
