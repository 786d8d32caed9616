"""Whether a sentence tells of another act, although neither place nor day speaks against the act told before."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.lexicon import words
from pipeline.reading.families import Family
from pipeline.reading.findings import Trigger
from pipeline.reading.reports import Report
from schemas.values import Location, PlacePrecision

EXACT: Final = frozenset({PlacePrecision.SITE, PlacePrecision.SETTLEMENT, PlacePrecision.ADMIN2})

_ALSO: Final = re.compile(r"\balso\b")
OPENING: Final = re.compile(
    r"\W*(?:meanwhile|furthermore|moreover|in addition|on the other hand|likewise|similarly|finally|later|also"
    r"|elsewhere|in (?:an)?other)\b"
)
"""What opens a sentence that adds to a list of acts."""

_SAME: Final = re.compile(
    r"\b(?:in|by|from) the (?:incident|attack|blast|explosion|raid|strike|clash|ambush|bombing)\b"
    r"(?! (?:of|against)\b| on (?:the|an?)\b)"
)
"""What follows "meanwhile" may still be told of the act before."""


def is_apart(report: Report) -> bool:
    """``in a separate attack``, ``gunmen also shot``: another act of the same kind, where its own words tell it."""
    if _SAME.search(report.text):
        return False
    return words("apart").search(report.text) is not None and (bool(report.places) or report.family is Family.VIOLENCE)


def is_also(report: Report, places: Sequence[Location]) -> bool:
    """``residents of the district are also being moved``: at a place that was not named before."""
    before = {place.name for place in places}
    named = {place.name for place in report.places if place.precision in EXACT}
    return bool(before and named) and before.isdisjoint(named) and _ALSO.search(report.text) is not None


def goes_on(report: Report) -> bool:
    """``Furthermore, a bank was attacked``: the sentence opens as what adds to a list."""
    return OPENING.match(report.text) is not None


def is_of_another_kind(report: Report, triggers: Sequence[Trigger]) -> bool:
    """``Others kidnapped a rancher``, after a bombing: by a verb, which a noun of the aftermath is not."""
    told = {trigger.types[0] for trigger in report.triggers}
    verb = not all(trigger.noun for trigger in report.triggers)
    return verb and told.isdisjoint(trigger.types[0] for trigger in triggers)
