"""The sample articles, and the events that must come out of them: the whole pipeline, without a broker."""

import pytest

from agents.demo_check import Comparison, compare, load_expected
from pipeline import gazetteer
from pipeline.merging.rules import Rules
from pipeline.replay import replay
from schemas.article import Article
from schemas.codec import decode
from seeds import ARTICLES, EXPECTED


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [decode(line, Article) for line in ARTICLES.read_bytes().splitlines()]


@pytest.fixture(scope="module")
def comparison(articles: list[Article]) -> Comparison:
    return compare(replay(articles, gazetteer.load(), Rules(horizon=None)).events, load_expected(EXPECTED))


def test_every_expected_event_comes_out(comparison: Comparison) -> None:
    assert {missing.expected.id: missing.why for missing in comparison.missing} == {}


def test_nothing_else_comes_out(comparison: Comparison) -> None:
    assert [event.headline for event in comparison.unexpected] == []


def test_expected_events_name_articles_that_exist(articles: list[Article]) -> None:
    known = {article.id for article in articles}
    assert {name for expected in load_expected(EXPECTED) for name in expected.articles} <= known


def test_outlets_are_invented(articles: list[Article]) -> None:
    assert [article.id for article in articles if article.url is None or ".example/" not in article.url] == []
