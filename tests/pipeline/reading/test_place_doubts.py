"""Where letter case tells no names: namesakes abroad, reports on another country, villages that nobody lists."""

from datetime import UTC, datetime

import pytest

from pipeline.gazetteer import Gazetteer, load
from pipeline.reading.read import read
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import PlacePrecision


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def mentions(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    article = Article(id="a", published_at=datetime(1989, 12, 13, 12, tzinfo=UTC), title="", text=text, language="en")
    return read(article, gazetteer).mentions


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param(
            "LIMA, 13 DEC 89 (EFE) -- GUERRILLAS ATTACKED AN ARMY PATROL NEAR SAN DIEGO ON 12 DECEMBER, "
            "KILLING TWO SOLDIERS.",
            "PER",
            id="a namesake in another country",
        ),
        pytest.param(
            "MANAGUA, 13 DEC 89 (EFE) -- SALVADORAN GUERRILLAS KILLED TWO SOLDIERS ON 12 DECEMBER. "
            "THE SALVADORAN ARMY SAID THAT THE WAR IN EL SALVADOR GOES ON.",
            "SLV",
            id="filed abroad",
        ),
        pytest.param(
            "BOGOTA, 13 DEC 89 (EFE) -- ARMED MEN KILLED THREE PEASANTS ON 12 DECEMBER IN THE VILLAGE OF QUARUMBO.",
            "COL",
            id="a village that is not listed",
        ),
        pytest.param(
            "BOGOTA, 13 DEC 89 (EFE) -- ARMED MEN KIDNAPPED THREE ENGINEERS IN QUARUMBO ON 12 DECEMBER.",
            "COL",
            id="an unknown name",
        ),
        pytest.param(
            "BOGOTA, 13 DEC 89 (EFE) -- TWO POLICEMEN KIDNAPPED BY GUERRILLAS ON 1 DECEMBER WERE RELEASED IN CALI.",
            "COL",
            id="where hostages were set free",
        ),
        pytest.param(
            "CLANDESTINE, 13 DEC 89 (EFE) -- TROOPS CLASHED WITH GUERRILLAS ON 12 DECEMBER, LEAVING TWO DEAD IN THE "
            "REGIMENT OF MARCALA, HONDURAS.",
            "HND",
            id="where soldiers belong",
        ),
        pytest.param(
            "LIMA, 13 DEC 89 (EFE) -- SOLDIERS KILLED TWO GUERRILLAS ON 12 DECEMBER SOUTHEAST OF AYACUCHO.",
            "PER",
            id="a direction without a distance",
        ),
        pytest.param(
            "BOGOTA, 13 DEC 89 (EFE) -- GUERRILLAS KILLED TWO POLICEMEN ON 12 DECEMBER ON A FARM. "
            "MEANWHILE, A TRADER WAS SHOT DEAD IN CALI BY REBELS.",
            "COL",
            id="the place of the next item",
        ),
    ],
)
def test_a_doubtful_place_in_capitals_is_told_as_its_country(text: str, country: str, gazetteer: Gazetteer) -> None:
    mention = mentions(text, gazetteer)[0]
    assert (mention.location.country, mention.location.precision) == (country, PlacePrecision.COUNTRY)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(
            "BOGOTA, 13 DEC 89 (EFE) -- A BOMB EXPLODED TODAY OUTSIDE A BANK. "
            "THE FIRE DEPARTMENT SAID NOBODY WAS HURT.",
            "Bogotá",
            id="the dateline's own services",
        ),
        pytest.param(
            "LIMA, 13 DEC 89 (EFE) -- THE COLOMBIAN POLICE REPORTED THAT A BOMB EXPLODED IN CALI ON 12 DECEMBER.",
            "Cali",
            id="a city with its country",
        ),
        pytest.param(
            "LIMA, 13 DEC 89 (EFE) -- POLICE ARRESTED TWO COLOMBIANS OF THE COLOMBIAN GUERRILLA GROUP M-19 TODAY.",
            "Lima",
            id="foreigners held by the police of the dateline",
        ),
    ],
)
def test_a_place_that_nothing_speaks_against_stays(text: str, place: str, gazetteer: Gazetteer) -> None:
    (mention,) = mentions(text, gazetteer)
    assert mention.location.name == place


def test_the_division_of_an_unknown_village_is_told(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "BOGOTA, 13 DEC 89 (EFE) -- GUERRILLAS KILLED TWO POLICEMEN ON 12 DECEMBER IN QUARUMBO, WHICH LIES IN THE "
        "NORTH OF ANTIOQUIA DEPARTMENT.",
        gazetteer,
    )
    assert (mention.location.name, mention.location.precision) == ("Antioquia", PlacePrecision.ADMIN1)


def test_a_square_bears_its_name_without_the_division(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "BOGOTA, 13 DEC 89 (EFE) -- GUERRILLAS KILLED TWO POLICEMEN TODAY IN BOLIVAR SQUARE, WHICH IS IN BOGOTA.",
        gazetteer,
    )
    assert mention.location.name == "Bogotá"


def test_a_division_that_has_its_name_from_its_seat_is_meant_where_the_page_says_so(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "LIMA, 13 DEC 89 (EFE) -- THE ARMY IS ON ALERT IN AYACUCHO DEPARTMENT. "
        "GUERRILLAS KILLED TWO SOLDIERS IN AYACUCHO ON 12 DECEMBER.",
        gazetteer,
    )
    assert (mention.location.name, mention.location.precision) == ("Ayacucho", PlacePrecision.ADMIN1)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("IN AYACUCHO AND HUANCAVELICA DEPARTMENTS", id="one of two divisions"),
        pytest.param("IN THE AYACUCHO OIL ZONE", id="a zone"),
    ],
)
def test_a_seat_told_with_the_words_of_a_division_is_the_division(told: str, gazetteer: Gazetteer) -> None:
    (mention,) = mentions(f"LIMA, 13 DEC 89 (EFE) -- GUERRILLAS KILLED TWO SOLDIERS {told} ON 12 DECEMBER.", gazetteer)
    assert (mention.location.name, mention.location.precision) == ("Ayacucho", PlacePrecision.ADMIN1)


def test_the_town_that_the_next_sentence_tells_outweighs_the_dateline(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "BOGOTA, 13 DEC 89 (EFE) -- A CARTEL CHIEF WAS KILLED TODAY DURING A CONFRONTATION WITH POLICE. "
        "HE DIED IN AN OPERATION CONDUCTED IN CARTAGENA, 750 KM NORTHWEST OF BOGOTA.",
        gazetteer,
    )
    assert mention.location.name == "Cartagena"


def test_in_mixed_case_nothing_is_doubted(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "BOGOTA, 13 Dec 89 (EFE) -- Armed men killed three peasants here on 12 December, police from the village said.",
        gazetteer,
    )
    assert mention.location.name == "Bogotá"
