"""Comparing what came out with what was expected."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from agents.demo_check import Expected, compare, differences, load_expected
from schemas.article import Article
from schemas.codec import decode
from schemas.event import Event
from schemas.values import EventType, Kind, Range
from seeds import ARTICLES, EXPECTED

EXAMPLE = Path(__file__).parents[2] / "schemas" / "examples" / "event" / "good" / "full.json"


@pytest.fixture
def event() -> Event:
    return decode(EXAMPLE.read_bytes(), Event)


@pytest.fixture
def expected(event: Event) -> Expected:
    assert event.casualties.killed is not None
    return Expected(
        id="the-one",
        type=frozenset({event.type, EventType.ABDUCTION}),
        kind=event.kind,
        start=event.date.start,
        end=event.date.end,
        country=event.location.country,
        place=frozenset({event.location.name, "Elsewhere"}),
        killed=event.casualties.killed.total.best,
        articles=frozenset(mention.article_id for mention in event.mentions),
    )


def test_an_event_as_expected_is_found(event: Event, expected: Expected) -> None:
    comparison = compare([event], [expected])
    assert comparison.found == ((expected, event),)
    assert comparison.is_exact


def test_each_difference_is_told_in_words(event: Event, expected: Expected) -> None:
    assert event.casualties.killed is not None
    killed = replace(event.casualties.killed, total=Range(99, 99, 99))
    late = replace(event.date, end=event.date.end + timedelta(days=1))
    one_article = event.mentions[0].article_id
    wrong = {
        "type grenade": replace(event, type=EventType.GRENADE),
        "kind summary": replace(event, kind=Kind.SUMMARY),
        f"date {late.start}/{late.end}": replace(event, date=late),
        "country XXX": replace(event, location=replace(event.location, country="XXX")),
        "place Nowhere": replace(event, location=replace(event.location, name="Nowhere")),
        "killed 99": replace(event, casualties=replace(event.casualties, killed=killed)),
        f"without {', '.join(sorted(expected.articles))}": replace(event, mentions=()),
    }
    assert {words: differences(one, expected) for words, one in wrong.items()} == {words: [words] for words in wrong}
    assert differences(event, replace(expected, articles=frozenset())) == [
        f"also from {', '.join(sorted(expected.articles))}"
    ]
    assert one_article in expected.articles


def test_figures_that_are_not_given_are_not_checked(event: Event, expected: Expected) -> None:
    unknown = replace(event, casualties=replace(event.casualties, killed=None))
    assert compare([unknown], [replace(expected, killed=None)]).is_exact


def test_what_is_missing_says_what_is_wrong_with_the_nearest(event: Event, expected: Expected) -> None:
    wrong = replace(event, type=EventType.GRENADE)
    comparison = compare([wrong], [expected])
    assert [(one.expected, one.why) for one in comparison.missing] == [(expected, "type grenade")]
    assert comparison.unexpected == (wrong,)
    assert not comparison.is_exact


def test_what_is_missing_without_a_trace_says_so(expected: Expected) -> None:
    (missing,) = compare([], [expected]).missing
    assert missing.why == "no event from its articles is left"


def test_an_event_answers_one_expectation_alone(event: Event, expected: Expected) -> None:
    comparison = compare([event], [expected, replace(expected, id="another")])
    assert [one.expected.id for one in comparison.missing] == ["another"]


def test_the_seeds_expect_events_of_articles_that_are_there() -> None:
    there = {decode(line, Article).id for line in ARTICLES.read_bytes().splitlines()}
    expected = load_expected(EXPECTED)
    assert expected
    assert len({one.id for one in expected}) == len(expected)
    assert [one.id for one in expected if not one.articles <= there] == []
