"""Throughput and lag of the whole deployment, from the workers' ``/metrics``: a worker knows only its partitions."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Final

from agents.cli.scrape import Scrape, scrape

ARTICLES: Final = "conflict_stream_articles_total"
EVENTS: Final = "conflict_stream_event_revisions_total"
LAG: Final = "conflict_stream_lag_messages"
LAG_SECONDS: Final = "conflict_stream_lag_seconds"


@dataclass(frozen=True, slots=True)
class Beat:
    """How the workers are doing: one point of the page's lines. Rates are null where there is nothing to compare."""

    at: float
    """Seconds since 1970."""
    workers: int
    """Those that answered."""
    articles_per_second: float | None
    events_per_second: float | None
    lag_messages: int
    lag_seconds: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the workers said at one moment, by their address. Those that did not answer are left out."""

    at: float
    scrapes: Mapping[str, Scrape]


async def read(addresses: Sequence[str]) -> Reading:
    """Ask all workers at once."""
    answers = await asyncio.gather(*(scrape(address) for address in addresses), return_exceptions=True)
    found: dict[str, Scrape] = {}
    for address, answer in zip(addresses, answers, strict=True):
        match answer:
            case Scrape():
                found[address] = answer
            case OSError() | HTTPException() | ValueError():  # nobody there, or somebody else
                pass
            case BaseException():
                raise answer
    return Reading(time.time(), found)


def beat(before: Reading | None, now: Reading) -> Beat:
    """Compare two readings."""
    seconds = [value for one in now.scrapes.values() for (name, _), value in one.samples.items() if name == LAG_SECONDS]
    return Beat(
        at=now.at,
        workers=len(now.scrapes),
        articles_per_second=_rate(before, now, ARTICLES),
        events_per_second=_rate(before, now, EVENTS),
        lag_messages=sum(one.total(LAG) for one in now.scrapes.values()),
        lag_seconds=max(seconds, default=0.0),
    )


def _rate(before: Reading | None, now: Reading, name: str) -> float | None:
    """Counters that fell belong to a worker that has started anew: all they count is news."""
    if before is None or now.at <= before.at:
        return None
    grown = 0
    known = before.scrapes.keys() & now.scrapes.keys()
    for address in known:
        old, new = before.scrapes[address].total(name), now.scrapes[address].total(name)
        grown += new - old if new >= old else new
    return round(grown / (now.at - before.at), 2) if known else None
