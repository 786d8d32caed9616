"""The laws of corrections: what the events say is a function of the set of mentions and of the set of corrections."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.merging.blocks import retraction
from pipeline.merging.fold import Message, Tombstone, fold
from pipeline.merging.records import Records
from pipeline.merging.store import DictStore
from schemas.correction import Action, Correction, EventReference, Fields
from schemas.event import Event, Status
from schemas.mention import ArticleMentions, Mention
from schemas.values import (
    Confidence,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Kind,
    Person,
    PersonRole,
    Range,
    Toll,
)
from tests.pipeline.merging.test_laws import LAW, PLACES, RULES, START, content, logs, messages, world

TOLLS = [Toll(Range(number, number, number)) for number in (0, 3, 7)]
DATES = [EventDate(date(2024, 5, day), date(2024, 5, day), DatePrecision.DAY, DateBasis.CORRECTION) for day in (2, 9)]


def mention_ids(log: Iterable[Message]) -> list[str]:
    return [one.id for message in log if isinstance(message, ArticleMentions) for one in message.mentions]


@st.composite
def corrections(draw: st.DrawFn, log: list[ArticleMentions], number: int) -> Correction:
    """A correction of mentions that are in the log, and of one that never comes."""
    ids = draw(st.permutations([*dict.fromkeys(mention_ids(log)), "nowhere#0"]))
    cut = draw(st.integers(1, len(ids) - 1))
    end = draw(st.integers(cut + 1, len(ids)))
    one, other = tuple(ids[:cut]), tuple(ids[cut:end])
    action = draw(st.sampled_from(Action))
    given = None
    if action is Action.SET:
        given = Fields(
            type=draw(st.sampled_from([EventType.GRENADE, EventType.AGREEMENT])),
            killed=draw(st.none() | st.sampled_from(TOLLS)),
            date=draw(st.none() | st.sampled_from(DATES)),
        )
    events = [EventReference("one", "IRQ", one)]
    if action is Action.MERGE:
        events.append(EventReference("other", "IRQ", other))
    return Correction(
        id=f"correction-{number}",
        action=action,
        # Several at one instant: then their ids decide.
        at=START + timedelta(hours=draw(st.integers(0, 3))),
        by="an analyst",
        why="a reason",
        events=tuple(events),
        out=other if action is Action.SPLIT else (),
        fields=given,
        received_at=START,
    )


@st.composite
def corrected_logs(draw: st.DrawFn) -> list[Message]:
    log = draw(logs())
    if not mention_ids(log):
        return list(log)
    said = [draw(corrections(log, number)) for number in range(draw(st.integers(1, 4)))]
    return [*log, *said]


def told(log: Iterable[Message]) -> list[Event | Tombstone]:
    store = DictStore()
    return [event for message in log for event in fold(store, message, RULES).events]


def members(log: Iterable[Message]) -> dict[str, set[str]]:
    """The mentions of every event, by its id: a record names no more than ten of them."""
    store = DictStore()
    for message in log:
        fold(store, message, RULES)
    records = Records(store)
    clusters = [records.cluster(int(key.removeprefix("g/"))) for key in store.records if key.startswith("g/")]
    return {
        event.id: {kept.profile.id for serial in event.members if (kept := records.kept(serial)) is not None}
        for cluster in clusters
        if cluster is not None
        for event in cluster.events
    }


def shuffled(log: list[Message], random: Random) -> list[Message]:
    other = list(log)
    random.shuffle(other)
    return other


def revoked(correction: Correction) -> Correction:
    return replace(correction, at=START + timedelta(days=2), revoked=True)


def active(events: list[Event | Tombstone]) -> list[Event]:
    return [event for event in world(events).values() if event.status is Status.ACTIVE]


@given(corrected_logs(), st.randoms(use_true_random=False))
@LAW
def test_any_order_of_articles_and_corrections_gives_the_same_content(log: list[Message], random: Random) -> None:
    assert content(told(log)) == content(told(shuffled(log, random)))


@given(corrected_logs(), st.data(), st.randoms(use_true_random=False))
@LAW
def test_order_does_not_matter_where_articles_are_replaced_and_retracted(
    log: list[Message], data: st.DataObject, random: Random
) -> None:
    articles = sorted({message.article_id for message in log if isinstance(message, ArticleMentions)})
    again: list[Message] = [data.draw(messages(data.draw(st.sampled_from(articles)), edition=2))]
    again.append(retraction(data.draw(st.sampled_from(articles)), START + timedelta(days=9)))
    assert content(told([*log, *again])) == content(told(shuffled([*log, *again], random)))


@given(corrected_logs(), st.data(), st.randoms(use_true_random=False))
@LAW
def test_a_retracted_article_leaves_what_the_others_and_the_corrections_make(
    log: list[Message], data: st.DataObject, random: Random
) -> None:
    gone = data.draw(st.sampled_from([message for message in log if isinstance(message, ArticleMentions)]))
    said = retraction(gone.article_id, START + timedelta(days=9))
    left = content(told(message for message in log if message is not gone))
    assert content(told([*log, said])) == left
    assert content(told(shuffled([*log, said], random))) == left


@given(corrected_logs(), st.data(), st.randoms(use_true_random=False))
@LAW
def test_a_replaced_article_leaves_what_its_last_edition_and_the_corrections_make(
    log: list[Message], data: st.DataObject, random: Random
) -> None:
    old = data.draw(st.sampled_from([message for message in log if isinstance(message, ArticleMentions)]))
    new = data.draw(messages(old.article_id, edition=2))
    left = content(told(new if message is old else message for message in log))
    assert content(told([*log, new])) == left
    assert content(told(shuffled([*log, new], random))) == left


@given(corrected_logs(), st.data())
@LAW
def test_what_is_sent_again_changes_nothing(log: list[Message], data: st.DataObject) -> None:
    store = DictStore()
    for position, message in enumerate(log):
        fold(store, message, RULES)
        before = store.records
        assert not fold(store, data.draw(st.sampled_from(log[: position + 1])), RULES).events
        assert store.records == before


@given(corrected_logs(), st.randoms(use_true_random=False))
@LAW
def test_revoked_corrections_leave_what_the_articles_alone_make(log: list[Message], random: Random) -> None:
    articles = [message for message in log if isinstance(message, ArticleMentions)]
    back = [revoked(message) for message in log if isinstance(message, Correction)]
    alone = content(told(articles))
    assert content(told([*log, *back])) == alone
    assert content(told(shuffled([*log, *back], random))) == alone


@given(corrected_logs(), st.data())
@LAW
def test_a_correction_replaced_by_its_id_leaves_what_the_last_one_makes(
    log: list[Message], data: st.DataObject
) -> None:
    said = [message for message in log if isinstance(message, Correction)]
    articles = [message for message in log if isinstance(message, ArticleMentions)]
    if not said:
        return
    old = data.draw(st.sampled_from(said))
    new = replace(data.draw(corrections(articles, 9)), id=old.id, at=START + timedelta(days=1))
    position = data.draw(st.integers(0, len(log)))
    expected = content(told([new if message is old else message for message in log]))
    assert content(told([*log[:position], new, *log[position:]])) == expected


@given(corrected_logs(), st.data())
@LAW
def test_a_version_names_the_same_content_however_the_log_is_cut(log: list[Message], data: st.DataObject) -> None:
    versions = [event for event in told(log) if isinstance(event, Event)]
    named = {(event.event_id, event.version): event for event in versions}
    assert len(named) == len(versions)
    store, left = DictStore(), list(log)
    while left:
        batch = [left.pop(0) for _ in range(data.draw(st.integers(1, len(left))))]
        before = store.records
        for _ in range(data.draw(st.integers(1, 2))):
            # A worker that was killed ahead of its commit finds the state and the log as they were.
            store = DictStore(before)
            events = [event for message in batch for event in fold(store, message, RULES).events]
            again = {(event.event_id, event.version): event for event in events if isinstance(event, Event)}
            assert again.items() <= named.items()


@given(logs(), st.data(), st.randoms(use_true_random=False))
@LAW
def test_a_split_holds_whatever_comes(log: list[ArticleMentions], data: st.DataObject, random: Random) -> None:
    split = data.draw(corrections(log, 1).filter(lambda one: one.action is Action.SPLIT)) if mention_ids(log) else None
    if split is None:
        return
    for there in members(shuffled([*log, split], random)).values():
        assert not (there.intersection(split.out) and there.intersection(split.events[0].mentions))


@given(logs(), st.data(), st.randoms(use_true_random=False))
@LAW
def test_what_was_set_last_is_what_the_record_says(
    log: list[ArticleMentions], data: st.DataObject, random: Random
) -> None:
    ids = mention_ids(log)
    if not ids:
        return
    name = data.draw(st.sampled_from(ids))
    reference = (EventReference("one", "IRQ", (name,)),)
    said = [
        Correction(
            f"correction-{hour}",
            Action.SET,
            START + timedelta(hours=hour),
            "an analyst",
            "a reason",
            reference,
            fields=Fields(killed=toll),
        )
        for hour, toll in enumerate(TOLLS)
    ]
    corrected = shuffled([*log, *said], random)
    (event_id,) = (event_id for event_id, there in members(corrected).items() if name in there)
    event = world(told(corrected))[event_id]
    assert event.casualties.killed == TOLLS[-1]
    assert [one.id for one in event.corrections] == ["correction-2"]
    assert event.machine is not None


@given(corrected_logs())
@LAW
def test_every_mention_is_told_once_or_withdrawn(log: list[Message]) -> None:
    events = members(log)
    assert Counter(name for there in events.values() for name in there) == Counter(mention_ids(log))
    records = active(told(log))
    for event in records:
        named = {one.mention_id for one in event.mentions}
        assert event.mention_count == len(events[event.event_id])
        assert named <= events[event.event_id]
        assert len(named) == min(event.mention_count, 10)
    if not any(isinstance(message, Correction) and message.action is Action.WITHDRAW for message in log):
        assert {event.event_id for event in records} == events.keys()


def test_a_summary_names_the_event_that_a_correction_speaks_of_no_longer() -> None:
    """An act leaves the event that was withdrawn, and takes its id along: what counts it must say so."""
    karim = (Person(PersonRole.VICTIM, name="Karim Haddad"),)
    bombing, march = EventType.REMOTE_EXPLOSIVE, EventType.PEACEFUL_PROTEST
    total = replace(told_of("d#1", bombing), kind=Kind.SUMMARY)
    articles = [
        said("a", told_of("a#0", march, karim), told_of("a#1", bombing)),
        said("b", told_of("b#0", bombing)),
        said("c", told_of("c#0", bombing), told_of("c#1", bombing, karim)),
        said("d", replace(told_of("d#0", march), counted_in=total.id), total, hours=1),
        said("e", told_of("e#0", bombing)),
    ]
    withdrawn = Correction(
        id="correction",
        action=Action.WITHDRAW,
        at=START,
        by="an analyst",
        why="a reason",
        events=(EventReference("one", "IRQ", ("a#0",)),),
        received_at=START,
    )
    a, b, c, d, e = articles
    assert content(told([*articles, withdrawn])) == content(told([d, b, c, a, withdrawn, e]))


def told_of(mention_id: str, type_: EventType, persons: tuple[Person, ...] = ()) -> Mention:
    return Mention(
        id=mention_id,
        kind=Kind.INCIDENT,
        type=type_,
        date=EventDate(START.date(), START.date(), DatePrecision.DAY, DateBasis.BOUNDED),
        location=PLACES[0],
        confidence=Confidence(0.6),
        sentence="A bomb went off.",
        evidence=(),
        persons=persons,
    )


def said(article_id: str, *mentions: Mention, hours: int = 0) -> ArticleMentions:
    return ArticleMentions(
        article_id=article_id,
        block="IRQ",
        version=START,
        published_at=START + timedelta(hours=hours),
        mentions=mentions,
        received_at=START,
    )
