"""When and where an act was, as a MUC-4 template has it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from msgspec import Struct, structs

from evaluation.muc4_places import places
from evaluation.muc4_tables import NINE
from pipeline.reading import Reading
from pipeline.reading.date_claims import claimed
from pipeline.reading.findings import TimeExpression, Toponym
from pipeline.reading.page import Page
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import DateBasis, DatePrecision

OLD: Final = dt.timedelta(days=366)
"""By its rules the task leaves out what is older than two months; its keys keep much of the year before."""


class Scene(Struct, frozen=True):
    """The slots of date and location."""

    date: object
    country: str
    places: list[str]


def scene(mention: Mention, reading: Reading, source: Article) -> Scene | None:
    """Where and when; null for what is nothing to the nine countries, and for what is long past."""
    country = country_of(mention.location.country, reading.toponyms)
    published = source.published_at.date()
    if country is None or published - mention.date.end > OLD:
        return None
    return Scene(_date(mention, reading.times, published), country, places(mention, reading, source.text))


def _date(mention: Mention, times: Sequence[TimeExpression], published: dt.date) -> object:
    """The day or the span of days; the message's own, as the last that it may have been, where no day is told.

    By the task's rules a weekday's name, a week and a month tell no day (but the text may give the weekday's date),
    and other days than the report's tell that of their own sentence; a day of the calendar may also stand behind the
    act. The dead were killed at the latest when they were found.
    """
    told = next((evidence.rule for evidence in mention.evidence if evidence.field == "date"), None)
    today = mention.date.start == published
    explicit = any(
        time.basis is DateBasis.EXPLICIT and time.days is not None and time.days.start == mention.date.start
        for time in times
    )
    if told == "times.found":
        return {"end": mention.date.end.isoformat()}
    if (
        told is None
        or (told == "times.sentence_before" and not today)
        or (told == "times.sentence_after" and not (today or explicit))
        or (mention.date.basis is DateBasis.WEEKDAY and not explicit)
        or mention.date.precision not in (DatePrecision.DAY, DatePrecision.DAYS)
    ):
        return {"end": published.isoformat()}
    if mention.date.start == mention.date.end:
        return mention.date.start.isoformat()
    return {"start": mention.date.start.isoformat(), "end": mention.date.end.isoformat()}


def redated(where: Scene, sentences: Collection[int], reading: Reading, page: Page) -> Scene:
    """The scene of an act that a mention tells beside its main one: on the one day that its own sentences tell."""
    told = {
        time.days.start
        for time in reading.times
        if time.span.sentence in sentences
        and time.days is not None
        and not time.of_saying
        and time.basis is not DateBasis.WEEKDAY
        and time.days.precision is DatePrecision.DAY
        and time.days.start <= page.article.published_at.date()
        and not claimed(page, time, None)
    }
    return structs.replace(where, date=told.pop().isoformat()) if len(told) == 1 else where


def country_of(code: str | None, toponyms: Sequence[Toponym]) -> str | None:
    """The country, one of nine; of an act placed elsewhere, the one of them that the text names most, if any."""
    if code not in NINE:
        named = Counter(one.location.country for one in toponyms if one.location.country in NINE)
        code = max(named, key=lambda one: named[one], default="")
    return NINE.get(code)
