"""Where the act happened, and not where somebody spoke of it."""

from datetime import UTC, datetime

import pytest

from pipeline.gazetteer import load
from pipeline.reading.page import prepare
from pipeline.reading.places import find_places, place_of
from schemas.article import Article
from schemas.values import Location, PlaceBasis, PlacePrecision, Span


def place(text: str, trigger: str, title: str = "") -> Location | None:
    article = Article(id="a", published_at=datetime(2024, 8, 13, 12, tzinfo=UTC), text=text, title=title)
    page = prepare(article)
    start = text.index(trigger)
    sentence = next(sentence.index for sentence in page.sentences[1:] if sentence.start <= start < sentence.end)
    found = place_of(page, find_places(page, load()), Span(sentence, start, start + len(trigger)))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("A bomb exploded in Ramadi, an official said in Baghdad.", "exploded", "Ramadi"),
        ("Speaking in Moscow, the minister said a drone hit Belgorod's market in Russia.", "hit", "Belgorod"),
        ("A man from Basra was killed in Mosul, Iraq.", "killed", "Mosul"),
        ("NICOSIA (AP) - A bomb tore through offices next to the U.S. embassy in Nairobi, Kenya.", "bomb", "Nairobi"),
        ("NAIROBI (AP) - Six people were killed on Tuesday in the Tanzanian capital Dodoma.", "killed", "Dodoma"),
        ("GAZA (AP) - A strike killed twenty people in the southern Gaza city of Rafah.", "killed", "Rafah"),
        ("A rocket fired by militants in the Gaza Strip hit a house in the Israeli town of Sderot.", "hit", "Sderot"),
        ("MANILA (AP) - Two bombs exploded on the southern Philippine island of Jolo.", "exploded", "Jolo"),
        ("A man was killed in Kadi town of Mehsana district in Gujarat, India.", "killed", "Kadi"),
        ("A raider was killed. So said the radio, received in Nicosia, of Kyrenia in Cyprus.", "killed", "Kyrenia"),
        ("Officials in Oklahoma said four people were found shot dead at a Tulsa apartment.", "shot", "Tulsa"),
        ("The governor visited Kandahar. Gunmen then killed two guards.", "killed", "Kandahar"),
        ("Ukrainian forces crossed the border and broke into Russia's Kursk region.", "broke", "Kursk Oblast"),
        ("The fire broke out at the Zaporizhzhia Nuclear Power Plant. It damaged a tower.", "damaged", "Enerhodar"),
        ("Moscow said two were killed in Kherson, Ukraine.", "killed", "Kherson"),
        ("A gang burned a station in Port-au-Prince, the Haitian capital.", "burned", "Port-au-Prince"),
        ("Soldiers killed four men in a raid in Jenin, in the West Bank.", "killed", "Jenin"),
        (
            "Near Samarra, Iraq, a bus was stopped. Two were abducted, a source of the joint office in Tikrit said.",
            "abducted",
            "Samarra",
        ),
        ("Jets bombed rebels in the south of Afghanistan, the ministry in Paris said.", "bombed", "Afghanistan"),
        ("The town of Zorvat, Somalia, some 270 km west of Mogadishu, was shelled.", "shelled", "Somalia"),
        ("Three died when a bomb hit a southern Baghdad suburb, a source told Xinhua.", "hit", "Baghdad"),
        ("Police in Kenya said a bus was attacked. It happened in Garissa.", "attacked", "Garissa"),
        ("Islamists took Dinsoor, about 270 km (170 miles) west of Mogadishu, Somalia.", "took", "Diinsoor"),
        (
            "A mine killed two Iraqi soldiers north of Baghdad. It lay in Baiji, 200 km north of Baghdad.",
            "killed",
            "Baiji",
        ),
        ("Syrian militias shelled the Turkish province of Kilis after a raid on Afrin in Syria.", "shelled", "Kilis"),
        ("Troops left the Gaza Strip, whereas rockets hit southern Israel at dusk.", "hit", "southern Israel"),
        ("Pilgrims were held in Mumbai, India, on their way to Ayodhya.", "held", "Mumbai"),
        ("Cairo seeks a man arrested in Peshawar, Pakistan.", "arrested", "Peshawar"),
        ("Bombs fell in Nairobi, Kenya. Jets then raided camps in Afghanistan.", "raided", "Afghanistan"),
        (
            "Bombs killed six people in Mosul, Iraq. Two were shot as a minister took office in Washington.",
            "shot",
            "Mosul",
        ),
        ("The minister flew to Tokyo. Hundreds then marched in the capital.", "marched", "Tokyo"),
        (
            "Peru feted a victory over the Tupac Amaru Revolutionary Movement. Troops had stormed a house in Lima.",
            "stormed",
            "Lima",
        ),
        ("A woman was raped near a US navy base in Olongapo, Philippines.", "raped", "Olongapo"),
        ("Farmers rallied in Fallujah, Iraq, after a bombing in Mosul.", "rallied", "Fallujah"),
        ("A bomb went off outside the French embassy in Tripoli, Libya. Oil rose in London.", "bomb", "Tripoli"),
        ("A bomb went off near U.S. army trucks. The blast shook Misrata, Libya.", "bomb", "Misrata"),
        ("Militants fired mortars at the Israeli town of Sderot, east of Gaza. Gaza was calm.", "fired", "Sderot"),
        (
            "Troops shelled Somalia's north. They were in a town 650 km south of the capital Mogadishu.",
            "shelled",
            "Somalia",
        ),
    ],
)
def test_the_place_is_that_of_the_act(text: str, trigger: str, name: str) -> None:
    location = place(text, trigger)
    assert location is not None
    assert location.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Dozens rallied outside the Dutch embassy here on Friday to free a man wanted in Norway.",
        'Students marched at the embassy here to protest "the occupation of Laos".',
        "Veterans sat down before the German embassy here. They rallied again at night. A court in Berlin had ruled.",
    ],
    ids=["here", "here, before a quotation", "here, one sentence before"],
)
def test_what_was_done_here_was_not_done_where_else_a_name_is(text: str) -> None:
    assert place(text, "rallied" if "rallied" in text else "march") is None


