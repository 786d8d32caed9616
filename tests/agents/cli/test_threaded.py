"""Blocking input in an event loop."""

import asyncio
import queue
from collections.abc import Iterator

import pytest

from agents.cli.failure import Failure
from agents.cli.threaded import AHEAD, threaded


def test_items_come_in_order() -> None:
    async def collect() -> list[int]:
        return [item async for item in threaded(range(3 * AHEAD))]

    assert asyncio.run(collect()) == list(range(3 * AHEAD))


def test_what_the_iterator_raises_is_raised_after_what_came_before() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise Failure("no more")

    found: list[int] = []

    async def collect() -> None:
        async for item in threaded(failing()):
            found.append(item)  # noqa: PERF401 - a comprehension would lose what came before the failure

    with pytest.raises(Failure, match="no more"):
        asyncio.run(collect())
    assert found == [1]


def test_an_item_is_given_before_the_next_one_is_there() -> None:
    source: queue.Queue[int | None] = queue.Queue()

    async def converse() -> list[int]:
        source.put(0)
        answers = []
        async for item in threaded(iter(source.get, None)):
            assert item is not None
            answers.append(item)
            source.put(item + 1 if item < 5 else None)
        return answers

    assert asyncio.run(asyncio.wait_for(converse(), 10)) == [0, 1, 2, 3, 4, 5]
