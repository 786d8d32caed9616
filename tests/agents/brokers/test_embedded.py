import asyncio
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from agents.brokers import embedded, process
from agents.brokers.embedded import settings_for, start_embedded
from agents.brokers.process import BrokerError, free_port
from agents.settings import load_settings
from agents.topics import ensure_topics, topology

pytestmark = pytest.mark.skipif(not embedded.is_installed(), reason="the extra 'embedded' is not installed")

ORPHAN = """
import os, pathlib, sys
from agents.brokers.embedded import start_embedded
broker = start_embedded(pathlib.Path(sys.argv[1]))
print(broker.process.pid, flush=True)
os._exit(1)
"""


def test_what_is_produced_can_be_consumed(tmp_path: Path) -> None:
    with start_embedded(tmp_path / "log") as broker:
        settings = settings_for(load_settings(), broker)

        async def there_and_back() -> bytes | None:
            assert len(await ensure_topics(settings)) == len(topology(settings).all)
            assert await ensure_topics(settings) == []
            topic = topology(settings).articles.name
            async with AIOKafkaProducer(bootstrap_servers=broker.address) as producer:
                await producer.send_and_wait(topic, b"value", b"key")
            options = {"bootstrap_servers": broker.address, "auto_offset_reset": "earliest"}
            async with AIOKafkaConsumer(topic, **options) as consumer, asyncio.timeout(20):
                value: bytes | None = (await consumer.getone()).value
                return value

        assert asyncio.run(there_and_back()) == b"value"
    assert broker.process.poll() is not None


def is_running(process: int) -> bool:
    """Whether the process is more than a zombie that nobody has collected."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


def test_it_dies_with_its_parent(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ORPHAN, str(tmp_path / "log")], capture_output=True, text=True, check=False
    )
    deadline = time.monotonic() + 10
    while is_running(int(done.stdout)):
        assert time.monotonic() < deadline


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('no room'); raise SystemExit(3)"]
    with pytest.raises(BrokerError, match="did not start: no room"):
        process.start(command, free_port(), tmp_path / "log", environment={}, timeout=20)


def test_its_settings_are_those_that_it_can_serve() -> None:
    settings = load_settings(instance_id="worker-1", session_timeout=30)
    with start_embedded() as broker:
        chosen = settings_for(settings, broker)
    assert (chosen.broker, chosen.session_timeout, chosen.instance_id) == (broker.address, 2.0, None)
