"""Clauses around a trigger, by their separators: enough to tell subject from object without a parser."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Final

from pipeline.reading.findings import Trigger
from pipeline.reading.page import Page
from schemas.values import Span

_BREAK: Final = re.compile(
    r"[;:,\u2013\u2014]|--|\b(?:while|whereas|after|before|but|when|which|who|whom|that|where|although|though|because"
    r"|since|following|amid|as|and then|said|says|in which|during which)\b"
)
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|got|gets)"
    r"(?:\s+(?:\w+ly|not|also|then|later|being|killed|wounded|injured|and|beaten|badly|shot|arrested|tortured)){0,4}\s*$"
)
_BY: Final = re.compile(
    r"^(?!\s+(?:an?|the|his|her|their|its|him|them|at least|about|around|some|several|many|more than|up to|nearly|over"
    r"|dozens|scores|hundreds|\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|another)\b)(?:\s+[\w\[\]]+){0,5}?\s+by\b"
)
"""Who did it is named behind a participle that has no object of its own: "villagers abducted on Friday by gunmen"."""
_PARTICIPLE: Final = re.compile(r"\b(?:\w+(?:ed|en)|shot|hit|struck|slain|blown|set)\b")
_HARMED: Final = frozenset(
    {"abduct", "assassinate", "behead", "execute", "kidnap", "kill", "murder", "shoot", "stab", "wound"}
)
"""Verbs that need somebody whom they befall."""
_NOBODY: Final = re.compile(
    r"(?: dead| to death)?(?:\s*$|[.,;]"
    r"|\s(?:in|near|at|outside|inside|as|after|during|when|while|on|over|amid|under)\b)"
)
"""Behind one of them in a headline: nobody is named, so that the subject is whom it befell."""


NEAR: Final = 120
"""Characters before a verb that hold its auxiliary and the adverbs between."""
REACH: Final = 500
"""How far from a trigger its sentence is read: further words say nothing of it, and a text may be one sentence."""


def clause(page: Page, span: Span) -> Span:
    """The clause around a span: from the last separator before it to the first one after it."""
    sentence = page.sentences[span.sentence]
    start, end = span.start - sentence.start, span.end - sentence.start
    starts, ends = _breaks(sentence.folded)
    last, following = bisect_right(ends, start) - 1, bisect_left(starts, end)
    left = max(ends[last] if last >= 0 else 0, start - REACH)
    right = min(starts[following] if following < len(starts) else len(sentence.text), end + REACH)
    return Span(span.sentence, sentence.start + left, sentence.start + right)


@lru_cache(maxsize=64)
def _breaks(folded: str) -> tuple[list[int], list[int]]:
    """Where the separators of a sentence start and end. A sentence has many triggers, and each is asked for often."""
    found = [separator.span() for separator in _BREAK.finditer(folded)]
    return [start for start, _ in found], [end for _, end in found]


def before(page: Page, span: Span) -> str:
    """The sentence's text before a span, folded, as far as it is read."""
    sentence = page.sentences[span.sentence]
    start = span.start - sentence.start
    return sentence.folded[max(0, start - REACH) : start]


def after(page: Page, span: Span) -> str:
    """The sentence's text after a span, folded, as far as it is read."""
    sentence = page.sentences[span.sentence]
    end = span.end - sentence.start
    return sentence.folded[end : end + REACH]


def is_passive(page: Page, trigger: Trigger) -> bool:
    """Whether a verb is passive: ``were killed``, ``villagers abducted by gunmen``, ``Rebel chief shot dead``."""
    text = trigger.text.lower()
    if trigger.noun or not _PARTICIPLE.search(text):
        return False
    if text.startswith(("was ", "were ")):
        return True
    if _PASSIVE.search(before(page, trigger.span)[-NEAR:]):
        return True
    behind = after(page, trigger.span)
    in_headline = trigger.span.sentence == 0 and trigger.lemma in _HARMED
    return _BY.match(behind) is not None or (in_headline and _NOBODY.match(behind) is not None)
