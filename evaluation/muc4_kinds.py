"""What the task of 1992 calls an act: by the type that was read, and by the words that tell of it."""

import re
from collections import defaultdict
from functools import cache
from typing import Final

from pipeline.reading.triggers import entries
from schemas.mention import Mention
from schemas.values import EventType, Evidence, WeaponClass

T = EventType

TYPES: Final = {
    T.REMOTE_EXPLOSIVE: "BOMBING",
    T.SUICIDE_BOMBING: "BOMBING",
    T.GRENADE: "BOMBING",
    T.ABDUCTION: "KIDNAPPING",
    T.PROPERTY_DESTRUCTION: "ARSON",
    T.ATTACK_ON_CIVILIANS: "ATTACK",
    T.VIOLENT_CRIME: "ATTACK",
    T.ARMED_CLASH: "ATTACK",
    T.SHELLING_OR_MISSILE: "ATTACK",
    T.AIR_OR_DRONE_STRIKE: "ATTACK",
    T.MOB_VIOLENCE: "ATTACK",
    T.SEXUAL_VIOLENCE: "ATTACK",
    T.EXCESSIVE_FORCE: "ATTACK",
}
FIRES: Final = frozenset({"torch", "burn", "set on fire", "arson"})
"""Words that tell of arson alone."""
_SABOTAGE: Final = frozenset({"sabotage", "destroy"})
MURDERS: Final = frozenset(
    {"murder", "assassination", "assassinate", "kill", "killing", "shoot", "gun down", "execute", "slay", "attack"}
)
KIDNAPS: Final = frozenset({"kidnap", "kidnapping", "abduct", "abduction"})
_MEANT: Final = MURDERS - {"attack", "kill"}
"""What no bomb is said to do: whom other sentences call killed, hurt or attacked beside a bombing is a victim of it."""
_FOILED: Final = re.compile(
    r"\b(?:defus\w+|deactivat\w+|(?:failed to|did not|before it) (?:explode|detonate|go off)\w*)\b", re.IGNORECASE
)


def kind_of(mention: Mention) -> str | None:
    """What the task calls such an act; of a crime without a sign of politics its word tells."""
    if mention.type is T.VIOLENT_CRIME:
        told = mention.evidence[0].rule.removeprefix("trigger:")
        return _lemmas().get(told, "ATTACK")
    if mention.type is T.PROPERTY_DESTRUCTION:
        return "ARSON" if _burned(mention) else "ATTACK"
    return TYPES.get(mention.type) or ("BOMBING" if is_foiled(mention) else None)


def is_foiled(mention: Mention) -> bool:
    """A bomb that did not go off is an attempt at a bombing; arms that were seized are nothing to the task."""
    return mention.type is T.DISRUPTED_WEAPONS_USE and _FOILED.search(mention.sentence) is not None


def _burned(mention: Mention) -> bool:
    if any(weapon.weapon_class is WeaponClass.FIRE for weapon in mention.weapons):
        return True
    return any(word in mention.sentence.lower() for word in ("burn", "fire", "arson", "torch", "ablaze"))


def told_in(sentence: int, mention: Mention, main: str) -> str | None:
    """What kind of act a sentence of the mention tells of: houses may be attacked elsewhere than where a bomb was."""
    told = {_told_by(evidence) for evidence in mention.evidence if evidence.span.sentence == sentence} - {None}
    if main in told or (told and main == "ATTACK"):
        return main
    return "ATTACK" if "ATTACK" in told else None


def told_beside(mention: Mention, main: str | None) -> dict[str, set[int]]:
    """The kinds of act that the mention's trigger words tell of, and in which sentences no bomb is told of."""
    told: defaultdict[str, set[int]] = defaultdict(set)
    for evidence in mention.evidence:
        kind = _told_by(evidence)
        if kind and ((main, kind) != ("BOMBING", "ATTACK") or evidence.rule.removeprefix("trigger:") in _MEANT):
            told[kind].add(evidence.span.sentence)
    told["ATTACK"] -= told["BOMBING"]
    return {type_: told[type_] for type_ in ("KIDNAPPING", "ATTACK") if told[type_]}


def _told_by(evidence: Evidence) -> str | None:
    lemma = evidence.rule.removeprefix("trigger:")
    return _lemmas().get(lemma) if lemma != evidence.rule else None


def blows(mention: Mention) -> dict[int, str]:
    """What kind of act against things the words of each sentence tell of; a bomb before fire, fire before the rest."""
    told: dict[int, str] = {}
    for evidence in mention.evidence:
        lemma, sentence = evidence.rule.removeprefix("trigger:"), evidence.span.sentence
        if _told_by(evidence) == "BOMBING":
            told[sentence] = "BOMBING"
        elif lemma in FIRES and told.get(sentence) != "BOMBING":
            told[sentence] = "ARSON"
        elif lemma in _SABOTAGE:
            told.setdefault(sentence, "ATTACK")
    return told


@cache
def _lemmas() -> dict[str, str]:
    return {entry.lemma: TYPES[entry.types[0]] for entry in entries() if entry.types[0] in TYPES}
