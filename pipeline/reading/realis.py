"""Whether the act of a trigger happened: refusals with their reason.

Marks are looked for in the trigger's own clause, near it: a "will" in the next clause says nothing of this one.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.lexicon import table, words
from pipeline.reading.clauses import clause
from pipeline.reading.findings import Drop, DropReason, Trigger
from pipeline.reading.folding import fold
from pipeline.reading.page import LetterCase, Page
from pipeline.reading.triggers import scanner
from schemas.values import Outcome

WINDOW: Final = 90
"""How many characters on each side of a trigger are read: marks stand within a few words of it."""

STEM: Final = 3
"""Letters of a trigger by which its figures of speech are looked up."""

SPORT_WORDS: Final = 3
"""So many different words of sport make a sports page."""

_DEATHS: Final = frozenset({"kill", "die", "wound", "killing", "explosion", "explode", "blast", "destroy"})
"""What accidents do too."""

_YEAR: Final = re.compile(
    r"\b(?:in|since|of|from|until|by|between|during)\s(?:(?:early|mid|late)[ -])?(?:[A-Z][a-z]+\s)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_OPENING_YEAR: Final = re.compile(r"^\W*(?:in|since|during)\s((?:19|20)\d\d),", re.IGNORECASE)

_PAST: Final = re.compile(r"(?:\w{2}ed|shot|struck|slew|blew up)$")

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


def judge(page: Page, trigger: Trigger) -> Drop | None:
    """Why the trigger tells of no current act; null where nothing speaks against it."""
    sentence = page.sentences[trigger.span.sentence]
    start, end = trigger.span.start - sentence.start, trigger.span.end - sentence.start
    nearby = fold(sentence.text[max(0, start - WINDOW) : end + WINDOW])
    offset = max(0, start - WINDOW)
    if trigger.text == "March" and start and page.letter_case is LetterCase.MIXED:
        return Drop(DropReason.METAPHOR, "realis:month", trigger.span)
    for pattern in _metaphors_of(fold(trigger.text)[:STEM]):
        for figure in pattern.finditer(nearby):
            if figure.start() + offset < end and start < figure.end() + offset:
                return Drop(DropReason.METAPHOR, "metaphor:phrase", trigger.span)
    if trigger.lemma in _DEATHS and scanner().cues["accident"].search(_with_lead(page, sentence.index)):
        return Drop(DropReason.METAPHOR, "realis:accident", trigger.span)
    own = clause(page, trigger.span)
    ahead = fold(sentence.text[max(own.start - sentence.start, start - WINDOW) : start])
    behind = fold(sentence.text[end : min(own.end - sentence.start, end + WINDOW)])
    past = _PAST.search(nearby, 0, end - offset) is not None
    for reason, before, after, present in _marks():
        if present and past:
            continue
        marked = nearby[: start - offset] if reason is DropReason.HISTORIC else ahead
        if (before and before.search(marked)) or (after and after.search(behind)):
            if reason is DropReason.HYPOTHETICAL and outcome(page, trigger) is Outcome.ATTEMPTED:
                continue
            return Drop(reason, f"realis:{reason}", trigger.span)
    return _historic(page, trigger)


def _with_lead(page: Page, index: int) -> str:
    """A sentence, folded; a title together with the sentence that spells it out."""
    return fold(" ".join(sentence.text for sentence in page.sentences[index : index + 1 + (index == 0)]))


def _historic(page: Page, trigger: Trigger) -> Drop | None:
    """A year before last in the trigger's own sentence: ``liberated in 2014``, ``since 1990``."""
    sentence = page.sentences[trigger.span.sentence]
    end = trigger.span.end - sentence.start
    behind = sentence.text[end : end + 2 * WINDOW]
    ahead = sentence.text[:WINDOW]
    beside = sentence.text[max(0, end - WINDOW) : end]
    for year in (*_YEAR.finditer(behind), *_YEAR.finditer(beside), *_OPENING_YEAR.finditer(ahead)):
        if int(year[1]) < page.article.published_at.year - (page.article.published_at.month == 1):
            return Drop(DropReason.HISTORIC, "realis:year", trigger.span)
    return None


def outcome(page: Page, trigger: Trigger) -> Outcome:
    """Whether the act was carried through."""
    sentence = page.sentences[trigger.span.sentence]
    start, end = trigger.span.start - sentence.start, trigger.span.end - sentence.start
    ahead = fold(sentence.text[max(0, start - WINDOW) : start])
    behind = fold(sentence.text[end : end + WINDOW])
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
    return words("real").search(fold(page.sentences[trigger.span.sentence].text)) is None


@cache
def _marks() -> tuple[tuple[DropReason, re.Pattern[str] | None, re.Pattern[str] | None, bool], ...]:
    return tuple(
        (
            mark.reason,
            re.compile(mark.before) if mark.before else None,
            re.compile(mark.after) if mark.after else None,
            mark.present,
        )
        for mark in table("realis", MarkFile).mark
    )


@cache
def _metaphors_of(stem: str) -> tuple[re.Pattern[str], ...]:
    """The figures that a word with this beginning may stand in: most words stand in none or two."""
    return tuple(pattern for pattern in _metaphors() if stem in pattern.pattern)


@cache
def _metaphors() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(phrase.pattern) for phrase in table("metaphor", MetaphorFile).phrases)


@cache
def _sport_stems() -> AhoCorasick:
    """A fast look for what ``_sport`` finds, and for more: its words inside other words too."""
    return AhoCorasick(table("metaphor", MetaphorFile).sport, implementation=Implementation.DFA)


@cache
def _sport() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in table("metaphor", MetaphorFile).sport)
    return re.compile(rf"\b(?:{words})\b")
