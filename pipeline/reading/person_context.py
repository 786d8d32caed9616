"""What a person was to the event, by the words around their name, in folded text."""

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from schemas.values import PersonEffect, PersonRole

_HELPED: Final = (
    r"(?:\s(?:was|were|is|are|has|have|had|been|being|also|later|then|both|all|reportedly|allegedly|himself|herself|who"
    r"|could|be|and|found|pronounced|declared|confirmed|accidentally)){0,6}"
)
_INSERT: Final = r"(?:,?\s\(?(?:age|aged)?\s?\d{1,3}\)?,?|,[^,;.]{1,60},)?"
_OTHERS: Final = r"(?:him|her|them|a|an|his|the|two|three|four|five|another|at)\b"
_AFTER: Final = re.compile(
    rf"{_INSERT}{_HELPED},?\s(?:"
    r"(?P<killed>fatally|killed|dead|died|slain|murdered|dies|shot\s(?:and\skilled|dead|to\sdeath|fatally)|succumbed"
    r"|stabbed\sto\sdeath|deceased|gunned)"
    r"|(?P<wounded>wounded|injured"
    rf"|shot(?=[\s,.;])(?!\s(?:and\s(?:killed|wounded|injured)\s)?{_OTHERS})"
    r"|hurt|hospitalized|struck|hit|grazed|stabbed|suffered|sustained|recovering|survived)"
    r"|(?P<suspect>arrested|charged|accused|convicted|sentenced|wanted|booked|indicted|pleaded|pled|jailed|detained"
    r"|apprehended|arraigned|suspected|held|fled|opened|shot|fired|pulled|confessed|admitted|surrendered|turned|faces"
    r"|facing|guilty|acquitted|appeared|kills|killing|extradited|remanded|sought|allegedly)"
    r"|(?P<freed>freed|released)"
    r"|(?P<captured>kidnapped|abducted|captured)"
    r"|(?P<official>said|says|told|tells|confirmed|added|announced|spokesman|spokeswoman|spokesperson|tweeted)"
    r")\b",
)
_BEFORE: Final = re.compile(
    r"(?:"
    r"(?P<killed>(?:killed|killing|murder(?:ed|ing)?|deaths?|slaying|homicide|fatal(?:ly)?\s(?:shooting|shot|stabbing)"
    r"|dead|deceased|died|murders|kill|execution)(?:\s(?:of|was|is|were|as|in))?)"
    r"|(?P<victim>(?:victims?|body|bodies|(?:man|woman|teen|boy|girl)(?:\swho\s(?:was\s)?(?:died|killed))?)"
    r"(?:\s[\w\s]{0,30})?\s(?:identified|named)?\s?(?:as|of)|victims?,?|victim's)"
    r"|(?P<wounded>(?:shot|shooting|wounded|wounding|injured|injuring|striking|hit|stabbed)(?:\s(?:of|were|was))?)"
    r"|(?P<suspect>(?:suspects?|suspected|gunman|gunmen|shooter|arrested|charged|accused|convicted|defendants?|against"
    r"|sentenced|booked|wanted|charging|alleged|custody|perpetrator|killer|assailant|arrest\sof)"
    r"(?:[\w\s]{0,30}\s(?:identified|named)\s(?:as|him\sas|her\sas)|\s(?:as|is|was|were|are|for|include|includes))?)"
    r")[\s:]+(?:(?:the|a|an|his|her|their|former|local|fellow|[\w-]{1,20}-year-old|[a-z]{1,20})\s){0,3}$",
)
_VICTIMS: Final = re.compile(
    r"\b(?:victims?|killed|dead|died|deceased|deaths?|slain|body|bodies|funeral|wounded|injured)\b"
)
_SUSPECTS: Final = re.compile(
    r"\b(?:suspects?|arrest(?:ed|s)?|charged|charges|custody|gunman|shooter|accused|convicted|sentenced|guilty|court|bail"
    r"|bond|jail|warrant|defendant|wanted|murder\strial|indicted)\b",
)
_DEATH: Final = re.compile(
    r"\b(?:killed|dead|died|deaths?|deceased|slain|murder(?:ed)?|homicide|funeral|body|bodies)\b"
)


class Context(Struct, frozen=True):
    """What the words say, and how surely: 3 by the person's own verb, 1 by the sentence alone."""

    role: PersonRole
    effect: PersonEffect
    weight: int
    rule: str


_MEANINGS: Final = {
    "killed": (PersonRole.VICTIM, PersonEffect.KILLED),
    "wounded": (PersonRole.VICTIM, PersonEffect.WOUNDED),
    "victim": (PersonRole.VICTIM, PersonEffect.UNKNOWN),
    "captured": (PersonRole.VICTIM, PersonEffect.CAPTURED),
    "freed": (PersonRole.VICTIM, PersonEffect.FREED),
    "suspect": (PersonRole.SUSPECT, PersonEffect.UNKNOWN),
    "official": (PersonRole.OFFICIAL, PersonEffect.NONE),
}


def context(text: str, start: int, end: int) -> Context | None:
    """Read the words around ``text[start:end]``. Null where they tell nothing of an event."""
    after = _AFTER.match(text, end, min(len(text), end + 160))
    if after:
        role, effect = _MEANINGS[after.lastgroup or "victim"]
        return Context(role, effect, 3, f"verb_after.{after.lastgroup}")
    before = _nearest(text, start)
    if before:
        role, effect = _MEANINGS[before.lastgroup or "victim"]
        return Context(role, effect, 2, f"words_before.{before.lastgroup}")
    return _by_sentence(text)


def _nearest(text: str, start: int) -> re.Match[str] | None:
    """The last telling words before a name: in "gunmen killed Ana Cruz" those of killing."""
    found = None
    at = max(0, start - 70)
    while later := _BEFORE.search(text, at, start):
        found, at = later, later.start() + 1
    return found


_INTRODUCED: Final = re.compile(
    r"(?:\b(?:identified|named|known|him|her)\s(?:\w{1,20}\s){0,4}?as\s(?:the\s)?"
    r"|\b(?:wife|husband|sons?|daughters?|brother|sister|mother|father|uncle|aunt|nephew|niece|cousin|girlfriend"
    r"|boyfriend|fianc(?:\u00e9|e)e?|friend|teen|victim|suspect),?\s)$",
)


def introduced(text: str, start: int) -> bool:
    """Whether the words before say that a person's name follows: "identified as", "his wife,"."""
    return _INTRODUCED.search(text, max(0, start - 60), start) is not None


@lru_cache(maxsize=64)
def _by_sentence(text: str) -> Context | None:
    suspects, victims = len(_SUSPECTS.findall(text)), len(_VICTIMS.findall(text))
    if suspects > victims:
        return Context(PersonRole.SUSPECT, PersonEffect.UNKNOWN, 1, "sentence.suspect")
    if victims:
        effect = PersonEffect.KILLED if _DEATH.search(text) else PersonEffect.WOUNDED
        return Context(PersonRole.VICTIM, effect, 1, "sentence.victim")
    return None
