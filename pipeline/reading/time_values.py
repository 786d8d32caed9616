"""Calendar arithmetic: days and TIMEX3 values from publication and the parts of an expression."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from schemas.values import DatePrecision

SEASONS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


class Period(Struct, frozen=True):
    """Whole days, ends included, and the TIMEX3 value that names them."""

    start: date
    end: date
    precision: DatePrecision
    value: str


def day(start: date) -> Period:
    """One day."""
    return Period(start, start, DatePrecision.DAY, start.isoformat())


def week(inside: date) -> Period:
    """The ISO week of a day."""
    year, number, weekday = inside.isocalendar()
    monday = inside - timedelta(days=weekday - 1)
    return Period(monday, monday + timedelta(days=6), DatePrecision.WEEK, f"{year}-W{number:02}")


def weekend(inside: date) -> Period:
    """Saturday and Sunday of a day's ISO week."""
    whole = week(inside)
    return Period(whole.end - timedelta(days=1), whole.end, DatePrecision.DAYS, f"{whole.value}-WE")


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return Period(
        date(year, number, 1),
        date(year, number, monthrange(year, number)[1]),
        DatePrecision.MONTH,
        f"{year:04}-{number:02}",
    )


def months(year: int, first: int, last: int, value: str) -> Period:
    """A stretch of months, such as a season or a quarter; it may run into the next year."""
    return Period(month(year, first).start, month(year + (last < first), last).end, DatePrecision.YEAR, value)


def quarter(year: int, number: int) -> Period:
    """A quarter of a calendar year."""
    return months(year, number * 3 - 2, number * 3, f"{year:04}-Q{number}")


def year_before(period: Period) -> Period:
    """The same quarter a year earlier: what figures of a quarter are compared with."""
    return quarter(period.start.year - 1, (period.start.month + 2) // 3)


def half(year: int, number: int) -> Period:
    """A half of a calendar year."""
    return months(year, number * 6 - 5, number * 6, f"{year:04}-H{number}")


def season(year: int, name: str) -> Period:
    """A season of the northern year; winter begins in December of it."""
    return months(year, *SEASONS[name], f"{year:04}-{name}")


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), DatePrecision.YEAR, f"{number:04}")


def years(first: int, last: int, value: str) -> Period:
    """Decades and centuries."""
    return Period(date(first, 1, 1), date(last, 12, 31), DatePrecision.YEAR, value)


def shift_months(base: date, count: int) -> tuple[int, int]:
    """Year and month, so many months on."""
    index = base.year * 12 + base.month - 1 + count
    return index // 12, index % 12 + 1


def nearest(published: date, number: int, day_of_month: int, *, ahead: bool) -> date | None:
    """The day of that name nearest to publication, past ones preferred: news looks back further than ahead.

    A day up to two thirds of a year back is past; ``ahead`` (words of the future around it) turns the preference.
    """
    days = []
    for candidate in (published.year - 1, published.year, published.year + 1):
        try:
            days.append(date(candidate, number, day_of_month))
        except ValueError:
            continue
    return preferred(published, days, ahead=ahead) if days else None


def preferred(published: date, days: list[date], *, ahead: bool) -> date:
    """The day that is meant among those of one name in the years around publication."""
    back, forth = (40, 330) if ahead else (290, 80)
    inside = [found for found in days if -back <= (found - published).days <= forth]
    return min(inside or days, key=lambda found: abs((found - published).days))


def holiday(year: int, rule: str) -> date:
    """A holiday's day, by its rule in the word list: a fixed day, a weekday of a month, or days from Easter."""
    parts = [int(part) for part in rule.split("-")]
    if len(parts) == 1:
        return _easter(year) + timedelta(days=parts[0])
    if len(parts) == 2:
        return date(year, parts[0], parts[1])
    number, which, name = parts
    first = date(year, number, 1)
    found = first + timedelta(days=(name - first.isoweekday()) % 7 + 7 * (which - 1))
    return found if found.month == number else found - timedelta(days=7)


def _easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * sunday) // 451
    number, day_before = divmod(epact + sunday - 7 * correction + 114, 31)
    return date(year, number, day_before + 1)


def weekday(published: date, number: int, *, ahead: bool) -> date:
    """The day of that name that news means: today's own name is today, others the last or, of the future, the next."""
    back = (published.isoweekday() - number) % 7
    if back == 0:
        return published
    return published + timedelta(days=7 - back) if ahead else published - timedelta(days=back)
