"""The date of an act: which of the text's time expressions dates it, and what is known where none does.

Expressions compete by distance from the act's trigger, in characters within its sentence and in sentences outside it.
One that another act claims loses to any that is free.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from msgspec import Struct

from pipeline.lexicon.screen import guarded
from pipeline.reading.datable import after, before, is_background, is_tomorrow, may_date
from pipeline.reading.date_claims import CLAIMED, CLAUSE_BREAK, claimed
from pipeline.reading.event_bounds import bounded, period
from pipeline.reading.findings import TimeExpression
from pipeline.reading.hearings import is_from_court, is_late, is_of_hearing
from pipeline.reading.page import Page
from schemas.values import DateBasis, DatePrecision, EventDate, Evidence, Span

_TODAY: Final = re.compile(r"(?:early |late )?(?:today|tonight|this (?:morning|afternoon|evening))", re.IGNORECASE)
"""The day of the report: claimed by another act, or some sentences away, it is no evidence of this act's."""
_OPINION: Final = guarded(
    r"\b(?:accus\w+|attribut\w+|blam\w+|condemn\w+|denie[ds]|denounc\w+|lament\w+|protest\w+|referr\w+|regret\w+"
    r"|repudiat\w+|responsib\w+)\b"
)
_HAPPENED: Final = guarded(
    r"\b(?:happened|occurred|took place|unfolded|erupted|broke out|rang out|(?:was|were) (?:reported|called|dispatched)"
    r"|responded)\b[^.;]{0,50}\Z"
)
_SINCE: Final = guarded(r"\bsince\s+(?:(?:early|late|mid|last|the start of|the beginning of)[ -])*\Z")
_WHEN: Final = re.compile(r",? when\b")
"""What has been so "since 3 May, when gunmen came" is not what the gunmen did then."""
_SINCE_START: Final = guarded(
    r"\bsince (?:the )?(?:start|beginning|outbreak|onset|launch|outset|eruption) of\b"
    r"|\bsince (?:the )?(?:hostilities|fighting|war|offensive|operation|incursion|invasion|conflict|clashes)\b"
)
_OF_OTHERS: Final = frozenset({"times.sentence_before", "times.sentence_after", "times.happened"})
"""Rules by which a sentence that tells of something else dates the act."""
_PERFECT: Final = re.compile(r"\b(?:has|have) (?:\w+ ){0,3}\Z")
_HAVE_BEEN: Final = re.compile(r"have (?:\w+ )*been ")
_LINK: Final = re.compile(
    r"\s*(?:and|to|through|until|till|-|\u2013)\s*(?:on |early |late )?(?:the )?\Z", re.IGNORECASE
)
_NIGHT: Final = re.compile(r"\b(?:night|evening)\b", re.IGNORECASE)
_RANGE_OPENS: Final = re.compile(r"\b(?:between|from)\s+(?:\w+ )?\Z")
_FOUND: Final = guarded(
    r"\b(?:found|discovered)(?: (?:dead|murdered|slain|shot(?: dead| to death)?))?(?: on| late| early)* *\Z"
)
"""The day on which the dead were found is the last that their death can have been."""
_BESIDE: Final = guarded(
    r"\b(?:also|another|meanwhile|simultaneous(?:ly)?|at the same time|in addition|a (?:second|third|fourth))\b"
)
"""What is told beside an act of the report's own day was that day too, though it stand some sentences away."""
_FAR: Final = 400
"""Characters beyond which clauses need no counting; it bounds the work on endless sentences."""
_BACK: Final = 3
_SHARED_BACK: Final = 5
_FORTH: Final = 2
"""How many sentences away a date may stand: further off, the text has gone on to something else."""
_LEAD: Final = 2
_LEAD_FORTH: Final = 8
"""What the first sentences tell is what the article is about, and its date may come later."""


class _Candidate(Struct, frozen=True):
    days: EventDate
    span: Span
    rule: str
    cost: float


