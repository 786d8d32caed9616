import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon import table
from pipeline.reading.findings import TimeExpression, TimexType
from pipeline.reading.page import prepare
from pipeline.reading.times import find_times
from schemas.article import Article
from schemas.values import DatePrecision

TUESDAY = datetime(2024, 8, 13, 12, tzinfo=UTC)


def times(text: str, published: datetime = TUESDAY) -> tuple[TimeExpression, ...]:
    return find_times(prepare(Article(id="a", published_at=published, text=text)))


VALUES = {
    "today": ("Two men died today.", "today", "2024-08-13"),
    "yesterday": ("Two men died yesterday.", "yesterday", "2024-08-12"),
    "weekday": ("Two men died on Monday.", "Monday", "2024-08-12"),
    "weekday of publication": ("Two men died on Tuesday.", "Tuesday", "2024-08-13"),
    "last and the same weekday": ("They crossed the river last Tuesday.", "last Tuesday", "2024-08-06"),
    "weekday to come": ("The envoys will meet on Friday.", "Friday", "2024-08-16"),
    "weekday after a plan": ("The trial is scheduled for Thursday.", "Thursday", "2024-08-15"),
    "weekday after what was said": ("It will act, he said after the raid on Friday.", "Friday", "2024-08-09"),
    "weekday of what did it": ("Two men were killed by Friday's raid.", "Friday", "2024-08-09"),
    "weekday of a deadline": ("They must leave by Friday.", "Friday", "2024-08-16"),
    "weekday of what was planned once": ("The truce had been due to end on Friday.", "Friday", "2024-08-09"),
    "weekday by which it was done": ("Most families had fled by Friday.", "Friday", "2024-08-09"),
    "weekday of a forecast": ("They will fall, the mayor predicted Friday.", "Friday", "2024-08-09"),
    "last and a day": ("Rell fell last Oct. 23.", "last Oct. 23", "2023-10-23"),
    "that year": ("Rell fell in June 1998. It was burnt later that year.", "that year", "1998"),
    "month after": ("Rell fell in March. It burned the following month.", "the following month", "2024-04"),
    "month and day": ("Rell fell on Aug. 6.", "Aug. 6", "2024-08-06"),
    "day and month": ("Rell fell on 30 December.", "30 December", "2023-12-30"),
    "day of month": ("Rell fell on the 3rd of May.", "the 3rd of May", "2024-05-03"),
    "full date": ("Rell fell on March 5, 2019.", "March 5, 2019", "2019-03-05"),
    "weekday and date": ("Rell fell on Friday, Aug. 9.", "Friday, Aug. 9", "2024-08-09"),
    "figures": ("Rell fell on 2019-03-05.", "2019-03-05", "2019-03-05"),
    "American figures": ("Rell fell on 3/5/2019.", "3/5/2019", "2019-03-05"),
    "month": ("Rell fell in May.", "May", "2024-05"),
    "month of last year": ("Rell fell in December.", "December", "2023-12"),
    "month and year": ("Rell fell in early March 2019.", "early March 2019", "2019-03"),
    "last month by name": ("Rell fell last August.", "last August", "2023-08"),
    "June last year": ("Rell fell in June last year.", "June last year", "2023-06"),
    "year": ("Rell fell in 1991.", "1991", "1991"),
    "decade": ("Rell grew in the 1990s.", "the 1990s", "199"),
    "spoken year": ("Rell fell in nineteen ninety-six.", "nineteen ninety-six", "1996"),
    "season": ("Rell fell last summer.", "last summer", "2023-SU"),
    "quarter": ("Deaths rose in the second quarter of 2021.", "the second quarter of 2021", "2021-Q2"),
    "week": ("Rell fell last week.", "last week", "2024-W32"),
    "vague month": ("Rell fell earlier this month.", "earlier this month", "2024-08"),
    "weekend": ("Rell fell over the weekend.", "the weekend", "2024-W32-WE"),
    "days ago": ("Rell fell three days ago.", "three days ago", "2024-08-10"),
    "months ago": ("Rell fell two months ago.", "two months ago", "2024-06"),
    "years ago": ("Rell fell twenty-five years ago.", "twenty-five years ago", "1999"),
    "day after": ("Rell fell on Aug. 6. The next day it burned.", "The next day", "2024-08-07"),
    "days later": ("Rell fell on Aug. 6. Two days later it burned.", "Two days later", "2024-08-08"),
    "morning": ("Rell fell this morning.", "this morning", "2024-08-13TMO"),
    "last night": ("Rell fell last night.", "last night", "2024-08-12TNI"),
    "tonight": ("Rell is quiet tonight.", "tonight", "2024-08-13TNI"),
    "overnight": ("Drones struck Rell overnight.", "overnight", "2024-08-12TNI"),
    "weekday night": ("Rell fell on Monday night.", "Monday night", "2024-08-12TNI"),
    "hour and weekday": ("A bomb went off at 2:30 p.m. Monday.", "2:30 p.m. Monday", "2024-08-12T14:30"),
    "hour, on a date": (
        "At 1:45 p.m., on Friday Aug. 9, a bomb fell.",
        "1:45 p.m., on Friday Aug. 9",
        "2024-08-09T13:45",
    ),
    "hour of the day spoken of": ("It was Monday. A bomb went off at 4 a.m. in Rell.", "4 a.m.", "2024-08-12T04:00"),
    "duration": ("The siege lasted three weeks.", "three weeks", "P3W"),
    "vague duration": ("The siege lasted several days.", "several days", "PXD"),
    "adjective": ("A two-year truce ended.", "A two-year", "P2Y"),
    "hours": ("They fought for 24 hours.", "24 hours", "PT24H"),
    "past months": ("Deaths rose in the past three months.", "the past three months", "P3M"),
    "set": ("Shells fall every day.", "every day", "P1D"),
    "weekday set": ("They march every Friday.", "every Friday", "XXXX-WXX-5"),
    "now": ("They now hold the bridge.", "now", "PRESENT_REF"),
    "recently": ("They recently took the bridge.", "recently", "PAST_REF"),
    "future": ("It may fall in the future.", "the future", "FUTURE_REF"),
    "New Year": ("Rell fell on New Year\u2019s Eve.", "New Year\u2019s Eve", "2023-12-31"),
    "New Year in capitals": ("RELL FELL ON NEW YEAR'S DAY.", "NEW YEAR'S DAY", "2024-01-01"),
    "NYE": ("Rell fell on NYE.", "NYE", "2023-12-31"),
    "after a day": ("Two men were held following Saturday's march.", "Saturday", "2024-08-10"),
    "Christmas": ("Rell fell on Christmas Eve.", "Christmas Eve", "2023-12-24"),
    "Easter": ("Rell fell on Easter Sunday.", "Easter Sunday", "2024-03-31"),
    "Thanksgiving": ("Rell fell on Thanksgiving.", "Thanksgiving", "2023-11-23"),
    "Memorial Day": ("Two men died on Memorial Day.", "Memorial Day", "2024-05-27"),
    "fourth of July": ("Two men died on the Fourth of July.", "the Fourth of July", "2024-07-04"),
    "capitals": ("TWO MEN WERE KILLED ON 30 JULY IN RELL.", "30 JULY", "2024-07-30"),
    "lower case": ("two men were killed on friday in rell.", "friday", "2024-08-09"),
}


