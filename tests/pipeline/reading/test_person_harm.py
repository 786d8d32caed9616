from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.lexicon import table
from pipeline.reading.page import prepare
from pipeline.reading.person_harm import find_harmed
from pipeline.reading.person_nouns import Entry, PersonNounFile
from schemas.article import Article
from schemas.values import Person, PersonEffect


def harmed(text: str) -> list[Person]:
    article = Article(id="a", published_at=datetime(1990, 5, 6, 12, tzinfo=UTC), text=text)
    return [found.person for found in find_harmed(prepare(article))]


def told(text: str) -> list[tuple[str | None, str | None, int, PersonEffect]]:
    return [(one.name, one.description, one.number, one.effect) for one in harmed(text)]


KILLED, WOUNDED, CAPTURED = PersonEffect.KILLED, PersonEffect.WOUNDED, PersonEffect.CAPTURED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "GUNMEN TODAY KILLED JUDGE ANA CRUZ PEREZ AND WOUNDED TWO POLICEMEN.",
            [("ANA CRUZ PEREZ", "JUDGE", 1, KILLED), (None, "POLICEMEN", 2, WOUNDED)],
            id="objects of active verbs",
        ),
        pytest.param(
            "THE MAYOR OF SAN PEDRO, HIS DRIVER AND ONE OF HIS BODYGUARDS WERE KIDNAPPED ON FRIDAY.",
            [(None, "MAYOR", 1, CAPTURED), (None, "DRIVER", 1, CAPTURED), (None, "BODYGUARDS", 1, CAPTURED)],
            id="a list of subjects of a passive verb",
        ),
        pytest.param(
            "THE MURDER OF THE JESUIT PRIESTS JUAN LOPEZ, SIXTO MONTES AND CIRO MORENO SHOCKED THE CITY.",
            [
                ("JUAN LOPEZ", "JESUIT PRIESTS", 1, KILLED),
                ("SIXTO MONTES", "JESUIT PRIESTS", 1, KILLED),
                ("CIRO MORENO", "JESUIT PRIESTS", 1, KILLED),
            ],
            id="a list of names behind a noun, which describes them all",
        ),
        pytest.param(
            "CARLOS ROJAS, A UNIVERSITY STUDENT, WAS FOUND SHOT TO DEATH.",
            [("CARLOS ROJAS", "UNIVERSITY STUDENT", 1, KILLED)],
            id="name and description as one",
        ),
        pytest.param(
            "THE BODYGUARDS OF THE SENATOR WERE WOUNDED.",
            [(None, "BODYGUARDS", 1, WOUNDED)],
            id="not whom the harmed belong to",
        ),
        pytest.param(
            "A bomb exploded at the residence of Judge Ana Cruz.",
            [("Ana Cruz", "Judge", 1, PersonEffect.UNKNOWN)],
            id="owner of a home that was hit",
        ),
        pytest.param(
            "Six Jesuit priests and their cook were murdered at dawn.",
            [(None, "Jesuit priests", 6, KILLED), (None, "cook", 1, KILLED)],
            id="both letter cases",
        ),
        pytest.param(
            "two policemen were injured when gunmen attacked the post near the market in the old town.",
            [(None, "policemen", 2, WOUNDED)],
            id="small letters only",
        ),
        pytest.param(
            "Shells hit a market, killing three people, the governor of the region said.",
            [(None, "people", 3, KILLED)],
            id="who tells of it is no victim",
        ),
        pytest.param(
            "A senator, who met the governor before noon, was found strangled.",
            [(None, "senator", 1, KILLED)],
            id="a clause with another person between",
        ),
        pytest.param(
            "A vendor walking through the park was killed and three drivers waiting at the light received burns.",
            [(None, "vendor", 1, KILLED), (None, "drivers", 3, WOUNDED)],
            id="what they were doing stands between",
        ),
        pytest.param(
            "Five people were killed and ten were hurt, including a judge.",
            [(None, "people", 5, KILLED), (None, "judge", 1, WOUNDED)],
            id="among those counted last",
        ),
        pytest.param(
            "The squad murdered in less than two days a judge and two guards.",
            [(None, "judge", 1, KILLED), (None, "guards", 2, KILLED)],
            id="the time before the object",
        ),
        pytest.param(
            'He accused them of "murdering" a farmer and beating up two guards.',
            [(None, "farmer", 1, KILLED), (None, "guards", 2, WOUNDED)],
            id="a verb in quotes",
        ),
        pytest.param(
            "A nurse, kidnapped 11 days ago, phoned her family.",
            [(None, "nurse", 1, CAPTURED)],
            id="a participle behind a comma",
        ),
    ],
)
def test_harm_names_its_victims(text: str, expected: list[tuple[str | None, str | None, int, PersonEffect]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "THE PRESIDENT SAID THE GUERRILLAS ATTACKED THE BRIDGE.",
        "POLICEMEN KILLED A DOG IN THE YARD.",
        "THE MINISTER WAS ASKED ABOUT THE MURDER.",
        "THE GENERAL STAFF WAS INFORMED OF THE DEATHS.",
    ],
)
def test_others_are_no_victims(text: str) -> None:
    assert told(text) == []


