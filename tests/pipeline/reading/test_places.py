"""Which words name places, and which places they mean."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.gazetteer import load
from pipeline.reading.findings import Toponym, ToponymKind
from pipeline.reading.page import prepare
from pipeline.reading.places import find_places
from schemas.article import Article
from schemas.values import PlacePrecision


def places(text: str, *, title: str = "", url: str | None = None, outlet: str | None = None) -> tuple[Toponym, ...]:
    article = Article(
        id="a", published_at=datetime(2024, 8, 13, 12, tzinfo=UTC), text=text, title=title, url=url, outlet=outlet
    )
    return find_places(prepare(article), load())


def one(text: str, name: str, **context: str) -> Toponym:
    return next(toponym for toponym in places(text, **context) if toponym.text == name)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A bomb went off in Ramadi, Anbar, on Sunday.", "Ramadi", "IRQ", "Anbar Province"),
        ("Two men were shot in Paris, Texas, police said.", "Paris", "USA", "Texas"),
        ("Two men were shot in Tulsa, Okla., on Monday.", "Tulsa", "USA", "Oklahoma"),
        ("Shells hit Pokrovsk as Ukrainian troops left the Donetsk region.", "Pokrovsk", "UKR", "Donetsk Oblast"),
        ("Farmers protested in Matale (Matale, Central).", "Matale", "LKA", "Central Province"),
        ("Police in Iraq said a bomb exploded in Baghdad's Karrada district.", "Baghdad", "IRQ", "Baghdad Governorate"),
        ("Two men were shot in Tulsa, Oklahoma, on Monday.", "Oklahoma", "USA", "Oklahoma"),
        ("Soldiers raided Jenin, in the West Bank.", "Jenin", "PSE", "Jenin"),
        ("Gangs hold Port-au-Prince, officials say.", "Port-au-Prince", "HTI", "Ouest"),
        ("Warplanes struck a village in Deir ez Zor governorate.", "Deir ez Zor", "SYR", "Deir ez-Zor Governorate"),
        ("Officials in Georgia said Tbilisi and Gori were calm.", "Georgia", "GEO", None),
        ("Officials in Georgia said Atlanta and Savannah were calm.", "Georgia", "USA", "Georgia"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_context_comes_before_population(text: str, name: str, country: str, admin1: str | None) -> None:
    location = one(text, name).location
    assert (location.country, location.admin1) == (country, admin1)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("President Vladimir Putin spoke on Monday.", "Vladimir"),
        ("Police arrested Jordan Smith at his home.", "Jordan"),
        ("The victim was Michael Jackson. Jackson, 24, was a student.", "Jackson"),
        ("Gen. Hamdan ordered his men to leave.", "Hamdan"),
        ("They met in March to talk.", "March"),
        ("Police closed the road.", "Police"),
    ],
)
def test_persons_and_common_words_are_no_places(text: str, word: str) -> None:
    assert word not in [toponym.text for toponym in places(text) if toponym.kind is ToponymKind.PLACE]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Russian troops withdrew.", "Russian", ToponymKind.DEMONYM),
        ("The Kabul-born writer was freed.", "Kabul", ToponymKind.DEMONYM),
        ("Moscow said it would answer.", "Moscow", ToponymKind.ORGANISATION),
        ("The Baltimore Sun reported it.", "Baltimore", ToponymKind.ORGANISATION),
        ("A crowd gathered in Kabul.", "Kabul", ToponymKind.PLACE),
    ],
)
def test_kinds_tell_places_from_people_and_organisations(text: str, name: str, kind: ToponymKind) -> None:
    assert one(text, name).kind is kind


@pytest.mark.parametrize(
    ("text", "name", "meant", "precision"),
    [
        (
            "They fled the Krasnoyaruzhsky district of Belgorod.",
            "Krasnoyaruzhsky",
            "Krasnoyaruzhsky District",
            "admin2",
        ),
        ("People left the border region of Belgorod in Russia.", "Belgorod", "Belgorod Oblast", "admin1"),
        ("Troops entered Russia's Kursk region. Fighting in Kursk went on.", "Kursk", "Kursk Oblast", "admin1"),
        ("A mine exploded 12 km from Mosul in Iraq.", "Mosul", "Mosul", "near"),
        ("Clashes broke out north of Mosul in Iraq.", "Mosul", "Mosul", "near"),
        ("Strikes hit the Gaza Strip.", "Gaza Strip", "Gaza Strip", "region"),
        ("Fighting spread across Sudan.", "Sudan", "Sudan", "country"),
    ],
)
def test_precision_is_what_the_words_support(text: str, name: str, meant: str, precision: str) -> None:
    location = one(text, name).location
    assert (location.name, location.precision) == (meant, PlacePrecision(precision))


def test_near_reaches_as_far_as_the_text_says() -> None:
    radius = one("A mine exploded 12 km from Mosul in Iraq.", "Mosul").location.radius_km
    assert radius is not None
    assert 12 < radius < 40


def test_a_nuclear_plant_stands_at_its_town_and_not_at_the_city_it_is_named_for() -> None:
    location = one("A fire broke out at the Zaporizhzhia nuclear plant.", "Zaporizhzhia nuclear plant").location
    assert (location.name, location.country, location.precision) == ("Enerhodar", "UKR", PlacePrecision.SITE)


def test_containment_by_the_words_is_kept() -> None:
    found = places("A bomb went off in Ramadi, Anbar, on Sunday.")
    ramadi = next(toponym for toponym in found if toponym.text == "Ramadi")
    assert ramadi.part_of is not None
    assert found[ramadi.part_of].text == "Anbar"


@pytest.mark.parametrize(
    ("context", "state"),
    [
        ({"url": "https://www.wandtv.com/story/1"}, "Illinois"),
        ({"url": "http://web.archive.org/web/2013/http://www.ky3.com/story/1"}, "Missouri"),
        ({"url": "https://www.clevelandpaper.example/1"}, "Ohio"),
        ({"outlet": "Portland Daily News"}, "Oregon"),
    ],
    ids=["call-sign", "archived", "city-in-domain", "outlet-name"],
)
def test_the_outlet_decides_between_namesakes(context: dict[str, str], state: str) -> None:
    assert one("A man was shot in Springfield on Monday.", "Springfield", **context).location.admin1 == state


def test_a_state_before_a_town_of_it_is_the_state() -> None:
    found = one("A man was shot in the Wyoming town of Lingle on Monday.", "Wyoming")
    assert (found.location.name, found.location.precision) == ("Wyoming", PlacePrecision.ADMIN1)


def test_towns_of_one_division_abroad_do_not_outvote_the_country_of_the_page() -> None:
    text = (
        "SAN SALVADOR, 3 May (ANA) -- The Salvadoran army spoke of calm. "
        "Votes were cast in Santa Ana, La Paz, San Vicente, San Miguel and Usulutan."
    )
    assert one(text, "San Miguel").location.country == "SLV"


def test_a_name_does_not_speak_for_itself() -> None:
    alone = one("A boy was shot in Shelby on Monday.", "Shelby")
    again = places("A boy was shot in Shelby on Monday. The 400 people of the town of Shelby were in shock.")
    assert again[0].score == pytest.approx(alone.score)


@pytest.mark.parametrize("change", [str.upper, str.lower], ids=["upper", "lower"])
def test_places_are_read_where_letter_case_tells_nothing(change: object) -> None:
    assert callable(change)
    text = (
        "Three soldiers were killed in an attack near the town of Mosul in Iraq on Sunday. "
        "The governor said that the people of Baghdad had heard the news with great sorrow. "
        "He asked all who had seen the attackers to come forward and to tell the police what they knew of them, "
        "and he promised that those who had lost their sons would be helped by the state as soon as it could."
    )
    found = {toponym.location.name for toponym in places(change(text), title=change("Three soldiers killed"))}
    assert found == {"Mosul", "Iraq", "Baghdad"}


def test_spans_count_in_title_and_text() -> None:
    text = "Shells hit Kharkiv in Ukraine. Two died in Kharkiv."
    title = "Shelling in Kharkiv"
    for toponym in places(text, title=title):
        part = text if toponym.span.sentence else title
        assert part[toponym.span.start : toponym.span.end] == toponym.text


def test_letters_that_a_town_bears_too_are_an_abbreviation() -> None:
    assert not [toponym for toponym in places("SOR members protested on Sunday.") if toponym.text == "SOR"]


def test_a_dateline_is_told_by_its_rule() -> None:
    found = places("MOSCOW, Aug 13 (IANS) -- Troops crossed the border of Ukraine.", title="Troops cross")
    assert [toponym.rule for toponym in found if toponym.text == "MOSCOW"] == ["dateline"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["In", "Paris", "New", "York", ",", "of", "al-", "Mr", "'s", "Kursk", "\n\n", "É", "-", ". "])
    )
)
def test_any_text_is_read_and_spans_hold(words: list[str]) -> None:
    text = " ".join(words)
    for toponym in places(text):
        assert text[toponym.span.start : toponym.span.end] == toponym.text


@pytest.mark.parametrize(
    "text",
    ["THE BODIES LAY BY THE RIVER IN PERU.", "TROOPS LEFT THE CENTER OF LIMA.", "IN THE NORTHERN REGION THEY FOUGHT."],
)
def test_in_capitals_a_noun_with_its_article_is_no_town(text: str) -> None:
    assert not [found for found in places(text) if found.text.startswith("THE ")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("TROOPS CLASHED WITH REBELS IN SAN MIGUEL DE LAS FLORES TODAY.", "SAN MIGUEL"),
        ("THE STUDENTS WERE ARRESTED AT THE JOSE CARLOS MEJIA SCHOOL.", "JOSE"),
    ],
)
def test_in_capitals_the_first_words_of_a_longer_name_are_no_place(text: str, word: str) -> None:
    assert word not in [found.text for found in places(text)]


def test_a_part_of_a_city_places_an_act_in_the_city() -> None:
    assert one("The police fired at a mob in the eastern part of Ahmedabad.", "Ahmedabad").locative
    assert not one("The mayor said that the town is part of Ahmedabad.", "Ahmedabad").locative


@pytest.mark.parametrize(
    "text",
    [
        "SHOTS WERE FIRED TODAY IN THE NORTHERN CITY OF SAN PEDRO SULA.",
        "SHOTS WERE FIRED TODAY IN THE CITY OF SAN PEDRO SULA.",
        "Shots were fired today in the northern city of San Pedro Sula.",
    ],
)
def test_in_capitals_the_words_between_preposition_and_name_are_no_name(text: str) -> None:
    (name,) = (found for found in places(text) if found.location.name == "San Pedro Sula")
    assert name.locative


@pytest.mark.parametrize(
    "text",
    ["The mayor was shot at the square of Soacha, 15 km south of Bogota.", "HE WAS SHOT AT SOACHA, 15 KM FROM BOGOTA."],
)
def test_a_name_whose_distance_from_another_is_told_is_where_it_happened(text: str) -> None:
    assert [name.locative for name in places(text) if name.location.name == "Soacha"] == [True]


def test_in_capitals_a_town_is_inside_what_follows_it() -> None:
    town, _ = places("REBELS HELD COROICO, IN THE LA PAZ DEPARTMENT.")
    assert (town.rule, town.location.country) == ("contained", "BOL")


@pytest.mark.parametrize(
    "where", ["in the heart of", "in the northern parts of", "on the fringes and in the center of"]
)
def test_a_part_of_a_city_is_in_it(where: str) -> None:
    assert one(f"A bomb went off {where} Marseille, France.", "Marseille").locative


def test_a_town_that_is_listed_only_elsewhere_leaves_its_division() -> None:
    text = "A reporter was killed in San Francisco Javier, Usulutan department, in eastern El Salvador."
    assert one(text, "Usulutan").locative
    town = one(text, "San Francisco Javier").location
    assert (town.country, town.admin1, town.geonames_id) == ("SLV", "Usulután", None)


def test_a_town_of_the_same_country_is_no_village_of_the_division_behind_it() -> None:
    text = "Shells fell in Kherson, the Donetsk region and Sumy, Ukraine said."
    assert one(text, "Kherson").location.admin1 == "Kherson Oblast"


def test_a_capital_that_only_tells_how_far_off_a_place_is_is_near_it() -> None:
    text = "TEGUCIGALPA, 3 May (ANA) -- A bomb went off in San Pedro Sula, 190 km north of this capital."
    capital = one(text, "this capital")
    assert (capital.location.precision, capital.location.radius_km) == (PlacePrecision.NEAR, 202.0)


@pytest.mark.parametrize(
    ("text", "capital"),
    [
        ("BOGOTA, 3 May (ANA) -- A bomb went off in the capital on Monday.", "Bogotá"),
        ("LIMA, 3 MAY 89 (ANA) -- THREE MEN WERE SHOT IN THE CAPITAL.", "Lima"),
        ("Thousands of people rallied in the Gabonese capital on Monday.", "Libreville"),
        ("SHOTS WERE FIRED IN THE SALVADORAN CAPITAL.", "San Salvador"),
        ("A bomb went off in the Afghan capital Kabul.", None),
        ("MEDELLIN, 3 May (ANA) -- A bomb went off in the capital on Monday.", None),
        ("BOGOTA, 3 May (ANA) -- Rebels in Peru said that a bomb went off in the capital.", None),
        ("BOGOTA, 3 May (ANA) -- The firm put more money in the capital of its bank.", None),
    ],
    ids=[
        "the dateline's",
        "in capitals",
        "a people's",
        "a people's in capitals",
        "named",
        "filed elsewhere",
        "another country's",
        "money",
    ],
)
def test_the_capital_is_that_of_the_dateline(text: str, capital: str | None) -> None:
    named = [found.location.name for found in places(text) if "capital" in found.text.lower()]
    assert named == ([capital] if capital else [])


def test_a_common_word_before_of_is_no_town() -> None:
    assert not [found for found in places("They met at the Summit of Nations in Rosario.") if found.text == "Summit"]
