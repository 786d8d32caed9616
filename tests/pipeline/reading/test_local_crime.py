"""Local news of crime, whose readers know where they live: articles of our own writing."""

from datetime import UTC, date, datetime

import pytest

from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import Reading, read
from pipeline.reading.findings import DropReason
from schemas.article import Article
from schemas.values import DateBasis, DatePrecision, EventType, Metric, PlaceBasis, PlacePrecision

PUBLISHED = datetime(2024, 8, 13, 18, tzinfo=UTC)  # a Tuesday
OUTLET = "https://www.tulsaworld.com/news/1.html"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def reading(text: str, gazetteer: Gazetteer, url: str | None = OUTLET, title: str = "") -> Reading:
    return read(Article(id="a", published_at=PUBLISHED, text=text, title=title, url=url), gazetteer)


def test_a_crime_without_any_place_was_near_the_outlets_city(gazetteer: Gazetteer) -> None:
    (mention,) = reading("Three men were shot outside a bar on Monday night, police said.", gazetteer).mentions
    place = mention.location
    assert (place.name, place.precision, place.basis) == ("Tulsa", PlacePrecision.NEAR, PlaceBasis.OUTLET)
    assert (place.radius_km or 0) > 50
    assert mention.date.start == date(2024, 8, 12)


def test_a_crime_without_any_place_was_in_the_state_of_an_outlet_of_many_cities(gazetteer: Gazetteer) -> None:
    text = "Three men were shot outside a bar on Monday night, police said."
    (mention,) = reading(text, gazetteer, "https://www.mlive.com/news/1.html").mentions
    place = mention.location
    assert (place.name, place.precision, place.basis) == ("Michigan", PlacePrecision.ADMIN1, PlaceBasis.OUTLET)


@pytest.mark.parametrize(
    ("text", "url", "city", "precision"),
    [
        pytest.param(
            "Three men were shot in Whitehaven on Monday night, Memphis police said.",
            "https://wreg.com/news/1",
            "Memphis",
            PlacePrecision.SETTLEMENT,
            id="a namesake abroad",
        ),
        pytest.param(
            "Three men were shot at a bus stop in Los Altos on Monday night, Albuquerque police said.",
            "https://www.koat.com/news/1",
            "Albuquerque",
            PlacePrecision.SETTLEMENT,
            id="a namesake in another state",
        ),
        pytest.param(
            "Two girls were shot at a party in Valencia Park on Monday, San Diego police said.",
            "https://www.cbs8.com/news/1",
            "San Diego",
            PlacePrecision.SETTLEMENT,
            id="a quarter that bears a far town's name",
        ),
        pytest.param(
            "A boy was shot on Monday in the 300 block of Madrid, police said.",
            "https://www.kvue.com/news/1",
            "Austin",
            PlacePrecision.NEAR,
            id="a street that bears a city's name",
        ),
        pytest.param(
            "Seven people were shot at 2517 Shasta, near North Hollywood Street, on Monday, Memphis police said.",
            "https://wreg.com/news/1",
            "Memphis",
            PlacePrecision.SETTLEMENT,
            id="streets do not speak for the state of their namesakes",
        ),
        pytest.param(
            "A man was shot in Howland on Monday. Hamad is well known. Police searched Hamad's home and a field.",
            "https://wkbn.com/news/1",
            "Youngstown",
            PlacePrecision.NEAR,
            id="a victim who bears a foreign city's name",
        ),
        pytest.param(
            "A man was shot at his home on Monday, said the Horn Lake police. He died in DeSoto County.",
            "https://www.wbrc.com/news/1",
            "Horn Lake",
            PlacePrecision.SETTLEMENT,
            id="a far town whose own police speak",
        ),
        pytest.param(
            "Rod Blake pointed a gun at Winslow on Monday and shot him. Douglas Winslow died in Orlando.",
            "https://www.orlandosentinel.com/news/1",
            "Orlando",
            PlacePrecision.SETTLEMENT,
            id="a person who bears a town's name",
        ),
        pytest.param(
            "A boy was shot in Riley on Monday, Indianapolis police said.",
            "https://www.indystar.com/news/1",
            "Indianapolis",
            PlacePrecision.SETTLEMENT,
            id="a far county's bare name",
        ),
        pytest.param(
            "Three men were shot in Whitehaven on Monday night, police said.",
            "https://wreg.com/news/1",
            "Memphis",
            PlacePrecision.NEAR,
            id="a city that only the outlet tells",
        ),
        pytest.param(
            "Two men were shot at a club in Greenville on Monday, Columbus police said.",
            "https://www.ledger-enquirer.com/news/1",
            "Greenville",
            PlacePrecision.SETTLEMENT,
            id="a town of the outlet's own state",
        ),
        pytest.param(
            "A man was shot in a field near Perham on Monday and flown to Fargo, deputies said.",
            "https://www.inforum.com/news/1",
            "Perham",
            PlacePrecision.NEAR,
            id="a town beyond the border of the market's state",
        ),
    ],
)
def test_a_small_place_far_from_a_local_outlet_is_a_namesake(
    text: str, url: str, city: str, precision: PlacePrecision, gazetteer: Gazetteer
) -> None:
    (mention,) = reading(text, gazetteer, url).mentions
    assert (mention.location.name, mention.location.precision) == (city, precision)


