"""Cumulative figures: a campaign's ground held, losses and dead belong to a summary, not to one day's incident.

A summary is made where the text says what ground is held; the incident that began it is linked to it. Elsewhere
cumulative figures are background, and are taken off the incident they were told beside.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from msgspec import structs

from pipeline.reading.acts import Act
from pipeline.reading.findings import FoundClaim
from pipeline.reading.page import Page
from pipeline.reading.triggers import entry_of
from schemas.mention import Mention
from schemas.values import (
    Actor,
    ActorRole,
    Claim,
    DatePrecision,
    EventDate,
    EventType,
    Evidence,
    Group,
    Kind,
    Metric,
    Stance,
)

GROUND: Final = frozenset({Metric.SETTLEMENTS, Metric.AREA_KM2})
TOLLS: Final = frozenset(
    {Metric.KILLED, Metric.WOUNDED, Metric.CAPTURED, Metric.LOSSES, Metric.EQUIPMENT, Metric.MISSING}
)
CAMPAIGNS: Final = frozenset(
    {EventType.ARMED_CLASH, EventType.TERRITORY_SEIZED, EventType.TERRITORY_REGAINED, EventType.SHELLING_OR_MISSILE}
)

_WEEK: Final = 10
_MONTH: Final = 45
_REACH: Final = 40
"""Characters before a loss that name who lost."""
_HEAD: Final = re.compile(
    r"\b(?:governor|mayor|prefect) (?:of|said|told)\b|['\u2019]s (?:acting )?(?:governor|mayor|prefect)\b"
)
_LIMIT: Final = 24
"""No more claims than these on one summary: what a reader can take in."""


def summarize(page: Page, told: Sequence[tuple[Act, Mention]], claims: Sequence[FoundClaim]) -> tuple[Mention, ...]:
    """The mentions, with what is cumulative in a summary of its own."""
    ground = [found for found in claims if found.claim.metric in GROUND]
    held = next((index for index, (act, _) in enumerate(told) if ground and _is_state(act)), None)
    if held is None:
        return tuple(_without_cumulative(mention) for _, mention in told)
    begun = next((index for index, (_, mention) in enumerate(told) if index != held and _began(mention)), None)
    summary = told[held][1]
    others = {number for index, (act, _) in enumerate(told) if index not in (held, begun) for number in act.sentences}
    own = {told[begun][1].evidence[0].span.sentence} if begun is not None else set()
    counted = [
        found
        for found in claims
        if found.claim.span
        and found.claim.span.sentence not in others | own
        and (found.claim.metric in GROUND or found.claim.metric in TOLLS)
    ][:_LIMIT]
    first = told[begun][1] if begun is not None else summary
    counted = [_sided(page, found, summary.actors or first.actors, first.location.country) for found in counted]
    mentions = [_without_cumulative(mention) for _, mention in told]
    mentions[held] = replace(
        summary,
        kind=Kind.SUMMARY,
        date=_period(first.date, page.article.published_at.date()),
        location=first.location,
        actors=summary.actors or first.actors,
        claims=tuple(found.claim for found in counted),
        persons=(),
        evidence=(
            *(one for one in summary.evidence if not one.field.startswith("claims.")),
            *_evidence(counted),
        ),
    )
    if begun is not None:
        moved = {found.claim for found in counted}
        mentions[begun] = _counted(mentions[begun], moved, summary.id)
    return tuple(mentions)


def _sided(page: Page, found: FoundClaim, actors: Sequence[Actor], country: str) -> FoundClaim:
    """A claim with the side that lost the troops, or as the admission that it is where ground is lost.

    Losses are those of the side that the words before them name; ground held by a foreign army is conceded by the
    head of the area that lost it.
    """
    claim = found.claim
    holder = next((actor for actor in actors if actor.role in (ActorRole.INITIATOR, ActorRole.SIDE_A)), None)
    if claim.span is None or holder is None or holder.country is None:
        return found
    sentence = page.sentences[claim.span.sentence]
    if claim.metric is Metric.LOSSES and claim.group is Group.UNKNOWN:
        told = sentence.text[: claim.span.end - sentence.start].partition(" lost ")[0]
        lost = holder.canonical.partition(":")[0] in told[-_REACH:]
        return structs.replace(found, claim=replace(claim, group=Group.SIDE_A)) if lost else found
    conceded = claim.metric in GROUND and holder.country != country and _HEAD.search(sentence.folded) is not None
    if conceded and claim.claimant and claim.stance is Stance.ASSERT:
        return structs.replace(found, claim=replace(claim, stance=Stance.ADMIT))
    return found


def needs_all_claims(acts: Iterable[Act]) -> bool:
    """Whether a summary may be made of these acts; its figures may stand in any sentence of the page."""
    return any(map(_is_state, acts))


def _is_state(act: Act) -> bool:
    return any(entry_of(trigger).state for trigger in act.triggers)


def _began(mention: Mention) -> bool:
    return mention.type in CAMPAIGNS and mention.kind is Kind.INCIDENT


def _period(began: EventDate, published: date) -> EventDate:
    """From the first day to publication, as coarse as it is long."""
    length = (published - began.start).days
    precision = (
        DatePrecision.WEEK if length <= _WEEK else DatePrecision.MONTH if length <= _MONTH else DatePrecision.YEAR
    )
    return replace(began, end=max(published, began.start), precision=precision)


def _without_cumulative(mention: Mention) -> Mention:
    """An incident without the figures of a campaign."""
    kept = tuple(claim for claim in mention.claims if not claim.cumulative and claim.metric not in GROUND)
    return _renumbered(mention, kept) if len(kept) < len(mention.claims) else mention


def _counted(mention: Mention, moved: set[Claim], summary: str) -> Mention:
    kept = tuple(claim for claim in mention.claims if claim not in moved)
    return replace(_renumbered(mention, kept), counted_in=summary)


def _renumbered(mention: Mention, kept: tuple[Claim, ...]) -> Mention:
    """The mention with fewer claims, each with its evidence under its new number."""
    rules = {one.span: one.rule for one in mention.evidence if one.field.startswith("claims.")}
    evidence = tuple(one for one in mention.evidence if not one.field.startswith("claims."))
    told = tuple(
        Evidence(f"claims.{index}", claim.span, rules.get(claim.span, "claim"))
        for index, claim in enumerate(kept)
        if claim.span is not None
    )
    return replace(mention, claims=kept, evidence=(*evidence, *told))


def _evidence(counted: Sequence[FoundClaim]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(f"claims.{index}", found.claim.span, found.rule)
        for index, found in enumerate(counted)
        if found.claim.span is not None
    )
