"""MUC-4 messages as templates: ``python -m evaluation.muc4 [--mixed] ARTICLES.jsonl > SYSTEM.jsonl``.

The task of 1992 counted terrorism: not the war between guerrilla and army, and nothing long past. That filter
is its own and stands here, not in the reader. It wanted a template for each kind of act: a man kidnapped and
then killed makes two, a house burned beside a bombing one of its own, and so do two men murdered apart.
"""

import re
import sys
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from msgspec import structs

from evaluation import muc4_slots as slots
from evaluation.lines import Line, answer, article
from evaluation.muc4_again import Template, told_once
from evaluation.muc4_besides import besides
from evaluation.muc4_kinds import FIRES, KIDNAPS, MURDERS, is_foiled, kind_of, told_beside, told_in
from evaluation.muc4_lists import Listed, listed
from evaluation.muc4_places import written
from evaluation.muc4_scene import Scene, redated, scene
from evaluation.muc4_tables import PERPETRATORS
from evaluation.muc4_threats import threats
from pipeline.gazetteer import Gazetteer, load
from pipeline.reading import Reading, read
from pipeline.reading.page import prepare
from schemas.article import Article
from schemas.mention import Mention
from schemas.values import (
    EventType,
    Outcome,
    Person,
    PersonEffect,
    PersonRole,
    Sector,
    Target,
    TargetClass,
)

T = EventType

YEAR: Final = 1989
LATE: Final = 8
"""What is told behind this many sentences is no news of the message's own."""
_MONTHS: Final = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
_UNDERGROUND: Final = re.compile(r"\A\W*CLANDESTINE\b", re.IGNORECASE)
_DAY: Final = re.compile(r"\b([1-9]\d?) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)", re.IGNORECASE)

BESIDE: Final = 60
"""Characters on each side of such a word that may name what was burned."""
_EACH: Final = {
    "ATTACK": (MURDERS, frozenset({PersonEffect.KILLED, PersonEffect.WOUNDED}), 0),
    "KIDNAPPING": (KIDNAPS, frozenset({PersonEffect.CAPTURED, PersonEffect.FREED}), 2),
}
"""Words that tell of each victim's own act, what became of them, and the last sentence that may tell it again."""
_TELLING: Final = ("perp_ind", "perp_org", "targets", "victims")
"""A template names who did it or who or what was hit."""
_ARMIES: Final = frozenset({Sector.MILITARY, Sector.REBEL, Sector.MILITIA})
_OF_WAR: Final = frozenset({T.ARMED_CLASH, T.AIR_OR_DRONE_STRIKE, T.MOB_VIOLENCE})
"""What is war or riot to the task, unless it tells of somebody who was hurt."""
_CIVIL: Final = frozenset({TargetClass.HOME, TargetClass.ENERGY, TargetClass.COMMUNICATIONS})
"""Where these are hit, fighting is sabotage too."""
_OF_ARMIES: Final = frozenset({TargetClass.MILITARY, TargetClass.AIRCRAFT, TargetClass.VEHICLE})


def response(line: Line, gazetteer: Gazetteer, *, mixed: bool) -> dict[str, object]:
    """The templates of one message."""
    text = (line["text_mixed_case"] if mixed else line["text"]) or ""
    source = article({**line, "text": _filed(text)}, _dated(text))
    reading = read(source, gazetteer, background=True)
    told = [(mention, one) for mention in reading.mentions for one in templates(mention, reading, source)]
    events = told_once(
        one for mention, one in told if any(one[slot] for slot in _TELLING) and not _in_passing(mention, one)
    )
    return {"id": line["id"], "events": [*events, *told_once(threats(prepare(source), gazetteer))]}


def _filed(text: str) -> str:
    """With the country for the dateline of a clandestine radio: the messages have those of the Salvadoran guerrillas.

    >>> _filed("CLANDESTINE, 2 MAY 90 (RADIO) -- [TEXT]")
    'EL SALVADOR, 2 MAY 90 (RADIO) -- [TEXT]'
    """
    return _UNDERGROUND.sub("EL SALVADOR", text, count=1)


def _in_passing(mention: Mention, template: Template) -> bool:
    """Whether one late sentence tells it, of no day or place, nobody by name and no object: seldom the task's."""
    sentences = {one.span.sentence for one in mention.evidence if one.field == "trigger"}
    somewhere = template["places"] or isinstance(template["date"], str) or "start" in template["date"]
    something = template["targets"] or any(victim["name"] for victim in template["victims"])
    return len(sentences) == 1 and min(sentences) > LATE and not (somewhere or something)


def _dated(text: str) -> date:
    """The day that a dateline without a year gives (``LIMA, 7 FEB (EFE)``); most of the messages are of one year."""
    found = _DAY.search(text, 0, 80)
    if found is None:
        return date(YEAR, 7, 1)
    month = _MONTHS.index(found[2].upper()) // 3 + 1
    return date(YEAR, month, min(int(found[1]), monthrange(YEAR, month)[1]))


