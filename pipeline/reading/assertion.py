"""Whether a sentence tells that an act took place, rather than naming it in passing.

"Rebels attacked the base" and "the attack killed five" tell; "to attack the base", "a group fighting the army" and
"its record of attacks" do not. Only a trigger that tells can found an act; the others can join one.
"""

import re
from functools import lru_cache
from typing import Final

from pipeline.lexicon import words
from pipeline.reading.clauses import REACH, after, before, clause
from pipeline.reading.findings import Trigger
from pipeline.reading.page import LetterCase, Page
from pipeline.reading.triggers import Frame, entry_of
from schemas.values import EventType

NEAR: Final = 60
"""Characters ahead of a trigger that hold its auxiliaries and its article."""

_INFINITIVE: Final = re.compile(r"\b(?:to|let|help|helped|did|does|do|can|make|made)\s+(?:\w+ly\s+)?$")
_CAME_TO: Final = re.compile(
    r"\b(?:thousands|hundreds|dozens|scores|crowds?|farmers|students|workers|residents|villagers|activists|supporters)\b"
    r"[^.;]{0,60}\b(?:assembled|blocked|gathered|lined|occupied|paraded|rallied|turned out|took to|walked out)\b"
    r"[^.;]{0,60}\bto\s$"
)
"""``Hundreds of farmers blocked roads to protest``: what a crowd came for, it did."""
_ADJECTIVE: Final = re.compile(r"\b(?:the|an?|of|those|these|some|other|many|all)\s$")
_COUNTED: Final = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+)\s$")
_HELD: Final = frozenset({"kidnapped", "abducted", "captured", "detained", "imprisoned", "murdered", "assassinated"})
"""Behind a number and before a noun they describe: "the release of seven kidnapped students"."""
_NOUN_NEXT: Final = re.compile(
    r"\s(?!(?:in|by|on|at|near|during|from|and|or|as|when|while|after|before|last|this|today|yesterday)\b)[a-z]"
)
_PLUPERFECT: Final = re.compile(r"\bhad\s+(?:\w+ly\s+|also\s+|once\s+)?(?:been\s+)?(?:\w+ly\s+)?$")
_PROGRESSIVE: Final = re.compile(
    r"\b(?:was|were|is|are|been|began|begun|started|continued|resumed|kept)\s+(?:\w+\s+)?$"
)
_RESULT: Final = re.compile(r"(?:,|\band|\bafter|\bby|\bbefore|\bwith)\s+(?:\w+ly\s+|at\s+)?$")
_AUXILIARY: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|got|and|or|then|who)\s(?:\w+ly\s|\w+\s)?$|\b(?:was|were|been)\s(?:\S+\s){0,4}$"
)
_NO_OBJECT: Final = re.compile(
    r"\s*(?:in|by|during|at(?! least| most)|while|when|near|last|since|there|under|on|after)\b|\s*[,.;]"
)

_TITLE_NOUN: Final = re.compile(
    r"\b(?:into|in|of|for|at|on|amid|over|after|by|with|against|from|an?|the|new|fresh|political)\s$"
)

_IN_ONE: Final = re.compile(
    r"\b(?:in|during|following|after|by|was|were|been|targets? of|toll from)\s"
    r"(?:an?|two|three|four|five|six|several|\d+)\s(?:[\w-]+\s){0,4}$"
)
"""``killed in an ambush``, ``there has been a bombing``: one of its kind, so it happened."""

_VERBAL: Final = re.compile(
    r"^(?:dynamited|planted|placed|detonated|hurled|threw|fired|blew|launched|pelted|hacked|slit|shots were|took)\b"
    r"|^set (?:off|fire|ablaze|on fire|tires|tyres)\b"
    r"|\b(?:exploded|went off|hit|struck|landed|damaged|was thrown)$"
)
"""Forms that hold a past verb of their own."""

_THINGS: Final = frozenset({"bomb", "bombs"})
"""Forms of a verb that are things where they are counted."""
_ONE_OF_MANY: Final = re.compile(
    r"\b(?:an?|another|two|three|four|five|six|seven|eight|nine|ten|several|some|many|\d+)\s(?:[\w-]+\s){0,2}$"
)
_DONE_BY: Final = re.compile(r"\s[\w-]+\sby\b")

