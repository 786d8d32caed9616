"""Events to show, and the page served on a port of its own, with a feed that the test holds."""

import asyncio
import shutil
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
from agents.page.assets import is_installed
from agents.page.live import Live
from agents.page.pulse import Beat
from agents.page.server import create_server, start
from schemas.codec import decode, encode
from schemas.event import Event

EXAMPLE = Path(__file__).parents[3] / "schemas" / "examples" / "event" / "good" / "full.json"
PATIENCE = 10.0

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = {"width": 1440, "height": 900}

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a head, WebGL in software. A module's own: while it runs, its thread has an event loop."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    if not is_installed():
        pytest.skip("the extra 'page' is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any, served: Any) -> Iterator[Callable[..., Any]]:
    """Opens the page; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    opened: list[Any] = []

    def complain(said: Any) -> None:
        if said.type == "error":
            complaints.append(said.text)

    def visit(size: dict[str, int] = DESK, path: str = "/", **options: Any) -> Any:
        page = browser.new_page(viewport=size, **options)
        opened.append(page)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", complain)
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(served.address + path)
        return page

    yield visit
    for page in opened:
        page.close()
    assert complaints == []
