"""An act told once of several places, ``in Cali, Pasto and Tunja``: the task wants a template for each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from evaluation.muc4_places import is_name, written
from pipeline.gazetteer import fold
from pipeline.lexicon import uncommon_words
from pipeline.reading import Reading
from pipeline.reading.findings import ToponymKind
from pipeline.reading.page import Page
from schemas.mention import Mention
from schemas.values import Location, PlacePrecision

_KINDS: Final = r"(?:departments|provinces|cities|towns|villages|municipalities|districts)"
_WORD: Final = r"(?!(?:and|in)\b)[^\W\d_][\w'-]*"
_NAME: Final = rf"{_WORD}(?: {_WORD}){{0,3}}?"
_LIST: Final = re.compile(
    rf"\b(?:in|at|{_KINDS} of) (?:the )?(?:{_KINDS} of )?(?P<first>{_NAME}(?:, {_NAME})*),? and (?:also )?(?:in )?"
    rf"(?P<last>{_NAME})(?=[.,;]|$| (?:{_KINDS}|department|province|where|were|was|in|on|by|last|yesterday|today)\b)"
)
_VAST: Final = frozenset({PlacePrecision.REGION, PlacePrecision.COUNTRY})


class Listed(Struct, frozen=True):
    """A sentence that tells an act of several places."""

    sentence: int
    telling: str
    places: tuple[tuple[str, ...], ...]
    """Each from its division down, as the task writes them."""


def listed(mention: Mention, reading: Reading, page: Page) -> Iterator[Listed]:
    """The sentences with the mention's trigger words that list places, at least one of them in the gazetteer."""
    known = {fold(one.text): one.location for one in reading.toponyms if one.kind is ToponymKind.PLACE}
    telling = {one.span.sentence for one in mention.evidence if one.rule.startswith("trigger:")}
    for sentence in page.sentences:
        text = " ".join(sentence.text.split()) if sentence.index in telling else ""
        for names in lists(text.lower()):
            places = _places(names, known)
            if len(places) > 1:
                yield Listed(sentence.index, text, tuple(places))


def lists(telling: str) -> Iterator[list[str]]:
    """What a sentence in small letters lists where places stand.

    >>> list(lists("buses were burned in the towns of sucre, la paz and in oruro, and two men shot"))
    [['sucre', 'la paz', 'oruro']]
    """
    for found in _LIST.finditer(telling):
        yield [*found["first"].split(", "), found["last"]]


def _places(names: Sequence[str], known: Mapping[str, Location]) -> dict[tuple[str, ...], None]:
    """The places, or none where a name is no place's; a name that no gazetteer has lies where all the others do."""
    locations = {name: known.get(fold(name)) for name in names}
    found = [one for one in locations.values() if one]
    if any(one.precision in _VAST for one in found) or not all(
        one or _unlisted(name) for name, one in locations.items()
    ):
        return {}
    divisions = {one.admin1 for one in found}
    shared = divisions.pop() if len(divisions) == 1 else None
    whole = [(one.admin1, one.name) if one else (shared, name) for name, one in locations.items()] if found else []
    return dict.fromkeys(tuple(dict.fromkeys(written(part) for part in place if part)) for place in whole)


def _unlisted(name: str) -> bool:
    return name not in uncommon_words() and all(is_name(word, before) for before, word in pairwise(["", *name.split()]))
