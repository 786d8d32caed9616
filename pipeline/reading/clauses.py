"""Clauses around a trigger, by their separators: enough to tell subject from object without a parser."""

import re
from typing import Final

from pipeline.reading.findings import Trigger
from pipeline.reading.page import Page
from schemas.values import Span

_BREAK: Final = re.compile(
    r"[;:\u2013\u2014]|--|,|\b(?:while|whereas|after|before|but|when|which|who|whom|that|where|although|though|because"
    r"|since|following|amid|as|and then|said|says|in which|during which)\b",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|got|gets)"
    r"(?:\s+(?:\w+ly|not|also|then|later|being|killed|wounded|injured|and|beaten|badly|shot|arrested|tortured)){0,4}\s*$",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"^(?:\s+\w+){0,5}?\s+by\b", re.IGNORECASE)
_PARTICIPLE: Final = re.compile(r"\b(?:\w+(?:ed|en)|shot|hit|struck|slain|blown|set)\b")


REACH: Final = 500
"""How far from a trigger its sentence is read: further words say nothing of it, and a text may be one sentence."""


def clause(page: Page, span: Span) -> Span:
    """The clause around a span: from the last separator before it to the first one after it."""
    ahead, behind = before(page, span), after(page, span)
    left = 0
    for separator in _BREAK.finditer(ahead):
        left = separator.end()
    right = _BREAK.search(behind)
    stop = right.start() if right else len(behind)
    return Span(span.sentence, span.start - len(ahead) + left, span.end + stop)


def before(page: Page, span: Span) -> str:
    """The sentence's text before a span, as far as it is read."""
    sentence = page.sentences[span.sentence]
    start = span.start - sentence.start
    return sentence.text[max(0, start - REACH) : start]


def after(page: Page, span: Span) -> str:
    """The sentence's text after a span, as far as it is read."""
    sentence = page.sentences[span.sentence]
    end = span.end - sentence.start
    return sentence.text[end : end + REACH]


def is_passive(page: Page, trigger: Trigger) -> bool:
    """Whether the trigger is a verb in the passive voice: ``were killed``, ``villagers abducted by gunmen``."""
    if trigger.noun or not _PARTICIPLE.search(trigger.text.lower()):
        return False
    if _PASSIVE.search(before(page, trigger.span)):
        return True
    return _BY.match(after(page, trigger.span)) is not None