@pytest.mark.parametrize(("text", "expression", "value"), VALUES.values(), ids=VALUES)
def test_an_expression_has_its_timex_value(text: str, expression: str, value: str) -> None:
    assert (expression.removeprefix("the "), value) in {
        (found.text.removeprefix("the "), found.value) for found in times(text)
    }


NONE = {
    "modal": "It may rain and they may march.",
    "name": "Jan Novak and April Sumner were hurt.",
    "street": "Two men died in the 1900 block of Hill Road.",
    "count": "About 2000 people fled.",
    "age": "A 16-year-old boy was shot.",
    "ordinal": "The second man ran.",
    "fraction": "Some 1/2 of them fled.",
    "score": "The vote was 24-12.",
    "soon": "They fired as soon as he ran.",
    "impossible date": "Gate 99 May was shut.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert times(text) == ()


SAYING = {
    "said Monday": ("The ministry said Monday that two men died.", True),
    "on Monday confirmed": ("The governor on Monday confirmed the raid.", True),
    "told reporters": ("He told reporters at a news conference on Monday that it was over.", True),
    "the act": ("Two men died on Monday, the ministry said.", False),
    "possessive": ("The ministry said Monday's raid was over.", False),
}


@pytest.mark.parametrize(("text", "of_saying"), SAYING.values(), ids=SAYING)
def test_the_date_of_what_was_said_is_marked(text: str, of_saying: bool) -> None:  # noqa: FBT001 - a table's column
    assert [found.of_saying for found in times(text)] == [of_saying]


def test_a_range_of_days_is_one_period() -> None:
    (found,) = times("Clashes went on from 3 to 5 May in Rell.")
    assert found.days is not None
    assert (found.days.start, found.days.end, found.days.precision) == (
        date(2024, 5, 3),
        date(2024, 5, 5),
        DatePrecision.DAYS,
    )


def test_a_night_spans_two_days() -> None:
    (found,) = times("Drones struck Rell overnight.")
    assert found.days is not None
    assert (found.days.start, found.days.end) == (date(2024, 8, 12), date(2024, 8, 13))


def test_today_is_the_datelines_day() -> None:
    (found,) = times("RELL, Aug 11 (SNA) -- Two men died today.")
    assert found.value == "2024-08-11"


def test_spans_count_into_the_text() -> None:
    text = "RELL (SNA) -- Two men died. Five were hurt on Monday."
    (found,) = times(text)
    assert text[found.span.start : found.span.end] == found.text == "Monday"
    assert found.span.sentence == 2


def test_durations_and_sets_name_no_days() -> None:
    assert all(found.days is None for found in times("Shells fell every day for three weeks."))


def test_every_word_of_the_lexicon_stands_in_one_class() -> None:
    words = [word for entries in table("times", dict[str, dict[str, int | str]]).values() for word in entries]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)