def test_what_a_namesake_is_a_part_of_is_told_with_its_name(gazetteer: Gazetteer) -> None:
    (mention,) = reading("Two men were shot in Whitehaven on Monday.", gazetteer, "https://wreg.com/1").mentions
    assert mention.location.venue == "Whitehaven"


def test_a_lone_act_has_the_toll_of_the_lead(gazetteer: Gazetteer) -> None:
    text = "Three men were shot in Tulsa on Monday night. The owner heard nothing. Two of the men were pronounced dead."
    (mention,) = reading(text, gazetteer).mentions
    assert {(claim.metric, claim.low) for claim in mention.claims} == {(Metric.KILLED, 2), (Metric.WOUNDED, 1)}


def test_an_outlet_of_no_known_home_places_nothing(gazetteer: Gazetteer) -> None:
    refused = reading("Three men were shot outside a bar on Monday night.", gazetteer, "https://example.org/1")
    assert not refused.mentions
    assert DropReason.NO_PLACE in {drop.reason for drop in refused.drops}


def test_an_address_that_ends_in_a_citys_name_is_not_of_that_city(gazetteer: Gazetteer) -> None:
    address = "https://www.maderaenterprise.example/1"
    assert not reading("Three men were shot outside a bar on Monday night.", gazetteer, address).mentions


def test_what_is_no_crime_is_not_placed_by_the_outlet(gazetteer: Gazetteer) -> None:
    assert not reading("Thousands of people marched against the new law on Monday.", gazetteer).mentions


def test_a_place_in_the_text_comes_before_the_outlets(gazetteer: Gazetteer) -> None:
    (mention,) = reading("Three men were shot in Wichita on Monday night.", gazetteer).mentions
    assert mention.location.name == "Wichita"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A man charged with the May 3 murder of a clerk in Tulsa was back in court.", id="charged with"),
        pytest.param("A teenager is accused of fatally shooting a clerk in Tulsa on May 3.", id="accused of"),
        pytest.param("Two men were sentenced over the May 3 shooting of a clerk in Tulsa.", id="sentenced over"),
    ],
)
def test_a_crime_in_a_court_report_is_a_mention_of_it(text: str, gazetteer: Gazetteer) -> None:
    (mention,) = reading(text, gazetteer).mentions
    assert (mention.type, mention.location.name) == (EventType.VIOLENT_CRIME, "Tulsa")
    assert mention.date.start == date(2024, 5, 3)


def test_a_crime_that_the_lead_names_as_a_charge_may_be_told_late_and_without_a_day(gazetteer: Gazetteer) -> None:
    text = (
        "A man charged with murder was in court. He said little. His lawyer asked for time. The judge agreed. "
        "Nobody wept. He shot a clerk in Tulsa, the police say."
    )
    (mention,) = reading(text, gazetteer).mentions
    assert (mention.location.name, mention.date.basis) == ("Tulsa", DateBasis.BOUNDED)


def test_a_crime_may_be_dated_by_its_season_alone(gazetteer: Gazetteer) -> None:
    (mention,) = reading("A man was sentenced for having shot a clerk in Tulsa last summer.", gazetteer).mentions
    assert (mention.date.start, mention.date.precision) == (date(2023, 6, 1), DatePrecision.YEAR)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A boy was hurt on Monday when his father's gun went off in Tulsa.", id="went off"),
        pytest.param("A girl was killed in a hunting accident near Tulsa on Monday.", id="hunting"),
        pytest.param("A girl was grazed by a bullet as she slept in Tulsa on Monday.", id="grazed"),
        pytest.param("The party bus shooting suspect fled from Tulsa on Monday.", id="suspect"),
    ],
)
def test_shots_that_nobody_meant_or_owned_to_are_crimes_too(text: str, gazetteer: Gazetteer) -> None:
    (mention,) = reading(text, gazetteer).mentions
    assert (mention.type, mention.location.name) == (EventType.VIOLENT_CRIME, "Tulsa")


def test_an_attack_that_is_only_commented_on_is_no_event(gazetteer: Gazetteer) -> None:
    refused = reading("Ministers in Kabul condemned the May 3 killing of villagers by militants.", gazetteer)
    assert not refused.mentions


def test_the_day_of_the_arrest_is_not_that_of_the_crime(gazetteer: Gazetteer) -> None:
    life = " ".join(f"At {age} he learned the trumpet again." for age in range(5, 15))
    text = f"Police have named the boy who died in a shooting in Tulsa. {life} A man was arrested on Sunday."
    (mention,) = reading(text, gazetteer).mentions
    assert mention.date.basis is DateBasis.BOUNDED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Extraditables murdered a clerk on Monday in Medellin, Colombia.", EventType.ATTACK_ON_CIVILIANS),
        ("Two men murdered a clerk on Monday in Medellin, Colombia.", EventType.VIOLENT_CRIME),
    ],
)
def test_what_is_laid_to_an_armed_group_by_its_name_is_no_crime(
    text: str, expected: EventType, gazetteer: Gazetteer
) -> None:
    (mention,) = reading(text, gazetteer, None).mentions
    assert mention.type is expected
