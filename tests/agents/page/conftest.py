"""Events to show, and the page served on a port of its own, with a feed that the test holds."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import web

from agents.cli.tail import Published, Tombstone
from agents.page.live import Live
from agents.page.pulse import Beat
from agents.page.server import create_server, start
from schemas.codec import decode, encode
from schemas.event import Event

EXAMPLE = Path(__file__).parents[3] / "schemas" / "examples" / "event" / "good" / "full.json"
PATIENCE = 10.0

Make = Callable[..., Event]


@pytest.fixture
def make() -> Make:
    """Makes an event: its id, and what of the example is to be another."""
    example = decode(EXAMPLE.read_bytes(), Event)

    def make(name: str = "e1", version: int = 1, **fields: Any) -> Event:
        place = {key: fields.pop(key) for key in ("lat", "lon", "country", "precision", "radius_km") if key in fields}
        return replace(example, event_id=name, version=version, location=replace(example.location, **place), **fields)

    return make


def published(event: Event) -> Published:
    return Published(event, encode(event))


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


class Served:
    """A page that is being served. What is told it has been taken in when ``tell`` returns."""

    def __init__(self, port: int = 0) -> None:
        self.live = Live()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._runner: web.AppRunner
        self._runner, self.port = self._run(start(create_server(self.live), "127.0.0.1", port))
        self.address = f"http://127.0.0.1:{self.port}"

    def tell(self, *records: Event | Tombstone) -> None:
        async def feed() -> AsyncIterator[Published | Tombstone]:
            for record in records:
                yield record if isinstance(record, Tombstone) else published(record)

        self._run(self.live.follow(feed()))

    def beat(self, **figures: Any) -> None:
        calm = Beat(datetime.now(UTC).timestamp(), 1, 20.0, 3.5, 7, 0.0)
        one = replace(calm, **figures)

        async def feel() -> None:
            self.live.feel(one)

        self._run(feel())

    def hear(self, *, yes: bool) -> None:
        async def hear() -> None:
            self.live.hear(yes=yes)

        self._run(hear())

    def open(self, path: str, **headers: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse()

    def get(self, path: str, **headers: str) -> Answer:
        answer = self.open(path, **headers)
        return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def close(self) -> None:
        """End it; a second time is none."""
        if self._loop.is_closed():
            return
        self._run(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, part: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(part, self._loop).result(PATIENCE)


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Serves pages, on a given port too."""
    running: list[Served] = []

    def serve(port: int = 0) -> Served:
        running.append(Served(port))
        return running[-1]

    yield serve
    for one in running:
        one.close()


@pytest.fixture
def served(serve: Callable[..., Served]) -> Served:
    return serve()
