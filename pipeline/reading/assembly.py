"""From acts to mentions: type, place, day, sides, persons, figures, each with the words that gave it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeVar

from msgspec import Struct, structs

from pipeline.reading import claims, places, times
from pipeline.reading.acts import LEAD, Act
from pipeline.reading.assertion import is_aside, is_asserted, is_retold
from pipeline.reading.confidence import Fields, confidence
from pipeline.reading.cues import Typed, type_of
from pipeline.reading.finders import Findings
from pipeline.reading.findings import Drop, DropReason, FoundClaim, Trigger
from pipeline.reading.objects import united
from pipeline.reading.page import Page
from pipeline.reading.place_doubts import believed
from pipeline.reading.politics import everyday
from pipeline.reading.realis import outcome
from pipeline.reading.signs import Telling, signs
from pipeline.reading.summaries import summarize
from pipeline.reading.suspects import CLAIMED, is_known, suspects
from pipeline.reading.types import ATTACKS
from pipeline.reading.victims import persons_of
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
    PlaceBasis,
    PlacePrecision,
    Sector,
    Span,
    Stance,
)

T = TypeVar("T")

SENTENCE_LENGTH: Final = 300
FIRST: Final = 2
"""What the title or the first two sentences tell without a day is news of the day."""

HEADLINE: Final = 1
"""The title and the sentence after it."""

NEXT: Final = 1
"""How many sentences from an act's telling its place may stand."""

RETOLD_AFTER: Final = timedelta(days=30)
"""An act this long before publication is retold, not reported."""

LATER: Final = 0.6
"""What each sentence after the first telling takes off a trigger's merit: its place and day may be another act's."""

_LOOKED_BACK: Final = 2
"""What is told as looked back on is the act only where nothing else tells of it."""
_ELSEWHERE: Final = re.compile(r"\W*(?:separately|elsewhere|in (?:a separate|an unrelated|another|other) \w+),?\s")
_LONG: Final = frozenset({DatePrecision.MONTH, DatePrecision.YEAR})
"""So long in a whole country, it is its war that is told of, and no act."""
_MUTUAL: Final = frozenset({EventType.ARMED_CLASH, EventType.AGREEMENT})


class Fixed(Struct, frozen=True):
    """Where and when an act was, with the words that say so."""

    location: Location
    place_evidence: Evidence
    date: EventDate
    date_evidence: Evidence | None


class Told(Struct, frozen=True):
    """An act with all that was decided of it, and its number among the article's mentions."""

    act: Act
    trigger: Trigger
    typed: Typed
    fixed: Fixed
    number: int


def assemble(
    page: Page, acts: Sequence[Act], found: Findings, *, background: bool = False
) -> tuple[tuple[Mention, ...], tuple[Drop, ...]]:
    """The mentions of a page, in the order of the text, and the acts that make none."""
    told: list[tuple[Act, Mention]] = []
    drops: list[Drop] = []
    for act in acts:
        result = mention_of(page, act, found, len(told), background=background)
        if isinstance(result, Mention):
            told.append((act, result))
        else:
            drops.append(result)
    return summarize(page, told, found.claims), tuple(drops)


def mention_of(page: Page, act: Act, found: Findings, number: int, *, background: bool = False) -> Mention | Drop:
    """One act as a mention, or why it is none."""
    trigger = main_trigger(page, act, found)
    own = tuple([other.span for other in act.triggers if other is not trigger])
    rest = (*own, *[other.span for other in act.joined if other is not trigger])
    placed = places.place_of(page, found.toponyms, trigger.span, rest) or _at_home(found, trigger)
    if placed is not None and not background:
        placed = believed(page, found.toponyms, found.filed, trigger.span, placed)
    if placed is None:
        return Drop(DropReason.NO_PLACE, "assembly:no place", trigger.span)
    fixed = Fixed(*placed, *times.date_of(page, found.times, trigger.span, own))
    typed = type_of(page, act, trigger, found, fixed.location)
    refusal = everyday(page, trigger, typed.type, fixed.location)
    if refusal is None and not background:
        refusal = _refusal(page, act, fixed, typed.type)
    if refusal is not None:
        return Drop(refusal, "assembly:" + refusal, trigger.span)
    return _build(page, Told(act, trigger, typed, fixed, number), found)


def _at_home(found: Findings, trigger: Trigger) -> tuple[Location, Evidence] | None:
    """Local news need not say which state it is in."""
    return None if found.home is None else (found.home, Evidence("location", trigger.span, "outlet"))


def _refusal(page: Page, act: Act, fixed: Fixed, type_: EventType) -> DropReason | None:
    """Why a placed act is not believed to be an event of its own."""
    crime = type_ is EventType.VIOLENT_CRIME
    if not crime and (act.in_court or fixed.location.basis is PlaceBasis.OUTLET):
        return DropReason.STATEMENT if act.in_court else DropReason.NO_PLACE
    bounded = fixed.date.basis is DateBasis.BOUNDED
    if bounded and not (_is_recent_crime(act) if crime else act.fresh or _is_headline(page, act, fixed)):
        return DropReason.NO_DATE
    vast = fixed.location.precision is PlacePrecision.COUNTRY and (bounded or fixed.date.precision in _LONG)
    if vast or not (crime or _is_placed(page, act, fixed)):
        return DropReason.NO_PLACE
    late = act.sentences[0] > LEAD
    vague = fixed.date.precision is DatePrecision.YEAR or (late and fixed.date.precision is DatePrecision.MONTH)
    if vague and not crime:
        return DropReason.NO_DATE
    if _is_retold(page, fixed) and not act.lead and not act.times:
        return DropReason.HISTORIC
    return None


