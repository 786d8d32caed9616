"""Articles to events without a broker."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.gazetteer import Gazetteer, load
from pipeline.merging.rules import Rules
from pipeline.replay import replay
from schemas.article import Article
from schemas.event import Status

RULES = Rules(horizon=None)
STRIKE = Article(
    id="strike",
    published_at=datetime(2024, 8, 13, 6, tzinfo=UTC),
    text="A Russian drone strike killed three people in Kharkiv on Monday, officials said.",
)
CLASH = replace(STRIKE, id="clash", text="Rebels clashed with soldiers in Goma on Sunday, killing two soldiers.")
RAIN = replace(STRIKE, id="rain", text="Rain fell on the coast, and the match was called off.")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def test_every_article_is_accounted_for(gazetteer: Gazetteer) -> None:
    replayed = replay([STRIKE, CLASH, RAIN], gazetteer, RULES)
    assert (replayed.articles, replayed.mentions, len(replayed.events)) == (3, 2, 2)
    assert sum(replayed.drops.values()) >= 1
    assert replayed.sentences >= 2


def test_events_come_by_date(gazetteer: Gazetteer) -> None:
    replayed = replay([STRIKE, CLASH], gazetteer, RULES)
    assert [event.location.country for event in replayed.events] == ["COD", "UKR"]


def test_the_same_article_again_changes_nothing(gazetteer: Gazetteer) -> None:
    assert replay([STRIKE, STRIKE], gazetteer, RULES).events == replay([STRIKE], gazetteer, RULES).events


def test_two_outlets_on_one_act_make_one_event(gazetteer: Gazetteer) -> None:
    (event,) = replay([STRIKE, replace(STRIKE, id="copy")], gazetteer, RULES).events
    assert {mention.article_id for mention in event.mentions} == {"strike", "copy"}


def test_a_correction_that_takes_everything_back_leaves_no_event(gazetteer: Gazetteer) -> None:
    later = STRIKE.published_at + timedelta(hours=1)
    assert replay([STRIKE, replace(RAIN, id="strike", updated_at=later)], gazetteer, RULES).events == ()


def test_only_active_events_stand_at_the_end(gazetteer: Gazetteer) -> None:
    events = replay([STRIKE, CLASH], gazetteer, RULES).events
    assert {event.status for event in events} == {Status.ACTIVE}


def test_what_is_older_than_the_horizon_is_counted_as_late(gazetteer: Gazetteer) -> None:
    old = replace(CLASH, published_at=STRIKE.published_at - timedelta(days=100))
    neighbour = replace(STRIKE, text="A Russian drone strike killed three people in Goma on Monday, officials said.")
    replayed = replay([neighbour, old], gazetteer, Rules(horizon=timedelta(days=90)))
    assert replayed.late == 1


def test_nothing_in_is_nothing_out(gazetteer: Gazetteer) -> None:
    replayed = replay([], gazetteer, RULES)
    assert (replayed.events, dict(replayed.drops), replayed.articles) == ((), {}, 0)
