"""What each sentence tells of an act: the words that tell of it, and the places and days of its own."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from pipeline.reading.assertion import is_asserted
from pipeline.reading.families import Family, family_of
from pipeline.reading.findings import TimeExpression, Toponym, ToponymKind, Trigger
from pipeline.reading.page import Page
from schemas.values import Location

_LEADING: Final = frozenset({Family.DISPLACEMENT, Family.TERRITORY, Family.WEAPONS})
_CHIEF: Final = (Family.PROTEST, Family.VIOLENCE, Family.TERRITORY)

_WHILE: Final = re.compile(r", while\b|; ")
_PEOPLE: Final = frozenset({ToponymKind.DEMONYM, ToponymKind.ORGANISATION})
_POINTS: Final = frozenset({ToponymKind.SITE, ToponymKind.ADDRESS, ToponymKind.VENUE})


class Report(Struct, frozen=True):
    """What one sentence tells of one family."""

    sentence: int
    family: Family
    triggers: tuple[Trigger, ...]
    places: tuple[Location, ...]
    times: tuple[TimeExpression, ...]
    text: str


def reports_of(
    page: Page, triggers: Sequence[Trigger], toponyms: tuple[Toponym, ...], times: tuple[TimeExpression, ...]
) -> list[Report]:
    """The sentences with a trigger, in order."""
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        by_sentence.setdefault(trigger.span.sentence, []).append(trigger)
    places = _own_places(toponyms)
    days: defaultdict[int, list[TimeExpression]] = defaultdict(list)
    for time in times:
        if time.days and not time.of_saying and not _is_of_another(page, time, by_sentence):
            days[time.span.sentence].append(time)
    return [
        Report(
            index,
            _main_family(page, told),
            tuple(told),
            tuple(places[index]),
            tuple(days[index]),
            page.sentences[index].folded,
        )
        for index, told in sorted(by_sentence.items())
    ]


def _is_of_another(page: Page, time: TimeExpression, triggers: Mapping[int, Sequence[Trigger]]) -> bool:
    """``and of February's killing of a judge``: the day of the noun behind it, where another act is told before."""
    told = triggers.get(time.span.sentence, ())
    sentence = page.sentences[time.span.sentence]
    possessive = sentence.folded.startswith(("'s ", "\u2019s "), time.span.end - sentence.start)
    return possessive and any(one.span.end <= time.span.start and is_asserted(page, one) for one in told)


def _main_family(page: Page, triggers: Sequence[Trigger]) -> Family:
    """What the sentence is about: its first telling word, but a protest or violence before its aftermath."""
    telling = [trigger for trigger in triggers if is_asserted(page, trigger)] or triggers
    telling = _before_while(page, telling)
    families = [family_of(trigger.types[0]) for trigger in telling]
    if families[0] in _LEADING:
        return families[0]
    return next((family for family in _CHIEF if family in families), families[0])


def _before_while(page: Page, triggers: Sequence[Trigger]) -> Sequence[Trigger]:
    """The triggers ahead of a clause that tells what went on elsewhere: "was shot in Yala, while others marched"."""
    sentence = page.sentences[triggers[0].span.sentence]
    at = _WHILE.search(sentence.folded, triggers[0].span.end - sentence.start)
    return triggers if at is None else [one for one in triggers if one.span.start < sentence.start + at.start()]


def _own_places(toponyms: tuple[Toponym, ...]) -> defaultdict[int, list[Location]]:
    """The places that the words of each sentence put something in."""
    outer = {toponym.part_of for toponym in toponyms if toponym.part_of is not None}
    places: defaultdict[int, list[Location]] = defaultdict(list)
    for index, toponym in enumerate(toponyms):
        if (
            index not in outer
            and toponym.rule != "dateline"
            and toponym.kind not in _PEOPLE
            and (toponym.locative or toponym.kind in _POINTS)
        ):
            places[toponym.span.sentence].append(toponym.location)
    return places
