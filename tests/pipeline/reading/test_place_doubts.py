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
        pytest.param(
            "BOGOTA, 13 DEC 89 (EFE) -- GUERRILLAS CLASHED WITH AN ARMY PATROL ON 12 DECEMBER, LEAVING TWO MEN DEAD.",
            "COL",
            id="fighting that has nothing of a city",
        ),
        pytest.param(
            "LIMA, 13 DEC 89 (EFE) -- THE POLICE REPORTED TODAY IN LIMA THAT REBELS BOMBED A BANK YESTERDAY.",
            "PER",
            id="only told in the city of the dateline",
        ),
        pytest.param(
            "CLANDESTINE, 13 DEC 89 (EFE) -- THE FRONT STATIONED IN SANTA ANA AMBUSHED AN ARMY CONVOY ON 12 DECEMBER. "
            "THE WAR IN EL SALVADOR GOES ON.",
            "SLV",
            id="where fighters are stationed",
        ),
        pytest.param(
            "CLANDESTINE, 13 DEC 89 (EFE) -- SOLDIERS STATIONED IN LA UNION DEPARTMENT KILLED TWO REBELS NEAR A FARM "
            "ON 12 DECEMBER. THE WAR IN EL SALVADOR GOES ON.",
            "SLV",
            id="the division where soldiers are stationed",
        ),
        pytest.param(
            "BOGOTA, 13 DEC 89 (EFE) -- THE MAYORS OF COCORNA AND SAN CARLOS WERE RELEASED IN COCORNA, ANTIOQUIA. "
            "THEY WERE KIDNAPPED LAST SATURDAY BY GUERRILLAS.",
            "COL",
            id="where the sentence before sets hostages free",
        ),
        pytest.param(
            "SAN SALVADOR, 13 DEC 89 (EFE) -- REBELS BLEW UP TEN POWER TOWERS TODAY IN CENTRAL PARTS OF THE COUNTRY. "
            "TRAFFIC WAS SLOW IN SONSONATE.",
            "SLV",
            id="what took place in parts of the country",
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
        pytest.param("IN TWO VILLAGES, ALL IN AYACUCHO,", id="what holds several villages"),
    ],
)
def test_a_seat_told_with_the_words_of_a_division_is_the_division(told: str, gazetteer: Gazetteer) -> None:
    (mention,) = mentions(f"LIMA, 13 DEC 89 (EFE) -- GUERRILLAS KILLED TWO SOLDIERS {told} ON 12 DECEMBER.", gazetteer)
    assert (mention.location.name, mention.location.precision) == ("Ayacucho", PlacePrecision.ADMIN1)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        pytest.param("IN THE PERUVIAN PORT OF CALLAO", ("Callao", PlacePrecision.SETTLEMENT), id="a port"),
        pytest.param(
            "IN THE TOWN OF CAMPINA, 60 KM SOUTH OF AYACUCHO",
            ("Ayacucho", PlacePrecision.NEAR),
            id="the distance of a village that has its namesake abroad",
        ),
        pytest.param(
            "IN SAN JACINTO, CAJAMARCA DEPARTMENT,",
            ("San Jacinto", PlacePrecision.ADMIN1),
            id="a division without a village of the name",
        ),
    ],
)
def test_a_town_is_where_the_words_behind_its_name_put_it(
    told: str, place: tuple[str, PlacePrecision], gazetteer: Gazetteer
) -> None:
    (mention,) = mentions(f"LIMA, 13 DEC 89 (EFE) -- GUERRILLAS ATTACKED A POST {told} ON 12 DECEMBER.", gazetteer)
    assert (mention.location.name, mention.location.precision) == place


def test_a_village_of_a_division_is_not_its_namesake_abroad(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "BOGOTA, 13 DEC 89 (EFE) -- GUERRILLAS KILLED FOUR SOLDIERS ON 12 DECEMBER 10 KM FROM THE VILLAGE OF SAN "
        "JACINTO IN SAN DIEGO MUNICIPALITY. THE COLOMBIAN ARMY IS LOOKING FOR THEM IN VALLEDUPAR.",
        gazetteer,
    )
    assert (mention.location.name, mention.location.country) == ("San Diego", "COL")


def test_a_city_that_opens_the_report_outweighs_the_dateline(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "BOGOTA, 13 DEC 89 (EFE) -- MEDELLIN -- A POLICE CHIEF WAS MURDERED BY REBELS THIS MORNING NEAR HIS HOME.",
        gazetteer,
    )
    assert mention.location.name == "Medellín"


