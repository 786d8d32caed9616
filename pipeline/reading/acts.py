"""Which triggers tell of one act.

A story has one main act, and tells of it again and again: a trigger joins the act before it unless place, day or kind
of act speak against it. Away from the lead an act of its own needs a place and a day in its own sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.lexicon import words
from pipeline.lexicon.screen import guarded
from pipeline.reading import apart
from pipeline.reading.assertion import is_asserted, is_charged, is_commented, is_quoted, is_retold
from pipeline.reading.clauses import after, before
from pipeline.reading.compatible import COARSE, same_place, same_time
from pipeline.reading.families import FOLLOWS, Family, family_of
from pipeline.reading.findings import Drop, DropReason, TimeExpression, Toponym, Trigger
from pipeline.reading.page import Page
from pipeline.reading.reports import Report, reports_of
from pipeline.reading.triggers import entry_of, scanner
from schemas.values import DateBasis, DatePrecision, EventType, Location

LEAD: Final = 3
"""The title and this many sentences after it are the lead: what they tell is news of the day."""

NEWS: Final = 8
"""The first act of an article may come this late, where it has a place or a day of its own."""

ROUND_UP: Final = 2
"""An act at a place of its own, this soon after another, shares its day."""

_HERE: Final = re.compile(r"\b(?:here|in this (?:city|town|capital))\b")

_AFTERMATH: Final = frozenset({"die", "wound"})
"""Away from the lead these count the victims of an act told before."""

AHEAD: Final = 12
BEHIND: Final = 40
"""Characters between a noun and the day that dates it, which stands closer where it comes first."""

_DEFINITE: Final = re.compile(r"\b(?:the|this|that|these|those|such|said|latest)\s+(?:\w+\s+)?$")
_OTHER_MATTER: Final = re.compile(
    r"\b(?:over|against|about|before|after|since|until|(?:rose|risen|rises|climbed) to)\b"
)
_KNOWN: Final = re.compile(r"\bthe (?:[\w-]+ ){1,3}(?:that|which|who) (?:had |have |has |was |were )?$")
"""``the bomb that exploded in the port``: told of as known."""
_REACTED: Final = re.compile(
    r"\b(?:praised|hailed|welcomed|condemned|denounced|deplored|criticis\w+|criticiz\w+|defended|discussed|debated)"
    r" (?:the|this|that|an?|\w+['\u2019]s) (?:[\w-]+ ){0,3}$"
)
_COMPLEMENT: Final = re.compile(r"\s(?:of|on|against|at)\s")
_OWNED: Final = re.compile(r"\w['\u2019]s (?:\w+ )?$")
_FRESH: Final = guarded(
    r"\b(?:has|have|is|are)\s+(?:also|now)\s+(?:being\s+)?\w+(?:ed|n|t)\b|\balso\s+(?:accused|blamed|traded|exchanged)\b"
)


@dataclass(slots=True)
class Act:
    """The triggers of one act, the founding one first."""

    family: Family
    triggers: list[Trigger]
    places: list[Location] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    lead: bool = False
    fresh: bool = False
    """Its sentence says that it has just come about."""
    in_court: bool = False
    """Told only as what somebody is charged with or tried for."""
    joined: list[Trigger] = field(default_factory=list)
    """Triggers of other families told as part of it."""
    identified: list[int] = field(default_factory=list)
    """Sentences without a trigger that say who its victims were."""
    alone: bool = False
    """The page tells of no other act."""

    @property
    def counting(self) -> tuple[int, ...]:
        """The sentences whose figures are the act's: its own and, where it is the only one, the lead's."""
        return tuple(sorted({*self.sentences, *range(LEAD + 1)})) if self.alone else self.sentences

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences that tell of it, in order."""
        return tuple(sorted({trigger.span.sentence for trigger in (*self.triggers, *self.joined)}))


