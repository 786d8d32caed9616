"""Whom an act's report names: in its own sentences, and in later ones that say who its victims were.

``The victims were identified as Ana Cruz and Juan Mora`` names no act, and is said of the act told last; so is ``Ana
Cruz was also hurt`` right behind it, though no trigger tells of it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.lexicon.screen import Guarded
from pipeline.reading.acts import Act
from pipeline.reading.apart import OPENING
from pipeline.reading.findings import FoundPerson, Trigger
from pipeline.reading.page import Page, Sentence
from pipeline.reading.person_harm_words import DIES, IDENTIFIED, VERB
from pipeline.reading.realis import judge
from schemas.values import Person, PersonEffect, PersonRole, Span

_IDENTIFIED: Final = Guarded(IDENTIFIED)
_HARM: Final = (Guarded(VERB), Guarded(DIES))
_HARMED: Final = frozenset({PersonEffect.KILLED, PersonEffect.WOUNDED})
AFTER: Final = 8
"""The victims of an act are named at most so many sentences after it."""
NEAR: Final = 2
"""So many sentences after an act tell what became of its victims, where they say so of anybody."""
ABOUT: Final = 8
"""So many sentences after the title are about a page's only act."""


def identify(page: Page, acts: Sequence[Act]) -> None:
    """Note for each act the sentences that name its victims."""
    if not acts:
        return
    telling = {sentence: act for act in acts for sentence in act.sentences}
    latest: Act | None = None
    last = 0
    for sentence in page.sentences[1:]:
        if sentence.index in telling:
            latest = telling[sentence.index]
            last = latest.sentences[-1]
            continue
        if latest is None or sentence.index - last > AFTER:
            continue
        near = sentence.index - last <= NEAR and not OPENING.match(sentence.folded)
        if _IDENTIFIED.search(sentence.folded) or (near and _tells_of_harm(page, sentence)):
            latest.identified.append(sentence.index)


def _tells_of_harm(page: Page, sentence: Sentence) -> bool:
    """Whether somebody came to harm, of late: its words are judged as a trigger's are."""
    for harm in _HARM:
        if told := harm.search(sentence.folded):
            span = Span(sentence.index, sentence.start + told.start(), sentence.start + told.end())
            return judge(page, Trigger(span, told[0], told[0], (), "victims:harm")) is None
    return False


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
