"""The examples of docs/consuming.md do what they say, as they stand there, against a broker."""

import asyncio
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

import schemas
from agents.brokers.process import free_port, start
from agents.settings import PREFIX, load_settings
from agents.topics import ensure_topics, topology
from schemas.cloudevents import of_event, of_tombstone
from schemas.codec import decode, encode
from schemas.event import Event, Status
from schemas.topics import EVENTS
from schemas.values import Location

ROOT: Final = Path(__file__).parents[1]
DOCUMENT: Final = (ROOT / "docs" / "consuming.md").read_text()
EXAMPLE: Final = Path(schemas.__file__).parent / "examples" / "event" / "good" / "full.json"
PATIENCE: Final = 60.0
SOURCE: Final = "urn:conflict-stream:worker:tests"
BROKER, PAGE = "localhost:9092", "127.0.0.1:9465"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of code in the document, and the heading above it."""

    heading: str
    language: str
    code: str


def blocks() -> Iterator[Block]:
    heading = ""
    for found in re.finditer(r"^## ([^\n]+)$|^```(\w+)\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL):
        if found[1]:
            heading = found[1]
        else:
            yield Block(heading, found[2], found[3])


def block(heading: str, language: str) -> str:
    (one,) = (one for one in blocks() if one.heading.startswith(heading) and one.language == language)
    return one.code


def told() -> list[tuple[str, Event | None]]:
    """Keys and events: a is revised, b elsewhere, c withdrawn and ended, d merged into a."""
    example = decode(EXAMPLE.read_bytes(), Event)
    elsewhere = replace(example.location, name="Ramadi", country="IRQ", lat=33.4, lon=43.3)

    def event(name: str, version: int = 1, place: Location = example.location, **fields: Any) -> tuple[str, Event]:
        return name, replace(example, event_id=name, version=version, location=place, **fields)

    return [
        event("a", 1, headline="first report"),
        event("b", place=elsewhere, headline="another country"),
        event("c", headline="a rumour"),
        event("d", headline="the same again"),
        event("a", 2, headline="second report"),
        event("a", 1, headline="first report"),
        event("c", 2, status=Status.WITHDRAWN, headline="a rumour"),
        ("c", None),
        event("d", 2, status=Status.MERGED, merged_into="a", headline="the same again"),
    ]


@dataclass(frozen=True, slots=True)
class Desk:
    """A subscriber's machine: a folder, a broker, and topics of its own on it."""

    folder: Path
    broker: str
    prefix: str

    @property
    def environment(self) -> dict[str, str]:
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        return {**os.environ, "PATH": path, PREFIX + "TOPIC_PREFIX": self.prefix, PREFIX + "GROUP_ID": self.prefix}

    def here(self, code: str, page: str = PAGE) -> str:
        """The code with this machine's addresses and topics in the place of the document's."""
        return code.replace(BROKER, self.broker).replace(EVENTS.name, self.prefix + EVENTS.name).replace(PAGE, page)

    def shell(self, code: str) -> str:
        command = ["bash", "-euo", "pipefail", "-c", self.here(code)]
        where: dict[str, Any] = {"cwd": self.folder, "env": self.environment}
        ran = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE, **where)
        assert ran.returncode == 0, ran.stderr.decode()
        return bytes(ran.stdout).decode()

    def python(self, code: str, until: Callable[[list[str]], bool] | None = None, page: str = PAGE) -> list[str]:
        """What a script prints: all of it, or as soon as ``until`` is content."""
        lines: list[str] = []
        with subprocess.Popen(
            [sys.executable, "-u", "-c", self.here(code, page)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            watchdog = threading.Timer(PATIENCE, process.kill)
            watchdog.start()
            assert process.stdout is not None
            assert process.stderr is not None
            try:
                for line in process.stdout:
                    lines.append(line.rstrip("\n"))
                    if until is not None and until(lines):
                        return lines
                assert until is None, process.stderr.read()
                assert process.wait() == 0, process.stderr.read()
            finally:
                watchdog.cancel()
                process.kill()
        return lines


@pytest.fixture
def desk(broker: Any, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, broker.address, f"t{uuid.uuid4().hex[:8]}.")
    settings = load_settings(broker=broker.address, topic_prefix=desk.prefix, group_id=desk.prefix)
    topics = topology(settings)

    async def fill() -> None:
        await ensure_topics(settings)
        async with AIOKafkaProducer(bootstrap_servers=broker.address) as producer:
            for key, event in told():
                known = (key, 2, decode(EXAMPLE.read_bytes(), Event).updated_at, SOURCE)
                headers = list(of_tombstone(*known) if event is None else of_event(event, SOURCE))
                value = None if event is None else encode(event)
                await producer.send_and_wait(topics.events.name, value, key=key.encode(), headers=headers)

    async def empty() -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=broker.address)
        await admin.start()
        await admin.delete_topics([topic.name for topic in topics.all])
        await admin.close()

    asyncio.run(fill())
    yield desk
    asyncio.run(empty())


def test_every_example_is_run_by_a_test() -> None:
    mine = "".join(path.read_text() for path in Path(__file__).parent.glob("test_con*_doc.py"))
    assert len(list(blocks())) >= 8
    for one in blocks():
        assert f'("{one.heading.split(",")[0]}", "{one.language}")' in mine


WORLD = {
    "active a 1 first report",
    "active a 2 second report",
    "active b 1 another country",
    "withdrawn c 2 a rumour",
    "gone c",
    "merged d 2 the same again",
}


@pytest.mark.broker
def test_aiokafka_keeps_the_world(desk: Desk) -> None:
    lines = desk.python(block("Python: aiokafka", "python"), until=lambda lines: set(lines) >= WORLD)
    assert lines.count("active a 1 first report") == 1


@pytest.mark.broker
def test_confluent_kafka_keeps_a_table(desk: Desk) -> None:
    code = block("Python: confluent-kafka", "python").replace('"my-desk"', f'"{desk.prefix}desk"')
    desk.python(code, until=lambda lines: len(lines) == len(told()))
    with sqlite3.connect(desk.folder / "events.db", timeout=PATIENCE) as table:
        rows = set(table.execute("select event_id, version, status from events"))
    assert rows == {("a", 2, "active"), ("b", 1, "active"), ("d", 2, "merged")}


@pytest.mark.broker
def test_the_sdk_of_cloudevents_reads_the_headers(desk: Desk) -> None:
    lines = desk.python(block("CloudEvents", "python"), until=lambda lines: len(lines) == len(told()))
    found = {line.split()[1]: line.split()[0] for line in lines}
    assert found["c:2:deleted"] == "conflict-stream.event.deleted.v1"
    assert found["d:2"] == "conflict-stream.event.merged.v1"


@pytest.mark.broker
def test_pandas_loads_an_export(desk: Desk) -> None:
    desk.shell(block("pandas", "bash"))
    printed = "\n".join(desk.python(block("pandas", "python")))
    killed = str(decode(EXAMPLE.read_bytes(), Event).casualties.killed.total.best)  # type: ignore[union-attr]
    for country in ("IRQ", "UKR"):
        assert re.search(rf"{country} +\w+ +1 +{killed}", printed), printed


@pytest.fixture
def page(desk: Desk) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "agents.cli", "page", "--broker", desk.broker, "--port", str(port)]
    with start(command, port, desk.folder / "page.log", environment=desk.environment, timeout=PATIENCE) as served:
        deadline = time.monotonic() + PATIENCE
        while len(features(f"http://{served.address}/events.geojson")) != 2:
            assert time.monotonic() < deadline
        yield served.address


