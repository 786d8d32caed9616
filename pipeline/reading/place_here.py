"""Acts told as "here", without a name: where the report was filed, or nowhere that is known."""

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.page import Page
from schemas.values import Span

_HERE: Final = guarded(
    r"(?<!of )(?<!from )(?<!said )(?<!saying )(?<!says )(?<!reporters )(?<!told \S{3} )(?<!reports )(?<!arrived )"
    r"\bhere\b(?! (?:is|are|was|were)\b)"
)
_QUOTES: Final = frozenset('"\u201c\u201d`')


def heres(page: Page, sentences: Iterable[int]) -> Iterator[Span]:
    """The words of some sentences that put something "here"; in quotes that is the speaker's place."""
    for number in sentences:
        sentence = page.sentences[number]
        for match in _HERE.finditer(sentence.folded):
            if sum(map(_QUOTES.__contains__, sentence.text[: match.start()])) % 2 == 0:
                yield Span(number, sentence.start + match.start(), sentence.start + match.end())
