"""Whole workers, as processes, on the best broker that there is."""

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from agents.brokers.embedded import SESSION_TIMEOUT, is_installed, start_embedded
from agents.stream import brake, fence
from schemas.codec import read_error_headers

pytestmark = pytest.mark.broker

PLACES = ("Kharkiv UKR", "Ramadi IRQ", "Gao MLI", "Taiz YEM", "Nyala SDN")
ARTICLES = 400


def told(events: dict[str, Any]) -> dict[str, list[str]]:
    """Which articles tell of each event."""
    return {name: sorted(mention["article_id"] for mention in event["mentions"]) for name, event in events.items()}


def expected(count: int) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for number in range(count):
        place, country = PLACES[number % len(PLACES)].split()
        places.setdefault(f"e/{country}-{place}", []).append(f"a{number}")
    return {name: sorted(articles) for name, articles in places.items()}


def test_articles_go_in_and_events_come_out(world: Any, article: Callable[..., Any]) -> None:
    world.start_worker()
    world.produce([article("a1", "Kharkiv UKR", "Ramadi IRQ"), article("a2", "Kharkiv UKR")])
    done = {"e/UKR-Kharkiv": ["a1", "a2"], "e/IRQ-Ramadi": ["a1"]}
    assert told(world.events(until=lambda events: told(events) == done)) == done


def test_sigterm_and_sigint_end_a_ready_worker_in_order(world: Any) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        worker = world.start_worker()
        assert worker.stop(number) == 0
        assert "stopped" in worker.log.read_text()


@pytest.mark.skipif(not is_installed(), reason="the extra 'embedded' is not installed")
def test_a_worker_whose_broker_has_gone_ends_in_order_when_told(world: Any) -> None:
    with start_embedded() as broker:
        worker = world.start_worker(broker=broker.address, session_timeout=SESSION_TIMEOUT)
    while "Unable connect" not in worker.log.read_text():
        assert worker.process.poll() is None
    assert worker.stop() == 0
    said = worker.log.read_text()
    assert "Traceback" not in said
    assert "Task was destroyed" not in said
    assert said.splitlines()[-1].endswith("stopped")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_worker_listens_on_its_metrics_port_of_this_machine_and_nowhere_else(world: Any) -> None:
    worker = world.start_worker()
    assert listening(worker.process.pid) == {f"127.0.0.1:{worker.port}"}


def listening(process: int) -> set[str]:
    """The addresses at which a process takes connections, as Linux tells it."""
    descriptors = Path(f"/proc/{process}/fd").iterdir()
    sockets = {file.readlink().name for file in descriptors if file.readlink().name.startswith("socket:")}
    found = set()
    for version in ("tcp", "tcp6"):
        for row in Path(f"/proc/{process}/net/{version}").read_text().splitlines()[1:]:
            _, local, _, state, *_, inode = row.split()[:10]
            if state == "0A" and f"socket:[{inode}]" in sockets:
                address, port = local.split(":")
                host = ".".join(str(one) for one in reversed(bytes.fromhex(address))) if version == "tcp" else address
                found.add(f"{host}:{int(port, 16)}")
    return found


def test_a_worker_that_is_still_joining_ends_when_told(world: Any) -> None:
    worker = world.start_worker(ready=False)
    while "joining group" not in worker.log.read_text():
        assert worker.process.poll() is None
    assert worker.stop() == 0


def test_a_killed_worker_loses_and_doubles_nothing(world: Any, article: Callable[..., Any]) -> None:
    world.produce([article(f"a{number}", PLACES[number % len(PLACES)]) for number in range(ARTICLES)])
    for handled in (50, 150, 250):
        worker = world.start_worker(seconds=0.002, batch_messages=20)
        world.events(until=lambda events, n=handled: sum(map(len, told(events).values())) >= n)
        worker.kill()
    world.start_worker()
    done = expected(ARTICLES)
    assert told(world.events(until=lambda events: sum(map(len, told(events).values())) >= ARTICLES)) == done


def test_restarts_while_articles_arrive_lose_nothing(world: Any, article: Callable[..., Any]) -> None:
    messages = [article(f"a{number}", PLACES[number % len(PLACES)]) for number in range(ARTICLES)]
    producing = threading.Thread(
        target=lambda: [world.produce(messages[at : at + 10]) for at in range(0, ARTICLES, 10)]
    )
    producing.start()
    for _ in range(3):
        assert world.start_worker().stop() == 0
    producing.join()
    world.start_worker()
    done = expected(ARTICLES)
    assert told(world.events(until=lambda events: sum(map(len, told(events).values())) >= ARTICLES)) == done


@pytest.mark.kafka
@pytest.mark.usefixtures("kafka")
def test_two_workers_share_the_work_and_take_over_from_each_other(world: Any, article: Callable[..., Any]) -> None:
    messages = [article(f"a{number}", PLACES[number % len(PLACES)]) for number in range(ARTICLES)]
    first = world.start_worker(seconds=0.001)
    world.produce(messages[:100])
    second = world.start_worker(seconds=0.001)
    world.produce(messages[100:200])
    first.kill()
    world.produce(messages[200:300])
    third = world.start_worker(seconds=0.001)
    assert second.stop() == 0
    world.produce(messages[300:])
    done = expected(ARTICLES)
    assert told(world.events(until=lambda events: sum(map(len, told(events).values())) >= ARTICLES)) == done
    assert third.stop() == 0


