"""How fast mentions merge, how much state an open event takes, and how much a mention writes.

    python -m benchmarks.merge [OPEN_EVENTS ...]

The load: acts spread over a world of towns, each reported by two articles on average, in order of publication. Stores
are filled up first, one for each number of open events, by one article each; then all of them take the same 20,000
mentions more, a few hundred at a time in turn, so that what else runs on the machine slows all of them alike. Times are
of the process's own work; ``bytes/event`` is what the measured events, with their mentions, take. Python's collector of
cycles is timed by itself: whose turn it is when it comes is chance.
"""

import gc
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final
from zlib import crc32

from pipeline.merging.fold import fold
from pipeline.merging.rules import Rules
from pipeline.merging.store import DictStore
from schemas.mention import ArticleMentions, Mention
from schemas.values import (
    Actor,
    ActorRole,
    Claim,
    Confidence,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Evidence,
    Kind,
    Location,
    Metric,
    Person,
    PersonRole,
    PlaceBasis,
    PlacePrecision,
    Sector,
    Span,
    Weapon,
    WeaponClass,
)

MEASURED: Final = 20_000
OPEN_EVENTS: Final = (1_000, 1_000_000)
REPORTS: Final = 2
"""Articles an act."""
TOWNS: Final = 40_000
_TURN: Final = 250
LATER: Final = 27
"""The measured acts come 81 days after the first: just before state begins to leave."""
RULES: Final = Rules()
_START: Final = date(2024, 1, 1)
_NEWS: Final = range(20_000)
"""Telling words that other acts of the same days share."""


class CountingStore(DictStore):
    """A store that counts what it writes, as its changelog would."""

    __slots__ = ("written",)

    def __init__(self) -> None:
        super().__init__()
        self.written = 0

    def put(self, key: str, value: bytes) -> None:
        """Count, and keep."""
        self.written += len(key) + len(value)
        super().put(key, value)

    def delete(self, key: str) -> None:
        """Count, and forget."""
        self.written += len(key)
        super().delete(key)

    @property
    def size(self) -> int:
        """Bytes of keys and values."""
        return sum(len(key) + len(value) for key, value in self.records.items())

    @property
    def events(self) -> int:
        """How many events are open."""
        return sum(key.startswith("e/") for key in self.records)


