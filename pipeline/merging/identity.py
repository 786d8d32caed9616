"""Which act keeps which event id.

An id is given when an event's first mention is consumed and kept for the event's life, so that a subscriber's notes do
not come loose because an earlier article arrives late.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

from msgspec import Struct

from pipeline.merging.state import Known

_LENGTH: Final = 16
"""Hexadecimal digits: 64 bits."""


class Heirs(Struct, frozen=True, gc=False):
    """What became of the events that some acts were told as before."""

    kept: tuple[Known | None, ...]
    """For each act, the event that it goes on as; null for a new one."""
    merged: tuple[tuple[Known, int], ...]
    """Events that ended, each in the act of that number."""
    withdrawn: tuple[Known, ...]
    """Events that nothing is left of."""
    split: frozenset[int]
    """Acts that hold mentions of an event which went on without them, or which lost some to others."""


def inherit(acts: Sequence[Sequence[int]], events: Sequence[Known]) -> Heirs:
    """Hand the events down to acts, which are given by their mentions' serials.

    The act with an event's first mention goes on as that event; where several events would go on as one act, the
    elder lives. An event is as old as its first mention consumed; serials grow with consumption.
    """
    if len(acts) == 1 and len(events) <= 1:
        # Nearly every message: an act that was told as one event before, or as none.
        known = events[0] if events else None
        if known is None or not set(known.members).isdisjoint(acts[0]):
            return Heirs((known,), (), (), frozenset())
    act_of: dict[int, int] = {}
    for number, act in enumerate(acts):
        act_of |= dict.fromkeys(act, number)
    kept: list[Known | None] = [None] * len(acts)
    merged: list[tuple[Known, int]] = []
    withdrawn: list[Known] = []
    split: set[int] = set()
    for event in sorted(events, key=lambda event: event.born):
        left = [serial for serial in event.members if serial in act_of]
        if not left:
            withdrawn.append(event)
            continue
        heir = act_of[min(left)]
        strangers = set(map(act_of.__getitem__, left))
        if len(strangers) > 1:
            split |= strangers
        if kept[heir] is None:
            kept[heir] = event
        else:
            merged.append((event, heir))
    return Heirs(tuple(kept), tuple(merged), tuple(withdrawn), frozenset(split))


def new_id(mention_id: str, is_given: Callable[[str], bool]) -> str:
    """An id for the event that a mention opens: the same in every run over one log."""
    salt = 0
    while True:
        event_id = sha256(f"{mention_id}\n{salt}".encode()).hexdigest()[:_LENGTH]
        if not is_given(event_id):
            return event_id
        salt += 1
