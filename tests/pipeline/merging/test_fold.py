from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pipeline.merging.blocks import retraction
from pipeline.merging.fold import Outcome, Tombstone, fold
from pipeline.merging.rules import Rules
from pipeline.merging.sketch import sketch
from pipeline.merging.store import DictStore
from schemas.event import Change, Event, Relation, Status
from schemas.mention import ArticleMentions
from schemas.values import (
    Actor,
    ActorRole,
    EventType,
    Kind,
    Location,
    PlaceBasis,
    PlacePrecision,
    Target,
    TargetClass,
)

Report = Callable[..., ArticleMentions]

SADR_CITY = Location(
    "Sadr City", "IRQ", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Baghdad", None, 1, 33.39, 44.46, 4
)
KARRADA = Location("Karrada", "IRQ", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Baghdad", None, 2, 33.3, 44.43, 4)
IRAQ = Location("Iraq", "IRQ", PlacePrecision.COUNTRY, PlaceBasis.DATELINE)


def run(messages: Iterable[ArticleMentions], rules: Rules | None = None) -> list[Outcome]:
    store = DictStore()
    return [fold(store, message, rules or Rules(horizon=None)) for message in messages]


def active(outcomes: Iterable[Outcome]) -> list[Event]:
    known: dict[str, Event] = {}
    for outcome in outcomes:
        for event in outcome.events:
            if isinstance(event, Tombstone):
                del known[event.event_id]
            else:
                known[event.event_id] = event
    return [event for event in known.values() if event.status is Status.ACTIVE]


def only(outcome: Outcome) -> Event:
    (event,) = outcome.events
    assert isinstance(event, Event)
    return event


def test_an_act_is_not_after_its_first_report(report: Report) -> None:
    first = report("a", hours=10, day=date(2024, 5, 6), names=("Karim Haddad",))
    courts = [
        report(f"court-{days}", hours=24 * days, day=date(2024, 5, 6) + timedelta(days=days), names=("Karim Haddad",))
        for days in (3, 3.5)
    ]
    (event,) = active(run([*courts, first]))
    assert event.date.start == date(2024, 5, 6)


def test_of_days_told_equally_often_the_earliest_stands(report: Report) -> None:
    died = report("a", hours=31, day=date(2024, 5, 7))
    killed = report("b", hours=32, day=date(2024, 5, 6))
    (event,) = active(run([died, killed]))
    assert event.date.start == date(2024, 5, 6)


def test_a_day_long_before_the_first_report_stands_back(report: Report) -> None:
    names = ("Karim Haddad",)
    recalled = report("a", hours=31, day=date(2024, 4, 6), names=names)
    told = report("b", hours=32, day=date(2024, 5, 6), names=names)
    (event,) = active(run([recalled, told]))
    assert event.date.start == date(2024, 5, 6)


def test_fifty_articles_in_five_wordings_are_one_event(report: Report) -> None:
    wordings = [
        "A car bomb killed twelve people at a market in Baghdad on Monday, police said, and wounded thirty more.",
        "Twelve shoppers died and thirty were hurt on Monday as a vehicle packed with explosives blew up in Baghdad.",
        "Police in the Iraqi capital put the toll of Monday's market blast at 12 dead and 30 wounded.",
        "At least a dozen dead: explosion rips through a crowded Baghdad market, doctors say.",
        "Monday's bombing of a market in Baghdad left 12 people dead, hospital officials said, with 30 others injured.",
    ]
    outcomes = run(
        report(
            f"wire-{n}",
            hours=10 + n / 10,
            killed=12,
            wounded=30,
            sentence=wordings[n % 5],
            sketch=sketch(wordings[n % 5]),
        )
        for n in range(50)
    )
    (event,) = active(outcomes)
    assert event.sources.articles == event.mention_count == 50
    assert event.sources.independent == 5
    assert len(event.mentions) == 10
    assert event.headline == "Bombing, Baghdad, Iraq: 12 killed, 30 wounded"


def test_a_toll_that_rises_gives_one_revision_with_the_new_figure(report: Report) -> None:
    first, second = run([report("a", killed=12), report("b", hours=30, killed=15)])
    before, after = only(first), only(second)
    assert (before.version, after.version) == (1, 2)
    assert before.event_id == after.event_id
    assert Change.CASUALTIES in after.change
    assert after.casualties.killed is not None
    assert after.casualties.killed.total.best == 15


def test_two_bombings_in_two_districts_with_two_tolls_stay_two(report: Report) -> None:
    outcomes = run(
        [
            report("a", killed=12, place=SADR_CITY),
            report("b", hours=11, killed=31, place=KARRADA),
            report("c", hours=12, killed=12, place=SADR_CITY),
            report("d", hours=13, killed=32, place=KARRADA),
        ]
    )
    assert sorted(event.mention_count for event in active(outcomes)) == [2, 2]


def test_a_settlement_and_a_shared_victim_meet_across_the_wrong_day(report: Report) -> None:
    late = report("court", hours=2000, day=date(2024, 5, 8), names=("Karim Haddad",))
    assert len(active(run([report("a", names=("Karim Haddad", "Omar Nasser")), late]))) == 1


def test_a_country_alone_joins_nothing(report: Report) -> None:
    assert len(active(run([report("a"), report("b", place=IRAQ)]))) == 2


def test_a_coarse_report_joins_by_a_shared_victim_and_links_no_two(report: Report) -> None:
    coarse = report("c", place=IRAQ, names=("Karim Haddad", "Salma Yousef"))
    near = [report("a", place=SADR_CITY, names=("Karim Haddad",)), report("b", place=KARRADA, names=("Salma Yousef",))]
    assert sorted(event.mention_count for event in active(run([*near, coarse]))) == [1, 2]


def test_an_earlier_article_that_arrives_late_leaves_the_id_alone(report: Report) -> None:
    outcomes = run([report("b", hours=20, killed=5), report("a", hours=9, killed=5)])
    assert {event.event_id for outcome in outcomes for event in outcome.events} == {only(outcomes[0]).event_id}


def test_an_article_sent_again_emits_nothing(report: Report) -> None:
    assert [len(outcome.events) for outcome in run([report("a"), report("a")])] == [1, 0]


def test_an_older_edition_changes_nothing(report: Report) -> None:
    newer = report("a", killed=9, edition=datetime(2024, 5, 7, tzinfo=UTC))
    assert not run([newer, report("a", killed=3)])[1].events


def test_a_correction_is_a_revision(report: Report) -> None:
    event = only(run([report("a", killed=3), report("a", killed=2, edition=datetime(2024, 5, 7, tzinfo=UTC))])[1])
    assert event.version == 2
    assert Change.CORRECTION in event.change
    assert event.casualties.killed is not None
    assert event.casualties.killed.total.best == 2


def test_a_retracted_event_says_withdrawn_and_then_ends(report: Report) -> None:
    opened, closed = run([report("a", killed=3), retraction("a", datetime(2024, 5, 9, tzinfo=UTC))])
    last, end = closed.events
    assert isinstance(last, Event)
    assert (last.status, last.version, last.change) == (Status.WITHDRAWN, 2, (Change.WITHDRAWN,))
    assert end == Tombstone(only(opened).event_id, 2, last.updated_at)


def test_a_retraction_outlives_what_comes_after_it(report: Report) -> None:
    assert not run([retraction("a", datetime(2024, 5, 9, tzinfo=UTC)), report("a")])[1].events


def test_two_events_that_prove_one_leave_the_elder(report: Report) -> None:
    store, rules = DictStore(), Rules(horizon=None)
    elder = only(fold(store, report("b", hours=20, killed=5, place=SADR_CITY), rules))
    younger = only(fold(store, report("c", hours=21, killed=6, place=KARRADA), rules))
    assert elder.event_id != younger.event_id
    corrected = report("c", hours=21, killed=5, place=SADR_CITY, edition=datetime(2024, 5, 8, tzinfo=UTC))
    survivor, ended = fold(store, corrected, rules).events
    assert isinstance(survivor, Event)
    assert isinstance(ended, Event)
    assert (survivor.event_id, survivor.mention_count) == (elder.event_id, 2)
    assert (ended.event_id, ended.status, ended.merged_into) == (younger.event_id, Status.MERGED, elder.event_id)


def test_one_event_that_proves_two_leaves_its_id_with_the_first_mention(report: Report) -> None:
    store, rules = DictStore(), Rules(horizon=None)
    whole = only(fold(store, report("a", killed=5, place=SADR_CITY), rules))
    fold(store, report("b", hours=11, killed=5, place=SADR_CITY), rules)
    corrected = report("b", hours=11, killed=31, place=KARRADA, edition=datetime(2024, 5, 8, tzinfo=UTC))
    events = {
        event.mentions[0].article_id: event
        for event in fold(store, corrected, rules).events
        if isinstance(event, Event)
    }
    assert events["a"].event_id == whole.event_id
    assert events["b"].event_id != whole.event_id
    assert Change.SPLIT in events["a"].change


def test_names_of_private_persons_stay_unpublished_unless_rules_say_so(report: Report) -> None:
    said = report("a", names=("Karim Haddad",))
    (withheld,) = only(run([said])[0]).persons
    (named,) = only(run([said], Rules(names_published=True))[0]).persons
    assert (withheld.name, named.name) == (None, "Karim Haddad")


def test_sentences_stay_unpublished_where_rules_say_so(report: Report) -> None:
    (reference,) = only(run([report("a")], Rules(sentences_published=False))[0]).mentions
    assert reference.sentence is None


def test_crime_is_kept_but_not_published(report: Report) -> None:
    (outcome,) = run([report("a", type_=EventType.VIOLENT_CRIME)])
    assert outcome.drops == (("crime", "a#0"),)
    assert not outcome.events


def test_history_is_published_once_a_report_of_its_time_comes(report: Report) -> None:
    old, fresh = run([report("a", hours=24 * 60, killed=5), report("b", hours=10, killed=5)])
    assert (old.events, old.drops) == ((), (("historic", "a#0"),))
    assert only(fresh).mention_count == 2


def test_a_summary_is_linked_with_the_incident_that_it_counts(report: Report) -> None:
    said = report("a", killed=3)
    summary = replace(said.mentions[0], id="a#1", kind=Kind.SUMMARY)
    incident = replace(said.mentions[0], counted_in="a#1")
    (outcome,) = run([replace(said, mentions=(incident, summary))])
    by_kind = {event.kind: event for event in outcome.events if isinstance(event, Event)}
    (counted,) = by_kind[Kind.INCIDENT].links
    (counts,) = by_kind[Kind.SUMMARY].links
    assert (counted.event_id, counted.relation) == (by_kind[Kind.SUMMARY].event_id, Relation.COUNTED_IN)
    assert (counts.event_id, counts.relation) == (by_kind[Kind.INCIDENT].event_id, Relation.COUNTS)


def test_a_mention_older_than_the_horizon_is_late_and_changes_nothing(report: Report) -> None:
    store, rules = DictStore(), Rules(horizon=timedelta(days=90))
    fold(store, report("a", hours=24 * 120, day=date(2024, 9, 2)), rules)
    before = store.records
    assert fold(store, report("b"), rules) == Outcome(late=True)
    assert store.records == before


def test_state_leaves_once_the_clock_has_passed_the_horizon(report: Report) -> None:
    store, rules = DictStore(), Rules(horizon=timedelta(days=90))
    fold(store, report("a", names=("Karim Haddad",)), rules)
    for days in range(88, 110):
        said = report(f"later-{days}", hours=24 * days, day=date(2024, 5, 6) + timedelta(days=days))
        fold(store, said, rules)
    assert not [key for key, value in store.records.items() if b"a#0" in value or key == "a/a"]
    late_court_report = report("court", hours=24 * 109, names=("Karim Haddad",))
    assert fold(store, late_court_report, rules).drops == (("historic", "court#0"),)


def test_disjoint_victims_of_one_article_are_two_acts(report: Report) -> None:
    """However alike they are otherwise."""
    (one,), (other,) = (
        report("a", killed=4, wounded=3, names=(name,)).mentions for name in ("Karim Haddad", "Omar Nasser")
    )
    both = replace(report("a"), mentions=(one, replace(other, id="a#1")))
    assert [event.mention_count for event in active(run([both]))] == [1, 1]


def test_disjoint_targets_of_one_article_are_two_acts(report: Report) -> None:
    (one,) = report("a", killed=4, wounded=3).mentions
    market = replace(one, targets=(Target("market", TargetClass.MARKET),))
    bridge = replace(one, id="a#1", targets=(Target("bridge", TargetClass.BRIDGE),))
    assert [event.mention_count for event in active(run([replace(report("a"), mentions=(market, bridge))]))] == [1, 1]


def test_where_outlets_are_at_home_does_not_outvote_what_a_report_says(report: Report) -> None:
    home = replace(SADR_CITY, precision=PlacePrecision.NEAR, radius_km=60.0, basis=PlaceBasis.OUTLET)
    said = [
        report("a", place=home, names=("Karim Haddad",)),
        report("b", hours=12, place=home, names=("Karim Haddad",)),
        report("c", hours=14, place=KARRADA, names=("Karim Haddad",)),
    ]
    assert [event.location.name for event in active(run(said))] == ["Karrada"]


def test_a_battle_absorbs_the_shelling_by_its_sides_in_its_place_and_day(report: Report) -> None:
    sides = (
        Actor("the army", "Iraqi Armed Forces", ActorRole.INITIATOR),
        Actor("militants", "Islamic State", ActorRole.TARGET),
    )
    said = [
        report("a", type_=EventType.SHELLING_OR_MISSILE, killed=2, actors=sides, said=(1,)),
        report("b", hours=12, type_=EventType.SHELLING_OR_MISSILE, killed=2, actors=sides, said=(2,)),
        report("c", hours=14, type_=EventType.ARMED_CLASH, killed=9, actors=sides, said=(3,)),
    ]
    assert [event.type for event in active(run(said))] == [EventType.ARMED_CLASH]