def _is_retold(page: Page, fixed: Fixed) -> bool:
    return page.article.published_at.date() - fixed.date.end > RETOLD_AFTER


def _is_recent_crime(act: Act) -> bool:
    """Told first of all, or in the lead: local news of crime is of its day."""
    return act.triggers[0].span.sentence <= FIRST or act.fresh or act.lead


def _is_placed(page: Page, act: Act, fixed: Fixed) -> bool:
    """Whether the place is told with the act or beside it, or by what heads the report of an early one.

    What happened "elsewhere" did not happen at the place of another sentence.
    """
    precise = fixed.location.precision is not PlacePrecision.COUNTRY
    if precise and fixed.location.basis is PlaceBasis.CONTEXT and _ELSEWHERE.match(_own(page, act)):
        return False
    place, first = fixed.place_evidence.span.sentence, act.sentences[0]
    wide = fixed.location.precision is PlacePrecision.COUNTRY and place <= HEADLINE
    headed = first <= LEAD + 1 and (place == 0 or wide or fixed.location.basis is PlaceBasis.DATELINE)
    return headed or any(abs(place - sentence) <= NEXT for sentence in act.sentences)


def _own(page: Page, act: Act) -> str:
    return page.sentences[act.triggers[0].span.sentence].folded


def _is_headline(page: Page, act: Act, fixed: Fixed) -> bool:
    """Told by the title or the first sentence, with its place, as what is new: else no day but its own dates it."""
    first = act.triggers[0]
    placed = fixed.place_evidence.span.sentence <= HEADLINE and fixed.location.basis is not PlaceBasis.DATELINE
    return first.span.sentence <= HEADLINE and placed and not is_aside(page, first)


def main_trigger(page: Page, act: Act, found: Findings) -> Trigger:
    """The trigger that tells most: asserted, beside a place and a day, early, in the body rather than the title."""
    placed = {toponym.span.sentence for toponym in found.toponyms if toponym.locative and toponym.rule != "dateline"}
    dated = {time.span.sentence for time in found.times if not time.of_saying}
    first = act.triggers[0].span.sentence

    def merit(trigger: Trigger) -> tuple[float, int]:
        index = trigger.span.sentence
        signs = (index in placed) + (index in dated) + (index > 0) + is_asserted(page, trigger)
        signs -= _LOOKED_BACK * is_retold(page, trigger)
        return signs - LATER * (index - first), -trigger.span.start

    return max(act.triggers, key=merit)


def _build(page: Page, whole: Told, found: Findings) -> Mention:
    act, trigger, typed, fixed = whole.act, whole.trigger, whole.typed, whole.fixed
    sentences = act.sentences
    told = _unharmed(claims.of_act(found.claims, act.counting))
    actors = _actors(typed)
    actors = [*actors, *_suspected(page, whole, found, actors)] or _blamed(told)
    evidence = [
        Evidence("trigger", trigger.span, trigger.rule),
        Evidence("type", trigger.span, typed.rule),
        fixed.place_evidence,
        *([fixed.date_evidence] if fixed.date_evidence else ()),
        *(Evidence(f"actors.{index}", span, rule) for index, (_, span, rule) in enumerate(actors)),
        *(Evidence(f"claims.{index}", one.claim.span, one.rule) for index, one in enumerate(told) if one.claim.span),
        *[Evidence("trigger", other.span, other.rule) for other in act.triggers if other is not trigger],
        *[Evidence("context", other.span, other.rule) for other in act.joined],
    ]
    return Mention(
        id=f"{page.article.id}#{whole.number}",
        kind=Kind.INCIDENT,
        type=typed.type,
        date=fixed.date,
        location=fixed.location,
        confidence=confidence(
            Fields(fixed.location, fixed.date, bool(actors), typed.type not in ATTACKS),
            signs(page, Telling(typed.type, fixed.location, fixed.date, evidence), found.toponyms),
        ),
        sentence=page.sentences[trigger.span.sentence].text[:SENTENCE_LENGTH],
        evidence=tuple(evidence),
        outcome=outcome(page, trigger),
        actors=tuple([actor for actor, _, _ in actors]),
        persons=persons_of(act, found.persons, crime=typed.type is EventType.VIOLENT_CRIME),
        claims=tuple([one.claim for one in told]),
        weapons=_distinct(one.weapon for one in found.weapons if one.span.sentence in sentences),
        targets=united(one.target for one in found.targets if one.span.sentence in sentences),
        retelling=_is_retold(page, fixed),
        sentence_start=page.sentences[trigger.span.sentence].start,
    )


def _unharmed(told: tuple[FoundClaim, ...]) -> tuple[FoundClaim, ...]:
    """Where nobody was hurt, nobody was killed."""
    if any(one.claim.metric is Metric.KILLED for one in told):
        return told
    none = next((one for one in told if one.claim.metric is Metric.WOUNDED and one.claim.high == 0), None)
    if none is None:
        return told
    return (*told, structs.replace(none, claim=replace(none.claim, metric=Metric.KILLED), rule=f"{none.rule}.unharmed"))


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


def _suspected(
    page: Page, whole: Told, found: Findings, actors: Sequence[tuple[Actor, Span, str]]
) -> list[tuple[Actor, Span, str]]:
    """Who is held to have done it, where its own words name no organisation that did."""
    doers = [actor for actor, _, _ in actors if actor.role is ActorRole.INITIATOR]
    if whole.typed.type not in CLAIMED or any(is_known(actor) for actor in doers):
        return []
    taken = frozenset(actor.canonical for actor, _, _ in actors)
    return [
        (Actor(one.text, one.canonical, ActorRole.ALLEGED, one.sector, one.country), one.span, f"suspect:{one.rule}")
        for one in suspects(page, whole.act, found, taken, named=bool(doers))
    ]


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
