"""Where state is kept: bytes by key, one store for each partition of the mentions topic."""

from typing import Protocol


class Store(Protocol):
    """A partition's state. Every ``put`` and ``delete`` is one changelog record, so records are kept small."""

    def get(self, key: str) -> bytes | None:
        """What was put last, or null."""

    def put(self, key: str, value: bytes) -> None:
        """Keep ``value``."""

    def delete(self, key: str) -> None:
        """Forget ``key``; an unknown one too."""


class DictStore:
    """State in memory alone: for replays, evaluation and tests."""

    __slots__ = ("records",)

    def __init__(self) -> None:
        self.records: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What was put last, or null."""
        return self.records.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep ``value``."""
        self.records[key] = value

    def delete(self, key: str) -> None:
        """Forget ``key``; an unknown one too."""
        self.records.pop(key, None)
