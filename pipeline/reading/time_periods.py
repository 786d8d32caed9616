"""Rules of the time grammar for months, seasons, quarters, years and longer periods."""

import re
from datetime import date
from typing import Final

from pipeline.reading import time_values as values
from pipeline.reading.time_context import Context, Draft, dated, token_of, unit_of
from pipeline.reading.time_tokens import Token
from schemas.values import DateBasis

_COUNTED: Final = re.compile(
    r"\s?(?:-\w|percent|per cent|%|people|men|women|children|troops|soldiers|civilians|block|feet|miles|km|kilomet"
    r"|met(?:er|re)s|dollars|pounds|euros|votes|points|tons|houses|homes|families|others|jobs|shares|copies|words"
    r"|persons|police|workers|residents)",
    re.IGNORECASE,
)
_BEFORE_YEAR: Final = re.compile(
    r"(?:[$\u00a3\u20ac#]|\bno\.?|\bnumber|\bat least|\babout|\bnearly|\bsome|\bthan|\broom|\bflight|\bhighway|\broute)"
    r"\s*\Z",
    re.IGNORECASE,
)


def _month_is_sure(tokens: list[Token], context: Context) -> bool:
    """Whether a lone "may" or "march" is a month, which a preposition before it tells, and "April" no first name."""
    token = token_of(tokens, "Mm")
    assert token is not None
    if len(tokens) > 1:
        return True
    previous = context.tokens[context.first - 1] if context.first else None
    following = context.tokens[context.stop] if context.stop < len(context.tokens) else None
    if token.letter == "M":
        named = following is not None and following.text[0].isupper() and not token.text.isupper()
        return not named or (previous is not None and previous.letter == "i")
    if previous is not None and previous.letter == "i":
        return token.text[0].isupper() or following is None or following.letter != "."
    return False


def month(tokens: list[Token], context: Context) -> Draft | None:
    """Read "March 1996", "last May", "early August", "June last year"."""
    name, year, which = token_of(tokens, "Mm"), token_of(tokens, "y"), token_of(tokens, "l")
    assert name is not None
    if not _month_is_sure(tokens, context):
        return None
    number, published = int(name.value), context.published
    if year is not None:
        chosen = int(year.value)
    elif which is not None and token_of(tokens, "u") is not None:
        if unit_of(tokens) != "Y":
            return None
        chosen = published.year + int(which.value)
    elif which is not None:
        step = int(which.value)
        chosen = published.year + (
            step if (number >= published.month if step < 0 else number <= published.month) else 0
        )
    else:
        behind = (published.month - number) % 12
        ahead = (context.ahead and behind) or behind > 9
        chosen = published.year + (published.month - (behind - 12 if ahead else behind) - 1) // 12
    return dated(values.month(chosen, number), DateBasis.EXPLICIT)


def season(tokens: list[Token], context: Context) -> Draft | None:
    """Read "last summer", "the spring of 1990"."""
    name, year, which = token_of(tokens, "S"), token_of(tokens, "y"), token_of(tokens, "l")
    assert name is not None
    published = context.published
    first = values.SEASONS[str(name.value)][0]
    if year is not None:
        chosen = int(year.value)
    elif which is not None and token_of(tokens, "u") is not None:
        chosen = published.year + int(which.value)
    elif which is not None and which.value == -1:
        chosen = published.year - (published.month < first + 3)
    elif which is not None and which.value == 1:
        chosen = published.year + (published.month >= first)
    elif which is None and not context.before.rstrip().endswith(
        ("in", "during", "since", "until", "over", "through", "into", "by")
    ):
        return None
    else:
        chosen = published.year - (which is None and published.month < first and not context.ahead)
    return dated(values.season(chosen, str(name.value)))


