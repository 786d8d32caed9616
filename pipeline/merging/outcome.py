"""What one message brings about."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.event import Event


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Ends a withdrawn event: a null under its key. ``version`` and ``updated_at`` are those of its last word."""

    event_id: str
    version: int
    updated_at: datetime


class Standing(StrEnum):
    """What becomes of a correction."""

    APPLIED = "applied"
    WAITING = "waiting"
    """None of the mentions that it names is there: they may come."""
    REVOKED = "revoked"
    KNOWN = "known"
    """The same or a newer one of its id was there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one message brings about."""

    events: tuple[Event | Tombstone, ...] = ()
    """In the order to publish."""
    drops: tuple[tuple[str, str], ...] = ()
    """Mentions whose event is kept unpublished: the reason, and the mention's id."""
    late: bool = False
    """Published or said longer before the partition's clock than the horizon; nothing was changed."""
    standing: Standing | None = None
    """What became of a correction; null for an article's message, and for one that was late."""