def group(
    page: Page,
    triggers: Sequence[Trigger],
    toponyms: tuple[Toponym, ...],
    times: tuple[TimeExpression, ...],
    *,
    background: bool = False,
) -> tuple[tuple[Act, ...], tuple[Drop, ...]]:
    """The acts of an article, and the triggers that found none; with ``background`` also acts that are no news.

    Where nothing else is told, a crime in the lead is an act although it is told only as what somebody is tried for;
    where violence is told later, the lead is of it.
    """
    reports = reports_of(page, triggers, toponyms, times)
    acts, drops = _grouped(page, reports, background=background)
    if not acts and not background:
        acts, drops = _grouped(page, reports, in_court=True)
    refused = {drop.span for drop in drops}
    tried = any(may_be_tried(trigger) for trigger in triggers if trigger.span in refused)
    for act in acts:
        act.lead |= tried and act.family is Family.VIOLENCE
        act.alone = len(acts) == 1 and act.family is Family.VIOLENCE and not background
    return tuple(acts), tuple(drops)


def _grouped(
    page: Page, reports: Sequence[Report], *, background: bool = False, in_court: bool = False
) -> tuple[list[Act], list[Drop]]:
    acts: list[Act] = []
    drops: list[Drop] = []
    for report in reports:
        act = _act_of(report, acts, background=background)
        if act is not None:
            _join(act, report)
        elif (refusal := _refusal(page, report, acts, background=background)) is None or (
            in_court and any(map(may_be_tried, report.triggers)) and _is_crime(report)
        ):
            act = Act(report.family, [], list(report.places), list(report.times), in_court=refusal is not None)
            _join(act, report)
            act.lead = report.sentence <= LEAD or not acts or bool(words("apart").search(report.text))
            act.fresh = _is_fresh(report)
            acts.append(act)
        else:
            drops.extend(Drop(refusal, "acts:background", trigger.span) for trigger in report.triggers)
    return acts, drops


def may_be_tried(trigger: Trigger) -> bool:
    """Whether the lead names a crime, if only as a charge: ``was indicted for the murder of his uncle``."""
    return trigger.span.sentence <= LEAD and EventType.VIOLENT_CRIME in trigger.types and not entry_of(trigger).weak


def _act_of(report: Report, acts: Sequence[Act], *, background: bool) -> Act | None:
    """The latest act that the report may be about."""
    same = [act for act in reversed(acts) if act.family is report.family]
    after = [act for act in reversed(acts) if act.family in FOLLOWS.get(report.family, ())]
    for act in (*same, *after):
        if same_place(report.places, act.places) and same_time(report.times, act.times):
            if _is_elsewhere_another_day(report, act):
                continue
            if report.sentence > 1 and act.family is report.family and _is_another(report, act, background=background):
                continue
            return act
    return None


def _is_elsewhere_another_day(report: Report, act: Act) -> bool:
    """A day and a place of its own, where the act told before has another day and no place: ``on Sunday in Kirkuk``."""
    ours = {time.days.start for time in report.times if time.days and time.basis is DateBasis.WEEKDAY}
    theirs = {time.days.start for time in act.times if time.days and time.basis is DateBasis.WEEKDAY}
    exact = any(place.precision not in COARSE for place in report.places)
    return exact and not act.places and bool(ours and theirs) and ours.isdisjoint(theirs)


def _is_another(report: Report, act: Act, *, background: bool) -> bool:
    """Whether the report says itself that it is not about the act, though neither place nor day speaks against it."""
    if apart.is_apart(report) or apart.is_also(report, act.places):
        return True
    return background and (apart.goes_on(report) or apart.is_of_another_kind(report, act.triggers))


def _join(act: Act, report: Report) -> None:
    for trigger in report.triggers:
        own = act.family is report.family and family_of(trigger.types[0]) is act.family
        (act.triggers if own or not act.triggers else act.joined).append(trigger)
    act.places.extend(report.places if not act.places else ())
    act.times.extend(report.times if not act.times else ())


def _refusal(page: Page, report: Report, acts: Sequence[Act], *, background: bool) -> DropReason | None:
    """Why a report cannot found an act; null where it can."""
    if not any(_founds(page, trigger, report, acts, background=background) for trigger in report.triggers):
        return DropReason.STATEMENT
    if background or report.sentence <= LEAD or _stands_alone(page, report, acts):
        return None
    return DropReason.NO_DATE if report.places else DropReason.NO_PLACE


