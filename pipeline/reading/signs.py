"""What about a mention goes with its being right or wrong, as far as its page shows.

Signs are said of a mention as it was read and decide nothing: ``confidence`` weighs them together.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from functools import partial
from itertools import islice
from math import ceil
from typing import Final

from msgspec import Struct

from pipeline.lexicon import words
from pipeline.reading.clauses import before
from pipeline.reading.findings import Toponym
from pipeline.reading.page import LetterCase, Page
from pipeline.reading.types import ATTACKS, LOOSE, REMOTE
from schemas.values import EventDate, EventType, Evidence, Location, PlaceBasis, PlacePrecision, Span

REACH: Final = 120
"""Characters from an act's word within which a place behind it is its own."""

CALM: Final = 0.25
"""A page of whose sentences fewer speak of fighting, crowds or casualties is about something else."""

_ASIDE: Final = 60
"""Characters before an act's word in which a conjunction makes its clause a subordinate one."""

_USUAL: Final = ATTACKS | {*REMOTE, EventType.ARMED_CLASH}
"""Fighting, attacks and bombings are told in plain words; of other kinds old telegrams often only speak."""

_FIRST: Final = 1
"""The sentence that tells what is new: a country is all that it may say."""

_NEWS: Final = timedelta(days=3)
"""What telegrams tell later than this is more often looked back on, or has the day of something else."""

_SUBORDINATE: Final = re.compile(
    r"\b(?:after|amid|because|before|despite|during|following|for|in response to|led to|over|since|that|when|where"
    r"|which|while|who|whose)\b"
)


class Sign(StrEnum):
    """Each is the name of a weight in ``confidence.toml``, with an example there."""

    TOLD_THERE = "told_there"
    CONTAINED = "contained"
    LOOSE_TYPE = "loose_type"
    TOLD_ONCE = "told_once"
    SUBORDINATE = "subordinate"
    DATED_FAR = "dated_far"
    TITLE_ABROAD = "title_abroad"
    TITLE_OF_CONFLICT = "title_of_conflict"
    COUNTRY_ONCE = "country_once"
    COUNTRY_RARE = "country_rare"
    CALM_PAGE = "calm_page"
    CAPITALS_COUNTRY = "capitals_country"
    CAPITALS_QUOTED = "capitals_quoted"
    CAPITALS_RARE = "capitals_rare"
    CAPITALS_LATE = "capitals_late"
    CAPITALS_ELSEWHERE = "capitals_elsewhere"


class Telling(Struct, frozen=True):
    """What a mention says, as far as signs are read off it.

    ``evidence`` has the words that gave trigger (the main one first), type and place, and the date where words gave it.
    """

    type: EventType
    location: Location
    date: EventDate
    evidence: Sequence[Evidence]


def signs(page: Page, told: Telling, toponyms: Iterable[Toponym]) -> frozenset[Sign]:
    """The signs that a mention shows on its page."""
    location, evidence = told.location, told.evidence
    triggers = [one.span for one in evidence if one.field == "trigger"]
    given = {one.field: one for one in reversed(evidence)}
    trigger, place, dated = triggers[0], given["location"], given.get("date")
    homes = [one.span.sentence for one in toponyms if one.location.country == location.country]
    named = [one.span.sentence for one in toponyms]
    capitals = page.letter_case is LetterCase.UPPER
    holds = {
        Sign.TOLD_THERE: _is_told_there(trigger, place.span),
        Sign.CONTAINED: place.rule == "contained",
        Sign.LOOSE_TYPE: given["type"].rule in LOOSE,
        Sign.TOLD_ONCE: len(triggers) == 1,
        Sign.SUBORDINATE: _SUBORDINATE.search(before(page, trigger)[-_ASIDE:]) is not None,
        Sign.DATED_FAR: dated is not None and abs(dated.span.sentence - trigger.sentence) > 1,
        Sign.TITLE_ABROAD: 0 in named and 0 not in homes,
        Sign.TITLE_OF_CONFLICT: _is_of_conflict(page, 0),
        Sign.COUNTRY_ONCE: len(homes) <= 1,
        Sign.COUNTRY_RARE: 2 * len(homes) < len(named),
        Sign.CALM_PAGE: _is_calm(page),
        Sign.CAPITALS_COUNTRY: capitals and location.precision is PlacePrecision.COUNTRY and trigger.sentence > _FIRST,
        Sign.CAPITALS_QUOTED: capitals and '"' in page.sentences[trigger.sentence].text,
        Sign.CAPITALS_RARE: capitals and told.type not in _USUAL,
        Sign.CAPITALS_LATE: capitals and page.article.published_at.date() - told.date.end > _NEWS,
        Sign.CAPITALS_ELSEWHERE: capitals
        and location.basis is not PlaceBasis.TEXT
        and location.precision is PlacePrecision.SETTLEMENT,
    }
    return frozenset(sign for sign, shown in holds.items() if shown)


def _is_told_there(act: Span, place: Span) -> bool:
    return act.sentence == place.sentence and 0 <= place.start - act.end <= REACH


def _is_of_conflict(page: Page, index: int) -> bool:
    return words("conflict").search(page.sentences[index].folded) is not None


def _is_calm(page: Page) -> bool:
    body = range(1, len(page.sentences))
    enough = ceil(CALM * len(body))
    return len(tuple(islice(filter(partial(_is_of_conflict, page), body), enough))) < enough
