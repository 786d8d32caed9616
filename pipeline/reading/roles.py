"""Who did it and to whom: by position around the trigger, with its voice and its prepositions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from pipeline.lexicon.screen import guarded
from pipeline.reading.clauses import after, before, is_passive
from pipeline.reading.findings import FoundActor, Trigger
from pipeline.reading.page import Page, Sentence
from pipeline.reading.triggers import Frame, entry_of
from schemas.values import Sector

_BY: Final = re.compile(
    r"\b(?:by|from|at the hands of|blamed on|carried out by)\b(?:\s+[\w'\u2019.-]+){0,6}\s*[\"\u201c\u2018']?$"
)
_ON: Final = re.compile(
    r"\b(?:on|of|against|at|targeting|target|hit|hitting|upon|into|killing|wounding|injuring|with)\b(?:\s+(?!for\s)[\w'\u2019.-]+){0,7}\s*$"
)
_AGENT: Final = re.compile(r"\bby\b(?:\s+(?!on\b|in\b|at\b)[\w'\u2019.,-]+){0,6}\s*[\"\u201c\u2018']?$")
_DOER: Final = guarded(
    r"\b(?:attack|raid|ambush|assault|bombing|shelling|strike|clash|shooting)\w*(?: \w+){0,2} by(?: \w+){0,2} $"
)
_OTHER_CLAUSE: Final = re.compile(
    r"(?: -- |\baccording to\b|, as\b|\bas the\b|, while\b|, when\b|, but\b|\bsaid\b"
    r"|\b(?:prompted|led to|triggered|sparked|provoked)\b)"
)
_SOURCE: Final = guarded(
    r"\b(?:according to|told|reported by|reported to)\b(?:\s+\w+){0,2}(?:\s+\w+,(?:\s+[\w'\u2019]+){1,4})?\s*$"
)
_OFFICE: Final = guarded(r"\bsaid(?:\s+\w+){2,3},\s+(?:the|its|their)(?:\s+\w+)?\s*$")
_SPEECH: Final = re.compile(
    r"^[\w\s'\u2019]{0,24}?\b(?:say|says|said|told|reported|confirmed|announced"
    r"|claimed(?! (?:\w+ )?(?:responsibility|credit|authorship))|added|believe|stated)\b"
)
_HANDLES: Final = re.compile(
    r"\b(?:investigat|determin|condemn|blam|accus|denounc|deplor|defus|deactivat|evacuat|respond|arriv|rush|cordon|urg|learn"
    r"|attribut|prevent|reject|express)\w*|\b(?:bomb squad|search(?:ed|ing) for|report(?:s|ed)? (?:of|that|no|on)"
    r"|br(?:eaks?|oke|eaking) up|interven(?:es?|ed|ing))\b"
)
"""Who does so has to do with what others did: "police are trying to determine who planted the bomb"."""
_KEEPERS: Final = frozenset({Sector.POLICE, Sector.GOVERNMENT, Sector.MILITARY})
_UNARMED: Final = frozenset({Sector.CIVILIAN, Sector.PARTY, Sector.MEDIA})
_OWNED: Final = re.compile(r"['\u2019]s?\s(?:\w+\s)?")
_DONE_TO: Final = re.compile(r"\s(?:on|of|against)\b")
NEAR: Final = 120
"""Characters before an actor that hold the words that cite them."""
_SUFFERS: Final = re.compile(
    r"\b(?:killed|wounded|injured|dead|died|die|dying|hurt|abducted|shot|hit|in|under|by|during|after|from|survived)\b[^,;]*$"
)

_HARMS: Final = re.compile(
    r"\s(?:(?:has|have|had|also|then)\s)*(?:killed|wounded|injured|abducted|shot|hit)\s"
    r"(?!in\b|by\b|during\b|on\b|at\b|near\b|when\b|while\b|after\b|as\b|and\b|dead\b|from\b)"
)
"""Right behind an actor: who did it, "rebels killed 40 people during a raid"; not "rebels killed in a raid"."""


class Sides(Struct, frozen=True):
    """The actors of one trigger."""

    initiators: tuple[FoundActor, ...] = ()
    targets: tuple[FoundActor, ...] = ()

    def __bool__(self) -> bool:
        """Whether anybody is named."""
        return bool(self.initiators or self.targets)


NOBODY: Final = Sides()


class Cast:
    """The actors of a page as its triggers see them: each trigger's sides are told apart once."""

    __slots__ = ("_actors", "_known", "_page", "_parties")

    def __init__(self, page: Page, actors: Iterable[FoundActor]) -> None:
        """Sort the actors by sentence; those who only speak are left out where their sentence is asked for."""
        self._page = page
        self._actors: defaultdict[int, list[FoundActor]] = defaultdict(list)
        for actor in actors:
            self._actors[actor.span.sentence].append(actor)
        self._parties: dict[int, list[FoundActor]] = {}
        self._known: dict[tuple[int, int], Sides] = {}

    def sides(self, trigger: Trigger) -> Sides:
        """The actors of the trigger's sentence, told apart."""
        place = trigger.span.sentence, trigger.span.start
        found = self._known.get(place)
        if found is None:
            found = self._known[place] = _sides(self._page, trigger, self._parties_of(trigger.span.sentence))
        return found

    def _parties_of(self, sentence: int) -> list[FoundActor]:
        if sentence not in self._actors:
            return []
        if sentence not in self._parties:
            self._parties[sentence] = [one for one in self._actors[sentence] if not _speaks(self._page, one)]
        return self._parties[sentence]


