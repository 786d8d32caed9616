from datetime import UTC, datetime, timedelta

import pytest

from pipeline.merging.blocks import block, messages, retraction
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import (
    Confidence,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Kind,
    Location,
    PlaceBasis,
    PlacePrecision,
)

NOW = datetime(2024, 5, 6, 12, tzinfo=UTC)


def mention(number: int, name: str, country: str) -> Mention:
    return Mention(
        id=f"a#{number}",
        kind=Kind.INCIDENT,
        type=EventType.ARMED_CLASH,
        date=EventDate(NOW.date(), NOW.date(), DatePrecision.DAY, DateBasis.EXPLICIT),
        location=Location(name, country, PlacePrecision.SETTLEMENT, PlaceBasis.TEXT),
        confidence=Confidence(0.5),
        sentence="",
        evidence=(),
    )


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        pytest.param("Ramadi", "IRQ", "IRQ", id="a country is its own block"),
        pytest.param("Gaza", "PSE", "ISR", id="Gaza meets Israel"),
        pytest.param("Red Sea", "EGY", "YEM", id="a sea has one block whatever coast is named"),
        pytest.param("Mitrovica", "XKX", "SRB", id="Kosovo meets Serbia"),
    ],
)
def test_a_place_has_its_block(name: str, country: str, expected: str) -> None:
    assert block(Location(name, country, PlacePrecision.REGION, PlaceBasis.TEXT)) == expected


def test_an_article_speaks_once_to_each_block() -> None:
    said = (mention(0, "Ramadi", "IRQ"), mention(1, "Aleppo", "SYR"), mention(2, "Mosul", "IRQ"))
    sent = messages(Article("a", NOW), said, (1, 2), NOW)
    assert [(message.block, len(message.mentions)) for message in sent] == [("IRQ", 2), ("SYR", 1)]


def test_an_article_that_says_nothing_sends_nothing() -> None:
    assert messages(Article("a", NOW), (), (1, 2), NOW) == ()


def test_a_correction_speaks_to_all_blocks_first() -> None:
    corrected = Article("a", NOW, updated_at=NOW + timedelta(hours=2))
    everywhere, there = messages(corrected, (mention(0, "Ramadi", "IRQ"),), (), NOW)
    assert (everywhere.block, everywhere.mentions, everywhere.retracted) == (None, (), False)
    assert everywhere.follow == ("IRQ",)
    assert there.block == "IRQ"
    assert everywhere.version == there.version == corrected.updated_at


def test_a_retraction_takes_all_away_as_of_its_record() -> None:
    said = retraction("a", NOW)
    assert (said.block, said.retracted, said.version, said.mentions) == (None, True, NOW, ())