_PRESUPPOSED: Final = frozenset(
    {
        "assassination",
        "murder",
        "killing",
        "kidnapping",
        "abduction",
        "massacre",
        "bombing",
        "ambush",
        "sexual assault",
        "shooting",
        "homicide",
        "stabbing",
        "outbreak of fire",
    }
)
"""``the murder of Senator X``: the phrase itself tells that it happened."""

_BLAMED: Final = frozenset({"outbreak of fire"})
"""What the blame for it tells."""

_CHARGED: Final = re.compile(
    r"\b(?:suspected|accus\w+|guilty|charged|responsib\w+|convicted|blamed|involved|participat\w+|implicated|confess\w+"
    r"|admit\w+|claim\w+)\b[^.;]*\b(?:of|for|with|in|to)\s(?:having\s)?(?:\w+\s)?$"
)

_RELATIVE: Final = re.compile(r"\b(?:who|whom|whose|which|where|that)\s(?:\S+\s){0,8}$")

_OF_SOMEBODY: Final = re.compile(
    r"\s(?:(?i:attempt)\s)?(?i:of|on|against|at|in|by)\s(?:\S+\s){0,3}?(?:[A-Z\d]|(?:the|an?|two|three|four|five|six|seven|eight|nine|ten|his|her|several|dozens|hundreds)\s)"
)

_OPINION: Final = re.compile(
    r"^(?:analysis|opinion|editorial|comment|review|letters?|column|profile|q&a|interview|feature|history)\b"
)


def is_asserted(page: Page, trigger: Trigger) -> bool:
    """Whether the trigger's own words tell that its act took place."""
    place = trigger.span.sentence, trigger.span.start
    known = page.asserted.get(place)
    if known is None:
        known = page.asserted[place] = _tells(page, trigger)
    return known


def _tells(page: Page, trigger: Trigger) -> bool:
    entry = entry_of(trigger)
    if entry.weak or entry.state:
        return entry.state
    ahead = before(page, trigger.span)[-NEAR:]
    if trigger.span.sentence == 0:
        return _in_title(page, trigger, ahead)
    if _is_verbal(trigger.text):
        return _INFINITIVE.search(ahead) is None
    if entry.verb is None or _is_thing(page, trigger, ahead):
        return _noun_happened(page, trigger)
    return _verb_tells(page, trigger, ahead)


@lru_cache(maxsize=1024)
def _is_verbal(text: str) -> bool:
    return _VERBAL.search(text.lower()) is not None


def _is_thing(page: Page, trigger: Trigger, ahead: str) -> bool:
    """``was destroyed by two bombs``; of ``a bomb planted by rebels`` the next verb tells more."""
    counted = trigger.text.lower() in _THINGS and _ONE_OF_MANY.search(ahead) is not None
    return counted and _DONE_BY.match(after(page, trigger.span)) is None


def _verb_tells(page: Page, trigger: Trigger, ahead: str) -> bool:
    """A finite past verb tells; an infinitive, a bare participle and the present tense do not."""
    entry = entry_of(trigger)
    word = trigger.text.lower().partition(" ")[0]
    if word.endswith("ing"):
        result = entry.frame is Frame.EFFECT or entry.lemma == "kill"
        return _PROGRESSIVE.search(ahead) is not None or (result and _RESULT.search(ahead) is not None)
    if entry.types[0] is EventType.PEACEFUL_PROTEST and _CAME_TO.search(before(page, trigger.span)):
        return True
    if _INFINITIVE.search(ahead) or _ADJECTIVE.search(ahead) or _is_present(word, entry.verb or ""):
        return False
    if word in _HELD and _COUNTED.search(ahead) and _NOUN_NEXT.match(after(page, trigger.span)):
        return False
    if _PLUPERFECT.search(ahead):
        return words("speech").search(before(page, trigger.span)) is not None
    done_to = entry.types[0] is not EventType.PEACEFUL_PROTEST
    transitive = done_to and entry.frame is Frame.TRANSITIVE and " " not in trigger.text
    return not (transitive and _is_reduced(page, trigger, ahead))


