"""What one message brings about."""

from dataclasses import dataclass
from datetime import datetime

from schemas.event import Event


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Ends a withdrawn event: a null under its key. ``version`` and ``updated_at`` are those of its last word."""

    event_id: str
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one message brings about."""

    events: tuple[Event | Tombstone, ...] = ()
    """In the order to publish."""
    drops: tuple[tuple[str, str], ...] = ()
    """Mentions whose event is kept unpublished: the reason, and the mention's id."""
    late: bool = False
    """Published longer before the partition's clock than the horizon; nothing was changed."""
