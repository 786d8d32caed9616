"""What an analyst says of an event, and what becomes of it when more evidence comes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from msgspec import structs

from pipeline.merging.fold import Message, Outcome, Standing, Tombstone, fold
from pipeline.merging.records import Records
from pipeline.merging.rules import Rules
from pipeline.merging.store import DictStore
from schemas.correction import Action, Correction, EventReference, Fields
from schemas.event import Change, Event, Relation, Status
from schemas.mention import ArticleMentions
from schemas.values import (
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Kind,
    Location,
    PlaceBasis,
    PlacePrecision,
    Range,
    Toll,
)

Report = Callable[..., ArticleMentions]

RULES = Rules(horizon=None)
NOON = datetime(2024, 5, 7, 12, tzinfo=UTC)
SADR_CITY = Location(
    "Sadr City", "IRQ", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Baghdad", None, 1, 33.39, 44.46, 4
)
KARRADA = Location("Karrada", "IRQ", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Baghdad", None, 2, 33.3, 44.43, 4)
FOUR, FIVE = Toll(Range(4, 4, 4)), Toll(Range(5, 5, 5))


class Desk:
    """A partition, what its subscribers know, and an analyst who reads along."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.store = DictStore()
        self.known: dict[str, Event] = {}
        self._rules = rules
        self._ids = count(1)

    def take(self, message: Message) -> list[Event]:
        return [event for event in self.outcome(message).events if isinstance(event, Event)]

    def outcome(self, message: Message) -> Outcome:
        outcome = fold(self.store, message, self._rules)
        for event in outcome.events:
            if isinstance(event, Tombstone):
                del self.known[event.event_id]
            else:
                self.known[event.event_id] = event
        return outcome

    def say(self, action: Action, *events: Event, out: tuple[str, ...] = (), **fields: object) -> Correction:
        number = next(self._ids)
        return Correction(
            id=f"c-{number}",
            action=action,
            at=NOON + timedelta(minutes=number),
            by="M. Okafor",
            why="the prosecutor's list",
            events=tuple(reference(event, *out) for event in events),
            out=out,
            **fields,  # type: ignore[arg-type]
        )

    @property
    def active(self) -> list[Event]:
        return [event for event in self.known.values() if event.status is Status.ACTIVE]


def reference(event: Event, *without: str) -> EventReference:
    """What an analyst copies from a record."""
    named = tuple(one.mention_id for one in event.mentions if one.mention_id not in without)
    return EventReference(event.event_id, event.block, named)


def articles(event: Event) -> list[str]:
    return sorted(one.article_id for one in event.mentions)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_merged_events_go_on_as_the_elder(desk: Desk, report: Report) -> None:
    (elder,) = desk.take(report("a", killed=5, place=SADR_CITY))
    (younger,) = desk.take(report("b", killed=6, place=KARRADA))
    correction = desk.say(Action.MERGE, younger, elder)
    one, ended = desk.take(correction)
    assert (one.event_id, one.status, articles(one)) == (elder.event_id, Status.ACTIVE, ["a", "b"])
    assert {Change.MERGED, Change.CORRECTION} <= set(one.change)
    assert [(each.id, each.action, each.by, each.why) for each in one.corrections] == [
        (correction.id, Action.MERGE, "M. Okafor", "the prosecutor's list")
    ]
    assert (ended.event_id, ended.merged_into) == (younger.event_id, elder.event_id)
    assert (ended.status, ended.change) == (Status.MERGED, (Change.MERGED, Change.CORRECTION))


def test_an_event_that_goes_into_an_unpublished_one_is_withdrawn(desk: Desk, report: Report) -> None:
    for name in ("a", "b"):
        assert not desk.take(report(name, killed=5, place=SADR_CITY, type_=EventType.VIOLENT_CRIME))
    (younger,) = desk.take(report("c", killed=5, place=KARRADA, type_=EventType.ATTACK_ON_CIVILIANS))
    first = min(int(key.removeprefix("g/")) for key in desk.store.records if key.startswith("g/"))
    cluster = Records(desk.store).cluster(first)
    assert cluster is not None
    (elder,) = cluster.events
    unpublished = replace(
        younger, event_id=elder.id, mentions=(structs.replace(younger.mentions[0], mention_id="a#0"),)
    )
    (ended,) = desk.take(desk.say(Action.MERGE, younger, unpublished))
    assert (ended.event_id, ended.status, ended.merged_into) == (younger.event_id, Status.WITHDRAWN, None)
    assert not desk.known


