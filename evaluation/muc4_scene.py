"""When and where an act was, as a MUC-4 template has it."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct

from evaluation.muc4_tables import NINE
from pipeline.reading import Reading
from pipeline.reading.findings import Toponym
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import DateBasis, DatePrecision, PlaceBasis, PlacePrecision

OLD: Final = dt.timedelta(days=366)
"""By its rules the task leaves out what is older than two months; its keys keep much of the year before."""

_QUARTER: Final = re.compile(
    r"\b(?:IN|OF|AT|NEAR|FROM|THE|,)\s(?:THE\s)?((?:(?!THE\b|IN\b|OF\b)[\w.]+\s){0,3}(?!THE\b|IN\b|OF\b)\w+)"
    r"\s(?:NEIGHBORHOOD|DISTRICT|SECTOR|SUBURB|SLUM|VILLAGE|HAMLET|CANTON|FARM)\b",
    re.IGNORECASE,
)
"""A part of a city, or a place too small for any gazetteer."""


class Scene(Struct, frozen=True):
    """The slots of date and location."""

    date: object
    country: str
    places: list[str]


def scene(mention: Mention, reading: Reading, source: Article) -> Scene | None:
    """Where and when; null for what is nothing to the nine countries, and for what is long past."""
    country = _country(mention, reading.toponyms)
    published = source.published_at.date()
    if country is None or published - mention.date.end > OLD:
        return None
    return Scene(_date(mention, published), country, _places(mention, source.text))


def _date(mention: Mention, published: dt.date) -> object:
    """The day or the span of days; the message's own, as the last that it may have been, where no day is told.

    By the task's rules a weekday's name, a week and a month tell no day, and a day of the calendar tells that of its
    own sentence, not of those behind it.
    """
    told = next((evidence.rule for evidence in mention.evidence if evidence.field == "date"), None)
    if (
        told is None
        or (told == "times.sentence_before" and mention.date.basis is DateBasis.EXPLICIT)
        or mention.date.basis is DateBasis.WEEKDAY
        or mention.date.precision not in (DatePrecision.DAY, DatePrecision.DAYS)
    ):
        return {"end": published.isoformat()}
    if mention.date.start == mention.date.end:
        return mention.date.start.isoformat()
    return {"start": mention.date.start.isoformat(), "end": mention.date.end.isoformat()}


def _country(mention: Mention, toponyms: Sequence[Toponym]) -> str | None:
    """The country, one of nine; of an act placed elsewhere, the one of them that the text names most, if any."""
    code = mention.location.country
    if code not in NINE:
        named = Counter(one.location.country for one in toponyms if one.location.country in NINE)
        code = max(named, key=lambda one: named[one], default="")
    return NINE.get(code)


def _places(mention: Mention, text: str) -> list[str]:
    """From the division down to the finest place; none where no more than the country is known."""
    location = mention.location
    told = location.precision is not PlacePrecision.COUNTRY and location.basis is not PlaceBasis.DATELINE
    if not told or location.country not in NINE:
        return []
    names = [location.admin1, location.name] if location.admin1 else [location.name]
    quarters = (found[1] for sentence in _tellings(mention, text) if (found := _QUARTER.search(sentence)))
    names.extend(islice(quarters, 1))
    return [_ascii(name).upper().removesuffix(" DEPARTMENT") for name in dict.fromkeys(names)]


def _tellings(mention: Mention, text: str) -> Iterator[str]:
    """The sentences that tell of the act, the most telling first."""
    yield mention.sentence
    for span in (
        evidence.span for evidence in mention.evidence if evidence.field == "trigger" and evidence.span.sentence
    ):
        start, end = text.rfind(". ", 0, span.start) + 1, text.find(". ", span.end)
        yield " ".join(text[start : end if end > 0 else len(text)].split())


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
