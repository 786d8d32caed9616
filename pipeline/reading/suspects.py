"""Who is held to have done an act that its own sentences lay to nobody's charge.

``Nobody has claimed the attack. Police blame the Shining Path``: an armed group near the act, where words of blame,
claim or deed stand by it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from pipeline.reading.acts import Act
from pipeline.reading.finders import Findings
from pipeline.reading.findings import FoundActor
from pipeline.reading.page import Page
from pipeline.reading.sectors import FIGHTERS
from schemas.values import Actor, EventType, Sector

BEFORE: Final = 1
AFTER: Final = 2
"""Sentences around the act's own in which a group may be named."""

CLAIMED: Final = frozenset(
    {
        EventType.REMOTE_EXPLOSIVE,
        EventType.SUICIDE_BOMBING,
        EventType.GRENADE,
        EventType.ATTACK_ON_CIVILIANS,
        EventType.ABDUCTION,
        EventType.PROPERTY_DESTRUCTION,
    }
)
"""Acts with one side that did it, for which groups claim or bear the blame."""
_ARMED_MEN: Final = "armed men"
_BLAME: Final = re.compile(
    r"\b(?:claim(?:ed|s|ing)?|responsib\w+|blam\w+|accus\w+|attribut\w+|suspect\w*|alleged(?:ly)?|presum\w+|believed"
    r"|carried out|perpetrat\w+|by|authors?|work of|behind)\b",
    re.IGNORECASE,
)


def is_known(doer: Actor) -> bool:
    """Whether an act's own words say which side did it: an organisation, or people who are no fighters."""
    return doer.canonical[:1].isupper() or doer.sector not in FIGHTERS | {Sector.UNKNOWN}


def suspects(page: Page, act: Act, found: Findings, taken: frozenset[str], *, named: bool) -> tuple[FoundActor, ...]:
    """The organisation that is named most often near the act; unless only the ``named`` count, armed people too."""
    first, last = act.sentences[0] - BEFORE, act.sentences[-1] + AFTER
    near = [
        actor
        for actor in found.actors
        if first <= actor.span.sentence <= last
        and (actor.sector in FIGHTERS or actor.canonical == _ARMED_MEN)
        and actor.canonical not in taken
        and _BLAME.search(page.sentences[actor.span.sentence].text)
    ]
    people = () if named else _foremost([actor for actor in near if actor.canonical[:1].islower()])
    return (*_foremost([actor for actor in near if actor.canonical[:1].isupper()]), *people)


def _foremost(actors: Sequence[FoundActor]) -> tuple[FoundActor, ...]:
    """The one named most often; none where another is named as often."""
    counts = Counter(actor.canonical for actor in actors).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return ()
    return (next(actor for actor in actors if actor.canonical == counts[0][0]),)
