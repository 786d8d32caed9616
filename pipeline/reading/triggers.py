"""Words that may tell of an act: one scan over the folded text, whole words, the longest where several start together.

A trigger is a candidate and no more: ``realis`` says whether its act happened, ``types`` what it was.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from operator import itemgetter
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.lexicon import table
from pipeline.lexicon.screen import Guarded
from pipeline.reading.findings import Trigger
from pipeline.reading.folding import fold
from pipeline.reading.inflection import noun_forms, verb_forms
from pipeline.reading.page import Page
from pipeline.stages import TOGETHER
from schemas.article import Article
from schemas.values import EventType, Span

FILES: Final = ("violence", "protest", "strategic")
_START: Final = itemgetter(1)


MOST: Final = 300
"""Triggers read of one article; what tells of so many acts is a list."""

REACH: Final = 600
"""Characters on each side of a trigger that may hold its cue."""

OF_CONFLICT: Final = frozenset({"force", "political", "explosive"})
"""The cues that tell an act of conflict from an accident, a crime or a game; the others tell what else a word means."""

LENGTH: Final = 200_000
"""Characters of a text that are scanned: no article is longer."""

_VERB_AHEAD: Final = re.compile(
    r"\b(?:to|will|would|could|can|may|might|should|must|did|does|do|not|never|they|who|and then|we|i|you|helped?|let)"
    r"\s$"
)
_HEADLINE_VERB: Final = re.compile(
    r"\s(?!(?:on|in|at|by|of|against|near|kill|kills|wounds?|leaves|that|and|as|from|hits?|victims?|suspects?"
    r"|claims?)\b)\w"
)


class Frame(StrEnum):
    """Who stands where around a trigger."""

    TRANSITIVE = "transitive"
    MUTUAL = "mutual"
    EFFECT = "effect"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase of the trigger files; their header tells the fields."""

    types: tuple[EventType, ...]
    example: str
    verb: str | None = None
    noun: str | None = None
    phrase: str | None = None
    forms: tuple[str, ...] = ()
    frame: Frame = Frame.TRANSITIVE
    needs: str | None = None
    followed: str | None = None
    weak: bool = False
    state: bool = False
    expects: EventType | None = None

    @property
    def lemma(self) -> str:
        """The word that names the entry."""
        return self.verb or self.noun or self.phrase or ""

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every form that stands in texts, in lower case."""
        if self.forms:
            return (self.lemma, *self.forms) if self.noun else self.forms
        if self.verb:
            return verb_forms(self.verb)
        if self.noun:
            return noun_forms(self.noun)
        return (self.lemma,)


@dataclass(frozen=True, slots=True)
class TriggerFile:
    """A file of entries."""

    entry: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The words behind each ``needs``."""

    cues: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scanner:
    """The automaton, and which entry each of its patterns belongs to."""

    automaton: AhoCorasick
    patterns: tuple[str, ...]
    owners: tuple[Entry, ...]
    nouns: dict[str, Entry]
    """Forms that are verb and noun: "attack", "raids"."""
    weak: dict[str, Entry]
    """What a form still is where its first meaning lacks its cue: part of an act told elsewhere."""
    cues: dict[str, Guarded]


def entries() -> tuple[Entry, ...]:
    """All entries of the trigger files."""
    return tuple(entry for name in FILES for entry in table(name, TriggerFile).entry)


@cache
def scanner() -> Scanner:
    """The compiled trigger lexicon. An earlier file's entry wins where two share a form."""
    owners: dict[str, Entry] = {}
    nouns: dict[str, Entry] = {}
    weak: dict[str, Entry] = {}
    for entry in entries():
        for surface in entry.surfaces:
            first = owners.setdefault(surface, entry)
            if first.verb and entry.noun:
                nouns.setdefault(surface, entry)
            elif first is not entry and first.needs and entry.weak and not entry.needs:
                weak.setdefault(surface, entry)
    cues = {name: _any_of(words) for name, words in table("cues", Cues).cues.items()}
    patterns = tuple(owners)
    return Scanner(
        AhoCorasick(list(patterns), implementation=Implementation.DFA),
        patterns,
        tuple(owners.values()),
        nouns,
        weak,
        cues,
    )