def date_of(
    page: Page, times: tuple[TimeExpression, ...], trigger: Span, rest: tuple[Span, ...] = ()
) -> tuple[EventDate, Evidence | None]:
    """When the act of a trigger happened.

    ``rest`` are other triggers of the same act. Where no expression dates the act, the date is ``bounded``: some day
    of the last few up to publication, and no evidence.
    """
    published = page.article.published_at.date()
    usable = [
        time for time in times if may_date(page, time, trigger, published) and not is_tomorrow(time, times, published)
    ]
    if is_from_court(page):
        usable = [time for time in usable if not is_of_hearing(page, time, (trigger, *rest))]
    candidates = [*_ranges(page, usable, trigger), *_candidates(page, usable, trigger, rest)]
    from_start = _since_start(page, usable, trigger, published)
    if from_start is not None:
        return from_start
    if all(candidate.cost >= CLAIMED for candidate in candidates) and (only := _only_day(page, usable)) is not None:
        return only
    if not candidates:
        return bounded(page, times, trigger, published), None
    best = _refined(min(candidates, key=lambda candidate: candidate.cost), candidates, usable)
    days = best.days
    if best.cost >= CLAIMED and (_TODAY.fullmatch(days.text or "") or _is_spoken_of(page, trigger)):
        return bounded(page, times, trigger, published), None
    since = _SINCE.search(before(page, best.span)) and not _WHEN.match(after(page, best.span))
    if (since and days.end <= published) or (days.end < published and _goes_on(page, trigger, best)):
        days = _until(days, published)
    found = _FOUND.search(before(page, best.span)) is not None
    return days, Evidence("date", best.span, "times.found" if found else best.rule)


def _goes_on(page: Page, trigger: Span, best: _Candidate) -> bool:
    """``24 have been killed``: since a day that another sentence tells; of one man that is the day, if of this act."""
    perfect = None if best.span.sentence == trigger.sentence else _PERFECT.search(before(page, trigger))
    if perfect is None or best.rule in _OF_OTHERS:
        return perfect is not None
    return _HAVE_BEEN.match(perfect[0]) is not None and not _HAPPENED.search(before(page, best.span, 90))


def _is_spoken_of(page: Page, trigger: Span) -> bool:
    """``accused them yesterday of the murder of six priests``: what is known already, of another day."""
    ahead = before(page, trigger, 160)
    return ahead.endswith("the ") and after(page, trigger).startswith(" of ") and _OPINION.search(ahead) is not None


def _candidates(
    page: Page, usable: list[TimeExpression], trigger: Span, rest: tuple[Span, ...]
) -> Iterator[_Candidate]:
    act = {span.sentence: span for span in (*rest, trigger)}
    published = page.article.published_at.date()
    beside = _BESIDE.search(page.sentences[trigger.sentence].folded) is not None
    for time in usable:
        assert time.days is not None
        near = act.get(time.span.sentence)
        away = time.span.sentence - trigger.sentence
        if near is not None:
            rule = "times.clause" if near is trigger else "times.same_act"
            cost = _cost_in_sentence(page, time, near) + (0 if near is trigger else 1 + min(abs(away), 20) / 20)
        else:
            shared = beside and away < 0 and time.days.start == published
            if not _is_in_reach(away, trigger, shared=shared) or is_background(page, time):
                continue
            happened = _HAPPENED.search(before(page, time.span, 90)) is not None
            rule = f"times.{'happened' if happened else 'sentence_before' if away < 0 else 'sentence_after'}"
            cost = 2 + abs(away) / (12 if shared else 4) + claimed(page, time, None)
            if happened and away > 0:
                cost = min(cost, 1 + away / 8)
        if not time.of_saying:
            yield _Candidate(time.days, time.span, rule, cost)


def _is_in_reach(away: int, trigger: Span, *, shared: bool) -> bool:
    """Whether a date so many sentences from the trigger may be the act's."""
    back = _SHARED_BACK if shared else _BACK
    return -back <= away <= (_FORTH if trigger.sentence > _LEAD else _LEAD_FORTH)