def test_later_reports_of_either_join_what_was_merged(desk: Desk, report: Report) -> None:
    (elder,) = desk.take(report("a", killed=5, place=SADR_CITY))
    (younger,) = desk.take(report("b", killed=6, place=KARRADA))
    desk.take(desk.say(Action.MERGE, elder, younger))
    desk.take(report("c", hours=12, killed=6, place=KARRADA))
    (one,) = desk.active
    assert articles(one) == ["a", "b", "c"]


def test_a_split_outlives_a_report_that_agrees_with_both(desk: Desk, report: Report) -> None:
    desk.take(report("a", killed=5, names=("Karim Haddad",)))
    (whole,) = desk.take(report("b", hours=11, killed=5, names=("Karim Haddad",), ages=(30,)))
    split = desk.say(Action.SPLIT, whole, out=("b#0",))
    kept, new = sorted(desk.take(split), key=lambda event: event.event_id != whole.event_id)
    assert (articles(kept), articles(new)) == (["a"], ["b"])
    assert {Change.SPLIT, Change.CORRECTION} <= set(kept.change)
    assert new.change == (Change.CREATED, Change.CORRECTION)
    desk.take(report("c", hours=12, killed=5, names=("Karim Haddad",), ages=(30,)))
    assert sorted(map(articles, desk.active)) == [["a"], ["b", "c"]]


def test_a_correction_says_whether_the_reports_have_come_round(desk: Desk, report: Report) -> None:
    (elder,) = desk.take(report("a", killed=5, place=SADR_CITY))
    (younger,) = desk.take(report("b", killed=6, place=KARRADA))
    desk.take(desk.say(Action.MERGE, elder, younger))
    (one,) = desk.take(desk.say(Action.SET, elder, fields=Fields(killed=Toll(Range(5, 5, 5)), location=SADR_CITY)))
    assert [(each.action, each.overrules) for each in one.corrections] == [(Action.MERGE, True), (Action.SET, True)]
    (one,) = desk.take(report("b", killed=5, place=SADR_CITY, edition=NOON))
    assert [(each.action, each.overrules) for each in one.corrections] == [(Action.MERGE, False), (Action.SET, False)]
    split = desk.say(Action.SPLIT, one, out=("b#0",))
    desk.take(split)
    assert {each.corrections[-1].overrules for each in desk.active} == {True}
    desk.take(report("b", killed=31, place=KARRADA, edition=NOON + timedelta(hours=1)))
    assert {each.corrections[-1].overrules for each in desk.active} == {False}


def test_what_neither_side_of_a_split_names_stays_whole(desk: Desk, report: Report) -> None:
    for number in range(12):
        (whole,) = desk.take(report(f"w{number:02}", hours=10 + number, killed=5))
    assert whole.mention_count == 12
    split = desk.say(Action.SPLIT, whole, out=("w11#0",))
    desk.take(split)
    assert sorted(event.mention_count for event in desk.active) == [1, 11]


def test_a_later_merge_takes_a_split_back(desk: Desk, report: Report) -> None:
    desk.take(report("a", killed=5))
    (whole,) = desk.take(report("b", hours=11, killed=5))
    split = desk.say(Action.SPLIT, whole, out=("b#0",))
    desk.take(split)
    desk.take(desk.say(Action.MERGE, *desk.active))
    (one,) = desk.active
    assert [each.action for each in one.corrections] == [Action.SPLIT, Action.MERGE]


def test_a_withdrawn_event_ends_and_later_reports_do_not_bring_it_back(desk: Desk, report: Report) -> None:
    (event,) = desk.take(report("a", killed=5))
    outcome = desk.outcome(desk.say(Action.WITHDRAW, event))
    last, tombstone = outcome.events
    assert isinstance(last, Event)
    assert (last.status, last.change) == (Status.WITHDRAWN, (Change.WITHDRAWN, Change.CORRECTION))
    assert last.corrections[0].why == "the prosecutor's list"
    assert isinstance(tombstone, Tombstone)
    again = desk.outcome(report("b", hours=11, killed=5))
    assert (again.events, again.drops) == ((), (("withdrawn", "b#0"),))


