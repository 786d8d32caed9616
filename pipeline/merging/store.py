"""Where state is kept: bytes by key, one store for each partition of the mentions topic."""

from collections.abc import Mapping
from typing import Final, Protocol

_SHARDS: Final = 4_096
_LAST: Final = _SHARDS - 1
_HIGH_BITS: Final = 40


class Store(Protocol):
    """A partition's state. Every ``put`` and ``delete`` is one changelog record, so records are kept small."""

    def get(self, key: str) -> bytes | None:
        """What was put last, or null."""

    def put(self, key: str, value: bytes) -> None:
        """Keep ``value``."""

    def delete(self, key: str) -> None:
        """Forget ``key``; an unknown one too."""


class DictStore:
    """State in memory.

    A dictionary that grows is copied whole: one of twenty million keys, a million open events, stops the work for
    more than a second, and one of seventy thousand for 2 ms. So there are many small ones. Which of them has a key is
    told by the high bits of its hash, for the dictionaries themselves look at the low ones.
    """

    __slots__ = ("_shards",)

    def __init__(self, records: Mapping[str, bytes] | None = None) -> None:
        self._shards: tuple[dict[str, bytes], ...] = tuple([{} for _ in range(_SHARDS)])
        for key, value in (records or {}).items():
            self._shards[hash(key) >> _HIGH_BITS & _LAST][key] = value

    def __len__(self) -> int:
        return sum(map(len, self._shards))

    def __contains__(self, key: str) -> bool:
        return key in self._shards[hash(key) >> _HIGH_BITS & _LAST]

    @property
    def records(self) -> dict[str, bytes]:
        """A copy of all that is kept."""
        return {key: value for shard in self._shards for key, value in shard.items()}

    def get(self, key: str) -> bytes | None:
        """What was put last, or null."""
        return self._shards[hash(key) >> _HIGH_BITS & _LAST].get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep ``value``."""
        self._shards[hash(key) >> _HIGH_BITS & _LAST][key] = value

    def delete(self, key: str) -> None:
        """Forget ``key``; an unknown one too."""
        self._shards[hash(key) >> _HIGH_BITS & _LAST].pop(key, None)