@pytest.mark.parametrize(
    "text",
    [
        "Jets attacked three rigs in the southern Gulf on Monday. The tanker was towed towards Dubai.",
        "Gunboats attacked a ship in the Red Sea. It had left Jeddah on Friday.",
        "DUBAI (AP) - Rebels attacked a tanker in the Red Sea on Monday.",
    ],
)
def test_an_act_at_sea_is_not_at_a_port_that_is_named_beside_it(text: str) -> None:
    assert place(text, "attacked") is None


@pytest.mark.parametrize(
    "text",
    [
        "Troops were attacked in the hills, in what was seen as a new Tehran offensive.",
        "Washington has rebuked those who attacked the villages.",
        "The raiders attacked villages, and tensions between Moscow and Tbilisi grew.",
    ],
    ids=["offensive", "speaks", "between governments"],
)
def test_a_capital_that_stands_for_its_government_places_nothing(text: str) -> None:
    assert place(text, "attacked") is None


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        pytest.param(
            "Bombs exploded outside the U.S. embassies in Kenya on Friday.",
            "exploded",
            "Kenya",
            id="whose embassy",
        ),
        pytest.param(
            "Troops fired on a convoy entering the north-western Afrin region. The war in Idlib went on.",
            "fired",
            "Afrin",
            id="what is entered",
        ),
        pytest.param(
            "LUCKNOW, Aug 12 (AFP) -- The party held a peace march. Its head hailed the ruling on a shrine in Ayodhya.",
            "march",
            "Lucknow",
            id="what is thought of something elsewhere",
        ),
        pytest.param(
            "MUMBAI: Eighty men were arrested on a train. They called for the construction of a shrine at Ayodhya.",
            "arrested",
            "Mumbai",
            id="what a crowd is for",
        ),
    ],
)
def test_the_place_is_not_that_of_its_cause(text: str, trigger: str, name: str) -> None:
    found = place(text, trigger)

    assert found is not None
    assert found.name == name


