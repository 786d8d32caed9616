import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any

import pytest
from aiokafka.record.memory_records import MemoryRecords
from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from agents.stream.delivery import Batch, Delivery, StaleBatchError, grouped
from agents.stream.records import Changes, Output

CHANGES = st.dictionaries(st.sampled_from("abcdef"), st.none() | st.binary(max_size=200), max_size=4)


@given(st.lists(CHANGES, max_size=20), st.integers(1, 1000))
def test_groups_lead_to_the_same_state(parts: list[dict[str, bytes | None]], limit: int) -> None:
    one: dict[str, bytes | None] = {}
    for part in parts:
        one |= part
    other: dict[str, bytes | None] = {}
    for group in grouped(parts, limit):
        other |= group
    assert one == other


@given(st.lists(CHANGES, max_size=20), st.integers(1, 1000))
def test_no_message_is_divided(parts: list[dict[str, bytes | None]], limit: int) -> None:
    """After each group the state is one that some number of whole messages leads to."""
    states: list[dict[str, bytes | None]] = [{}]
    for part in parts:
        states.append({**states[-1], **part})
    reached: dict[str, bytes | None] = {}
    for group in grouped(parts, limit):
        reached |= group
        assert reached in states


def test_a_group_stays_within_the_limit_unless_one_message_is_larger() -> None:
    parts = [{str(number): b"x" * 100} for number in range(10)]
    assert [len(group) for group in grouped(parts, 600)] == [3, 3, 3, 1]
    assert len(grouped(parts, 1)) == 10


class Broker:
    """Takes the place of producer and group: what reaches it, in order."""

    def __init__(self, generation: int = 1) -> None:
        self.generation = generation
        self.log: list[tuple[str, Any]] = []

    async def send(self, topic: str, value: bytes, *_: object, **__: object) -> Awaitable[None]:
        self.log.append((topic, value))
        return asyncio.sleep(0)

    async def send_batch(self, batch: Any, topic: str, *, partition: int) -> Awaitable[None]:
        self.log.append((topic, (partition, [(record.key, record.value) for record in _records(batch)])))
        return asyncio.sleep(0)

    def settle(self, offsets: Mapping[TP, int], _: int) -> None:
        self.log.append(("settled", dict(offsets)))


def _records(batch: Any) -> list[Any]:
    records = MemoryRecords(bytes(batch._build()))
    found = []
    while records.has_next():
        found += list(records.next_batch())
    return found


def deliver(broker: Broker, *batches: Batch) -> None:
    async def run() -> None:
        delivery = Delivery(lambda: broker, lambda: broker, "changelog", lambda _: None)
        for batch in batches:
            await delivery.put(batch)
        async with asyncio.timeout(0.2):
            await delivery.run()

    with pytest.raises(TimeoutError):
        asyncio.run(run())


def batch(offset: int, outputs: list[bytes], changes: Changes, *, more: bool = False) -> Batch:
    sent = tuple(Output("events", b"k", value) for value in outputs)
    return Batch({TP("mentions", 3): offset}, 1, 1, sent, ((3, changes),), more=more)


def test_outputs_come_before_state_and_state_before_the_acknowledgement() -> None:
    broker = Broker()
    deliver(broker, batch(1, [b"one"], {"a": b"1"}, more=True), batch(2, [b"two"], {"a": b"2", "b": None}))
    changes = (3, [(b"a", b"2"), (b"b", None)])
    settled = [("settled", {TP("mentions", 3): offset}) for offset in (1, 2)]
    assert broker.log == [("events", b"one"), ("events", b"two"), ("changelog", changes), *settled]


def test_a_message_that_changes_much_is_stored_at_once() -> None:
    broker = Broker()
    changes: Changes = {str(number): bytes(100_000) for number in range(30)}
    deliver(broker, batch(1, [], changes))
    assert [topic for topic, _ in broker.log] == ["changelog", "settled"]


def test_work_of_an_earlier_assignment_is_not_sent() -> None:
    broker = Broker(generation=2)
    delivery = Delivery(lambda: broker, lambda: broker, "changelog", lambda _: None)

    async def run() -> None:
        await delivery.put(batch(1, [b"one"], {"a": b"1"}))
        await delivery.run()

    with pytest.raises(StaleBatchError):
        asyncio.run(run())
    assert broker.log == []
