"""How the gazetteer's rows are made."""

import pytest

from pipeline.gazetteer import Level
from pipeline.gazetteer.build import distance_km, place_divisions
from pipeline.gazetteer.sources import Record, english_name, keys


def settlement(number: int, name: str, lat: float, lon: float, admin1: int) -> Record:
    return Record(number, name, Level.SETTLEMENT, "XKX", 1000, lat, lon, {Level.ADMIN1: admin1})


def test_a_division_lies_at_the_mean_of_its_places_and_counts_their_people() -> None:
    division = Record(2, "Upland Province", Level.ADMIN1, "XKX")
    records = [
        Record(1, "Landia", Level.COUNTRY, "XKX"),
        division,
        settlement(3, "Ay", 1, 1, 2),
        settlement(4, "Bee", 3, 3, 2),
    ]
    radius = place_divisions(records)
    assert (division.lat, division.lon) == pytest.approx((2, 2))
    assert division.population == 2000
    assert radius[2] >= distance_km((2, 2), (1, 1)) - 1


def test_a_division_without_places_lies_at_its_namesake() -> None:
    district = Record(5, "Bee District", Level.ADMIN2, "XKX", parents={Level.ADMIN1: 2})
    upland = Record(2, "Upland Province", Level.ADMIN1, "XKX")
    records = [
        Record(1, "Landia", Level.COUNTRY, "XKX"),
        upland,
        settlement(3, "Ay", 1, 1, 2),
        settlement(4, "Bee", 3, 3, 2),
    ]
    place_divisions([*records, district])
    assert (district.lat, district.lon) == (3, 3)


def test_divisions_are_keyed_with_and_without_their_type_and_codes_are_no_names() -> None:
    own, others = keys(Record(1, "Tulsa County", Level.ADMIN2, "USA", aliases=("Condado de Tulsa", "TLS")))
    assert own == {"tulsa", "tulsa county"}
    assert "condado de tulsa" in others
    assert "tls" not in others


@pytest.mark.parametrize(
    ("name", "aliases", "country", "english"),
    [
        ("Ohio", ("Buckeye State",), "USA", "Ohio"),
        ("Kharkivska oblast", ("Kharkiv", "Kharkiv Oblast"), "UKR", "Kharkiv Oblast"),
        ("Al Anbār", ("Anbar", "Anbar Province"), "IRQ", "Anbar Province"),
        ("Rājasthān", ("राजस्थान",), "IND", "Rajasthan"),
        ("Nuevo León", ("Nuevo Leon",), "MEX", "Nuevo León"),
    ],
)
def test_divisions_are_told_in_english(name: str, aliases: tuple[str, ...], country: str, english: str) -> None:
    assert english_name(name, aliases, country) == english