def test_a_revoked_withdrawal_brings_the_event_back_under_its_id(desk: Desk, report: Report) -> None:
    (event,) = desk.take(report("a", killed=5))
    correction = desk.say(Action.WITHDRAW, event)
    desk.take(correction)
    outcome = desk.outcome(replace(correction, at=NOON + timedelta(days=1), revoked=True))
    assert outcome.standing is Standing.REVOKED
    (back,) = desk.active
    assert (back.event_id, back.version, back.corrections) == (event.event_id, 3, ())


def test_what_is_set_shows_with_what_the_machine_says(desk: Desk, report: Report) -> None:
    (event,) = desk.take(report("a", killed=3))
    when = EventDate(date(2024, 5, 5), date(2024, 5, 5), DatePrecision.DAY, DateBasis.EXPLICIT)
    given = Fields(type=EventType.GRENADE, date=when, location=KARRADA, killed=FOUR)
    (fixed,) = desk.take(desk.say(Action.SET, event, fields=given))
    assert fixed.headline == "Grenade attack, Karrada, Iraq: 4 killed"
    assert (fixed.codes.acled_sub_event_type, fixed.casualties.killed) == ("Grenade", FOUR)
    assert (fixed.date.basis, fixed.location.basis) == (DateBasis.CORRECTION, PlaceBasis.CORRECTION)
    assert (fixed.confidence.date, fixed.confidence.overall) == (1.0, event.confidence.overall)
    assert fixed.corrections[0].fields == ("type", "date", "location", "killed")
    assert fixed.machine == Fields(
        type=event.type, date=event.date, location=event.location, killed=event.casualties.killed
    )
    assert set(fixed.change) == {
        Change.CASUALTIES, Change.DATE, Change.LOCATION, Change.TYPE, Change.NEW_SOURCE, Change.DETAILS,
        Change.CORRECTION,
    }  # fmt: skip


def test_later_evidence_changes_what_the_machine_says_and_not_what_was_set(desk: Desk, report: Report) -> None:
    (event,) = desk.take(report("a", killed=3))
    desk.take(desk.say(Action.SET, event, fields=Fields(killed=FOUR)))
    (after,) = desk.take(report("b", hours=30, killed=9, day=date(2024, 5, 6)))
    assert (after.casualties.killed, after.mention_count) == (FOUR, 2)
    assert after.machine is not None
    assert after.machine.killed is not None
    assert after.machine.killed.total.high == 9
    assert Change.CASUALTIES not in after.change
    assert Change.CORRECTION not in after.change


def test_the_last_word_holds_field_by_field(desk: Desk, report: Report) -> None:
    (event,) = desk.take(report("a", killed=3))
    first = desk.say(Action.SET, event, fields=Fields(killed=FOUR, wounded=FOUR))
    second = desk.say(Action.SET, event, fields=Fields(killed=FIVE))
    for each in (second, first):
        desk.take(each)
    (known,) = desk.active
    assert (known.casualties.killed, known.casualties.wounded) == (FIVE, FOUR)
    assert [each.fields for each in known.corrections] == [("wounded",), ("killed",)]


def test_a_toll_without_numbers_makes_it_unknown(desk: Desk, report: Report) -> None:
    (event,) = desk.take(report("a", killed=3))
    (fixed,) = desk.take(desk.say(Action.SET, event, fields=Fields(killed=Toll(Range()))))
    assert fixed.casualties.killed is None
    assert fixed.headline == "Bombing, Baghdad, Iraq"


def test_what_was_set_goes_along_when_its_event_is_merged(desk: Desk, report: Report) -> None:
    (elder,) = desk.take(report("a", killed=5, place=SADR_CITY))
    (younger,) = desk.take(report("b", killed=6, place=KARRADA))
    desk.take(desk.say(Action.SET, younger, fields=Fields(killed=FOUR)))
    desk.take(desk.say(Action.MERGE, elder, younger))
    (one,) = desk.active
    assert (one.event_id, one.casualties.killed) == (elder.event_id, FOUR)


