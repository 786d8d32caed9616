"""The verifier must be able to fail: each kind of damage, done to a sound log, is found."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from tests.chaos.verifier import Verdict, World, compare, differences, read

Log = list[tuple[bytes, bytes | None]]


def record(name: str, version: int = 1, status: str = "active", **fields: Any) -> tuple[bytes, bytes | None]:
    event = {"event_id": name, "version": version, "status": status, "headline": "Clash", "links": []}
    event |= {"mentions": [{"mention_id": f"{name}#0"}], "updated_at": "2024-01-01T00:00:00Z"}
    return name.encode(), orjson.dumps({**event, **fields})


def tombstone(name: str) -> tuple[bytes, bytes | None]:
    return name.encode(), None


SOUND: Log = [
    record("one"),
    record("two"),
    record("three"),
    record("one", 2, headline="Clash, 2 killed"),
    record("two", 2, "merged", merged_into="one"),
    record("four", links=[{"event_id": "two", "relation": "counts"}]),
]


def verdict(log: Log) -> Verdict:
    return compare(read(SOUND), read(log))


def test_the_same_log_is_content() -> None:
    assert verdict(SOUND).is_content


def test_other_ids_versions_and_times_are_content() -> None:
    renamed = {b"one": "uno", b"three": "tre"}
    log: Log = []
    for key, value in SOUND:
        event = orjson.loads(value or b"")
        event |= {"event_id": renamed.get(key, key.decode()), "updated_at": "2025-01-01T00:00:00Z", "updated_by": {}}
        if event.get("merged_into"):
            event["merged_into"] = "uno"
        log.append((event["event_id"].encode(), orjson.dumps(event)))
    assert verdict(log).is_content


def test_a_redelivery_of_the_whole_log_is_content_and_counted() -> None:
    world = read([*SOUND, *SOUND])
    assert compare(read(SOUND), world).is_content
    assert world.repeated == len(SOUND)


DAMAGE: dict[str, tuple[Callable[[Log], Log], Verdict]] = {
    "an event is missing": (lambda log: [r for r in log if r[0] != b"three"], Verdict(lost=1, differing=1)),
    "a tombstone too many": (lambda log: [*log, tombstone("three")], Verdict(lost=1, differing=1)),
    "an event is there twice": (
        lambda log: [*log, record("again", mentions=[{"mention_id": "three#0"}])],
        Verdict(doubled=1, differing=1),
    ),
    "an event says something else": (
        lambda log: [*log, record("three", 2, headline="Shelling")],
        Verdict(differing=1),
    ),
    "a version has two contents": (
        lambda log: [record("one", headline="Other words"), *log],
        Verdict(conflicting=1),
    ),
    "an older version comes last": (lambda log: [*log, log[0]], Verdict(differing=2, fallen=1)),
    "a merged event leads nowhere": (
        lambda log: [*log, record("two", 3, "merged", merged_into="nobody")],
        Verdict(differing=1, dangling=1),
    ),
    "merged events lead in a circle": (
        lambda log: [
            *log,
            record("five", 1, "merged", merged_into="six"),
            record("six", 1, "merged", merged_into="five"),
        ],
        Verdict(dangling=2),
    ),
    "a link leads to another event": (
        lambda log: [*log, record("four", 2, links=[{"event_id": "three", "relation": "counts"}])],
        Verdict(differing=1),
    ),
}


@pytest.mark.parametrize(("damage", "found"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_found(damage: Callable[[Log], Log], found: Verdict) -> None:
    assert verdict(damage(list(SOUND))) == found
    assert not found.is_content


def test_what_differs_is_named() -> None:
    log = [*SOUND, record("three", 2, headline="Shelling")]
    assert differences(read(SOUND), read(log)) == [
        "missing: three version 1: 1 mentions: three#0",
        "not expected: three version 2: 1 mentions: three#0",
    ]
    assert differences(read(SOUND), read(SOUND)) == []


def test_an_unaccounted_message_is_not_content() -> None:
    assert not compare(read(SOUND), read(SOUND), unaccounted=1).is_content


def test_an_empty_log_is_a_world() -> None:
    assert read([]) == World({}, 0, 0, 0, 0, 0)
