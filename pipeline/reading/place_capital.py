"""Capitals without their names: "in the capital" of the country a report is filed from, "the Gabonese capital"."""

import re
from functools import lru_cache
from typing import Final

from pipeline.gazetteer import ROW, Gazetteer, Level
from pipeline.reading.page import Page
from pipeline.reading.place_distance import distance_told
from pipeline.reading.place_name import Name
from schemas.values import Span

_WORD: Final = "capital"
_REACH: Final = 72
"""Characters before it that tell how far away something is."""
_BACK: Final = 2
"""Sentences back in which a capital is named that is then called so."""
_LARGE: Final = 100_000
_FOLLOWS: Final = re.compile(r" (CAPITAL|capital)\b(?:(?<=L)|(?! [A-Z]| [a-z]+ [a-z]*ment\b))")
_CAPITAL: Final = re.compile(
    r"\b(?:in|of|near|outside|around|at|from) ((?:the|this) capital)\b"
    r"(?!,? (?:city )?of\b|, [a-z]|s\b| [a-z]+ [a-z]*ment\b)"
)


def capitals(names: list[Name], page: Page, gazetteer: Gazetteer) -> list[Name]:
    """Capitals that a text does not name: the dateline's, "the Gabonese capital".

    "In the capital" means the dateline's where the text has not just named another country.
    """
    found = [capital for name in names if (capital := _of_people(name, gazetteer)) is not None]
    filed = next((name for name in names if name.cue == "dateline"), None)
    rows = [posting & ROW for posting in filed.postings if posting & ROW in gazetteer.capitals] if filed else []
    if filed is None:
        return [*found, *_named_before(names, page, gazetteer)]
    if not rows:
        return found
    for sentence in page.sentences[1:]:
        if _WORD not in sentence.folded:
            continue
        for match in _CAPITAL.finditer(sentence.folded):
            span = Span(sentence.index, sentence.start + match.start(1), sentence.start + match.end(1))
            if _country_before(names, span, gazetteer) in (None, gazetteer.country[rows[0]]):
                capital = _named(filed.key, rows[0], span, page.article.text[span.start : span.end])
                capital.near_km = distance_told(sentence.folded[max(0, match.start(1) - _REACH) : match.start(1)])
                found.append(capital)
    return found


def _named_before(names: list[Name], page: Page, gazetteer: Gazetteer) -> list[Name]:
    """What "the capital" means on a page without a dateline: the one that it has just named."""
    found = []
    for sentence in page.sentences[1:]:
        if _WORD not in sentence.folded:
            continue
        for match in _CAPITAL.finditer(sentence.folded):
            span = Span(sentence.index, sentence.start + match.start(1), sentence.start + match.end(1))
            known = _capital_before(names, span, gazetteer)
            if known is not None:
                capital = _named(*known, span, page.article.text[span.start : span.end])
                capital.near_km = distance_told(sentence.folded[max(0, match.start(1) - _REACH) : match.start(1)])
                found.append(capital)
    return found


def _capital_before(names: list[Name], span: Span, gazetteer: Gazetteer) -> tuple[str, int] | None:
    """The capital last named in the text, at most two sentences before, with its key."""
    for name in reversed(names):
        if (
            not 0 <= span.sentence - name.span.sentence <= _BACK
            or name.span.start >= span.start
            or not name.span.sentence
        ):
            continue
        rows = (one for one in name.postings if one in gazetteer.capitals and gazetteer.population[one] >= _LARGE)
        row = next(rows, None)
        if row is not None:
            return name.key, row
    return None


def _of_people(name: Name, gazetteer: Gazetteer) -> Name | None:
    """The capital that a demonym before the word tells of, unless its own name follows."""
    if name.next_word != _WORD or name.known is None or not name.known.demonym or name.known.row is None:
        return None
    follows = _FOLLOWS.match(name.following)
    row = _capital_of(gazetteer, gazetteer.country[name.known.row])
    if follows is None or row is None:
        return None
    span = Span(name.span.sentence, name.span.end + 1, name.span.end + follows.end())
    return _named(name.key, row, span, follows[1])


@lru_cache(maxsize=512)
def _capital_of(gazetteer: Gazetteer, country: int) -> int | None:
    rows = [row for row in gazetteer.capitals if gazetteer.country[row] == country]
    return max(rows, key=lambda row: gazetteer.population[row], default=None)


def _country_before(names: list[Name], span: Span, gazetteer: Gazetteer) -> int | None:
    """The country that the sentence or the one before it last named."""
    for name in reversed(names):
        if not 0 <= span.sentence - name.span.sentence <= 1 or name.span.start >= span.start or not name.postings:
            continue
        row = name.postings[0] & ROW
        if gazetteer.level[row] == Level.COUNTRY:
            return row
    return None


def _named(key: str, row: int, span: Span, text: str) -> Name:
    return Name(
        span=span,
        text=text,
        key=f"{key} (the capital)",
        postings=(row,),
        known=None,
        in_title_case=False,
        initial=False,
        caseless=False,
        cue="in",
        locative=True,
    )
