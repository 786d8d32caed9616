"""Alive and ready are two things."""

import pytest

from agents.metrics import Answer, Health, WorkerState


class Clock:
    """A clock that the test turns."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def health(clock: Clock) -> Health:
    return Health(clock=clock, silence=60)


@pytest.mark.parametrize("state", WorkerState)
def test_a_worker_is_alive_in_every_state(health: Health, state: WorkerState) -> None:
    health.become(state)
    assert health.live() == Answer(ok=True, why="alive")


@pytest.mark.parametrize("state", WorkerState)
def test_only_a_running_worker_is_ready(health: Health, state: WorkerState) -> None:
    health.become(state)
    assert health.ready().ok is (state is WorkerState.RUNNING)


def test_a_worker_that_is_not_ready_says_what_it_waits_for(health: Health) -> None:
    health.become(WorkerState.RECOVERING, "3 of 12 partitions")
    assert health.ready() == Answer(ok=False, why="recovering: 3 of 12 partitions")


def test_a_rebalance_takes_readiness_and_not_life(health: Health) -> None:
    health.become(WorkerState.RUNNING)
    health.become(WorkerState.JOINING)
    assert (health.live().ok, health.ready().ok) == (True, False)


def test_a_silent_event_loop_is_neither_alive_nor_ready(health: Health, clock: Clock) -> None:
    health.become(WorkerState.RUNNING)
    clock.now = 61
    assert health.live() == Answer(ok=False, why="hung: the event loop has been silent for 61 s")
    assert health.ready() == health.live()


def test_a_beat_keeps_a_worker_alive(health: Health, clock: Clock) -> None:
    for second in range(0, 600, 30):
        clock.now = second
        health.beat()
    assert health.live().ok


def test_every_change_of_state_is_told() -> None:
    told: list[WorkerState] = []
    health = Health(on_change=told.append)
    health.become(WorkerState.JOINING)
    assert told == [WorkerState.STARTING, WorkerState.JOINING]
    assert health.state is WorkerState.JOINING
