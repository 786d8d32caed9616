"""Counts whose noun says what became of them: settlements and ground held, equipment lost, protesters, bodies found."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, structs

from pipeline.reading.figure_phrases import Kind, Phrase
from pipeline.reading.figure_tokens import Tokens, lexicon
from schemas.values import Metric


class Bound(Struct, frozen=True):
    """A phrase, and what became of what it counts. ``verb`` is the token that says so."""

    phrase: Phrase
    metric: Metric
    verb: int
    rule: str
    part: bool = False
    """Counted in the figure before it: "including three children"."""
    joined: bool = False
    """Added to the figure before it: "and three children"."""
    item: str | None = None


_LOST: Final = frozenset(
    ("lost", "losing", "destroyed", "destroying", "downed", "knocked", "wrecked", "captured", "burned")
)
_FOUND: Final = frozenset(("found", "recovered", "discovered", "pulled", "retrieved", "exhumed", "located"))
_AREA: Final = re.compile(r"(?:square|sq)\.?[\s-]?(km|kilomet(?:er|re)s?|miles?|mi)\b|km2|km\u00b2")
_KM2_PER_SQUARE_MILE: Final = 2.58999


def things(tokens: Tokens, counted: Sequence[Phrase]) -> Iterator[Bound]:
    """Bind the phrases that need no verb of harm."""
    known = lexicon()
    words = frozenset(tokens.words)
    holding = bool(words & known.holding)
    found = bool(words & _FOUND)
    for phrase in counted:
        if phrase.body and found:
            if phrase.kind is Kind.DEFINITE and tokens.classes[phrase.last : phrase.last + 1] == "O":
                continue  # "The body of a boy": he is counted himself.
            yield Bound(phrase, Metric.KILLED, phrase.last - 1, "bodies")
            continue
        if phrase.kind is not Kind.COUNT or phrase.noun is None:
            yield from _area(tokens, phrase) if holding and phrase.kind is Kind.COUNT else ()
            continue
        last = phrase.last - 1
        if phrase.noun in known.settlements:
            if holding:
                yield Bound(phrase, Metric.SETTLEMENTS, last, "settlements")
        elif phrase.noun in known.equipment:
            if words & _LOST:
                yield Bound(phrase, Metric.EQUIPMENT, last, "equipment", item=known.equipment[phrase.noun])
        elif phrase.noun in known.protesters:
            yield Bound(phrase, Metric.PARTICIPANTS, last, "participants")


def _area(tokens: Tokens, phrase: Phrase) -> Iterator[Bound]:
    at = phrase.last
    measure = _AREA.match(" ".join(tokens.words[at : at + 3]))
    if not measure or phrase.high is None:
        return
    factor = _KM2_PER_SQUARE_MILE if (measure[1] or "").startswith("mi") else 1.0
    low = None if phrase.low is None else round(phrase.low * factor)
    extent = structs.replace(phrase, low=low, high=round(phrase.high * factor), noun=measure[0])
    yield Bound(extent, Metric.AREA_KM2, min(at + 1, len(tokens.words) - 1), "area")
