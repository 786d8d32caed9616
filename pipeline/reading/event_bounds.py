"""What is known of an act's day where no words of a report date it: publication, and how late the report may be."""

from datetime import date, timedelta
from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import TimeExpression, TimexType
from pipeline.reading.hearings import is_late
from pipeline.reading.page import Page
from schemas.values import DateBasis, DatePrecision, EventDate, Span

_NEWS_DAYS: Final = timedelta(days=2)
"""News without a date tells of its day or of the days before: nine in ten acts lie within two."""
_LATE_DAYS: Final = timedelta(days=8)
"""How far back an undated act may lie that was followed up: a wider stretch would bring no two reports together."""
_FOLLOWED_UP: Final = guarded(r"\b(?:identif(?:y|ies|ied)|charged|charges|arraigned|coroner|autopsy|funeral|vigil)\b")


def period(start: date, end: date, basis: DateBasis, text: str | None) -> EventDate:
    """A stretch of days, with the precision of its length."""
    length = (end - start).days + 1
    precision = DatePrecision.YEAR
    for most, name in (
        (1, DatePrecision.DAY),
        (5, DatePrecision.DAYS),
        (10, DatePrecision.WEEK),
        (45, DatePrecision.MONTH),
    ):
        if length <= most:
            precision = name
            break
    return EventDate(start, end, precision, basis, text)


def bounded(page: Page, times: tuple[TimeExpression, ...], trigger: Span, published: date) -> EventDate:
    """Publication bounds the act, and so does the day on which its sentence says that somebody spoke of it.

    The dead are named and suspects are charged a day after, or later; a court hears of it after a week or years.
    """
    spoken = [
        time.days.end
        for time in times
        if time.of_saying
        and time.span.sentence == trigger.sentence
        and time.days is not None
        and time.type is TimexType.DATE
        and published - _NEWS_DAYS <= time.days.end <= published
    ]
    end = min(spoken, default=published)
    followed = any(_FOLLOWED_UP.search(page.sentences[index].folded) for index in (0, trigger.sentence))
    if end == published and followed:
        end -= timedelta(days=1)
    if followed or is_late(page):
        return period(end - _LATE_DAYS, end, DateBasis.BOUNDED, None)
    return EventDate(end - _NEWS_DAYS, end, DatePrecision.DAYS, DateBasis.BOUNDED)
