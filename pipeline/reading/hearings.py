"""Reports from court: their days are those of hearings, and the act lies any time before."""

from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import TimeExpression
from pipeline.reading.page import Page
from schemas.values import DateBasis, Span

_HEARING: Final = guarded(
    r"\b(?:sentenc(?:ed|ing)|(?:on|to|for|of|stand|jury|murder) trial|pleads?|pled|pleaded|guilty|hearings?|indict\w*"
    r"|arraign\w*|verdict|jur(?:y|ors?)|convict(?:s|ed|ion)|(?:in|to|before) (?:\w+ ){0,3}court|courtroom"
    r"|court (?:appearance|date)|judge (?:order|rul|den|sent|grant)\w+|testif\w+|testimony|acquitt\w+|extradit\w+"
    r"|parole\w*)\b"
)
_ARREST: Final = guarded(r"\b(?:arrest\w*|suspects?|custody|charged|charges)\b")
_LEAD: Final = 2
"""The title and the first sentence tell whether a report is from court."""
_FAR: Final = 400
"""Characters: farther apart than any two words of a sentence that belong together."""


def is_late(page: Page) -> bool:
    """Whether the title tells of a hearing, or of an arrest, which may come weeks after the act."""
    title = page.sentences[0].folded
    return _HEARING.search(title) is not None or _ARREST.search(title) is not None


def is_from_court(page: Page) -> bool:
    """Whether the title or the first sentence tells of a hearing."""
    return any(_HEARING.search(one.folded) for one in page.sentences[:_LEAD])


def is_of_hearing(page: Page, time: TimeExpression, act: tuple[Span, ...]) -> bool:
    """Whether a weekday or "today" of a report from court is rather that of a hearing than of an act, by its triggers.

    ``The man accused of the shooting was sentenced Friday``: a word of court stands nearer to the day than any trigger.
    """
    if time.basis is DateBasis.EXPLICIT:
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
