"""The whole of reading, on articles of our own writing."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import Reading, read
from pipeline.reading.assembly import SENTENCE_LENGTH
from pipeline.reading.findings import DropReason
from pipeline.reading.read import counts
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import ActorRole, DateBasis, EventType, Group, Kind, Metric, Outcome, PersonEffect, Stance

PUBLISHED = datetime(2024, 8, 13, 6, tzinfo=UTC)  # a Tuesday

INCURSION = """\
Moscow, Aug 13 (Northern Wire): Authorities have evacuated tens of thousands of people from Russian border areas
after a new Ukrainian offensive.

Ukrainian troops crossed the Russian border last Tuesday and pushed into Russia's Kursk region. Ukraine's army now
holds 28 settlements there, said Alexei Smirnov, the acting governor of the region.

Twelve civilians have died and another 121 have been injured in Ukraine's attack on the Kursk region, Russian
officials said.

The neighbouring region of Belgorod has also begun evacuating residents in the Krasnoyaruzhsky district because of
military activity near the border.

President Zelensky on Monday confirmed an "operation" in the region and said that Russia had launched strikes from
there.

The attack will meet a "worthy response," Putin said on Monday at a meeting near Moscow.

The Ukrainian army will go on trying to destabilise the border zone, he said, asking what talks there could be
while Ukraine indiscriminately strikes civilians.

Ukraine and Russia have also traded blame for the outbreak of fire at the Zaporizhzhia Nuclear Power Plant, where a
cooling tower was damaged.

Zelensky said Moscow must make peace "if Putin wants to fight so badly."

Since the start of the fighting in the Kursk region Ukraine has lost up to 1,610 troops and 32 tanks, the Russian
defence ministry said on Monday.

Ukrainian forces control about 1,000 square km of Russian territory, Oleksandr Syrsky, the commander of the army,
said on Monday.
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def reading_of(gazetteer: Gazetteer, text: str, title: str = "", published: datetime = PUBLISHED) -> Reading:
    return read(Article(id="a", published_at=published, text=text, title=title), gazetteer)


def only(reading: Reading) -> Mention:
    assert len(reading.mentions) == 1, [mention.sentence for mention in reading.mentions]
    return reading.mentions[0]


def test_an_incursion_gives_its_five_events_and_no_trap(gazetteer: Gazetteer) -> None:
    mentions = reading_of(gazetteer, INCURSION).mentions

    assert sorted((mention.kind.value, mention.type.value) for mention in mentions) == [
        ("incident", "armed_clash"),
        ("incident", "displacement"),
        ("incident", "displacement"),
        ("incident", "property_destruction"),
        ("summary", "territory_seized"),
    ]


def test_the_incursion_is_dated_by_its_own_sentence_and_has_no_toll(gazetteer: Gazetteer) -> None:
    mentions = reading_of(gazetteer, INCURSION).mentions
    incursion = next(mention for mention in mentions if mention.type is EventType.ARMED_CLASH)

    assert incursion.date.start.isoformat() == "2024-08-06"
    assert incursion.location.country == "RUS"
    assert not [claim for claim in incursion.claims if claim.metric is Metric.KILLED]
    assert incursion.counted_in == next(mention.id for mention in mentions if mention.kind is Kind.SUMMARY)


def test_cumulative_figures_belong_to_the_summary(gazetteer: Gazetteer) -> None:
    summary = next(mention for mention in reading_of(gazetteer, INCURSION).mentions if mention.kind is Kind.SUMMARY)

    figures = {(claim.metric, claim.low, claim.high) for claim in summary.claims}

    assert {
        (Metric.SETTLEMENTS, 28, 28),
        (Metric.AREA_KM2, 1000, 1000),
        (Metric.KILLED, 12, 12),
        (Metric.WOUNDED, 121, 121),
        (Metric.LOSSES, 0, 1610),
        (Metric.EQUIPMENT, 32, 32),
    } <= figures
    assert (summary.date.start.isoformat(), summary.date.end.isoformat()) == ("2024-08-06", "2024-08-13")


def test_losses_are_the_losers_and_ground_lost_is_admitted_by_its_governor(gazetteer: Gazetteer) -> None:
    summary = next(mention for mention in reading_of(gazetteer, INCURSION).mentions if mention.kind is Kind.SUMMARY)
    claims = {claim.metric: claim for claim in summary.claims}

    assert claims[Metric.LOSSES].group is Group.SIDE_A
    assert claims[Metric.SETTLEMENTS].stance is Stance.ADMIT
    assert claims[Metric.AREA_KM2].stance is Stance.ASSERT
    assert all("governor" not in actor.name for actor in summary.actors)


