"""Reports from court: their days are those of hearings, and the act lies any time before."""

from datetime import timedelta
from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import TimeExpression
from pipeline.reading.page import Page
from schemas.values import DateBasis, Span

COURT_DAYS: Final = timedelta(days=8)
"""How far back an undated act may lie that a court hears of: a wider stretch would bring no two reports together."""
_HEARING: Final = guarded(
    r"\b(?:sentenc(?:ed|ing)|(?:on|to|for|of|stand|jury|murder) trial|pleads?|pled|pleaded|guilty|hearings?|indict\w*"
    r"|arraign\w*|verdict|jur(?:y|ors?)|convict(?:s|ed|ion)|(?:in|to|before) (?:\w+ ){0,3}court|courtroom"
    r"|court (?:appearance|date)|judge (?:order|rul|den|sent|grant)\w+|testif\w+|testimony|acquitt\w+|extradit\w+"
    r"|parole\w*)\b"
)
_FAR: Final = 400
"""Characters: farther apart than any two words of a sentence that belong together."""


def is_from_court(page: Page, *, lead: int = 0) -> bool:
    """Whether the title, or one of the ``lead`` sentences behind it, tells of a hearing."""
    return any(_HEARING.search(one.folded) for one in page.sentences[: lead + 1])


def is_of_hearing(page: Page, time: TimeExpression, act: tuple[Span, ...]) -> bool:
    """Whether a weekday or "today" is rather that of a hearing than of an act, whose triggers are given.

    ``The man accused of the shooting was sentenced Friday``: a word of court stands nearer to the day than any trigger.
    """
    if time.basis is DateBasis.EXPLICIT or not is_from_court(page, lead=1):
        return False
    sentence = page.sentences[time.span.sentence]
    start, end = time.span.start - sentence.start, time.span.end - sentence.start
    heard = [_gap(start, end, *found.span()) for found in _HEARING.finditer(sentence.folded)]
    told = [
        _gap(time.span.start, time.span.end, span.start, span.end) for span in act if span.sentence == sentence.index
    ]
    return bool(heard) and min(heard) < min(told, default=_FAR)


def _gap(start: int, end: int, other_start: int, other_end: int) -> int:
    """Characters between two stretches of one sentence."""
    return max(other_start - end, start - other_end)