def test_what_was_set_stays_with_most_of_the_mentions_when_an_article_is_corrected(desk: Desk, report: Report) -> None:
    for name, hours in (("a", 10), ("b", 11), ("c", 12)):
        (event, *_) = desk.take(report(name, hours=hours, killed=5, place=SADR_CITY))
    desk.take(desk.say(Action.SET, event, fields=Fields(killed=FOUR)))
    desk.take(report("a", killed=31, place=KARRADA, edition=NOON))
    assert {tuple(articles(each)): each.casualties.killed == FOUR for each in desk.active} == {
        ("b", "c"): True,
        ("a",): False,
    }


def test_a_type_that_is_published_publishes_what_was_withheld(desk: Desk, report: Report) -> None:
    desk.take(report("a", killed=3, type_=EventType.VIOLENT_CRIME))
    said = Correction(
        "c", Action.SET, NOON, "M. Okafor", "it was no crime", (EventReference("?", "IRQ", ("a#0",)),),
        fields=Fields(type=EventType.ATTACK_ON_CIVILIANS),
    )  # fmt: skip
    (event,) = desk.take(said)
    assert (event.type, event.change) == (EventType.ATTACK_ON_CIVILIANS, (Change.CREATED, Change.CORRECTION))


def test_a_correction_waits_for_its_mentions(desk: Desk, report: Report) -> None:
    early = Correction(
        "c", Action.WITHDRAW, NOON, "M. Okafor", "a drill", (EventReference("?", "IRQ", ("a#0",)),)
    )  # fmt: skip
    assert desk.outcome(early) == Outcome(standing=Standing.WAITING)
    assert desk.outcome(report("a", killed=5)).drops == (("withdrawn", "a#0"),)


def test_mentions_of_another_block_are_not_meant(desk: Desk, report: Report) -> None:
    (event,) = desk.take(report("a", killed=5))
    said = desk.say(Action.WITHDRAW, replace(event, block="SYR"))
    assert desk.outcome(said).standing is Standing.WAITING
    assert desk.active == [event]


def test_no_link_leads_to_a_withdrawn_event(desk: Desk, report: Report) -> None:
    said = report("a", killed=5)
    (mention,) = said.mentions
    total = replace(mention, id="a#1", kind=Kind.SUMMARY)
    whole = replace(said, mentions=(replace(mention, counted_in="a#1"), total))
    incident, summary = sorted(desk.take(whole), key=lambda event: event.kind)
    assert [link.relation for link in desk.known[summary.event_id].links] == [Relation.COUNTS]
    correction = desk.say(Action.WITHDRAW, incident)
    desk.take(correction)
    assert desk.known[summary.event_id].links == ()
    desk.take(replace(correction, at=NOON + timedelta(days=1), revoked=True))
    assert [link.event_id for link in desk.known[summary.event_id].links] == [incident.event_id]


def test_a_correction_of_what_has_passed_the_horizon_is_late(report: Report) -> None:
    desk = Desk(Rules(horizon=timedelta(days=90)))
    (event,) = desk.take(report("a", killed=5))
    correction = desk.say(Action.WITHDRAW, event)
    desk.take(report("b", hours=24 * 120, day=date(2024, 9, 3)))
    assert desk.outcome(correction) == Outcome(late=True)


@pytest.mark.parametrize("is_there", [True, False])
def test_corrections_are_forgotten_with_their_events(report: Report, *, is_there: bool) -> None:
    desk = Desk(Rules(horizon=timedelta(days=90)))
    (event,) = desk.take(report("a", killed=5))
    if not is_there:
        event = replace(event, mentions=(structs.replace(event.mentions[0], mention_id="never#0"),))
    desk.take(desk.say(Action.SET, event, fields=Fields(killed=FOUR)))
    assert [key for key in desk.store.records if key.startswith(("c/", "k/"))] != []
    for month in range(4, 8):
        for hour in range(40):
            desk.take(report(f"m{month}-{hour}", hours=24 * 30 * month + hour, day=date(2024, 5 + month, 1)))
    assert [key for key in desk.store.records if key.startswith(("c/", "k/"))] == []
