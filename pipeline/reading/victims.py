"""Whom an act's report names: in its own sentences, and in later ones that say who its victims were.

``The victims were identified as Ana Cruz and Juan Mora`` names no act, and is said of the act told last.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.lexicon.screen import Guarded
from pipeline.reading.acts import Act
from pipeline.reading.findings import FoundPerson
from pipeline.reading.page import Page
from pipeline.reading.person_harm_words import IDENTIFIED
from schemas.values import Person, PersonEffect, PersonRole

_IDENTIFIED: Final = Guarded(IDENTIFIED)
_HARMED: Final = frozenset({PersonEffect.KILLED, PersonEffect.WOUNDED})
AFTER: Final = 8
"""The victims of an act are named at most so many sentences after it."""
ABOUT: Final = 8
"""So many sentences after the title are about a page's only act."""


def identify(page: Page, acts: Sequence[Act]) -> None:
    """Note for each act the sentences that name its victims."""
    if not acts:
        return
    telling = {sentence: act for act in acts for sentence in act.sentences}
    latest: Act | None = None
    for sentence in page.sentences[1:]:
        latest = telling.get(sentence.index, latest)
        if latest is None or sentence.index in telling or sentence.index - latest.sentences[-1] > AFTER:
            continue
        if _IDENTIFIED.search(sentence.folded):
            latest.identified.append(sentence.index)


def naming(act: Act) -> tuple[int, ...]:
    """The sentences that may name whom an act was done to, and by whom."""
    return (*act.sentences, *act.identified, *(range(ABOUT + 1) if act.alone else ()))


def persons_of(act: Act, persons: Iterable[FoundPerson], *, crime: bool) -> tuple[Person, ...]:
    """Those whom its own sentences name, the victims whom others identify, and whom the report of a lone act is about.

    News of a ``crime`` calls everybody by the full name who had a part in it, and hardly anybody else.
    """
    told = [one.person for one in persons]
    return tuple(person for person in told if person.span and _is_of(act, person, person.span.sentence, crime=crime))


def _is_of(act: Act, person: Person, sentence: int, *, crime: bool) -> bool:
    if sentence in act.sentences or (person.role is PersonRole.VICTIM and sentence in act.identified):
        return True
    is_party = person.role is PersonRole.SUSPECT or person.effect in _HARMED
    return act.alone and sentence <= ABOUT and (is_party or (crime and person.role is PersonRole.VICTIM))
