"""What the triggers of an act say of its type: their types, their sides, the weapons and objects beside them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from msgspec import Struct, structs

from pipeline.lexicon import words
from pipeline.reading.acts import Act
from pipeline.reading.apart import OPENING
from pipeline.reading.assertion import is_asserted
from pipeline.reading.finders import Findings
from pipeline.reading.findings import FoundActor, ToponymKind, Trigger
from pipeline.reading.folding import fold
from pipeline.reading.page import Page
from pipeline.reading.politics import is_orderly, may_be_crime
from pipeline.reading.roles import Cast, Sides
from pipeline.reading.sectors import FIGHTERS, of_sectors
from pipeline.reading.triggers import entry_of
from pipeline.reading.type_amendments import CLOSE, Report, amend
from pipeline.reading.types import (
    BY_WEAPON,
    HIT,
    OPEN,
    REMOTE,
    Cues,
    Verdict,
    classify,
)
from schemas.values import EventType, Location, PlacePrecision, Sector, TargetClass, WeaponClass

MOST: Final = 24
"""Triggers of one act that are asked for its sides: more are a list, and work stays bounded."""
CLOSE_BEFORE: Final = 24
"""Characters before an actor that hold the words that stand with it."""
_CIVILIAN_NOW: Final = re.compile(r"\b(?:former|off-duty|off duty|retired|ex-)")
_KIN: Final = re.compile(
    r"\b(?:son|daughter|wife|husband|widow|brother|sister|mother|father|relatives?)(?:-in-law)? of\b[^.;]*$"
)
_KIN_BEFORE: Final = 140
"""Characters before an officer that hold the words for the relative of theirs who was hit."""
_ARMED_MEN: Final = "armed men"
_BOMBS: Final = frozenset({"bomb", "bombing"})
_HITS: Final = frozenset({"hit", "strike"})
_HOLDERS: Final = {TargetClass.POLICE: Sector.POLICE, TargetClass.MILITARY: Sector.MILITARY}


class Typed(Struct, frozen=True):
    """An act with its type and its sides."""

    type: EventType
    rule: str
    sides: Sides


def type_of(page: Page, act: Act, trigger: Trigger, found: Findings, location: Location | None) -> Typed:
    """What an act was: by its main sentence first, by the others where that leaves it open."""
    near = {trigger.span.sentence, act.triggers[0].span.sentence}
    told = [one for one in (*act.triggers, *act.joined) if one.span.sentence in near]
    told = [one for one in told if is_asserted(page, one)] or told
    cast = Cast(page, found.actors)
    cues = cues_of(page, told, found, location, cast)
    elsewhere = _elsewhere(found, location)
    verdict = classify(cues)
    if verdict[1] in OPEN and len(act.triggers) > 1:
        first, last = _told_here(trigger.span.sentence, elsewhere - near)
        close = [one for one in act.triggers if first <= one.span.sentence <= last]
        close = [one for one in close if one.span.sentence in near or not _opens_another(page, one)]
        close = [one for one in close if one.lemma != "battle" or is_asserted(page, one)] or close
        close = [one for one in close if not entry_of(one).weak] or close
        by_others = classify(cues_of(page, close, found, location, cast))
        verdict = by_others if _may_decide(by_others, cues, verdict) else verdict
    type_, rule = amend(Report(page, act, trigger, cues, elsewhere), verdict)
    telling = [trigger, *told, *act.triggers]
    return Typed(type_, rule, _with_organisation(cast, telling, sides_of(cast, telling)))


def _opens_another(page: Page, trigger: Trigger) -> bool:
    """``Also, heavy bombing was heard``: what adds to a list of acts does not say what the one before was."""
    return OPENING.match(page.sentences[trigger.span.sentence].folded) is not None


def _may_decide(by_others: Verdict, cues: Cues, verdict: Verdict) -> bool:
    """Whether an act's other sentences may say what it was: not that what was shot was bombed, nor who else was hit."""
    type_, rule = by_others
    by_gun = WeaponClass.FIREARM in cues.weapons or words("gunfire").search(cues.text) is not None
    if type_ in REMOTE and by_gun:
        return False
    hit_others = (cues.targets and rule in HIT) or type_ is EventType.SEXUAL_VIOLENCE
    return not (verdict[1] in HIT and hit_others)


def _told_here(sentence: int, elsewhere: frozenset[int]) -> tuple[int, int]:
    """The first and the last of the sentences close by before and after which the text is not at another place."""
    first = max((index + 1 for index in elsewhere if index < sentence), default=0)
    last = min((index - 1 for index in elsewhere if index > sentence), default=sentence + CLOSE)
    return max(first, sentence - CLOSE), min(last, sentence + CLOSE)


def _elsewhere(found: Findings, location: Location | None) -> frozenset[int]:
    """The sentences that put something at another place: "northern Syria, near the Turkish border" is Manbij too."""
    name = country = None
    if location is not None:
        name, country = location.name, location.country
    return frozenset(
        {
            one.span.sentence
            for one in found.toponyms
            if one.locative
            and one.kind is not ToponymKind.DEMONYM
            and one.location.name != name
            and (one.location.country, one.location.precision) != (country, PlacePrecision.REGION)
        }
    )


