from datetime import UTC, datetime

import pytest

from pipeline.reading.assertion import is_asserted
from pipeline.reading.grievance import grievances, without_grievance
from pipeline.reading.page import Page, prepare
from pipeline.reading.triggers import find_triggers
from schemas.article import Article


def page_of(text: str, title: str = "") -> Page:
    return prepare(Article(id="a", published_at=datetime(2024, 5, 20, 12, tzinfo=UTC), text=text, title=title))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rebels attacked the base on Monday.", id="a finite verb"),
        pytest.param("Four soldiers were killed by rebels.", id="a passive"),
        pytest.param("A bombing by rebels killed four soldiers.", id="a noun with what it did"),
        pytest.param("Four soldiers were hurt in an ambush.", id="in one of its kind"),
        pytest.param("The club was the target of a second bomb attack.", id="the target of one of its kind"),
        pytest.param("The murder of Judge Osei by gunmen is unsolved.", id="a noun of somebody"),
        pytest.param("The minister said rebels had shelled the town.", id="a pluperfect in reported speech"),
        pytest.param("Rebels planted a bomb under the bridge.", id="a verb inside a noun's phrase"),
        pytest.param("Hundreds of farmers blocked highways to protest against the tax.", id="what they came for"),
        pytest.param("Rebels kidnapped at least 17 women near the lake.", id="a number at least"),
        pytest.param("The toll from a bombing in the capital rose to 55.", id="what has a toll"),
        pytest.param("Strangers placed two small bombs at the dam.", id="things counted"),
        pytest.param("Men placed sticks of dynamite in a cinema.", id="a bomb by what it is made of"),
        pytest.param("The archive was damaged by a powerful bomb.", id="by one of its kind"),
        pytest.param("The army now holds 14 villages in the valley.", id="a state that holds"),
    ],
)
def test_a_sentence_that_tells_of_an_act_asserts_it(text: str) -> None:
    page = page_of(text)

    assert any(is_asserted(page, trigger) for trigger in find_triggers(page))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rebels came to attack the base.", id="an infinitive"),
        pytest.param("He joined a group fighting the army.", id="a bare participle"),
        pytest.param("They want seven kidnapped students back.", id="counted and described"),
        pytest.param("Many others killed in the war by soldiers are unknown.", id="a reduced relative"),
        pytest.param("Rebels attack the base.", id="the present tense in a body"),
        pytest.param("The brigade, which rebels had attacked, was moved.", id="a pluperfect of the writer's own"),
        pytest.param("Planes bomb what the floods have damaged.", id="a bare verb that may be a thing"),
        pytest.param("Its record of bombings by rebels is long.", id="a noun in passing"),
    ],
)
def test_a_word_in_passing_asserts_nothing(text: str) -> None:
    page = page_of(text)

    assert not any(is_asserted(page, trigger) for trigger in find_triggers(page))


@pytest.mark.parametrize(
    ("title", "asserted"),
    [
        ("Rebels ambush army patrol", True),
        ("Car bomb kills four in market", True),
        ("Analysis: why rebels ambush army patrols", False),
        ("Will rebels ambush the patrol?", False),
    ],
)
def test_headlines_tell_in_the_present_tense(title: str, asserted: bool) -> None:  # noqa: FBT001 - a table's column
    page = page_of("Nothing more was known at noon.", title)
    triggers = [trigger for trigger in find_triggers(page) if trigger.span.sentence == 0]

    assert any(is_asserted(page, trigger) for trigger in triggers) is asserted


def test_what_a_protest_is_about_is_no_act() -> None:
    page = page_of("Hundreds marched in the capital to protest against the killing of two students by soldiers.")

    about = {
        page.article.text[drop.span.start : drop.span.end]
        for drop in grievances(page, find_triggers(page))
        if drop.span
    }

    assert about == {"killing"}


def test_what_police_do_at_a_protest_is_part_of_it() -> None:
    page = page_of("Hundreds protested against the budget before police beat up two students.")

    assert grievances(page, find_triggers(page)) == []


def test_a_text_without_its_grievance_keeps_what_happened() -> None:
    told = without_grievance("students marched against the looting of shops before police fired into the air")

    assert "looting" not in told
    assert "police fired" in told
