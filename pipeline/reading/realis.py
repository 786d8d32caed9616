"""Whether the act of a trigger happened: refusals with their reason.

Marks are looked for in the trigger's own clause, near it: a "will" in the next clause says nothing of this one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.lexicon import table, words
from pipeline.lexicon.screen import Screen
from pipeline.reading.clauses import clause
from pipeline.reading.findings import Drop, DropReason, Trigger
from pipeline.reading.folding import fold
from pipeline.reading.page import LetterCase, Page, Sentence
from pipeline.reading.triggers import scanner
from schemas.values import Outcome

_OPENING_QUOTES: Final = "\"'\u201c\u2018`"
"""What is promised may be quoted: ``will "blow up" the bridge``."""

WINDOW: Final = 90
"""How many characters on each side of a trigger are read: marks stand within a few words of it."""

STEM: Final = 3
"""Letters of a trigger by which its figures of speech are looked up."""

SPORT_WORDS: Final = 3
"""So many different words of sport make a sports page."""

_DEATHS: Final = frozenset({"kill", "die", "wound", "killing", "explosion", "explode", "blast", "destroy"})
"""What accidents do too."""

_YEAR: Final = re.compile(
    r"\b(?:in|since|of|from|until|by|between|during)\s(?:(?:early|mid|late)[ -])?(?:[A-Z][a-z]+\s)?((?:19|20)\d\d)\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}, ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_OPENING_YEAR: Final = re.compile(r"^\W*(?:in|since|during)\s((?:19|20)\d\d),", re.IGNORECASE)

_RECORD: Final = re.compile(
    r"\b(?:(?:deadl|blood|heav|might)iest|largest|biggest|worst|fiercest|greatest|highest|boldest|strongest|first)\b"
    r"[^.;]{0,60}\Z"
)
"""An act is measured by those of the years before it."""
_OF_SOMEBODY: Final = re.compile(r", (?:who|whose|whom|where)\b")
_ASIDE: Final = re.compile(r", (?:who|whose|whom|where|which)\b(?:[^,;]|,(?=\d))*\Z")
_RECENT_DAY: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|last night|overnight)\b"
)
_OF_YEAR: Final = re.compile(r"\b((?:19|20)\d\d)\s(?:[^\W\d][\w'\u2019-]*\s)?$")
"""``the March 1980 assassination``, ``the 1987 church massacre``."""

_PAST: Final = re.compile(r"(?:\w{2}ed|shot|struck|slew|blew up)$")
LONGEST_PAST: Final = 8
"""Characters before the end of a trigger that tell whether it is past."""

_ATTEMPTED: Final = re.compile(
    r"\b(?:attempt(?:ed|s|ing)?(?: to)?|tried to|foiled|thwarted|failed|unsuccessful(?:ly)?|botched|narrowly escaped"
    r"|survived an?)"
    r"\s*(?:\S+\s+){0,3}$"
)
_ATTEMPT_AFTER: Final = re.compile(r"^\s*(?:attempts?|was foiled|was thwarted|failed|was averted)\b")


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign that an act did not happen, or not now."""

    reason: DropReason
    example: str
    before: str | None = None
    after: str | None = None
    present: bool = False
    across: bool = False


@dataclass(frozen=True, slots=True)
class MarkFile:
    """The marks of realis.toml."""

    mark: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A figure of speech and an example of it."""

    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class MetaphorFile:
    """The figures of metaphor.toml."""

    phrases: tuple[Phrase, ...]
    sport: tuple[str, ...]


_Mark = tuple[int, DropReason, re.Pattern[str] | None, re.Pattern[str] | None, bool, bool]
"""The bit of a mark, its reason, its expressions, and whether it is asked of the present only, and across clauses."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """The expressions of the lexicon, each with the bit that says whether a sentence may hold it."""

    screen: Screen
    marks: tuple[_Mark, ...]
    metaphors: tuple[tuple[int, re.Pattern[str]], ...]
    accident: int
    attempted: int


def judge(page: Page, trigger: Trigger) -> Drop | None:
    """Why the trigger tells of no current act; null where nothing speaks against it."""
    sentence = page.sentences[trigger.span.sentence]
    start, end = trigger.span.start - sentence.start, trigger.span.end - sentence.start
    folded = sentence.folded
    if trigger.text == "March" and start and page.letter_case is LetterCase.MIXED:
        return Drop(DropReason.METAPHOR, "realis:month", trigger.span)
    offset = max(0, start - WINDOW)
    nearby = folded[offset : end + WINDOW]
    may_be = _may_be(folded)
    for bit, pattern in _metaphors_of(folded[start : start + STEM]):
        for figure in pattern.finditer(nearby) if may_be & bit else ():
            if figure.start() + offset < end and start < figure.end() + offset:
                return Drop(DropReason.METAPHOR, "metaphor:phrase", trigger.span)
    if trigger.lemma in _DEATHS and _is_accident(page, sentence):
        return Drop(DropReason.METAPHOR, "realis:accident", trigger.span)
    marks = [mark for mark in _signs().marks if may_be & mark[0]]
    reason = _marked(page, trigger, marks, nearby) if marks else None
    if reason is not None:
        return Drop(reason, f"realis:{reason}", trigger.span)
    return _historic(page, trigger)


def _marked(
    page: Page,
    trigger: Trigger,
    marks: Iterable[_Mark],
    nearby: str,
) -> DropReason | None:
    """The reason of the first mark that stands in the trigger's clause; of what is past, in all that is nearby."""
    sentence = page.sentences[trigger.span.sentence]
    start, end = trigger.span.start - sentence.start, trigger.span.end - sentence.start
    own = clause(page, trigger.span)
    ahead = sentence.folded[max(own.start - sentence.start, start - WINDOW) : start].rstrip(_OPENING_QUOTES)
    behind = sentence.folded[end : min(own.end - sentence.start, end + WINDOW)]
    past = _PAST.search(sentence.folded, max(0, end - LONGEST_PAST), end) is not None
    for _, reason, before, after, present, across in marks:
        if present and past:
            continue
        marked = nearby[: min(start, WINDOW)] if across or reason is DropReason.HISTORIC else ahead
        if (before and before.search(marked)) or (after and after.search(behind)):
            if reason is DropReason.HYPOTHETICAL and outcome(page, trigger) is Outcome.ATTEMPTED:
                continue
            return reason
    return None


