"""Whether a nearer verb of another act or of speech claims a day: "was arrested Thursday", "said Monday"."""

import re
from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import TimeExpression
from pipeline.reading.page import Page
from pipeline.reading.time_context import POSSESSIVES
from schemas.values import Span

_OTHER_ACT: Final = guarded(
    r"\b(?:arrest\w*|charged|charges|sentenced|identified|indict\w*|convict\w*|plead\w*|pled|arraign\w*|appear\w*"
    r"|court|trial|hearing|testi\w+|released|vigil|funeral|buried|mourn\w*|memorial|updated?|posted|published"
    r"|scheduled|surrender\w*|turned (?:him|her|them)sel\w+|custody|captured|announced|declin\w+|said|says|told"
    r"|confirmed|reported|autopsy|ruled|interview\w*|(?:news|press) (?:conference|release|briefing)|statement|met"
    r"|visit\w*|meeting|born|anniversary|died|condition|hospitali[sz]ed|under ?way|as of|filed|investigat\w+|issued"
    r"|unsealed|learned|succumbed|recover\w+|continued|remain\w*|waited|gathered|jailed|returned|reopen\w*"
    r"|(?:rose|risen|climbed) to|determined|search\w*|remembered|acknowledged|admitted|appealed|appointed|claimed"
    r"|commented|condemned|denounced|denied|discussed"
    r"|dismissed|distributed|informed|lamented|lifted|noted|ordered|presented|protested|referred|regretted"
    r"|rejected|removed|repudiated|requested|resigned|revealed|signed|stated|sources|spoke|travel\w*|urged|warned)\b"
)
CLAIMED: Final = 2.5
"""What it costs an expression that another act claims it: more than standing two sentences away."""
CLAUSE_BREAK: Final = re.compile(
    r"[;:—]|--|, (?:and|but|while|who|which|after|when)\b|\b(?:after|before|when|while|as)\b"
)
_THAT: Final = re.compile(r" (?:\w+ |(?:(?:ha[sd]|have|also|said|\w+ly|\w+ed) ){2,3})?that\b", re.IGNORECASE)
"""What was "reported that" opens a clause of its own."""
_CHARGE: Final = re.compile(r"\b(?:with|counts? of|for)\s+(?:[\w-]+\s+){0,4}\Z")
_ARTICLE: Final = re.compile(r"\b(?:an?|the) ")
_MODIFIERS: Final = re.compile(r" (?:[\w-]+ ){0,3}")
_REACH: Final = 70
_LEADING_REACH: Final = 70
_ADJACENT: Final = 20


def claimed(page: Page, time: TimeExpression, trigger: Span | None) -> float:
    """What it costs that a verb of another act stands right before or after the expression."""
    sentence = page.sentences[time.span.sentence]
    start, end = time.span.start - sentence.start, time.span.end - sentence.start
    if sentence.text[end : end + 2].lower() in POSSESSIVES:
        return 0.0
    if trigger is not None and _names_it(page, time, trigger):
        return 0.0
    forth = _LEADING_REACH if start < 6 else 20
    for found in _OTHER_ACT.finditer(sentence.folded, max(0, start - _REACH), min(len(sentence.text), end + forth)):
        at = found.start() + sentence.start
        if trigger is not None and trigger.start <= at <= trigger.end + 1:
            continue
        if sentence.folded.endswith("while ", 0, found.start()):
            continue
        between = sentence.text[found.end() : start] if found.end() <= start else sentence.text[end : found.start()]
        shielded = trigger is not None and at < trigger.start and 0 < time.span.start - trigger.end < _ADJACENT
        if shielded and not _CHARGE.search(
            between[: max(0, trigger.start - sentence.start - found.end())] if trigger else ""
        ):
            continue
        if (start < 6 or "," not in between) and not CLAUSE_BREAK.search(between) and not _THAT.match(between):
            return CLAIMED
    return 0.0


def _names_it(page: Page, time: TimeExpression, trigger: Span) -> bool:
    """Whether the act is called by its day: "the 19 August drive-by shooting"."""
    sentence = page.sentences[time.span.sentence]
    start, end, act = (at - sentence.start for at in (time.span.start, time.span.end, trigger.start))
    return (
        _ARTICLE.search(sentence.folded, max(0, start - 5), start + 4) is not None
        and _MODIFIERS.fullmatch(sentence.folded, end, max(end, act)) is not None
    )
