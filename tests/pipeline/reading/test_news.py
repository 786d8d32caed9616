"""What is news and what is only spoken of: whole articles of our own writing."""

from datetime import UTC, datetime

import pytest

from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import read
from pipeline.reading.findings import DropReason
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import EventType, Metric, PlacePrecision

PUBLISHED = datetime(2024, 8, 13, 6, tzinfo=UTC)  # a Tuesday
T = EventType


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def mentions(text: str, gazetteer: Gazetteer, title: str = "") -> tuple[Mention, ...]:
    return read(Article(id="a", published_at=PUBLISHED, text=text, title=title), gazetteer).mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Police opened fire on student protesters in Dhaka on Saturday, killing two.",
            T.EXCESSIVE_FORCE,
            id="police shoot at protesters",
        ),
        pytest.param(
            "A soldier was killed on Monday night. Two more were hurt in the roadside bomb blast in Manbij, northern "
            "Syria, near the Turkish border.",
            T.REMOTE_EXPLOSIVE,
            id="a part of the country is no other place",
        ),
        pytest.param(
            "Gunmen attacked a village in Plateau state, Nigeria, on Monday, killing 15 people. The assailants stormed "
            "the village of Zorvat, shooting and burning houses.",
            T.ATTACK_ON_CIVILIANS,
            id="a village that is stormed",
        ),
        pytest.param(
            "Police seized a car bomb under construction on Monday in Dundalk, Ireland, on the eve of the talks.",
            T.DISRUPTED_WEAPONS_USE,
            id="a bomb that is found",
        ),
        pytest.param(
            "Troops found a second car bomb on Monday at a mosque in Herat, Afghanistan, where a blast killed two men.",
            T.REMOTE_EXPLOSIVE,
            id="a bomb that is found beside one that went off",
        ),
        pytest.param(
            "15 people were killed in clashes between Pokot and Turkana herders in Kenya's Turkana county on Monday.",
            T.MOB_VIOLENCE,
            id="herders who clash",
        ),
        pytest.param(
            "Egyptian forces seized a cache of weapons in El-Arish, Egypt, on Monday, security sources said.",
            T.DISRUPTED_WEAPONS_USE,
            id="a cache",
        ),
        pytest.param(
            "15 people were killed in violence between supporters of rival parties across Bangladesh on Monday.",
            T.MOB_VIOLENCE,
            id="violence between crowds",
        ),
        pytest.param(
            "Hundreds marched in Oakland on Monday to protest the shooting. Some smashed windows and set cars on fire.",
            T.VIOLENT_DEMONSTRATION,
            id="a march that did not stay calm",
        ),
        pytest.param(
            "Farmers rallied near Delhi on Monday to protest new laws. Police used tear gas to disperse them.",
            T.PROTEST_WITH_INTERVENTION,
            id="a rally that met tear gas",
        ),
        pytest.param(
            "Farmers rallied near Delhi on Monday to protest new laws. Police used tear gas at a rally last week.",
            T.PEACEFUL_PROTEST,
            id="tear gas of another rally",
        ),
        pytest.param(
            "Troops shot dead a student during anti-government protests in Kulgam, India, on Monday, residents said.",
            T.EXCESSIVE_FORCE,
            id="shot during protests",
        ),
        pytest.param(
            "Israeli settlers shot dead a Palestinian farmer near the village of Beitin on Monday, officials said.",
            T.ATTACK_ON_CIVILIANS,
            id="a crowd with guns",
        ),
        pytest.param(
            "Israeli forces killed four Palestinian gunmen during a raid in Jenin on Monday.",
            T.ARMED_CLASH,
            id="gunmen are fighters",
        ),
        pytest.param(
            "Police shot and killed two students in Mombasa on Monday as hundreds prepared to march from the campus.",
            T.EXCESSIVE_FORCE,
            id="police shoot at students who march",
        ),
        pytest.param(
            "A suicide car bombing killed four soldiers south of Baghdad on Monday.",
            T.SUICIDE_BOMBING,
            id="a suicide car bombing",
        ),
        pytest.param(
            "Rebels ambushed a convoy of soldiers near Goma on Monday and gained control of the situation at noon.",
            T.ARMED_CLASH,
            id="the situation is no ground",
        ),
        pytest.param(
            "A minister of the church was shot dead by robbers at his home in Johannesburg on Monday.",
            T.VIOLENT_CRIME,
            id="robbers ask for no office",
        ),
        pytest.param(
            "Navy boats torpedoed a cargo ship off Hodeidah on Monday, killing two sailors.",
            T.SHELLING_OR_MISSILE,
            id="a torpedo",
        ),
        pytest.param(
            "A mob beat to death a man accused of stealing a motorcycle in Huehuetenango on Monday.",
            T.MOB_VIOLENCE,
            id="a lynching",
        ),
        pytest.param(
            "Soldiers raided the home of an opposition leader in Harare on Monday and took his sons into custody.",
            T.ARRESTS,
            id="a raid that ends in custody",
        ),
        pytest.param(
            "Soldiers raided the home of an opposition leader in Harare on Monday.",
            T.OTHER_STRATEGIC,
            id="a raid that harms and holds nobody",
        ),
        pytest.param(
            "A bomb exploded near a base in Kabul on Friday, killing an apparent suicide attacker.",
            T.SUICIDE_BOMBING,
            id="a bomb whose bearer died",
        ),
        pytest.param(
            "Two rebels were killed by a laser-guided bomb near Kandahar on Friday.",
            T.AIR_OR_DRONE_STRIKE,
            id="a bomb that only aircraft carry",
        ),
        pytest.param(
            "Thousands of people protested in Rangpur, Bangladesh, on Monday. The protesters set fire to shops.",
            T.VIOLENT_DEMONSTRATION,
            id="a protest whose violence is told next",
        ),
        pytest.param(
            "Troops executed two unarmed rebels in Lima on Friday. The rebels had held the hostages for months.",
            T.ARMED_CLASH,
            id="hostages who tell of it are not taken",
        ),
        pytest.param(
            "Police clashed with opposition supporters in Nairobi on Monday.",
            T.VIOLENT_DEMONSTRATION,
            id="police and a party's supporters",
        ),
        pytest.param(
            "The bombing of towns in Idlib killed nine people on Monday.",
            T.AIR_OR_DRONE_STRIKE,
            id="towns are bombed from the air",
        ),
        pytest.param(
            "A separatist bomb exploded outside a bank in Bilbao on Monday.",
            T.REMOTE_EXPLOSIVE,
            id="a bomb in a country at peace",
        ),
        pytest.param(
            "Two police officers were shot during a robbery in Toledo, Ohio, on Monday.",
            T.VIOLENT_CRIME,
            id="officers shot in a country at peace",
        ),
        pytest.param(
            "A gunman with a military-style rifle shot five people in Chicago on Monday.",
            T.VIOLENT_CRIME,
            id="a soldier's weapon is no sign of politics there",
        ),
    ],
)
def test_act_is_typed_by_who_met_whom_and_where(gazetteer: Gazetteer, text: str, expected: EventType) -> None:
    assert [mention.type for mention in mentions(text, gazetteer)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Cyprus condemned on Monday the killing of villagers by soldiers in Goma.", id="a reaction"),
        pytest.param("Five men went on trial on Monday over the murder of a Kurdish leader in Berlin.", id="a trial"),
        pytest.param("A teenager surrendered to police in Dayton, Ohio, on Monday.", id="a wanted man"),
        pytest.param("Rebels have frequently attacked soldiers in Goma for much of the past decade.", id="a habit"),
        pytest.param("The premier fought to save his job in Kinshasa on Monday as rebels advanced.", id="a figure"),
        pytest.param("More protests by students are expected in Split on Sunday.", id="what is expected"),
        pytest.param("The country destroyed two surface-to-air missiles near Phnom Penh on Friday.", id="scrapping"),
        pytest.param("The toll in the communal violence in Gujarat rose to 702 on Friday.", id="a sum of weeks"),
        pytest.param("Iran threatened on Monday to strike cities in Israel.", id="a threat with a day"),
        pytest.param("The town of Hiroshima marks 79 years since the atomic bombing.", id="an anniversary"),
        pytest.param("A house in Dublin where rebels surrendered to soldiers is to be a monument.", id="an aside"),
        pytest.param("The opposition protested in Delhi on Tuesday, and the Lok Sabha was adjourned.", id="a chamber"),
        pytest.param("Rioting youths attacked soldiers in Guatemala City on Sunday at a rock concert.", id="a concert"),
        pytest.param(
            "His visit to Beijing on Monday is the first since the army shot students on June 4, 1989.",
            id="a date of old",
        ),
        pytest.param("The fear of railway clerks being beaten by mobs in Lucknow grew on Monday.", id="a fear"),
        pytest.param(
            'A note found in Anand on Sunday said that the temple will be "blown up" on Monday.', id="a quoted threat"
        ),
        pytest.param("Police destroyed a network of smugglers in Bratislava on Tuesday.", id="a network"),
        pytest.param("Friends of the boy held a vigil in Dayton, Ohio, on Monday.", id="mourners"),
        pytest.param("The rebels spoke on Monday in Gaza of revenge for the killing of two fighters.", id="revenge"),
    ],
)
def test_what_is_only_spoken_of_makes_no_event(gazetteer: Gazetteer, text: str) -> None:
    assert not mentions(text, gazetteer)


