"""Whether the events that came out are those that were expected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemas.codec import decode
from schemas.event import Event
from schemas.values import EventType, Kind


@dataclass(frozen=True, slots=True)
class Expected:
    """One event that must come out; a line of ``expected.jsonl``."""

    id: str
    type: frozenset[EventType]
    """Any of them will do."""
    kind: Kind
    start: date
    end: date
    """The event lies within these days."""
    country: str
    place: frozenset[str]
    """Any of these names will do."""
    killed: int | None
    """The best figure; null is not checked."""
    articles: frozenset[str]
    """All that report it, and no others."""


@dataclass(frozen=True, slots=True)
class Missing:
    """An event that did not come out; ``why`` says what is wrong with the nearest one."""

    expected: Expected
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out, against what was expected."""

    found: tuple[tuple[Expected, Event], ...]
    missing: tuple[Missing, ...]
    unexpected: tuple[Event, ...]
    """Those that nothing was expected of, the nearest to missing ones among them."""

    @property
    def is_exact(self) -> bool:
        """Whether just what was expected came out."""
        return not self.missing and not self.unexpected


def load_expected(path: Path) -> tuple[Expected, ...]:
    """Read a file of JSON lines."""
    return tuple(decode(line, Expected) for line in path.read_bytes().splitlines() if line.strip())


def compare(events: Iterable[Event], expected: Sequence[Expected]) -> Comparison:
    """Pair events with expectations, one to one, where nothing differs."""
    left = {event.event_id: event for event in events}
    found: list[tuple[Expected, Event]] = []
    unmet: list[Expected] = []
    for one in expected:
        match = next((event for event in left.values() if not differences(event, one)), None)
        if match is None:
            unmet.append(one)
        else:
            found.append((one, left.pop(match.event_id)))
    missing = tuple(Missing(one, _why(one, list(left.values()))) for one in unmet)
    return Comparison(tuple(found), missing, tuple(left.values()))


def differences(event: Event, expected: Expected) -> list[str]:
    """What of an event is not as expected, in words."""
    killed = event.casualties.killed
    best = killed.total.best if killed else None
    reported_by = _articles(event)
    checks = {
        f"type {event.type}": event.type in expected.type,
        f"kind {event.kind}": event.kind is expected.kind,
        f"date {event.date.start}/{event.date.end}": expected.start
        <= event.date.start
        <= event.date.end
        <= expected.end,
        f"country {event.location.country}": event.location.country == expected.country,
        f"place {event.location.name}": event.location.name in expected.place,
        f"killed {best}": expected.killed is None or best == expected.killed,
        f"without {', '.join(sorted(expected.articles - reported_by))}": expected.articles <= reported_by,
        f"also from {', '.join(sorted(reported_by - expected.articles))}": reported_by <= expected.articles,
    }
    return [words for words, holds in checks.items() if not holds]


def _why(expected: Expected, events: list[Event]) -> str:
    near = [differences(event, expected) for event in events if _articles(event) & expected.articles]
    nearest: list[str] = min(near, key=len, default=["no event from its articles is left"])
    return "; ".join(nearest)


def _articles(event: Event) -> frozenset[str]:
    return frozenset(mention.article_id for mention in event.mentions)
