"""An article as the reader sees it: sentences with offsets, letter case, and the context around the text.

``prepare`` turns an article into a ``Page``; every finder of this package takes a ``Page`` and gives back values that
carry ``schemas.values.Span``. Sentence 0 is the title; offsets always count into the original title or text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import force_setattr

from pipeline.reading.boilerplate import is_junk, is_note, title_end
from pipeline.reading.dateline import Dateline, find_dateline
from pipeline.reading.folding import fold
from pipeline.reading.letters import LOWER_BELOW, UPPER_ABOVE, capital_share
from pipeline.reading.sentences import split
from schemas.article import Article

__all__ = ["Dateline", "LetterCase", "Page", "Sentence", "bounded", "prepare"]

_CONTENT_WORD: Final = re.compile(r"[a-z]{4,}|\d+")
_FUNCTION_WORDS: Final = frozenset(
    [
        "after",
        "again",
        "against",
        "also",
        "amid",
        "another",
        "been",
        "before",
        "being",
        "between",
        "could",
        "does",
        "during",
        "following",
        "from",
        "have",
        "here",
        "into",
        "just",
        "more",
        "near",
        "news",
        "other",
        "over",
        "said",
        "says",
        "some",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "three",
        "under",
        "update",
        "updated",
        "until",
        "video",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "your",
    ]
)
_LONGEST_TEXT: Final = 60_000
_LONGEST_TITLE: Final = 500
_MOST_SENTENCES: Final = 200
"""Longer texts are transcripts, live blogs and books; what they tell, they tell at the head, and work stays bounded."""
_LONGEST_SENTENCE: Final = 2_000
"""A longer one is a list or no prose, and is read in pieces: finders may compare all with all inside a sentence."""
_STEM: Final = 5
"""Words are compared by their first letters: "identifies" in a title is "identified" in the text."""

_TELLING_TITLE: Final = 4
"""Content words: a shorter title may tell of the same in words of its own."""
_LONG_TITLE: Final = 6
"""One that is shorter than this shares at least a word with its body."""

_SHOTS: Final = frozenset({"shot", "shots", "shoot", "gunsh", "gunfi"})
_SHOT: Final = re.compile(r"\b(?:shot|shoot|gunshot|gunfire)")
"""One word in a headline, and in the text another of the same: "Teen shot", "the shooting"."""


class LetterCase(StrEnum):
    """How names can be told from words."""

    MIXED = "mixed"
    UPPER = "upper"
    LOWER = "lower"


class Sentence(Struct, frozen=True):
    """One sentence; ``text`` is ``part[start:end]`` to the letter; the part is the title or the article's text."""

    index: int
    start: int
    end: int
    text: str
    folded: str = ""
    """The text in lower case, as long as it is: all that reads it so reads one copy."""

    def __post_init__(self) -> None:
        """Fold the text, unless that came with it."""
        if not self.folded:
            force_setattr(self, "folded", fold(self.text))


@dataclass(frozen=True, slots=True)
class Page:
    """An article, ready to be read."""

    article: Article
    sentences: tuple[Sentence, ...]
    """Sentence 0 is the title (maybe empty, cleaned of its outlet suffix); body sentences follow."""
    letter_case: LetterCase
    dateline: Dateline | None
    title_suffix: str | None
    """What followed the title proper: `` - KSLA News 12 Shreveport``."""
    body_mismatch: bool
    """The body does not belong to the title, and has been left out."""
    paragraphs: tuple[int, ...]
    """The paragraph number of each sentence; the title is paragraph 0."""
    asserted: dict[tuple[int, int], bool] = field(default_factory=dict, repr=False, compare=False)
    """What ``assertion`` found of a trigger at a sentence and offset: every later stage asks it again."""


def bounded(article: Article) -> Article:
    """The article without what lies beyond the length that is read; offsets into it are offsets into the original."""
    if len(article.text) <= _LONGEST_TEXT and len(article.title) <= _LONGEST_TITLE:
        return article
    return replace(article, title=article.title[:_LONGEST_TITLE], text=article.text[:_LONGEST_TEXT])


def prepare(article: Article) -> Page:
    """Split an article into sentences, and set apart what is not its text.

    Sentences that are furniture of the page, or repeat the title or one another, are left out; offsets count into the
    original.
    """
    article = bounded(article)
    title, body = article.title, article.text
    start = len(title) - len(title.lstrip())
    note = is_note(title)
    end = start if note else max(start, len(title[: title_end(title, article.outlet)].rstrip()))
    first = Sentence(0, start, end, title[start:end])
    share = capital_share(title if body.isspace() or not body else body)
    letter_case = LetterCase.MIXED
    if share is not None and share < LOWER_BELOW:
        letter_case = LetterCase.LOWER
    elif share is not None and share > UPPER_ABOVE:
        letter_case = LetterCase.UPPER
    folded = fold(body)
    mismatch = _is_mismatch(first.folded, folded)
    dateline = None if mismatch else find_dateline(body, article.published_at.date())
    sentences, paragraphs = ([first], [0]) if mismatch else _body(first, body, folded, dateline)
    return Page(
        article=article,
        sentences=tuple(sentences),
        letter_case=letter_case,
        dateline=dateline,
        title_suffix=None if note else title[end:].strip() or None,
        body_mismatch=mismatch,
        paragraphs=tuple(paragraphs),
    )


def _is_mismatch(title: str, body: str) -> bool:
    """Whether a folded body has under a third of the title's content words: another page's was scraped with it."""
    words = {word.rstrip("s")[:_STEM] for word in _CONTENT_WORD.findall(title) if word not in _FUNCTION_WORDS}
    if len(words) < _TELLING_TITLE or not body or body.isspace():
        return False
    shots = bool(words & _SHOTS) and not any(word in body for word in words & _SHOTS)
    common = sum(word in body for word in words) + (shots and _SHOT.search(body) is not None)
    return common * 3 < len(words) and (common == 0 or len(words) >= _LONG_TITLE)


def _body(title: Sentence, body: str, folded: str, dateline: Dateline | None) -> tuple[list[Sentence], list[int]]:
    sentences, paragraphs = [title], [0]
    seen = {title.folded}
    paragraph, previous = 1, 0
    for start, end in _spans(body, dateline):
        paragraph += "\n" in body[previous:start] and previous > 0
        previous = end
        sentence = Sentence(len(sentences), start, end, body[start:end], folded[start:end])
        if sentence.folded in seen or is_junk(sentence.text):
            continue
        seen.add(sentence.folded)
        sentences.append(sentence)
        paragraphs.append(paragraph)
        if len(sentences) > _MOST_SENTENCES:
            break
    return sentences, paragraphs


def _spans(body: str, dateline: Dateline | None) -> Iterator[tuple[int, int]]:
    if dateline is None:
        spans = split(body)
    else:
        tail = split(body[dateline.end :])
        spans = split(body[: dateline.start]) + [(start + dateline.end, end + dateline.end) for start, end in tail]
    for start, end in spans:
        yield from ((start, end),) if end - start <= _LONGEST_SENTENCE else _pieces(body, start, end)


def _pieces(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_SENTENCE:
        space = body.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = space if space > start else start + _LONGEST_SENTENCE
        yield start, cut
        start = cut + (space > start)
    yield start, end
