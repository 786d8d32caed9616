"""Many expressions as one, of which only those are tried that may begin with the letter at hand."""

import re
from collections.abc import Iterable, Sequence

# As in ``screen``: undocumented, and asked by the tests for what is asked here.
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

_REPEATS: Final = frozenset((_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT))
_EMPTY: Final = frozenset((_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT))


class Alternation:
    """``a|b|c``, matched at a place. Letter case counts, or does not where ``caseless``."""

    __slots__ = ("_compiled", "_flags", "_likely")

    def __init__(self, expressions: Iterable[str], *, caseless: bool = False) -> None:
        """Read off where each expression may begin; each letter's own are compiled when it is met."""
        read = [(one, first_letters(one, caseless=caseless)) for one in expressions]
        first = frozenset().union(*(letters for _, letters in read if letters is not None))
        self._likely = {
            written: "|".join(one for one, letters in read if letters is None or letter in letters)
            for letter in first
            for written in (letter, letter.upper() if caseless else letter)
        }
        self._likely[""] = "|".join(one for one, letters in read if letters is None)
        self._flags = re.IGNORECASE if caseless else 0
        self._compiled: dict[str, re.Pattern[str] | None] = {}

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match of the first expression that matches at a place, as ``re.Pattern.match`` of all would find it."""
        letter = text[start : start + 1]
        if letter not in self._likely:
            letter = ""
        if letter not in self._compiled:
            likely = self._likely[letter]
            self._compiled[letter] = re.compile(likely, self._flags) if likely else None
        compiled = self._compiled[letter]
        return None if compiled is None else compiled.match(text, start)


def first_letters(expression: str, *, caseless: bool = False) -> frozenset[str] | None:
    """The letters that a match may begin with; null where they are not counted out, or a match may be empty.

    >>> sorted(first_letters("a?b|cd"))
    ['a', 'b', 'c']
    """
    letters, empty = _first(_parser.parse(expression))
    if letters is None or empty:
        return None
    return frozenset(map(str.lower, letters)) if caseless else letters


def _first(parts: Sequence[Any]) -> tuple[frozenset[str] | None, bool]:
    """What a sequence may begin with, and whether it may be empty."""
    found: frozenset[str] = frozenset()
    for operation, argument in parts:
        letters, empty = _of_part(operation, argument)
        if letters is None:
            return None, empty
        found |= letters
        if not empty:
            return found, False
    return found, True


def _of_part(operation: Any, argument: Any) -> tuple[frozenset[str] | None, bool]:  # noqa: ANN401, PLR0911 - the parser's own, one return a kind
    if operation is _constants.LITERAL:
        return frozenset(chr(argument)), False
    if operation is _constants.IN and all(kind is _constants.LITERAL for kind, _ in argument):
        return frozenset(chr(code) for _, code in argument), False
    if operation in _EMPTY:
        return frozenset(), True
    if operation is _constants.SUBPATTERN:
        return _first(argument[3])
    if operation is _constants.BRANCH:
        read = [_first(alternative) for alternative in argument[1]]
        known = [letters for letters, _ in read if letters is not None]
        return (frozenset().union(*known) if len(known) == len(read) else None), any(empty for _, empty in read)
    if operation in _REPEATS:
        letters, empty = _first(argument[2])
        return letters, empty or not argument[0]
    return None, False
