"""Ports for the demo: the usual ones where they are free, told of where they are not."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from agents.brokers.embedded import is_installed
from agents.brokers.process import BrokerError, free_port
from agents.cli import main
from agents.cli.ports import Port, choose
from agents.cli.stage import stage


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_the_usual_port_is_taken_where_it_is_free() -> None:
    usual = free_port()
    assert choose(usual, None, "--port") == Port(usual)


def test_another_port_is_taken_where_the_usual_one_is_not_free_and_that_is_told(taken: int) -> None:
    chosen = choose(taken, None, "--port")
    assert chosen.number != taken
    assert chosen.note == f"  (another program has {taken})"


def test_any_port_is_taken_where_any_was_asked_for_and_nothing_is_told(taken: int) -> None:
    chosen = choose(taken, 0, "--port")
    assert chosen.number != taken
    assert chosen.note == ""


def test_a_port_that_was_asked_for_is_taken_or_refused(taken: int) -> None:
    wanted = free_port()
    assert choose(taken, wanted, "--port") == Port(wanted)
    with pytest.raises(BrokerError, match=f"port {taken} is taken: --port names another"):
        choose(free_port(), taken, "--port")


def test_a_demo_whose_port_is_taken_ends_with_one_line(capsys: pytest.CaptureFixture[str], taken: int) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--page-port", str(taken)])
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert said == f"conflict-stream: port {taken} is taken: --page-port names another, and 0 takes a free one\n"


@pytest.mark.broker
@pytest.mark.skipif(not is_installed(), reason="the extra 'embedded' is not installed")
def test_demos_that_start_at_once_take_other_ports() -> None:
    both = Barrier(2, timeout=60)

    def start(_: int) -> tuple[int, str | None]:
        with stage() as running:
            both.wait()
            ended = running.worker_ended
            both.wait()
        return running.settings.metrics_port, ended

    with ThreadPoolExecutor(2) as pool:
        (first, ended), (second, other_ended) = pool.map(start, range(2))
    assert first != second
    assert ended is other_ended is None
