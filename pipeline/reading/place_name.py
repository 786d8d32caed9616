"""A possible place name, with what stands around it."""

from msgspec import Struct

from pipeline.gazetteer import Level
from pipeline.reading.place_lexicon import Known
from schemas.values import Span


class Name(Struct, eq=False):
    """A possible place name. ``known`` is set for listed names; ``postings`` are the gazetteer's rows for it.

    ``before`` and ``after`` are the capitalised words that adjoin it, in small letters, ``next_word`` whatever word
    follows, ``level`` what a word beside it says it is, ``cue`` the preposition that governs it.
    """

    span: Span
    text: str
    key: str
    postings: tuple[int, ...]
    known: Known | None
    in_title_case: bool
    initial: bool
    caseless: bool
    """Letter case tells nothing on this page: all words are in capitals, or none."""
    before: str | None = None
    after: str | None = None
    next_word: str = ""
    following: str = ""
    level: Level | None = None
    cue: str | None = None
    locative: bool = False
    near_km: float | None = None
    """How far from the place "near" it or "north of" it may be."""
    part_of: "Name | None" = None
    is_outer: bool = False
    before_is_place: bool = False
    after_is_place: bool = False

    @property
    def is_unlisted(self) -> bool:
        """Whether only the text itself says that it is a place, and in what."""
        return self.known is None and not self.postings
