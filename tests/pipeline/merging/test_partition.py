"""An act does not grow into others: its span cannot drift, and evidence must grow with what it holds already."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.merging.evidence import score
from pipeline.merging.partition import FOUNDERS, LINK, partition
from pipeline.merging.profile import Profile, profile
from schemas.mention import ArticleMentions
from schemas.values import DateBasis
from tests.pipeline.merging.test_matching import profiles

Report = Callable[..., ArticleMentions]
FIRST = date(2024, 5, 6)


def told(messages: list[ArticleMentions]) -> list[list[Profile]]:
    found = [profile(message.mentions[0], message) for message in messages]
    return [[found[number] for number in act] for act in partition(range(len(found)), [], found.__getitem__)]


def span(act: list[Profile]) -> int:
    return max(each.start for each in act) - min(each.start for each in act)


@given(st.lists(profiles(), max_size=9))
@settings(max_examples=60, deadline=None)
def test_every_report_links_with_one_of_the_first_of_its_act(found: list[Profile]) -> None:
    for act in partition(range(len(found)), [], found.__getitem__):
        for position, member in enumerate(act[1:], 1):
            founders = act[: min(position, FOUNDERS)]
            assert any(score(found[member], found[founder]) > LINK for founder in founders)


def test_a_name_that_stands_in_years_of_news_makes_no_event_of_years(report: Report) -> None:
    """A minister, a spokesman or a town that was taken for a suspect."""
    weekly = [
        report(
            f"{week}-{outlet}",
            hours=24 * 7 * week + outlet,
            day=FIRST + timedelta(weeks=week),
            killed=week % 9 + 2,
            names=("Karim Haddad",),
        )
        for week in range(100)
        for outlet in range(3)
    ]
    assert max(span(act) for act in told(weekly)) <= 21


def test_undated_reports_of_one_town_do_not_chain_from_day_to_day(report: Report) -> None:
    daily = [report(f"{day:02}", hours=24 * day, day=None) for day in range(60)]
    assert {said.mentions[0].date.basis for said in daily} == {DateBasis.BOUNDED}
    assert max(span(act) for act in told(daily)) <= 7


def test_dated_reports_of_one_town_do_not_chain_from_day_to_day(report: Report) -> None:
    daily = [report(f"{day:02}", hours=24 * day, day=FIRST + timedelta(days=day), killed=3) for day in range(60)]
    assert max(span(act) for act in told(daily)) <= 7


def test_every_further_day_asks_for_more(report: Report) -> None:
    """A name and an age carry a report to a second and a third day, not to a tenth."""
    court = [
        report(f"{week}", hours=240 * week, day=FIRST + timedelta(days=10 * week), names=("Karim Haddad",), ages=(34,))
        for week in range(10)
    ]
    assert [len(act) for act in told(court[:2])] == [2]
    assert max(len(act) for act in told(court)) <= 4
