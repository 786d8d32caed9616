from datetime import UTC, datetime

import pytest

from pipeline.gazetteer import load
from pipeline.reading import read
from schemas.article import Article


def victims(text: str) -> list[list[str]]:
    article = Article(id="a", published_at=datetime(2010, 5, 6, 12, tzinfo=UTC), text=text)
    return [[person.name or "" for person in mention.persons] for mention in read(article, load()).mentions]


def test_a_later_sentence_that_identifies_the_victims_names_those_of_the_act_before_it() -> None:
    text = (
        "Rebels shot dead two farmers in Bogota on Tuesday. The road was closed. "
        "The victims were identified as Carlos Mora and Sandra Cruz."
    )
    assert victims(text) == [["", "Carlos Mora", "Sandra Cruz"]]


@pytest.mark.parametrize(
    "later",
    [
        "".join(f"Road {number} was closed. " for number in range(9))
        + "The victims were identified as Carlos Mora and Sandra Cruz.",
        "The attackers were identified as Carlos Mora and Sandra Cruz.",
    ],
    ids=["too far away", "others"],
)
def test_others_are_not_named(later: str) -> None:
    assert victims(f"Rebels shot dead two farmers in Bogota on Tuesday. {later}") == [[""]]
