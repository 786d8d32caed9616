"""Whether violence may be crime without politics: nothing political, military or communal shows in its telling."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.lexicon import table
from pipeline.reading.page import Page
from pipeline.reading.triggers import scanner
from schemas.values import Location

ROBBERY: Final = re.compile(r"\b(?:robber(?:y|ies|s)|burglar(?:y|s)|hijackers?|carjack\w+)\b")
GUNMEN: Final = re.compile(
    r"\b(?:gunm[ae]n|armed men|assailants|unidentified attackers|bandits|attackers|armed group)\b"
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
    text = " ".join(page.sentences[index].folded for index in told)
    return scanner().cues["unrest" if is_orderly(location) else "politics"].search(text) is not None


def may_be_crime(page: Page, sentences: Collection[int], location: Location | None) -> bool:
    """Whether nothing in the title and these sentences tells of politics; whom robbers shoot may hold any office."""
    text = " ".join(page.sentences[index].folded for index in sorted({0, *sentences}))
    if ROBBERY.search(text) and scanner().cues["unrest"].search(text) is None:
        return True
    if is_political(page, sentences, location):
        return False
    return is_orderly(location) or ROBBERY.search(text) is not None or GUNMEN.search(text) is None
