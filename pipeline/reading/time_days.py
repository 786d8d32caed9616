"""Rules of the time grammar for days and times of the day."""

import re
from datetime import date, timedelta

from pipeline.reading import time_values as values
from pipeline.reading.findings import TimexType
from pipeline.reading.time_context import Context, Draft, dated, token_of
from pipeline.reading.time_tokens import Token
from pipeline.reading.time_values import Period
from schemas.values import DateBasis, DatePrecision


def _day_of(tokens: list[Token], context: Context) -> tuple[Period, DateBasis] | None:  # noqa: PLR0911 - one a kind
    """The day that a date's words name."""
    figures = token_of(tokens, "N")
    if figures is not None:
        return _figures(str(figures.value), context)
    name = token_of(tokens, "Mm")
    if name is not None:
        index = tokens.index(name)
        if (
            name.text == "may"
            and name is tokens[-1]
            and re.match(r" (?:be|have|not|also|well|now|still)\b", context.after)
        ):
            return None
        beside = [
            token
            for token in (*tokens[index + 1 : index + 2], *tokens[max(0, index - 2) : index][::-1])
            if token.letter in "no"
        ]
        if not beside or not 1 <= int(beside[0].value) <= 31:
            return None
        year = token_of(tokens, "y")
        number, month_day = int(name.value), int(beside[0].value)
        if year is None:
            found = values.nearest(context.published, number, month_day, ahead=context.ahead)
        else:
            found = _safe_date(int(year.value), number, month_day)
        which = token_of(tokens, "l")
        if found and which and which.value == -1 and found > context.published:
            found = _safe_date(found.year - 1, number, month_day)
        return None if found is None else (values.day(found), DateBasis.EXPLICIT)
    weekday = token_of(tokens, "W")
    if weekday is not None:
        return _weekday(tokens, weekday, context)
    relative = token_of(tokens, "d")
    if relative is None:
        return None
    return values.day(context.published + timedelta(days=int(relative.value))), DateBasis.RELATIVE


def _weekday(tokens: list[Token], weekday: Token, context: Context) -> tuple[Period, DateBasis]:
    which = token_of(tokens, "l")
    number = int(weekday.value)
    found = values.weekday(context.published, number, ahead=context.ahead)
    if which is not None and which.value == 1:
        found = values.weekday(context.published, number, ahead=True)
        found += timedelta(days=7 if found == context.published else 0)
    elif which is not None and which.value == -1:
        found = values.weekday(context.published, number, ahead=False)
        found -= timedelta(days=7 if found == context.published else 0)
    return values.day(found), DateBasis.WEEKDAY


def _figures(text: str, context: Context) -> tuple[Period, DateBasis] | None:
    """ISO dates, and American month/day; without a year only after a preposition, for it may be a fraction."""
    if "-" in text:
        year, month, day = (int(part) for part in text.split("-"))
    else:
        parts = [int(part) for part in text.split("/")]
        if len(parts) == 2:
            if not context.before.endswith(("on ", "of ", "since ", "until ")):
                return None
            found = (
                values.nearest(context.published, parts[0], parts[1], ahead=context.ahead)
                if 1 <= parts[0] <= 12
                else None
            )
            return None if found is None else (values.day(found), DateBasis.EXPLICIT)
        month, day, year = parts
        if month > 12:
            month, day = day, month
        year += 0 if year > 99 else 1900 if year > 50 else 2000
    exact = _safe_date(year, month, day)
    return None if exact is None else (values.day(exact), DateBasis.EXPLICIT)


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def calendar_day(tokens: list[Token], context: Context) -> Draft | None:
    """Read "Aug. 13", "last Tuesday", "30 December 1989", "yesterday"."""
    if tokens[-1].letter == "W" and tokens[-1].text.lower().endswith("days"):
        return Draft(TimexType.SET, f"XXXX-WXX-{tokens[-1].value}", None)
    found = _day_of(tokens, context)
    if found is None:
        return None
    period, basis = found
    last = tokens[-1].text.lower()
    if last == "tonight":
        return Draft(TimexType.TIME, f"{period.value}TNI", period, basis)
    if last == "overnight":
        night = Period(
            period.start - timedelta(days=1),
            period.end,
            DatePrecision.DAYS,
            f"{(period.start - timedelta(days=1)).isoformat()}TNI",
        )
        return Draft(TimexType.TIME, night.value, night, basis)
    return dated(period, basis)


