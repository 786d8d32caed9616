from datetime import UTC, datetime

import pytest

from pipeline.gazetteer import load
from pipeline.reading import read
from schemas.article import Article
from schemas.values import ActorRole


def alleged(text: str) -> list[str]:
    article = Article(id="a", published_at=datetime(2010, 5, 6, 12, tzinfo=UTC), text=text)
    return [
        actor.canonical
        for mention in read(article, load()).mentions
        for actor in mention.actors
        if actor.role is ActorRole.ALLEGED
    ]


def test_a_group_that_claims_a_bombing_later_on_is_alleged_to_have_done_it() -> None:
    text = "A bomb exploded in Bogota on Tuesday, killing three policemen. The FARC claimed responsibility."
    assert len(alleged(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A bomb planted by the ELN killed three policemen in Bogota on Tuesday. The FARC denied responsibility.",
        "Soldiers shot dead two farmers in Bogota on Tuesday. The FARC claimed to have warned them.",
    ],
    ids=["an organisation did it", "another side did it"],
)
def test_nobody_is_alleged_where_the_act_names_its_doers(text: str) -> None:
    assert alleged(text) == []


@pytest.mark.parametrize(
    ("later", "doers"),
    [
        ("The FARC killed the two for refusing to pay.", 2),
        ("Soldiers killed two gunmen near the river.", 1),
    ],
    ids=["the group behind them", "who struck back"],
)
def test_the_organisation_that_another_sentence_names_stands_beside_the_nameless(later: str, doers: int) -> None:
    text = f"Guerrillas shot dead two farmers in Bogota on Tuesday. {later}"
    article = Article(id="a", published_at=datetime(2010, 5, 6, 12, tzinfo=UTC), text=text)
    (mention, *_) = read(article, load()).mentions
    assert len([actor for actor in mention.actors if actor.role is ActorRole.INITIATOR]) == doers
