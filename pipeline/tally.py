"""Claims to casualties: one number for each kind of harm and each group, with its bounds.

The rules, for the claims of one mention or of one event:

* Claims of a whole campaign count only where no claim speaks of the act alone; the newest replaces the older, and
  they are never added.
* Each claimant's newest figure replaces their older ones.
* ``low`` is the least and ``high`` the greatest that any claimant's standing figure allows. ``best`` comes from the
  newest figures; but tolls grow, and a newer figure below one that more reports of the last month give tells of a part
  of the dead. Of figures told equally often it is the greater, for the same reason; the lower, where named claimants
  differ, and of the wounded, with whom the dead are often counted.
* Where no report tells of dead and wounded both, and a few are dead, no fewer than were wounded, they are the same.
* The total of a kind of harm is what is claimed for all, or the sum of the groups where that is more. Dead
  perpetrators are in it.
* "Losses" are dead, wounded and captured together: they bound deaths from above, and are not deaths. The best total
  counts none of them.
* A denied figure is no figure.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from schemas.values import Casualties, Claim, Group, Metric, Qualifier, Range, Stance, Toll

_HARM: Final = {
    Metric.KILLED: "killed",
    Metric.WOUNDED: "wounded",
    Metric.CAPTURED: "captured",
    Metric.MISSING: "missing",
    Metric.DISPLACED: "displaced",
}

MONTH: Final = timedelta(days=30)
_WHOLE: Final = {Group.TOTAL}
_FEW: Final = 3
"""As many may be reported wounded, and dead a day later; of more, some live."""
_NONE: Final = Toll(total=Range(0, 0, 0))


def tally(claims: Sequence[Claim]) -> Casualties:
    """Fold the claims of one mention or of one event. The order of the claims does not matter."""
    if not claims:
        return Casualties()
    standing: dict[Metric, list[Claim]] = {}
    for claim in claims:
        if claim.stance is not Stance.DENY:
            standing.setdefault(claim.metric, []).append(claim)
    losses = standing.get(Metric.LOSSES, [])
    tolls = {field: _toll(standing[metric], []) for metric, field in _HARM.items() if metric in standing}
    if losses:
        tolls["killed"] = _toll(standing.get(Metric.KILLED, []), losses)
    told = Casualties(**tolls)
    return replace(told, wounded=_NONE) if _all_died(told, standing) else told


def _all_died(tolls: Casualties, standing: dict[Metric, list[Claim]]) -> bool:
    """Whether those who were reported wounded were later reported dead."""
    if Metric.KILLED not in standing or Metric.WOUNDED not in standing:
        return False
    killed, wounded = (
        frozenset(claim.mention_id for claim in standing.get(metric, ()) if claim.low or claim.high)
        for metric in (Metric.KILLED, Metric.WOUNDED)
    )
    if not killed or not wounded or killed & wounded or tolls.killed is None or tolls.wounded is None:
        return False
    dead, hurt = tolls.killed.total.best, tolls.wounded.total.best
    return dead is not None and hurt is not None and hurt <= dead <= _FEW


def _toll(ours: Sequence[Claim], losses: Sequence[Claim]) -> Toll | None:
    stated = {group: found for group, said in _by_group(ours).items() if (found := _range(said))}
    if not losses and stated.keys() == _WHOLE:
        return Toll(total=stated[Group.TOTAL])
    bounds = {
        group: found
        for group, said in _by_group(losses).items()
        if group not in stated and (found := _bounded_above(said))
    }
    of_all = stated.pop(Group.TOTAL, None)
    bounds.pop(Group.TOTAL, None)
    known = _sum(of_all, list(stated.values()))
    total = _widened(known, list(bounds.values())) if known else _bounded_above(losses)
    if total is None:
        return None
    return Toll(total=total, **{group.value: found for group, found in (bounds | stated).items()})


def _by_group(claims: Sequence[Claim]) -> dict[Group, list[Claim]]:
    found: dict[Group, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.group, []).append(claim)
    return found


def _widened(known: Range, bounds: Sequence[Range]) -> Range:
    """A total of deaths, as high as the losses of further groups allow."""
    if known.high is None or not bounds:
        return known
    return replace(known, high=known.high + sum(bound.high or 0 for bound in bounds))


def _range(claims: Sequence[Claim]) -> Range | None:
    stated = [claim for claim in claims if claim.low is not None or claim.high is not None]
    if len(stated) == 1:
        return Range(low=stated[0].low or 0, best=_likeliest(stated), high=stated[0].high)
    standing = _newest_each([claim for claim in stated if not claim.cumulative])
    if not standing:
        newest = _newest_each(stated)
        standing = [claim for claim in newest if _day(claim) == max(map(_day, newest))]
    if not standing:
        return None
    low = min([claim.low or 0 for claim in standing])
    highs = [claim.high for claim in standing]
    high = None if None in highs else max(value for value in highs if value is not None)
    firm = [claim for claim in standing if _best(claim) is not None]
    return Range(low=low, best=_likeliest(firm), high=high)


def _likeliest(firm: Sequence[Claim]) -> int | None:
    """The value that most reports of the last month give, among those not below the newest.

    "At least one" is said of five too: it counts only where no report tells of as many.
    """
    most = max((claim.low or 0 for claim in firm if claim.qualifier is not Qualifier.AT_LEAST), default=0)
    firm = [claim for claim in firm if claim.qualifier is not Qualifier.AT_LEAST or (claim.low or 0) > most]
    values = [(value, _day(claim), claim.claimant) for claim in firm if (value := _best(claim)) is not None]
    if not values:
        return None
    if len(values) == 1:
        return values[0][0]
    newest = max(day for _, day, _ in values)
    told = Counter(value for value, day, _ in values if day == newest)
    often = max(told.values())
    least = min(value for value, times in told.items() if times == often)
    late = [(value, claimant) for value, day, claimant in values if newest - day <= MONTH and value >= least]
    told = Counter(value for value, _ in late)
    often = max(told.values())
    likely = [(value, claimant) for value, claimant in late if told[value] == often]
    # Who counts more wounded has often counted the dead in.
    least_of = firm[0].metric is Metric.WOUNDED or all(claimant for _, claimant in likely)
    return (min if least_of else max)(value for value, _ in likely)


def _newest_each(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The newest figure of each claimant; an article's own voice is a claimant of its own."""
    if len(claims) == 1:
        return claims
    newest: dict[tuple[str | None, str | None], Claim] = {}
    for claim in claims:
        key = (claim.claimant.casefold(), None) if claim.claimant else (None, claim.mention_id)
        if key not in newest or _rank(claim) > _rank(newest[key]):
            newest[key] = claim
    return list(newest.values())


