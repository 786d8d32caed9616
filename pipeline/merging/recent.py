"""What was made of bytes lately: an act in the news is read again with each of its reports.

Not ``functools.lru_cache``: what is kept is remembered when it is written, and need not be read at all.
"""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The last ``most`` values put. One goes as another comes: to let go of thousands at once takes tens of ms."""

    __slots__ = ("_most", "_values")

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value of a key, if it was put lately."""
        return self._values.get(key)

    def put(self, key: K, value: V) -> V:
        """Remember, and give, a value."""
        values = self._values
        if key in values:
            values.move_to_end(key)
        values[key] = value
        if len(values) > self._most:
            values.popitem(last=False)
        return value
