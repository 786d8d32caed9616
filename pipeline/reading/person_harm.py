"""Who was harmed: the persons that a verb or noun of harm governs.

``Gunmen killed a judge``, ``two students, who had been kidnapped``, ``the murder of the priests``, ``the senator's
death``. What one of a list of persons suffered, all of the list did.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick

from pipeline.reading.findings import FoundPerson
from pipeline.reading.page import Page, Sentence
from pipeline.reading.person_phrases import PersonPhrase, phrases_of
from schemas.values import Person, PersonEffect, PersonRole, Sector, Span

_KILLED: Final = (
    "killed|murdered|assassinated|slain|executed|massacred|gunned down|shot dead|beheaded|lynched|strangled"
    "|(?:shot|hacked|stabbed|burned|beaten) to death"
)
_WOUNDED: Final = "wounded|injured|shot|stabbed|beaten|hurt|tortured|hospitali[sz]ed"
_CAPTURED: Final = "kidnapped|abducted|taken hostage|held hostage|captured"
_FREED: Final = "released|freed|rescued"
_OTHER: Final = "attacked|ambushed|machinegunned|machine-gunned|threatened|intercepted|riddled with bullets"
_VERB: Final = re.compile(
    rf"\b(?:(?P<killed>{_KILLED})|(?P<wounded>{_WOUNDED})|(?P<captured>{_CAPTURED})|(?P<freed>{_FREED})|(?P<none>{_OTHER}))\b",
    re.IGNORECASE,
)
_PARTICIPLE_ING: Final = re.compile(
    r"\b(?:(?P<killed>killing|murdering|assassinating|executing|massacring)|(?P<wounded>wounding|injuring)"
    r"|(?P<captured>kidnapping|abducting)|(?P<none>attacking|ambushing))\b(?=\s(?!of\b))",
    re.IGNORECASE,
)
_NOUN: Final = re.compile(
    r"\b(?:(?P<killed>murders?|assassinations?|killings?|deaths?|massacres?|executions?|slayings?|bod(?:y|ies)|corpses?)"
    r"|(?P<captured>kidnappings?|abductions?|disappearances?)|(?P<wounded>wounding|torture)"
    r"|(?P<none>attacks?|attempts?|ambush|threats?))"
    r"\s(?:(?:was|were)\s(?:carried out|perpetrated|committed|made)\s)?"
    r"(?:of|on the li(?:fe|ves) of|against the li(?:fe|ves) of|against|on)\s",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(
    r"(?:'s|s'|\u2019s)\s(?:(?P<killed>murder|assassination|killing|death|execution|slaying|body)"
    r"|(?P<captured>kidnapping|abduction|disappearance))\b",
    re.IGNORECASE,
)
_DIES: Final = re.compile(
    r",?(?:\s(?:who|have|has|had|also|later|both|all))*\s(?:(?P<killed>died|lost (?:their|his|her) li(?:fe|ves)|perished|was dead|were dead)"
    r"|(?P<wounded>(?:suffered|sustained) (?:[\w-]+ ){0,3}(?:wounds|injuries|burns))"
    r"|(?P<none>escaped (?:unhurt|unharmed|injury|uninjured)|(?:was|were) (?:unhurt|unharmed|uninjured)))\b",
    re.IGNORECASE,
)
_DEAD: Final = re.compile(
    r"\s(?:(?P<killed>dead)|(?P<wounded>wounded|injured))\b|(?P<hurt>\swere\swounded)", re.IGNORECASE
)
_LEFT: Final = re.compile(r"\b(?:left|leaving|leaves|found)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_AUXILIARY: Final = re.compile(
    r"\b(?:was|were|been|being|be|is|are|got)(?:\s(?:also|then|later|reportedly|allegedly|brutally|seriously|slightly|badly"
    r"|critically|severely|gravely|subsequently|recently|savagely|vilely|found|both|all|either|shot|kidnapped|captured|tortured"
    r"|beaten|killed|wounded|injured|and|or|\w+ly)){0,5}\s$",
    re.IGNORECASE,
)
_SUBJECT_GAP: Final = re.compile(
    r"(?:,?\s(?:who|that|which)|,\s[^,;]{1,60},(?:\s(?:who))?|,|\s(?:of|from|in|at|identified|aged|belonging)\s[^,;.]{1,70}?,?)?"
    r"(?:\s(?:who|that|may|might|also|have|has|had|was|were|been|being|be|is|are|reportedly|later|then|both|all|\w+ly))*\s$",
    re.IGNORECASE,
)
_NO_SUBJECT: Final = re.compile(r"\b(?:by|said|told|announced|reported|denied|stated|and\s\w+ed)\b", re.IGNORECASE)
_OBJECT_GAP: Final = re.compile(
    r"\s(?:and\s(?:[a-z]+ly\s)?[a-z]+(?:ed|pped)\s|or\s[a-z]+ed\s|to death\s|up\s|,\s)?$", re.IGNORECASE
)
_REDUCED: Final = re.compile(
    r"\s(?:in|by|on|during|yesterday|today|last|when|while|since|near|at|this|as|for|along|together)\b|[.,;]|$",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"^(?:,|\s?--)?\s?(?:and|as well as|along with|together with|including|among them|identified as|or|but also|who was)?"
    r"(?:\s(?:that of|those of|also))?\s?$",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"^\sof$|^\sof\s$|^\sto\s$|^\sfor\s$", re.IGNORECASE)
_POST: Final = re.compile(r"^\s(?:of|for|from|at|in)\s[^,;.]{1,60},\s$", re.IGNORECASE)
_STEMS: Final = (
    *("kill", "murder", "assassin", "slain", "execut", "massacr", "shot", "wound", "injur", "stabb", "beaten", "hurt"),
    *("kidnap", "abduct", "hostage", "captured", "died", "dies", "dead", "death", "body", "bodies", "attack", "ambush"),
    *("attempt", "threat", "tortur", "releas", "freed", "rescued", "perish", "lost", "unhurt", "unharmed", "gunned"),
)
_LONGEST: Final = 3000
_REACH: Final = 110
"""Characters between a person and the verb that tells what became of them."""

_EFFECTS: Final = {
    "killed": PersonEffect.KILLED,
    "wounded": PersonEffect.WOUNDED,
    "hurt": PersonEffect.WOUNDED,
    "captured": PersonEffect.CAPTURED,
    "freed": PersonEffect.FREED,
    "none": PersonEffect.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class _Harm:
    """One telling: which phrase it governs first, what became of them, by which rule."""

    phrase: int
    effect: PersonEffect
    rule: str


def find_harmed(page: Page, told: Container[int] | None = None) -> Iterator[FoundPerson]:
    """The persons of the body that were harmed, in the order of the text; only of the sentences ``told``, if given."""
    for sentence, phrases in phrases_of(page):
        if (told is None or sentence.index in told) and _stems().find_matches_as_indexes(sentence.text.lower()):
            yield from _harmed(sentence, phrases)


@cache
def _stems() -> AhoCorasick:
    return AhoCorasick(_STEMS)


def _harmed(sentence: Sentence, phrases: list[PersonPhrase]) -> Iterator[FoundPerson]:
    text = sentence.text[:_LONGEST]
    told: dict[int, _Harm] = {}
    for harm in _harms(text, phrases):
        for index in _list_of(text, phrases, harm.phrase):
            known = told.get(index)
            if known is None or (known.effect is PersonEffect.UNKNOWN) or index == harm.phrase:
                told[index] = replace(harm, phrase=index)
    for one, harm in _apposed(text, phrases, told):
        yield _person(sentence, one, harm)


def _harms(text: str, phrases: list[PersonPhrase]) -> Iterator[_Harm]:
    for verb in _VERB.finditer(text):
        yield from _of_verb(text, phrases, verb)
    for found in _PARTICIPLE_ING.finditer(text):
        governed = _object(text, phrases, found.end())
        if governed is not None:
            yield _Harm(governed, _effect(found), "harm.killing")
    for found in _NOUN.finditer(text):
        governed = _beginning_at(phrases, found.end())
        if governed is not None:
            yield _Harm(governed, _effect(found), "harm.noun")
    for index, phrase in enumerate(phrases):
        for pattern, rule in ((_OWNED, "harm.owned"), (_DIES, "harm.effect"), (_DEAD, "harm.left")):
            told = pattern.match(text, phrase.end)
            if told and (pattern is not _DEAD or _LEFT.search(text, max(0, phrase.start - 40), phrase.start)):
                yield _Harm(index, _effect(told), rule)


def _of_verb(text: str, phrases: list[PersonPhrase], verb: re.Match[str]) -> Iterator[_Harm]:
    """Whom a past form governs: its subject in the passive, else its object, else what it describes."""
    if _AUXILIARY.search(text, max(0, verb.start() - _REACH), verb.start()):
        governed, rule = _subject(text, phrases, verb.start()), "harm.passive"
    else:
        governed, rule = _object(text, phrases, verb.end()), "harm.active"
        if governed is None and _REDUCED.match(text, verb.end()):
            governed, rule = _ending_at(phrases, verb.start() - 1), "harm.participle"
    if governed is not None:
        yield _Harm(governed, _effect(verb), rule)


def _effect(told: re.Match[str]) -> PersonEffect:
    return _EFFECTS[told.lastgroup or "none"]


def _subject(text: str, phrases: list[PersonPhrase], verb: int) -> int | None:
    """The persons before a passive verb; the bodyguards, not the senator, of ``bodyguards of the senator``."""
    for index in range(len(phrases) - 1, -1, -1):
        phrase = phrases[index]
        if phrase.end >= verb:
            continue
        gap = text[phrase.end : verb]
        if len(gap) > _REACH or not _SUBJECT_GAP.match(gap) or _NO_SUBJECT.search(gap):
            return None
        return _head_of(text, phrases, index)
    return None


def _head_of(text: str, phrases: list[PersonPhrase], index: int) -> int:
    while index and _OF.match(text[phrases[index - 1].end : phrases[index].start]):
        index -= 1
    return index


def _object(text: str, phrases: list[PersonPhrase], verb: int) -> int | None:
    for index, phrase in enumerate(phrases):
        if phrase.start > verb:
            return index if _OBJECT_GAP.match(text[verb : phrase.start]) else None
    return None


def _beginning_at(phrases: list[PersonPhrase], start: int) -> int | None:
    return next((index for index, one in enumerate(phrases) if one.start <= start < one.end), None)


def _ending_at(phrases: list[PersonPhrase], end: int) -> int | None:
    return next((index for index, one in enumerate(phrases) if one.end == end), None)


def _list_of(text: str, phrases: list[PersonPhrase], index: int) -> Iterator[int]:
    """The phrases listed with one: ``a judge, his driver and two guards``."""
    yield index
    for step in (1, -1):
        here = index
        while 0 <= here + step < len(phrases):
            left, right = sorted((here, here + step))
            gap = text[phrases[left].end : phrases[right].start]
            if not (_LISTED.match(gap) or (_POST.match(gap) and phrases[right].description is None)):
                break
            here += step
            yield here


def _apposed(text: str, phrases: list[PersonPhrase], told: dict[int, _Harm]) -> Iterator[tuple[PersonPhrase, _Harm]]:
    """The harmed, a name and its description as one: ``the mayor, Ana Cruz``; ``Ana Cruz, a student``."""
    skip = -1
    for index in sorted(told):
        if index == skip:
            continue
        phrase, following = phrases[index], phrases[index + 1] if index + 1 < len(phrases) else None
        if following and index + 1 in told and _is_apposed(text, phrase, following):
            skip = index + 1
            yield (
                replace(
                    phrase,
                    end=following.end,
                    name=phrase.name or following.name,
                    description=phrase.description or following.description,
                    sector=phrase.sector if phrase.description else following.sector,
                ),
                told[index],
            )
        else:
            yield phrase, told[index]


def _is_apposed(text: str, one: PersonPhrase, other: PersonPhrase) -> bool:
    gap = text[one.end : other.start]
    single = one.number == other.number == 1 and not (one.plural or other.plural)
    named = (one.name is None) != (other.name is None) and (one.description is None) != (other.description is None)
    return single and named and (gap.strip() in (",", "--", ", identified as") or _POST.match(gap) is not None)


def _person(sentence: Sentence, one: PersonPhrase, harm: _Harm) -> FoundPerson:
    text, offset = sentence.text, sentence.start
    person = Person(
        role=PersonRole.VICTIM,
        name=text[slice(*one.name)] if one.name else None,
        description=text[slice(*one.description)] if one.description else None,
        sector=one.sector or Sector.UNKNOWN,
        number=one.number,
        effect=harm.effect,
        span=Span(sentence.index, offset + one.start, offset + one.end),
    )
    return FoundPerson(person, harm.rule)