def test_a_day_beside_the_noun_dates_what_is_condemned(gazetteer: Gazetteer) -> None:
    (mention,) = mentions("Cyprus condemned Sunday's massacre of 20 villagers by soldiers in Goma.", gazetteer)

    assert mention.date.start.isoformat() == "2024-08-11"


def test_where_nobody_was_hurt_nobody_was_killed(gazetteer: Gazetteer) -> None:
    (mention,) = mentions("A bomb exploded in Arequipa on Monday. Nobody was injured in the blast.", gazetteer)

    assert [claim.high for claim in mention.claims if claim.metric is Metric.KILLED] == [0]


def test_districts_emptied_apart_are_two_acts(gazetteer: Gazetteer) -> None:
    found = mentions(
        "Thousands of people were evacuated from Russian border regions last Tuesday after an offensive by troops.\n\n"
        "In the Belgorod region, residents of the Krasnoyaruzhsky district are also being relocated to safer places "
        "because of military activity.",
        gazetteer,
    )

    assert [mention.type for mention in found].count(T.DISPLACEMENT) == 2
    assert any(mention.location.precision is PlacePrecision.ADMIN2 for mention in found)


def test_surrender_without_politics_is_dropped_as_crime(gazetteer: Gazetteer) -> None:
    article = Article(
        id="a", published_at=PUBLISHED, text="A teenager surrendered to police in Dayton, Ohio, on Monday.", title=""
    )

    assert DropReason.CRIME in {drop.reason for drop in read(article, gazetteer).drops}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Judges went home on Monday after Magistrate Silva's murder in Lima.", id="somebody's murder"),
        pytest.param("Men on motorcycles hurled dynamite at a bank in Lima on Monday.", id="dynamite hurled"),
        pytest.param("Deputy Ana Rojas was killed in Lima on Monday.", id="killed, by whom is not told"),
    ],
)
def test_what_is_told_to_have_happened_is_read_with_the_background(text: str, gazetteer: Gazetteer) -> None:
    article = Article(id="a", published_at=PUBLISHED, text=text)
    assert [mention.location.name for mention in read(article, gazetteer, background=True).mentions] == ["Lima"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "A car bomb exploded outside a bank in Lima on Monday. The blast broke windows."
            " Guerrillas kidnapped a rancher.",
            id="another kind",
        ),
        pytest.param(
            "Gunmen shot a judge in Lima on Monday. He was hit twice. Furthermore, a mayor was shot dead.",
            id="an addition",
        ),
    ],
)
def test_with_the_background_another_act_is_told_apart_by_words_alone(text: str, gazetteer: Gazetteer) -> None:
    article = Article(id="a", published_at=PUBLISHED, text=text)
    assert len(read(article, gazetteer, background=True).mentions) == 2
    assert len(read(article, gazetteer).mentions) == 1