def _is_accident(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence tells of one; a title together with the sentence that spells it out."""
    folded = sentence.folded
    if sentence.index == 0:
        folded = " ".join(one.folded for one in page.sentences[:2])
    return bool(_may_be(folded) & _signs().accident) and scanner().cues["accident"].search(folded) is not None


def _historic(page: Page, trigger: Trigger) -> Drop | None:
    """A year before last in the trigger's own sentence: ``liberated in 2014``, ``since 1990``, ``June 4, 1989``."""
    sentence = page.sentences[trigger.span.sentence]
    if "19" not in sentence.text and "20" not in sentence.text:
        return None
    text, start, end = sentence.text, trigger.span.start - sentence.start, trigger.span.end - sentence.start
    last = page.article.published_at.year - (page.article.published_at.month == 1)
    own = _OF_YEAR.finditer(text[max(0, end - WINDOW) : start])
    if any(int(year[1]) < last for year in own):
        return Drop(DropReason.HISTORIC, "realis:year", trigger.span)
    behind = _YEAR.finditer(text, end, end + 2 * WINDOW)
    beside = _YEAR.finditer(text, max(0, end - WINDOW), end)
    for year in (*behind, *beside, *_OPENING_YEAR.finditer(text, 0, WINDOW)):
        if int(year[year.lastindex or 1]) < last and not _is_of_another(sentence.folded, start, end, year.start()):
            return Drop(DropReason.HISTORIC, "realis:year", trigger.span)
    return None


def _is_of_another(folded: str, start: int, end: int, year: int) -> bool:
    """Whether a year tells of something else than the act between two offsets: "the deadliest attack since 2014".

    A person's or a place's clause may have one too ("the mayor, who took office in 2019, was shot"), and what a nearer
    day dates is not of that year.
    """
    if folded.startswith("since", year) and _RECORD.search(folded, 0, year):
        return True
    if year >= end:
        between = folded[end:year]
        return _OF_SOMEBODY.search(between) is not None or _RECENT_DAY.search(between) is not None
    aside = _ASIDE.search(folded, 0, year)
    return aside is not None and "," in folded[year:start]


def outcome(page: Page, trigger: Trigger) -> Outcome:
    """Whether the act was carried through."""
    sentence = page.sentences[trigger.span.sentence]
    if not _may_be(sentence.folded) & _signs().attempted:
        return Outcome.ACCOMPLISHED
    start, end = trigger.span.start - sentence.start, trigger.span.end - sentence.start
    ahead = sentence.folded[max(0, start - WINDOW) : start]
    behind = sentence.folded[end : end + WINDOW]
    if _ATTEMPTED.search(ahead) or _ATTEMPT_AFTER.search(behind):
        return Outcome.ATTEMPTED
    return Outcome.ACCOMPLISHED


def is_sport(page: Page) -> bool:
    """Whether the text is about sport, where "attack" and "shot" are play."""
    text = fold(page.article.title + " " + page.article.text[:4000])
    may_be = {which for which, _, _ in _sport_stems().find_matches_as_indexes(text, overlapping=True)}
    return len(may_be) >= SPORT_WORDS and len(set(_sport().findall(text))) >= SPORT_WORDS


def is_play(page: Page, trigger: Trigger) -> bool:
    """Whether, in a text about sport, the trigger is play: its sentence tells of no harm."""
    return words("real").search(page.sentences[trigger.span.sentence].folded) is None


@cache
def _signs() -> _Signs:
    asked: list[re.Pattern[str]] = []

    def bit(pattern: re.Pattern[str] | None) -> int:
        if pattern is None:
            return 0
        asked.append(pattern)
        return 1 << len(asked) - 1

    marks = []
    for mark in table("realis", MarkFile).mark:
        before = re.compile(mark.before) if mark.before else None
        after = re.compile(mark.after) if mark.after else None
        marks.append((bit(before) | bit(after), mark.reason, before, after, mark.present, mark.across))
    figures = [re.compile(phrase.pattern) for phrase in table("metaphor", MetaphorFile).phrases]
    metaphors = tuple((bit(figure), figure) for figure in figures)
    accident, attempted = bit(scanner().cues["accident"].expression), bit(_ATTEMPTED) | bit(_ATTEMPT_AFTER)
    return _Signs(Screen(asked), tuple(marks), metaphors, accident, attempted)


@lru_cache(maxsize=64)
def _may_be(folded: str) -> int:
    """Which signs a sentence may hold. Its triggers are judged one after the other."""
    return _signs().screen.may_match(folded)


@cache
def _metaphors_of(stem: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """The figures that a word with this beginning may stand in: most words stand in none or two."""
    return tuple((bit, pattern) for bit, pattern in _signs().metaphors if stem in pattern.pattern)


@cache
def _sport_stems() -> AhoCorasick:
    """A fast look for what ``_sport`` finds, and for more: its words inside other words too."""
    return AhoCorasick(table("metaphor", MetaphorFile).sport, implementation=Implementation.DFA)


@cache
def _sport() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in table("metaphor", MetaphorFile).sport)
    return re.compile(rf"\b(?:{words})\b")