def test_here_is_where_the_report_was_filed() -> None:
    location = place("OSLO, April 4 (Wire) -- Dozens rallied at an embassy here to free a man held in Lima.", "rallied")
    assert location is not None
    assert location.name == "Oslo"


def test_a_namesake_abroad_is_no_place_of_an_act() -> None:
    text = "Rebels shelled a post in Iraq. Iraqi soldiers and the Iraqi army left. A car blew up in Shaab."
    assert place(text, "shelled") is not None
    assert place(text, "blew up") is None


def test_the_white_house_is_no_town() -> None:
    assert place("Officials met. The White House said that rebels shelled a post on Monday.", "shelled") is None


def test_a_place_of_another_sentence_is_context() -> None:
    location = place("Shells hit Kharkiv in Ukraine overnight. Two people were killed.", "killed")
    assert location is not None
    assert (location.name, location.basis) == ("Kharkiv", PlaceBasis.CONTEXT)


def test_a_dateline_gives_the_place_where_nothing_else_does() -> None:
    location = place("MOSUL, Aug 13 (IANS) -- Gunmen killed two guards on Sunday.", "killed", title="Guards killed")
    assert location is not None
    assert (location.name, location.basis) == ("Mosul", PlaceBasis.DATELINE)


def test_a_text_without_places_has_none() -> None:
    assert place("Gunmen killed two guards on Sunday.", "killed") is None


def test_demonyms_and_continents_are_no_place_of_acts() -> None:
    assert place("Russian troops killed two guards, the worst attack in Africa.", "killed") is None


def test_the_address_is_kept_as_written() -> None:
    location = place("A man was shot in the 1200 block of Green Street in Tulsa, Okla., on Monday.", "shot")
    assert location is not None
    assert location.address == "1200 block of Green Street"


def test_a_part_of_a_city_is_told_with_the_city() -> None:
    location = place("Four men were shot in East Flatbush, Brooklyn, on Monday.", "shot")
    assert location is not None
    assert (location.name, location.venue, location.precision) == (
        "Brooklyn",
        "East Flatbush",
        PlacePrecision.SETTLEMENT,
    )


@pytest.mark.parametrize(
    ("text", "trigger", "name", "precision"),
    [
        (
            "Shells fell near the village of Qorvanda in North Kivu province, killing two.",
            "fell",
            "Qorvanda",
            PlacePrecision.ADMIN1,
        ),
        ("Shells fell near Qorvanda, in eastern Congo's North Kivu.", "fell", "Qorvanda", PlacePrecision.ADMIN1),
        (
            "Tens of thousands have been evacuated from Russian border regions.",
            "evacuated",
            "Russian border regions",
            PlacePrecision.REGION,
        ),
        ("Russian residents in the border areas fled.", "fled", "Russian border areas", PlacePrecision.REGION),
        ("Troops clashed in eastern Ukraine on Monday.", "clashed", "eastern Ukraine", PlacePrecision.REGION),
        ("Jets struck southern Lebanon on Monday.", "struck", "southern Lebanon", PlacePrecision.REGION),
    ],
    ids=["village of", "possessive container", "evacuated from", "the border areas", "eastern", "southern"],
)
def test_what_the_gazetteer_lacks_is_told_as_written_and_coarsely(
    text: str, trigger: str, name: str, precision: PlacePrecision
) -> None:
    location = place(text, trigger)
    assert location is not None
    assert (location.name, location.precision, location.geonames_id) == (name, precision, None)


