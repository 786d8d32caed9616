import pytest

from pipeline.merging.headline import headline
from schemas.values import Casualties, EventType, Kind, Location, Outcome, PlaceBasis, PlacePrecision, Range, Toll

KHARKIV = Location("Kharkiv", "UKR", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT)
UKRAINE = Location("Ukraine", "UKR", PlacePrecision.COUNTRY, PlaceBasis.TEXT)
STRIKE = (EventType.AIR_OR_DRONE_STRIKE, Outcome.ACCOMPLISHED, Kind.INCIDENT)
BOMB = (EventType.REMOTE_EXPLOSIVE, Outcome.ATTEMPTED, Kind.INCIDENT)
LOSSES = (EventType.TERRITORY_SEIZED, Outcome.ACCOMPLISHED, Kind.SUMMARY)


@pytest.mark.parametrize(
    ("act", "where", "casualties", "expected"),
    [
        (STRIKE, KHARKIV, Casualties(killed=Toll(Range(3, 3, 3))), "Air or drone strike, Kharkiv, Ukraine: 3 killed"),
        (STRIKE, UKRAINE, Casualties(), "Air or drone strike, Ukraine"),
        (STRIKE, KHARKIV, Casualties(killed=Toll(Range(0, 0, 0))), "Air or drone strike, Kharkiv, Ukraine"),
        (BOMB, KHARKIV, Casualties(), "Attempted bombing, Kharkiv, Ukraine"),
        (
            LOSSES,
            UKRAINE,
            Casualties(killed=Toll(Range(0, None, 1610)), displaced=Toll(Range(10_000, None, None))),
            "Territory seized (summary), Ukraine: up to 1,610 killed, at least 10,000 displaced",
        ),
    ],
)
def test_a_headline_says_what_where_and_how_many(
    act: tuple[EventType, Outcome, Kind], where: Location, casualties: Casualties, expected: str
) -> None:
    assert headline(act, where, casualties) == expected


@pytest.mark.parametrize("event_type", EventType)
def test_every_type_has_its_words(event_type: EventType) -> None:
    assert headline((event_type, Outcome.ACCOMPLISHED, Kind.INCIDENT), KHARKIV, Casualties()).endswith(
        "Kharkiv, Ukraine"
    )
