"""What an analyst types for a field, and what is made of it."""

from datetime import date

import pytest

from agents.cli.failure import Failure
from agents.cli.field_values import NAMES, read_fields
from pipeline import gazetteer
from schemas.correction import Fields
from schemas.values import (
    Actor,
    ActorRole,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Outcome,
    PlaceBasis,
    PlacePrecision,
    Range,
    Toll,
)


def read(*assignments: str, country: str = "UKR") -> Fields:
    return read_fields(assignments, country, gazetteer.load)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("4", Range(4, 4, 4)),
        ("0", Range(0, 0, 0)),
        ("3-5", Range(3, None, 5)),
        ("3-4-5", Range(3, 4, 5)),
        ("3+", Range(3, None, None)),
        ("unknown", Range()),
    ],
)
def test_counts(text: str, counts: Range) -> None:
    assert read(f"killed={text}").killed == Toll(counts)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2024-04-30", date(2024, 4, 30), date(2024, 4, 30), DatePrecision.DAY),
        ("2024-04-30/2024-05-02", date(2024, 4, 30), date(2024, 5, 2), DatePrecision.DAYS),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), DatePrecision.MONTH),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), DatePrecision.YEAR),
    ],
)
def test_dates(text: str, start: date, end: date, precision: DatePrecision) -> None:
    assert read(f"date={text}").date == EventDate(start, end, precision, DateBasis.CORRECTION)


def test_a_name_is_the_town_before_the_province_that_bears_it() -> None:
    place = read("location=Kharkiv").location
    assert place is not None
    assert (place.name, place.precision, place.basis) == ("Kharkiv", PlacePrecision.SETTLEMENT, PlaceBasis.CORRECTION)
    province = read("location=Kharkiv Oblast").location
    assert province is not None
    assert province.precision is PlacePrecision.ADMIN1


def test_words_and_json() -> None:
    actors = '[{"name":"the 3rd brigade","canonical":"Ukrainian forces","role":"initiator"}]'
    assert read("type=armed_clash", "outcome=attempted", f"actors={actors}") == Fields(
        type=EventType.ARMED_CLASH,
        outcome=Outcome.ATTEMPTED,
        actors=(Actor("the 3rd brigade", "Ukrainian forces", ActorRole.INITIATOR),),
    )
    toll = read('wounded={"total":{"low":3},"civilian":{"low":3}}').wounded
    assert toll == Toll(Range(3), civilian=Range(3))


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("headline=x", "write one of type, outcome"),
        ("killed", "write one of type, outcome"),
        ("killed=four", "write 4, 3-5"),
        ("killed=-1", "write 4, 3-5"),
        ('killed={"total":{"low":"4"}}', "Expected `int"),
        ("killed={", "killed='{': "),
        ("date=yesterday", "write 2024-04-30, "),
        ("date=2024-13", "month must be in 1..12"),
        ("type=skirmish", "armed_clash"),
        ("actors=the army", "write JSON, as in the record"),
        ("location=Nowhereville", "no place of that name is known in UKR"),
        ("location=Baghdad", "no place of that name is known in UKR"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(assignment: str, told: str) -> None:
    with pytest.raises(Failure) as refusal:
        read(assignment)
    assert told in str(refusal.value)


def test_a_field_is_set_once() -> None:
    with pytest.raises(Failure, match="killed is set twice"):
        read("killed=1", "killed=2")


def test_every_field_has_a_way_to_be_typed() -> None:
    assert set(NAMES) == {
        "type", "outcome", "date", "location", "actors", "killed", "wounded", "captured", "missing", "displaced",
    }  # fmt: skip