def act(number: int) -> tuple[Location, EventDate, int, str]:
    """Where and when an act happened, how many died, and a victim's name. A town has an act every three days."""
    town = number * 7919 % TOWNS
    day = _START + timedelta(days=number // TOWNS * 3 + town % 3)
    location = Location(
        name=f"Town {town}",
        country="USA",
        precision=PlacePrecision.SETTLEMENT,
        basis=PlaceBasis.TEXT,
        admin1=f"State {town % 50}",
        geonames_id=town,
        lat=-60 + (town % 241) * 0.5,
        lon=-179 + (town // 241) * 2.1,
        radius_km=5.0,
    )
    when = EventDate(day, day, DatePrecision.DAY, DateBasis.WEEKDAY, "on Monday")
    return location, when, number % 9, f"{_word(number)} {_word(number // 7 + 3)}"


def _word(number: int) -> str:
    return "".join(chr(97 + (number >> shift) % 26) for shift in (0, 3, 7, 11, 15)).title()


def messages(numbers: range, most: int = 2 * REPORTS - 1) -> Iterator[ArticleMentions]:
    """The reports of some acts, in order of publication: one each, or up to ``most``."""
    random = Random(numbers.start)  # noqa: S311 - a repeatable load, not a secret
    for number in sorted(numbers, key=lambda number: act(number)[1].start):
        location, when, killed, name = act(number)
        for report in range(random.randint(1, most)):
            article_id = f"outlet-{report}.example/{number}"
            published = datetime.combine(when.start, datetime.min.time(), UTC) + timedelta(hours=10 + 3 * report)
            span = Span(1, 120, 260)
            mention = Mention(
                id=f"{article_id}#0",
                kind=Kind.INCIDENT,
                type=EventType.ARMED_CLASH,
                date=when,
                location=location,
                confidence=Confidence(0.7, 0.8, 0.9, 0.9, 0.6, 0.8),
                sentence=f"{name} was among those who died when gunmen attacked the {_word(number * 31)} "
                f"{_word(number * 57)} "
                "police post on Monday, and several others were taken to a hospital with wounds, officials said.",
                evidence=tuple(Evidence(field, span, "rule") for field in ("trigger", "type", "date", "location")),
                actors=(Actor("gunmen", "armed men", ActorRole.INITIATOR, Sector.UNKNOWN),),
                persons=(Person(PersonRole.VICTIM, name=name, age=18 + number // 50 % 53, span=span),),
                claims=(Claim(Metric.KILLED, low=killed, high=killed, claimant="police", span=span),),
                weapons=(Weapon("rifles", WeaponClass.FIREARM),),
            )
            sketch = tuple(random.getrandbits(32) for _ in range(16))
            yield ArticleMentions(
                article_id=article_id,
                block="USA",
                version=published,
                published_at=published,
                mentions=(mention,),
                terms=tuple(crc32(f"{name} {word}".encode()) for word in range(12)) + tuple(random.sample(_NEWS, 4)),
                url=f"https://{article_id}",
                outlet="outlet.example",
                sketch=sketch,
                received_at=published,
            )


class Collector:
    """Python's collector of cycles: what it took, and its longest pause, in seconds of CPU time."""

    def __init__(self) -> None:
        self.spent = self.longest = self._began = 0.0
        gc.callbacks.append(self._hear)

    def _hear(self, phase: str, _: object) -> None:
        if phase == "start":
            self._began = time.process_time()
        else:
            took = time.process_time() - self._began
            self.spent += took
            self.longest = max(self.longest, took)


class Bench:
    """A store with many open events, and what merging into it took."""

    def __init__(self, open_events: int) -> None:
        self._store = CountingStore()
        for message in messages(range(open_events), most=1):
            fold(self._store, message, RULES)
        self._events, self._size = self._store.events, self._store.size
        self._store.written = self._mentions = 0
        self._spent = self._worst = 0.0

    def take(self, load: Sequence[ArticleMentions], collector: Collector) -> None:
        """Merge, and measure."""
        for message in load:
            collected, before = collector.spent, time.process_time()
            fold(self._store, message, RULES)
            took = time.process_time() - before
            self._spent += took
            self._worst = max(self._worst, took - (collector.spent - collected))
        self._mentions += len(load)

    @property
    def rate(self) -> float:
        """Mentions a second."""
        return self._mentions / self._spent

    def __str__(self) -> str:
        """One line of the table."""
        state = (self._store.size - self._size) / (self._store.events - self._events)
        written = self._store.written / self._mentions
        return f"{self._events:>12,} {self.rate:>12,.0f} {1000 * self._worst:>10.1f} {state:>14,.0f} {written:>16,.0f}"


def main(sizes: list[int]) -> None:
    """Print the table."""
    benches = [Bench(size) for size in sizes or OPEN_EVENTS]
    load = list(messages(range(LATER * TOWNS, LATER * TOWNS + MEASURED // REPORTS)))
    gc.collect()
    gc.freeze()
    collector = Collector()
    turns = deque(benches)
    for start in range(0, len(load), _TURN):
        for bench in turns:
            bench.take(load[start : start + _TURN], collector)
        turns.rotate()
    print(f"{'open events':>12} {'mentions/s':>12} {'worst ms':>10} {'bytes/event':>14} {'written/mention':>16}")
    for bench in benches:
        print(bench)
    print(f"the last is {benches[-1].rate / benches[0].rate:.2f} times as fast as the first")
    print(f"the collector's longest pause is {1000 * collector.longest:.0f} ms, and it is in the rates")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
