"""Workers as processes, and a world to watch them in."""

import asyncio
import importlib.util
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from urllib.request import urlopen

import orjson
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from prometheus_client import CollectorRegistry

from agents.brokers.process import free_port
from agents.metrics import BuildInfo, Metrics
from agents.settings import PREFIX, Settings, load_settings
from agents.topics import Topology, ensure_topics, topology

PROGRAM: Final = Path(__file__).with_name("standin_worker.py")
PATIENCE: Final = 60.0


@pytest.fixture(scope="session")
def standin() -> ModuleType:
    """The module of the stand-ins for reading and merging."""
    spec = importlib.util.spec_from_file_location("standin_worker", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(CollectorRegistry(), BuildInfo("0"))


class World:
    """A deployment of its own on the broker: topics, a group, and any number of workers."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.topics: Topology = topology(settings)
        self._folder = folder
        self.workers: list[Worker] = []

    def start_worker(
        self, *, seconds: float = 0.0, ready: bool = True, command: Sequence[str] = (), **settings: object
    ) -> "Worker":
        """Start a worker process and wait until it is ready; ``command`` takes the place of the stand-in's."""
        given = {**self.settings.model_dump(exclude_unset=True), "metrics_port": free_port(), **settings}
        environment = {PREFIX + name.upper(): "none" if value is None else str(value) for name, value in given.items()}
        log = self._folder / f"worker-{len(self.workers)}.log"
        worker = Worker(environment, command or (str(PROGRAM), str(seconds)), log, int(given["metrics_port"]))
        self.workers.append(worker)
        if ready:
            worker.wait_until_ready()
        return worker

    def produce(
        self,
        messages: list[tuple[bytes | None, bytes | None]],
        topic: str | None = None,
        headers: tuple[tuple[str, bytes | None], ...] = (),
        compression: str | None = None,
    ) -> None:
        """Send keys and values, to the articles where nothing is said."""

        async def send() -> None:
            name = topic or self.topics.articles.name
            limits = {"max_request_size": 100_000_000, "compression_type": compression}
            async with AIOKafkaProducer(bootstrap_servers=self.settings.broker, **limits) as producer:
                sent = [await producer.send(name, value, key, headers=list(headers)) for key, value in messages]
                for delivered in sent:
                    await delivered

        asyncio.run(send())

    def read(self, *topics: str, until: Callable[[list[ConsumerRecord]], bool]) -> list[ConsumerRecord]:
        """All the messages of these topics, as soon as ``until`` is content with them."""

        async def consume() -> list[ConsumerRecord]:
            found: list[ConsumerRecord] = []
            options = {"bootstrap_servers": self.settings.broker, "auto_offset_reset": "earliest"}
            async with AIOKafkaConsumer(*topics, **options) as consumer, asyncio.timeout(PATIENCE):
                while not until(found):
                    for records in (await consumer.getmany(timeout_ms=100)).values():
                        found += records
            return found

        return asyncio.run(consume())

    def events(self, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The newest version of each event, as soon as ``until`` is content with them."""
        records = self.read(self.topics.events.name, until=lambda records: until(newest(records)))
        return newest(records)


def newest(records: list[ConsumerRecord]) -> dict[str, Any]:
    """The last version of each event; checks that no version ever had two contents."""
    contents: dict[tuple[bytes, int], bytes] = {}
    events: dict[str, Any] = {}
    for record in records:
        event = orjson.loads(record.value)
        assert contents.setdefault((record.key, event["version"]), record.value) == record.value
        if event["version"] >= events.get(event["event_id"], event)["version"]:
            events[event["event_id"]] = event
    return events


class Worker:
    """A worker process."""

    def __init__(self, environment: dict[str, str], command: Sequence[str], log: Path, port: int) -> None:
        self.log = log
        self.port = port
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *command],
                env={**os.environ, **environment},
                stderr=output,
                cwd=Path(__file__).parents[2],
            )

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.is_ready():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()

    def is_ready(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end; gives the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture
def world(broker: Any, tmp_path: Path) -> Iterator[World]:
    """A world on the broker, with its topics."""
    name = uuid.uuid4().hex[:8]
    settings = load_settings(
        broker=broker.address,
        topic_prefix=f"{name}.",
        group_id=name,
        session_timeout=broker.session_timeout,
        horizon_days=None,
    )
    asyncio.run(ensure_topics(settings))
    world = World(settings, tmp_path)
    yield world
    for worker in world.workers:
        worker.kill()


@pytest.fixture
def article() -> Callable[..., tuple[bytes, bytes]]:
    """Makes a key and a value of an article."""

    def make(name: str, *lines: str, **fields: object) -> tuple[bytes, bytes]:
        value = {"id": name, "published_at": "2024-08-02T06:00:00Z", "text": "\n".join(lines), **fields}
        return name.encode(), orjson.dumps({key: field for key, field in value.items() if field is not None})

    return make