def quarter(tokens: list[Token], context: Context) -> Draft | None:
    """Read "the third quarter", "the first half of 1990", "last quarter"."""
    ordinal, year, which = token_of(tokens, "o"), token_of(tokens, "y"), token_of(tokens, "l")
    make, size = (values.half, 6) if token_of(tokens, "h") else (values.quarter, 3)
    published = context.published
    if ordinal is None:
        return _unnumbered_quarter(tokens, context)
    number = int(ordinal.value)
    if number > 12 // size:
        return None
    if year is not None:
        chosen = int(year.value)
    elif which is not None:
        chosen = published.year + int(which.value)
    elif token_of(tokens, "g") is not None:
        chosen = published.year - 1
    elif size == 6:
        return None
    else:
        chosen = published.year - (number * size - 2 > published.month + (5 if context.ahead else 2))
    return dated(make(chosen, number))


def _unnumbered_quarter(tokens: list[Token], context: Context) -> Draft | None:
    """Read "last quarter", "the latest quarter", "the year-ago quarter", "the 1988 quarter"."""
    which, year, focus = token_of(tokens, "l"), token_of(tokens, "y"), context.focus.quarter
    compared = year is not None or token_of(tokens, "g") is not None or (which and which.text.lower() == "latest")
    if tokens[-1].text.lower() == "period" and not compared:
        return None
    ended = values.quarter(*_quarter_before(context.published))
    if year is not None:
        return dated(values.quarter(int(year.value), ((focus or ended).start.month + 2) // 3))
    if token_of(tokens, "g") is not None:
        return dated(values.year_before(focus or ended))
    if which is None or which.text.lower() == "latest":
        return dated(focus or ended)
    chosen, number = values.shift_months(context.published, int(which.value) * 3)
    return dated(values.quarter(chosen, (number + 2) // 3))


def _quarter_before(published: date) -> tuple[int, int]:
    year, month = values.shift_months(published, -3)
    return year, (month + 2) // 3


def century(tokens: list[Token], _: Context) -> Draft | None:
    """Read "the 19th century"."""
    if unit_of(tokens) != "00Y":
        return None
    ordinal = token_of(tokens, "o")
    assert ordinal is not None
    number = int(ordinal.value)
    if not 2 <= number <= 22:
        return None
    return dated(values.years(number * 100 - 100, number * 100 - 1, f"{number - 1}"), DateBasis.EXPLICIT)


def decade(tokens: list[Token], context: Context) -> Draft | None:
    """Read "the 1990s", "the late seventies"; "in his 30s" is an age."""
    token = token_of(tokens, "E")
    assert token is not None
    if len(tokens) == 1 and not token.text[:4].isdigit():
        return None
    del context
    number = int(token.value)
    return dated(values.years(number * 10, number * 10 + 9, f"{number}"), DateBasis.EXPLICIT)


def spoken_year(tokens: list[Token], _: Context) -> Draft | None:
    """Read "nineteen ninety-six"."""
    numbers = [int(token.value) for token in tokens if token.letter == "n"]
    if any(token.text.isdigit() for token in tokens):
        return None
    if numbers[:2] == [2, 1000]:
        return dated(values.year(2000 + sum(numbers[2:])), DateBasis.EXPLICIT)
    if numbers[0] not in (19, 20) or not 10 <= sum(numbers[1:]) <= 99:
        return None
    return dated(values.year(numbers[0] * 100 + sum(numbers[1:])), DateBasis.EXPLICIT)


def year(tokens: list[Token], context: Context) -> Draft | None:
    """Read "1990", "fiscal 1989"; a count or a house number is none."""
    token = token_of(tokens, "y")
    assert token is not None
    number = int(token.value)
    after = context.after
    if _BEFORE_YEAR.search(context.before) or _COUNTED.match(after) or (after[:1] in "-/" and after[1:2].isdigit()):
        return None
    if not 1900 <= number <= context.published.year + 40 and not context.before.rstrip().endswith(
        ("in", "since", "of", "from", "until", "by", "to", "and")
    ):
        return None
    return dated(values.year(number), DateBasis.EXPLICIT)
