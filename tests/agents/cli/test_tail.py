"""tail beside a broker that goes away."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO

import pytest
from aiokafka import AIOKafkaProducer

from agents.brokers.embedded import is_installed, start_embedded
from agents.brokers.process import free_port
from agents.settings import load_settings
from agents.topics import ensure_topics, topology
from schemas.codec import encode
from schemas.event import Event

pytestmark = [pytest.mark.broker, pytest.mark.skipif(not is_installed(), reason="the embedded broker is not installed")]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline()


def test_tail_tells_of_a_broker_that_goes_away_and_comes_back(
    stack: ExitStack, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    address = f"127.0.0.1:{port}"
    monkeypatch.setenv("CONFLICT_STREAM_BROKER", address)

    async def publish() -> None:
        settings = load_settings()
        await ensure_topics(settings)
        async with AIOKafkaProducer(bootstrap_servers=address) as producer:
            await producer.send_and_wait(topology(settings).events.name, encode(event), event.event_id.encode())

    broker = stack.enter_context(start_embedded(port=port))
    asyncio.run(publish())
    tail = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", "agents.cli", "tail", "--since", "all", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    )
    stack.callback(tail.kill)
    assert event.event_id in line(tail.stdout)
    broker.stop()
    assert (
        line(tail.stderr) == f"no broker answers at {address}: is it running? --broker names another; waiting for it\n"
    )
    stack.enter_context(start_embedded(port=port))
    asyncio.run(publish())
    assert line(tail.stderr) == f"the broker at {address} is back\n"
