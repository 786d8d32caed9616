"""The capital where a report is filed, when the text goes on to call it no more than "the capital"."""

import re
from typing import Final

from pipeline.gazetteer import ROW, Gazetteer, Level
from pipeline.reading.page import Page
from pipeline.reading.place_names import Name
from schemas.values import Span

_WORD: Final = "capital"
_CAPITAL: Final = re.compile(
    r"\b(?:in|of|near|outside|around|at|from) ((?:the|this) capital)\b"
    r"(?!,? (?:city )?of\b|, [a-z]|s\b| [a-z]+ [a-z]*ment\b)"
)


def capitals(names: list[Name], page: Page, gazetteer: Gazetteer) -> list[Name]:
    """Where "in the capital" means the dateline's: not behind the name of another country."""
    filed = next((name for name in names if name.cue == "dateline"), None)
    rows = [posting & ROW for posting in filed.postings if posting & ROW in gazetteer.capitals] if filed else []
    if filed is None or not rows:
        return []
    found = []
    for sentence in page.sentences[1:]:
        if _WORD not in sentence.folded:
            continue
        for match in _CAPITAL.finditer(sentence.folded):
            span = Span(sentence.index, sentence.start + match.start(1), sentence.start + match.end(1))
            if _country_before(names, span, gazetteer) in (None, gazetteer.country[rows[0]]):
                found.append(_named(filed, rows[0], span, page.article.text[span.start : span.end]))
    return found


def _country_before(names: list[Name], span: Span, gazetteer: Gazetteer) -> int | None:
    """The country that the sentence or the one before it last named."""
    for name in reversed(names):
        if not 0 <= span.sentence - name.span.sentence <= 1 or name.span.start >= span.start or not name.postings:
            continue
        row = name.postings[0] & ROW
        if gazetteer.level[row] == Level.COUNTRY:
            return row
    return None


def _named(filed: Name, row: int, span: Span, text: str) -> Name:
    return Name(
        span=span,
        text=text,
        key=f"{filed.key} (the capital)",
        postings=(row,),
        known=None,
        in_title_case=False,
        initial=False,
        caseless=False,
        cue="in",
        locative=True,
    )
