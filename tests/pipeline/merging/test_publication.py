"""Every version says what made it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pipeline.merging.blocks import messages, retraction
from pipeline.merging.fold import Message, fold
from pipeline.merging.rules import Rules
from pipeline.merging.store import DictStore
from schemas.article import Article
from schemas.correction import Action, Correction, EventReference, Fields
from schemas.event import Change, Event, Status, Update
from schemas.mention import ArticleMentions
from schemas.values import Range, Toll

Report = Callable[..., ArticleMentions]
LATER = datetime(2024, 5, 9, tzinfo=UTC)


def last(messages: Sequence[Message]) -> Event:
    """The one event that the last message makes a version of."""
    store = DictStore()
    *_, outcome = [fold(store, message, Rules(horizon=None)) for message in messages]
    (event,) = [event for event in outcome.events if isinstance(event, Event)]
    return event


def test_a_version_names_the_article_that_made_it(report: Report) -> None:
    second = replace(report("b", hours=11), url="https://b.example/1")
    assert last([report("a"), second]).updated_by == Update("b", "https://b.example/1", ("b#0",))


def test_a_version_names_its_mention_where_the_list_of_mentions_has_no_room_for_it(report: Report) -> None:
    told = [report(f"a{hour}", hours=hour) for hour in range(20)]
    event = last([*told[:5], *told[6:], told[5]])
    assert "a5#0" not in [one.mention_id for one in event.mentions]
    assert event.updated_by == Update("a5", None, ("a5#0",))


def test_an_event_keeps_its_id_and_has_one_version_more_where_its_article_tells_of_it_anew(report: Report) -> None:
    store = DictStore()
    said = report("a", killed=4)
    (first,) = fold(store, said, Rules(horizon=None)).events
    article = Article("a", said.published_at, "text", updated_at=LATER)
    ahead, anew = messages(article, report("a", killed=3).mentions, (), LATER)
    assert fold(store, ahead, Rules(horizon=None)).events == ()
    (second,) = fold(store, anew, Rules(horizon=None)).events
    assert isinstance(second, Event)
    assert (second.event_id, second.version) == (first.event_id, 2)
    assert {Change.CASUALTIES, Change.CORRECTION} <= set(second.change)


def test_an_event_ends_where_its_article_tells_of_it_no_longer(report: Report) -> None:
    article = Article("a", report("a").published_at, "text", updated_at=LATER)
    (ahead,) = messages(article, (), (), LATER)
    assert last([report("a"), ahead]).status is Status.WITHDRAWN


def test_a_version_without_a_retracted_article_names_that_article_and_no_mention(report: Report) -> None:
    event = last([report("a"), report("b", hours=11), retraction("b", LATER)])
    assert event.updated_by == Update("b")


def test_a_version_that_a_correction_made_names_the_correction(report: Report) -> None:
    killed = Correction(
        "list",
        Action.SET,
        LATER,
        "an analyst",
        "the prosecutor's list",
        (EventReference("one", "IRQ", ("a#0",)),),
        fields=Fields(killed=Toll(Range(4, 4, 4))),
    )
    assert last([report("a"), killed]).updated_by == Update(correction_id="list")
