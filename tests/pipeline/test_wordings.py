"""One story in five wordings, each carried by ten outlets: the events are those of one article."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.gazetteer import load
from pipeline.merging.rules import Rules
from pipeline.replay import replay
from schemas.article import Article
from schemas.event import Event
from schemas.values import EventType

PUBLISHED = datetime(2024, 8, 13, 7, tzinfo=UTC)
FLIGHT = (
    (
        "Russia is struggling to push Ukrainian troops off its soil, and tens of thousands of people have been "
        "evacuated from Russian border regions since a surprise Ukrainian offensive began."
    ),
    "Tens of thousands of people have been evacuated from Russian border regions after a fresh Ukrainian offensive.",
    (
        "With its army unable to expel Ukrainian troops, tens of thousands of residents have been evacuated from "
        "Russian border regions."
    ),
)
CROSSING = (
    (
        "Ukrainian forces crossed the border last Tuesday and pushed into Russia's Kursk region. They now control 28 "
        "settlements there, the region's acting governor, Alexei Smirnov, told President Vladimir Putin."
    ),
    (
        "Ukrainian forces crossed the Russian border last Tuesday and broke into parts of Russia's Kursk region. The "
        "Ukrainian military now holds 28 settlements in the area, said Alexei Smirnov, the region's acting governor."
    ),
)
TOLL = (
    (
        "Twelve civilians have been killed and another 121 injured since the attack on the region began, Russian "
        "authorities said."
    ),
    (
        "Russian authorities said that 12 civilians have died and 121 have been injured since the attack on the Kursk "
        "region began."
    ),
    (
        "Since Ukraine's attack on the Kursk region began, twelve civilians have been killed and 121 wounded, Russian "
        "authorities said."
    ),
)
BELGOROD = (
    "Russia's border region of Belgorod has also begun relocating residents of the Krasnoyaruzhsky district to safer "
    "places."
)
FIRE = (
    (
        "Ukraine and Russia also accused each other of starting a fire at the Zaporizhzhia nuclear power plant. The "
        "fire, which damaged a cooling tower, has been put out."
    ),
    (
        "Ukraine and Russia have also exchanged blame for a fire at the Zaporizhzhia nuclear power plant. The fire has "
        "since been put out but damaged a cooling tower."
    ),
)
WORDINGS = (
    (FLIGHT[0], CROSSING[0], TOLL[0], BELGOROD, FIRE[0]),
    (FLIGHT[1], CROSSING[1], TOLL[1], BELGOROD, FIRE[1]),
    (FLIGHT[2], CROSSING[0], TOLL[2], BELGOROD, FIRE[1]),
    (FLIGHT[1], CROSSING[1], TOLL[0], BELGOROD, FIRE[0]),
    (FLIGHT[0], CROSSING[1], TOLL[2], BELGOROD, FIRE[1]),
)


@pytest.fixture(scope="module")
def events() -> tuple[Event, ...]:
    articles = [
        Article(
            id=f"outlet-{number}.example/kursk",
            published_at=PUBLISHED + timedelta(minutes=7 * number),
            text="MOSCOW, Aug 13: " + "\n\n".join(WORDINGS[number % len(WORDINGS)]),
        )
        for number in range(50)
    ]
    return replay(articles, load(), Rules(horizon=None)).events


def test_fifty_articles_in_five_wordings_give_five_events(events: tuple[Event, ...]) -> None:
    assert Counter((event.type, event.location.country) for event in events) == {
        (EventType.ARMED_CLASH, "RUS"): 1,
        (EventType.TERRITORY_SEIZED, "RUS"): 1,
        (EventType.DISPLACEMENT, "RUS"): 2,
        (EventType.PROPERTY_DESTRUCTION, "UKR"): 1,
    }


def test_each_of_them_counts_all_fifty_articles(events: tuple[Event, ...]) -> None:
    assert [event.sources.articles for event in events] == [50] * 5
