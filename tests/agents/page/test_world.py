"""The world keeps the greatest version of each event, and tells what changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.cli.tail import Published, Tombstone
from agents.page.world import REVISIONS, World
from schemas.codec import encode
from schemas.correction import Action
from schemas.event import Change, CorrectionReference, Event, Status, Update

Make = Callable[..., Event]
NOON = datetime(2024, 8, 1, 12, tzinfo=UTC)


def published(event: Event) -> Published:
    return Published(event, encode(event))


def world_of(*records: Event | Tombstone, limit: int = 100) -> World:
    world = World(limit)
    for record in records:
        world.take(record if isinstance(record, Tombstone) else published(record))
    return world


def versions(world: World) -> dict[str, int]:
    return {entry.event_id: entry.row.version for entry in world.standing() if entry.row}


def test_the_greatest_version_is_kept(make: Make) -> None:
    assert versions(world_of(make("a", 1), make("a", 3), make("a", 2), make("b", 1))) == {"a": 3, "b": 1}


def test_an_old_version_come_again_changes_nothing(make: Make) -> None:
    world = world_of(make("a", 1), make("a", 2))
    before = world.sequence
    world.take(published(make("a", 1)))
    world.take(published(make("a", 2)))
    assert world.sequence == before


def test_revisions_are_kept_in_order_and_bounded(make: Make) -> None:
    world = world_of(*(make("a", version) for version in range(1, REVISIONS + 11)))
    entry = world.get("a")
    assert entry is not None
    assert [one.version for one in entry.revisions] == list(range(11, REVISIONS + 11))


def test_an_event_is_asked_for_and_taken_back_under_the_id_that_is_shown(make: Make) -> None:
    world = world_of(make("a\x1b[2J"))
    assert list(versions(world)) == ["a\ufffd[2J"]
    assert world.get("a\ufffd[2J") is not None
    world.take(Tombstone("a\x1b[2J"))
    assert versions(world) == {}


@pytest.mark.parametrize("status", [Status.MERGED, Status.WITHDRAWN])
def test_an_event_that_no_longer_stands_is_not_shown_and_can_still_be_asked_for(make: Make, status: Status) -> None:
    world = world_of(make("a", 1), make("a", 2, status=status, merged_into="b"))
    assert versions(world) == {}
    assert world.get("a") is not None
    assert [(entry.event_id, entry.row) for entry in world.after(1)] == [("a", None)]


def test_a_tombstone_takes_an_event_back_for_good(make: Make) -> None:
    world = world_of(make("a", 1), Tombstone("a"))
    assert versions(world) == {}
    assert world.get("a") is None
    assert [entry.event_id for entry in world.after(1)] == ["a"]


def test_a_tombstone_of_an_unknown_event_is_no_change() -> None:
    assert world_of(Tombstone("a")).sequence == 0


def test_what_changed_is_told_once_an_event_and_in_order(make: Make) -> None:
    world = world_of(make("a", 1), make("b", 1), make("a", 2))
    assert [entry.event_id for entry in world.after(0)] == ["b", "a"]
    assert [entry.event_id for entry in world.after(2)] == ["a"]
    assert world.after(3) == []


def test_beyond_the_limit_the_latest_updated_stay_in_whatever_order_they_came(make: Make) -> None:
    events = [make(f"e{day}", updated_at=NOON + timedelta(days=day)) for day in range(12)]
    world = world_of(*reversed(events), limit=10)
    assert set(versions(world)) == {f"e{day}" for day in range(2, 12)}
    assert world.floor == world.sequence


def test_the_record_is_kept_as_it_came(make: Make) -> None:
    event = make("a")
    entry = world_of(event).get("a")
    assert entry is not None
    assert entry.record == encode(event)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4)), max_size=20), cut=st.integers(0, 20))
def test_reading_the_topic_anew_leads_to_the_same_world(make: Make, order: Any, cut: int) -> None:
    events = [replace(make(name), version=version) for name, version in order]
    assert versions(world_of(*events[:cut], *events)) == versions(world_of(*events))


def test_a_revision_names_who_corrected(make: Make) -> None:
    said = CorrectionReference("c1", Action.WITHDRAW, NOON, "M. Okafor", "a drill")
    later = replace(said, id="c2", at=NOON.replace(hour=13), by="A. Lind")
    entry = world_of(
        make("a", 1, change=(Change.CREATED,)),
        make("a", 2, change=(Change.CORRECTION,), corrections=(said, later)),
        make("a", 3, change=(Change.NEW_SOURCE,), corrections=(said, later)),
    ).get("a")
    assert entry is not None
    assert [one.by for one in entry.revisions] == [None, "A. Lind", None]


def test_a_revision_names_the_article_that_made_it(make: Make) -> None:
    entry = world_of(
        make("a", 1, updated_by=Update("wire-1", "https://example.org/1")), make("a", 2, updated_by=None)
    ).get("a")
    assert entry is not None
    assert [(one.article_id, one.url) for one in entry.revisions] == [("wire-1", "https://example.org/1"), (None, None)]
