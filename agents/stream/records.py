"""What a step of the topology takes and gives. A step is a plain function: one record in, one result out.

Structs, not dataclasses: several are made for each message, at a tenth of the time.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from msgspec import Struct

Changes = Mapping[str, bytes | None]
"""New values by key of the state; null deletes."""

NO_CHANGES: Final[Changes] = MappingProxyType({})


class Record(Struct, frozen=True):
    """One message as it lies in the log. ``timestamp_ms`` is the broker's or the producer's, as the topic says."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    timestamp_ms: int
    headers: tuple[tuple[str, bytes], ...] = ()

    @property
    def timestamp(self) -> datetime:
        """When the message was produced."""
        return datetime.fromtimestamp(self.timestamp_ms / 1000, UTC)


class Output(Struct, frozen=True):
    """A message to send. Without ``partition`` the key decides."""

    topic: str
    key: bytes | None
    value: bytes | None
    partition: int | None = None
    headers: tuple[tuple[str, bytes], ...] = ()


class Result(Struct, frozen=True):
    """All that one record leads to. The outputs must be with the broker before the changes are."""

    outputs: tuple[Output, ...] = ()
    changes: Changes = NO_CHANGES


Step = Callable[[Record], Result]
