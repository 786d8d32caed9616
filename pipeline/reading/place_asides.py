"""Names beside an act that are not where it was: of a street, of whose embassy it is, of what somebody thinks of."""

import re
from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import Toponym, ToponymKind
from pipeline.reading.page import Page
from pipeline.reading.place_fitness import BEHIND, part_of
from schemas.values import PlacePrecision, Span

_STREET: Final = re.compile(
    r"(?:(?: and)? [A-Z]\w+)? (?:Avenue|Ave|Boulevard|Blvd|Circle|Drive|Dr\.|Highway|Lane|Parkway|Pike|Road|Rd|Street"
    r"|St\.|Terrace|Trail|Turnpike|High School|Apartments|Mall|avenues|roads|streets)\b"
    r"| (?:AVENUE|BOULEVARD|PLAZA|SQUARE|STREETS?|HIGHWAY|ROUTE)\b"
    r"| (?=[A-Z -]{0,40}- )(?:(?:-|AND) [A-Z]+(?: [A-Z]+)? ){1,3}(?:HIGHWAY|ROAD|ROUTE)\b"
)
"""Behind a name these make a street or a house of it: "Cleveland Avenue" need not be in Cleveland."""
_BLOCK: Final = guarded(r"\b(?:block of|corner of|intersection of) (?:[nsew]\.? |north |south |east |west )?$")
"""Before a name: "the 300 block of Madrid" is no more in Madrid than its street."""
_OF_A_STATE: Final = re.compile(
    r"(?:['\u2019]s|\.)?\s{1,2}(?:embass|consul|ambassador|high commission|troop|soldier|forces|military|army|navy"
    r"|marine|warplane|jets?\b|aircraft|citizen|national|diplomat|missionar|tourist|advis|hostage|journalist|reporter"
    r"|official|officer|president|government|compan|bank|interests)",
    re.IGNORECASE,
)
"""Behind a country's name: whose people or house it was that was hit, and not where."""
_MISSION: Final = re.compile(
    r"(?:['\u2019]s|\.)?\s{1,2}(?:embass|consulate|diplomatic mission|high commission)", re.IGNORECASE
)
_DESCRIBES: Final = re.compile(r"U\.? ?[SK]\.?\Z")
"""A country so written, before its mission, only says whose it is; the "Kenya embassy" may be one that is in Kenya."""
_OPINION: Final = guarded(
    r"\b(?:hailed|welcomed|condemn\w*|criticis\w*|criticiz\w*|demand(?:ed|ing)|urg(?:ed|ing)|regret\w*|appeal(?:ed|ing)"
    r"|accus(?:ed|ing)|praised)\b[^.;]{0,150}$"
)
"""Ahead of a name of a later sentence: what is thought of something there is told, not the act."""


_TOWN_OF: Final = re.compile(r" (?:border |port |market )?(?:city|town|village|suburb|camp|port) of (?:the )?")
"""Between a name and that of its town: "the southern Gaza city of Rafah" is in Rafah."""


def is_street(page: Page, toponym: Toponym) -> bool:
    """Whether the words about a name make a street or a house of it."""
    part, start = part_of(page, toponym.span), toponym.span.start
    return (
        _STREET.match(part, toponym.span.end) is not None
        or _BLOCK.search(part[max(0, start - BEHIND) : start].lower()) is not None
    )


def is_whose(page: Page, toponym: Toponym) -> bool:
    """Whether a country's name tells of whom something is: "the U.S. embassy in Lima" is in no United States."""
    country = toponym.location.precision is PlacePrecision.COUNTRY
    return country and _OF_A_STATE.match(part_of(page, toponym.span), toponym.span.end) is not None


def senders(page: Page, toponyms: tuple[Toponym, ...], trigger: Span) -> frozenset[str]:
    """The countries whose missions the sentence of an act speaks of: no state has an embassy at home."""
    return frozenset(
        country
        for one in toponyms
        if one.span.sentence == trigger.sentence
        and (country := one.location.country) is not None
        and (one.kind is ToponymKind.DEMONYM or _DESCRIBES.match(one.text))
        and _MISSION.match(part_of(page, one.span), one.span.end) is not None
    )


def is_of_opinion(page: Page, toponym: Toponym, trigger: Span) -> bool:
    """Whether a name of a later sentence stands in what somebody thinks of something."""
    number = toponym.span.sentence
    if number <= trigger.sentence:
        return False
    sentence = page.sentences[number]
    return _OPINION.search(sentence.folded[: toponym.span.start - sentence.start]) is not None


def tells_of_a_town(page: Page, toponym: Toponym, following: Toponym | None) -> bool:
    """Whether a name only says where the town behind it lies; "Kadi town of Mehsana district" is in Kadi."""
    if following is None or following.span.sentence != toponym.span.sentence:
        return False
    start = toponym.span.end
    told = _TOWN_OF.fullmatch(part_of(page, toponym.span), start, max(start, following.span.start)) is not None
    return told and following.location.precision is PlacePrecision.SETTLEMENT