def test_a_surname_alone_is_known_by_the_full_name() -> None:
    text = "SENATOR LUIS MORA ZUNIGA LEFT HIS HOUSE AT NOON.  GUNMEN SHOT ZUNIGA TWICE."
    assert [one.name for one in harmed(text)] == ["LUIS MORA ZUNIGA"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("THE MURDER OF ZENOBIO QUISPEL SHOCKED ALL.", ["ZENOBIO QUISPEL"], id="behind its murder"),
        pytest.param(
            "ZENOBIO QUISPEL, 31, A MEMBER OF THE PATROLS, WAS SHOT TO DEATH.", ["ZENOBIO QUISPEL"], id="before its age"
        ),
        pytest.param("CARLOS MORA'S MURDER SHOCKED THE CITY.", ["CARLOS MORA"], id="as an owner"),
        pytest.param(
            "THE WOUNDED WERE IDENTIFIED AS ANA CRUZ, 24; JUAN MORA, 31; AND LUIS ROJAS, 50.",
            ["ANA CRUZ", "JUAN MORA", "LUIS ROJAS"],
            id="in a list with ages",
        ),
        pytest.param(
            "THE DEATH SQUADS KILLED ANA CRUZ, LEADER OF THE NATIONAL PARTY, AND LAWYER JUAN MORA.",
            ["ANA CRUZ", "JUAN MORA"],
            id="behind a companion's office",
        ),
        pytest.param(
            "CARLOS MORA, THE HEAD OF THE ARMY UNDER PRESIDENT RUIZ, WAS ASSASSINATED.", ["CARLOS MORA"], id="described"
        ),
        pytest.param(
            "THE BODY OF PATRIOTIC UNION [UP] CANDIDATE CARLOS MORA WAS FOUND.", ["CARLOS MORA"], id="behind a gloss"
        ),
    ],
)
def test_names_in_capitals(text: str, names: list[str]) -> None:
    assert [one.name for one in harmed(text)] == names


def test_a_description_begins_with_the_state_that_is_abbreviated() -> None:
    assert told("GUNMEN KILLED TWO U.S. CITIZENS.") == [(None, "U.S. CITIZENS", 2, KILLED)]


@pytest.mark.parametrize("entry", table("person_nouns", PersonNounFile).nouns, ids=lambda entry: entry.example)
def test_examples_of_person_nouns_have_victims_of_their_sector(entry: Entry) -> None:
    found = harmed(entry.example)
    assert found
    assert {one.sector for one in found} == {entry.sector}


@settings(max_examples=60)
@example(["KILLED", "JUAN", "JUAN", "LOPEZ,", "JUAN", "LOPEZ,"])
@example(["KILLED", "PRIESTS", "JUAN", "LOPEZ,", "JUAN", "JUAN"])
@given(
    st.lists(
        st.sampled_from(
            ("JUAN", "LOPEZ,", "AND", "TWO", "PRIESTS", "WERE", "KILLED", "THE MURDER OF", "'S", "HOME OF")
        ),
        max_size=40,
    )
)
def test_spans_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for person in harmed(text):
        assert person.span is not None
        assert 0 <= person.span.start < person.span.end <= len(text)
        written = text[person.span.start : person.span.end]
        # Who is called by the surname has the full name that the text gives elsewhere.
        assert (person.name or "") in text
        assert not person.name or not set(person.name.split()).isdisjoint(written.replace(",", "").split())
        # What leads a list of names describes them all.
        assert (person.description or "") in text
