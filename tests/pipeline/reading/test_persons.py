from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.page import LetterCase, Page, Sentence, prepare
from pipeline.reading.persons import find_persons
from schemas.article import Article
from schemas.values import Person, PersonEffect, PersonRole, Sector, Sex


def page(*sentences: str) -> Page:
    text = "\n".join(sentences)
    found = [Sentence(0, 0, 0, "")]
    start = 0
    for index, sentence in enumerate(sentences, start=1):
        found.append(Sentence(index, start, start + len(sentence), sentence))
        start += len(sentence) + 1
    article = Article(id="a", published_at=datetime(2024, 5, 6, 12, tzinfo=UTC), text=text)
    numbers = tuple(range(len(found)))
    return Page(article, tuple(found), LetterCase.MIXED, None, None, body_mismatch=False, paragraphs=numbers)


def persons(*sentences: str) -> list[Person]:
    return [found.person for found in find_persons(page(*sentences))]


@pytest.mark.parametrize(
    ("text", "name", "age", "role", "effect"),
    [
        ("John Reed, 24, was shot and killed.", "John Reed", 24, PersonRole.VICTIM, PersonEffect.KILLED),
        ("Police arrested 31-year-old Mark Cole on Friday.", "Mark Cole", 31, PersonRole.SUSPECT, PersonEffect.UNKNOWN),
        ("Dequan Marr, 19, was charged with murder.", "Dequan Marr", 19, PersonRole.SUSPECT, PersonEffect.UNKNOWN),
        ("The victim was identified as Ann Cole.", "Ann Cole", None, PersonRole.VICTIM, PersonEffect.UNKNOWN),
        ("Officer Tom Reed was wounded.", "Tom Reed", None, PersonRole.VICTIM, PersonEffect.WOUNDED),
        ("Sheriff Jane Holt said a body was found.", "Jane Holt", None, PersonRole.OFFICIAL, PersonEffect.NONE),
        ("Gunmen killed Rafael Ocampo, 44, a judge.", "Rafael Ocampo", 44, PersonRole.VICTIM, PersonEffect.KILLED),
        ("On Tuesday Curtis Hall was arrested.", "Curtis Hall", None, PersonRole.SUSPECT, PersonEffect.UNKNOWN),
        (
            "Raiders kidnapped a man; Ivan Petrov Jr. was freed.",
            "Ivan Petrov Jr.",
            None,
            PersonRole.VICTIM,
            PersonEffect.FREED,
        ),
    ],
)
def test_persons_have_names_ages_and_roles(
    text: str, name: str, age: int | None, role: PersonRole, effect: PersonEffect
) -> None:
    (found,) = (person for person in persons(text) if person.name)
    assert (found.name, found.age, found.role, found.effect) == (name, age, role, effect)


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot on Martin Luther Street in New Haven.",
        "Two men were killed, Tulsa Police Department officials said.",
        "The victim was taken to Mercy Medical Center.",
        "The shooting was first reported by Channel Nine News.",
        "A body was found in Baton Rouge.",
    ],
)
def test_places_and_organisations_are_no_persons(text: str) -> None:
    assert [person.name for person in persons(text) if person.name] == []


def test_what_one_sentence_tells_of_a_name_holds_in_all() -> None:
    first, second = persons("John Reed, 24, was killed on Monday.", "The funeral of John Reed is today.")
    assert (first.name, second.name) == ("John Reed", "John Reed")
    assert second.age == 24
    assert second.effect is PersonEffect.KILLED
    assert second.sex is Sex.MALE


def test_the_unnamed_are_described() -> None:
    (found,) = persons("A 4-year-old girl was shot in the arm.")
    assert (found.description, found.age, found.sex) == ("4-year-old girl", 4, Sex.FEMALE)


def test_groups_have_a_number() -> None:
    (found,) = persons("Police said two men were killed.")
    assert (found.number, found.sex) == (2, Sex.MALE)


def test_a_named_victim_has_the_office_that_stands_before_the_name() -> None:
    (senator,) = persons("Gunmen killed Senator Rafael Ocampo on Friday.")
    assert (senator.name, senator.description, senator.sector) == ("Rafael Ocampo", "Senator", Sector.PARTY)
    assert (senator.role, senator.effect) == (PersonRole.VICTIM, PersonEffect.KILLED)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("John Reed, a vendor, was killed.", ("John Reed", None)),
        ("Police said that 30-year-old Pedro Pabon was killed.", ("Pedro Pabon", 30)),
    ],
    ids=["described behind the name", "aged before it"],
)
def test_what_stands_beside_a_name_is_nobody_else(text: str, one: tuple[str, int | None]) -> None:
    assert [(person.name, person.age) for person in persons(text)] == [one]


def test_in_capitals_an_age_belongs_to_the_name_behind_it() -> None:
    article = Article(
        id="a",
        published_at=datetime(2010, 5, 6, 12, tzinfo=UTC),
        text="THE INJURED WERE 19-YEAR-OLD CARLOS RAMIREZ AND 30-YEAR-OLD PEDRO PABON.",
    )
    found = [each.person for each in find_persons(prepare(article))]
    assert [(person.name, person.age) for person in found] == [("CARLOS RAMIREZ", 19), ("PEDRO PABON", 30)]


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(("Ann", "Cole,", "24,", "was", "killed", "A-A-A'", "Sheriff", "said", "4-year-old")),
        max_size=50,
    )
)
def test_spans_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for person in persons(text):
        assert person.span is not None
        assert 0 <= person.span.start < person.span.end <= len(text)
        if person.name:
            assert person.name in text[person.span.start : person.span.end]
