from dataclasses import replace
from datetime import date

import pytest

from pipeline.reading.confidence import Signs, confidence
from schemas.values import DateBasis, DatePrecision, EventDate, Location, PlaceBasis, PlacePrecision

PLACE = Location(name="Goma", country="COD", precision=PlacePrecision.SETTLEMENT, basis=PlaceBasis.TEXT)
DAY = EventDate(date(2024, 5, 18), date(2024, 5, 18), DatePrecision.DAY, DateBasis.WEEKDAY)
BEST = Signs(
    location=PLACE,
    place_rule="contained",
    told_there=True,
    date=DAY,
    actors=True,
    type_known=True,
    type_loose=False,
)


@pytest.mark.parametrize(
    "worse",
    [
        pytest.param(replace(BEST, told_there=False), id="a place from elsewhere"),
        pytest.param(replace(BEST, location=replace(PLACE, precision=PlacePrecision.COUNTRY)), id="a country"),
        pytest.param(replace(BEST, place_rule="locative"), id="a name without its division"),
        pytest.param(replace(BEST, date=replace(DAY, basis=DateBasis.BOUNDED)), id="a day that publication bounds"),
        pytest.param(replace(BEST, actors=False), id="nobody named"),
        pytest.param(replace(BEST, type_loose=True), id="a type that no word of the act gives"),
    ],
)
def test_each_sign_that_is_missing_lowers_confidence(worse: Signs) -> None:
    assert confidence(worse).overall < confidence(BEST).overall


def test_confidence_stays_a_probability_where_every_sign_is_against() -> None:
    worst = Signs(
        location=replace(PLACE, basis=PlaceBasis.CONTEXT, precision=PlacePrecision.COUNTRY),
        place_rule="name",
        told_there=False,
        date=replace(DAY, basis=DateBasis.BOUNDED),
        actors=False,
        type_known=False,
        type_loose=True,
    )

    assert 0 < confidence(worst).overall < 0.4
    assert confidence(BEST).overall <= 0.95


def test_a_place_carried_over_weighs_more_than_a_missing_actor() -> None:
    elsewhere = replace(BEST, told_there=False)

    assert confidence(elsewhere).overall < confidence(replace(BEST, actors=False)).overall
