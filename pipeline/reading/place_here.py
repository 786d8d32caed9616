"""Acts told as "here" or "in the capital", without a name: where the report was filed, or nowhere that is known."""

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.page import Page
from schemas.values import Span

_HERE: Final = guarded(
    r"(?<!of )(?<!from )(?<!said )(?<!saying )(?<!says )(?<!reporters )(?<!told \S{3} )(?<!reports )(?<!arrived )"
    r"\bhere\b(?! (?:is|are|was|were)\b)"
)
_CAPITAL: Final = guarded(
    r"\b(?:in|near|outside|around) (?:the|this) capital\b(?!,? (?:city )?(?:of\b|\(|[a-z]+ [a-z]*ment\b)|, [a-z]|s\b)"
)
_QUOTES: Final = frozenset('"\u201c\u201d`')


def unnamed(page: Page, sentences: Iterable[int], named: frozenset[tuple[int, int]]) -> Iterator[tuple[Span, bool]]:
    """The words of some sentences that put something "here" or in a capital, and whether it is "here".

    In quotes "here" is the speaker's place. ``named`` are the sentences and ends of words that a name was found for.
    """
    for number in sentences:
        sentence = page.sentences[number]
        if _QUOTES.isdisjoint(sentence.text):
            for match in _HERE.finditer(sentence.folded):
                yield Span(number, sentence.start + match.start(), sentence.start + match.end()), True
        for match in _CAPITAL.finditer(sentence.folded):
            end = sentence.start + match.end()
            capitalised = sentence.text[match.end() : match.end() + 2].strip()[:1].isupper()
            if (number, end) not in named and not capitalised:
                yield Span(number, sentence.start + match.start(), end), False
