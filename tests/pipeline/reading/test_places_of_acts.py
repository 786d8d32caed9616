"""Where the act happened, and not where somebody spoke of it."""

from datetime import UTC, datetime

import pytest

from pipeline.gazetteer import load
from pipeline.reading.page import prepare
from pipeline.reading.places import find_places, place_of
from schemas.article import Article
from schemas.values import Location, PlaceBasis, PlacePrecision, Span


def place(text: str, trigger: str, title: str = "") -> Location | None:
    article = Article(id="a", published_at=datetime(2024, 8, 13, 12, tzinfo=UTC), text=text, title=title)
    page = prepare(article)
    start = text.index(trigger)
    sentence = next(sentence.index for sentence in page.sentences[1:] if sentence.start <= start < sentence.end)
    found = place_of(page, find_places(page, load()), Span(sentence, start, start + len(trigger)))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("A bomb exploded in Ramadi, an official said in Baghdad.", "exploded", "Ramadi"),
        ("Speaking in Moscow, the minister said a drone hit Belgorod's market in Russia.", "hit", "Belgorod"),
        ("A man from Basra was killed in Mosul, Iraq.", "killed", "Mosul"),
        ("Officials in Oklahoma said four people were found shot dead at a Tulsa apartment.", "shot", "Tulsa"),
        ("The governor visited Kandahar. Gunmen then killed two guards.", "killed", "Kandahar"),
        ("Ukrainian forces crossed the border and broke into Russia's Kursk region.", "broke", "Kursk Oblast"),
        ("The fire broke out at the Zaporizhzhia Nuclear Power Plant. It damaged a tower.", "damaged", "Enerhodar"),
        ("Moscow said two were killed in Kherson, Ukraine.", "killed", "Kherson"),
        ("Police in Kenya said a bus was attacked. It happened in Garissa.", "attacked", "Garissa"),
    ],
)
def test_the_place_is_that_of_the_act(text: str, trigger: str, name: str) -> None:
    location = place(text, trigger)
    assert location is not None
    assert location.name == name


def test_a_place_of_another_sentence_is_context() -> None:
    location = place("Shells hit Kharkiv in Ukraine overnight. Two people were killed.", "killed")
    assert location is not None
    assert (location.name, location.basis) == ("Kharkiv", PlaceBasis.CONTEXT)


def test_a_dateline_gives_the_place_where_nothing_else_does() -> None:
    location = place("MOSUL, Aug 13 (IANS) -- Gunmen killed two guards on Sunday.", "killed", title="Guards killed")
    assert location is not None
    assert (location.name, location.basis) == ("Mosul", PlaceBasis.DATELINE)


def test_a_text_without_places_has_none() -> None:
    assert place("Gunmen killed two guards on Sunday.", "killed") is None


def test_demonyms_and_continents_are_no_place_of_acts() -> None:
    assert place("Russian troops killed two guards, the worst attack in Africa.", "killed") is None


def test_the_address_is_kept_as_written() -> None:
    location = place("A man was shot in the 1200 block of Green Street in Tulsa, Okla., on Monday.", "shot")
    assert location is not None
    assert location.address == "1200 block of Green Street"


def test_a_part_of_a_city_is_told_with_the_city() -> None:
    location = place("Four men were shot in East Flatbush, Brooklyn, on Monday.", "shot")
    assert location is not None
    assert (location.name, location.venue, location.precision) == (
        "Brooklyn",
        "East Flatbush",
        PlacePrecision.SETTLEMENT,
    )