def test_a_place_far_from_all_that_tells_of_an_act_is_not_its_place(gazetteer: Gazetteer) -> None:
    near = "The minister spoke in Aleppo, Syria. A convoy was shelled on Monday. Three soldiers were killed."
    far = "The minister spoke in Aleppo, Syria. He left at noon. Talks go on. A convoy was shelled on Monday."
    assert [mention.location.name for mention in mentions(near, gazetteer)] == ["Aleppo"]
    assert mentions(far, gazetteer) == ()


def test_what_happened_elsewhere_is_not_at_the_place_told_before(gazetteer: Gazetteer) -> None:
    text = "A roadside bomb exploded in Kabul on Monday. Separately, soldiers clashed with rebels on Monday."
    assert [mention.type for mention in mentions(text, gazetteer)] == [T.REMOTE_EXPLOSIVE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "GUATEMALA CITY, 12 AUG 24 -- MILITANTS MURDERED JUDGE PEDRO ROJAS TODAY IN GUATEMALA CITY. "
            "THE JUDGE HAD FOUGHT THE DRUG TRAFFICKERS AND THEIR BATTLE AGAINST THE STATE.",
            T.ATTACK_ON_CIVILIANS,
            id="a murder",
        ),
        pytest.param(
            "CALI, 12 AUG 24 -- FOUR GUERRILLAS KIDNAPPED JUDGE PEDRO ROJAS FROM HIS HOUSE IN CALI YESTERDAY. "
            "CALLERS SAY THAT THE JUDGE HAS BEEN KILLED.",
            T.ABDUCTION,
            id="an abduction",
        ),
        pytest.param(
            "LIMA, 12 AUG 24 -- GUERRILLAS DESTROYED A TRUCK TODAY IN LIMA. THE STRONG EXPLOSION BROKE WINDOWS.",
            T.REMOTE_EXPLOSIVE,
            id="an explosion told in the next sentence",
        ),
        pytest.param(
            "LIMA, 12 AUG 24 -- THE SON-IN-LAW OF GENERAL ROJAS, CHIEF OF THE AIR FORCE, WAS ATTACKED "
            "BY GUERRILLAS IN LIMA TODAY.",
            T.ATTACK_ON_CIVILIANS,
            id="an officer's relative",
        ),
        pytest.param(
            "BOGOTA, 12 AUG 24 -- GUERRILLAS ATTACKED AN OIL PIPELINE IN CALI TODAY. "
            "THE EXPLOSION DESTROYED THREE SECTIONS.",
            T.REMOTE_EXPLOSIVE,
            id="a pipeline attacked with a charge",
        ),
        pytest.param(
            "BOGOTA, 12 AUG 24 -- ARMY BOMBING OF REBEL CAMPS NEAR URIBE, META DEPARTMENT, "
            "KILLED TWO GUERRILLAS TODAY.",
            T.AIR_OR_DRONE_STRIKE,
            id="an army that bombs",
        ),
        pytest.param(
            "LIMA, 12 AUG 24 -- A POLICE CORPORAL WAS SHOT TO DEATH BY GUERRILLAS IN LIMA TODAY. "
            "HOME-MADE BOMBS EXPLODED IN THE CITY TOO.",
            T.ARMED_CLASH,
            id="shot while bombs went off",
        ),
    ],
)
def test_the_word_for_the_deed_outweighs_what_is_told_around_it(
    text: str, expected: EventType, gazetteer: Gazetteer
) -> None:
    assert [mention.type for mention in mentions(text, gazetteer)] == [expected]


