"""Crowds, whoever meets them, and what is named in passing: articles of our own writing."""

from datetime import UTC, datetime

import pytest

from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import read
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import EventType

PUBLISHED = datetime(2024, 8, 13, 6, tzinfo=UTC)  # a Tuesday
T = EventType


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def mentions(text: str, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    return read(Article(id="a", published_at=PUBLISHED, text=text), gazetteer).mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "A sniper shot four people dead on Monday near a protest in Lyon over the war.",
            T.ATTACK_ON_CIVILIANS,
            id="a protest is but the scene",
        ),
        pytest.param(
            "Police shot four people dead on Monday during a protest in Lyon over the war.",
            T.EXCESSIVE_FORCE,
            id="police shoot those who protest",
        ),
        pytest.param(
            "Clashes on Monday in Kinshasa between riot police and supporters of the loser left two wounded.",
            T.VIOLENT_DEMONSTRATION,
            id="riot police meet no fighters",
        ),
        pytest.param(
            "Rival mobs clashed in Ahmedabad on Monday, and three people were burnt alive.",
            T.MOB_VIOLENCE,
            id="mobs are no protesters",
        ),
        pytest.param(
            "Protesters said at least two gunmen shot five people on Monday outside their camp in Minneapolis.",
            T.ATTACK_ON_CIVILIANS,
            id="protesters are shot at by strangers",
        ),
        pytest.param(
            "A group of Hindus and Muslims took out a peace march in Faizabad on Monday.",
            T.PEACEFUL_PROTEST,
            id="a peace march",
        ),
        pytest.param(
            "Riot police watched as about 900 people marched through Portadown on Monday against the parade.",
            T.PEACEFUL_PROTEST,
            id="riot police make no riot",
        ),
    ],
)
def test_crowds_are_told_from_whoever_meets_them(text: str, expected: EventType, gazetteer: Gazetteer) -> None:
    assert [mention.type for mention in mentions(text, gazetteer)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The council met in Douma. It sat for an hour. There was tea. Nobody spoke. In Douma students praised the"
            " rebel incursion last week.",
            id="the day of the praise",
        ),
        pytest.param(
            "The court in Nairobi met on Friday. It sat for an hour. There was tea. Nobody spoke. The parts of the bomb"
            " that exploded in Nairobi came by road.",
            id="which bomb is meant",
        ),
        pytest.param(
            "The town of Godhra was calm on Monday. Some 40 of the deaths in Godhra took place in stabbings by mobs.",
            id="a share of a toll",
        ),
        pytest.param(
            "The senator's teenage nephew was shot dead over a pair of shoes in Chicago on Monday.",
            id="an office-holder's family",
        ),
        pytest.param(
            "The court met. It sat for an hour. There was tea. Nobody spoke. The past month of air strikes near Afrin"
            " was long.",
            id="a month of strikes",
        ),
        pytest.param(
            "Police raided a house in Cape Town on Monday, found poached abalone and arrested two gang members.",
            id="poachers",
        ),
        pytest.param(
            "A man died during a barricade situation in Omaha on Monday, the police said.",
            id="a man alone behind his door",
        ),
    ],
)
def test_what_names_an_act_in_passing_makes_no_event(text: str, gazetteer: Gazetteer) -> None:
    assert [one for one in mentions(text, gazetteer) if one.type is not T.VIOLENT_CRIME] == []