def _stands_alone(page: Page, report: Report, acts: Sequence[Act]) -> bool:
    """Whether a report away from the lead has what it takes to be an act of its own."""
    own_place = any(place.precision not in COARSE for place in report.places)
    if (own_place and report.times) or _is_fresh(report):
        return True
    if acts:
        soon = report.sentence - acts[-1].sentences[-1] <= ROUND_UP
        return (own_place and soon) or (report.sentence <= NEWS and apart.is_apart(report))
    placed = report.places or page.dateline or _HERE.search(report.text)
    return report.sentence <= NEWS and bool(placed or report.times or _is_crime(report))


def _is_crime(report: Report) -> bool:
    """Local news tells of a crime before it says where and when: its readers know."""
    violent = any(EventType.VIOLENT_CRIME in trigger.types for trigger in report.triggers)
    return violent and scanner().cues["politics"].search(report.text) is None


def _is_fresh(report: Report) -> bool:
    """``The two have also traded blame for the fire at the dam``: told as just come about, at a place of its own."""
    return any(place.precision in apart.EXACT for place in report.places) and _FRESH.search(report.text) is not None


def _founds(page: Page, trigger: Trigger, report: Report, acts: Sequence[Act], *, background: bool) -> bool:
    """Whether the trigger tells of an act that was not told before."""
    apart = background and bool(report.places or report.times or not acts)
    if not apart and (acts or (report.sentence and not report.times)) and _is_definite(page, trigger):
        return False
    if not background and (is_retold(page, trigger) or (not report.times and _is_told_by_another(page, trigger))):
        return False
    if is_asserted(page, trigger) and (background or not is_commented(page, trigger)):
        return True
    if background and is_charged(page, trigger):
        return True
    if not trigger.noun or entry_of(trigger).weak:
        return False
    return (background and _is_somebodys(page, trigger)) or _is_dated(page, trigger, report)


def _is_told_by_another(page: Page, trigger: Trigger) -> bool:
    """Whether somebody's own words tell it, or it only says which bomb or which man is meant."""
    late = trigger.span.sentence > LEAD
    return is_quoted(page, trigger) or (late and _KNOWN.search(before(page, trigger.span)) is not None)


def _is_somebodys(page: Page, trigger: Trigger) -> bool:
    """``the murder of the judge``, ``the judge's murder``."""
    told = _COMPLEMENT.match(after(page, trigger.span)) or _OWNED.search(before(page, trigger.span))
    return told is not None


def _is_dated(page: Page, trigger: Trigger, report: Report) -> bool:
    """``Friday's shooting``, ``the bombing on 4 May``: the day stands beside the noun, and no other matter between.

    ``praised the incursion last week``: what stands behind a noun that somebody reacts to dates the reaction.
    """
    behind = after(page, trigger.span)
    reach = -1 if _REACTED.search(before(page, trigger.span)) else BEHIND
    return any(
        (0 <= trigger.span.start - time.span.end <= AHEAD and _is_of_days(time))
        or (0 <= (gap := time.span.start - trigger.span.end) <= reach and _OTHER_MATTER.search(behind, 0, gap) is None)
        for time in report.times
        if trigger.span.sentence > 0
    )


def _is_of_days(time: TimeExpression) -> bool:
    """``Friday's raid``; but ``the past month of air raids`` is no act."""
    return time.days is not None and time.days.precision not in (DatePrecision.MONTH, DatePrecision.YEAR)


def _is_definite(page: Page, trigger: Trigger) -> bool:
    """``the attack``: said of an act told before."""
    if not trigger.noun:
        return trigger.lemma in _AFTERMATH
    sentence = page.sentences[trigger.span.sentence]
    ahead = sentence.folded[max(0, trigger.span.start - sentence.start - 30) : trigger.span.start - sentence.start]
    return _DEFINITE.search(ahead) is not None and not _COMPLEMENT.match(after(page, trigger.span))
