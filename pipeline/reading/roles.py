"""Who did it and to whom: by position around the trigger, with its voice and its prepositions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.reading.clauses import after, before, is_passive
from pipeline.reading.findings import FoundActor, Trigger
from pipeline.reading.page import Page
from pipeline.reading.triggers import Frame, entry_of

_BY: Final = re.compile(
    r"\b(?:by|from|at the hands of|blamed on|carried out by)\b(?:\s+[\w'\u2019.-]+){0,6}\s*$", re.IGNORECASE
)
_ON: Final = re.compile(
    r"\b(?:on|of|against|at|targeting|target|hit|hitting|upon|into|killing|wounding|injuring|with)\b(?:\s+[\w'\u2019.-]+){0,7}\s*$",
    re.IGNORECASE,
)
_AGENT: Final = re.compile(r"\bby\b(?:\s+(?!on\b|in\b|at\b)[\w'\u2019.,-]+){0,6}\s*$", re.IGNORECASE)
_SOURCE: Final = re.compile(r"\b(?:according to|told|reported by|reported to)\b(?:\s+\w+){0,2}\s*$", re.IGNORECASE)
_SPEECH: Final = re.compile(
    r"^[\w\s'\u2019]{0,24}?\b(?:say|says|said|told|reported|confirmed|announced|claimed|added|believe|stated)\b",
    re.IGNORECASE,
)
_SUFFERS: Final = re.compile(
    r"\b(?:killed|wounded|injured|dead|died|die|dying|hurt|abducted|shot|hit|in|under|by|during|after|from|survived)\b[^,;]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sides:
    """The actors of one trigger."""

    initiators: tuple[FoundActor, ...] = ()
    targets: tuple[FoundActor, ...] = ()

    def __bool__(self) -> bool:
        """Whether anybody is named."""
        return bool(self.initiators or self.targets)


def sides(page: Page, trigger: Trigger, actors: Iterable[FoundActor]) -> Sides:
    """The actors of the trigger's sentence, told apart."""
    here = [
        actor
        for actor in actors
        if actor.span.sentence == trigger.span.sentence
        and not _speaks(page, actor)
        and not (actor.span.start < trigger.span.end and trigger.span.start < actor.span.end)
    ]
    left = [actor for actor in here if actor.span.end <= trigger.span.start]
    right = [actor for actor in here if actor.span.start >= trigger.span.end]
    frame = entry_of(trigger).frame
    if frame is Frame.MUTUAL:
        return _mutual(trigger, left, right)
    if trigger.noun:
        return _of_noun(page, trigger, left, right)
    if frame is Frame.EFFECT or is_passive(page, trigger):
        agents = [actor for actor in right if _between(page, trigger, actor, _AGENT)]
        return Sides(tuple(agents), tuple(left[-2:]))
    return Sides(tuple(left[-1:]), tuple(right[:1]))


def _mutual(trigger: Trigger, left: list[FoundActor], right: list[FoundActor]) -> Sides:
    """``X clashed with Y``, ``clashes between X and Y``: the first named is taken for the first side."""
    if trigger.noun and len(right) > 1:
        return Sides((right[0],), (right[1],))
    if left and right:
        return Sides((left[-1],), (right[0],))
    both = left or right
    return Sides(tuple(both[:1]), tuple(both[1:2]))


def _of_noun(page: Page, trigger: Trigger, left: list[FoundActor], right: list[FoundActor]) -> Sides:
    """``the shelling of X by Y``, ``Y's attack on X``, ``X were killed in an attack by Y``."""
    initiators = [actor for actor in right if _between(page, trigger, actor, _BY)][:1]
    targets = [actor for actor in right if actor not in initiators and _between(page, trigger, actor, _ON)][:1]
    if left:
        gap = page.sentences[trigger.span.sentence].text[
            left[-1].span.end - page.sentences[trigger.span.sentence].start : trigger.span.start
            - page.sentences[trigger.span.sentence].start
        ]
        if not initiators and not _SUFFERS.search(gap):
            initiators = left[-1:]
        elif not targets and _SUFFERS.search(gap):
            targets = left[-1:]
    return Sides(tuple(initiators), tuple(targets))


def _between(page: Page, trigger: Trigger, actor: FoundActor, pattern: re.Pattern[str]) -> bool:
    sentence = page.sentences[trigger.span.sentence]
    gap = sentence.text[trigger.span.end - sentence.start : actor.span.start - sentence.start]
    return pattern.search(gap) is not None and ";" not in gap


def _speaks(page: Page, actor: FoundActor) -> bool:
    """``police said``, ``according to the army``, a headline's ``: army``: a source, no party."""
    ahead, behind = before(page, actor.span), after(page, actor.span)
    cited = actor.span.sentence == 0 and ahead.rstrip().endswith(":") and not behind.strip()
    return cited or _SPEECH.match(behind) is not None or _SOURCE.search(ahead) is not None
