"""From acts to mentions: type, place, day, sides, persons, figures, each with the words that gave it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

from pipeline.lexicon import words
from pipeline.reading import claims, places, times
from pipeline.reading.acts import Act
from pipeline.reading.assertion import is_asserted
from pipeline.reading.confidence import confidence
from pipeline.reading.cues import Typed, type_of
from pipeline.reading.finders import Findings
from pipeline.reading.findings import Drop, DropReason, FoundClaim, Trigger
from pipeline.reading.folding import fold
from pipeline.reading.page import Page
from pipeline.reading.realis import outcome
from pipeline.reading.summaries import summarize
from pipeline.reading.types import ATTACKS
from schemas.mention import Mention
from schemas.values import (
    Actor,
    ActorRole,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Evidence,
    Kind,
    Location,
    Metric,
    PlacePrecision,
    Sector,
    Span,
    Stance,
)

T = TypeVar("T")

SENTENCE_LENGTH: Final = 300
FIRST: Final = 2
"""What the title or the first two sentences tell without a day is news of the day."""

RETOLD_AFTER: Final = timedelta(days=30)
"""An act this long before publication is retold, not reported."""

LATER: Final = 0.6
"""What each sentence after the first telling takes off a trigger's merit: its place and day may be another act's."""

_MUTUAL: Final = frozenset({EventType.ARMED_CLASH, EventType.AGREEMENT})


@dataclass(frozen=True, slots=True)
class Fixed:
    """Where and when an act was, with the words that say so."""

    location: Location
    place_evidence: Evidence
    date: EventDate
    date_evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Told:
    """An act with all that was decided of it, and its number among the article's mentions."""

    act: Act
    trigger: Trigger
    typed: Typed
    fixed: Fixed
    number: int


def assemble(page: Page, acts: Sequence[Act], found: Findings) -> tuple[tuple[Mention, ...], tuple[Drop, ...]]:
    """The mentions of a page, in the order of the text, and the acts that make none."""
    told: list[tuple[Act, Mention]] = []
    drops: list[Drop] = []
    for act in acts:
        result = mention_of(page, act, found, len(told))
        if isinstance(result, Mention):
            told.append((act, result))
        else:
            drops.append(result)
    return summarize(page, told, found.claims), tuple(drops)


def mention_of(page: Page, act: Act, found: Findings, number: int) -> Mention | Drop:
    """One act as a mention, or why it is none."""
    trigger = main_trigger(page, act, found)
    rest = tuple(other.span for other in (*act.triggers, *act.joined) if other is not trigger)
    placed = places.place_of(page, found.toponyms, trigger.span, rest)
    if placed is None:
        return Drop(DropReason.NO_PLACE, "assembly:no place", trigger.span)
    fixed = Fixed(*placed, *times.date_of(page, found.times, trigger.span, rest))
    typed = type_of(page, act, trigger, found, fixed.location)
    refusal = _everyday(page, trigger, typed.type) or _refusal(page, act, fixed, typed.type)
    if refusal is not None:
        return Drop(refusal, "assembly:" + refusal, trigger.span)
    return _build(page, Told(act, trigger, typed, fixed, number), found)


def _refusal(page: Page, act: Act, fixed: Fixed, type_: EventType) -> DropReason | None:
    """Why a placed act is not believed to be an event of its own."""
    if fixed.date.basis is DateBasis.BOUNDED:
        if not _is_news(act) and not (act.lead and type_ is EventType.VIOLENT_CRIME):
            return DropReason.NO_DATE
        if fixed.location.precision is PlacePrecision.COUNTRY:
            return DropReason.NO_PLACE
    if fixed.date.precision is DatePrecision.YEAR:
        return DropReason.NO_DATE
    if _is_retold(page, fixed) and not act.lead and not act.times:
        return DropReason.HISTORIC
    return None


def _everyday(page: Page, trigger: Trigger, type_: EventType) -> DropReason | None:
    """Arrests of thieves and dealers are no politics."""
    told = fold(page.sentences[trigger.span.sentence].text)
    return DropReason.CRIME if type_ is EventType.ARRESTS and words("common_crime").search(told) else None


