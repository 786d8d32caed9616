"""Which of many expressions may match a text: one scan for the letters that their matches cannot do without.

Most expressions match few sentences, and asking each costs more than all that is read out of those it matches. What an
expression needs is read off the expression itself, so that no second list can fall behind the first.
"""

import re
import sys
from collections.abc import Iterable, Sequence

# The parser of ``re`` is undocumented, but the alternative is a second parser; the tests ask it what is asked here.
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, Implementation

_MOST: Final = 400
"""Letter sequences kept of one expression; with more, shorter ones are kept."""
_REPEATS: Final = frozenset((_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT))

_Strings = frozenset[str]
_NOTHING: Final[_Strings] = frozenset(("",))


class Screen:
    """Some expressions over folded text, numbered in their order."""

    __slots__ = ("_always", "_automaton", "_bits")

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        owners: dict[str, int] = {}
        self._always = 0
        for number, expression in enumerate(expressions):
            needed = required(expression.pattern)
            if not needed:
                self._always |= 1 << number
            for letters in needed:
                owners[letters] = owners.get(letters, 0) | 1 << number
        self._automaton = AhoCorasick(list(owners), implementation=Implementation.DFA)
        self._bits = tuple(owners.values())

    def may_match(self, folded: str) -> int:
        """Bit ``n`` is set where expression ``n`` may match in the text; where it is not, it does not."""
        bits = self._always
        known = self._bits
        for which, _, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            bits |= known[which]
        return bits


def required(expression: str) -> _Strings:
    r"""Letter sequences one of which is in every match of an expression; empty where none can be named.

    >>> sorted(required(r"\b(?:shot|kill(?:ed|ing)) at"))
    ['killed at', 'killing at', 'shot at']
    """
    exact, needed = _read(_parser.parse(expression))
    best = _better(exact, needed)
    return frozenset() if best is None else best


def _better(exact: _Strings | None, needed: _Strings | None) -> _Strings | None:
    """The choice whose shortest sequence is longest."""
    known = [one for one in (exact, needed) if one is not None and "" not in one]
    return max(known, key=lambda one: (min(map(len, one)), -len(one)), default=None)


def _read(parts: Iterable[tuple[Any, Any]]) -> tuple[_Strings | None, _Strings | None]:
    """All that a sequence can be, where that is little; else what one of its parts needs."""
    run: _Strings = _NOTHING
    whole = True
    needed: _Strings | None = None
    for operation, argument in parts:
        exact, inner = _part(operation, argument)
        if exact is not None and len(exact) * len(run) <= _MOST:
            run = frozenset(before + after for before in run for after in exact)
            continue
        needed = _better(run, needed)
        needed = _better(inner, needed) if exact is None else _better(exact, needed)
        run, whole = _NOTHING, False
    if whole:
        return run, None
    return None, _better(run, needed)


def _part(operation: Any, argument: Any) -> tuple[_Strings | None, _Strings | None]:  # noqa: ANN401, PLR0911 - the parser's own, one return a kind
    if operation is _constants.LITERAL:
        return frozenset(chr(argument)), None
    if operation in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
        return _NOTHING, None
    if operation is _constants.IN:
        if all(kind is _constants.LITERAL for kind, _ in argument):
            return frozenset(chr(code) for _, code in argument), None
        return None, None
    if operation is _constants.SUBPATTERN:
        return _read(argument[3])
    if operation is _constants.BRANCH:
        return _branch(argument[1])
    if operation in _REPEATS:
        least, most, inside = argument
        exact, needed = _read(inside)
        if (least, most) == (0, 1) and exact is not None:
            return exact | _NOTHING, None
        return None, _better(exact, needed) if least else None
    return None, None


def _branch(alternatives: Iterable[Any]) -> tuple[_Strings | None, _Strings | None]:
    read = [_read(alternative) for alternative in alternatives]
    if all(exact is not None for exact, _ in read):
        joined = frozenset().union(*(exact for exact, _ in read if exact is not None))
        return (joined, None) if len(joined) <= _MOST else (None, joined if "" not in joined else None)
    best = [_better(exact, needed) for exact, needed in read]
    if any(one is None for one in best):
        return None, None
    return None, frozenset().union(*(one for one in best if one is not None))


class Guarded:
    """An expression that a text is asked for only where letters stand that all of its matches hold."""

    __slots__ = ("_guard", "expression")

    def __init__(self, expression: re.Pattern[str]) -> None:
        """Take the expression; what guards it is made when it is first asked."""
        self.expression = expression
        self._guard: AhoCorasick | None = None

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        guard = self._guard or self._made()
        if guard.find_matches_as_indexes(text[start:end]):
            return self.expression.search(text, start, end)
        return None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterable[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        guard = self._guard or self._made()
        if guard.find_matches_as_indexes(text[start:end]):
            return self.expression.finditer(text, start, end)
        return ()

    def _made(self) -> AhoCorasick:
        needed = required(self.expression.pattern)
        if not needed:
            raise ValueError(f"nothing guards {self.expression.pattern}")
        self._guard = AhoCorasick(list(needed), implementation=Implementation.DFA)
        return self._guard


def guarded(expression: str) -> Guarded:
    """Compile an expression of which something is known that each match holds."""
    return Guarded(re.compile(expression))
