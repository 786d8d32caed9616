"""The grammar of time expressions: what a run of word classes means against publication.

The classes are the letters of ``time_tokens``. Rules stand in one alternation, the more specific first.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final

from msgspec import Struct

from pipeline.lexicon.alternation import Alternation
from pipeline.reading import time_days as days
from pipeline.reading import time_distances as distances
from pipeline.reading import time_periods as periods
from pipeline.reading.time_context import Context, Draft, Focus
from pipeline.reading.time_tokens import Token

_CLOCK: Final = "(?:nC|cC?)z*"
_DAY: Final = "(?:(?:W,?i?)?(?:l?[Mm][no](?!-?n)(?:,?y)?|A?[no]O?[Mm](?:,?y)?|N)|l?W|d)"
_NUMBER: Final = "(?:n(?:[-&]?n)*f?|a?n|a|fO?|afO?)"

Builder = Callable[[list[Token], Context], Draft | None]

_RULES: Final[tuple[tuple[str, str, Builder], ...]] = (
    ("set", "kn?o?j?[uWPMmSK]|D", distances.recurrence),
    ("days", "A?[no](?:-|i|&)A?[no]O?[Mm](?:,?y)?|[Mm][no](?:-|i|&)[no](?:,?y)?(?![uMm])", days.day_range),
    ("time_of_day", f"(?:{_CLOCK}|e?-?P)(?:,?i?|O)A?{_DAY}|[ge]?-?{_DAY}(?:,|i)?A?(?:{_CLOCK}|P)", days.time_of_day),
    ("day", f"[ge]?-?{_DAY}", days.calendar_day),
    ("clock", "nCz*|cC?z*", days.clock),
    ("part", "[ge]?-?A?[lq]P", days.part_of_day),
    ("month", "(?:[ge]-?i?|A?bO)?(?:A?l)?[Mm](?:,?O?y|O?lu)?", periods.month),
    ("season", "(?:[ge]-?i?|A?bO)?(?:lS(?:,?O?y)?|A(?:e-?)?S(?:O?y|Olu)?|Sy|SOy)", periods.season),
    ("quarter", "(?:lus\\.|A?y|A?u-?g)?A?F?l?o-?(?:Q|h)(?:O?A?F?y|Olu)?|A?(?:l|y|u-?g)Q|AQ", periods.quarter),
    ("century", "A?[ge]?-?o-?u", periods.century),
    ("unit_ago", f"(?:{_NUMBER}-?j?)?-?u-?g", distances.distance),
    ("span", f"A?l(?:{_NUMBER}(?:[i-]n)?)j?u", distances.span),
    ("relative", "(?:[ge]-?i?|A?bO)?A?l[jF]?[uK]", distances.relative_unit),
    ("edge", "A?bOAj?u|A?u(?:s\\.)?-?b", distances.edge_of_unit),
    ("same", "A?qj?u", distances.same_unit),
    ("weekend", "A?K", distances.weekend),
    ("duration", f"{_NUMBER}(?:[i-]n)?-?j?-?u(?:-?X)?", distances.duration),
    ("holiday", "H[uWv]?|V(?:s\\.)?u", days.holiday),
    ("decade", "A?e?-?A?E", periods.decade),
    ("spoken_year", "(?:Au)?n-?n(?:-?n)?", periods.spoken_year),
    ("year", "(?:A?Fu?|Auj?|A)?(?:e-?)?y", periods.year),
    ("plural", "u", distances.bare_plural),
    ("reference", "A?r|Al|l|f|g", distances.reference),
)
_MAY_BEGIN: Final = re.compile("[^.,&sXziCO-]")


@cache
def _grammar() -> Alternation:
    return Alternation(f"(?P<{name}>{pattern})" for name, pattern, _ in _RULES)


_BUILDERS: Final = {name: builder for name, _, builder in _RULES}


class Parsed(Struct, frozen=True):
    """An expression's tokens, first to last, and what they mean."""

    first: Token
    last: Token
    rule: str
    draft: Draft


def parse(text: str, tokens: list[Token], published: date, focus: Focus) -> list[Parsed]:
    """The time expressions among the tokens of one sentence.

    ``focus`` is what the text spoke of before them.
    """
    letters = "".join([token.letter for token in tokens])
    found: list[Parsed] = []
    grammar = _grammar()
    at = 0
    while (begin := _MAY_BEGIN.search(letters, at)) is not None:
        at = begin.end()
        match = grammar.match(letters, begin.start())
        if match is None:
            continue
        first, last = match.start(), match.end() - 1
        rule = match.lastgroup
        assert rule is not None
        context = Context(text, tokens, first, last + 1, published, focus)
        draft = _BUILDERS[rule](tokens[first : last + 1], context)
        if draft is None:
            continue
        at = last + 1
        found.append(Parsed(tokens[first], tokens[last], rule, draft))
        focus = focus.moved(draft.period)
    return found
