from datetime import UTC, datetime

import pytest

from pipeline.gazetteer import load
from pipeline.reading import read
from schemas.article import Article

LAST = "Ana Cruz, 34, has worked there for years."
CRIME = "A clerk was shot in Tulsa on Monday. The shop was shut. {} A second man ran away."


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


@pytest.mark.parametrize(
    ("later", "name"),
    [
        ("Ana Cruz, 34, has worked there for years.", "Ana Cruz"),
        ("Juan Mora, 34, faces a charge of murder.", "Juan Mora"),
    ],
    ids=["victim", "suspect"],
)
def test_the_report_of_a_lone_crime_names_who_had_a_part_in_it(later: str, name: str) -> None:
    (named,) = victims(CRIME.format(later))
    assert name in named


def test_the_end_of_a_long_report_names_nobody_of_the_crime() -> None:
    (named,) = victims(CRIME.format("It was late. " + "A car stood there, number {}. " * 8).format(*range(8)) + LAST)
    assert "Ana Cruz" not in named


def test_the_report_of_an_attack_names_only_whom_it_harmed() -> None:
    (named,) = victims("Rebels shot dead two farmers in Bogota on Tuesday. Ana Cruz, 34, saw it from her door.")
    assert "Ana Cruz" not in named


@pytest.mark.parametrize(
    ("later", "named"),
    [
        ("The priest Carlos Mora was also hurt.", ["Carlos Mora"]),
        ("The priest Carlos Mora will be killed next, a caller said.", []),
        ("The priest Carlos Mora watched it.", []),
    ],
    ids=["hurt", "a threat", "nothing said of harm"],
)
def test_whom_the_sentence_behind_an_act_says_was_harmed_is_its_victim(later: str, named: list[str]) -> None:
    text = "A bomb exploded in Bogota on Tuesday. {} The road was shut. In Cali soldiers clashed with rebels on Monday."
    assert victims(text.format(later)) == [named, []]
