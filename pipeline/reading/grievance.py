"""What a crowd protests against is no act of the crowd: ``a march against the killing of two students``.

And a protest that is but the scene of a shooting is not the act that is told: ``officers killed during a march``.
"""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.lexicon import words
from pipeline.reading.families import PROTEST_TYPES
from pipeline.reading.findings import Drop, DropReason, Trigger
from pipeline.reading.page import Page
from schemas.values import EventType

_SENTENCES: Final = re.compile(r"[.;]\s")
_SCENE: Final = re.compile(
    r"\b(?:during|at|near|outside|close to|in the middle of) (?:an? |the |this |that |\w+'s )?(?:[\w-]+ ){0,4}$"
)
_PEOPLE: Final = frozenset({"demonstrator"})
_HARM: Final = frozenset({EventType.ATTACK_ON_CIVILIANS, EventType.VIOLENT_CRIME, EventType.ARMED_CLASH})
_RESUMES: Final = re.compile(
    r"\b(?:police|soldiers|officers|security forces|protesters|demonstrators|rioters|the crowd|participants|activists"
    r"|troops|army)\s+(?:\w+\s+){0,3}?(?:\w+ed|threw|beat|shot|fought|set|broke|burnt)\b"
)


def without_grievance(text: str) -> str:
    """A folded text about a protest without what it is about."""
    kept = []
    for sentence in _SENTENCES.split(text):
        cause = words("cause").search(sentence)
        resumed = _RESUMES.search(sentence, cause.end()) if cause else None
        kept.append(sentence[: cause.start()] if cause else sentence)
        if resumed:
            kept.append(sentence[resumed.start() :])
    return " ".join(kept)


def grievances(page: Page, triggers: Sequence[Trigger]) -> list[Drop]:
    """The triggers that stand in what a protest is about."""
    drops = []
    for trigger in triggers:
        if trigger.types[0] in PROTEST_TYPES:
            continue
        sentence = page.sentences[trigger.span.sentence]
        for protest in triggers:
            if (
                protest.types[0] in PROTEST_TYPES
                and protest.span.sentence == sentence.index
                and protest.span.end <= trigger.span.start
            ):
                between = sentence.folded[protest.span.start - sentence.start : trigger.span.start - sentence.start]
                cause = words("cause").search(between)
                if cause and not _RESUMES.search(between + " " + trigger.text.lower(), cause.end()):
                    drops.append(Drop(DropReason.STATEMENT, "grievance", trigger.span))
                    break
    return drops


def scenes(page: Page, triggers: Sequence[Trigger]) -> list[Drop]:
    """The protests at which strangers shot: ``five people were shot near the protest``, ``killed by a sniper``."""
    return [
        Drop(DropReason.STATEMENT, "scene", trigger.span) for trigger in triggers if _is_scene(page, trigger, triggers)
    ]


def _is_scene(page: Page, protest: Trigger, triggers: Sequence[Trigger]) -> bool:
    if protest.types[0] is not EventType.PEACEFUL_PROTEST:
        return False
    sentence = page.sentences[protest.span.sentence]
    if words("strangers").search(sentence.folded) is None or words("live_fire").search(sentence.folded):
        return False
    ahead = sentence.folded[: protest.span.start - sentence.start]
    people = protest.lemma in _PEOPLE
    return (people or _SCENE.search(ahead) is not None) and any(
        one.span.sentence == sentence.index and one.types[0] in _HARM and (people or one.span.end <= protest.span.start)
        for one in triggers
    )