def _is_retold(page: Page, fixed: Fixed) -> bool:
    return page.article.published_at.date() - fixed.date.end > RETOLD_AFTER


def _is_news(act: Act) -> bool:
    """Told first of all, so that publication dates it; or told as just come about, at a site of its own."""
    return act.triggers[0].span.sentence <= FIRST or act.fresh


def main_trigger(page: Page, act: Act, found: Findings) -> Trigger:
    """The trigger that tells most: asserted, beside a place and a day, early, in the body rather than the title."""
    placed = {toponym.span.sentence for toponym in found.toponyms if toponym.locative and toponym.rule != "dateline"}
    dated = {time.span.sentence for time in found.times if not time.of_saying}
    first = act.triggers[0].span.sentence

    def merit(trigger: Trigger) -> tuple[float, int]:
        index = trigger.span.sentence
        signs = (index in placed) + (index in dated) + (index > 0) + is_asserted(page, trigger)
        return signs - LATER * (index - first), -trigger.span.start

    return max(act.triggers, key=merit)


def _build(page: Page, whole: Told, found: Findings) -> Mention:
    act, trigger, typed, fixed = whole.act, whole.trigger, whole.typed, whole.fixed
    sentences = act.sentences
    told = claims.of_act(found.claims, sentences)
    actors = _actors(typed) or _blamed(told)
    evidence = [
        Evidence("trigger", trigger.span, trigger.rule),
        Evidence("type", trigger.span, typed.rule),
        fixed.place_evidence,
        *([fixed.date_evidence] if fixed.date_evidence else ()),
        *(Evidence(f"actors.{index}", span, rule) for index, (_, span, rule) in enumerate(actors)),
        *(Evidence(f"claims.{index}", one.claim.span, one.rule) for index, one in enumerate(told) if one.claim.span),
        *(Evidence("trigger", other.span, other.rule) for other in act.triggers if other is not trigger),
        *(Evidence("context", other.span, other.rule) for other in act.joined),
    ]
    return Mention(
        id=f"{page.article.id}#{whole.number}",
        kind=Kind.INCIDENT,
        type=typed.type,
        date=fixed.date,
        location=fixed.location,
        confidence=confidence(
            location=fixed.location,
            date=fixed.date,
            lead=act.lead,
            triggers=len(act.triggers),
            actors=bool(actors),
            type_known=typed.type not in ATTACKS,
        ),
        sentence=page.sentences[trigger.span.sentence].text[:SENTENCE_LENGTH],
        evidence=tuple(evidence),
        outcome=outcome(page, trigger),
        actors=tuple(actor for actor, _, _ in actors),
        persons=tuple(one.person for one in found.persons if one.person.span and one.person.span.sentence in sentences),
        claims=tuple(one.claim for one in told),
        weapons=_distinct(one.weapon for one in found.weapons if one.span.sentence in sentences),
        targets=_distinct(one.target for one in found.targets if one.span.sentence in sentences),
        retelling=_is_retold(page, fixed),
    )


def _blamed(told: Sequence[FoundClaim]) -> list[tuple[Actor, Span, str]]:
    """Two that blame each other are both alleged to have done it."""
    accusers = {
        one.claim.claimant: one
        for one in told
        if one.claim.metric is Metric.RESPONSIBILITY and one.claim.stance is Stance.ACCUSE and one.claim.claimant
    }
    if len(accusers) < 2:
        return []
    return [
        (Actor(name, name, ActorRole.ALLEGED, Sector.GOVERNMENT), one.claim.span, one.rule)
        for name, one in accusers.items()
        if one.claim.span
    ]


def _actors(typed: Typed) -> list[tuple[Actor, Span, str]]:
    mutual = typed.type in _MUTUAL
    parts = (
        (typed.sides.initiators, ActorRole.SIDE_A if mutual else ActorRole.INITIATOR),
        (typed.sides.targets, ActorRole.SIDE_B if mutual else ActorRole.TARGET),
    )
    return [
        (Actor(found.text, found.canonical, role, found.sector, found.country), found.span, found.rule)
        for side, role in parts
        for found in side
    ]


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