def _is_reduced(page: Page, trigger: Trigger, ahead: str) -> bool:
    """``others killed in the war``: a participle that describes, with neither helper nor object.

    Nobody is protested or marched: ``thousands marched in the rain`` tells.
    """
    if _AUXILIARY.search(ahead) or page.letter_case is LetterCase.UPPER:
        return False
    return _NO_OBJECT.match(after(page, trigger.span)) is not None


def may_found(page: Page, trigger: Trigger) -> bool:
    """Whether an act could rest on the trigger: it tells of one, or names one that a day beside it may date."""
    return is_asserted(page, trigger) or (trigger.noun and not entry_of(trigger).weak)


def is_commented(page: Page, trigger: Trigger) -> bool:
    """``condemned the killing``, ``on trial for the murder``: what somebody says or does about it is told, not it."""
    if not trigger.noun or trigger.lemma in _BLAMED:
        return False
    return words("comment").search(before(page, trigger.span)) is not None


def is_charged(page: Page, trigger: Trigger) -> bool:
    """``suspected of killing the senator``: whoever did it, it was done."""
    gerund = trigger.text.lower().endswith("ing")
    return gerund and _CHARGED.search(before(page, trigger.span)[-NEAR:]) is not None


def is_quoted(page: Page, trigger: Trigger) -> bool:
    """Whether somebody's own words tell it."""
    ahead = before(page, trigger.span)
    return ahead.count('"') % 2 == 1 or ahead.rfind("\u201c") > ahead.rfind("\u201d")


def is_retold(page: Page, trigger: Trigger) -> bool:
    """``the witness recounted how villagers were shot``: what somebody looks back on."""
    return words("retold").search(before(page, trigger.span)) is not None


def is_aside(page: Page, trigger: Trigger) -> bool:
    """``the building where rebels surrendered``: told of something else, in a relative clause."""
    return _RELATIVE.search(before(page, trigger.span)[-NEAR:]) is not None


def is_presupposed(page: Page, trigger: Trigger) -> bool:
    """``the murder of Senator X``, ``starting a fire at the dam``: told as known, whatever is said of it."""
    if trigger.lemma in _BLAMED and trigger.text.lower().startswith("fire at"):
        return True
    sentence = page.sentences[trigger.span.sentence]
    end = trigger.span.end - sentence.start
    return trigger.lemma in _PRESUPPOSED and _OF_SOMEBODY.match(sentence.text[end : end + REACH]) is not None


def _in_title(page: Page, trigger: Trigger, ahead: str) -> bool:
    """Headlines tell in the present tense, and leave out half of their verbs."""
    title = page.sentences[0].folded
    if _OPINION.match(title) or title.rstrip().endswith("?") or _INFINITIVE.search(ahead):
        return False
    entry = entry_of(trigger)
    if entry.verb is not None and _TITLE_NOUN.search(ahead) and _is_present(trigger.text.lower(), entry.verb):
        return False
    return entry.verb is not None or trigger.lemma in _PRESUPPOSED or words("harm").search(title) is not None


def _noun_happened(page: Page, trigger: Trigger) -> bool:
    """A verb of happening in the same clause, or the next."""
    if is_presupposed(page, trigger) or _IN_ONE.search(before(page, trigger.span)[-NEAR:]):
        return True
    happened = words("staged") if trigger.types[0] is EventType.PEACEFUL_PROTEST else words("happened")
    if happened.search(after(page, trigger.span)[:160]):
        return True
    own = clause(page, trigger.span)
    sentence = page.sentences[trigger.span.sentence]
    ahead = sentence.folded[own.start - sentence.start : trigger.span.start - sentence.start]
    return happened.search(ahead[-100:]) is not None


def _is_present(word: str, verb: str) -> bool:
    stem = verb.partition(" ")[0]
    return word in (stem, stem + "s", stem + "es") and word not in _PAST_TOO


_PAST_TOO: Final = frozenset(
    ("hit", "beat", "set", "shot", "shut", "cut", "put", "broke", "fell", "took", "withdrew", "struck", "blew")
)