def features(url: str) -> list[dict[str, Any]]:
    with urlopen(url, timeout=PATIENCE) as answer:
        assert answer.headers["Content-Type"] == "application/geo+json"
        found: list[dict[str, Any]] = json.load(answer)["features"]
    return found


@pytest.mark.broker
def test_every_url_gives_the_events_that_it_asks_for(desk: Desk, page: str) -> None:
    everything, chosen, boxed = (features(url) for url in desk.here(block("QGIS", "text"), page).split())
    assert {feature["id"] for feature in everything} == {"a", "b"}
    assert [feature["id"] for feature in chosen] == ["a"]
    assert [feature["id"] for feature in boxed] == ["a"]


@pytest.mark.broker
def test_pandas_reads_the_url(desk: Desk, page: str) -> None:
    lines = desk.python(block("QGIS", "python"), page=page)
    assert len(lines) == 2
    assert "shelling_or_missile" in lines[1]


@pytest.mark.kafka
def test_kcat_prints_records_and_headers(kafka: Any, desk: Desk) -> None:
    assert kafka.is_kafka
    if shutil.which("kcat") is None:
        pytest.skip("no kcat")
    records, headers, lately = (desk.shell(line) for line in block("kcat", "bash").splitlines())
    versions = [
        (line.split()[0], json.loads(line.partition(" ")[2])["version"]) for line in records.splitlines() if "{" in line
    ]
    assert {("a", 2), ("b", 1), ("d", 2)} <= set(versions)
    assert "ce_type=conflict-stream.event.deleted.v1" in headers
    assert f"ce_source={SOURCE}" in headers
    assert sorted(lately.splitlines()) == sorted(records.splitlines())
