"""The gazetteer that comes with the package."""

from pathlib import Path

import marisa_trie
import pytest

from pipeline.gazetteer import Gazetteer, Level, Place, load


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def first(gazetteer: Gazetteer, name: str, country: str, level: Level = Level.SETTLEMENT) -> Place:
    return next(place for place in gazetteer.find(name) if place.country == country and place.level is level)


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Ramadi", "IRQ", 33.42, 43.31),
        ("RAMADI", "IRQ", 33.42, 43.31),
        ("Sanaa", "YEM", 15.35, 44.21),
        ("Sana'a", "YEM", 15.35, 44.21),
        ("Deir al-Zor", "SYR", 35.34, 40.14),
        ("São Paulo", "BRA", -23.55, -46.64),
        ("Sao Paulo", "BRA", -23.55, -46.64),
        ("St. Louis", "USA", 38.63, -90.2),
        ("Kiev", "UKR", 50.45, 30.52),
    ],
)
def test_names_are_found_whatever_their_case_marks_and_spelling(
    gazetteer: Gazetteer, name: str, country: str, lat: float, lon: float
) -> None:
    place = first(gazetteer, name, country)
    assert place.lat == pytest.approx(lat, abs=0.05)
    assert place.lon == pytest.approx(lon, abs=0.05)


def test_settlements_know_their_divisions(gazetteer: Gazetteer) -> None:
    place = first(gazetteer, "Enerhodar", "UKR")
    assert place.admin1 == "Zaporizhzhia Oblast"
    assert place.admin2 == "Vasylivka Raion"


@pytest.mark.parametrize(
    ("name", "country", "level", "english"),
    [
        ("Kursk", "RUS", Level.ADMIN1, "Kursk Oblast"),
        ("Belgorod", "RUS", Level.ADMIN1, "Belgorod Oblast"),
        ("Krasnoyaruzhsky", "RUS", Level.ADMIN2, "Krasnoyaruzhsky District"),
        ("Anbar", "IRQ", Level.ADMIN1, "Anbar Province"),
        ("Tulsa", "USA", Level.ADMIN2, "Tulsa County"),
    ],
)
def test_divisions_are_found_by_their_stem_and_told_in_english(
    gazetteer: Gazetteer, name: str, country: str, level: Level, english: str
) -> None:
    assert first(gazetteer, name, country, level).name == english


def test_divisions_lie_among_their_places(gazetteer: Gazetteer) -> None:
    oblast = first(gazetteer, "Kursk", "RUS", Level.ADMIN1)
    city = first(gazetteer, "Kursk", "RUS")
    assert abs(oblast.lat - city.lat) < 1
    assert abs(oblast.lon - city.lon) < 1
    assert 50 < oblast.radius_km < 250


def test_every_country_has_a_row_of_its_own(gazetteer: Gazetteer) -> None:
    row = gazetteer.row_of_country("SDN")
    assert row is not None
    place = gazetteer.place(row)
    assert (place.name, place.level, place.country) == ("Sudan", Level.COUNTRY, "SDN")
    assert gazetteer.row_of_country("ZZZ") is None


def test_capitals_are_known(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Baghdad", "IRQ").row in gazetteer.capitals
    assert first(gazetteer, "Mosul", "IRQ").row not in gazetteer.capitals


def test_unknown_names_are_not_found(gazetteer: Gazetteer) -> None:
    assert list(gazetteer.find("Qwxyzzy")) == []
    assert gazetteer.postings("qwxyzzy") == []


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    marisa_trie.Trie(["a"]).save(str(tmp_path / "names.trie"))
    (tmp_path / "places.bin").write_bytes(b"something else")
    with pytest.raises(ValueError, match="no gazetteer"):
        Gazetteer(tmp_path)


@pytest.mark.parametrize(
    ("name", "country", "level", "usual"),
    [
        ("Janīn", "PSE", Level.SETTLEMENT, "Jenin"),
        ("Khān Yūnis", "PSE", Level.SETTLEMENT, "Khan Younis"),
        ("Al Fallūjah", "IRQ", Level.SETTLEMENT, "Fallujah"),
        ("Al Ḩudaydah", "YEM", Level.SETTLEMENT, "Hodeidah"),
        ("Xarardheere", "SOM", Level.SETTLEMENT, "Harardhere"),
        ("Bogotá", "COL", Level.SETTLEMENT, "Bogotá"),
        ("Nord-Kivu", "COD", Level.ADMIN1, "North Kivu"),
        ("São Paulo", "BRA", Level.ADMIN1, "São Paulo"),
    ],
)
def test_places_bear_their_usual_english_names(
    gazetteer: Gazetteer, name: str, country: str, level: Level, usual: str
) -> None:
    assert first(gazetteer, name, country, level).name == usual


def test_transliterations_are_written_without_marks(gazetteer: Gazetteer) -> None:
    assert all(gazetteer.name(row).isascii() for row in range(len(gazetteer)) if _is_in(gazetteer, row, "SYR"))


def _is_in(gazetteer: Gazetteer, row: int, country: str) -> bool:
    return gazetteer.country[row] == gazetteer.row_of_country(country)
