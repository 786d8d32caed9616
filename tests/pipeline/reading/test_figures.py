from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.figures import find_figures
from pipeline.reading.page import LetterCase, Page, Sentence
from schemas.article import Article
from schemas.values import Group, Metric, Qualifier

KILLED, WOUNDED = Metric.KILLED, Metric.WOUNDED


def page(text: str, title: str = "", letter_case: LetterCase = LetterCase.MIXED) -> Page:
    article = Article(id="a", published_at=datetime(2024, 5, 6, 12, tzinfo=UTC), text=text, title=title)
    sentences = (Sentence(0, 0, len(title), title), Sentence(1, 0, len(text), text))
    return Page(article, sentences, letter_case, None, None, body_mismatch=False, paragraphs=(0, 1))


def counts(text: str, title: str = "", letter_case: LetterCase = LetterCase.MIXED) -> list[tuple[Metric, int | None]]:
    return [(found.metric, found.low) for found in find_figures(page(text, title, letter_case)) if found.metric]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eleven villagers have died, and another 40 have been hurt.", [(KILLED, 11), (WOUNDED, 40)]),
        ("A 24-year-old man was shot and killed.", [(KILLED, 1)]),
        ("A man who was shot in the chest later died.", [(KILLED, 1)]),
        ("Officer John Reed was wounded.", [(WOUNDED, 1)]),
        ("Ann Cole, 24, and Tom Reed, 25, were stabbed to death.", [(KILLED, 1), (KILLED, 1)]),
        ("The raid killed at least five people and wounded nine others.", [(KILLED, 5), (WOUNDED, 9)]),
        ("Rebels shot dead four guards.", [(KILLED, 4)]),
        ("A U.S. soldier was killed and two others were wounded.", [(KILLED, 1), (WOUNDED, 2)]),
        ("Rebels hacked to death at least 30 villagers.", [(KILLED, 30)]),
        ("Two men were clubbed to death.", [(KILLED, 2)]),
        ("Five people were shot at a house party.", [(WOUNDED, 5)]),
        ("The crash sent four people to the hospital.", [(WOUNDED, 4)]),
        ("18 Marovian and 3 Tessalian fighters were killed.", [(KILLED, 18), (KILLED, 3)]),
        ("The blast left two dead and three injured.", [(KILLED, 2), (WOUNDED, 3)]),
        ("The death toll rose to 45.", [(KILLED, 45)]),
        ("The toll from two bombings of buses in Sarn has climbed to at least 45.", [(KILLED, 45)]),
        ("The toll from the raid rose by three on Monday.", []),
        ("There were two fatalities.", [(KILLED, 2)]),
        ("The bodies of seven farmers were found in a well.", [(KILLED, 7)]),
        ("Nobody was hurt.", [(WOUNDED, 0)]),
        ("There were no casualties.", [(KILLED, 0), (WOUNDED, 0)]),
        ("Four people were shot, one fatally.", [(WOUNDED, 4), (KILLED, 1)]),
        ("Gunmen killed a market trader.", [(KILLED, 1)]),
        ("Gunmen killed Ana Cruz, 44, a judge, on Monday.", [(KILLED, 1)]),
        ("Gunmen killed Ana Cruz, 44, a judge, and two guards.", [(KILLED, 1), (KILLED, 2)]),
        ("A bomb exploded, wounding five, an interior ministry official said.", [(WOUNDED, 5)]),
        ("The blast killed three people, a policeman in Sarn told reporters.", [(KILLED, 3)]),
        ("The blast killed three people, a policeman and two guards.", [(KILLED, 3), (KILLED, 1), (KILLED, 2)]),
        ("Twelve people, four of them children, were killed.", [(KILLED, 12)]),
        ("Seven people, three of whom were officers, were injured.", [(WOUNDED, 7)]),
        ("Seven people were shot, three of whom died.", [(WOUNDED, 7), (KILLED, 3)]),
        ("One of the victims, a man, died.", [(KILLED, 1)]),
        ("One man, a woman and a boy were killed.", [(KILLED, 1), (KILLED, 1), (KILLED, 1)]),
        ("One of the six, a 24-year-old man, died.", [(KILLED, 1)]),
        ("He was accused of attempted first-degree murder.", []),
        ("Officers executed a search warrant at the house.", []),
        ("A farmer shot himself and his son.", [(WOUNDED, 1), (WOUNDED, 1)]),
        ("Eight children have been hurt or killed.", [(Metric.LOSSES, 8)]),
        ("The raid left five villagers and an unborn child dead.", [(KILLED, 5), (KILLED, 0)]),
        ("Police arrested 12 demonstrators.", [(Metric.ARRESTED, 12)]),
        ("Raiders kidnapped three teachers.", [(Metric.CAPTURED, 3)]),
        ("Six sailors are missing.", [(Metric.MISSING, 6)]),
        ("Some 300 families were displaced.", [(Metric.DISPLACED, 300)]),
        ("About 200 people marched to the square.", [(Metric.PARTICIPANTS, 200)]),
        ("The army controls 28 settlements.", [(Metric.SETTLEMENTS, 28)]),
        ("The army controls 10 square miles of land.", [(Metric.AREA_KM2, 26)]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_verb_takes_its_figure(text: str, expected: list[tuple[Metric, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The suspect, 24, was carrying a 9mm pistol and an AK-47 when two shots killed the mood.",
        "The attack could have killed 20 people.",
        "He was not injured.",
        "The fire killed 40 cows.",
        "She died 12 years later.",
        "Two boys, 4 and 6, were killed.",
        "Ana Cruz Jr., 11, died.",
        "Two men, ages 22 and 20, were wounded.",
        "She was shot on Sunday, Dec. 4, 2016, and died.",
        "They found the boy, who lived in room number 8, dead.",
        "MILLFIELD (ABC 18) A child is dead.",
    ],
)
def test_measures_and_what_did_not_happen_count_nobody(text: str) -> None:
    assert all(found.low is None or found.low <= 2 for found in find_figures(page(text)))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("3 killed, 5 hurt in Millfield shooting", [(KILLED, 3), (WOUNDED, 5)]),
        ("Man shot dead", [(KILLED, 1)]),
        ("Teen killed", [(KILLED, 1)]),
        ("2-year-old and 10-month-old killed in Millfield", [(KILLED, 1), (KILLED, 1)]),
        ("Woman, young child killed in Millfield", [(KILLED, 1), (KILLED, 1)]),
        ("Father of 4 killed in Millfield", [(KILLED, 1)]),
        ("Father of two children killed in Millfield", [(KILLED, 1)]),
        ("Bullet kills man, grazes child", [(KILLED, 1), (WOUNDED, 1)]),
        ("6-year-old playing with gun shot and killed", [(KILLED, 1)]),
        ("Funeral set for 10-year-old killed in Millfield", [(KILLED, 1)]),
        ("Man, 18, killed, two other teens injured at party", [(KILLED, 1), (WOUNDED, 2)]),
    ],
)
def test_headlines_leave_out_articles_and_verbs(title: str, expected: list[tuple[Metric, int]]) -> None:
    assert counts("", title) == expected


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_letter_case_does_not_matter(change: object) -> None:
    text = "Three soldiers were killed and twelve people were wounded."
    case = LetterCase.UPPER if change is str.upper else LetterCase.LOWER
    assert callable(change)
    assert counts(change(text), letter_case=case) == [(KILLED, 3), (WOUNDED, 12)]


