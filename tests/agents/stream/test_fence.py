import asyncio
from collections.abc import Callable

import pytest

from agents.stream.fence import EXIT_CODE, Fence


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Client:
    def __init__(self) -> None:
        self.sent: list[str] = []

    async def send(self, request: str) -> str:
        self.sent.append(request)
        return "answer"


class EndedError(Exception):
    pass


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def end() -> Callable[[int], object]:
    def ended(code: int) -> None:
        raise EndedError(code)

    return ended


def test_a_frozen_worker_ends_before_it_sends(clock: Clock, end: Callable[[int], object]) -> None:
    fence, client = Fence(5, clock, end), Client()
    fence.guard(client)
    assert asyncio.run(client.send("one")) == "answer"
    clock.now += 5.1
    with pytest.raises(EndedError, match=str(EXIT_CODE)):
        asyncio.run(client.send("two"))
    assert client.sent == ["one"]


def test_a_worker_that_looks_often_enough_goes_on(clock: Clock, end: Callable[[int], object]) -> None:
    fence = Fence(5, clock, end)
    for _ in range(10):
        fence.check()
        clock.now += 4.9


def test_the_time_before_the_first_look_does_not_count(clock: Clock, end: Callable[[int], object]) -> None:
    fence = Fence(5, clock, end)
    clock.now += 60
    fence.check()