def test_a_borderland_has_no_point() -> None:
    location = place("Thousands fled Russia's border regions on Monday.", "fled")
    assert location is not None
    assert (location.country, location.lat, location.lon) == ("RUS", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb exploded in Baghdad's Karrada district on Wednesday.",
        "A car bomb exploded in the Karrada district of Baghdad on Wednesday.",
    ],
)
def test_a_quarter_is_told_with_its_city(text: str) -> None:
    location = place(text, "exploded")
    assert location is not None
    assert (location.name, location.venue, location.precision) == ("Baghdad", "Karrada", PlacePrecision.SETTLEMENT)


def test_a_town_that_only_namesakes_elsewhere_bear_is_a_quarter_where_the_citys_police_speak() -> None:
    location = place("A man was shot in Wylam on Monday, Tulsa police said.", "shot")
    assert location is not None
    assert (location.name, location.admin1, location.venue) == ("Tulsa", "Oklahoma", "Wylam")


def test_a_town_of_another_division_is_no_quarter_of_the_city_where_officials_speak() -> None:
    location = place("A bomb exploded in Ramadi, officials said in Baghdad. Baghdad police deny it.", "exploded")
    assert location is not None
    assert location.name == "Ramadi"


def test_a_county_is_narrowed_to_the_town_of_it_that_the_text_names() -> None:
    location = place(
        "A man was shot, the Harris County sheriff said. Two more were hurt. Police came. He lived in Houston, Texas.",
        "shot",
    )
    assert location is not None
    assert location.name == "Houston"


def test_streets_named_after_cities_are_not_in_them() -> None:
    location = place("A man was shot on Cleveland Avenue in Tulsa, Oklahoma.", "shot")
    assert location is not None
    assert location.name == "Tulsa"


def test_a_shopping_mall_that_bears_a_towns_name_is_not_in_it() -> None:
    assert place("Two people were shot at Cascade Mall.", "shot") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister met envoys in Boston over Monday's bombing of the American embassy. Zambia sent aid.", "Zambia"),
        ("The bombing of U.S. embassies was talked over in Boston. Police in Zambia found tracks.", "Zambia"),
    ],
    ids=["told of a people", "abbreviated"],
)
def test_an_embassy_is_never_in_the_country_that_sent_it(text: str, name: str) -> None:
    location = place(text, "bombing")
    assert location is not None
    assert location.name == name


def test_an_embassy_called_by_a_countrys_name_may_be_in_it() -> None:
    location = place("Officials in Nairobi said that the Kenya embassy bombing had killed ten.", "bombing")
    assert location is not None
    assert location.country == "KEN"


def test_a_dateline_town_that_the_gazetteer_lacks_is_told_in_its_state() -> None:
    location = place("QORVANDA, Tenn. (AP) -- A man was shot dead on Monday.", "shot", title="Man shot dead")
    assert location is not None
    assert (location.name, location.admin1, location.basis) == ("Qorvanda", "Tennessee", PlaceBasis.DATELINE)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("PHILADELPHIA (KXAN) -- A boy was shot in Kensington on Monday, officials said.", "Philadelphia"),
        ("Tucson police are looking for a man. A boy was shot in Midvale Park on Monday.", "Tucson"),
    ],
    ids=["a quarter behind the city's dateline", "a park, village or heights"],
)
def test_a_quarter_is_told_as_its_city(text: str, city: str) -> None:
    location = place(text, "shot")
    assert location is not None
    assert location.name == city


@pytest.mark.parametrize("town", ["the West Bank town of", "the Iraqi city of", "the northern city of", ""])
def test_near_a_town_is_not_in_it_whatever_is_said_of_the_town(town: str) -> None:
    name = "Jenin" if "West" in town else "Mosul"
    location = place(f"A man was shot in a village near {town} {name}.".replace("  ", " "), "shot")
    assert location is not None
    assert (location.name, location.precision) == (name, PlacePrecision.NEAR)


def test_a_reply_s_place_is_not_that_of_what_it_replies_to() -> None:
    assert place("The army struck militants in Gaza after a rocket wounded two Israeli boys.", "wounded") is None
