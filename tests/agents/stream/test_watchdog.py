from dataclasses import dataclass, field

import pytest
from faust.types import TP

from agents.stream.watchdog import Limits, Watchdog


@dataclass
class Subject:
    is_ready: bool = True
    fatal_error: BaseException | None = None
    lag: dict[tuple[str, int], int] = field(default_factory=dict)
    committed: dict[TP, int | None] = field(default_factory=dict)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class InvalidSessionTimeoutError(Exception):
    pass


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def subject() -> Subject:
    return Subject()


@pytest.fixture
def watchdog(subject: Subject, clock: Clock) -> Watchdog:
    return Watchdog(subject, Limits(ready=30, stall=10), clock)


def test_a_worker_with_nothing_to_do_is_well(watchdog: Watchdog, clock: Clock) -> None:
    for clock.now in range(0, 1000, 100):
        assert watchdog.look() is None


def test_a_worker_that_is_not_ready_in_time_is_stuck(watchdog: Watchdog, subject: Subject, clock: Clock) -> None:
    subject.is_ready = False
    clock.now = 29
    assert watchdog.look() is None
    clock.now = 31
    assert "not ready after 31 s" in (watchdog.look() or "")


def test_each_rebalance_has_its_own_time(watchdog: Watchdog, subject: Subject, clock: Clock) -> None:
    for clock.now in range(0, 200, 20):
        subject.is_ready = not subject.is_ready
        assert watchdog.look() is None


def test_lag_without_progress_is_stuck(watchdog: Watchdog, subject: Subject, clock: Clock) -> None:
    subject.lag = {("articles", 0): 7}
    assert watchdog.look() is None
    clock.now = 11
    assert watchdog.look() == "7 messages wait, and nothing was committed for 11 s"


def test_lag_with_progress_is_well(watchdog: Watchdog, subject: Subject, clock: Clock) -> None:
    subject.lag = {("articles", 0): 7}
    for clock.now in range(0, 100, 5):
        subject.committed = {TP("articles", 0): int(clock.now)}
        assert watchdog.look() is None


def test_work_that_comes_after_idle_hours_has_its_own_time(watchdog: Watchdog, subject: Subject, clock: Clock) -> None:
    watchdog.look()
    clock.now = 7200
    watchdog.look()
    subject.lag = {("articles", 0): 1}
    assert watchdog.look() is None


def test_a_fatal_error_while_joining_says_what_to_change(watchdog: Watchdog, subject: Subject) -> None:
    subject.fatal_error = InvalidSessionTimeoutError()
    assert "CONFLICT_STREAM_SESSION_TIMEOUT" in (watchdog.look() or "")
