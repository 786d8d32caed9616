"""Numbers as English writes them: their least and greatest value, and how firmly they are given."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from msgspec import Struct

from schemas.values import Qualifier

_UNITS: Final = {
    word: value
    for value, word in enumerate(
        (
            *(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_MAXIMUM: Final = 10**10
"""Greater numbers count no people."""

_VAGUE: Final[dict[str, tuple[int, int | None]]] = {
    "a number": (2, None),
    "an unknown number": (2, None),
    "an unspecified number": (2, None),
    "a large number": (2, None),
    "a couple": (2, 2),
    "a few": (3, 9),
    "a handful": (3, 9),
    "few": (3, 9),
    "several": (3, 9),
    "multiple": (2, None),
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "tens of thousands": (10_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2_000_000, 9_999_999),
}
"""Least and greatest, as the plural's next greater word bounds it."""
_NONE: Final = ("no one", "nobody", "none", "no", "zero")

_QUALIFIERS: Final = {
    "at least": Qualifier.AT_LEAST,
    "more than": Qualifier.AT_LEAST,
    "over": Qualifier.AT_LEAST,
    "no fewer than": Qualifier.AT_LEAST,
    "no less than": Qualifier.AT_LEAST,
    "not less than": Qualifier.AT_LEAST,
    "a minimum of": Qualifier.AT_LEAST,
    "up to": Qualifier.UP_TO,
    "as many as": Qualifier.UP_TO,
    "fewer than": Qualifier.UP_TO,
    "less than": Qualifier.UP_TO,
    "no more than": Qualifier.UP_TO,
    "not more than": Qualifier.UP_TO,
    "a maximum of": Qualifier.UP_TO,
    "at most": Qualifier.UP_TO,
    "about": Qualifier.ABOUT,
    "some": Qualifier.ABOUT,
    "around": Qualifier.ABOUT,
    "roughly": Qualifier.ABOUT,
    "nearly": Qualifier.ABOUT,
    "almost": Qualifier.ABOUT,
    "approximately": Qualifier.ABOUT,
    "an estimated": Qualifier.ABOUT,
    "estimated": Qualifier.ABOUT,
}


def _any(words: Iterable[str]) -> str:
    listed = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed)


_SMALL: Final = rf"(?:(?:{_any(_TENS)})(?:[\s-](?:{_any(list(_UNITS)[1:10])}))?|(?:{_any(list(_UNITS)[1:])}))"
_SCALE: Final = r"(?:[\s-](?:dozen|hundred|thousand|million|billion)"
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,3})?)"
_ONE: Final = (
    rf"(?:{_DIGITS}{_SCALE}){{0,2}}"
    rf"|(?:{_SMALL}|half\sa(?=\sdozen)|an?(?={_SCALE})\b))(?:{_SCALE}(?:\s(?:and\s)?{_SMALL})?)){{0,3}})"
)
NUMBER: Final = (
    rf"(?:(?:{_any(_QUALIFIERS)})\s)?"
    rf"(?:between\s{_ONE}\s(?:and|to)\s{_ONE}|{_ONE}(?:\s?[-\N{{EN DASH}}]\s?|\s(?:to|or)\s){_ONE}(?!-)"
    rf"|{_ONE}|{_any(_VAGUE)}|{_any(_NONE)})"
)
"""Pattern of a number phrase, qualifier and all; to be compiled without regard to letter case, between word bounds."""

WORDS: Final = _SMALL
"""Pattern of one to ninety-nine in words."""

FIRST_WORDS: Final = frozenset(
    word.split()[0].split("-")[0]
    for word in [*_QUALIFIERS, *_VAGUE, *_NONE, *_UNITS, *_TENS, "a", "an", "half", "between"]
)
"""Words that a number phrase can start with; a hyphen may join more to them."""

_FIGURE: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_READ_QUALIFIER: Final = re.compile(rf"(?:{_any(_QUALIFIERS)})\s")
_RANGE: Final = re.compile(rf"(between\s)?({_ONE})(\s?[-\N{{EN DASH}}]\s?|\s(?:to|or|and)\s)({_ONE})")


class Number(Struct, frozen=True):
    """Bounds are inclusive; null is unbounded."""

    low: int | None
    high: int | None
    qualifier: Qualifier


@lru_cache(maxsize=1024)
def read(text: str) -> Number | None:
    """Value a number phrase: ``read("at least twenty-one")`` is 21 and more. Null for what counts nothing: "47th"."""
    words = " ".join(text.lower().replace("-", " - ").split()).replace(" - ", "-")
    qualifier = Qualifier.EXACT
    if found := _READ_QUALIFIER.match(words):
        qualifier = _QUALIFIERS[found[0].rstrip()]
        words = words[found.end() :]
    if words in _NONE:
        return Number(0, 0, Qualifier.EXACT)
    if vague := _VAGUE.get(words):
        low, high = vague
        return Number(low, None if qualifier is Qualifier.AT_LEAST else high, Qualifier.VAGUE)
    if (pair := _RANGE.fullmatch(words)) and (both := _ordered(_value(pair[2]), _value(pair[4]))):
        return Number(*both, Qualifier.ABOUT)
    value = _value(words)
    return None if value is None else _qualified(value, qualifier)


def _qualified(value: int, qualifier: Qualifier) -> Number:
    match qualifier:
        case Qualifier.AT_LEAST:
            return Number(value, None, qualifier)
        case Qualifier.UP_TO:
            return Number(0, value, qualifier)
        case _:
            return Number(value, value, qualifier)


def _ordered(low: int | None, high: int | None) -> tuple[int, int] | None:
    return (low, high) if low is not None and high is not None and low < high else None


def _value(words: str) -> int | None:
    """Add up number words: a scale multiplies what stands before it."""
    if not words:
        return None
    if words.startswith("half a dozen"):
        return 6
    total, current = 0.0, 0.0
    for word in words.replace("-", " ").replace(",", "").split():
        if word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in _SCALES:
            current = max(current, 1.0) * _SCALES[word]
            if word not in ("hundred", "dozen"):
                total, current = total + current, 0.0
        elif _FIGURE.fullmatch(word):
            current += float(word)
        elif word not in ("a", "an", "and"):
            return None
    value = total + current
    return int(value) if value == int(value) and value < _MAXIMUM else None
