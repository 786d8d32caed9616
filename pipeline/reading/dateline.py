"""The dateline: ``MOSCOW, Aug 13 (IANS) --``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_READ: Final = 1_500
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?i:uary|ruary|ch|il|ust|ember|tember|ober)?\.?"
)
_NAME: Final = r"[A-Z][\w.'\u2019]*(?:[ -](?:d[aeou]s?|of|al-)?[A-Z][\w.'\u2019]*){0,4}"
_DATE: Final = (
    rf"(?:NO DATE|(?:{_MONTH} (?P<day1>\d{{1,2}})|(?P<day2>\d{{1,2}}) {_MONTH})(?:[ ,]*(?P<year>\d{{4}}|\d{{2}}))?)"
)
_DATELINE: Final = re.compile(
    rf"^(?:[-\u2014\u2013\u00d7*•] ?)?(?P<place>{_NAME}(?:, {_NAME}){{0,2}}?(?: \([A-Z][A-Za-z ]{{1,20}}\)(?=,))?)"
    rf"(?P<date>,? ?{_DATE})?"
    r"(?P<agency>,? ?\((?P<by>[A-Z][^()\n]{1,60})\))?"
    r"(?P<mark> ?(?:--+|\u2014|\u2013|_|-(?=\s)|:(?=\s)))\s*"
    r"(?:\[[^\]\n]{1,120}\]\s*){0,6}",
    re.MULTILINE,
)
_LOWER: Final = re.compile(
    r"(?:(?i:this story is from) [^\n]{5,30}\n+)?(?P<place>[a-z]{3,15}(?: [a-z]{3,12})?): (?=\w)"
)
_MARKS: Final = "-:_\u2014\u2013"
"""One of these ends every dateline, on its line."""
_MONTH_NAME: Final = re.compile(_MONTH)
_LABELS: Final = frozenset(
    [
        "UPDATE",
        "UPDATED",
        "BREAKING",
        "EXCLUSIVE",
        "WATCH",
        "VIDEO",
        "PHOTO",
        "PHOTOS",
        "ORIGINAL",
        "NOTE",
        "CORRECTION",
        "RELATED",
        "MORE",
        "STORY",
        "READ",
        "CLOSE",
        "BY",
        "PUBLISHED",
        "POSTED",
        "LISTEN",
        "EDITOR",
        "QUESTION",
        "ANSWER",
        "ALERT",
        "DEVELOPING",
    ]
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """``MOSCOW, Aug 13 (IANS) --``: where and when a report was filed, and by whom. ``place`` is as written."""

    place: str | None
    day: date | None
    agency: str | None
    start: int
    end: int
    """Offsets into the article's text; the first sentence starts after them."""


def find_dateline(text: str, published: date) -> Dateline | None:
    """The dateline at the head of a text, or of one of its first paragraphs."""
    lower = _LOWER.match(text)
    if lower is not None:
        return Dateline(lower["place"], None, None, lower.start("place"), lower.end())
    for found in _heads(text):
        if _is_sure(found, first=found.start() == 0):
            day = _day(found, published) if found["date"] else None
            place = None if found["place"].startswith("NO CITY") else found["place"]
            return Dateline(place, day, found["by"], found.start("place"), found.end())
    return None


def _heads(text: str) -> Iterator[re.Match[str]]:
    """What may be a dateline at the beginning of a line."""
    start = 0
    while start < _READ:
        end = text.find("\n", start, _READ)
        line = text[start : end if end >= 0 else _READ]
        found = _DATELINE.match(text, start, _READ) if any(mark in line for mark in _MARKS) else None
        if found is not None:
            yield found
            end = text.find("\n", found.end() - 1, _READ)
        start = end + 1 or _READ


def _is_sure(found: re.Match[str], *, first: bool) -> bool:
    """A name before a dash is a dateline if it is in capitals, or has a date, an agency or a region with it."""
    place, mark = found["place"], found["mark"].strip()
    head = place.split(",")[0]
    if place.split()[0].rstrip(".:").upper() in _LABELS or len(head) < 3:
        return False
    if found["date"] or found["agency"]:
        return mark != ":" or bool(found["date"]) or head.isupper()
    if mark == ":":
        return False
    if head.isupper():
        return len(head) > 3 or "," in place
    return first and mark != "-" and ("," in place or mark in ("—", "--")) and len(head.split()) < 3


def _day(found: re.Match[str], published: date) -> date | None:
    """The dateline's day; without a year, the one nearest to publication."""
    name = _MONTH_NAME.search(found["date"])
    if name is None:
        return None
    month = _MONTHS.index(name[0][:3].lower()) + 1
    day = int(found["day1"] or found["day2"])
    try:
        if found["year"]:
            year = int(found["year"])
            return date(year if year > 99 else year + (1900 if year > 50 else 2000), month, day)
        days = [date(year, month, day) for year in (published.year - 1, published.year)]
    except ValueError:
        return None
    return next((found_day for found_day in reversed(days) if found_day <= published + timedelta(days=7)), days[0])
