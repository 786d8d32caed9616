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


class Coordinator:
    """As aiokafka's: a member of a group whose broker answers heartbeats, or does not know it any more."""

    def __init__(self) -> None:
        self.generation = -1
        self.is_known = True
        self.answers: Callable[[], object] = lambda: None

    async def _on_join_complete(self, generation: int) -> None:
        self.generation = generation

    async def _do_heartbeat(self) -> bool:
        self.answers()
        if not self.is_known:
            self.reset_generation()
        return self.is_known

    def reset_generation(self) -> None:
        self.generation = -1

    async def join(self) -> None:
        await self._on_join_complete(1)

    async def beat(self) -> None:
        await self._do_heartbeat()


class EndedError(Exception):
    pass


class Member:
    """A worker's side of a group, behind a fence that trusts a heartbeat for five seconds."""

    def __init__(self) -> None:
        def ended(code: int) -> None:
            raise EndedError(code)

        self.clock, self.group, self.client = Clock(), Coordinator(), Client()
        fence = Fence(5, self.clock, ended)
        fence.watch(self.group)
        fence.guard(self.client)


@pytest.fixture
def member() -> Member:
    return Member()


def test_who_has_just_joined_may_send(member: Member) -> None:
    async def run() -> None:
        await member.group.join()
        assert await member.client.send("one") == "answer"

    asyncio.run(run())


def test_who_was_silent_for_long_waits_for_a_heartbeat(member: Member) -> None:
    async def run() -> None:
        await member.group.join()
        member.clock.now += 5.1
        sending = asyncio.create_task(member.client.send("one"))
        await asyncio.sleep(0.05)
        assert member.client.sent == []
        await member.group.beat()
        assert await sending == "answer"

    asyncio.run(run())


def test_who_was_thrown_out_ends_before_it_sends(member: Member) -> None:
    async def run() -> None:
        await member.group.join()
        await member.client.send("one")
        member.group.is_known = False
        member.clock.now += 60
        sending = asyncio.create_task(member.client.send("two"))
        await asyncio.sleep(0)
        await member.group.beat()
        with pytest.raises(EndedError, match=str(EXIT_CODE)):
            await sending
        assert member.client.sent == ["one"]

    asyncio.run(run())


def test_a_heartbeat_counts_from_its_sending(member: Member) -> None:
    def freeze() -> None:
        member.clock.now += 6

    async def run() -> None:
        await member.group.join()
        member.group.answers = freeze
        await member.group.beat()
        sending = asyncio.create_task(member.client.send("one"))
        await asyncio.sleep(0.05)
        assert not sending.done()
        sending.cancel()

    asyncio.run(run())


def test_who_joins_again_may_send_again(member: Member) -> None:
    async def run() -> None:
        await member.group.join()
        member.group.reset_generation()
        await member.group.join()
        await member.client.send("one")

    asyncio.run(run())
    assert member.client.sent == ["one"]
