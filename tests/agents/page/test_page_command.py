"""The command: what it refuses, and the page over a broker."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaProducer

from agents.brokers.embedded import is_installed as is_embedded
from agents.brokers.embedded import start_embedded
from agents.brokers.process import free_port
from agents.cli import main
from agents.page.assets import is_installed
from agents.settings import PREFIX, load_settings
from agents.topics import ensure_topics, topology
from schemas.codec import encode
from schemas.event import Event

Make = Callable[..., Event]
PATIENCE = 30.0

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra 'page' is not installed")


def refused(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        main(["page", *options])
    return ended.value.code, capsys.readouterr().err


@pytest.mark.parametrize("address", ["worker:9464", "file:///etc/passwd", "http://"])
def test_an_address_of_metrics_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], address: str) -> None:
    code, said = refused(capsys, "--metrics", address)
    assert code == 2
    assert f"--metrics '{address}' is no address" in said


def test_a_taken_port_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = refused(capsys, "--port", str(port))
    assert code == 1
    assert said.startswith(f"conflict-stream: cannot serve on 127.0.0.1:{port}: ")
    assert said.count("\n") == 1


def test_a_broker_that_is_away_is_told_of_on_the_page() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "agents.cli", "page", "--broker", f"127.0.0.1:{free_port()}", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    try:
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
        assert address
        connection = HTTPConnection("127.0.0.1", int(address[1]), timeout=PATIENCE)
        connection.request("GET", "/stream")
        stream = connection.getresponse()
        while stream.readline() != b"event: feed\n":
            pass
        assert stream.readline() == b'data: {"up":false}\n'
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def page(broker: Any) -> Iterator[tuple["subprocess.Popen[str]", Callable[..., None]]]:
    prefix = f"page-{uuid.uuid4().hex[:8]}."
    settings = load_settings(broker=broker.address, topic_prefix=prefix)
    asyncio.run(ensure_topics(settings))

    async def send(*records: tuple[str, bytes | None]) -> None:
        async with AIOKafkaProducer(bootstrap_servers=settings.broker) as producer:
            for key, value in records:
                await producer.send_and_wait(topology(settings).events.name, value, key.encode())

    process = subprocess.Popen(
        [sys.executable, "-m", "agents.cli", "page", "--broker", settings.broker, "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, f"{PREFIX}TOPIC_PREFIX": prefix},
    )
    yield process, lambda *records: asyncio.run(send(*records))
    process.kill()
    process.communicate()


def told(port: int) -> Iterator[bool]:
    """Whether the broker answers, each time that the page says so."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/stream")
    stream = connection.getresponse()
    while line := stream.readline():
        if line == b"event: feed\n":
            yield orjson.loads(stream.readline().removeprefix(b"data: "))["up"]


@pytest.mark.broker
@pytest.mark.skipif(not is_embedded(), reason="the extra 'embedded' is not installed")
def test_the_page_tells_that_its_broker_has_gone_and_when_it_is_back(make: Make) -> None:
    port = free_port()
    settings = load_settings(broker=f"127.0.0.1:{port}")

    async def send(event: Event) -> None:
        await ensure_topics(settings)
        async with AIOKafkaProducer(bootstrap_servers=settings.broker) as producer:
            await producer.send_and_wait(topology(settings).events.name, encode(event), event.event_id.encode())

    with ExitStack() as stack:
        broker = stack.enter_context(start_embedded(port=port))
        asyncio.run(send(make("a")))
        command = [sys.executable, "-m", "agents.cli", "page", "--broker", settings.broker, "--port", "0"]
        process = stack.enter_context(subprocess.Popen(command, stderr=subprocess.PIPE, text=True))
        stack.callback(process.kill)
        assert process.stderr
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
        assert address
        page = int(address[1])
        feed = told(page)
        deadline = time.monotonic() + PATIENCE
        while not get(page, "/api/events")["rows"]:
            assert time.monotonic() < deadline
        broker.stop()
        while next(feed):
            pass
        stack.enter_context(start_embedded(port=port))  # it has forgotten everything
        asyncio.run(send(make("b")))
        assert next(feed)
        while {row[0] for row in get(page, "/api/events")["rows"]} != {"a", "b"}:
            assert time.monotonic() < deadline + PATIENCE


def get(port: int, path: str) -> Any:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse().read()
    connection.close()
    return orjson.loads(answer)


@pytest.mark.broker
def test_the_page_follows_the_topic_from_its_beginning_and_ends_when_told_to(page: Any, make: Make) -> None:
    process, send = page
    send(("a", encode(make("a"))), ("b", encode(make("b"))), ("noise", b"no event"), ("a", encode(make("a", 2))))
    address = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
    assert address
    port = int(address[1])
    deadline = time.monotonic() + PATIENCE

    def wait_for(expected: dict[str, int]) -> None:
        found = None
        while found != expected:
            assert time.monotonic() < deadline, found
            found = {row[0]: row[1] for row in get(port, "/api/events")["rows"]}

    wait_for({"a": 2, "b": 1})
    send(("b", None))
    wait_for({"a": 2})
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
