"""Whether violence may be crime without politics: nothing political, military or communal shows in its telling."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.lexicon import table, words
from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import DropReason, Trigger
from pipeline.reading.page import Page
from pipeline.reading.triggers import scanner
from schemas.values import EventType, Location

ROBBERY: Final = guarded(r"\b(?:robber(?:y|ies|s)|burglar(?:y|s)|hijackers?|carjack\w+)\b")
GUNMEN: Final = guarded(r"\b(?:gunm[ae]n|armed men|assailants|unidentified attackers|bandits|attackers|armed group)\b")
_KIN: Final = re.compile(
    r"\b(?:grand|step)?(?:son|daughter|child|nephew|niece|brother|sister|cousin)s? of (?:an? |the )?(?:\S+ ){0,2}?"
    r"(?:congress(?:wo)?man|senator|mayor|governor|minister|politician|ambassador|diplomat)\b"
    r"|\b(?:congress(?:wo)?man|senator|mayor|governor|minister|politician|ambassador|diplomat)(?: \w+){0,2}['\u2019]s?"
    r" (?:\S+ )?(?:grand|step)?(?:son|daughter|child|nephew|niece|brother|sister|cousin)\b"
)
"""Whoever is of an office-holder's family may meet with crime."""
_BRAWLS: Final = frozenset(
    {EventType.MOB_VIOLENCE, EventType.VIOLENT_DEMONSTRATION, EventType.ARMED_CLASH, EventType.EXCESSIVE_FORCE}
)


@dataclass(frozen=True, slots=True)
class Countries:
    """The countries of orderly.toml, ISO 3166-1 alpha-3."""

    orderly: frozenset[str]


def is_orderly(location: Location | None) -> bool:
    """Whether a place lies in a country without armed conflict on its soil."""
    return location is not None and location.country in table("orderly", Countries).orderly


def is_political(page: Page, sentences: Iterable[int], location: Location | None) -> bool:
    """Whether the title or these sentences tell of politics; in an orderly country a soldier or a mayor is no sign."""
    told = sorted({0, *sentences})
    text = _KIN.sub("", " ".join(page.sentences[index].folded for index in told))
    return scanner().cues["unrest" if is_orderly(location) else "politics"].search(text) is not None


def may_be_crime(page: Page, sentences: Collection[int], location: Location | None) -> bool:
    """Whether nothing in the title and these sentences tells of politics; whom robbers shoot may hold any office."""
    text = " ".join(page.sentences[index].folded for index in sorted({0, *sentences}))
    if ROBBERY.search(text) and scanner().cues["unrest"].search(text) is None:
        return True
    if is_political(page, sentences, location):
        return False
    return is_orderly(location) or ROBBERY.search(text) is not None or GUNMEN.search(text) is None


def everyday(page: Page, trigger: Trigger, type_: EventType, location: Location) -> DropReason | None:
    """Why an act is no politics.

    Arrests of thieves and dealers, a wanted man who turns himself in, a brawl of fans, protest from the benches of a
    parliament.
    """
    number = trigger.span.sentence
    told = page.sentences[number].folded
    if type_ is EventType.PEACEFUL_PROTEST and (_is_in_chamber(page, number) or _is_for_votes(page, number)):
        return DropReason.STATEMENT
    if type_ in _BRAWLS and _is_for_pleasure(page, number):
        return DropReason.CRIME
    arrests = type_ is EventType.ARRESTS
    common = arrests and words("common_crime").search(told) is not None
    plain = type_ is EventType.AGREEMENT or (arrests and is_orderly(location))
    if common or (plain and not is_political(page, [number], location)):
        return DropReason.CRIME
    return None


def _is_for_pleasure(page: Page, sentence: int) -> bool:
    """Whether an act's sentence or the head of the page tells of a crowd at play, and of nothing that it might want."""
    text = " ".join(page.sentences[index].folded for index in sorted({*range(min(2, len(page.sentences))), sentence}))
    return words("pleasure").search(text) is not None and words("aims").search(text) is None


def _is_for_votes(page: Page, sentence: int) -> bool:
    """Whether a rally is one of a campaign, before polls, and against nothing."""
    told = " ".join(one.folded for one in (page.sentences[0], page.sentences[sentence]))
    return words("canvass").search(told) is not None and words("against").search(told) is None


def _is_in_chamber(page: Page, sentence: int) -> bool:
    """Whether members of a parliament protest in their seats, by the sentences around."""
    told = page.sentences[max(1, sentence - 1) : sentence + 2]
    return words("chamber").search(" ".join(one.folded for one in told)) is not None