@pytest.mark.kafka
@pytest.mark.usefixtures("kafka")
def test_a_worker_that_was_frozen_for_too_long_ends_before_it_sends(world: Any, article: Callable[..., Any]) -> None:
    worker = world.start_worker(seconds=0.005)
    world.produce([article(f"a{number}", PLACES[number % len(PLACES)]) for number in range(ARTICLES)])
    world.events(until=bool)
    worker.process.send_signal(signal.SIGSTOP)
    with pytest.raises(subprocess.TimeoutExpired):
        worker.process.wait(1.5 * world.settings.session_timeout)
    worker.process.send_signal(signal.SIGCONT)
    assert worker.process.wait(30) == fence.EXIT_CODE
    assert "thrown out of the group" in worker.log.read_text()
    world.start_worker()
    done = expected(ARTICLES)
    assert told(world.events(until=lambda events: sum(map(len, told(events).values())) >= ARTICLES)) == done


def test_a_broker_that_is_away_is_waited_for(world: Any) -> None:
    worker = world.start_worker(broker="127.0.0.1:1", ready=False)
    while "no broker at 127.0.0.1:1 yet" not in worker.log.read_text():
        assert worker.process.poll() is None
    assert worker.stop() == 0
    assert "Traceback" not in worker.log.read_text()


def test_another_partition_count_stops_the_worker_with_one_line(world: Any) -> None:
    async def create() -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=world.settings.broker)
        await admin.start()
        await admin.create_topics([NewTopic(f"other.{world.topics.articles.name}", 3, 1)])
        await admin.close()

    asyncio.run(create())
    worker = world.start_worker(topic_prefix=f"other.{world.settings.topic_prefix}", ready=False)
    assert worker.process.wait(30) == 78
    assert "has 3 partitions where the topology has 12" in worker.log.read_text()
    assert "Traceback" not in worker.log.read_text()


def test_a_worker_that_sets_everything_aside_ends(world: Any, article: Callable[..., Any]) -> None:
    bad = [(f"a{number}".encode(), b"no article") for number in range(50)]
    worker = world.start_worker(dead_letters_in_row=20)
    world.produce([article("good", "Kharkiv UKR"), *bad])
    assert worker.process.wait(30) == brake.EXIT_CODE
    assert "more than 20 messages in a row" in worker.log.read_text()
    assert "Traceback" not in worker.log.read_text()


@pytest.mark.kafka
@pytest.mark.usefixtures("kafka")
def test_a_message_that_only_compressed_fits_its_topic_is_set_aside_cut(
    world: Any, article: Callable[..., Any]
) -> None:
    world.start_worker()
    world.produce([(b"bomb", b"x" * 20_000_000)], compression="gzip")
    world.produce([article("a1", "Kharkiv UKR")])
    world.events(until=lambda events: len(events) == 1)
    (letter,) = world.read(world.topics.articles.dead_letters.name, until=bool)
    assert len(letter.value) < world.topics.articles.dead_letters.max_message_bytes
    assert read_error_headers(list(letter.headers)).cut_from == 20_000_000


@pytest.mark.kafka
@pytest.mark.usefixtures("kafka")
def test_articles_are_read_however_their_producer_compresses_them(world: Any, article: Callable[..., Any]) -> None:
    world.start_worker()
    places = {"gzip": "Kharkiv UKR", "snappy": "Ramadi IRQ", "lz4": "Bamako MLI", "zstd": "Nairobi KEN"}
    for codec, place in places.items():
        world.produce([article(codec, place)], compression=codec)
    world.events(until=lambda events: len(events) == len(places))


def test_the_state_is_measured(world: Any, article: Callable[..., Any]) -> None:
    worker = world.start_worker()
    world.produce([article("a1", "Kharkiv UKR", "Ramadi IRQ"), article("a2", "Kharkiv UKR")])
    deadline = time.monotonic() + 30
    while "conflict_stream_open_events 2.0" not in metrics_of(worker):
        assert time.monotonic() < deadline, metrics_of(worker)


def metrics_of(worker: Any) -> str:
    with urlopen(f"http://127.0.0.1:{worker.port}/metrics", timeout=5) as answer:
        return str(answer.read().decode())


@pytest.mark.kafka
@pytest.mark.usefixtures("kafka")
def test_a_static_member_that_stops_in_order_leaves_its_partitions_to_others(world: Any) -> None:
    first = world.start_worker(instance_id="one", session_timeout=30)
    assert first.stop() == 0
    stopped = time.monotonic()
    world.start_worker(instance_id="two", session_timeout=30)
    assert time.monotonic() - stopped < 15


@pytest.mark.kafka
@pytest.mark.usefixtures("kafka")
def test_a_static_member_that_was_killed_comes_back_at_once(world: Any) -> None:
    world.start_worker(instance_id="one", session_timeout=30).kill()
    killed = time.monotonic()
    world.start_worker(instance_id="one", session_timeout=30)
    assert time.monotonic() - killed < 15