def templates(mention: Mention, reading: Reading, source: Article) -> Iterator[Template]:
    """One mention as templates, one for each kind of terrorism that it tells of."""
    where = scene(mention, reading, source)
    if where is None:
        return
    victims = [person for person in mention.persons if person.role is PersonRole.VICTIM]
    main = kind_of(mention)
    beside = told_beside(mention, main)
    page = prepare(source)
    if main and _is_terrorism(mention, victims):
        more = besides(mention, page) if main != "KIDNAPPING" else []
        apart = {target.name for act in more for target in act.targets}
        mention = replace(mention, targets=tuple(one for one in mention.targets if one.name not in apart))
        shot = beside.get("ATTACK", set()) if main == "BOMBING" else set()
        first, *others = _each(mention, main, [one for one in victims if not (one.span and one.span.sentence in shot)])
        yield _template(mention, main, [one for one in first if _belongs(one, main)] or first, where)
        for own in others:
            then = redated(where, _sentences(own), reading, page)
            yield _template(mention, main, own, then, side=True)
        yield from _elsewhere(mention, main, victims, where, listed(mention, reading, page))
        for act in more:
            own = [one for one in victims if one.span and one.span.sentence == act.sentence]
            then = redated(where, {act.sentence}, reading, page)
            yield _template(replace(mention, targets=act.targets), act.type, own, then)
    for type_, sentences in beside.items():
        own = [one for one in victims if one.span and one.span.sentence in sentences and _belongs(one, type_)]
        if type_ != main and own and slots.sectors(own) - _ARMIES:
            then = redated(where, _sentences(own), reading, page)
            yield _template(mention, type_, own, then, side=True)
    burned = _set_on_fire(mention, source)
    if burned and main and main != "ARSON" and _is_terrorism(mention, victims):
        alone = replace(mention, targets=burned, weapons=())
        yield _template(alone, "ARSON", (), where)


def _elsewhere(
    mention: Mention, main: str, victims: Sequence[Person], where: Scene, lists: Iterable[Listed]
) -> Iterator[Template]:
    """One act at each of several places, where their sentence says whom or what it hit."""
    here = written(mention.location.name)
    for one in lists:
        type_ = told_in(one.sentence, mention, main)
        own = [
            who for who in victims if type_ and who.span and who.span.sentence == one.sentence and _belongs(who, type_)
        ]
        hit = tuple(target for target in mention.targets if target.name in one.telling)
        for places in one.places if own or hit else ():
            if type_ and places[-1] != here:
                yield _template(replace(mention, targets=hit), type_, own, structs.replace(where, places=[*places]))


def _sentences(persons: Iterable[Person]) -> set[int]:
    return {person.span.sentence for person in persons if person.span}


def _belongs(person: Person, type_: str) -> bool:
    """Whether what became of a person is of this kind of act."""
    if type_ == "KIDNAPPING":
        return person.effect in (PersonEffect.CAPTURED, PersonEffect.FREED)
    return type_ != "ATTACK" or person.effect is not PersonEffect.CAPTURED


def _each(mention: Mention, main: str, victims: Sequence[Person]) -> list[Sequence[Person]]:
    """The victims of each murder or kidnapping: others, named in other sentences, each with its own word for it."""
    if main not in _EACH or mention.type is T.ARMED_CLASH:
        return [victims]
    words, effects, again = _EACH[main]
    telling = {one.span.sentence for one in mention.evidence if one.rule.removeprefix("trigger:") in words}
    apart: list[tuple[set[str], set[int]]] = []
    for one in victims:
        if one.name and one.span and one.effect in effects and one.span.sentence in telling:
            names, sentence = set(one.name.upper().split()), one.span.sentence
            known = (told for told in apart if told[0] & names or sentence in told[1] or sentence <= again)
            of_act = next(known, None)
            if of_act is None:
                apart.append((names, {sentence}))
            else:
                of_act[0].update(names)
                of_act[1].add(sentence)
    if len(apart) < 2:
        return [victims]
    return [[one for one in victims if one.span and one.span.sentence in told] for _, told in apart]


def _set_on_fire(mention: Mention, source: Article) -> tuple[Target, ...]:
    """What stands beside the words that tell of arson, in an act of another kind."""
    spans = [evidence.span for evidence in mention.evidence if evidence.rule.removeprefix("trigger:") in FIRES]
    beside = " ".join(source.text[max(0, span.start - BESIDE) : span.end + BESIDE] for span in spans)
    return tuple(target for target in mention.targets if target.name in beside)


def _is_terrorism(mention: Mention, victims: Sequence[Person]) -> bool:
    """Whether the task of 1992 has a template for it; a bomb is one, whoever defused it."""
    if is_foiled(mention):
        return True
    hit = {actor.sector for actor in mention.actors if actor.role not in PERPETRATORS}
    doers = {actor.sector for actor in mention.actors if actor.role in PERPETRATORS}
    hurt = slots.sectors(victims)
    named = any(person.name and person.sector not in _ARMIES for person in victims)
    if Sector.MILITARY in doers and not named and (hit & _ARMIES or not hurt - _ARMIES):
        return False
    sabotage = mention.type is T.ARMED_CLASH and any(target.target_class in _CIVIL for target in mention.targets)
    if mention.type in _OF_WAR and not hurt and not sabotage:
        return False
    armed_only = mention.type is T.ARMED_CLASH and not (hit | hurt) - _ARMIES - {Sector.UNKNOWN}
    return not armed_only or any(target.target_class not in _OF_ARMIES for target in mention.targets)


def _template(mention: Mention, type_: str, victims: Sequence[Person], where: Scene, *, side: bool = False) -> Template:
    """One mention in the slots of the task."""
    return {
        "type": type_,
        **structs.asdict(where),
        "stage": "ATTEMPTED" if mention.outcome is Outcome.ATTEMPTED or is_foiled(mention) else "ACCOMPLISHED",
        **slots.perpetrators(() if is_foiled(mention) else mention.actors, mention.sentence),
        **({} if type_ == "KIDNAPPING" or side else slots.instruments(mention, type_)),
        "targets": [] if type_ == "KIDNAPPING" or side else slots.targets(mention),
        "victims": slots.victims(victims, where.country, kidnapped=type_ == "KIDNAPPING"),
    }


def main(arguments: list[str]) -> None:
    """Write one line out for one line in."""
    gazetteer = load()
    mixed = "--mixed" in arguments
    answer(arguments[-1], lambda line: response(line, gazetteer, mixed=mixed))


if __name__ == "__main__":
    main(sys.argv[1:])
