from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.actors import find_actors
from pipeline.reading.findings import FoundActor
from pipeline.reading.page import Page, prepare
from schemas.article import Article
from schemas.values import Sector

_WORDS = ["Ukrainian", "forces", "of", "the", "Hamas", "fighters", "(FMLN)", "İ", "police's", "12,", "rebels", "é"]


def page(text: str, *, title: str = "", year: int = 2024) -> Page:
    return prepare(Article(id="a", published_at=datetime(year, 6, 1, tzinfo=UTC), title=title, text=text))


def actors(text: str, *, year: int = 2024) -> list[FoundActor]:
    return list(find_actors(page(text, year=year)))


def names(text: str, *, year: int = 2024) -> list[tuple[str, str]]:
    return [(found.text, found.canonical) for found in actors(text, year=year)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ukrainian forces crossed the river at dawn.",
            [("Ukrainian forces", "Ukraine: armed forces")],
            id="demonym and force",
        ),
        pytest.param(
            "The Armed Forces of Ukraine said nothing.",
            [("Armed Forces of Ukraine", "Ukraine: armed forces")],
            id="force of a state",
        ),
        pytest.param(
            "Then U.S. troops turned back.", [("U.S. troops", "United States: armed forces")], id="full stops"
        ),
        pytest.param(
            "Niger\u2019s army lost the outpost.",
            [("Niger\u2019s army", "Niger: armed forces")],
            id="typographic apostrophe",
        ),
        pytest.param("Kenyan riot police moved in.", [("Kenyan riot police", "Kenya: police")], id="police"),
        pytest.param(
            "Kiev's assault surprised everyone.", [("Kiev", "Ukraine: armed forces")], id="a capital that attacks"
        ),
        pytest.param("The minister flew to Kiev on Tuesday.", [("minister", "politicians")], id="a capital as a place"),
        pytest.param(
            "Suspected Islamist militants stormed the camp.",
            [("Suspected Islamist militants", "Islamist militants")],
            id="modifiers",
        ),
        pytest.param(
            "Soldiers shot two Palestinian gunmen.",
            [("Soldiers", "armed forces"), ("two Palestinian gunmen", "Palestine: armed men")],
            id="number and demonym",
        ),
        pytest.param("In 2022, locals rebuilt it.", [("locals", "civilians")], id="a year is no number of people"),
        pytest.param("Two Hamas fighters fled.", [("Hamas fighters", "Hamas")], id="members of a group"),
        pytest.param(
            "Members of the Shining Path burned the bus.",
            [("Members of the Shining Path", "Shining Path")],
            id="members of",
        ),
        pytest.param("The police station was empty.", [], id="a thing is no actor"),
        pytest.param("Men and women queued for bread.", [("women", "civilians")], id="bare men are no actor"),
        pytest.param("Masked men queued for bread.", [("Masked men", "people")], id="masked men are"),
        pytest.param(
            "It is a PDF of the report.", [("PDF", "PDF: People's Defence Force")], id="known weakness: a file"
        ),
        pytest.param("What is known is little.", [], id="an abbreviation in lower case is a word"),
    ],
)
def test_actors_are_named_as_written_and_canonically(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "THE FARABUNDO MARTI NATIONAL LIBERATION FRONT [FMLN] ATTACKED THE BARRACKS, AND THE FMLN CLAIMED IT.",
        "The Farabundo Marti National Liberation Front (FMLN) attacked the barracks, and the FMLN claimed it.",
        "I heard the farabundo marti national liberation front attacked the barracks of the town and went home by noon",
    ],
    ids=["capitals", "mixed", "lower case"],
)
def test_a_group_has_one_name_in_every_letter_case(text: str) -> None:
    assert {found.canonical for found in actors(text, year=1990)} == {"FMLN: Farabundo Marti National Liberation Front"}


def test_words_in_capitals_are_no_abbreviations() -> None:
    assert names("THIS IS A MATTER OF LAW. LET IT END UP SO, IN VIEW OF THE FACT THAT ALL ARE TIRED.") == []


def test_an_abbreviation_is_a_common_word_on_a_lower_case_page() -> None:
    assert names("the eta is noon and the pdf is attached to the message that was sent to everyone in town") == []


@pytest.mark.parametrize(
    ("year", "canonical"),
    [(1989, "Panama Defence Forces"), (2023, "PDF: People's Defence Force")],
    ids=["1989", "2023"],
)
def test_an_abbreviation_means_the_group_of_its_time(year: int, canonical: str) -> None:
    assert names("PDF soldiers fired at the car.", year=year) == [("PDF soldiers", canonical)]


def test_states_that_the_text_names_decide_between_groups_of_one_abbreviation() -> None:
    colombian = names("The ELN bombed a pipeline in Colombia.")
    assert colombian[0] == ("ELN", "ELN: National Liberation Army")
    assert names("The SLA rebels left Sudan.") == [("SLA rebels", "Sudan Liberation Movement")]


def test_a_name_that_brackets_define_is_known_from_there_on() -> None:
    text = "The Union of Free Valleys Front (UFVF) took the pass. Later the UFVF left."
    assert names(text) == [
        ("Union of Free Valleys Front", "UFVF: Union of Free Valleys Front"),
        ("UFVF", "UFVF: Union of Free Valleys Front"),
        ("UFVF", "UFVF: Union of Free Valleys Front"),
    ]


def test_sector_and_country_come_with_the_name() -> None:
    (found,) = actors("Colombian guerrillas dynamited the pipeline.")
    assert (found.sector, found.country, found.rule) == (Sector.REBEL, "COL", "generic")


def test_title_is_read_too() -> None:
    (found,) = find_actors(page("", title="Taliban fighters seize the pass"))
    assert (found.span.sentence, found.canonical) == (0, "Taliban")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ukrainian",
                "forces",
                "of",
                "the",
                "Hamas",
                "fighters",
                "(FMLN)",
                "İ",
                "police's",
                "12,",
                "rebels",
                "—",
                "é",
            ]
        )
    )
)
def test_spans_give_back_the_words(words: list[str]) -> None:
    sheet = page(" ".join(words))
    found = find_actors(sheet)
    assert all(sheet.article.text[one.span.start : one.span.end] == one.text for one in found)
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)
