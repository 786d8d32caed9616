"""Time expressions, valued against publication, and the date of an act."""

from datetime import date, timedelta
from typing import Final

from pipeline.reading.event_dates import date_of
from pipeline.reading.findings import TimeExpression
from pipeline.reading.page import LetterCase, Page, Sentence
from pipeline.reading.time_context import POSSESSIVES, Focus
from pipeline.reading.time_grammar import Parsed, parse
from pipeline.reading.time_tokens import tokenise, windows
from schemas.values import EventDate, Span

__all__ = ["date_of", "find_times"]

_PLAUSIBLE: Final = range(1000, 9000)
"""Years of publication from which calendar arithmetic cannot leave the calendar."""
_WITHIN: Final = range(2, 9999)
"""Years that an expression may mean: whoever compares days a little before and after stays in the calendar."""
_FILED_WITHIN: Final = timedelta(days=4)
_SAYING: Final = frozenset({
    "said", "says", "told", "announced", "reported", "confirmed", "added", "stated", "declared", "claimed", "denied",
    "acknowledged", "warned", "vowed", "insisted", "testified", "tweeted", "wrote", "urged", "condemned", "called",
    "noted", "pledged", "identified", "charged", "protested", "rejected", "revealed", "denounced", "asserted",
    "demanded", "disclosed", "indicated", "stressed", "emphasized", "admitted", "alleged", "blamed", "accused",
    "recalled", "expressed", "reiterated", "repeated", "reaffirmed", "lamented", "deplored", "slammed", "criticised",
    "criticized", "praised", "hailed", "regretted", "conceded", "argued", "explained", "apologised", "apologized",
})  # fmt: skip
_ADDRESSED: Final = frozenset({
    "reporters", "journalists", "lawmakers", "parliament", "state", "television", "the", "a", "an", "media", "press",
    "news", "conference", "agency", "in", "at", "statement", "interview", "briefing", "by", "phone", "telephone",
    "here", "late", "early", "earlier", "on", "to",
})  # fmt: skip
"""May stand between a verb of saying and its date: "told reporters at a news conference on Monday"."""
_PASSIVE: Final = frozenset({"was", "were", "been"})
"""An act "was reported at noon": at noon it happened, or nearly so."""
_REACH: Final = 7
"""As many words may stand between them."""


def find_times(page: Page) -> tuple[TimeExpression, ...]:
    """All time expressions of a page, in order."""
    published = _spoken_on(page)
    if published.year not in _PLAUSIBLE:
        return ()
    focus = Focus()
    found: list[TimeExpression] = []
    for sentence in page.sentences:
        for first, last in windows(sentence.text, sentence.folded):
            for parsed in parse(sentence.text, tokenise(sentence.text, first, last), published, focus):
                period = parsed.draft.period
                if period is None or (period.start.year in _WITHIN and period.end.year in _WITHIN):
                    found.append(_expression(sentence, parsed, names=page.letter_case is not LetterCase.UPPER))
                    focus = focus.moved(period)
    return tuple(found)


def _spoken_on(page: Page) -> date:
    """The day that "today" means: the dateline's, if the text was filed in the days before publication."""
    published = page.article.published_at.date()
    filed = page.dateline.day if page.dateline else None
    return filed if filed is not None and timedelta(0) <= published - filed <= _FILED_WITHIN else published


def _expression(sentence: Sentence, parsed: Parsed, *, names: bool) -> TimeExpression:
    start, end = parsed.first.start, parsed.last.end
    text, draft, period = sentence.text[start:end], parsed.draft, parsed.draft.period
    return TimeExpression(
        span=Span(sentence.index, sentence.start + start, sentence.start + end),
        text=text,
        type=draft.type,
        value=draft.value,
        days=None if period is None else EventDate(period.start, period.end, period.precision, draft.basis, text),
        basis=draft.basis,
        rule=f"times.{parsed.rule}",
        of_saying=_is_of_saying(sentence.text, start, end, names=names),
    )


def _is_of_saying(text: str, start: int, end: int, *, names: bool) -> bool:
    """Whether a verb of saying stands right before or after: "said Monday", "on Monday confirmed that".

    ``names`` says that capitals tell names, which may stand between; in a text all in capitals they tell nothing.
    """
    after = text[end : end + 40]
    if after.lower().startswith(POSSESSIVES):
        return False
    following = after.replace(",", " ").lower().split()[:3]
    for at, word in enumerate(following[:2]):
        if word in _SAYING:
            return word != "alleged" or following[at + 1 :] == ["that"]
        if not word.endswith("ly"):
            break
    before = text[max(0, start - 90) : start].split()[-_REACH:]
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        if word.lower() in _SAYING:
            return word != "reported" or not (at and before[at - 1] in _PASSIVE)
        if word.lower() not in _ADDRESSED and not (names and word[0].isupper() and word[-1].isalnum()):
            return False
    return False
