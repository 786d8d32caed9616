"""The sentence of a mention, cut where its evidence lies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from schemas.event import MentionReference

MARKED: Final = ("trigger", "location", "date", "claims", "actors")
"""Which fields are marked. ``type`` lies where the trigger does."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a sentence, and the fields that rest on it."""

    text: str
    fields: tuple[str, ...] = ()


def passages(mention: MentionReference) -> list[Passage]:
    """Cut a mention's sentence. Joined, the passages are the sentence.

    Evidence counts from the start of the article's text: where nothing says where the sentence starts there, nothing is
    marked. The first evidence is the main trigger, and the sentence is its sentence.
    """
    sentence, start = mention.sentence, mention.sentence_start
    if not sentence:
        return []
    if start is None or not mention.evidence:
        return [Passage(sentence)]
    of_sentence = [one for one in mention.evidence if one.span.sentence == mention.evidence[0].span.sentence]
    marks = [(one.span.start - start, one.span.end - start, one.field.partition(".")[0]) for one in of_sentence]
    return list(_cut(sentence, [mark for mark in marks if mark[2] in MARKED]))


def _cut(sentence: str, marks: Sequence[tuple[int, int, str]]) -> Iterator[Passage]:
    cuts = {0, len(sentence)} | {min(max(place, 0), len(sentence)) for begin, end, _ in marks for place in (begin, end)}
    ordered = sorted(cuts)
    for begin, end in pairwise(ordered):
        fields = (field for first, last, field in marks if first <= begin and end <= last)
        yield Passage(sentence[begin:end], tuple(dict.fromkeys(fields)))
