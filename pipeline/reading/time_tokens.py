"""Words of a sentence as the classes of the time grammar, one letter each, so that a regular expression can read them.

Only windows around words that a time expression needs are read: one fast scan finds them.
"""

import re
from functools import cache
from typing import Final, NamedTuple

import ahocorasick_rs
from msgspec import Struct, structs

from pipeline.lexicon import table

_LETTERS: Final = {
    "weekday": "W",
    "month": "M",
    "day": "d",
    "unit": "u",
    "weekend": "K",
    "quarter": "Q",
    "half": "h",
    "season": "S",
    "holiday": "H",
    "named_day": "V",
    "eve": "v",
    "part": "P",
    "meridiem": "C",
    "deictic": "l",
    "distance": "g",
    "stage": "e",
    "edge": "b",
    "few": "f",
    "every": "k",
    "recurring": "D",
    "reference": "r",
    "same": "q",
    "filler": "j",
    "fiscal": "F",
    "article": "A",
    "one": "a",
    "of": "O",
    "preposition": "i",
    "and": "&",
    "old": "X",
    "zone": "z",
    "number": "n",
    "ordinal": "o",
    "decade": "E",
}
"""Besides these: y year, N date in figures, c clock time, s possessive, m month that may be another word, ``-``, ``,``,
and ``.`` for all the rest."""
_ANCHORS: Final = (
    "weekday",
    "month",
    "day",
    "unit",
    "weekend",
    "quarter",
    "season",
    "holiday",
    "part",
    "meridiem",
    "recurring",
    "reference",
    "decade",
)
"""The classes of which every expression has a word, unless it has a year, a date in figures or a time on the clock."""
_LONE_ANCHORS: Final = ("nineteen", "thousand", "recent", "current", "past")
_FIGURES: Final = (*(f"{century}{decade}" for century in (18, 19, 20) for decade in range(10)), "/", ":")
_BACK: Final = 32
_FORTH: Final = 22
"""How far an expression may reach from its anchor, in characters."""
_TOKEN: Final = re.compile(
    r"[Nn](?:ew|EW) [Yy](?:ear|EAR)['\u2019]?[Ss]\b"
    r"|[^\W\d_]+"
    r"|\d{4}-\d\d-\d\d|\d+(?:[:/.,]\d+)*(?:st\b|nd\b|rd\b|th\b|['\u2019]?s\b)?"
    r"|['\u2018\u2019](?:\d\ds?\b|(?=s\b))"
    r"|[^\s\w]"
)
_FIGURE: Final = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d\d))?)\Z"
    r"|(?P<clock>\d{1,2}:\d\d)\Z"
    r"|(?P<ordinal>\d{1,2})(?:st|nd|rd|th)\Z"
    r"|(?:['\u2018\u2019])?(?P<decade>(?:\d\d)?\d0)['\u2019]?s\Z"
    r"|['\u2018\u2019](?P<short>\d\d)\Z"
    r"|(?P<year>(?:1[5-9]|20)\d\d)\Z"
    r"|(?P<number>\d{1,4}|\d{1,3}(?:,\d{3})+)\Z"
)
_AMBIGUOUS: Final = frozenset(
    ("may", "march", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)
"""May be a name or another word where they stand alone."""


_FOLLOWING: Final = "following"
_OTHER: Final[tuple[str, int | str]] = (".", 0)
_MARKS: Final[dict[str, tuple[str, int | str]]] = {
    ",": (",", 0),
    ".": _OTHER,
    "-": ("-", 0),
    "\u2013": ("-", 0),
    "\u2014": ("-", 0),
    "'": ("s", 0),
    "\u2018": ("s", 0),
    "\u2019": ("s", 0),
}


class Token(Struct, frozen=True):
    """A word, its class and what it stands for; offsets count into the sentence."""

    start: int
    end: int
    letter: str
    value: int | str
    text: str


class _Lexicon(NamedTuple):
    words: dict[str, tuple[str, int | str]]
    anchors: ahocorasick_rs.AhoCorasick
    whole: tuple[bool, ...]
    """Which anchors must be whole words."""


@cache
def _lexicon() -> _Lexicon:
    classes = table("times", dict[str, dict[str, int | str]])
    words = {word: (_LETTERS[name], value) for name, entries in classes.items() for word, value in entries.items()}
    stems = sorted({word for name in _ANCHORS for word in classes[name]} | set(_LONE_ANCHORS))
    anchors = ahocorasick_rs.AhoCorasick([*stems, *_FIGURES], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    for word in _AMBIGUOUS:
        words[word] = ("m", words[word][1])
    return _Lexicon(words, anchors, (True,) * len(stems) + (False,) * len(_FIGURES))


def windows(text: str, folded: str) -> list[tuple[int, int]]:
    """The stretches of a sentence in which time expressions may stand."""
    lexicon = _lexicon()
    found: list[tuple[int, int]] = []
    for which, start, end in lexicon.anchors.find_matches_as_indexes(folded):
        if lexicon.whole[which] and not _is_whole(text, start, end):
            continue
        first, last = max(0, start - _BACK), min(len(text), end + _FORTH)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return [_to_words(text, *window) for window in found]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether an anchor is a word of its own; "may" and "am" must look like a month and a time of day."""
    if text[start - 1 : start].isalpha() or text[end : end + 1].isalpha():
        return False
    if end - start == 2:
        return text[max(0, start - 2) : start].strip()[-1:].isdigit()
    if end - start == 3 and text[start] in "mM" and text[start + 2] in "yY":
        return text[start] == "M" or text[end + 1 : end + 2].isdigit() or text[max(0, start - 2) : start - 1].isdigit()
    return True


def _to_words(text: str, first: int, last: int) -> tuple[int, int]:
    """A window without the pieces of words at its ends."""
    if first > 0:
        space = text.find(" ", first, last)
        first = space + 1 if space >= 0 else first
    if last < len(text):
        space = text.rfind(" ", first, last)
        last = space if space > first else last
    return first, last


def tokenise(text: str, first: int, last: int) -> list[Token]:
    """The words of a window; their letters, joined, are what the grammar reads."""
    words = _lexicon().words
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, first, last):
        surface = found[0]
        start = found.start()
        word = surface.lower()
        entry = words.get(word)
        if word == _FOLLOWING and not (tokens and tokens[-1].letter == "A"):
            # "The following Saturday" comes next; "a man held following Saturday's march" is held after it.
            entry = _OTHER
        if entry is None:
            if surface.isalpha():
                entry = _OTHER
            elif surface == "." and tokens and tokens[-1].end == start:
                joined = _abbreviation(text, tokens)
                if joined is None:
                    entry = _OTHER
                else:
                    surface, entry = joined
                    start = tokens.pop().start
            else:
                entry = _MARKS.get(surface) or _figure(surface)
        tokens.append(Token(start, found.end(), entry[0], entry[1], surface))
    return tokens


def _abbreviation(text: str, tokens: list[Token]) -> tuple[str, tuple[str, int | str]] | None:
    """The word that a full stop belongs to: "Sept.", "a.m."."""
    last = tokens[-1]
    surface = f"{last.text}."
    entry = _lexicon().words.get(surface.lower())
    if entry is not None:
        return surface, entry
    if last.text in ("m", "M") and len(tokens) > 2 and text[last.start - 2 : last.start] in ("a.", "p.", "A.", "P."):
        meridiem = tokens[-3].text.lower()
        del tokens[-3:-1]
        tokens[-1] = structs.replace(last, start=last.start - 2)
        return f"{text[last.start - 2 : last.end]}.", ("C", 12 if meridiem == "p" else 0)
    return None


def _figure(surface: str) -> tuple[str, int | str]:  # noqa: PLR0911 - one return a kind
    found = _FIGURE.match(surface)
    match found.lastgroup if found else None:
        case "date":
            return "N", surface
        case "clock":
            return "c", surface
        case "ordinal":
            return "o", int(surface[:-2])
        case "decade":
            digits = surface.strip("s'\u2018\u2019")
            return "E", int(digits[:-1]) if len(digits) == 4 else 190 + int(digits[0])
        case "short":
            year = int(surface[1:])
            return "y", year + (1900 if year > 50 else 2000)
        case "year":
            return "y", int(surface)
        case "number":
            return "n", int(surface.replace(",", ""))
        case _:
            return ".", 0
