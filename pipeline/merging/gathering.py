"""The lists of a record: what many mentions tell, once each, and no longer than a reader will read."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

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

K = TypeVar("K")
V = TypeVar("V")


def _distinct(values: Iterable[V], key: Callable[[V], K]) -> dict[K, V]:
    """The first of each key."""
    found: dict[K, V] = {}
    for value in values:
        found.setdefault(key(value), value)
    return found


def actors_of(mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    """Every actor once, by the role told most often; initiators first, then by canonical name."""
    told = [actor for mention in mentions for actor in mention.actors]
    if not told:
        return ()
    roles: dict[str, Counter[ActorRole]] = {}
    for actor in told:
        roles.setdefault(actor.canonical, Counter())[actor.role] += 1
    found = _distinct(told, lambda actor: actor.canonical)
    agreed = {name: counted.most_common(1)[0][0] for name, counted in roles.items()}
    ranked = [
        actor if actor.role is agreed[name] else replace(actor, role=agreed[name]) for name, actor in found.items()
    ]
    return tuple(sorted(ranked, key=lambda actor: (_ROLES[actor.role], actor.canonical))[:_ACTORS])


def persons_of(mentions: Sequence[Mention], *, named: bool) -> tuple[Person, ...]:
    """Every person once, as the first report that names or describes them does; what became of them by the latest."""
    found: dict[object, Person] = {}
    for person in (person for mention in mentions for person in mention.persons):
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
    )


def weapons_of(mentions: Sequence[Mention]) -> tuple[Weapon, ...]:
    """Every weapon once, by its name."""
    told = (weapon for mention in mentions for weapon in mention.weapons)
    return tuple(_distinct(told, lambda weapon: weapon.name.lower()).values())[:_OBJECTS]


def targets_of(mentions: Sequence[Mention]) -> tuple[Target, ...]:
    """Every object once, by its name."""
    told = (target for mention in mentions for target in mention.targets)
    return tuple(_distinct(told, lambda target: target.name.lower()).values())[:_OBJECTS]


def claims_of(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Each claim once, as first made; the latest where there are more than can be shown."""
    found = _distinct(
        claims,
        lambda claim: (
            claim.metric,
            claim.group,
            claim.low,
            claim.high,
            claim.qualifier,
            claim.item,
            claim.claimant,
            claim.stance,
        ),
    )
    return tuple(list(found.values())[-_CLAIMS:])
