"""Which time expressions of a text can be the day of an act at all."""

import re
from datetime import date, timedelta
from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import TimeExpression, TimexType
from pipeline.reading.page import Page
from schemas.values import DateBasis, DatePrecision, Span

_ALMOST_A_WEEK: Final = timedelta(days=6)
_STAMP: Final = guarded(r"(?:\b(?:posted|updated?|published|modified|created)\b[^.]{0,25}|@\w+\)\s*)\Z")
_NAMED_AFTER: Final = re.compile(
    r" (?:(?:avenues?|streets?|square|park|bridge|stadium|airport|university|neighborhood|district|brigade)\b"
    r"|(?:\([\w -]+\) )?(?:\w+ )?(?:movement|elections?|summit)\b)"
)
"""A street or a movement may bear the name of a day; that of an election or a summit is theirs."""
_AS_OF: Final = re.compile(r"\bas of *\Z")
_BESIDE_A_DAY: Final = re.compile(r"\b(?:just|soon|shortly|days?|weeks?) (?:after|before) *\Z")
"""What happened "two days after Christmas" happened on another day; "just after noon Sunday" is that Sunday."""
_SINCE_ACT: Final = guarded(r"\bsince (?:the |an? |his |her |their )?(?:[\w-]+ ){1,4}(?:on |of |in )?\Z")
_BEFORE_THAT: Final = re.compile(r"\bhad (?:been |already |also |just )?\w+(?:ed|en|de|nt|ld|t|d)\b[^.;]{0,60}\Z")
"""``since the incident on Friday``, ``they had agreed last week``: days before what the next sentence tells."""
_LAUNCHED: Final = guarded(
    r"\b(?:offensive|war|campaign)(?: that| which)? (?:was )?(?:began|begun|launched|started)\b[^.;,]{0,60}\Z"
)
_LAUNCHABLE: Final = re.compile(r"offensive|\bwar\b|campaign")
"""The first day of an offensive is not that of all its acts."""


def may_date(page: Page, time: TimeExpression, trigger: Span, published: date) -> bool:
    """Whether an expression can date an act: not one to come, not the page's own time stamp, not a street's name.

    One as coarse as a year dates only acts of its own sentence, and "this year" none: it counts them.
    """
    if time.days is None or time.days.start > published:
        return False
    if time.days.precision is DatePrecision.YEAR and (
        time.span.sentence != trigger.sentence or (time.basis is DateBasis.RELATIVE and time.days.end >= published)
    ):
        return False
    return not (_is_stamp(page, time) or _is_of_another_day(page, time, trigger))


def _is_stamp(page: Page, time: TimeExpression) -> bool:
    """Whether it tells when the page or its figures were made."""
    sentence = page.sentences[time.span.sentence]
    ahead = before(page, time.span)
    return (
        (time.span.end - time.span.start) * 2 >= len(sentence.text)
        or (time.span.start == sentence.start and after(page, time.span, 2) == ": ")
        or _STAMP.search(ahead) is not None
        or _AS_OF.search(ahead) is not None
    )


def _is_of_another_day(page: Page, time: TimeExpression, trigger: Span) -> bool:
    """Whether the words around it say that it names a street, counts days from it, or began what went on."""
    return (
        (time.basis is DateBasis.EXPLICIT and _NAMED_AFTER.match(after(page, time.span)) is not None)
        or (time.type is TimexType.DATE and _BESIDE_A_DAY.search(before(page, time.span)) is not None)
        or (_LAUNCHED.search(before(page, time.span, 90)) is not None and not _LAUNCHABLE.search(_words(page, trigger)))
    )


def is_background(page: Page, time: TimeExpression) -> bool:
    """Whether its own words make an expression the day of something that led up to what is told."""
    ahead = before(page, time.span, 90)
    return _SINCE_ACT.search(ahead) is not None or _BEFORE_THAT.search(ahead) is not None


def is_tomorrow(time: TimeExpression, times: tuple[TimeExpression, ...], published: date) -> bool:
    """Whether a weekday's name is rather that of the day after publication, when the text was touched up.

    Nearly a week back a writer says "last Monday", or gives the date, or tells of the day after it too.
    """
    if _weekday(time) != published - _ALMOST_A_WEEK or "last" in time.text.lower():
        return False
    next_day = published - _ALMOST_A_WEEK + timedelta(days=1)
    return all(_weekday(other) != next_day for other in times)


def _weekday(time: TimeExpression) -> date | None:
    days = time.days
    return days.start if days and time.basis is DateBasis.WEEKDAY and days.start == days.end else None


def before(page: Page, span: Span, reach: int = 40) -> str:
    """What stands before a span, folded."""
    sentence = page.sentences[span.sentence]
    at = span.start - sentence.start
    return sentence.folded[max(0, at - reach) : at]


def after(page: Page, span: Span, reach: int = 40) -> str:
    """What stands behind a span, folded."""
    sentence = page.sentences[span.sentence]
    at = span.end - sentence.start
    return sentence.folded[at : at + reach]


def _words(page: Page, span: Span) -> str:
    sentence = page.sentences[span.sentence]
    return sentence.folded[span.start - sentence.start : span.end - sentence.start]
