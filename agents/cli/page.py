"""``conflict-stream page``: a live map of events."""

import asyncio
import signal
from collections.abc import AsyncIterator
from typing import Annotated, Final
from urllib.parse import urlsplit

import typer

from agents.cli.failure import USAGE, Failure
from agents.cli.options import Broker, client_settings, examples
from agents.cli.tail import Published, Tombstone, subscribe
from agents.cli.terminal import notices, plain
from agents.cli.together import until_one_ends
from agents.extras import how_to_install
from agents.page.assets import PORT, is_installed
from agents.page.live import Live
from agents.page.server import create_server, start
from agents.page.world import LIMIT, World
from agents.settings import Settings

PAUSE_SECONDS: Final = 1.0
PATIENCE_SECONDS: Final = 2.0
"""How long the broker may be silent before it is asked whether it is there, and how long it may take to answer."""

EXAMPLES: Final = examples(
    "conflict-stream page",
    "conflict-stream page --broker kafka:9092 --metrics http://worker-1:9464 --metrics http://worker-2:9464",
)


def page(
    *,
    broker: Broker = None,
    metrics: Annotated[
        list[str] | None,
        typer.Option(
            help="Where a worker serves its metrics; may be given again.",
            metavar="URL",
            show_default="http://127.0.0.1:9464/metrics",
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to serve on. There is no log-in: mind who can reach it.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="Port to serve on; 0 takes a free one.", min=0, max=65_535)] = PORT,
    limit: Annotated[int, typer.Option(help="How many events to keep, the latest changed.", min=1)] = LIMIT,
) -> None:
    """Serve a live map of the events, until SIGTERM or Ctrl-C."""
    if not is_installed():
        raise Failure(f"the page needs its map: {how_to_install('page')}")
    chosen = client_settings(broker)
    addresses = [_address(url) for url in metrics or [f"http://127.0.0.1:{chosen.metrics_port}"]]
    asyncio.run(_serve(chosen, addresses, host, port, limit))


async def _serve(settings: Settings, addresses: list[str], host: str, port: int, limit: int) -> None:
    """Serve, follow the topic and take the workers' pulse, until told to end.

    Raises:
        Failure: the address cannot be had, or the broker lets nobody in with these settings.
    """
    live = Live(World(limit), hears=False)
    try:
        runner, real_port = await start(create_server(live, host), host, port)
    except OSError as error:
        raise Failure(f"cannot serve on {host}:{port}: {error.strerror or error}") from None
    notices().print(f"page on http://{host}:{real_port}/", style="bold")
    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    try:
        await until_one_ends(live.follow(_records(settings, live)), live.measure(addresses), told.wait())
    finally:
        await runner.cleanup()


async def _records(settings: Settings, live: Live) -> AsyncIterator[Published | Tombstone]:
    """Read the events topic from its beginning, and anew where the broker goes away: old versions change nothing.

    Raises:
        Failure: a setting is to blame.
    """
    told = ""

    def heard() -> None:
        nonlocal told
        told = ""
        live.hear(yes=True)

    while True:
        found = subscribe(settings, from_start=True, patience=PATIENCE_SECONDS, on_connected=heard)
        try:
            async for record in found:
                yield record
        except Failure as failure:
            if failure.exit_code == USAGE:
                raise
            live.hear(yes=False)
            if (words := plain(str(failure))) != told:
                notices().print(f"{words}; trying again", style="yellow")
                told = words
        await asyncio.sleep(PAUSE_SECONDS)


def _address(url: str) -> str:
    """Complete a worker's address.

    Raises:
        Failure: it is none.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Failure(f"--metrics '{url}' is no address such as http://127.0.0.1:9464", USAGE)
    return url if parts.path.strip("/") else f"{url.rstrip('/')}/metrics"
