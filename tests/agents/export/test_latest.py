"""Which events stand: the greatest version of each, and only if it is what was asked for."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import schemas
from agents.cli.events import Wanted
from agents.cli.tail import Published, Tombstone
from agents.export.latest import standing
from schemas.codec import decode, encode
from schemas.event import Event, Status

EXAMPLE = Path(schemas.__file__).parent / "examples" / "event" / "good" / "full.json"
FULL = decode(EXAMPLE.read_bytes(), Event)


def event(name: str, version: int = 1, country: str = "UKR", day: int = 0, **fields: Any) -> Event:
    when = replace(FULL.date, start=date(2024, 8, 1) + timedelta(days=day))
    place = replace(FULL.location, country=country)
    return replace(FULL, event_id=name, version=version, location=place, date=when, **fields)


def stand(*records: Event | Tombstone, wanted: Wanted | None = None) -> list[tuple[str, int]]:
    async def feed() -> AsyncIterator[Published | Tombstone]:
        for record in records:
            yield record if isinstance(record, Tombstone) else Published(record, encode(record))

    return [(row.id, row.version) for row in asyncio.run(standing(feed(), wanted or Wanted()))]


def test_an_event_stands_in_its_greatest_version() -> None:
    assert stand(event("a", 1), event("b"), event("a", 3), event("a", 2)) == [("a", 3), ("b", 1)]


@pytest.mark.parametrize("status", [Status.MERGED, Status.WITHDRAWN])
def test_what_was_merged_or_withdrawn_does_not_stand(status: Status) -> None:
    assert stand(event("a"), event("a", 2, status=status), event("a", 1)) == []


def test_a_tombstone_ends_an_event_until_it_is_told_anew() -> None:
    assert stand(event("a", 2), Tombstone("a")) == []
    assert stand(event("a", 2), Tombstone("a"), event("a", 3)) == [("a", 3)]


def test_an_event_that_moved_is_in_its_new_country_only() -> None:
    moved = (event("a", 1, "UKR"), event("a", 2, "RUS"))
    assert stand(*moved, wanted=Wanted(countries=frozenset({"UKR"}))) == []
    assert stand(*moved, wanted=Wanted(countries=frozenset({"RUS"}))) == [("a", 2)]


def test_events_are_in_the_order_of_their_dates() -> None:
    assert stand(event("c", day=0), event("a", day=2), event("b", day=2)) == [("c", 1), ("a", 1), ("b", 1)]
