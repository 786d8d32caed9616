"""The sentence of a mention, cut where its evidence lies.

Evidence counts characters from the start of the article's text, and a record has only the sentence. Where the sentence
starts is found from its spans: they begin and end with words, and some of those words are known from the record.
Where several starts fit equally well, nothing is marked: a wrong mark is worse than none.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from schemas.event import Event, MentionReference
from schemas.values import Evidence, Span

MARKED: Final = ("trigger", "location", "date", "claims", "actors")
"""Which fields are marked. ``type`` lies where the trigger does."""
CUT_AT: Final = 300
"""Sentences of this length have been cut: what lay behind is not there."""
KNOWN: Final = 4
"""How much more a known word tells than a word's edge."""

_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a sentence, and the fields that rest on it."""

    text: str
    fields: tuple[str, ...] = ()


def passages(event: Event, mention: MentionReference) -> list[Passage]:
    """Cut a mention's sentence. Joined, the passages are the sentence."""
    sentence = mention.sentence
    if not sentence:
        return []
    marks = [one for one in _of_the_sentence(mention.evidence) if _kind(one.field) in MARKED]
    start = sentence_start(sentence, marks, known_words(event))
    if start is None:
        return [Passage(sentence)]
    return list(_cut(sentence, [(one.span.start - start, one.span.end - start, _kind(one.field)) for one in marks]))


def sentence_start(sentence: str, marks: Sequence[Evidence], known: Collection[str]) -> int | None:
    """Where in the article the sentence starts; null where that cannot be told."""
    if not marks:
        return None
    if marks[0].span.sentence == 0:
        return 0
    spans = sorted({one.span for one in marks}, key=lambda span: span.start)
    is_cut = len(sentence) >= CUT_AT
    last = marks[0].span.end if is_cut else max(span.end for span in spans)
    edges = _edges(sentence)
    scored = [
        (sum(_fit(sentence, edges, span, start, known) for span in spans), start)
        for start in range(max(0, last - len(sentence)), spans[0].start + 1)
    ]
    best = max(scored, default=None)
    if best is None or best[0] < 2 * len(spans) or sum(score == best[0] for score, _ in scored) > 1:
        return None
    return best[1]


def known_words(event: Event) -> frozenset[str]:
    """The words of the record that its articles are sure to have, in lower case."""
    figures = {str(one) for claim in event.claims for one in (claim.low, claim.high) if one is not None}
    names = {actor.name for actor in event.actors} | {event.location.name, event.date.text or ""}
    return frozenset(word.lower() for word in names | figures if word)


def _of_the_sentence(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first evidence is the main trigger, and the sentence is its sentence."""
    return [one for one in evidence if one.span.sentence == evidence[0].span.sentence]


def _fit(sentence: str, edges: frozenset[int], span: Span, start: int, known: Collection[str]) -> int:
    begin, end = span.start - start, span.end - start
    if end > len(sentence):
        return 2 if begin >= len(sentence) else 0  # behind the cut
    return (begin in edges) + (end in edges) + KNOWN * (sentence[begin:end].lower() in known)


def _edges(sentence: str) -> frozenset[int]:
    """The places where a word starts or ends."""
    inside = [False, *(_WORD.match(letter) is not None for letter in sentence), False]
    return frozenset(place for place in range(len(sentence) + 1) if inside[place] != inside[place + 1])


def _cut(sentence: str, marks: Sequence[tuple[int, int, str]]) -> Iterator[Passage]:
    cuts = {0, len(sentence)} | {min(max(place, 0), len(sentence)) for begin, end, _ in marks for place in (begin, end)}
    ordered = sorted(cuts)
    for begin, end in pairwise(ordered):
        fields = (field for first, last, field in marks if first <= begin and end <= last)
        yield Passage(sentence[begin:end], tuple(dict.fromkeys(fields)))


def _kind(field: str) -> str:
    return field.partition(".")[0]