def test_what_is_counted_over_a_year_does_not_stand_for_the_act(gazetteer: Gazetteer) -> None:
    (mention,) = mentions(
        "Gunmen killed two party leaders near Cali, Colombia, on Sunday. So far this year, in Colombia's villages, "
        "twelve leaders of the party have been killed by militiamen, on Monday the last.",
        gazetteer,
    )
    assert mention.sentence.startswith("Gunmen")


def test_a_whole_country_over_a_month_is_no_act(gazetteer: Gazetteer) -> None:
    assert not mentions(
        "Heavy fighting with rebels in Colombia killed 2,000 soldiers in July, the army said.", gazetteer
    )


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param(
            "Local Taliban chief shot dead in Herat",
            "A local chief of the Taliban was shot dead on Monday by Afghan soldiers in the city of Herat.",
            T.ARMED_CLASH,
            id="a headline's passive",
        ),
        pytest.param(
            "Army parts street clashes in Beirut",
            "The Lebanese army parted clashes in Beirut on Monday between government supporters and protestors.",
            T.VIOLENT_DEMONSTRATION,
            id="a headline's clash is with protesters",
        ),
        pytest.param(
            "Two Israelis found murdered near Jericho",
            "Two women were murdered near Jericho in the West Bank on Monday. They were raped before, the radio said.",
            T.ATTACK_ON_CIVILIANS,
            id="what was done beside a murder",
        ),
        pytest.param(
            "Four wounded by gunfire in Jenin",
            "Four men were wounded by Israeli troops' gunfire in Jenin on Monday. The soldiers opened fire at a group"
            " of teenagers during a raid on the town for wanted militants.",
            T.ATTACK_ON_CIVILIANS,
            id="for whom a raid was",
        ),
        pytest.param(
            "Villagers and settlers clash",
            "Palestinian villagers clashed with Israeli settlers in Hebron on Monday.",
            T.MOB_VIOLENCE,
            id="villagers and settlers",
        ),
    ],
)
def test_the_type_is_that_of_the_text_and_not_of_a_short_headline(
    gazetteer: Gazetteer, title: str, text: str, expected: EventType
) -> None:
    assert [mention.type for mention in mentions(text, gazetteer, title)] == [expected]


