from datetime import UTC, datetime

import pytest

from pipeline.reading.actors import find_actors
from pipeline.reading.clauses import clause, is_passive
from pipeline.reading.page import Page, prepare
from pipeline.reading.roles import sides
from pipeline.reading.triggers import find_triggers
from schemas.article import Article


def page_of(text: str) -> Page:
    return prepare(Article(id="a", published_at=datetime(2024, 5, 20, 12, tzinfo=UTC), text=text))


@pytest.mark.parametrize(
    ("text", "initiators", "targets"),
    [
        pytest.param("Rebels ambushed soldiers near the bridge.", ["Rebels"], ["soldiers"], id="active"),
        pytest.param("Soldiers were ambushed by rebels near the bridge.", ["rebels"], ["Soldiers"], id="passive"),
        pytest.param(
            "Villagers abducted by militants were freed.", ["militants"], ["Villagers"], id="reduced relative"
        ),
        pytest.param(
            "Militants killed a judge in his house by unknown means.",
            ["Militants"],
            ["judge"],
            id="an object before a by",
        ),
        pytest.param(
            "A judge was beaten up and injured in the Old Quarter by militants.",
            ["militants"],
            ["judge"],
            id="was in the verb",
        ),
        pytest.param(
            "Nobody explained the attack, but the army patrols there.", [], [], id="a noun's next clause hits nobody"
        ),
        pytest.param(
            'Police think that the bombing was the work of, and done by the "Shining Path".',
            ["Shining Path"],
            [],
            id="a name in quotes",
        ),
        pytest.param(
            "The Shining Path today claimed responsibility for the bombing.", ["Shining Path"], [], id="who claims it"
        ),
        pytest.param("The Shining Path claimed that a bombing was near.", [], [], id="who claims something else"),
        pytest.param("The massacre of villagers by soldiers was filmed.", ["soldiers"], ["villagers"], id="noun"),
        pytest.param("The students' murder shocked the town.", [], ["students"], id="the unarmed own what befell them"),
        pytest.param(
            "The students' attack on a judge shocked the town.",
            ["students"],
            ["judge"],
            id="but not what befell others",
        ),
        pytest.param(
            "The villagers abducted last Friday [17 May] by rebels were freed.",
            ["rebels"],
            ["villagers"],
            id="a gloss before the doer",
        ),
        pytest.param("The murder of Ana Rey prompted a meeting of the army.", [], [], id="who met over it was not hit"),
        pytest.param("Soldiers clashed with rebels in the hills.", ["Soldiers"], ["rebels"], id="mutual"),
        pytest.param("Clashes between soldiers and rebels went on.", ["soldiers"], ["rebels"], id="mutual noun"),
        pytest.param("Police are investigating the bombing.", [], [], id="who looks into it is no party"),
        pytest.param("The government condemned the bombing of a bank.", [], [], id="who condemns it is no party"),
        pytest.param(
            "Soldiers broke up clashes between rebels and villagers.",
            ["rebels"],
            ["villagers"],
            id="who parts them is none",
        ),
        pytest.param("Rebels shot and ran, as soldiers closed in.", ["Rebels"], [], id="the next clause hits nobody"),
        pytest.param("The army attack on rebels went on.", ["army"], ["rebels"], id="an army that attacks"),
        pytest.param(
            "Rebels ambushed a truck, according to Ana Roy, the region's acting governor.",
            ["Rebels"],
            [],
            id="a source",
        ),
        pytest.param("Rebels ambushed a truck, said Ana Roy, the acting governor.", ["Rebels"], [], id="a speaker"),
        pytest.param("Rebels ambushed a truck, police said.", ["Rebels"], [], id="who says so is no party"),
    ],
)
def test_position_voice_and_preposition_tell_the_sides(text: str, initiators: list[str], targets: list[str]) -> None:
    page = page_of(text)

    found = sides(page, find_triggers(page)[0], find_actors(page))

    assert [actor.text for actor in found.initiators] == initiators
    assert [actor.text for actor in found.targets] == targets


def test_who_raided_was_not_killed() -> None:
    page = page_of("The union condemned a raid by militants in which villagers were killed.")

    found = sides(page, find_triggers(page)[-1], find_actors(page))

    assert [actor.text for actor in found.targets] == ["villagers"]


def test_a_clause_ends_at_its_separators() -> None:
    page = page_of("While talks went on, rebels ambushed a patrol, which fled.")
    trigger = find_triggers(page)[0]

    own = clause(page, trigger.span)

    assert page.article.text[own.start : own.end].strip() == "rebels ambushed a patrol"


@pytest.mark.parametrize(
    ("text", "passive"),
    [("Two men were badly beaten by soldiers.", True), ("Soldiers beat up two men.", False)],
)
def test_voice_is_told_by_the_auxiliary(text: str, passive: bool) -> None:  # noqa: FBT001 - a table's column
    page = page_of(text)

    assert is_passive(page, find_triggers(page)[0]) is passive


@pytest.mark.parametrize(
    ("text", "initiators", "targets"),
    [
        ("Hutu rebels killed more than 40 people during a raid on a school.", ["Hutu rebels"], []),
        ("Hutu rebels killed during a raid were buried.", [], ["Hutu rebels"]),
    ],
    ids=["who kills", "who is killed"],
)
def test_whoever_kills_in_a_raid_is_not_raided(text: str, initiators: list[str], targets: list[str]) -> None:
    page = page_of(text)
    raid = next(trigger for trigger in find_triggers(page) if trigger.lemma == "raid")
    found = sides(page, raid, [actor for actor in find_actors(page) if actor.text.endswith("rebels")])
    assert [actor.text for actor in found.initiators] == initiators
    assert [actor.text for actor in found.targets] == targets
