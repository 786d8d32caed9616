"""An act does not grow into others: its span cannot drift, and evidence must grow with what it holds already."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.merging.evidence import score
from pipeline.merging.partition import FOUNDERS, LINK, Weighing, insert, partition
from pipeline.merging.profile import Profile
from pipeline.merging.traits import profile
from schemas.mention import ArticleMentions
from schemas.values import DateBasis, Location, PlaceBasis, PlacePrecision
from tests.pipeline.merging.test_matching import profiles

Report = Callable[..., ArticleMentions]
FIRST = date(2024, 5, 6)
TAJI = Location("Taji", "IRQ", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Baghdad", None, 1, 33.52, 44.26, 4)
TARMIYAH = Location("Tarmiyah", "IRQ", PlacePrecision.SETTLEMENT, PlaceBasis.TEXT, "Baghdad", None, 2, 33.67, 44.39, 4)


def told(messages: list[ArticleMentions]) -> list[list[Profile]]:
    found = [profile(message.mentions[0], message) for message in messages]
    return [[found[number] for number in act] for act in partition(range(len(found)), [], Weighing(found.__getitem__))]


def span(act: list[Profile]) -> int:
    return max(each.start for each in act) - min(each.start for each in act)


@given(st.lists(profiles(), max_size=9))
@settings(max_examples=60, deadline=None)
def test_every_report_links_with_one_of_the_first_of_its_act(found: list[Profile]) -> None:
    for act in partition(range(len(found)), [], Weighing(found.__getitem__)):
        for position, member in enumerate(act[1:], 1):
            founders = act[: min(position, FOUNDERS)]
            assert any(score(found[member], found[founder]) > LINK for founder in founders)


@given(st.lists(profiles(), min_size=1, max_size=12), st.data())
@settings(max_examples=200, deadline=None)
def test_one_more_report_is_inserted_as_if_it_had_always_been_there(found: list[Profile], data: st.DataObject) -> None:
    late = data.draw(st.integers(0, len(found) - 1))
    others = [number for number in range(len(found)) if number != late]
    weighing = Weighing(found.__getitem__)
    without = partition(others, [], weighing)
    assert insert(late, without, weighing) == partition(range(len(found)), [], weighing)


@pytest.mark.parametrize("late", range(0, 60, 7))
def test_a_late_report_among_many_is_inserted_the_same(report: Report, late: int) -> None:
    """Acts of two towns near each other, and of one day."""
    towns = (TAJI, TARMIYAH)
    said = [report(f"{n:02}", hours=10 + n / 10, killed=n % 3, place=towns[n * 5 % 7 % 2]) for n in range(60)]
    found = [profile(message.mentions[0], message) for message in said]
    without = partition([n for n in range(60) if n != late], [], Weighing(found.__getitem__))
    assert len(without) > 1
    assert insert(late, without, Weighing(found.__getitem__)) == partition(range(60), [], Weighing(found.__getitem__))


def test_a_report_that_comes_late_is_compared_with_few(report: Report) -> None:
    said = [report(f"{n:03}", hours=10 + n / 100, killed=5) for n in range(400)]
    found = [profile(message.mentions[0], message) for message in said]
    (without,) = partition([n for n in range(400) if n != 30], [], Weighing(found.__getitem__))
    read: list[int] = []

    def profile_of(number: int) -> Profile:
        read.append(number)
        return found[number]

    insert(30, [without], Weighing(profile_of))
    assert len(read) < 200


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
