"""What analysts' corrections make of the acts that the evidence makes, and of their records.

Three rules, which hold in whatever order articles and corrections come:

* A correction names an event by its mentions, and speaks of the act that holds most of those that are there, the
  one with the first named of equals.
* Corrections are applied in the order they were said (``at``, then ``id``) to the acts as the evidence alone makes
  them: of two that disagree the later one holds; for fields, field by field.
* What is split stays so: each report that neither side names goes to the side that it agrees with best.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pipeline.merging.headline import headline
from pipeline.merging.ledger import Bound
from pipeline.merging.partition import Weighing, partition
from pipeline.merging.record import codes_of
from schemas.correction import Action, Correction, Fields
from schemas.event import CorrectionReference, Event
from schemas.values import Confidence, DateBasis, EventDate, Location, PlaceBasis, Range, Toll

Said = tuple[Correction, bool]
"""A correction, and whether the evidence alone makes other acts."""

_NOTHING: Final = Fields()
_SHOWN: Final = 24
_HARM: Final = ("killed", "wounded", "captured", "missing", "displaced")
_SURE: Final = ("type", "date", "location", "actors")
"""Fields with a confidence of their own."""


def shape(acts: Sequence[Sequence[int]], standing: Sequence[Bound], weighing: Weighing) -> list[list[int]]:
    """Merge and split acts, which are given by their mentions' serials in canonical order.

    ``standing`` is in the order said. Gives acts in canonical order; the same where nothing is merged or split.
    """
    shaped = [list(act) for act in acts]
    for bound in standing:
        if bound.correction.action is Action.MERGE:
            shaped = _merged(shaped, bound, weighing)
        elif bound.correction.action is Action.SPLIT:
            shaped = [part for act in shaped for part in _divided(act, bound, weighing)]
    return sorted(shaped, key=lambda act: weighing.order(act[0]))


def _merged(acts: list[list[int]], bound: Bound, weighing: Weighing) -> list[list[int]]:
    act_of = _act_of(acts)
    homes = {home for serials in bound.events if (home := _home(serials, act_of)) is not None}
    if len(homes) <= 1:
        return acts
    one = sorted((serial for home in homes for serial in acts[home]), key=weighing.order)
    return [*(act for number, act in enumerate(acts) if number not in homes), one]


def _divided(act: list[int], bound: Bound, weighing: Weighing) -> list[list[int]]:
    (named,) = bound.events
    out, stay = set(bound.out).intersection(act), set(named).intersection(act)
    if not out or not stay:
        return [act]
    sides = [[serial for serial in act if serial in side] for side in (stay, out)]
    others = [serial for serial in act if serial not in stay and serial not in out]
    folded = partition(others, sides, weighing)
    # A report that agrees with neither is no third event: nobody has said so.
    whole = {serial for part in folded if not out.isdisjoint(part) for serial in part}
    return [[serial for serial in act if (serial in whole) is taken] for taken in (False, True)]


def _act_of(acts: Iterable[Sequence[int]]) -> dict[int, int]:
    return {serial: number for number, act in enumerate(acts) for serial in act}


def _home(serials: Sequence[int], act_of: Mapping[int, int]) -> int | None:
    """The act that holds most of some mentions, that of the first named of equals."""
    homes = Counter(act_of[serial] for serial in serials if serial in act_of)
    return homes.most_common(1)[0][0] if homes else None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the corrections say of one event."""

    fields: Fields = _NOTHING
    is_withdrawn: bool = False
    corrections: tuple[CorrectionReference, ...] = ()


NO_RULING: Final = Ruling()


def rulings(
    acts: Sequence[Sequence[int]], standing: Sequence[Bound], by_evidence: Sequence[Sequence[int]]
) -> list[Ruling]:
    """What corrections, in the order said, say of each of the acts that ``shape`` made of those by evidence alone."""
    act_of, evident = _act_of(acts), _act_of(by_evidence)
    said: list[list[Said]] = [[] for _ in acts]
    for bound in standing:
        one = (bound.correction, _overrules(bound, evident))
        for number in _spoken_of(bound, act_of):
            said[number].append(one)
    return [_ruling(each) for each in said]


def _overrules(bound: Bound, evident: Mapping[int, int]) -> bool:
    """Whether the evidence alone makes other acts; what fields say is not known here."""
    match bound.correction.action:
        case Action.MERGE:
            return len({_home(serials, evident) for serials in bound.events} - {None}) > 1
        case Action.SPLIT:
            out, stay = ({evident.get(serial) for serial in serials} for serials in (bound.out, bound.events[0]))
            return bool(out & stay)
        case _:
            return True


def _spoken_of(bound: Bound, act_of: Mapping[int, int]) -> set[int]:
    if bound.correction.action is Action.SPLIT:
        return {act_of[serial] for serial in bound.serials if serial in act_of}
    return {home for serials in bound.events if (home := _home(serials, act_of)) is not None}


def _ruling(said: Sequence[Said]) -> Ruling:
    by_field = {name: each for each, _ in said if each.fields is not None for name in each.fields.given}
    references = []
    for each, overrules in said:
        ours = tuple(name for name, last in by_field.items() if last is each)
        if each.action is not Action.SET or ours:
            references.append(CorrectionReference(each.id, each.action, each.at, each.by, each.why, ours, overrules))
    return Ruling(
        Fields(**{name: getattr(each.fields, name) for name, each in by_field.items()}),
        any(each.action is Action.WITHDRAW for each, _ in said),
        tuple(references[-_SHOWN:]),
    )


def corrected(draft: Event, ruling: Ruling) -> Event:
    """The record as it should be: what was set, what follows from it, who said so, and what it would be without."""
    if not ruling.corrections:
        return draft
    given = {name: _as_set(value) for name, value in ruling.fields.given.items()}
    own = {name: value for name, value in given.items() if name not in _HARM}
    casualties = replace(draft.casualties, **{name: value for name, value in given.items() if name in _HARM})
    event = replace(draft, **own, casualties=casualties, corrections=ruling.corrections)
    if not given:
        return event
    machine: dict[str, Any] = {name: getattr(draft.casualties if name in _HARM else draft, name) for name in given}
    others = frozenset(name for name in given if _gist(given[name]) != _gist(machine[name]))
    return replace(
        event,
        corrections=tuple(
            replace(one, overrules=not others.isdisjoint(one.fields)) if one.fields else one
            for one in ruling.corrections
        ),
        headline=headline((event.type, event.outcome, event.kind), event.location, event.casualties),
        codes=codes_of(event.type, event.actors, event.weapons, event.casualties),
        confidence=_sure(event.confidence, given),
        machine=Fields(**machine),
    )


def _as_set(value: object) -> Any:  # noqa: ANN401 - the value of any field
    match value:
        case EventDate():
            return replace(value, basis=DateBasis.CORRECTION)
        case Location():
            return replace(value, basis=PlaceBasis.CORRECTION)
        case Toll(total=Range(low=None, best=None, high=None)):
            return None
        case _:
            return value


def _gist(value: object) -> object:
    """What a value comes to, whatever it was read from."""
    match value:
        case EventDate():
            return (value.start, value.end)
        case Location():
            return (value.country, value.name)
        case Toll():
            return value.total
        case _:
            return value


def _sure(confidence: Confidence, given: Mapping[str, object]) -> Confidence:
    """A field that an analyst set is sure; how sure the reports were of an event at all stays as it is."""
    return replace(confidence, **{name: 1.0 for name in _SURE if name in given})
