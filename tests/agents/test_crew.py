"""Several workers under one parent, as processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from agents.brokers.process import free_port
from agents.metrics import Health, MetricsServer, serve
from agents.metrics.sum import Summed
from agents.settings import PREFIX

COUNT = "conflict_stream_articles_total"


class Page:
    """The page of one worker."""

    def __init__(self, port: int, articles: float, lag: float) -> None:
        registry = CollectorRegistry()
        Counter("conflict_stream_articles", "Articles.", ["outcome"], registry=registry).labels("mentions").inc(
            articles
        )
        Gauge("conflict_stream_lag_seconds", "Lag.", registry=registry).set(lag)
        Gauge("conflict_stream_open_events", "Events.", registry=registry).set(articles)
        self.server: MetricsServer = serve(registry, Health(), port=port)


@pytest.fixture
def ports() -> list[int]:
    return [free_port(), free_port()]


@pytest.fixture
def summed(ports: list[int]) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Summed([f"http://127.0.0.1:{port}/metrics" for port in ports]))
    return registry


@pytest.fixture
def pages(ports: list[int]) -> Iterator[list[Page]]:
    pages = [Page(ports[0], 3, 7.5), Page(ports[1], 4, 2.5)]
    yield pages
    for page in pages:
        page.server.close()


def test_counters_add_up_and_ages_do_not(summed: CollectorRegistry, pages: list[Page]) -> None:
    assert len(pages) == 2
    assert summed.get_sample_value(COUNT, {"outcome": "mentions"}) == 7
    assert summed.get_sample_value("conflict_stream_lag_seconds") == 7.5
    assert summed.get_sample_value("conflict_stream_open_events") == 7
    assert b"# TYPE conflict_stream_articles_total counter" in generate_latest(summed)


def test_what_a_dead_worker_had_counted_still_counts(
    summed: CollectorRegistry, ports: list[int], pages: list[Page]
) -> None:
    assert summed.get_sample_value(COUNT, {"outcome": "mentions"}) == 7
    pages.pop().server.close()
    assert summed.get_sample_value(COUNT, {"outcome": "mentions"}) == 7
    assert summed.get_sample_value("conflict_stream_open_events") == 3
    pages.append(Page(ports[1], 1, 0))
    assert summed.get_sample_value(COUNT, {"outcome": "mentions"}) == 8


def test_workers_that_do_not_answer_yet_have_counted_nothing(summed: CollectorRegistry) -> None:
    assert summed.get_sample_value(COUNT, {"outcome": "mentions"}) is None


class Parent:
    """A parent of two workers."""

    def __init__(self, settings: dict[str, object], log: Path) -> None:
        self.port = free_port()
        self.log = log
        ours = {PREFIX + name.upper(): "none" if value is None else str(value) for name, value in settings.items()}
        command = [sys.executable, "-m", "agents.cli", "worker", "--processes", "2", "--metrics-port", str(self.port)]
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, env={**os.environ, **ours}, stderr=output)

    def children(self) -> set[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return set(map(int, path.read_text().split()))

    def answers(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except OSError as error:
            return 0, str(error)

    def until(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not done():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()


@pytest.fixture
def parent(world: Any, tmp_path: Path) -> Iterator[Parent]:
    parent = Parent(world.settings.model_dump(exclude_unset=True), tmp_path / "parent.log")
    yield parent
    parent.process.kill()
    parent.process.wait()


@pytest.mark.broker
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc")
def test_a_worker_that_dies_is_started_again_and_all_stop_together(parent: Parent) -> None:
    parent.until(lambda: parent.answers("/readyz")[0] == 200)
    before = parent.children()
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    parent.until(lambda: len(parent.children() - before) == 1)
    parent.until(lambda: 'conflict_stream_worker_state{state="running"} 2.0' in parent.answers("/metrics")[1])
    children = parent.children()
    parent.process.terminate()
    assert parent.process.wait(30) == 0
    assert not any(Path(f"/proc/{child}").exists() for child in children)


@pytest.mark.broker
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc")
def test_no_worker_outlives_its_parent(parent: Parent) -> None:
    parent.until(lambda: len(parent.children()) == 2)
    children = parent.children()
    parent.process.kill()
    parent.process.wait()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{child}/exe").exists() for child in children):
        assert time.monotonic() < deadline
