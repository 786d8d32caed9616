"""Rules of the time grammar for distances, durations, sets, and words such as "now"."""

from datetime import date, timedelta
from typing import Final

from pipeline.reading import time_values as values
from pipeline.reading.findings import TimexType
from pipeline.reading.time_context import Context, Draft, dated, period_value, quantity, token_of, unit_of, until_range
from pipeline.reading.time_tokens import Token
from pipeline.reading.time_values import Period
from schemas.values import DatePrecision

_LONGEST: Final = 3_000
_HOURS: Final = 24
_PAST: Final = frozenset({"past", "last", "recent"})


def moved(base: date, count: int, unit: str) -> Period | None:  # noqa: PLR0911 - one return a unit
    """The day, month or year so many units away, as precise as the unit."""
    if abs(count) > _LONGEST:
        return None
    try:
        match unit:
            case "D":
                return values.day(base + timedelta(days=count))
            case "W" | "2W":
                day = base + timedelta(days=7 * len(unit) * count)
                return Period(day - timedelta(days=3), day + timedelta(days=3), DatePrecision.WEEK, day.isoformat())
            case "M":
                return values.month(*values.shift_months(base, count))
            case "Y":
                return values.year(base.year + count)
            case "0Y" | "00Y":
                return values.year(base.year + count * 10 ** (len(unit) - 1))
            case _:
                return values.day(base)
    except (ValueError, OverflowError):
        return None


def distance(tokens: list[Token], context: Context) -> Draft | None:
    """Read "three days ago", "a year earlier", "two days later"."""
    way = token_of(tokens, "g")
    assert way is not None
    count, unit = quantity(tokens), unit_of(tokens)
    if count is None:
        just_now = way.text.lower() == "ago" and unit[0] == "T"
        return Draft(
            TimexType.DATE,
            "PAST_REF" if way.value == -1 else "FUTURE_REF",
            values.day(context.published) if just_now else None,
        )
    if way.text.lower() == "previously":
        return None
    ago = way.text.lower() == "ago"
    base = context.published if ago or context.focus.day is None else context.focus.day
    if unit == "Y" and count == 1 and context.focus.quarter is not None and way.value == -1:
        return dated(values.year_before(context.focus.quarter))
    if not ago and context.focus.day is None and way.value == 1:
        return Draft(TimexType.DURATION, period_value(count, unit), None)
    period = moved(base, count * int(way.value), unit)
    return None if period is None else dated(period)


def span(tokens: list[Token], context: Context) -> Draft | None:
    """Read "the past three months", "the next 12 to 18 months"; what happened in "the past few hours" has a day."""
    count, unit = quantity(until_range(tokens)), unit_of(tokens)
    return Draft(TimexType.DURATION, period_value(count, unit), _last_hours(tokens, count, context.published))


def _last_hours(tokens: list[Token], count: int | None, published: date) -> Period | None:
    """The days that the hours or minutes up to publication lie in: of 24 hours two, for some are the day before's."""
    which, unit = token_of(tokens, "l"), unit_of(tokens)
    if which is None or which.text.lower() not in _PAST or unit[0] != "T":
        return None
    back = (count or 0) // _HOURS if unit == "TH" else 0
    start = published - timedelta(days=back)
    return Period(start, published, DatePrecision.DAYS if back else DatePrecision.DAY, start.isoformat())


def relative_unit(tokens: list[Token], context: Context) -> Draft | None:  # noqa: PLR0911 - one return a kind
    """Read "last week", "later this month", "the past year", "the following day", "this weekend"."""
    which = token_of(tokens, "l")
    assert which is not None
    word = which.text.lower()
    if (
        word in ("these", "coming", "upcoming", "current")
        and tokens[-1].letter == "u"
        and tokens[-1].text.lower().endswith("s")
    ):
        if word == "these":
            return Draft(TimexType.DATE, "PRESENT_REF", None)
        return Draft(TimexType.DURATION, period_value(None, unit_of(tokens)), None)
    if tokens[-1].letter == "K":
        return dated(_weekend_of(context.published, int(which.value), context))
    unit = unit_of(tokens)
    if tokens[-1].text.lower().endswith("s"):
        return Draft(TimexType.DURATION, period_value(None, unit), _last_hours(tokens, None, context.published))
    if unit[0] == "T":
        return None
    base = context.published
    if word in ("following", "preceding", "previous") or (word == "next" and tokens[0].letter == "A"):
        base = context.focus.day or base
        if unit == "M" and context.focus.stretch is not None:
            base = context.focus.stretch.start
    if unit == "W":
        return dated(values.week(base + timedelta(days=7 * int(which.value))))
    period = moved(base, int(which.value), unit)
    return None if period is None else dated(period)


