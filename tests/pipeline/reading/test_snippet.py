"""The type of a text that tells of one act."""

from datetime import UTC, datetime

import pytest

from pipeline.reading.page import prepare
from pipeline.reading.snippet import type_of_text
from schemas.article import Article
from schemas.values import EventType

T = EventType


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "People gathered in the square to oppose the war. Police intervened, removing two of them.",
            T.PROTEST_WITH_INTERVENTION,
            id="a later sentence without any trigger counts",
        ),
        pytest.param(
            "Somebody set a taxi ablaze.", T.PROPERTY_DESTRUCTION, id="words without their cue, where none has"
        ),
        pytest.param("Residents captured a thief and beat him.", T.MOB_VIOLENCE, id="people are no captured territory"),
        pytest.param(
            "An off-duty soldier was shot dead by militants at his home.", T.ATTACK_ON_CIVILIANS, id="off duty"
        ),
        pytest.param("A soldier was shot dead by militants at a post.", T.ARMED_CLASH, id="on duty"),
        pytest.param(
            "Gunmen shot a clerk dead. The gunmen were arrested by police.",
            T.ATTACK_ON_CIVILIANS,
            id="who is arrested later was not hit",
        ),
        pytest.param("Nothing happened.", T.OTHER_STRATEGIC, id="never nothing"),
    ],
)
def test_the_type_of_a_snippet(text: str, expected: EventType) -> None:
    page = prepare(Article(id="a", published_at=datetime(2024, 5, 20, 12, tzinfo=UTC), text=text))
    assert type_of_text(page)[0] is expected