def day_range(tokens: list[Token], context: Context) -> Draft | None:
    """Read "3 to 5 May", "Aug. 3-5": the value is the first day's."""
    name, year = token_of(tokens, "Mm"), token_of(tokens, "y")
    assert name is not None
    ends = [int(token.value) for token in tokens if token.letter in "no"]
    first, last = (
        (
            values.nearest(context.published, int(name.value), end, ahead=context.ahead)
            if year is None
            else _safe_date(int(year.value), int(name.value), end)
            for end in ends
        )
        if all(1 <= end <= 31 for end in ends)
        else (None, None)
    )
    if first is None or last is None or not first < last:
        return None
    period = Period(first, last, DatePrecision.DAYS, first.isoformat())
    return dated(period, DateBasis.EXPLICIT)


def _clock_value(tokens: list[Token]) -> str | None:
    """TIMEX3 time of day after its T: ``14:30``, ``NI``."""
    half_day = token_of(tokens, "C")
    clock = token_of(tokens, "c")
    if clock is None and half_day is None:
        part = token_of(tokens, "P")
        return None if part is None else str(part.value)
    if clock is not None:
        hour, minute = (int(part) for part in clock.text.split(":"))
    else:
        assert half_day is not None
        hour, minute = int(tokens[tokens.index(half_day) - 1].value), 0
    if hour > 24 or minute > 59 or (half_day is not None and hour > 12):
        return None
    if half_day is not None:
        hour = hour % 12 + int(half_day.value)
    return f"{hour:02}:{minute:02}"


def time_of_day(tokens: list[Token], context: Context) -> Draft | None:
    """Read "10 p.m. Wednesday", "Friday morning", "the night of Oct. 23"."""
    clock = [token for token in tokens if token.letter not in "no" or _belongs_to_clock(tokens, token)]
    days = [token for token in tokens if not _belongs_to_clock(tokens, token)]
    found = _day_of(days, context)
    value = _clock_value(clock)
    if found is None:
        return None
    period, basis = found
    if value is None:
        return dated(period, basis)
    return Draft(TimexType.TIME, f"{period.value}T{value}", period, basis)


def _belongs_to_clock(tokens: list[Token], token: Token) -> bool:
    following = tokens.index(token) + 1
    return token.letter == "n" and following < len(tokens) and tokens[following].letter == "C"


def clock(tokens: list[Token], context: Context) -> Draft | None:
    """Read "10:35 a.m.": of the day that the text speaks of."""
    value = _clock_value(tokens)
    if value is None or not (token_of(tokens, "Cz") or context.before.endswith("at ")):
        return None
    night = context.focus.night
    if night is not None:
        return Draft(
            TimexType.TIME, f"{night.end.isoformat()}T{value}", values.day(night.end if value < "12" else night.start)
        )
    day = context.focus.day or context.published
    return Draft(TimexType.TIME, f"{day.isoformat()}T{value}", values.day(day) if context.focus.day else None)


def part_of_day(tokens: list[Token], context: Context) -> Draft | None:
    """Read "last night", "this morning", and "that evening", which dates nothing where no day was told before."""
    which, part = token_of(tokens, "lq"), token_of(tokens, "P")
    assert which is not None
    assert part is not None
    word = which.text.lower()
    if word == "past" and str(part.value)[0].isdigit():
        # "Past midnight" is an hour, not one that is over.
        return None
    told_of = which.letter == "q" or word in ("next", "following", "previous", "preceding")
    base = context.focus.day if told_of else context.published
    period = values.day((base or context.published) + timedelta(days=int(which.value)))
    return Draft(TimexType.TIME, f"{period.value}T{part.value}", None if base is None else period)


def holiday(tokens: list[Token], context: Context) -> Draft | None:
    """Read "Christmas Day", "Thanksgiving", "Labor Day"."""
    rule, around = str(tokens[0].value), context.published.year
    days = [values.holiday(candidate, rule) for candidate in (around - 1, around, around + 1)]
    found = values.preferred(context.published, days, ahead=context.ahead)
    eve = token_of(tokens, "v")
    return dated(values.day(found if eve is None else found - timedelta(days=1)), DateBasis.EXPLICIT)
