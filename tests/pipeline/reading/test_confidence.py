from dataclasses import replace
from datetime import date

import pytest

from pipeline.reading.confidence import Signs, confidence
from schemas.values import DateBasis, DatePrecision, EventDate, Location, PlaceBasis, PlacePrecision

PLACE = Location(name="Goma", country="COD", precision=PlacePrecision.SETTLEMENT, basis=PlaceBasis.TEXT)
DAY = EventDate(date(2024, 5, 18), date(2024, 5, 18), DatePrecision.DAY, DateBasis.WEEKDAY)
BEST = Signs(
    location=PLACE,
    place_rule="locative",
    date=DAY,
    lead=True,
    triggers=3,
    actors=True,
    counted=True,
    vague_date=False,
    type_known=True,
    protest=False,
)


@pytest.mark.parametrize(
    "worse",
    [
        pytest.param(replace(BEST, location=replace(PLACE, basis=PlaceBasis.CONTEXT)), id="a place from elsewhere"),
        pytest.param(replace(BEST, location=replace(PLACE, precision=PlacePrecision.COUNTRY)), id="a country"),
        pytest.param(replace(BEST, place_rule="name"), id="a name without a preposition"),
        pytest.param(replace(BEST, date=replace(DAY, basis=DateBasis.BOUNDED)), id="a day that publication bounds"),
        pytest.param(replace(BEST, vague_date=True), id="some week"),
        pytest.param(replace(BEST, lead=False), id="late in the text"),
        pytest.param(replace(BEST, triggers=1), id="told once"),
        pytest.param(replace(BEST, actors=False), id="nobody named"),
        pytest.param(replace(BEST, counted=False), id="nobody counted"),
        pytest.param(replace(BEST, protest=True), id="a protest"),
    ],
)
def test_each_sign_that_is_missing_lowers_confidence(worse: Signs) -> None:
    assert confidence(worse).overall < confidence(BEST).overall


def test_confidence_stays_a_probability_where_every_sign_is_against() -> None:
    worst = Signs(
        location=replace(PLACE, basis=PlaceBasis.CONTEXT, precision=PlacePrecision.COUNTRY),
        place_rule="name",
        date=replace(DAY, basis=DateBasis.BOUNDED),
        lead=False,
        triggers=1,
        actors=False,
        counted=False,
        vague_date=True,
        type_known=False,
        protest=True,
    )

    assert 0 < confidence(worst).overall < 0.2
    assert confidence(BEST).overall <= 0.95


def test_a_place_carried_over_weighs_more_than_a_missing_actor() -> None:
    elsewhere = replace(BEST, location=replace(PLACE, basis=PlaceBasis.CONTEXT))

    assert confidence(elsewhere).overall < confidence(replace(BEST, actors=False)).overall