def cues_of(
    page: Page,
    triggers: Sequence[Trigger],
    found: Findings,
    location: Location | None = None,
    cast: Cast | None = None,
) -> Cues:
    """All that tells of the type of an act told by these triggers."""
    sentences = {trigger.span.sentence for trigger in triggers}
    text = " ".join([page.sentences[index].folded for index in sorted(sentences)])
    both = sides_of(cast or Cast(page, found.actors), _of_violence(triggers))
    weapons = frozenset([one.weapon.weapon_class for one in found.weapons if one.span.sentence in sentences])
    orderly = is_orderly(location)
    return Cues(
        leads=_leads(triggers, weapons, text),
        text=text,
        initiators=of_sectors(actor.sector for actor in both.initiators),
        targets=of_sectors([*(_sector_hit(page, one) for one in both.targets), *_held_by(found, sentences)]),
        doers=" ".join(fold(actor.text) for actor in both.initiators),
        weapons=weapons,
        may_be_crime=(orderly or any(EventType.VIOLENT_CRIME in trigger.types for trigger in triggers))
        and may_be_crime(page, sentences, location)
        and (orderly or not _names_an_armed_group(found, sentences)),
        orderly=orderly,
    )


def _names_an_armed_group(found: Findings, sentences: set[int]) -> bool:
    """Whether fighters are called by their group's name, where that is no gang of a country at peace."""
    return any(
        one.sector in FIGHTERS and one.canonical[:1].isupper() for one in found.actors if one.span.sentence in sentences
    )


def _of_violence(triggers: Sequence[Trigger]) -> Sequence[Trigger]:
    """The triggers that tell who was hit: whoever is arrested afterwards was not."""
    return [one for one in triggers if one.types[0] is not EventType.ARRESTS] or triggers


def _sector_hit(page: Page, actor: FoundActor) -> Sector:
    """Gunmen who are attacked are fighters of some side; soldiers off duty, and former ones, are civilians."""
    sentence = page.sentences[actor.span.sentence]
    at = actor.span.start - sentence.start
    if _CIVILIAN_NOW.search(sentence.folded, max(0, at - CLOSE_BEFORE), actor.span.end - sentence.start):
        return Sector.CIVILIAN
    if _KIN.search(sentence.folded[max(0, at - _KIN_BEFORE) : at]):
        return Sector.CIVILIAN
    return Sector.MILITIA if actor.canonical.endswith(_ARMED_MEN) else actor.sector


def _leads(triggers: Sequence[Trigger], weapons: frozenset[WeaponClass], text: str) -> tuple[EventType, ...]:
    """The first type of each trigger; what merely "hit" says nothing beside a word or a weapon that says more."""
    telling = [trigger for trigger in triggers if trigger.lemma not in _HITS] or triggers
    guided = WeaponClass.AIRCRAFT in weapons
    leads = [
        EventType.AIR_OR_DRONE_STRIKE if guided and trigger.lemma in _BOMBS else trigger.types[0] for trigger in telling
    ]
    dropped = telling is triggers or all(trigger.lemma in _BOMBS for trigger in telling)
    fought = any(trigger.types[0] is EventType.ARMED_CLASH for trigger in telling)
    bombed = not fought and any(one.lemma in _BOMBS for one in telling) and words("army_bombing").search(text)
    if bombed or (dropped and words("aircraft").search(text)) or words("from_the_air").search(text):
        leads = [EventType.AIR_OR_DRONE_STRIKE]
    elif telling is triggers:
        leads = [type_ for weapon, type_ in BY_WEAPON if weapon in weapons][:1] or leads
    return tuple(leads)


def _held_by(found: Findings, sentences: set[int]) -> Iterator[Sector]:
    """The sectors whose posts and vehicles were hit."""
    for one in found.targets:
        if one.span.sentence in sentences and one.target.target_class in _HOLDERS:
            yield _HOLDERS[one.target.target_class]


def _with_organisation(cast: Cast, triggers: Sequence[Trigger], sides: Sides) -> Sides:
    """The organisation behind nameless doers, where another trigger lays the act to one: ``gunmen``, then the ELN."""
    if not sides.initiators or any(actor.canonical[:1].isupper() for actor in sides.initiators):
        return sides
    if any(actor.sector not in FIGHTERS | {Sector.UNKNOWN} for actor in sides.initiators):
        return sides
    taken = {actor.canonical for actor in sides.targets}
    for trigger in islice(triggers, MOST):
        named = [
            actor
            for actor in cast.sides(trigger).initiators
            if actor.sector in FIGHTERS and actor.canonical[:1].isupper() and actor.canonical not in taken
        ]
        if named:
            return structs.replace(sides, initiators=(*sides.initiators, *named))
    return sides


def sides_of(cast: Cast, triggers: Sequence[Trigger]) -> Sides:
    """The sides as the triggers tell them, each side from the first trigger that names it."""
    initiators: tuple[FoundActor, ...] = ()
    targets: tuple[FoundActor, ...] = ()
    asked = {(trigger.span.sentence, trigger.span.start): trigger for trigger in triggers}
    for trigger in islice(asked.values(), MOST):
        named = cast.sides(trigger)
        if not named:
            continue
        taken = {actor.canonical for actor in (*initiators, *targets)}
        initiators = initiators or tuple(actor for actor in named.initiators if actor.canonical not in taken)
        taken |= {actor.canonical for actor in initiators}
        targets = targets or tuple(actor for actor in named.targets if actor.canonical not in taken)
        if initiators and targets:
            break
    return Sides(initiators, targets)
