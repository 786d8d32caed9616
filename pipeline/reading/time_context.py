"""What the rules of the time grammar read: the words around an expression, and what the text spoke of before it."""

import re
from datetime import date
from itertools import takewhile
from typing import Final

from msgspec import Struct

from pipeline.reading.findings import TimexType
from pipeline.reading.time_tokens import Token
from pipeline.reading.time_values import Period
from schemas.values import DateBasis, DatePrecision

_FUTURE: Final = re.compile(
    r"(?:\b(?:will|shall|(?<!had been )(?<!previously been )(?:due|scheduled|slated"
    r"|expected (?:to|in|on)|set to|set for)|plan(?:s|ned)? to|planned for|going to|until|till|deadline|is to|are to"
    r"|expires?)\b|\b(?:by(?: the)?|as (?:soon|early|late) as) *\Z)"
    r"(?!.*(?:\b(?:said|says|told|predicted|warned|vowed|pledged|that|after|but|when|announced|since|from)\b|[.;]\s))",
    re.IGNORECASE,
)

_BY: Final = re.compile(r"\bby(?: the)? *\Z", re.IGNORECASE)
_HAD_BY: Final = re.compile(r"\bhad \w+ed [^.;]*\bby(?: the)? *\Z", re.IGNORECASE)
"""What had been done by then is no plan: "they had fled by Friday"."""
POSSESSIVES: Final = ("'s", "\u2019s")

_FUTURE_WORDS: Final = frozenset({
    "will", "shall", "due", "scheduled", "slated", "expected", "set", "plan", "plans", "planned", "going", "until",
    "till", "deadline", "is", "are", "expire", "expires", "by", "as",
})  # fmt: skip
"""One of these is in every match of the expression above, which is slower to ask."""


class Focus(Struct, frozen=True):
    """What the text last spoke of: "the next day" and "a year earlier" count from it."""

    day: date | None = None
    quarter: Period | None = None
    night: Period | None = None
    stretch: Period | None = None
    """The month or year last named, which "later that year" means."""

    def moved(self, period: Period | None) -> "Focus":
        """The focus after an expression."""
        if period is None:
            return self
        if period.start == period.end:
            return Focus(period.start, self.quarter)
        if period.value.endswith("TNI"):
            return Focus(self.day, self.quarter, period)
        if "-Q" in period.value:
            newer = self.quarter is None or period.start > self.quarter.start
            return Focus(self.day, period, self.night) if newer else self
        if period.precision in (DatePrecision.MONTH, DatePrecision.YEAR):
            return Focus(self.day, self.quarter, self.night, period)
        return self


class Context(Struct, frozen=True):
    """The sentence around an expression (``tokens[first:stop]``), and the days that it may be counted from."""

    text: str
    tokens: list[Token]
    first: int
    stop: int
    published: date
    focus: Focus

    @property
    def before(self) -> str:
        """The words before the expression, as far as they matter."""
        start = self.tokens[self.first].start
        return self.text[max(0, start - 100) : start]

    @property
    def after(self) -> str:
        """The words after it."""
        end = self.tokens[self.stop - 1].end
        return self.text[end : end + 40]

    @property
    def ahead(self) -> bool:
        """Whether the words before speak of the future."""
        before = self.before
        if self.after.lower().startswith(POSSESSIVES):
            # "Killed by Saturday's strike" sets no deadline.
            before = _BY.sub("", before)
        if _HAD_BY.search(before):
            return False
        return not _FUTURE_WORDS.isdisjoint(before.lower().split()) and _FUTURE.search(before) is not None


class Draft(Struct, frozen=True):
    """What an expression means. Durations, sets and references have no period."""

    type: TimexType
    value: str
    period: Period | None
    basis: DateBasis = DateBasis.RELATIVE


def dated(period: Period, basis: DateBasis = DateBasis.RELATIVE) -> Draft:
    """A date that means a period and has its value."""
    return Draft(TimexType.DATE, period.value, period, basis)


def token_of(tokens: list[Token], letters: str) -> Token | None:
    """The first token of any of these classes."""
    for token in tokens:
        if token.letter in letters:
            return token
    return None


def quantity(tokens: list[Token]) -> int | None:
    """The number that the words give; null where it is vague ("several")."""
    few = token_of(tokens, "f")
    if few is not None:
        return int(few.value) if str(few.value).isdigit() else None
    return _cardinal(tokens)


def _cardinal(tokens: list[Token]) -> int:
    """Read "twenty four", "a hundred", "nineteen ninety-six" by its parts; 1 where there is no number."""
    total = 0
    for token in tokens:
        if token.letter == "n":
            number = int(token.value)
            total = max(total, 1) * number if number in (100, 1000) else total + number
    return total or 1


def until_range(tokens: list[Token]) -> list[Token]:
    """The tokens up to the "to" of "two to three weeks": the lower number counts."""
    return list(takewhile(lambda token: token.letter != "i", tokens))


def unit_of(tokens: list[Token]) -> str:
    """The TIMEX3 unit among the tokens; those of a day's parts begin with T."""
    token = token_of(tokens, "u")
    assert token is not None
    return str(token.value)


def period_value(count: int | None, unit: str) -> str:
    """A duration's TIMEX3 value: ``P3D``, ``PT2H``, and ``PXW`` where the number is vague."""
    if unit == "2W":
        count, unit = (None if count is None else count * 2), "W"
    amount = "X" if count is None else str(count)
    if unit[0] == "T":
        return f"PT{amount}{unit[1]}"
    return f"P{amount}{ {'0Y': 'DE', '00Y': 'CE'}.get(unit, unit) }"
