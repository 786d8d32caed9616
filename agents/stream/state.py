"""The state of the deduplicator: a Faust table whose store keeps one dictionary for each partition.

Faust's memory store is one dictionary for all partitions, and what was written live stays in it when the partition goes
to another worker: coming back, it would hide what the other has written.
"""

from collections.abc import Iterable
from typing import Any, Final, Self

import faust
from faust.stores.memory import Store as MemoryStore

from pipeline.merging.records import verify
from pipeline.merging.store import DictStore

EVENT: Final = "e/"
"""What the keys of events begin with: ``pipeline.merging.state`` has the list."""


class State:
    """What every partition of ours remembers."""

    def __init__(self) -> None:
        self._partitions: dict[int, DictStore] = {}
        self._events: dict[int, int] = {}

    def __len__(self) -> int:
        return sum(map(len, self._partitions.values()))

    def __contains__(self, partition: int) -> bool:
        return partition in self._partitions

    @property
    def events(self) -> int:
        """How many events are known, over all partitions."""
        return sum(self._events.values())

    def partition(self, number: int) -> DictStore:
        """What one partition remembers."""
        found = self._partitions.get(number)
        if found is None:
            found = self._partitions[number] = DictStore()
        return found

    def apply(self, number: int, changes: Iterable[tuple[str, bytes | None]]) -> None:
        """Store new values; null deletes."""
        partition = self.partition(number)
        for key, value in changes:
            if key.startswith(EVENT):
                self._events[number] = self._events.get(number, 0) + (value is not None) - (key in partition)
            if value is None:
                partition.delete(key)
            else:
                partition.put(key, value)

    def verify(self) -> None:
        """Look whether what was read back is what this release keeps.

        Raises:
            StateFormatError: it is not.
        """
        for partition in self._partitions.values():
            verify(partition)

    def keep(self, numbers: set[int]) -> None:
        """Forget all other partitions."""
        for number in self._partitions.keys() - numbers:
            del self._partitions[number]
            self._events.pop(number, None)

    def transaction(self, number: int) -> "Transaction":
        """All the changes of one message, or none of them where it raises."""
        return Transaction(self, number)


class Transaction:
    """One message's view of its partition: a ``Store`` for merging. Changes keep the order of their last writing."""

    __slots__ = ("_base", "_number", "_state", "changes")

    def __init__(self, state: State, number: int) -> None:
        self._state = state
        self._number = number
        self._base = state.partition(number)
        self.changes: dict[str, bytes | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: object) -> None:
        if kind is None:
            self._state.apply(self._number, self.changes.items())

    def get(self, key: str) -> bytes | None:
        """The value of a key; null where it has none."""
        return self.changes[key] if key in self.changes else self._base.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Set a value."""
        if self._base.get(key) == value:
            self.changes.pop(key, None)
        else:
            self.changes.pop(key, None)
            self.changes[key] = value

    def delete(self, key: str) -> None:
        """Remove a key, if it is there."""
        self.changes.pop(key, None)
        if key in self._base:
            self.changes[key] = None


class TableStore(MemoryStore[str, bytes]):
    """Faust's view of a ``State``."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - Faust's
        super().__init__(*arguments, **options)
        self.held = State()


class StateTable(faust.Table[str, bytes]):
    """A table that is written by delivery, not by assignment."""

    def _new_store(self) -> TableStore:
        return TableStore(
            self._store or self.app.conf.store,
            self.app,
            self,
            table_name=self.name,
            key_type=self.key_type,
            value_type=self.value_type,
            loop=self.loop,
        )

    @property
    def held(self) -> State:
        """What the table holds."""
        store = self.data
        assert isinstance(store, TableStore)
        return store.held