def test_what_took_place_in_a_whole_country_was_in_no_city_alone(gazetteer: Gazetteer) -> None:
    text = (
        "A 24-hour general strike on Monday shut shops across Greece as unions took to the streets to protest against"
        " cuts. It halted the buses in Athens."
    )
    assert [mention.location.precision for mention in mentions(text, gazetteer)] == [PlacePrecision.COUNTRY]


def test_the_day_on_which_a_claim_is_repeated_is_not_the_act_s(gazetteer: Gazetteer) -> None:
    text = "Freed hostages on Monday reiterated that soldiers shot dead two rebels in Lima. It was on August 7."
    assert [mention.date.start.isoformat() for mention in mentions(text, gazetteer)] == ["2024-08-07"]


@pytest.mark.parametrize(
    "text",
    [
        "The opposition held a rally in Libreville on Monday, gathering support for its candidate before the polls.",
        "An officer shot dead a supporter in Paris on Monday, as he shielded a fan of the other side from a mob.",
        "Police shot dead four suspects after an exchange of fire in Lusaka, Zambia, on Monday. All were armed.",
    ],
    ids=["a campaign rally", "football", "police and suspects"],
)
def test_votes_games_and_thieves_make_no_event(gazetteer: Gazetteer, text: str) -> None:
    assert not [mention for mention in mentions(text, gazetteer) if mention.type is not T.VIOLENT_CRIME]


def test_a_rally_before_polls_that_is_against_something_is_a_protest(gazetteer: Gazetteer) -> None:
    text = "Thousands rallied in Libreville on Monday against the rigging of the polls."
    assert [mention.type for mention in mentions(text, gazetteer)] == [T.PEACEFUL_PROTEST]


def test_another_place_s_weapon_gives_no_type(gazetteer: Gazetteer) -> None:
    text = (
        "Sixteen people were murdered by rebels in Goma on Monday. A sniper killed a villager in Beni. Troops killed"
        " six men when they called in an air strike."
    )
    assert mentions(text, gazetteer)[0].type is T.ATTACK_ON_CIVILIANS


def test_a_relative_of_an_officer_is_a_civilian(gazetteer: Gazetteer) -> None:
    text = (
        "Rebels killed Ana Rey, wife of Colonel Juan Carlos Rey of the administration and logistics department of the"
        " command of the armed forces, in Cali on Monday."
    )
    assert mentions(text, gazetteer)[0].type is T.ATTACK_ON_CIVILIANS


