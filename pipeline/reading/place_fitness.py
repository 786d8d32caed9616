"""How well a name's own words make it a place of acts: what stands before it, and what it is used for."""

import re
from typing import Final

from pipeline.lexicon.screen import any_of, guarded
from pipeline.reading.findings import Toponym, ToponymKind
from pipeline.reading.page import Page
from schemas.values import PlacePrecision, Span

FINENESS: Final = {
    PlacePrecision.SITE: 0.8,
    PlacePrecision.SETTLEMENT: 0.7,
    PlacePrecision.NEAR: 0.7,
    PlacePrecision.ADMIN2: 0.5,
    PlacePrecision.ADMIN1: 0.25,
    PlacePrecision.REGION: 0.1,
    PlacePrecision.COUNTRY: 0.0,
}
_SAYING: Final = guarded(
    r"(?:said|told|says|speaking|spoke|received|monitored|reporters|statement|conference|meeting|talks|summit|interview|officials|reported"
    r"|authorities|court|tribunal|hospitali[sz]ed|hospital|embassy|(?:take|took|taken|taking) office|sworn in"
    r"|arrested|extradited|buried|funeral)"
    r"(?: (?!the |a |an |that )[\w-]+)? (?:in|at|from)(?: the)?(?: \w+){0,3} $"
)
_STRUCK: Final = guarded(
    r"\b(?:outside|inside|against|near|next to|close to|beside|opposite|front of|attack(?:ed|s|ing)?(?: on| at)?"
    r"|hit|stormed|raided|bombed|shelled)"
    r" (?:the |an? )?(?:(?!in |at |of )[\w.-]+ ){0,2}$"
)
"""Before an embassy or court: there something happened, and no one spoke."""
_DESK: Final = guarded(
    r"(?:\b(?:office|sources?|bureau|cent(?:re|er)|spokes\w+|headquarters|correspondent|ministry) (?:in|at) (?:the )?)$"
)
_TELLS: Final = re.compile(r" (?:told|said)\b", re.IGNORECASE)
"""Behind a name whose office or source it was: "an official of the press office in Tikrit told reporters"."""
_RELATIONS: Final = guarded(
    r"\b(?:tensions?|relations|talks|ties|war|rift|row|dispute|links|accord|agreement|truce|ceasefire) between"
    r" (?:(?!in )\w+ and )?$"
)
_RULES: Final = re.compile(
    r"(?:['\u2019]s? (?:usual|forces|troops|army|government|regime|claims?|allegations?|allies)"
    r"|,? (?:has|have|had|said|says|accus\w+|denie[sd]|warn(?:s|ed)|rebuk\w+|condemn(?:s|ed)|insist(?:s|ed)|vow(?:s|ed)"
    r"|offensive|government|regime))\b",
    re.IGNORECASE,
)
"""Behind the name of a capital or country: it stands for its government, as in "a new Tehran offensive"."""
_ORIGIN: Final = guarded(
    r"(?:\b(?:native|resident|citizen|born|man|woman|men|women|boy|girl|student|teenager|professor|member|tourist"
    r"|family) (?:of|in|from)|\bfrom|\b(?:fired|launched) by (?:[\w-]+ ){1,4}in) (?:the )?$"
)
POLICE: Final = re.compile(r" (?:Police|police|PD|Fire|firefighters|Sheriff)")
_LEFT: Final = re.compile(
    r"\b(?:evacuat|fle[de]|displac|relocat|resettl|driven|forced|moved|left)\w*(?: \w+){0,3} from (?:the )?$",
    re.IGNORECASE,
)
"""People are displaced where they leave, not where they arrive."""
_TARGET: Final = guarded(
    r"\b(?:hit|hits|struck|strikes|shelled|bombed|bombarded|pounded|rocked|shook|stormed|raided|entered|entering"
    r"|landed (?:in|at|on)) (?:the )?(?:(?!in |at |near )[\w-]+ ){0,3}$"
)
_WAY: Final = guarded(
    r"\b(?:way|route|march(?:ed|ing)?|rally|bound|head(?:ed|ing)|travel(?:l?ed|l?ing)|drove|driving|flew|flying|train"
    r"|trip|journey|pilgrimage|proceed(?:ed|ing)|go|going|went|return(?:ed|ing)?|fled|flee(?:ing)?|escap(?:ed|ing))"
    r" (?:back )?(?:to|for|towards?) (?:the )?(?:\w+ )?$"
    r"|\bdestinations? (?:in|at) (?:the )?$|\bsent (?:back |home )?to (?:the )?$"
)
"""Where people are going they are not yet."""
_CAUSE: Final = guarded(
    r"\b(?:agitation|campaign|movement|struggle|support|construction|building|demolition|issue|dispute)"
    r" (?:for|of|over|on) (?:the |an? )?(?:[\w-]+ ){1,3}(?:in|at) (?:the )?$"
)
"""What a crowd is for or against stands elsewhere: "slogans for the construction of a temple at"."""
_TELLING: Final = any_of(_TARGET, _SAYING, _DESK, _WAY, _ORIGIN, _CAUSE)
BEHIND: Final = 60
"""Characters before a name that say what it is there for."""
_CERTAINTY: Final = 3.0
_LOCATIVE: Final = 1.5
_CONTAINED: Final = 0.5
_SAID_THERE: Final = -3.0
_FROM_THERE: Final = -1.6
_ON_THE_WAY: Final = -2.4
_STANDS_FOR_PEOPLE: Final = -1.0
_LOCAL_POLICE: Final = -0.2
"""Where a city's police speak, the city is the likeliest place."""
_FAR_KM: Final = 35.0
_FAR_OFF: Final = -0.8
"""What is "40 miles north of" a city is told better by any nearer place."""
_PER_MENTION: Final = 0.2
_MOST_FOR_MENTIONS: Final = 0.7


