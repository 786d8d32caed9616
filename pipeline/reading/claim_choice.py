"""Which of an article's claims speak of one act, each figure once.

Articles tell a toll many times: in the title, in the lead, of each victim. One sentence's telling stands for all: the
first that counts, a stated total ("two fatalities") before an enumeration; where none counts, the fullest. What
"another" and "himself" add is added, what "including" tells is part, and those shot are wounded unless they died of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pipeline.reading.acts import LEAD
from pipeline.reading.findings import FoundClaim
from schemas.values import Group, Metric, Qualifier

_NEW: Final = (".single", ".named", ".count", ".more")
_PEOPLE: Final = (Metric.KILLED, Metric.WOUNDED, Metric.CAPTURED, Metric.MISSING, Metric.DISPLACED, Metric.ARRESTED)


def of_act(claims: Sequence[FoundClaim], sentences: tuple[int, ...]) -> tuple[FoundClaim, ...]:
    """The claims of one act's sentences, without contradictory duplicates, in the order of the text.

    Where tellings were added up or the dead taken from the shot, a claim's rule ends ``.added`` or ``.less_dead``.
    """
    wanted = frozenset(sentences)
    kept: list[FoundClaim] = []
    by_metric: dict[Metric, list[FoundClaim]] = {metric: [] for metric in _PEOPLE}
    for found in claims:
        if found.claim.span and found.claim.span.sentence in wanted:
            by_metric.get(found.claim.metric, kept).append(found)
    told = {metric: _telling(found) for metric, found in by_metric.items() if found}
    if (killed := told.get(Metric.KILLED)) and (wounded := told.get(Metric.WOUNDED)):
        if _is_another_matter(killed, wounded):
            del told[Metric.KILLED]
        else:
            told[Metric.WOUNDED] = _living(wounded, killed, by_metric[Metric.KILLED], by_metric[Metric.WOUNDED])
    for telling in told.values():
        kept.extend(telling)
    return tuple(sorted(kept, key=_place))


def _is_another_matter(killed: Sequence[FoundClaim], wounded: Sequence[FoundClaim]) -> bool:
    """Whether a death that no number counts comes well after a count of wounded: another act's, likely.

    Where nothing but a word of death is told, the next sentence is well after; where somebody is named or described,
    it is beyond the lead.
    """
    first = _sentence(wounded[0])
    if not any(map(_counts, wounded)) or any(map(_counts, killed)) or _sentence(killed[0]) <= first:
        return False
    if all(map(_is_implied, killed)):
        return True
    known = all(found.rule.endswith(".definite") for found in killed)
    return not known and first <= LEAD < _sentence(killed[0])


def _place(found: FoundClaim) -> tuple[int, int]:
    span = found.claim.span
    return (span.sentence, span.start) if span else (0, 0)


def _sentence(found: FoundClaim) -> int:
    return _place(found)[0]


def _is_part(found: FoundClaim) -> bool:
    return found.rule.startswith("part.")


def _is_more(found: FoundClaim) -> bool:
    return found.rule.endswith(".more")


def _counts(found: FoundClaim) -> bool:
    return ".count" in found.rule and not _is_part(found)


def _is_implied(found: FoundClaim) -> bool:
    return found.rule.startswith("implied.")


def _states_total(found: FoundClaim) -> bool:
    return _counts(found) and found.rule.startswith(("noun.", "toll.")) and found.claim.low != 0


def _wholes(told: Iterable[FoundClaim]) -> list[FoundClaim]:
    """One claim a place: that of all, where groups are told apart, which has those of the joined groups in it."""
    best: dict[tuple[int, int], FoundClaim] = {}
    sums = [found.claim.span for found in told if found.claim.group is Group.TOTAL and not _is_part(found)]
    for found in told:
        span = found.claim.span
        if found.claim.group is not Group.TOTAL and any(
            span and whole and whole.start < span.start and span.end <= whole.end for whole in sums
        ):
            continue
        if not _is_part(found) and (_place(found) not in best or found.claim.group is Group.TOTAL):
            best[_place(found)] = found
    return list(best.values())


def _size(told: Iterable[FoundClaim]) -> int:
    return sum(found.claim.low or 0 for found in _wholes(told))


def _telling(claims: Sequence[FoundClaim]) -> list[FoundClaim]:
    """The claims of one kind of harm from the sentence that tells it best, and what others add."""
    by_sentence: dict[int, list[FoundClaim]] = {}
    for found in claims:
        by_sentence.setdefault(_sentence(found), []).append(found)
    tellings = [told for _, told in sorted(by_sentence.items())]
    of_this_act = [told for told in tellings if not any(found.claim.cumulative for found in told)] or tellings
    bases = [
        told
        for told in of_this_act
        if any(_counts(found) or not (_is_more(found) or _is_part(found)) for found in told)
    ]
    tolls = [told for told in bases if any(found.rule.startswith("toll.") for found in told)]
    totals = tolls[-1:] or [told for told in bases if any(map(_states_total, told))]
    counting = [told for told in bases if any(map(_counts, told)) and _size(told)]
    if totals or counting:
        base = (totals or counting)[0]
    elif bases:
        base = max([told for told in bases if not _is_implied(told[0])] or bases, key=_size)
    else:
        return _added(of_this_act[0])
    return _added(_one_total(base)) + _other_groups(base, counting) + _perpetrators(base, of_this_act)


def _perpetrators(base: Sequence[FoundClaim], tellings: Iterable[list[FoundClaim]]) -> list[FoundClaim]:
    """Who killed himself, where the base counts whom somebody killed, and another sentence tells of it."""
    if not all(found.rule.startswith("active.") for found in base) or {found.claim.group for found in base} & {
        Group.TOTAL,
        Group.PERPETRATOR,
    }:
        return []
    own = (found for told in tellings for found in told if found.rule.startswith(("suicide.", "reflexive.")))
    return [found for found in own if found.claim.group is Group.PERPETRATOR][:1]


def _other_groups(base: Sequence[FoundClaim], counting: Iterable[list[FoundClaim]]) -> list[FoundClaim]:
    """Six soldiers in one sentence and two civilians in another are different people."""
    groups = {found.claim.group for found in base}
    result: list[FoundClaim] = []
    for told in counting:
        fresh = {found.claim.group for found in told} - {Group.PERPETRATOR}
        if Group.TOTAL not in groups | fresh and not groups & fresh:
            result.extend(told)
            groups |= fresh
    return result


def _one_total(told: list[FoundClaim]) -> list[FoundClaim]:
    """Where a sentence states a total, its other figures are tellings of the same."""
    stated = sorted((found for found in told if _states_total(found)), key=lambda found: found.rule, reverse=True)
    return [found for found in told if found in stated[:1] or _is_part(found)] if stated else told


def _added(told: list[FoundClaim]) -> list[FoundClaim]:
    """Add up what one sentence tells in several places: "a man was killed and another died later"."""
    wholes = _wholes(told)
    if not wholes:
        return told
    first = wholes[0]
    distinct = [
        first,
        *(
            found
            for found in wholes[1:]
            if not found.rule.endswith((".definite", ".named"))
            and not (found.rule.endswith(".count") and found.claim.low == first.claim.low)
        ),
    ]
    if len(distinct) < 2:
        kept = {id(found) for found in distinct}
        return [found for found in told if id(found) in kept or _is_part(found) or found.claim.group is not Group.TOTAL]
    lows = [found.claim.low for found in distinct if found.claim.low is not None]
    highs = [found.claim.high for found in distinct if found.claim.high is not None]
    claim = replace(
        first.claim,
        group=Group.TOTAL,
        low=sum(lows) if len(lows) == len(distinct) else None,
        high=sum(highs) if len(highs) == len(distinct) else None,
        qualifier=next(
            (f.claim.qualifier for f in distinct if f.claim.qualifier is not Qualifier.EXACT), Qualifier.EXACT
        ),
    )
    return [
        FoundClaim(claim, f"{first.rule}.added"),
        *(found for found in told if found.claim.group is not Group.TOTAL),
    ]


def _living(
    wounded: list[FoundClaim],
    killed: list[FoundClaim],
    deaths: Sequence[FoundClaim],
    wounds: Sequence[FoundClaim],
) -> list[FoundClaim]:
    """The wounded who did not die.

    Single persons told of as shot in one sentence and as dead in another are the same. Of a number shot, the dead are
    taken away, unless they were told before in the same breath: "one killed, three shot".
    """
    wounded = [found for found in wounded if not found.rule.startswith(("reflexive.", "implied."))]
    counted = any(map(_counts, wounded)) or any(map(_is_more, wounded))
    if not counted:
        new = [{_sentence(found) for found in told if found.rule.endswith(_NEW)} for told in (deaths, wounds)]
        return [found for found in wounded if _sentence(found) in new[0] & new[1]]
    dead = _size(killed)
    result: list[FoundClaim] = []
    for found in wounded:
        claim = found.claim
        before = any(_sentence(death) == _sentence(found) and _place(death) < _place(found) for death in deaths)
        if not found.rule.startswith("shot.") or _is_more(found) or before or claim.low is None:
            result.append(found)
            continue
        low = max(0, claim.low - dead)
        high = None if claim.high is None else max(low, claim.high - dead)
        result.append(FoundClaim(replace(claim, low=low, high=high), f"{found.rule}.less_dead"))
    return result