def test_groups_follow_the_noun() -> None:
    found = find_figures(page("Two soldiers, three teachers and the gunman were killed."))
    assert [figure.group for figure in found] == [Group.UNKNOWN, Group.CIVILIAN, Group.PERPETRATOR]
    assert [figure.additional for figure in found] == [False, True, True]


def test_including_marks_the_whole_and_the_part() -> None:
    whole, part = find_figures(page("Six people died, including the gunman."))
    assert (whole.low, whole.including) == (6, True)
    assert (part.low, part.group, part.rule) == (1, Group.PERPETRATOR, "part.definite")


def test_losses_are_no_deaths_and_equipment_is_apart() -> None:
    men, tanks = find_figures(page("Since the start of the war, the army lost up to 900 service members and 32 tanks."))
    assert (men.metric, men.low, men.high, men.qualifier, men.cumulative) == (
        Metric.LOSSES,
        0,
        900,
        Qualifier.UP_TO,
        True,
    )
    assert (tanks.metric, tanks.low, tanks.item) == (Metric.EQUIPMENT, 32, "tank")


def test_a_suicide_adds_the_perpetrator() -> None:
    found = find_figures(page("The man killed his wife and two sons before killing himself."))
    assert [(figure.low, figure.group) for figure in found][-1] == (1, Group.PERPETRATOR)
    assert sum(figure.low or 0 for figure in found) == 4


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(("killed", "three", "people", ",", "and", "a", "man", "who", "was", "shot", "12", "no", "(")),
        max_size=60,
    )
)
def test_spans_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for found in find_figures(page(text)):
        assert 0 <= found.span.start < found.span.end <= len(text)
