"""The laws of merging: what the events say is a function of the set of mentions.

``make laws`` tries them as often as a release should.
"""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.merging.blocks import retraction
from pipeline.merging.fold import Tombstone, fold
from pipeline.merging.rules import Rules
from pipeline.merging.store import DictStore
from schemas.event import Event, Status
from schemas.mention import ArticleMentions, Mention
from schemas.values import (
    Claim,
    Confidence,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Kind,
    Location,
    Metric,
    Person,
    PersonRole,
    PlaceBasis,
    PlacePrecision,
    Target,
    TargetClass,
)

RULES = Rules(horizon=None)
LAW = settings(max_examples=int(os.environ.get("CONFLICT_STREAM_TEST_EXAMPLES", "40")), deadline=None)
START = datetime(2024, 5, 1, 12, tzinfo=UTC)

PLACES = [
    Location("Ramadi", "IRQ", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Anbar", None, 1, 33.42, 43.30, 8.0),
    Location("Fallujah", "IRQ", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Anbar", None, 2, 33.35, 43.78, 8.0),
    Location("Habbaniyah", "IRQ", PlacePrecision.NEAR, PlaceBasis.TEXT, "Anbar", None, 3, 33.37, 43.57, 20.0),
    Location("Anbar", "IRQ", PlacePrecision.ADMIN1, PlaceBasis.TEXT, "Anbar", None, 4, 32.56, 41.92, 200.0),
    Location("Iraq", "IRQ", PlacePrecision.COUNTRY, PlaceBasis.DATELINE, None, None, 5, 33.0, 44.0, 500.0),
]
MARKET, BRIDGE = Target("market", TargetClass.MARKET), Target("bridge", TargetClass.BRIDGE)
NAMES = ["Karim Haddad", "Salma Yousef", "Omar Nasser"]


@st.composite
def dates(draw: st.DrawFn) -> EventDate:
    day = date(2024, 5, 1) + timedelta(days=draw(st.integers(0, 3)))
    if draw(st.integers(0, 4)) == 0:
        return EventDate(day, day, DatePrecision.DAY, DateBasis.BOUNDED)
    return EventDate(day, day, DatePrecision.DAY, DateBasis.EXPLICIT)


@st.composite
def mentions(draw: st.DrawFn, mention_id: str) -> Mention:
    persons = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    killed = draw(st.none() | st.integers(0, 6))
    return Mention(
        id=mention_id,
        kind=draw(st.sampled_from([Kind.INCIDENT] * 4 + [Kind.SUMMARY])),
        type=draw(st.sampled_from([EventType.REMOTE_EXPLOSIVE, EventType.ARMED_CLASH, EventType.PEACEFUL_PROTEST])),
        date=draw(dates()),
        location=draw(st.sampled_from(PLACES)),
        confidence=Confidence(0.6),
        sentence="A bomb went off.",
        evidence=(),
        persons=tuple(Person(PersonRole.VICTIM, name=name) for name in persons),
        targets=draw(st.sampled_from([(), (), (MARKET,), (BRIDGE,)])),
        claims=() if killed is None else (Claim(Metric.KILLED, low=killed, high=killed),),
    )


@st.composite
def messages(draw: st.DrawFn, article_id: str, edition: int = 0) -> ArticleMentions:
    said = [draw(mentions(f"{article_id}#{number}")) for number in range(draw(st.integers(0 if edition else 1, 2)))]
    if len(said) > 1 and said[0].kind is Kind.INCIDENT and said[1].kind is Kind.SUMMARY:
        said[0] = replace(said[0], counted_in=said[1].id)
    return ArticleMentions(
        article_id=article_id,
        block="IRQ",
        version=START + timedelta(days=edition),
        published_at=START + timedelta(hours=draw(st.integers(0, 90))),
        mentions=tuple(said),
        sketch=draw(st.sampled_from([(), (1, 2, 3, 4), (5, 6, 7, 8)])),
        terms=draw(st.sampled_from([(), (1, 2, 3), (2, 3, 4), (5,)])),
        received_at=START,
    )


@st.composite
def logs(draw: st.DrawFn) -> list[ArticleMentions]:
    return [draw(messages(f"article-{number}")) for number in range(draw(st.integers(1, 9)))]


def emitted(log: list[ArticleMentions]) -> list[Event | Tombstone]:
    store = DictStore()
    return [event for message in log for event in fold(store, message, RULES).events]


def world(events: list[Event | Tombstone]) -> dict[str, Event]:
    """What a subscriber knows who keeps the greatest version."""
    known: dict[str, Event] = {}
    for event in events:
        if isinstance(event, Tombstone):
            del known[event.event_id]
        else:
            assert event.version > (known[event.event_id].version if event.event_id in known else 0)
            known[event.event_id] = event
    return known


def world_of_batch(events: list[Event | Tombstone]) -> dict[tuple[str, int], Event]:
    """What is published where a batch publishes each event's last version only."""
    last = {event.event_id: event for event in events if isinstance(event, Event)}
    return {(event.event_id, event.version): event for event in last.values()}


def content(events: list[Event | Tombstone]) -> list[Event]:
    """The active events without ids, versions, change lists, and when and by what they were made."""
    active = {key: event for key, event in world(events).items() if event.status is Status.ACTIVE}
    linked = {key: sorted(one.mention_id for one in event.mentions) for key, event in active.items()}
    bare = [
        replace(
            event,
            event_id="",
            version=1,
            change=(),
            first_seen_at=START,
            updated_at=START,
            updated_by=None,
            links=tuple(
                sorted((replace(link, event_id=" ".join(linked[link.event_id])) for link in event.links), key=str)
            ),
        )
        for event in active.values()
    ]
    return sorted(bare, key=lambda event: event.mentions[0].mention_id)


@given(logs(), st.randoms(use_true_random=False))
@LAW
def test_any_order_gives_the_same_content(log: list[ArticleMentions], random: Random) -> None:
    shuffled = list(log)
    random.shuffle(shuffled)
    assert content(emitted(log)) == content(emitted(shuffled))


@given(logs(), st.data())
@LAW
def test_what_is_sent_again_emits_nothing(log: list[ArticleMentions], data: st.DataObject) -> None:
    store = DictStore()
    for position, message in enumerate(log):
        fold(store, message, RULES)
        before = store.records
        again = data.draw(st.sampled_from(log[: position + 1]))
        assert not fold(store, again, RULES).events
        assert store.records == before


@given(logs(), st.data())
@LAW
def test_a_retracted_article_leaves_what_the_others_alone_make(log: list[ArticleMentions], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(log))
    left = [message for message in log if message is not gone]
    said = retraction(gone.article_id, START + timedelta(days=9))
    assert content(emitted([*log, said])) == content(emitted(left))
    assert content(emitted([said, *log])) == content(emitted(left))


@given(logs(), st.data())
@LAW
def test_a_replaced_article_leaves_what_its_last_edition_makes(log: list[ArticleMentions], data: st.DataObject) -> None:
    old = data.draw(st.sampled_from(log))
    new = data.draw(messages(old.article_id, edition=2))
    position = data.draw(st.integers(0, len(log)))
    expected = content(emitted([new if message is old else message for message in log]))
    assert content(emitted([*log[:position], new, *log[position:]])) == expected


@given(logs(), st.data(), st.randoms(use_true_random=False))
@LAW
def test_a_word_to_all_blocks_ahead_of_an_edition_changes_nothing_of_it(
    log: list[ArticleMentions], data: st.DataObject, random: Random
) -> None:
    old = data.draw(st.sampled_from(log))
    new = data.draw(messages(old.article_id, edition=2))
    ahead = replace(new, block=None, mentions=(), follow=data.draw(st.sampled_from([(), ("IRQ",)])))
    said = [*log, ahead, new]
    expected = content(emitted([new if message is old else message for message in log]))
    assert content(emitted(said)) == expected
    random.shuffle(said)
    assert content(emitted(said)) == expected


@given(logs(), st.data())
@LAW
def test_identity_holds_through_corrections(log: list[ArticleMentions], data: st.DataObject) -> None:
    again = [data.draw(messages(data.draw(st.sampled_from(log)).article_id, edition)) for edition in range(2, 5)]
    said = [*log, *again]
    said.append(retraction(log[0].article_id, START + timedelta(days=9)))
    events = emitted(said)
    assert world(events) == world(emitted(said))
    versions = [(event.event_id, event.version) for event in events if isinstance(event, Event)]
    assert len(versions) == len(set(versions))
    for event in events:
        if isinstance(event, Event) and event.status is Status.MERGED:
            assert event.merged_into is not None
            assert event.merged_into != event.event_id


@given(logs(), st.data())
@LAW
def test_a_version_names_the_same_content_however_the_log_is_cut(
    log: list[ArticleMentions], data: st.DataObject
) -> None:
    named = {(event.event_id, event.version): event for event in emitted(log) if isinstance(event, Event)}
    store, left = DictStore(), list(log)
    while left:
        batch = [left.pop(0) for _ in range(data.draw(st.integers(1, len(left))))]
        before = store.records
        for attempt in range(data.draw(st.integers(1, 2))):
            # A worker that was killed ahead of its commit finds the state and the log as they were.
            store = DictStore(before)
            last = world_of_batch([event for message in batch for event in fold(store, message, RULES).events])
            assert all(named[key] == event for key, event in last.items()), attempt
