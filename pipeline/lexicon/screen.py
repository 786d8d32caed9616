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

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation

_MOST: Final = 1_200
"""Letter sequences kept of one expression; with more, shorter ones are kept."""
_REPEATS: Final = frozenset((_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT))
_EDGE: Final = "|"
"""Where an expression asks for the edge of a word."""
_SPACE: Final = 0.3
_DIGIT: Final = 2.0
_COMMON: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "be",
        "been",
        "for",
        "had",
        "has",
        "have",
        "in",
        "is",
        "of",
        "on",
        "the",
        "to",
        "was",
        "were",
    ]
)
"""Words that say little of a text: another part of the expression is a better sign."""
_FOLDING: Final = bytes(code if chr(code).isascii() and chr(code).isalnum() else ord(" ") for code in range(256))

_Strings = frozenset[str]
_NOTHING: Final[_Strings] = frozenset(("",))


class Screen:
    """Some expressions over folded text, numbered in their order."""

    __slots__ = ("_always", "_automaton", "_bits")

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        owners: dict[bytes, int] = {}
        self._always = 0
        for number, expression in enumerate(expressions):
            needed = required(expression.pattern)
            if not needed:
                self._always |= 1 << number
            for letters in needed:
                key = _key(letters)
                owners[key] = owners.get(key, 0) | 1 << number
        self._automaton = BytesAhoCorasick(list(owners), implementation=Implementation.ContiguousNFA)
        self._bits = tuple(owners.values())

    def may_match(self, folded: str) -> int:
        """Bit ``n`` is set where expression ``n`` may match in the text; where it is not, it does not."""
        bits = self._always
        known = self._bits
        for which, _, _ in self._automaton.find_matches_as_indexes(b" " + _plain(folded) + b" ", overlapping=True):
            bits |= known[which]
        return bits


def _plain(text: str) -> bytes:
    """One byte for each character: ASCII letters and digits, and spaces for all others."""
    return text.encode("latin-1", "replace").translate(_FOLDING)


def _key(letters: str) -> bytes:
    """How letters stand in plain text: a word's edge is a space there, if they begin or end a word."""
    bare = letters.strip(_EDGE).replace(_EDGE, "")
    left = b" " if letters[0] == _EDGE and _is_word(bare[0]) else b""
    right = b" " if letters[-1] == _EDGE and _is_word(bare[-1]) else b""
    return left + _plain(bare) + right


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def required(expression: str) -> _Strings:
    r"""Letter sequences one of which is in every match of an expression; empty where none can be named.

    A bar stands where a word must begin or end.

    >>> sorted(required(r"\b(?:shot|kill(?:ed|ing)) at"))
    ['|killed at', '|killing at', '|shot at']
    """
    exact, needed = _read(_parser.parse(expression))
    best = _better(exact, needed)
    return frozenset() if best is None else best


def _better(exact: _Strings | None, needed: _Strings | None) -> _Strings | None:
    """The choice whose commonest sequence is rarest."""
    known = [one for one in (exact, needed) if one is not None and all(letters.strip(_EDGE) for letters in one)]
    return max(known, key=lambda one: (min(map(_rarity, one)), -len(one)), default=None)


def _rarity(letters: str) -> float:
    bare = letters.strip(_EDGE)
    if bare.strip() in _COMMON:
        return 1.0
    digits, spaces = sum(map(str.isdigit, bare)), bare.count(" ")
    return _DIGIT * digits + _SPACE * spaces + len(bare) - digits - spaces


def _read(parts: Sequence[Any]) -> tuple[_Strings | None, _Strings | None]:
    """All that a sequence can be, where that is little; else what one of its parts needs."""
    run: _Strings = _NOTHING
    whole = True
    needed: _Strings | None = None
    for at, (operation, argument) in enumerate(parts):
        exact, inner = _part(operation, argument)
        if exact is not None and len(exact) * len(run) <= _MOST:
            run = frozenset(before + after for before in run for after in exact)
            continue
        if exact is None and (alternatives := _alternatives(operation, argument)) is not None:
            left, right = _edges(parts[max(0, at - 1) : at]), _edges(parts[at + 1 : at + 2])
            _, inner = _branch([[*left, *alternative, *right] for alternative in alternatives])
        needed = _better(run, needed)
        needed = _better(inner, needed) if exact is None else _better(exact, needed)
        run, whole = _NOTHING, False
    if whole:
        return run, None
    return None, _better(run, needed)


def _edges(parts: Iterable[Any]) -> list[Any]:
    return [part for part in parts if part == (_constants.AT, _constants.AT_BOUNDARY)]


def _alternatives(operation: Any, argument: Any) -> list[Any] | None:  # noqa: ANN401 - the parser's own
    """What stands between bars, in a group of nothing else."""
    if operation is _constants.SUBPATTERN and len(argument[3]) == 1:
        operation, argument = argument[3][0]
    return argument[1] if operation is _constants.BRANCH else None


def _part(operation: Any, argument: Any) -> tuple[_Strings | None, _Strings | None]:  # noqa: ANN401, PLR0911 - the parser's own, one return a kind
    if operation is _constants.LITERAL:
        return frozenset(chr(argument)), None
    if operation is _constants.AT and argument is _constants.AT_BOUNDARY:
        return frozenset(_EDGE), None
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


def _branch(alternatives: Sequence[Any]) -> tuple[_Strings | None, _Strings | None]:
    read = [_read(alternative) for alternative in alternatives]
    if all(exact is not None for exact, _ in read):
        joined = frozenset().union(*(exact for exact, _ in read if exact is not None))
        return (joined, None) if len(joined) <= _MOST else (None, _better(joined, None))
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

    def may_match(self, text: str) -> bool:
        """Whether the letters that all matches hold stand in a text."""
        return bool((self._guard or self._made()).find_matches_as_indexes(text))

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
        self._guard = AhoCorasick(
            [letters.strip(_EDGE).replace(_EDGE, "") for letters in needed], implementation=Implementation.DFA
        )
        return self._guard


def guarded(expression: str) -> Guarded:
    """Compile an expression of which something is known that each match holds."""
    return Guarded(re.compile(expression))


def any_of(*expressions: Guarded) -> Guarded:
    """Several as one, so that a text where none can match is asked once."""
    return guarded("|".join(f"(?:{one.expression.pattern})" for one in expressions))