def _weekend_of(published: date, step: int, context: Context) -> Period:
    """The weekend meant: "this" is the last one on its Monday and Tuesday."""
    begun = published if published.isoweekday() >= 6 else published - timedelta(days=7)
    if step == 1:
        return values.weekend(begun + timedelta(days=7))
    if step == 0 and (context.ahead or published.isoweekday() in (3, 4, 5)):
        return values.weekend(published)
    return values.weekend(begun - timedelta(days=7 if step == -1 and published.isoweekday() >= 6 else 0))


def weekend(tokens: list[Token], context: Context) -> Draft | None:
    """Read "over the weekend"."""
    if tokens[-1].text.lower().endswith("s"):
        return Draft(TimexType.SET, "XXXX-WXX-WE", None)
    if context.ahead:
        return dated(_weekend_of(context.published, 0, context))
    published = context.published
    return dated(values.weekend(published if published.isoweekday() >= 6 else published - timedelta(days=7)))


def edge_of_unit(tokens: list[Token], context: Context) -> Draft | None:
    """Read "the end of the year", "year-end"."""
    unit = unit_of(tokens)
    if unit == "W":
        return dated(values.week(context.published))
    if unit not in ("M", "Y"):
        return None
    period = moved(context.published, 0, unit)
    return None if period is None else dated(period)


def same_unit(tokens: list[Token], context: Context) -> Draft | None:
    """Read "that day", "the same week"."""
    unit = unit_of(tokens)
    base = context.focus.day
    if context.focus.stretch is not None and unit in ("M", "Y"):
        base = context.focus.stretch.start
    if base is None or unit[0] == "T":
        return None
    period = values.week(base) if unit == "W" else moved(base, 0, unit)
    return None if period is None else dated(period)


def duration(tokens: list[Token], context: Context) -> Draft | None:
    """Read "three days", "a two-year truce", "several weeks"; ages ("a 3-year-old girl") are none."""
    if token_of(tokens, "X") is not None or context.after.startswith((" old", "-old")):
        return None
    unit = unit_of(tokens)
    few = token_of(tokens, "f")
    if few is not None and few.text.lower() == "more" and len(tokens) == 2:
        return None
    if unit[0] == "T" and unit == "TS" and tokens[0].letter == "a":
        return None
    return Draft(TimexType.DURATION, period_value(quantity(until_range(tokens)), unit), None)


def bare_plural(tokens: list[Token], _: Context) -> Draft | None:
    """Read "for weeks", "years of war"."""
    word = tokens[0].text.lower()
    if not word.endswith("s"):
        return None
    return Draft(TimexType.DURATION, period_value(None, unit_of(tokens)), None)


def recurrence(tokens: list[Token], _: Context) -> Draft | None:  # noqa: PLR0911 - one return a kind
    """Read "every day", "daily", "each July"."""
    if tokens[0].letter == "D":
        return Draft(TimexType.SET, str(tokens[0].value), None)
    last = tokens[-1]
    match last.letter:
        case "u":
            return Draft(TimexType.SET, period_value(quantity(tokens), str(last.value)), None)
        case "W":
            return Draft(TimexType.SET, f"XXXX-WXX-{last.value}", None)
        case "M" | "m":
            return Draft(TimexType.SET, f"XXXX-{int(last.value):02}", None)
        case "P":
            return Draft(TimexType.SET, f"XXXX-XX-XXT{last.value}", None)
        case "S":
            return Draft(TimexType.SET, f"XXXX-{last.value}", None)
        case _:
            return Draft(TimexType.SET, "XXXX-WXX-WE", None)


def reference(tokens: list[Token], context: Context) -> Draft | None:
    """Read "now", "recently", "the past", "the current"."""
    token = tokens[-1]
    word = token.text.lower()
    before = context.before.lower().rstrip()
    if word == "soon" and (before.endswith(" as") or context.after.startswith((" as", " after"))):
        return None
    if word == "future" and not before.endswith(("in the", "in the near", "in the foreseeable", "in")):
        return None
    if token.letter == "r":
        return Draft(TimexType.DATE, str(token.value), None)
    if word == "recent" or (word == "past" and len(tokens) == 2 and before.endswith("in")):
        return Draft(TimexType.DATE, "PAST_REF", None)
    if word == "current":
        return Draft(TimexType.DATE, "PRESENT_REF", None)
    return None
