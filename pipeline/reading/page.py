"""An article as the reader sees it: sentences with offsets, letter case, and the context around the text.

``prepare`` turns an article into a ``Page``; every finder of this package takes a ``Page`` and gives back values that
carry ``schemas.values.Span``. Sentence 0 is the title; offsets always count into the original title or text.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.article import Article


class LetterCase(StrEnum):
    """How names can be told from words."""

    MIXED = "mixed"
    UPPER = "upper"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``text`` is ``part[start:end]`` to the letter; the part is the title or the article's text."""

    index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """``MOSCOW, Aug 13 (IANS) --``: where and when a report was filed, and by whom. ``place`` is as written."""

    place: str | None
    day: date | None
    agency: str | None
    start: int
    end: int
    """Offsets into the article's text; the first sentence starts after them."""


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
