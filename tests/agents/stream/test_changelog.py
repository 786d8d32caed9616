import asyncio
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from agents.stream.changelog import Read, Restoration

ONE, TWO = TP("changelog", 0), TP("changelog", 1)


class Log:
    """Changelogs whose readings bring a record or two, and can be broken off at any of them."""

    def __init__(self, lengths: Mapping[TP, int], gone: Mapping[TP, set[int]], patience: int = 1000) -> None:
        self._lengths = lengths
        self._gone = gone
        self._position: dict[TP, int] = {}
        self.patience = patience

    async def open_changelogs(self, starts: Mapping[TP, int]) -> Mapping[TP, int]:
        self._position = dict(starts)
        return {tp: self._lengths[tp] for tp in starts}

    async def read_changelogs(self, ends: Mapping[TP, int]) -> Read:
        found: dict[TP, list[Any]] = {}
        for tp in ends:
            left = [at for at in range(self._position[tp], self._lengths[tp]) if at not in self._gone.get(tp, set())]
            found |= {tp: [SimpleNamespace(offset=at) for at in left[:2]]} if left else {}
            self._position[tp] = left[:2][-1] + 1 if left else self._position[tp]
        self.patience -= 1
        if self.patience < 0:
            # What was fetched is lost with the one who asked for it.
            raise asyncio.CancelledError
        return Read(found, dict(self._position), is_over=not found)


@given(st.integers(0, 9), st.integers(0, 9), st.sets(st.integers(0, 9)), st.lists(st.integers(0, 6), max_size=4))
def test_all_records_are_taken_in_order_however_often_the_reading_is_broken_off(
    first: int, second: int, gone: set[int], breaks: list[int]
) -> None:
    lengths = {ONE: first, TWO: second}
    restoration, taken = Restoration(), {ONE: list[int](), TWO: list[int]()}

    def take(tp: TP, records: list[Any]) -> None:
        taken[tp] += [record.offset for record in records]

    async def run(patience: int) -> bool:
        try:
            await restoration.run(Log(lengths, {TWO: gone}, patience), {ONE, TWO}, take)
        except asyncio.CancelledError:
            return False
        return True

    for patience in breaks:
        asyncio.run(run(patience))
    assert asyncio.run(run(1000))
    assert taken == {ONE: list(range(first)), TWO: [at for at in range(second) if at not in gone]}


def test_a_partition_that_was_away_is_read_from_its_beginning() -> None:
    restoration, taken = Restoration(), list[int]()
    log = Log({ONE: 4, TWO: 4}, {})
    asyncio.run(restoration.run(log, {ONE, TWO}, lambda *_: None))
    assert restoration.keep({ONE}) == {ONE}
    assert restoration.keep({ONE, TWO}) == {ONE}
    asyncio.run(restoration.run(log, {ONE, TWO}, lambda _, found: taken.extend(each.offset for each in found)))
    assert taken == [0, 1, 2, 3]


def test_progress_tells_of_the_partitions_that_are_done() -> None:
    restoration = Restoration()
    asyncio.run(restoration.run(Log({ONE: 3, TWO: 0}, {}), {ONE, TWO}, lambda *_: None))
    assert restoration.progress == "2 of 2 partitions recovered"