def part_of(page: Page, span: Span) -> str:
    """The title or the text, where a span stands."""
    return page.article.text if span.sentence else page.article.title


def fitness(page: Page, toponym: Toponym, trigger: Span, mentions: int) -> float:
    """How well a name's own words make it a place of acts."""
    part = part_of(page, toponym.span)
    behind = part[max(0, toponym.span.start - BEHIND) : toponym.span.start].lower()
    score = _CERTAINTY * toponym.score + FINENESS[toponym.location.precision]
    if toponym.location.precision is PlacePrecision.NEAR and (toponym.location.radius_km or 0.0) > _FAR_KM:
        score += _FAR_OFF
    score += min(_MOST_FOR_MENTIONS, _PER_MENTION * (mentions - 1))
    telling = _TELLING.may_match(behind)
    if toponym.locative or (telling and _TARGET.search(behind)):
        score += _LOCATIVE
    if toponym.part_of is not None:
        score += _CONTAINED
    if toponym.kind is ToponymKind.ORGANISATION:
        score += _LOCAL_POLICE if POLICE.match(part, toponym.span.end) else _STANDS_FOR_PEOPLE
    if not toponym.locative and (_RULES.match(part, toponym.span.end) or _RELATIONS.search(behind)):
        score += _SAID_THERE
    if not telling:
        return score
    if _is_said(part, behind, toponym, trigger):
        score += _SAID_THERE
    elif _WAY.search(behind) or _CAUSE.search(behind):
        score += _ON_THE_WAY
    elif _ORIGIN.search(behind):
        score += _LOCATIVE if _LEFT.search(behind) else _FROM_THERE
    return score


def _is_said(part: str, behind: str, toponym: Toponym, trigger: Span) -> bool:
    """Whether the words before a name tell where somebody spoke, or is held."""
    saying = _SAYING.search(behind)
    if saying and not _STRUCK.search(behind[: saying.start()]) and not _is_trigger(saying, toponym, trigger):
        return True
    return _DESK.search(behind) is not None and _TELLS.match(part, toponym.span.end) is not None


def _is_trigger(saying: re.Match[str], toponym: Toponym, trigger: Span) -> bool:
    """Whether the arrest that tells where a suspect is now is the act itself."""
    start = toponym.span.start - len(saying.string) + saying.start()
    return toponym.span.sentence == trigger.sentence and trigger.start <= start < trigger.end