def test_a_town_some_way_from_the_capital_is_no_quarter_of_it(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "SAN SALVADOR, 13 DEC 89 (EFE) -- THE POLICE SAID THAT A BOMB EXPLODED TODAY IN TONACATEPEQUE, APPROXIMATELY "
        "14 KM NORTHEAST OF SAN SALVADOR.",
        gazetteer,
    )
    assert mention.location.name == "Tonacatepeque"


def test_the_town_behind_the_one_that_tells_of_an_act_is_its_place(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "LIMA, 13 DEC 89 (EFE) -- POLICE IN THIS CAPITAL REPORTED THAT A BOMB EXPLODED TODAY IN THE CITY OF TRUJILLO.",
        gazetteer,
    )
    assert mention.location.name == "Trujillo"


def test_the_town_of_a_ministry_that_speaks_is_not_the_act_s(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "A FRENCH WARPLANE BOMBED REBELS IN THE SOUTH OF AFGHANISTAN ON 12 DECEMBER, THE MINISTRY IN PARIS SAID TODAY.",
        gazetteer,
    )
    assert mention.location.country == "AFG"


def test_a_word_before_the_name_of_a_country_is_no_town_of_it(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "LIMA, 13 DEC 89 (EFE) -- WE HEARD U.S. OFFICIALS TODAY. REBELS ATTACKED AN ARMY PATROL TODAY ON A FARM.",
        gazetteer,
    )
    assert mention.location.country == "PER"


def test_a_distance_may_be_told_in_words(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "ROME, 13 DEC 89 (EFE) -- TWO ENGINEERS WERE KIDNAPPED BY REBELS TODAY IN COLOMBIA FROM A SITE SOME THIRTY "
        "KILOMETERS FROM THE CITY OF MEDELLIN.",
        gazetteer,
    )
    assert (mention.location.name, mention.location.precision) == ("Medellín", PlacePrecision.NEAR)


def test_a_route_is_at_neither_of_its_ends(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "SAN SALVADOR, 13 DEC 89 (EFE) -- YESTERDAY REBELS MACHINEGUNNED A BUS COVERING THE SAN SALVADOR - USULUTAN "
        "AND USULUTAN - SAN SALVADOR ROUTE. THE BUS WAS ATTACKED ON THE COASTAL HIGHWAY.",
        gazetteer,
    )
    assert mention.location.precision is PlacePrecision.COUNTRY


def test_the_town_of_the_acts_own_sentence_outweighs_the_capital_told_before(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "SAN SALVADOR, 13 DEC 89 (EFE) -- HELICOPTERS FLEW OVER THE SALVADORAN CAPITAL ON 12 DECEMBER. ONE REBEL WAS "
        "KILLED AND FOUR WERE WOUNDED, THE SPOKESMAN OF THE ARMED FORCES PRESS COMMITTEE ANNOUNCED AT LENGTH AND WITH "
        "MANY MORE WORDS, IN USULUTAN, DURING A CLASH WITH TROOPS. SAN SALVADOR WAS CALM. IN SAN SALVADOR ALL SLEPT.",
        gazetteer,
    )
    assert mention.location.name == "Usulután"


def test_a_town_of_a_division_is_no_quarter_of_the_seat_that_it_is_called_after(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "GUATEMALA CITY, 13 DEC 89 (EFE) -- GUERRILLAS ATTACKED THE POLICE IN TECPAN, CHIMALTENANGO, ON 12 DECEMBER.",
        gazetteer,
    )
    assert mention.location.name == "Tecpán Guatemala"


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


@pytest.mark.parametrize(
    ("told", "place"),
    [
        pytest.param("rebels captured the oil port of Zorvat", "Libya", id="one that the gazetteer lacks"),
        pytest.param("rebels killed two soldiers in Zorvat village", "Libya", id="a village that the gazetteer lacks"),
        pytest.param("rebels killed two soldiers in the city of Benghazi", "Benghazi", id="the dateline's own"),
        pytest.param("rebels killed two soldiers", "Benghazi", id="none"),
    ],
)
def test_an_act_in_a_town_that_no_gazetteer_has_is_not_in_the_city_of_the_dateline(
    told: str, place: str, gazetteer: Gazetteer
) -> None:
    (mention,) = mentions(f"BENGHAZI, Libya (AP) - On Monday {told} after fierce clashes.", gazetteer)
    assert mention.location.name == place