def test_a_contested_fire_is_at_the_plant_and_both_sides_are_alleged(gazetteer: Gazetteer) -> None:
    mentions = reading_of(gazetteer, INCURSION).mentions
    fire = next(mention for mention in mentions if mention.type is EventType.PROPERTY_DESTRUCTION)

    assert fire.location.country == "UKR"
    assert fire.date.basis is DateBasis.BOUNDED
    assert {actor.role for actor in fire.actors} == {ActorRole.ALLEGED}


def test_title_lead_and_follow_up_are_one_act(gazetteer: Gazetteer) -> None:
    mention = only(
        reading_of(
            gazetteer,
            "Militants ambushed an army patrol near Maiduguri on Monday, killing four soldiers, officials said.\n\n"
            "The attack took place on a road out of the city. Two other soldiers were wounded in the ambush.",
            "Four soldiers killed in ambush in Nigeria",
        )
    )

    assert mention.type is EventType.ARMED_CLASH
    assert mention.date.start.isoformat() == "2024-08-12"
    assert {claim.low for claim in mention.claims if claim.metric is Metric.KILLED} == {4}


def test_two_acts_at_two_places_are_two(gazetteer: Gazetteer) -> None:
    reading = reading_of(
        gazetteer,
        "A car bomb exploded outside a bank in Kabul on Monday, killing three people, police said.\n\n"
        "In a separate attack, gunmen shot dead two policemen in Kandahar on Sunday.",
    )

    assert [mention.location.name for mention in reading.mentions] == ["Kabul", "Kandahar"]
    assert [mention.date.start.day for mention in reading.mentions] == [12, 11]


def test_a_shooting_without_politics_is_crime(gazetteer: Gazetteer) -> None:
    mention = only(
        reading_of(
            gazetteer,
            "A 24-year-old man was shot and killed on Sunday night outside a bar in Memphis, Tennessee, police said.",
            "Man killed in Memphis shooting",
        )
    )

    assert mention.type is EventType.VIOLENT_CRIME
    assert PersonEffect.KILLED in {person.effect for person in mention.persons}


def test_a_court_report_retells_its_act(gazetteer: Gazetteer) -> None:
    mention = only(
        reading_of(
            gazetteer,
            "A militia leader was sentenced on Monday for the massacre of 30 villagers by his fighters in Bunia on "
            "4 February 2024, a court official said.",
        )
    )

    assert mention.retelling


def test_an_attempt_is_an_event(gazetteer: Gazetteer) -> None:
    mention = only(reading_of(gazetteer, "Police foiled a suicide bombing at a mosque in Lahore on Monday."))

    assert mention.outcome is Outcome.ATTEMPTED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            "Nach dem Clash starben am Montag drei Soldaten, wie die Polizei mitteilte. Die Aufständischen zogen sich "
            "danach in die Berge zurück, und die Armee schickte Verstärkung in das Dorf.",
            DropReason.LANGUAGE,
            id="German",
        ),
        pytest.param("The bakery opens at seven.", DropReason.NO_TRIGGER, id="no trigger"),
        pytest.param("Rebels will attack the army in Goma, a spokesman said.", DropReason.FUTURE, id="a threat"),
        pytest.param("Soldiers killed three rebels.", DropReason.NO_PLACE, id="no place"),
    ],
)
def test_what_is_no_event_is_dropped_with_its_reason(gazetteer: Gazetteer, text: str, reason: DropReason) -> None:
    reading = reading_of(gazetteer, text)

    assert reading.mentions == ()
    assert reason in counts(reading)


def test_every_field_shows_the_words_that_gave_it(gazetteer: Gazetteer) -> None:
    for mention in reading_of(gazetteer, INCURSION).mentions:
        fields = {evidence.field for evidence in mention.evidence}
        assert {"trigger", "type", "location"} <= fields
        assert {f"claims.{index}" for index, claim in enumerate(mention.claims) if claim.span} <= fields
        assert {f"actors.{index}" for index in range(len(mention.actors))} <= fields


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(INCURSION.split()), max_size=80).map(" ".join))
def test_no_order_of_words_breaks_the_reader(gazetteer: Gazetteer, text: str) -> None:
    reading = reading_of(gazetteer, text)

    for number, mention in enumerate(reading.mentions):
        assert mention.id == f"a#{number}"
        assert len(mention.sentence) <= SENTENCE_LENGTH
        for evidence in mention.evidence:
            assert 0 <= evidence.span.start <= evidence.span.end <= len(text)


def test_reading_is_a_function_of_the_article(gazetteer: Gazetteer) -> None:
    assert reading_of(gazetteer, INCURSION) == reading_of(gazetteer, INCURSION)