def sides(page: Page, trigger: Trigger, actors: Iterable[FoundActor]) -> Sides:
    """The actors of the trigger's sentence, told apart."""
    return Cast(page, actors).sides(trigger)


def _sides(page: Page, trigger: Trigger, parties: Sequence[FoundActor]) -> Sides:
    left = [actor for actor in parties if actor.span.end <= trigger.span.start]
    right = [actor for actor in parties if actor.span.start >= trigger.span.end]
    if not (left or right):
        return NOBODY
    frame = entry_of(trigger).frame
    if frame is Frame.MUTUAL:
        sentence = page.sentences[trigger.span.sentence]
        return _mutual(trigger, [actor for actor in left if not _handles(sentence, actor, trigger)], right)
    if trigger.noun:
        return _of_noun(page, trigger, left, right)
    if frame is Frame.EFFECT or is_passive(page, trigger):
        agents = [actor for actor in right if _between(page, trigger, actor, _AGENT)]
        return Sides(tuple(agents), tuple(_sufferers(page.sentences[trigger.span.sentence], left)))
    hit = [actor for actor in right[:1] if not _between(page, trigger, actor, _OTHER_CLAUSE)]
    return Sides(tuple(left[-1:]), tuple(hit))


def _sufferers(sentence: Sentence, left: list[FoundActor]) -> list[FoundActor]:
    """The last named and who stands beside them; but not who did it: "a raid by rebels in which monks died"."""
    if len(left) > 1:
        ahead = sentence.folded[: left[-2].span.start - sentence.start]
        if _DOER.search(ahead[-NEAR:]):
            return left[-1:]
    return left[-2:]


def _mutual(trigger: Trigger, left: list[FoundActor], right: list[FoundActor]) -> Sides:
    """``X clashed with Y``, ``clashes between X and Y``: the first named is taken for the first side."""
    if trigger.noun and len(right) > 1:
        return Sides((right[0],), (right[1],))
    if left and right:
        return Sides((left[-1],), (right[0],))
    both = left or right
    return Sides(tuple(both[:1]), tuple(both[1:2]))


def _of_noun(page: Page, trigger: Trigger, left: list[FoundActor], right: list[FoundActor]) -> Sides:
    """``the shelling of X by Y``, ``Y's attack on X``, ``X were killed in an attack by Y``."""
    initiators = [actor for actor in right if _between(page, trigger, actor, _BY)][:1]
    targets = [
        actor
        for actor in right
        if actor not in initiators
        and _between(page, trigger, actor, _ON)
        and not _between(page, trigger, actor, _OTHER_CLAUSE)
    ][:1]
    if left:
        sentence = page.sentences[trigger.span.sentence]
        gap = sentence.folded[left[-1].span.end - sentence.start : trigger.span.start - sentence.start]
        suffers = _HARMS.match(gap) is None and _SUFFERS.search(gap) is not None
        if not suffers and _suffered(sentence, left[-1], trigger):
            targets = targets or left[-1:]
        elif not initiators and not suffers:
            initiators = [] if _handles(sentence, left[-1], trigger) else left[-1:]
        elif not targets and suffers:
            targets = left[-1:]
    return Sides(tuple(initiators), tuple(targets))


def _suffered(sentence: Sentence, actor: FoundActor, trigger: Trigger) -> bool:
    """Whether it befell its owner, who is unarmed: ``the priests' murder``, but not ``the students' attack on him``."""
    gap = sentence.folded[actor.span.end - sentence.start : trigger.span.start - sentence.start]
    behind = sentence.folded[trigger.span.end - sentence.start :]
    return actor.sector in _UNARMED and _OWNED.fullmatch(gap) is not None and not _DONE_TO.match(behind)


def _handles(sentence: Sentence, actor: FoundActor, trigger: Trigger) -> bool:
    """Whether the state's own people deal with the act, rather than commit it."""
    gap = sentence.folded[actor.span.end - sentence.start : trigger.span.start - sentence.start]
    return actor.sector in _KEEPERS and _HANDLES.search(gap) is not None


def _between(page: Page, trigger: Trigger, actor: FoundActor, pattern: re.Pattern[str]) -> bool:
    sentence = page.sentences[trigger.span.sentence]
    gap = sentence.folded[trigger.span.end - sentence.start : actor.span.start - sentence.start]
    return pattern.search(gap) is not None and ";" not in gap


def _speaks(page: Page, actor: FoundActor) -> bool:
    """``police said``, ``according to the army``, a headline's ``: army``: a source, no party."""
    ahead, rest = before(page, actor.span), after(page, actor.span)
    cited = actor.span.sentence == 0 and ahead.rstrip().endswith(":") and not rest.strip()
    titled = actor.sector is Sector.GOVERNMENT and _OFFICE.search(ahead[-NEAR:]) is not None
    return cited or titled or _SPEECH.match(rest) is not None or _SOURCE.search(ahead[-NEAR:]) is not None
