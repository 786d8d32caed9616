"""What was made of bytes lately: an act in the news is read again with each of its reports.

Not ``functools.lru_cache``: what is kept is remembered when it is written, and need not be read at all.
"""

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The last values put, at least half of ``most`` of them and no more than that."""

    __slots__ = ("_half", "_new", "_old")

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._new: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The value of a key, if it was put lately."""
        found = self._new.get(key)
        return found if found is not None else self._old.get(key)

    def put(self, key: K, value: V) -> V:
        """Remember, and give, a value."""
        if len(self._new) >= self._half:
            self._old, self._new = self._new, {}
        self._new[key] = value
        return value