def _cost_in_sentence(page: Page, time: TimeExpression, trigger: Span) -> float:
    text = page.sentences[time.span.sentence]
    first, last = sorted(((time.span.start, time.span.end), (trigger.start, trigger.end)))
    between = text.text[first[1] - text.start : last[0] - text.start]
    breaks = len(CLAUSE_BREAK.findall(between[:_FAR]))
    assert time.days is not None
    coarse = 1.3 if time.days.precision is DatePrecision.YEAR else 0
    return len(between) / 200 + breaks * 0.25 + coarse + claimed(page, time, trigger)


def _refined(best: _Candidate, candidates: list[_Candidate], usable: list[TimeExpression]) -> _Candidate:
    """A day inside the month, week or night that was found, if the text names one: "in October", "on Oct. 30"."""
    length = (best.days.end - best.days.start).days
    if length == 0 or best.rule == "times.range" or (best.days.precision is DatePrecision.DAYS and length > 1):
        return best
    others = candidates
    if best.days.precision is DatePrecision.MONTH:
        explicit = [time for time in usable if time.basis is DateBasis.EXPLICIT and not time.of_saying]
        others = [_Candidate(time.days, time.span, best.rule, 0) for time in explicit if time.days is not None]
    inside = [
        other
        for other in others
        if other.days.precision is DatePrecision.DAY
        and best.days.start <= other.days.start
        and other.days.end <= best.days.end
    ]
    return min(inside, key=lambda other: other.cost, default=best)


def _ranges(page: Page, usable: list[TimeExpression], trigger: Span) -> Iterator[_Candidate]:
    """Read "between Monday and Thursday", "from 3 May to 5 May": two expressions that bound one period."""
    for first, second in pairwise(usable):
        if first.span.sentence != second.span.sentence or first.span.sentence != trigger.sentence:
            continue
        sentence = page.sentences[first.span.sentence]
        gap = sentence.text[first.span.end - sentence.start : second.span.start - sentence.start]
        assert first.days is not None
        assert second.days is not None
        over_night = _NIGHT.search(first.text) and second.days.start - first.days.end == timedelta(days=1)
        if not _LINK.match(gap) or not (over_night or _RANGE_OPENS.search(before(page, first.span))):
            continue
        if first.days.start <= second.days.end and not first.of_saying:
            days = period(first.days.start, second.days.end, first.days.basis, f"{first.text}{gap}{second.text}")
            span = Span(first.span.sentence, first.span.start, second.span.end)
            yield _Candidate(days, span, "times.range", 0.0)


def _only_day(page: Page, usable: list[TimeExpression]) -> tuple[EventDate, Evidence] | None:
    """The one day that a late report gives in full, wherever, and that no other act claims as it does all nearer."""
    told = {
        time.days.start: (time.days, Evidence("date", time.span, "times.only_day"))
        for time in usable
        if time.basis is DateBasis.EXPLICIT
        and time.days is not None
        and time.days.precision is DatePrecision.DAY
        and not time.of_saying
        and not claimed(page, time, None)
    }
    return next(iter(told.values())) if len(told) == 1 and is_late(page) else None


def _since_start(
    page: Page, usable: list[TimeExpression], trigger: Span, published: date
) -> tuple[EventDate, Evidence] | None:
    """Read "since the start of the hostilities": from the first day that the text has named to publication."""
    sentence = page.sentences[trigger.sentence]
    found = _SINCE_START.search(sentence.folded)
    if found is None:
        return None
    days = [
        time.days.start
        for time in usable
        if time.days is not None and time.span.sentence < trigger.sentence and not time.of_saying
    ]
    if not days:
        return None
    span = Span(sentence.index, sentence.start + found.start(), sentence.start + found.end())
    text = sentence.text[slice(*found.span())]
    return period(min(days), published, DateBasis.RELATIVE, text), Evidence("date", span, "times.since_start")


def _until(days: EventDate, published: date) -> EventDate:
    return period(days.start, published, days.basis, days.text)
