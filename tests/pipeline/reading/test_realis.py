from datetime import UTC, datetime

import pytest

from pipeline.reading.findings import Drop, DropReason
from pipeline.reading.page import Page, prepare
from pipeline.reading.realis import is_play, is_sport, judge, outcome
from pipeline.reading.triggers import find_triggers
from schemas.article import Article
from schemas.values import Outcome

PUBLISHED = datetime(2024, 5, 20, 12, tzinfo=UTC)


def page_of(text: str) -> Page:
    return prepare(Article(id="a", published_at=PUBLISHED, text=text))


def judged(text: str) -> list[Drop | None]:
    page = page_of(text)
    return [judge(page, trigger) for trigger in find_triggers(page)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("Rebels vowed to attack the capital.", DropReason.FUTURE, id="a vow"),
        pytest.param("Rebels threatened on Monday to attack the capital.", DropReason.FUTURE, id="a dated threat"),
        pytest.param("After weeks in which rebels killed 40 men they met.", DropReason.HISTORIC, id="a sum of weeks"),
        pytest.param("Police deactivated World War Two ordnance.", DropReason.HISTORIC, id="a bomb of a war long over"),
        pytest.param("Militants may attack schools.", DropReason.HYPOTHETICAL, id="a possibility"),
        pytest.param("No soldiers were killed.", DropReason.NEGATED, id="a negation"),
        pytest.param("The army denied shelling the town.", DropReason.NEGATED, id="a denial"),
        pytest.param("The militia routinely shells villages.", DropReason.GENERIC, id="a habit"),
        pytest.param("Rebels massacred villagers in 1994.", DropReason.HISTORIC, id="a year long past"),
        pytest.param("Rebels have killed forty men since 1994.", DropReason.HISTORIC, id="a count of years"),
        pytest.param("The rebels, who massacred villagers in 1994, are few.", DropReason.HISTORIC, id="an aside"),
        pytest.param(
            "A witness spoke of the May 1998 massacre.", DropReason.HISTORIC, id="a massacre of a year long past"
        ),
        pytest.param("The guards couldn't shoot the rebels.", DropReason.NEGATED, id="a contracted negation"),
        pytest.param("Rebels said they'll attack the capital.", DropReason.FUTURE, id="a contracted future"),
        pytest.param("He died of a heart attack in the army.", DropReason.METAPHOR, id="a heart attack"),
        pytest.param("Twelve soldiers were killed in a bus crash.", DropReason.METAPHOR, id="an accident"),
        pytest.param("Two soldiers were killed by a truck.", DropReason.METAPHOR, id="a truck"),
        pytest.param("Two soldiers were killed in a hotel fire.", DropReason.METAPHOR, id="a fire"),
    ],
)
def test_what_did_not_happen_is_refused_with_its_reason(text: str, reason: DropReason) -> None:
    assert {drop.reason if drop else None for drop in judged(text)} == {reason}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rebels attacked the town on Monday.", id="a finite past verb"),
        pytest.param("If talks fail, aides say; rebels attacked the town anyway.", id="an if in another clause"),
        pytest.param("Rebels killed three soldiers in 2024.", id="the year of publication"),
        pytest.param("Rebels claimed the August 2024 bombing of the hotel.", id="a bombing of the year of publication"),
        pytest.param("Gunmen killed a 24-year-old man.", id="years of age are no history"),
        pytest.param(
            "Rebels killed nine soldiers, the worst raid in Rell since 2014.",
            id="a record is not of the year before it",
        ),
        pytest.param("The mayor, who took office in 2015, was shot by rebels.", id="a year of somebody's life"),
        pytest.param("Rebels killed two men in Rell, where a truce was signed in 2015.", id="a year of a place"),
        pytest.param("Rebels killed two men on Monday in Rell, besieged since 2015.", id="a nearer day"),
        pytest.param("Jets repeatedly bombed the town on Monday.", id="often, but in the past"),
        pytest.param("Three soldiers were killed in a car bombing.", id="a car bombing is no car"),
        pytest.param("Three soldiers were killed by a truck bomb.", id="a truck bomb is no truck"),
        pytest.param("Three soldiers were killed in an attack on a bus.", id="what was attacked is no accident"),
        pytest.param("Three soldiers were killed in a fire set by rebels.", id="a fire that was set"),
        pytest.param("All four soldiers were killed.", id="all is no contraction of will"),
        pytest.param("A unit of soldiers attacked the town.", id="a unit is no contraction of not"),
        pytest.param("Three soldiers were killed in an exchange of fire with rebels.", id="fire that is shot"),
    ],
)
def test_what_happened_is_kept(text: str) -> None:
    assert None in judged(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police foiled a bombing at the station.", Outcome.ATTEMPTED),
        ("Gunmen attempted to assassinate the judge.", Outcome.ATTEMPTED),
        ("Gunmen assassinated the judge.", Outcome.ACCOMPLISHED),
    ],
)
def test_attempts_are_told_from_deeds(text: str, expected: Outcome) -> None:
    page = page_of(text)

    assert outcome(page, find_triggers(page)[0]) is expected


def test_play_is_no_violence_but_a_shooting_at_a_match_is() -> None:
    page = page_of(
        "The coach praised the striker after the league match. He shot twice from the left wing. "
        "Later gunmen attacked fans outside the stadium, killing two."
    )
    play, *earnest = find_triggers(page)

    assert is_sport(page)
    assert is_play(page, play)
    assert not any(is_play(page, trigger) for trigger in earnest)
