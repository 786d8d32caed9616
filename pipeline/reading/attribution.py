"""Who says what: speakers, the words that are attributed to them, and with which stance."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from pipeline.reading.findings import Attribution
from pipeline.reading.page import Page, Sentence
from schemas.values import Span, Stance

_DAY: Final = (
    r"(?:\s(?:on\s|late\s|early\s)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today))"
)
_NAME: Final = r"[^\W_][^,;:\"\u201c\u201d()]{1,80}?"
_MAX_SENTENCES: Final = 500
_MAX_CHARACTERS: Final = 3000
"""No sentence is searched further."""
_THAT: Final = re.compile(rf"{_DAY}?\sthat\b")
_ENDS: Final = re.compile(rf"{_DAY}?\s*(?:[.,;]|$)")
_SAID_DAY: Final = re.compile(rf"{_DAY}$", re.IGNORECASE)
_PRONOUNS: Final = frozenset(("he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "and", "but"))
_LEADS: Final = re.compile(
    r"^(?:but|and|meanwhile|however|while|as|though|that|also|then|in a statement)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    stances: Mapping[str, Stance]
    verbs: AhoCorasick
    according: re.Pattern[str]
    before: re.Pattern[str]
    inverted: re.Pattern[str]
    stems: AhoCorasick


@cache
def _patterns() -> _Patterns:
    raw = tomllib.loads(resources.files("pipeline.lexicon.en").joinpath("attribution.toml").read_text("utf-8"))
    stances = {verb: Stance(stance) for stance, verbs in raw["verbs"].items() for verb in verbs}
    stances["according to"] = Stance.ASSERT
    return _Patterns(
        stances=stances,
        verbs=AhoCorasick(list(stances), matchkind=MatchKind.LeftmostLongest),
        according=re.compile(
            rf"according\sto\s(?P<speaker>{_NAME})(?=[,;.\"]|\swho\s|\s(?:said|on|in)\s|$)", re.IGNORECASE
        ),
        before=re.compile(
            rf"(?:^|[,;\"\u201d\u201c]\s*)(?P<speaker>{_NAME})(?:,\s(?P<title>[^;\"]{{2,100}}),)?{_DAY}?\s(?:also\s|has\s|have\s|had\s)?$",
            re.IGNORECASE,
        ),
        stems=AhoCorasick(raw["stems"]["words"]),
        inverted=re.compile(
            rf"(?!{_DAY})\s(?!that\b|on\b|in\b|at\b|a\b|an\b|it\b|there\b)(?P<speaker>{_NAME})(?=[,;.\"]|\s(?:on|in|at|after|during|of\sthe)\s|{_DAY}|$)",
            re.IGNORECASE,
        ),
    )


def find_attributions(page: Page) -> tuple[Attribution, ...]:
    """The attributions of the sentences that can carry a claim, in the order of the text.

    A pronoun stands for the last speaker named.
    """
    found: list[Attribution] = []
    last: str | None = None
    stems = _patterns().stems
    for sentence in page.sentences[:_MAX_SENTENCES]:
        if not stems.find_matches_as_indexes(f" {sentence.folded}"):
            continue
        for attribution in _of_sentence(sentence, last):
            found.append(attribution)
            last = attribution.claimant
    return tuple(found)


class _Saying(Struct, frozen=True):
    """One act of speech: the speaker's words, what is attributed, and how."""

    speaker: re.Match[str]
    scope: tuple[int, int]
    stance: Stance
    rule: str


def _of_sentence(sentence: Sentence, last: str | None) -> Iterator[Attribution]:
    text = sentence.text[:_MAX_CHARACTERS]
    lowered = sentence.folded[:_MAX_CHARACTERS]
    for _, start, end in _patterns().verbs.find_matches_as_indexes(lowered):
        if lowered[start - 1 : start].isalnum() or lowered[end : end + 1].isalnum():
            continue
        saying = _saying(text, lowered, start, end)
        made = _made(sentence, saying, last) if saying else None
        if made:
            yield made


def _saying(text: str, lowered: str, start: int, end: int) -> _Saying | None:
    """Read the verb of speech at ``start`` to ``end``."""
    patterns = _patterns()
    word = lowered[start:end]
    stance = patterns.stances[word]
    if word == "according to":
        named = patterns.according.match(text, start)
        return (
            _Saying(named, (named.end(), len(text)) if start < 3 else (0, start), stance, "according_to")
            if named
            else None
        )
    if (
        lowered[:start].rstrip().endswith((",", '"', "\u201d"))
        and (after := patterns.inverted.match(text, end))
        and (after["speaker"][:1].isupper() or after["speaker"].startswith("the "))
    ):
        return _Saying(after, (0, start), stance, "inverted")
    before = patterns.before.search(text, max(0, start - 200), start)
    if before is None or (stance is Stance.DENY and lowered[end : end + 6] != " that "):
        return None
    ends = before.start("speaker") > 0 and _ENDS.match(lowered, end)
    if ends or (before.start("speaker") > 25 and not _THAT.match(lowered, end)):
        return _Saying(before, (0, before.start("speaker")), stance, "said_after")
    return _Saying(before, (end, len(text)), stance, "said_before")


def _made(sentence: Sentence, saying: _Saying, last: str | None) -> Attribution | None:
    start, end = saying.speaker.span("speaker")
    if lead := _LEADS.match(sentence.text[start:end]):
        start += lead.end()
    written = _SAID_DAY.sub("", sentence.text[start:end])
    claimant = last if written.lower() in _PRONOUNS else written.removeprefix("the ").removeprefix("The ").strip()
    if not claimant or saying.scope[0] >= saying.scope[1]:
        return None
    offset = sentence.start
    return Attribution(
        scope=Span(sentence.index, offset + saying.scope[0], offset + saying.scope[1]),
        speaker=Span(sentence.index, offset + start, offset + start + len(written)),
        claimant=claimant,
        stance=saying.stance,
        rule=saying.rule,
    )


@cache
def words_of_blame() -> tuple[str, str]:
    """Patterns of claiming responsibility, and of blaming each other."""
    raw = tomllib.loads(resources.files("pipeline.lexicon.en").joinpath("attribution.toml").read_text("utf-8"))
    own, mutual = raw["responsibility"]["claims"], raw["responsibility"]["mutual"]
    return "|".join(map(re.escape, own)), "|".join(map(re.escape, mutual))