def _rank(claim: Claim) -> tuple[date, int, int]:
    return (_day(claim), claim.low or 0, claim.high or 0)


def _day(claim: Claim) -> date:
    return claim.as_of or date.min


def _best(claim: Claim) -> int | None:
    """A range or a vague word has no best value; "at least 12" is best read as 12."""
    if claim.qualifier is Qualifier.AT_LEAST and claim.low is not None:
        return claim.low
    return claim.low if claim.low == claim.high else None


def _bounded_above(losses: Sequence[Claim]) -> Range | None:
    """Deaths, as far as losses tell: somewhere between none and all of them."""
    highs = [claim.high for claim in _newest_each(losses) if claim.high is not None]
    return Range(low=0, best=None, high=max(highs)) if highs else None


def _sum(total: Range | None, groups: Sequence[Range]) -> Range | None:
    """What is claimed for all, or the groups added up, bound by bound, where that is more."""
    if not groups:
        return total
    lows = [found.low or 0 for found in groups]
    bests = [found.best for found in groups]
    highs = [found.high for found in groups]
    added = Range(
        low=sum(lows),
        best=None if None in bests else sum(value or 0 for value in bests),
        high=None if None in highs else sum(value or 0 for value in highs),
    )
    if total is None:
        return added
    low = max(total.low or 0, added.low or 0)
    known = [value for value in (total.best, added.best) if value is not None]
    best = max([*known, low]) if known else None
    high = None if total.high is None else max(total.high, best or low, added.high or 0)
    return Range(low=low, best=best, high=high)
