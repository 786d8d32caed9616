"""Recovery and the hand-over to work, with a broker that answers when the test says so."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

from faust.assignor.client_assignment import ClientAssignment
from faust.types import TP

from agents.settings import load_settings
from agents.stream.app import App, new_app
from agents.stream.changelog import Read
from agents.stream.recovery import TableManager
from agents.stream.state import StateTable
from pipeline.merging.records import StateFormatError

WORK = [TP("mentions", 0), TP("mentions", 1)]
LOG = [TP("recovery-state-changelog", 0), TP("recovery-state-changelog", 1)]


class Thread:
    """Takes the place of the consumer's thread: two changelogs of a hundred records, one reading each ten."""

    def __init__(self) -> None:
        self.assigned: set[TP] = set()
        self.open = asyncio.Event()
        self.reading = asyncio.Event()
        self.seeking = asyncio.Event()
        for gate in (self.open, self.reading, self.seeking):
            gate.set()
        self.asked_for: asyncio.Event | None = None
        """What the last question is held back by."""
        self.format: bytes | None = None
        """Of the state in the changelog; null where it is of no merging at all."""
        self._position: dict[TP, int] = {}

    def assignment(self) -> set[TP]:
        return self.assigned

    async def open_changelogs(self, starts: Mapping[TP, int]) -> Mapping[TP, int]:
        await self._answer(self.open)
        self._position = dict(starts)
        return dict.fromkeys(starts, 100)

    async def read_changelogs(self, ends: Mapping[TP, int]) -> Read:
        await self._answer(self.reading)
        found = {tp: [_record(tp, at) for at in range(self._position[tp], self._position[tp] + 10)] for tp in ends}
        if self.format is not None:
            found[LOG[0]].append(SimpleNamespace(partition=0, offset=99, key=b"format", value=self.format))
        self._position |= {tp: self._position[tp] + 10 for tp in ends}
        return Read(found, {tp: self._position[tp] for tp in ends})

    async def seek_to_group(self) -> Mapping[TP, int]:
        await self._answer(self.seeking)
        return {}

    async def getmany(self, _: set[TP], wait: float) -> Mapping[TP, list[Any]]:
        await asyncio.sleep(wait)
        return {}

    async def _answer(self, gate: asyncio.Event) -> None:
        self.asked_for = gate
        await gate.wait()


def _record(tp: TP, at: int) -> SimpleNamespace:
    return SimpleNamespace(partition=tp.partition, offset=at, key=f"k{at}".encode(), value=b"%d" % at)


class Worker:
    """The part of a worker that recovers."""

    def __init__(self, app: App, table: StateTable, thread: Thread) -> None:
        self.app = app
        self.state = table.held
        self.thread = thread
        self._generation = 0

    async def assign(self, *partitions: int) -> None:
        self._generation += 1
        self.app.consumer_generation_id = self._generation
        actives = {LOG[number] for number in partitions}
        given = ClientAssignment(actives={LOG[0].topic: list(partitions)}, standbys={})
        self.app.assignor._assignment = given  # type: ignore[attr-defined]
        self.thread.assigned = actives | {WORK[number] for number in partitions}
        self.app.group.pause_partitions(self.thread.assigned)
        await self.app.tables.recovery.on_rebalance(self.thread.assigned, set(), set(), self._generation)  # type: ignore[attr-defined]

    async def revoke(self) -> None:
        self.app.on_rebalance_start()
        await self.app.group.on_partitions_revoked(self.thread.assigned)

    async def ready(self) -> None:
        async with asyncio.timeout(10):
            while not (self.app.is_ready and self.app.group.flow_active):  # noqa: ASYNC110 - what is waited for
                await asyncio.sleep(0.001)

    async def asked(self, gate: asyncio.Event) -> None:
        async with asyncio.timeout(10):
            while self.thread.asked_for is not gate:  # noqa: ASYNC110 - what is waited for
                await asyncio.sleep(0)


@asynccontextmanager
async def worker() -> AsyncIterator[Worker]:
    app = new_app(load_settings(group_id="recovery"))
    app.finalize()
    table = app.Table("state", key_type=bytes, value_type=bytes, partitions=2)
    assert isinstance(table, StateTable)
    thread = Thread()
    app.group._thread = thread  # type: ignore[assignment] # what is behind it is the broker
    app.group.stop_flow()
    assert isinstance(app.tables, TableManager)
    await app.tables.recovery.start()
    try:
        yield Worker(app, table, thread)
    finally:
        await app._fetcher.stop()
        await app.tables.recovery.stop()


def test_a_slow_answer_about_the_ends_does_not_end_the_recovery() -> None:
    async def run() -> None:
        async with worker() as one:
            one.thread.open.clear()
            await one.assign(0, 1)
            await one.asked(one.thread.open)
            await asyncio.sleep(1.5)  # the time is what is tested: Faust looks once a second whether it is done
            assert not one.app.is_ready
            one.thread.open.set()
            await one.ready()
            assert len(one.state) == 200

    asyncio.run(run())


def test_partitions_that_are_taken_away_while_recovery_ends_are_not_worked_on() -> None:
    async def run() -> None:
        async with worker() as one:
            one.thread.seeking.clear()
            await one.assign(0, 1)
            await one.asked(one.thread.seeking)
            assert len(one.state) == 200
            await one.revoke()
            one.thread.seeking.set()
            await asyncio.sleep(0.05)  # nothing tells of what does not happen
            assert not one.app.group.flow_active
            assert not one.app.is_ready
            await one.assign(1)
            await one.ready()

    asyncio.run(run())


def test_a_rebalance_in_the_middle_of_a_recovery_loses_nothing() -> None:
    async def run() -> None:
        async with worker() as one:
            one.thread.reading.clear()
            await one.assign(0, 1)
            await one.asked(one.thread.reading)
            await one.revoke()
            await one.assign(0, 1)
            one.thread.reading.set()
            await one.ready()
            assert len(one.state) == 200

    asyncio.run(run())


def test_what_another_worker_deleted_meanwhile_does_not_come_back() -> None:
    async def run() -> None:
        async with worker() as one:
            await one.assign(0, 1)
            await one.ready()
            one.state.apply(1, [("old", b"1")])
            await one.revoke()
            one.thread.open.clear()
            await one.assign(0)
            await one.asked(one.thread.open)
            await one.revoke()
            one.thread.open.set()
            await one.assign(0, 1)
            await one.ready()
            assert "old" not in one.state.partition(1)
            assert len(one.state.partition(1)) == 100

    asyncio.run(run())


def test_state_of_another_format_is_not_worked_on() -> None:
    async def run() -> None:
        async with worker() as one:
            one.thread.format = b"0"
            await one.assign(0, 1)
            async with asyncio.timeout(10):
                await one.app._crashed.wait()
            assert isinstance(one.app.crash_reason, StateFormatError)
            assert str(one.app.crash_reason) == "the state is of format 0, and this release keeps 1"
            assert not one.app.is_ready

    asyncio.run(run())
