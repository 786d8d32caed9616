"""Threats of murder: acts that have not happened are none to the reader, but the task has a template for them."""

import re
from collections.abc import Iterator
from typing import Final

from evaluation import muc4_slots as slots
from evaluation.muc4_again import Template
from evaluation.muc4_scene import country_of
from pipeline.gazetteer import Gazetteer
from pipeline.reading.actors import find_actors
from pipeline.reading.findings import FoundActor
from pipeline.reading.numbers import read
from pipeline.reading.page import Page, Sentence
from pipeline.reading.places import find_places
from schemas.values import Actor, ActorRole, Person, PersonRole, Sector

_THREAT: Final = re.compile(
    r"\bthreat(?:en(?:ed|s|ing)?|ing|s)?\s+to\s+(?:kill|murder|assassinate|execute)\s+"
    r"(?P<whom>(?!(?:him|her|it|them|us|me|you|anyone)\b)[^.,;]+?)"
    r"(?=\s(?:for|if|unless|because|when|in|who|that)\b|[.,;]|$)"
)
_LONGEST: Final = 80
"""Characters that say whom: more is a clause."""


def threats(page: Page, gazetteer: Gazetteer) -> Iterator[Template]:
    """A template for each sentence of the text that says who was threatened with death."""
    found = [(sentence, threat) for sentence in page.sentences for threat in _THREAT.finditer(sentence.folded)]
    country = country_of(None, find_places(page, gazetteer)) if found else None
    actors = find_actors(page) if country else ()
    for sentence, threat in found:
        whom = " ".join(sentence.text[threat.start("whom") : threat.end("whom")].split())
        if not country or not sentence.index or len(whom) > _LONGEST:
            continue
        victim = _victim(whom, _within(actors, sentence, threat.start("whom"), threat.end("whom")))
        doers = _within(actors, sentence, 0, threat.start())[-1:]
        yield {
            "type": "ATTACK",
            "date": {"end": page.article.published_at.date().isoformat()},
            "country": country,
            "places": [],
            "stage": "THREATENED",
            **slots.perpetrators([_doer(one) for one in doers], sentence.text),
            "targets": [],
            "victims": slots.victims([victim], country, kidnapped=False),
        }


def _within(actors: tuple[FoundActor, ...], sentence: Sentence, start: int, end: int) -> list[FoundActor]:
    start, end = sentence.start + start, sentence.start + end
    return [one for one in actors if one.span.sentence == sentence.index and start <= one.span.start < end]


def _victim(whom: str, named: list[FoundActor]) -> Person:
    """Whom the words mean, and how many.

    >>> (_victim("TEN JUDGES", []).description, _victim("TEN JUDGES", []).number)
    ('JUDGES', 10)
    """
    count, _, rest = whom.partition(" ")
    number = read(count.lower())
    many = number.low if number and number.low == number.high else None
    return Person(
        PersonRole.VICTIM,
        description=rest if many else whom,
        sector=named[0].sector if named else Sector.CIVILIAN,
        number=many or 1,
    )


def _doer(found: FoundActor) -> Actor:
    return Actor(found.text, found.canonical, ActorRole.INITIATOR, found.sector, found.country)