def entry_of(trigger: Trigger) -> Entry:
    """The lexicon entry behind a trigger."""
    return _by_lemma()[trigger.lemma, trigger.noun]


def has_trigger(article: Article) -> bool:
    """Whether any trigger word stands in the article, before anything else is looked at."""
    return bool(_hits(article.title)) or bool(_hits(article.text[:LENGTH]))


def find_triggers(
    page: Page, *, cued: bool = True, followed: bool = True, of_conflict: bool = False
) -> tuple[Trigger, ...]:
    """Triggers in the order of the text.

    Those that need a cue count only where their sentence holds one, unless not ``cued``; those that need certain words
    behind them only before such words, unless not ``followed``. An article that is known to be ``of_conflict`` need not
    show it beside each word.
    """
    body = page.sentences[1:]
    starts = [sentence.start for sentence in body]
    found = []
    for start, end, entry in _hits(page.sentences[0].text):
        offset = page.sentences[0].start
        found.append((0, start + offset, end + offset, entry))
    for start, end, entry in _hits(page.article.text[:LENGTH]):
        position = bisect_right(starts, start) - 1
        if position >= 0 and end <= body[position].end:
            found.append((body[position].index, start, end, entry))
    triggers = []
    for index, start, end, entry in found[:MOST]:
        sentence = page.sentences[index]
        at = start - sentence.start, end - sentence.start
        as_used = _as_used(entry, sentence.folded, *at, title=index == 0)
        used: Entry | None = as_used
        if (followed and not _is_followed(as_used, sentence.folded, at[1])) or (
            cued and not (of_conflict and as_used.needs in OF_CONFLICT) and not _has_cue(as_used, sentence.folded, *at)
        ):
            used = scanner().weak.get(sentence.folded[slice(*at)])
        if used is not None:
            span = Span(index, start, end)
            text, rule = sentence.text[slice(*at)], f"trigger:{used.lemma}"
            triggers.append(Trigger(span, text, used.lemma, used.types, rule, noun=used.noun is not None))
    return tuple(triggers)


def _as_used(entry: Entry, text: str, start: int, end: int, *, title: bool) -> Entry:
    """The noun entry where a form that is verb and noun stands as a noun, as it mostly does outside headlines."""
    noun = scanner().nouns.get(text[start:end]) if entry.verb else None
    if noun is None or _VERB_AHEAD.search(text, max(0, start - 30), start):
        return entry
    return entry if title and _HEADLINE_VERB.match(text, end) else noun


def _is_followed(entry: Entry, text: str, end: int) -> bool:
    return entry.followed is None or _pattern(entry.followed).match(text, end) is not None


def _has_cue(entry: Entry, text: str, start: int, end: int) -> bool:
    """The cue must stand outside the trigger itself."""
    if entry.needs is None:
        return True
    cue = scanner().cues[entry.needs]
    left, right = max(0, start - REACH), end + REACH
    return cue.search(text, left, start) is not None or cue.search(text, end, right) is not None


@lru_cache(maxsize=2 * TOGETHER)
def _hits(written: str) -> tuple[tuple[int, int, Entry], ...]:
    """Whole-word matches, the longest at each start, none inside another.

    An article's title and text are asked whether they have any, and at a later stage which.
    """
    scan, text = scanner(), fold(written)
    hits: list[tuple[int, int, Entry]] = []
    first = covered = -1
    matches = scan.automaton.find_matches_as_indexes(text, overlapping=True)
    # Matches come in the order of their ends, so that of those with one start the longest is now the last.
    matches.sort(key=_START)
    last = len(text)
    for pattern, start, end in matches:
        if start < covered and start != first:
            continue
        if (start and text[start - 1].isalnum()) or (end < last and text[end].isalnum()):
            continue
        if start == first:
            hits.pop()
        hits.append((start, end, scan.owners[pattern]))
        first, covered = start, end
    return tuple(hits)


def _any_of(words: tuple[str, ...]) -> Guarded:
    alternatives = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w") for word in words)
    return Guarded(re.compile(rf"\b(?:{alternatives})\b"))


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def _by_lemma() -> dict[tuple[str, bool], Entry]:
    found: dict[tuple[str, bool], Entry] = {}
    for entry in entries():
        found.setdefault((entry.lemma, entry.noun is not None), entry)
    return found