WORDS = st.sampled_from(
    (
        *("the", "a", "last", "next", "Monday", "May", "may", "5", "12", "99", "1999", "9999", "99999", "of", ",", "."),
        *("-", "'s", "week", "years", "ago", "later", "noon", "p.m.", "10:30", "25:99", "third", "quarter", "century"),
        *("every", "early", "mid", "end", "this", "that", "same", "from", "to", "and", "'90s", "1990s", "2/30"),
        *("13/13/13", "2024-99-99", "overnight", "Christmas", "Day", "weekend", "now", "past", "hundred", "thousand"),
        *("nineteen", "ninety", "summer", "half", "fiscal", "Feb.", "29", "30", "31"),
    )
)


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_no_text_is_an_error_and_every_finding_stands_in_it(text: str) -> None:
    for found in times(text):
        assert text[found.span.start : found.span.end] == found.text
        assert found.days is None or found.days.start <= found.days.end
        assert (found.days is None) >= (found.type in (TimexType.DURATION, TimexType.SET))


@pytest.mark.parametrize("published", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_the_ends_of_the_calendar_are_no_error(published: datetime) -> None:
    times("Yesterday, tomorrow, last year, next week, in May, last weekend, on Monday, Jan. 3 and Easter.", published)


@pytest.mark.parametrize("text", ["On 9999-12-31 it ends.", "Until 0001-01-01 nothing was.", "In 9999 it ends."])
def test_a_date_at_the_end_of_the_calendar_is_none(text: str) -> None:
    assert times(text) == ()


@pytest.mark.parametrize(
    "bait", ["last " * 12_000, "Monday " * 8_000, "5 May " * 9_000, "the year " * 6_000, "1 " * 30_000]
)
def test_hostile_text_is_read_in_bounded_time(bait: str) -> None:
    begun = time.process_time()
    times(bait)
    assert time.process_time() - begun < 1