def test_soldiers_who_were_bombed_bomb_nobody_from_the_air(gazetteer: Gazetteer) -> None:
    text = "A bus with 27 army soldiers was bombed by terrorists in Lima on Monday."
    assert mentions(text, gazetteer)[0].type is T.REMOTE_EXPLOSIVE


def test_what_opens_as_another_act_gives_no_type(gazetteer: Gazetteer) -> None:
    text = (
        "Gunmen attacked the home of a minister in Goma on Monday. It stands near the market. Also, heavy bombing was"
        " heard on Monday near the lake."
    )
    assert mentions(text, gazetteer)[0].type is T.ATTACK_ON_CIVILIANS


def test_who_was_shot_was_not_bombed(gazetteer: Gazetteer) -> None:
    text = (
        "A soldier was killed by small arms fire in Baghdad on Monday, the army said. Two soldiers were killed by a"
        " roadside bomb on Sunday."
    )
    assert mentions(text, gazetteer)[0].type is T.ARMED_CLASH


def test_bombs_of_which_others_went_off_did_their_harm(gazetteer: Gazetteer) -> None:
    text = "Police defused seven bombs in Narathiwat, Thailand, on Monday but another five bombs went off."
    assert [mention.type for mention in mentions(text, gazetteer)] == [T.REMOTE_EXPLOSIVE]


def test_the_incident_of_which_others_tell_more_is_the_one_told_before(gazetteer: Gazetteer) -> None:
    text = (
        "Six people were killed when a bomb exploded in Miranshah, Pakistan, on Monday. Meanwhile, villagers said that"
        " eight people were killed in the incident on Monday in a house near Miranshah."
    )
    assert len(mentions(text, gazetteer)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The premier condemned Monday's suicide bomb attack in the Israeli city of Netanya.",
        "Riots and violent clashes between police and demonstrators were continuing in Salta, Argentina, on Monday.",
    ],
    ids=["condemned with its day", "continuing"],
)
def test_what_has_a_day_and_a_place_is_an_act(gazetteer: Gazetteer, text: str) -> None:
    assert len(mentions(text, gazetteer)) == 1


def test_a_province_s_seat_lies_in_no_other_province(gazetteer: Gazetteer) -> None:
    text = (
        "Insurgents shot dead a trader in Narathiwat, Thailand, on Monday. In Yala province, gunmen burst into an"
        " office in Yala."
    )
    assert (mentions(text, gazetteer)[0].location.name, mentions(text, gazetteer)[0].location.admin1) == (
        "Narathiwat",
        "Narathiwat",
    )


def test_the_day_of_another_killing_named_in_passing_parts_no_act(gazetteer: Gazetteer) -> None:
    text = (
        "An editor was murdered in Lebanon on Monday. The car bomb that killed the editor in Lebanon came amid the"
        " probe of July's killing of a judge."
    )
    assert [mention.type for mention in mentions(text, gazetteer)] == [T.REMOTE_EXPLOSIVE]


def test_what_is_told_of_the_same_day_is_another_act(gazetteer: Gazetteer) -> None:
    text = (
        "A land mine killed a soldier in central Nepal on Monday. On the same day soldiers and guerrillas clashed in"
        " Pokhara."
    )
    assert [mention.type for mention in mentions(text, gazetteer)] == [T.REMOTE_EXPLOSIVE, T.ARMED_CLASH]


def test_another_day_at_a_place_of_its_own_is_another_act(gazetteer: Gazetteer) -> None:
    text = (
        "A car bombing killed 60 shoppers on Saturday. The dead were buried. The bombers were back on Sunday, when"
        " an insurgent detonated himself in Kirkuk, Iraq, killing three officers."
    )
    kirkuk = mentions(text, gazetteer)[-1]
    assert (kirkuk.type, kirkuk.location.name) == (T.SUICIDE_BOMBING, "Kirkuk")
    assert kirkuk.date.start.isoformat() == "2024-08-11"
