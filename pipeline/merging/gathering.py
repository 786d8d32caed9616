"""The lists of a record: what many mentions tell, once each, and no longer than a reader will read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from schemas.mention import Mention
from schemas.values import (
    Actor,
    ActorRole,
    Claim,
    Person,
    PersonEffect,
    PersonRole,
    Target,
    Weapon,
)

_ACTORS: Final = 12
_PERSONS: Final = 24
_OBJECTS: Final = 12
_CLAIMS: Final = 24
_ROLES: Final = {
    role: rank
    for rank, role in enumerate(
        (
            ActorRole.INITIATOR,
            ActorRole.SIDE_A,
            ActorRole.SIDE_B,
            ActorRole.ALLEGED,
            ActorRole.TARGET,
            ActorRole.AFFECTED,
        )
    )
}


def actors_of(mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    """Every actor once, by the role told most often; initiators first, then by canonical name."""
    found: dict[str, Actor] = {}
    disputed: set[str] = set()
    for mention in mentions:
        for actor in mention.actors:
            if found.setdefault(actor.canonical, actor).role is not actor.role:
                disputed.add(actor.canonical)
    for name in disputed:
        roles = Counter([actor.role for mention in mentions for actor in mention.actors if actor.canonical == name])
        found[name] = replace(found[name], role=roles.most_common(1)[0][0])
    ranked = sorted(found.values(), key=_rank)
    return tuple(ranked[:_ACTORS])


def _rank(actor: Actor) -> tuple[int, str]:
    return _ROLES[actor.role], actor.canonical


def persons_of(mentions: Sequence[Mention], *, named: bool) -> tuple[Person, ...]:
    """Every person once, as the first report that names or describes them does; what became of them by the latest."""
    found: dict[object, Person] = {}
    for person in [person for mention in mentions for person in mention.persons]:
        key = (
            person.role,
            person.name.lower() if person.name else (person.description, person.age, person.sex, person.number),
        )
        known = found.setdefault(key, person)
        if known is person:
            continue
        age = known.age if known.age is not None else person.age
        sex = known.sex or person.sex
        effect = known.effect if person.effect is PersonEffect.UNKNOWN else person.effect
        if (age, sex, effect) != (known.age, known.sex, known.effect):
            found[key] = replace(known, age=age, sex=sex, effect=effect)
    return tuple(
        [
            Person(
                role=person.role,
                name=person.name if named or person.role is PersonRole.OFFICIAL else None,
                description=person.description,
                age=person.age,
                sex=person.sex,
                sector=person.sector,
                number=person.number,
                effect=person.effect,
            )
            for person in list(found.values())[:_PERSONS]
        ]
    )


def weapons_of(mentions: Sequence[Mention]) -> tuple[Weapon, ...]:
    """Every weapon once, by its name."""
    found: dict[str, Weapon] = {}
    for mention in mentions:
        for weapon in mention.weapons:
            found.setdefault(weapon.name.lower(), weapon)
    return tuple(found.values())[:_OBJECTS]


def targets_of(mentions: Sequence[Mention]) -> tuple[Target, ...]:
    """Every object once, by its name."""
    found: dict[str, Target] = {}
    for mention in mentions:
        for target in mention.targets:
            found.setdefault(target.name.lower(), target)
    return tuple(found.values())[:_OBJECTS]


def claims_of(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Each claim once, as first made; the latest where there are more than can be shown."""
    found: dict[object, Claim] = {}
    for claim in claims:
        gist = (
            claim.metric,
            claim.group,
            claim.low,
            claim.high,
            claim.qualifier,
            claim.item,
            claim.claimant,
            claim.stance,
        )
        found.setdefault(gist, claim)
    return tuple(found.values())[-_CLAIMS:]
