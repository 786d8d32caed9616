"""What the rest of a report says against the type that an act's main sentence gave it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from pipeline.lexicon import words
from pipeline.reading.acts import Act
from pipeline.reading.families import PROTEST_TYPES
from pipeline.reading.findings import Trigger
from pipeline.reading.page import Page
from pipeline.reading.sectors import ARMED, STATE, UNARMED
from pipeline.reading.types import Cues, Verdict
from schemas.values import EventType

CLOSE: Final = 4
"""Sentences this near the main one may say what it leaves out."""
NEXT: Final = 2
"""Sentences behind a protest that may tell how it went on."""

_RAMPAGES: Final = frozenset({EventType.MOB_VIOLENCE, EventType.PROPERTY_DESTRUCTION, EventType.VIOLENT_DEMONSTRATION})
_DEEDS: Final = {
    "murder": EventType.ATTACK_ON_CIVILIANS,
    "assassinate": EventType.ATTACK_ON_CIVILIANS,
    "assassination": EventType.ATTACK_ON_CIVILIANS,
    "massacre": EventType.ATTACK_ON_CIVILIANS,
    "kidnap": EventType.ABDUCTION,
    "kidnapping": EventType.ABDUCTION,
    "abduct": EventType.ABDUCTION,
    "abduction": EventType.ABDUCTION,
}
"""Words that say by themselves what was done, to somebody who did not fight."""
_OF_OTHERS: Final = frozenset({"type:clash", "type:armed target"})


class Report(Struct, frozen=True):
    """An act with the page that tells it: its main trigger, and the cues of the sentences that this stands in."""

    page: Page
    act: Act
    trigger: Trigger
    cues: Cues
    elsewhere: frozenset[int]
    """The sentences that put something at another place."""


def amend(report: Report, verdict: Verdict) -> Verdict:
    """The type after all that the rest of the report says, and the rule that gave it."""
    for amendment in _AMENDMENTS:
        verdict = amendment(report, verdict)
    return verdict


def _a_deed_stays(report: Report, verdict: Verdict) -> Verdict:
    """A murder or abduction stays one, although other words of the act tell of fights, of a mob or of the dead."""
    deed = _DEEDS.get(report.trigger.lemma)
    type_, rule = verdict
    if deed is None or report.cues.targets & ARMED:
        return verdict
    fought = type_ is EventType.ARMED_CLASH and rule in _OF_OTHERS
    crowds = type_ is EventType.MOB_VIOLENCE and rule == "type:clash of crowds"
    slain = type_ is EventType.ATTACK_ON_CIVILIANS and words("slain").search(report.cues.text) is None
    return (deed, f"type:{deed}") if fought or crowds or (slain and deed is EventType.ABDUCTION) else verdict


def _an_explosion_destroyed_it(report: Report, verdict: Verdict) -> Verdict:
    """The next sentence calls what destroyed something, or harmed nobody in particular, ``the strong explosion``."""
    type_, rule = verdict
    nobody = rule == "type:civilian target" and not report.cues.targets
    if type_ is not EventType.PROPERTY_DESTRUCTION and not nobody:
        return verdict
    at = report.trigger.span.sentence + 1
    exploded = any(words("the_explosion").search(sentence.folded) for sentence in report.page.sentences[at : at + 1])
    return (EventType.REMOTE_EXPLOSIVE, "type:destroyed by a charge") if exploded else verdict


def _a_bomb_never_went_off(report: Report, verdict: Verdict) -> Verdict:
    """It was found, seized or defused, and nothing exploded."""
    if verdict[0] is not EventType.REMOTE_EXPLOSIVE or not words("bomb_found").search(report.cues.text):
        return verdict
    burst = words("went_off").search(report.cues.text) is not None
    return verdict if burst else (EventType.DISRUPTED_WEAPONS_USE, "type:bomb found")


def _a_protest_turned_violent(report: Report, verdict: Verdict) -> Verdict:
    """What is told next of a protest tells of violence, at no other place: its headline may not."""
    if verdict[0] is not EventType.PEACEFUL_PROTEST:
        return verdict
    first = report.trigger.span.sentence
    rampaged = any(
        one.types[0] in _RAMPAGES
        for one in (*report.act.triggers, *report.act.joined)
        if first < one.span.sentence <= first + CLOSE and one.span.sentence not in report.elsewhere
    )
    return (EventType.VIOLENT_DEMONSTRATION, "type:violent protest") if rampaged else verdict


def _a_protest_did_not_stay_calm(report: Report, verdict: Verdict) -> Verdict:
    """The next sentences tell of broken windows or tear gas, at no other place and on no other day."""
    if verdict[0] is not EventType.PEACEFUL_PROTEST:
        return verdict
    first = report.trigger.span.sentence
    near = [one for one in report.page.sentences[first + 1 : first + 1 + NEXT] if one.index not in report.elsewhere]
    told = [one.folded for one in near if not words("earlier").search(one.folded)]
    if any(map(words("rampage").search, told)):
        return EventType.VIOLENT_DEMONSTRATION, "type:violent protest"
    stopped = any(map(words("crowd_control").search, told))
    return (EventType.PROTEST_WITH_INTERVENTION, "type:protest stopped") if stopped else verdict


def _a_clash_was_with_a_crowd(report: Report, verdict: Verdict) -> Verdict:
    """Another sentence tells of a clash without fighters again, and of those who protest: its headline may not."""
    sides = report.cues.initiators | report.cues.targets
    if verdict[0] is not EventType.ARMED_CLASH or sides - UNARMED - STATE:
        return verdict
    by_sentence: defaultdict[int, set[EventType]] = defaultdict(set)
    for one in report.act.joined:
        by_sentence[one.span.sentence].add(one.types[0])
    both = (EventType.ARMED_CLASH in types and types & PROTEST_TYPES for types in by_sentence.values())
    return (EventType.VIOLENT_DEMONSTRATION, "type:clash with a crowd") if any(both) else verdict


_AMENDMENTS: Final[Sequence[Callable[[Report, Verdict], Verdict]]] = (
    _a_deed_stays,
    _an_explosion_destroyed_it,
    _a_bomb_never_went_off,
    _a_protest_turned_violent,
    _a_protest_did_not_stay_calm,
    _a_clash_was_with_a_crowd,
)
"""In this order: each sees what those before it left."""
